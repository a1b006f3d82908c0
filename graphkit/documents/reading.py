"""Read documents from files, folders and standard input, each with the reader for its format.

What cannot be read is yielded as an error in its place, so that one bad file never hides the good ones after it.
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
"""Called with each file in a folder that no reader accepts, and each document in another language or without text."""
Assume = Callable[[str], None]
"""Called with the suffix of each explicitly named file that is read as text because no reader knows it."""
Read = Iterator[Document | InputError]


def read(
    paths: Iterable[Path | str],
    *,
    stdin: BinaryIO | None = None,
    skip: Skip | None = None,
    columns: Columns | None = None,
    assume: Assume | None = None,
) -> Read:
    """Documents from files, folders at any depth, and ``-`` for standard input, in supported languages.

    Readers are chosen by a file's first bytes and suffix, including inside ``.gz`` or ``.zst``. An explicitly named
    file that none accepts is read as text and reported to ``assume``, unless it is binary or machine-readable, which is
    an error. ``columns`` names the columns of tables and the keys of JSON. An unreadable file, row or line yields an
    InputError naming it, as a value, and reading continues. Each id occurs once: the one given in the file, else the
    file name without its suffix, relative to the folder, with a number if the file holds several; a file reached twice
    is read once. What is left out is reported to ``skip``.
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
    """At most how many documents the paths hold, without reading them; None if that is unknown."""
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
            except OSError:  # reported when it is read
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
        """The documents of a folder in name order; hidden files and folders are skipped."""
        before = self._taken
        for path in sorted(folder.rglob("*")):
            within = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in within.parts):
                yield from self.file(path, stem(within).as_posix(), inside=True)
        if self._taken == before:
            yield InputError(f"{folder}: no documents in this folder", f"supported are {', '.join(by_suffix())}")

    def file(self, path: Path, name: str, *, inside: bool = False) -> Read:
        """The documents of a file; one ``inside`` a folder is left out if no reader accepts it."""
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
            yield InputError(f"{place}: is cut off or damaged ({_said(error)})", "download or compress it again")
        except OSError as error:
            if error.errno is None:  # raised by a library about the content, not by the system
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
    """The plain-text reader, for what no other accepts; InputError for what is not text."""
    if trouble := unknown.refusal(place, kind, head):
        raise trouble
    return by_suffix()[".txt"]


def _kind(path: Path) -> str:
    """The key under which an unread file is counted: its suffixes."""
    last = path.suffix.lower()
    return f"{suffix(path)}{last}" if last in PACKED and suffix(path) != last else last


def _of_page(path: Path) -> bool:
    """Whether a file belongs to a page saved by a browser: its pictures, scripts and frames."""
    return any(
        parent.with_name(parent.name.removesuffix("_files") + end).is_file()
        for parent in path.parents
        if parent.name.endswith("_files")
        for end in (".html", ".htm")
    )


def _said(error: Exception | str) -> str:
    return " ".join(str(error).split())[:200]
