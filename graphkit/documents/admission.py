"""Turn what readers find into documents: with unique ids, a date, and prose in a supported language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from graphkit.documents.dates import WRITTEN, named, published
from graphkit.documents.language import english, foreign
from graphkit.documents.reader import Input, Item, Items, MissingExtra, Skipped
from graphkit.errors import InputError
from graphkit.languages.registry import known
from graphkit.model import Document, PartialDate

PROSE_LIMIT = 100_000
"""Characters without a full stop, question mark or empty line after which a text does not count as prose."""

_STOP = re.compile(r"[.!?…。！？]|\n[ \t\r]*\n")


class Register:
    """Which files were read, which ids are taken, and which missing libraries were reported."""

    def __init__(self) -> None:
        self._files: set[Path] = set()
        self._places: dict[str, str] = {}
        self._missing: set[str | None] = set()

    def first_visit(self, path: Path) -> bool:
        """Whether a file has not been read before under any name."""
        real = path.resolve()
        new = real not in self._files
        self._files.add(real)
        return new

    def first_missing(self, error: MissingExtra) -> bool:
        """Whether this missing library has not been reported yet."""
        new = error.remedy not in self._missing
        self._missing.add(error.remedy)
        return new

    def admit(self, found: Items, source: Input) -> Iterator[Document | Skipped | InputError]:
        """The documents with unique ids: a taken id becomes the full place if generated, and is an error if given."""
        for item in found:
            if isinstance(item, Item):
                try:
                    yield self._document(item, source)
                except InputError as error:
                    yield error
            else:
                yield item

    def _document(self, item: Item, source: Input) -> Document | Skipped:
        text = _encodable(item.text)
        if not text[item.body_start :].strip():
            raise InputError(f"{item.place}: its text is empty", "leave it out or add text")
        other = foreign(text[item.body_start :], item.language)
        told = known(other) if other else None
        if other and not (told and told.installed):
            return Skipped(item.place, f"in {told.code if told else other}")
        _check_prose(text, item.body_start, item.place)
        document = Document(
            id=self._id(item, source),
            text=text,
            title=_told(item.title),
            url=_told(item.url),
            published=_day(item) or named(source.name),
            language=told.code if told else english(item.language or "") or "en",
            body_start=item.body_start,
        )
        self._places[document.id] = _encodable(item.place)
        return document

    def _id(self, item: Item, source: Input) -> str:
        if given := _told(item.id):
            if first := self._places.get(given):
                raise InputError(
                    f"{item.place}: the id {given!r} is already used by {first}", "give each document its own id"
                )
            return given
        made = _encodable(f"{source.name}-{item.part}" if item.part else source.name)
        if made not in self._places:
            return made
        whole = _encodable(item.place)
        if first := self._places.get(whole):
            raise InputError(
                f"{item.place}: the id {whole!r} is already used by {first}", "give each document its own id"
            )
        return whole


def _day(item: Item) -> PartialDate | None:
    if isinstance(item.date, date):
        return PartialDate.of(item.date)
    if item.date is None or isinstance(item.date, PartialDate):
        return item.date
    if not item.date.strip():
        return None
    try:
        return published(item.date)
    except ValueError:
        raise InputError(f"{item.place}: {item.date[:60]!r} is not a date", WRITTEN) from None


def _told(value: str | None) -> str | None:
    return _encodable(value).strip() or None if value else None


def _encodable(text: str) -> str:
    """Text without lone surrogates: JSON escapes and file names contain them, and no encoder accepts them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _check_prose(text: str, start: int, place: str) -> None:
    """Refuse text that would be one sentence of thousands of words: it means nothing, and no parser can handle it."""
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
