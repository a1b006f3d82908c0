"""The interface of format readers. Other packages add one as an entry point in the group ``graphkit.readers``.

::

    [project.entry-points."graphkit.readers"]
    subtitles = "my_package.subtitles:READER"
"""

from __future__ import annotations

import io
import logging
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import count
from typing import IO, BinaryIO

from graphkit.errors import InputError
from graphkit.model import PartialDate

GROUP = "graphkit.readers"
IN_MEMORY = 16_000_000
"""Bytes of a stream kept in memory if a format needs random access."""
LARGEST_COPY = 2_000_000_000
"""Most bytes of such a stream; a compressed one could have any number."""
CHUNK = 1_000_000


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns or keys that hold each part of a document; None for the usual names."""

    text: str | None = None
    title: str | None = None
    date: str | None = None
    id: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """An open file or stream, uncompressed: its name in messages and ids, and its columns."""

    stream: BinaryIO
    place: str
    name: str
    suffix: str = ""
    columns: Columns = field(default_factory=Columns)

    def lines(self, longest: int, first: int = 1) -> Iterator[bytes]:
        """The lines of the stream from number ``first``; InputError for one longer than ``longest`` bytes."""
        for number in count(first):
            line = self.stream.readline(longest + 1)
            if not line:
                return
            if len(line) > longest:
                raise InputError(f"{self.place}:{number}: is a line of more than {longest // 10**6} MB", "split it")
            yield line

    @contextmanager
    def seekable(self) -> Iterator[IO[bytes]]:
        """The stream, or a copy of it if it is not seekable."""
        if isinstance(getattr(self.stream, "raw", None), io.FileIO) and self.stream.seekable():
            yield self.stream
            return
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
            while part := self.stream.read(CHUNK):
                if copy.tell() + len(part) > LARGEST_COPY:
                    raise InputError(
                        f"{self.place}: holds more than {LARGEST_COPY // 10**6} MB", "decompress it to a file"
                    )
                copy.write(part)
            copy.seek(0)
            yield copy


@dataclass(frozen=True, slots=True)
class Item:
    """One text of a source with its metadata.

    ``part`` distinguishes the texts of one source in ids; ``place`` locates it in messages. A date may be given as it
    is written.
    """

    text: str
    place: str
    part: str = ""
    id: str | None = None
    title: str | None = None
    url: str | None = None
    date: PartialDate | date | str | None = None
    language: str | None = None
    body_start: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was left out and only counted: a file of a ``kind`` (its suffix), or a document of a kind."""

    place: str
    kind: str
    file: bool = False


class Holds(StrEnum):
    """How many documents a file holds."""

    ONE = "one"
    LINES = "at most one a line"
    MANY = "any number"


Items = Iterable[Item | Skipped | InputError]
"""Errors in one item are yielded, errors that stop reading the source are raised."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its name, its suffixes, how its files begin, and how to read one.

    ``read`` imports what it needs, within ``needing``. ``begins`` overrides the suffix, ``bare`` only applies
    where there is none.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Input], Items]
    begins: Callable[[bytes], bool] | None = None
    holds: Holds = Holds.ONE
    bare: Callable[[bytes], bool] | None = None


class MissingExtra(InputError):
    """A library that a format needs is not installed."""


@contextmanager
def needing(place: str, what: str, extra: str) -> Iterator[None]:
    """Guard imports that one of graphkit's extras installs; MissingExtra names the file and the extra."""
    try:
        yield
    except ImportError as error:
        lacking = error.name.partition(".")[0] if error.name else f"more ({' '.join(str(error).split())})"
        raise MissingExtra(f"{place}: {what} needs {lacking}", f"pip install 'newsgraphkit[{extra}]'") from None


def quiet(*loggers: str) -> None:
    """Keep libraries from logging to the terminal if the program did not ask for logs."""
    for name in loggers:
        if not logging.getLogger(name).hasHandlers():
            logging.getLogger(name).addHandler(logging.NullHandler())


@cache
def installed() -> tuple[tuple[Reader, ...], tuple[InputError, ...]]:
    """The readers, third-party ones first, and the errors of those that do not load."""
    from importlib.metadata import entry_points

    found: list[Reader] = []
    troubles: list[InputError] = []
    points = sorted(entry_points(group=GROUP), key=lambda point: (point.value.startswith("graphkit."), point.name))
    for point in points:
        package = point.dist.name if point.dist else point.value
        try:
            reader = point.load()
        except Exception as error:  # noqa: BLE001 - whatever others' code does, our readers read on
            said = f"{type(error).__name__}: {error}"
            troubles.append(
                InputError(f"the reader {point.name!r} of {package} does not load ({said})", "uninstall it")
            )
            continue
        if isinstance(reader, Reader):
            found.append(reader)
        else:
            troubles.append(InputError(f"the reader {point.name!r} of {package} is not a Reader", "uninstall it"))
    return tuple(found), tuple(troubles)


@cache
def by_suffix() -> Mapping[str, Reader]:
    """The readers by suffix."""
    return {suffix: reader for reader in reversed(installed()[0]) for suffix in reader.suffixes}


def choose(suffix: str, head: bytes) -> Reader | None:
    """The reader for a file: by its first bytes if they decide, else by its suffix (in lower case)."""
    readers = installed()[0]
    for reader in readers:
        if reader.begins is not None and reader.begins(head):
            return reader
    if suffix:
        return by_suffix().get(suffix)
    return next((reader for reader in readers if reader.bare is not None and reader.bare(head)), None)
