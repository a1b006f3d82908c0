"""Plain text and Markdown, with optional front matter."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.documents.dates import WRITTEN, published
from graphkit.documents.frontmatter import front_matter
from graphkit.documents.reader import Input, Item, Reader
from graphkit.errors import InputError

LARGEST = 200_000_000
"""Most bytes in a text, which is read as a whole; a compressed one could have any number."""


def read(source: Input) -> Iterator[Item]:
    """The whole file as one text, its front matter included, so that offsets count from the start of the file."""
    place = source.place
    data = source.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"{place}: is larger than {LARGEST // 10**6} MB", "is it one text? Split it")
    text = decode(data, place)
    fields, body_start = front_matter(text, place)

    def value(*keys: str) -> str | None:
        return next((fields[key][0].strip() for key in keys if key in fields and fields[key][0].strip()), None)

    day = None
    if given := value("date", "published"):
        try:
            day = published(given)
        except ValueError:
            line = next(fields[key][1] for key in ("date", "published") if value(key))
            raise InputError(f"{place}:{line}: {given[:60]!r} is not a date", WRITTEN) from None
    yield Item(
        text,
        place,
        id=value("id"),
        title=value("title"),
        url=value("url"),
        date=day,
        language=value("language", "lang"),
        body_start=body_start,
    )


def decode(data: bytes, place: str, *, one_line: bool = False) -> str:
    """Decode UTF-8, keeping a byte order mark; InputError for empty, binary or differently encoded data."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise InputError(f"{place}: is empty", "leave it out or add text")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{place}: is in UTF-16", "save it as UTF-8")
    if b"\0" in data:
        where = "" if one_line else _line(data, data.index(b"\0"))
        raise InputError(f"{place}{where}: is binary, not text", "give plain text, Markdown or JSON lines")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        where = "" if one_line else _line(data, error.start)
        byte = f"byte 0x{data[error.start]:02x} at {error.start}"
        raise InputError(f"{place}{where}: is not UTF-8 ({byte})", "save it as UTF-8") from None


def _line(data: bytes, position: int) -> str:
    return f":{data.count(bytes([10]), 0, position) + 1}"


READER = Reader("text", (".txt", ".md", ".markdown", ".text"), read)
