"""Files and folders that appear only when complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from graphkit.errors import StoreError


@contextmanager
def whole_path(path: Path) -> Iterator[Path]:
    """A temporary path for a file that appears under its name when the block ends; StoreError if it cannot."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror})", "check the folder and the disk") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """A text file to write that appears under its name when the block ends; raises StoreError if it cannot."""
    with whole_path(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        yield file


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """An empty folder to write files into, which move to the folder of that name when the block ends.

    Existing files with other names stay. Raises StoreError if it cannot be written.
    """
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path}: is a file, and this format is several", "name a folder")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.mkdir()
        yield part
        path.mkdir(exist_ok=True)
        for file in sorted(part.iterdir()):
            file.replace(path / file.name)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror})", "check the folder and the disk") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
