"""Open files and streams: decompressed, with a look at their first bytes."""

from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import PurePath
from typing import BinaryIO, cast

from graphkit.documents.reader import needing

HEAD = 4_096
"""Bytes examined to detect a format."""
PACKED = (".gz", ".zst")
_GZIP, _ZSTANDARD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


@contextmanager
def unpacked(stream: BinaryIO, place: str) -> Iterator[io.BufferedReader]:
    """The stream itself or, if it begins like gzip or Zstandard, its decompressed content."""
    plain = stream if isinstance(stream, io.BufferedReader) else _buffered(stream)
    head = plain.peek(4)
    if head.startswith(_GZIP):
        with gzip.open(plain) as inside, _buffered(inside) as buffered:
            yield buffered
    elif head.startswith(_ZSTANDARD):
        with _zstandard(plain, place) as content, _buffered(content) as buffered:
            yield buffered
    else:
        yield plain


def _buffered(stream: object) -> io.BufferedReader:
    return io.BufferedReader(cast("io.RawIOBase", stream))


def _zstandard(stream: BinaryIO, place: str) -> AbstractContextManager[object]:
    with needing(place, "Zstandard", "zstd"):
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    return zstd.open(stream)


def suffix(path: PurePath | str) -> str:
    """The lower-case suffix of a file's content: for ``news.csv.gz`` it is ``.csv``."""
    path = PurePath(path)
    last = path.suffix.lower()
    return PurePath(path.stem).suffix.lower() or last if last in PACKED else last


def stem(path: PurePath) -> PurePath:
    """A path without the suffixes of compression and format."""
    inner = path.with_suffix("") if path.suffix.lower() in PACKED else path
    return inner.with_suffix("") if inner.suffix else inner
