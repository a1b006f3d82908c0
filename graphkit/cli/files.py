"""Checks of the files a command reads and writes, made before any work; a store is never overwritten."""

from __future__ import annotations

import os
from pathlib import Path

from graphkit.errors import StoreError

STORES = (".sqlite", ".db")
"""Suffixes of stores."""
SQLITE = b"SQLite format 3\0"
"""The first bytes of a store."""


def writable(target: Path) -> Path:
    """Check a file that is to be written; raises StoreError if it cannot be written or is a store."""
    _possible(target)
    if target.is_file() and _head(target) == SQLITE:
        raise StoreError(f"{target}: is a store", "name another file, or remove it first")
    return target


def new_or_held(store: Path) -> Path:
    """Check a store that is to be added to or created; raises StoreError if the file cannot be one.

    With the suffix of another format it would later be read as a file of that format.
    """
    from graphkit.formats import WRITERS

    if store.suffix.removeprefix(".") in WRITERS:
        raise StoreError(f"{store}: a store cannot have this suffix", f"name it {store.stem}.db")
    _possible(store)
    return store


def _possible(target: Path) -> None:
    folder = target.absolute().parent
    if not folder.is_dir():
        raise StoreError(f"{target}: there is no folder {target.parent}", "create it first")
    if target.is_dir():
        raise StoreError(f"{target}: is a folder", "name a file")
    if not os.access(target if target.exists() else folder, os.W_OK):
        raise StoreError(f"{target}: cannot be written", "check the permissions of the file and its folder")


def there(path: Path) -> Path:
    """Check a store that is to be queried or changed; raises StoreError, before anything is written, if it is none."""
    remedy = f"create one with graphkit build PATHS… --store {path if path.suffix in STORES else 'kg.db'}"
    if not path.is_file():
        raise StoreError(f"{path}: {'is a folder, not a' if path.is_dir() else 'no such'} store", remedy)
    head = _head(path)
    if not head:
        raise StoreError(f"{path}: is an empty file, not a store", remedy)
    if head != SQLITE and path.suffix not in STORES:
        raise StoreError(f"{path}: is not a store", f"graphkit import {path} --store kg.db creates one from a graph")
    return path


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE))
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})", "check its permissions") from error
