"""Read documents from text, Markdown and JSON-lines files, folders and standard input.

What cannot be read comes out as an error in its place, so that one bad file never hides the good ones behind it.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from graphkit.documents.frontmatter import front_matter
from graphkit.errors import InputError
from graphkit.model import Document

STDIN = "-"
SUFFIXES = (".txt", ".md", ".jsonl", ".ndjson")
"""The files of a folder that are read; any file named by itself is read as text."""
LINES = (".jsonl", ".ndjson")
PROSE_LIMIT = 100_000
"""Characters that may pass without a full stop, question mark or empty line before a text counts as no prose."""

_STOP = re.compile(r"[.!?…。！？]|\n[ \t\r]*\n")

_KINDS: Mapping[str, str] = {
    **dict.fromkeys((".htm", ".html", ".xhtml", ".xml"), "save its text as .txt or .md"),
    **dict.fromkeys((".doc", ".docx", ".epub", ".odt", ".pdf", ".rtf"), "save its text as .txt or .md"),
    **dict.fromkeys((".csv", ".json", ".tsv", ".xls", ".xlsx"), 'write .jsonl, one {"text": …} on each line'),
    **dict.fromkeys((".gz", ".tar", ".tgz", ".zip"), "unpack it"),
    **dict.fromkeys((".jsonld", ".nq", ".nt", ".rdf", ".trig", ".ttl"), "graphkit import takes graphs"),
    **dict.fromkeys((".db", ".sqlite"), "graphkit export writes stores"),
}
"""Suffixes of files that hold no prose as it stands, and what to do about each."""

Skip = Callable[[Path], None]
"""Is told each file of a folder that is not read because of its suffix."""
Read = Iterator[Document | InputError]
Place = Callable[[], str]


def read(paths: Iterable[Path | str], *, stdin: BinaryIO | None = None, skip: Skip | None = None) -> Read:
    """Documents of files, folders (``.txt``, ``.md``, ``.jsonl`` in them, at any depth) and ``-`` for standard input.

    An unreadable file or line yields an InputError naming file and line as a value, and reading goes on behind it.
    Each id occurs once: a front matter's or a JSON line's ``id``, else the name of the file without its suffix, from
    the folder down; a file that is reached twice is read once. Other files of a folder are left out and told to
    ``skip``; one of a kind that holds no prose, such as HTML, is an error when it is named by itself.
    """
    register = _Register()
    for path in paths:
        if str(path) == STDIN:
            stream = sys.stdin.buffer if stdin is None else stdin
            yield from register.admit(_stream(stream))
        elif not Path(path).exists():
            yield InputError(f"{path}: no such file or folder", "check the path")
        elif Path(path).is_dir():
            yield from _folder(Path(path), register, skip)
        elif remedy := _KINDS.get(Path(path).suffix.lower()):
            yield InputError(f"{path}: {Path(path).suffix} is not read", remedy)
        elif register.first_visit(Path(path)):
            yield from register.admit(_file(Path(path), Path(path).stem))


def count(paths: Iterable[Path | str]) -> int | None:
    """How many documents the paths hold at most, without reading them; None when standard input is among them."""
    total = 0
    for path in map(Path, paths):
        if str(path) == STDIN:
            return None
        files = [found for found in path.rglob("*") if found.suffix.lower() in SUFFIXES] if path.is_dir() else [path]
        for file in files:
            try:
                with file.open("rb") as stream:
                    total += sum(1 for line in stream if line.strip()) if file.suffix.lower() in LINES else 1
            except OSError:  # it will be told when it is read
                continue
    return total


def parse_date(value: str) -> date:
    """The day of an ISO 8601 date or time stamp such as ``2023-03-22`` or ``2023-03-22T09:30:00Z``; else ValueError.

    A month such as ``2023-03`` is read as its first day. Years before 1000 and 9999 stand for dates that nobody knew.
    """
    text = value.strip()
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        text += "-01"
    if not re.match(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}(?:[T ]|$)", text) or text.startswith("9999"):
        raise ValueError(value)
    return datetime.fromisoformat(text).date()


@dataclass(frozen=True, slots=True)
class _Found:
    """A document with where it stands, for messages, and whether its id was given or made from the file's name."""

    document: Document
    place: str
    named: bool


class _Register:
    """Which files were read and which ids are taken."""

    def __init__(self) -> None:
        self._files: set[Path] = set()
        self._places: dict[str, str] = {}

    def first_visit(self, path: Path) -> bool:
        real = path.resolve()
        new = real not in self._files
        self._files.add(real)
        return new

    def admit(self, found: Iterable[_Found | InputError]) -> Read:
        """The documents with unique ids: a made id that is taken becomes the whole place, a given one is an error."""
        for item in found:
            if isinstance(item, InputError):
                yield item
                continue
            document = item.document
            if document.id in self._places and not item.named:
                document = replace(document, id=item.place)
            if document.id in self._places:
                first = self._places[document.id]
                yield InputError(
                    f"{item.place}: the id {document.id!r} is taken by {first}", "give each document its own id"
                )
                continue
            self._places[document.id] = item.place
            yield document


