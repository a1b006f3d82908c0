"""WARC and WET: one document per page."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import redirect_stderr
from typing import IO, TypeVar

from graphkit.documents.reader import Holds, Input, Item, Items, Reader, Skipped, needing
from graphkit.documents.readers.web import LARGEST, article
from graphkit.errors import InputError

T = TypeVar("T")
OWN = "metadata:"
"""How wget's URLs for its own records begin: its log and its arguments."""
PAGES = ("text/html", "application/xhtml+xml")


def read(source: Input) -> Items:
    """Pages with a successful response, and WET texts; a page without a date gets the day it was fetched."""
    place = source.place
    with needing(place, "WARC", "warc"):
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    number = 0
    try:
        records = iter(ArchiveIterator(source.stream))
        while (record := _silent(next, records, None)) is not None:
            if record.rec_type not in {"response", "resource", "conversion"}:
                continue
            told = record.rec_headers
            if (told.get_header("WARC-Target-URI") or "").strip("<>").startswith(OWN):
                continue
            number += 1
            status = record.http_headers.get_statuscode() if record.http_headers else "200"
            kind = (record.http_headers or told).get_header("Content-Type", "").partition(";")[0].strip().lower()
            if status != "200":
                yield Skipped(f"{place}:{number}", "page that was not found")
                continue
            if kind not in PAGES and kind != "text/plain":
                yield Skipped(f"{place}:{number}", kind or "record of unknown kind")
                continue
            url, fetched = told.get_header("WARC-Target-URI"), told.get_header("WARC-Date", "")[:10] or None
            language = told.get_header("WARC-Identified-Content-Language")
            content = record.content_stream()
            yield _silent(_page, content, kind, f"{place}:{number}", str(number), url, fetched, language)
        if not number:
            raise InputError(f"{place}: contains no page", "give a WARC with responses, or a WET")
    except ArchiveLoadFailed as error:
        said = " ".join(str(error).split())[:100]
        raise InputError(
            f"{place}: is not a complete WARC after record {number} ({said})", "download it again"
        ) from None


def _silent(call: Callable[..., T], *given: object) -> T:
    """The result of a call, dropping what warcio would print about a damaged record, including raw bytes."""
    with redirect_stderr(io.StringIO()):
        return call(*given)


def _page(
    content: IO[bytes], kind: str, place: str, part: str, url: str | None, fetched: str | None, language: str | None
) -> Item | Skipped:
    data = content.read(LARGEST)
    if kind in PAGES:
        found = article(data, place, url, part)
        if found is None:
            return Skipped(place, "page without text")
        title, day, language = found.title, found.date or fetched, found.language or language
        text = found.text
    else:
        text, title, day = data.decode("utf-8", "replace"), None, fetched
    if not text.strip():
        return Skipped(place, "page without text")
    # Common Crawl names all languages of a page, the main one first
    first = language.partition(",")[0] if language else None
    return Item(text, place, part, title=title, url=url, date=day, language=first)


READER = Reader("WARC", (".warc", ".wet"), read, begins=lambda head: head.startswith(b"WARC/"), holds=Holds.MANY)
