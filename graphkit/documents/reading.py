"""Read documents from files, folders and standard input, each by the reader of its format.

What cannot be read comes out as an error in its place, so that one bad file never hides the good ones behind it.
"""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from graphkit.documents import unknown
from graphkit.documents.admission import Register
from graphkit.documents.reader import (
    Columns,
    Holds,
    Input,
    MissingExtra,
    Reader,
    Skipped,
    by_suffix,
    choose,
    installed,
)
from graphkit.documents.streams import HEAD, PACKED, stem, suffix, unpacked
from graphkit.errors import InputError
from graphkit.model import Document

STDIN = "-"

Skip = Callable[[Skipped], None]
"""Is told each file of a folder that no reader takes, and each document in another language or without text."""
Assume = Callable[[str], None]
"""Is told the suffix of each file, named by itself, that is read as text though no reader knows it."""
Read = Iterator[Document | InputError]


def read(
    paths: Iterable[Path | str],
    *,
    stdin: BinaryIO | None = None,
    skip: Skip | None = None,
    columns: Columns | None = None,
    assume: Assume | None = None,
) -> Read:
    """Documents of files, of folders at any depth, and of ``-`` for standard input, in languages that are read.

    Readers are chosen by how a file begins and by its suffix, also of what is packed as ``.gz`` or ``.zst``. A file
    named by itself that none takes is read as text, and told to ``assume``, unless it is binary or for machines, which
    is an error. ``columns`` tells what the columns of tables and the keys of JSON hold. An unreadable file, row or line
    yields an InputError naming it as a value, and reading goes on behind it. Each id occurs once: the one that a file
    gives, else the name of the file without its suffix, from the folder down, with a number where it holds several; a
    file that is reached twice is read once. What is left out is told to ``skip``.
    """
    reading = _Reading(skip, columns or Columns(), assume)
    yield from installed()[1]
    for path in paths:
        if str(path) == STDIN:
            yield from reading.stream(sys.stdin.buffer if stdin is None else stdin, "stdin", "stdin", "")
        elif not Path(path).exists():
            yield InputError(f"{path}: no such file or folder", "check the path")
        elif Path(path).is_dir():
            yield from reading.folder(Path(path))
        else:
            yield from reading.file(Path(path), stem(Path(path)).name)


def count(paths: Iterable[Path | str]) -> int | None:
    """How many documents the paths hold at most, without reading them; None where that cannot be told."""
    total = 0
    for path in map(Path, paths):
        if str(path) == STDIN:
            return None
        for file in path.rglob("*") if path.is_dir() else [path]:
            reader = by_suffix().get(suffix(file))
            if not file.is_file() or (reader is None and path.is_dir()):
                continue
            if reader is None or reader.holds is Holds.ONE:
                total += 1
                continue
            if reader.holds is Holds.MANY or file.suffix.lower() in PACKED:
                return None
            try:
                with file.open("rb") as stream:
                    total += sum(1 for line in stream if line.strip())
            except OSError:  # it will be told when it is read
                continue
    return total


class _Reading:
    """One call of ``read``."""

    def __init__(self, skip: Skip | None, columns: Columns, assume: Assume | None) -> None:
        self._skip = skip
        self._assume = assume
        self._columns = columns
        self._register = Register()
        self._taken = 0

    def folder(self, folder: Path) -> Read:
        """The documents of a folder in the order of names; hidden files and folders are passed over."""
        before = self._taken
        for path in sorted(folder.rglob("*")):
            within = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in within.parts):
                yield from self.file(path, stem(within).as_posix(), inside=True)
        if self._taken == before:
            yield InputError(f"{folder}: no document in this folder", f"it looks for {', '.join(by_suffix())}")

    def file(self, path: Path, name: str, *, inside: bool = False) -> Read:
        """The documents of a file; one ``inside`` a folder is left out when no reader takes it."""
        if inside and _of_page(path):
            self._left(Skipped(str(path), _kind(path), file=True))
        elif self._register.first_visit(path):
            try:
                with path.open("rb") as stream:
                    yield from self.stream(stream, str(path), name, suffix(path), inside=inside)
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                yield InputError(f"{path}: {reason}", "check the file and its permissions")

    def stream(self, stream: BinaryIO, place: str, name: str, kind: str, *, inside: bool = False) -> Read:
        """The documents of an open file, whose inner suffix is ``kind``."""
        called = "text"
        try:
            with unpacked(stream, place) as plain:
                chosen = choose(kind, plain.peek(HEAD))
                if chosen is None and inside:
                    self._left(Skipped(place, _kind(Path(place)), file=True))
                    return
                self._taken += 1
                reader = chosen or _text(place, kind, plain.peek(HEAD))
                called = reader.name
                source = Input(plain, place, name, kind, self._columns)
                for found in self._register.admit(reader.read(source), source):
                    if isinstance(found, Skipped):
                        self._left(found)
                    else:
                        yield found
                if chosen is None and kind and self._assume:
                    self._assume(kind)
        except MissingExtra as error:
            self._taken += 1
            if self._register.first_missing(error):
                yield error
            else:
                self._left(Skipped(place, _kind(Path(place)), file=True))
        except InputError as error:
            yield error
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            yield InputError(f"{place}: is cut off or damaged ({_said(error)})", "fetch or pack it again")
        except OSError as error:
            if error.errno is None:  # a library says so of what it read, not the system
                yield InputError(
                    f"{place}: cannot be read as {called} ({_said(error)})", "save it again or leave it out"
                )
            else:
                said = _said(error.strerror or error).lower()
                yield InputError(f"{place}: {said}", "check the file and its permissions")
        except Exception as error:  # noqa: BLE001 - whatever one file brings about, the others are read
            trouble = f"{place}: cannot be read as {called} ({type(error).__name__}: {_said(error)})"
            yield InputError(trouble, "save it again or leave it out")

    def _left(self, skipped: Skipped) -> None:
        if self._skip:
            self._skip(skipped)


def _text(place: str, kind: str, head: bytes) -> Reader:
    """The reader of texts, for what no other takes; InputError for what is none."""
    if trouble := unknown.refusal(place, kind, head):
        raise trouble
    return by_suffix()[".txt"]


def _kind(path: Path) -> str:
    """How a file that is not read is counted: by its suffixes."""
    last = path.suffix.lower()
    return f"{suffix(path)}{last}" if last in PACKED and suffix(path) != last else last


def _of_page(path: Path) -> bool:
    """Whether a file belongs to a page that a browser has saved: its pictures, scripts and frames."""
    return any(
        parent.with_name(parent.name.removesuffix("_files") + end).is_file()
        for parent in path.parents
        if parent.name.endswith("_files")
        for end in (".html", ".htm")
    )


def _said(error: Exception | str) -> str:
    return " ".join(str(error).split())[:200]