def _folder(folder: Path, register: _Register, skip: Skip | None) -> Read:
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    inside = [path for path in files if path.suffix.lower() in SUFFIXES]
    if not inside:
        yield InputError(f"{folder}: no document in this folder", f"it looks for {', '.join(SUFFIXES)}")
    for path in files:
        if path.suffix.lower() not in SUFFIXES:
            if skip:
                skip(path)
        elif register.first_visit(path):
            yield from register.admit(_file(path, path.relative_to(folder).with_suffix("").as_posix()))


def _file(path: Path, name: str) -> Iterator[_Found | InputError]:
    try:
        if path.suffix.lower() in LINES:
            with path.open("rb") as stream:
                yield from _json_lines(stream, str(path), name)
        else:
            yield _prose(path.read_bytes(), str(path), name)
    except OSError as error:
        yield InputError(f"{path}: {(error.strerror or str(error)).lower()}", "check the file and its permissions")


def _stream(stream: BinaryIO) -> Iterator[_Found | InputError]:
    data = stream.read()
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _json_lines(io.BytesIO(data), "stdin", "stdin")
    else:
        yield _prose(data, "stdin", "stdin")


def _prose(data: bytes, place: str, name: str) -> _Found | InputError:
    try:
        text = _decode(data, place)
        fields, body_start = front_matter(text, place)
        _check_prose(text, body_start, place)
        return _document(
            text, fields, lambda key: f"{place}:{fields.get(key, ('', 1))[1]}", place, name, body_start=body_start
        )
    except InputError as error:
        return error


def _json_lines(lines: Iterable[bytes], place: str, name: str) -> Iterator[_Found | InputError]:
    empty = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        empty = False
        try:
            yield _json_line(line, f"{place}:{number}", f"{name}-{number}")
        except InputError as error:
            yield error
    if empty:
        yield InputError(f"{place}: is empty", "put one JSON object with a text on each line")


def _json_line(line: bytes, place: str, name: str) -> _Found:
    try:
        item = json.loads(_decode(line, place, one_line=True).lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        reason = f" ({error.msg} at character {error.pos + 1})" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(f"{place}: is no JSON{reason}", "write one JSON object on each line") from None
    if not isinstance(item, dict):
        raise InputError(f"{place}: is no JSON object", 'write {"id": …, "date": …, "text": …}')
    text = item.get("text")
    if not isinstance(text, str):
        raise InputError(f"{place}: has no text", 'give the object a string under "text"')
    text = _encodable(text)
    if not text.strip():
        raise InputError(f"{place}: its text is empty", "leave the line out or fill it")
    _check_prose(text, 0, place)
    fields = {key: (_encodable(str(value)), 0) for key, value in item.items() if value is not None and key != "text"}
    return _document(text, fields, lambda _: place, place, name)


def _document(
    text: str,
    fields: dict[str, tuple[str, int]],
    locate: Callable[[str], str],
    place: str,
    name: str,
    *,
    body_start: int = 0,
) -> _Found:
    def value(*keys: str) -> str | None:
        return next((fields[key][0].strip() for key in keys if key in fields and fields[key][0].strip()), None)

    published = None
    for key in ("date", "published"):
        if given := value(key):
            try:
                published = parse_date(given)
            except ValueError:
                raise InputError(f"{locate(key)}: {given!r} is no date", "write it as YYYY-MM-DD") from None
            break
    given_id = value("id")
    return _Found(
        Document(
            id=given_id or _encodable(name),
            text=text,
            title=value("title"),
            url=value("url"),
            published=published,
            language=value("language", "lang") or "en",
            body_start=body_start,
        ),
        _encodable(place),
        named=given_id is not None,
    )


def _encodable(text: str) -> str:
    """Text without lone surrogates: JSON escapes and names of files bring them, and no encoder accepts them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _decode(data: bytes, place: str, *, one_line: bool = False) -> str:
    """The text of UTF-8 bytes, a byte order mark kept, so that offsets count from the start of the file."""
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise InputError(f"{place}: is empty", "leave it out or fill it")
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


def _check_prose(text: str, start: int, place: str) -> None:
    """Refuse what would be one sentence of thousands of words: no parser gets through it, and it means nothing."""
    if len(text) - start <= PROSE_LIMIT:
        return
    begin = start
    for stop in _STOP.finditer(text, start):
        if stop.start() - begin > PROSE_LIMIT:
            break
        begin = stop.end()
    else:
        if len(text) - begin <= PROSE_LIMIT:
            return
    line = text.count("\n", 0, len(text) - len(text[begin:].lstrip())) + 1
    where = place if re.search(r":\d+$", place) else f"{place}:{line}"
    raise InputError(
        f"{where}: more than {PROSE_LIMIT:,} characters without a full stop or an empty line",
        "is it prose? Split it into sentences",
    )
