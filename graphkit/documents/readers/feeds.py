"""RSS and Atom: one document per item."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from graphkit.documents.cleaning import clean
from graphkit.documents.dates import published
from graphkit.documents.reader import Holds, Input, Item, Items, Reader, Skipped, needing, quiet
from graphkit.errors import InputError
from graphkit.model import Document, PartialDate

LARGEST = 100_000_000
"""Most bytes in a feed."""
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s|<\?[^>]*\?>|<!--.{0,1500}?-->|<!DOCTYPE[^>]*>)*+"
    rb"(?:<rss[\s>]|<feed[\s>]|<rdf:RDF\b[^>]*purl\.org/rss/1)",
    re.IGNORECASE | re.DOTALL,
)


def read(source: Input) -> Items:
    """The items with their headline and text, whole or as a summary, as the feed gives it."""
    place = source.place
    with needing(place, "a feed", "feeds"):
        import feedparser
    quiet("feedparser")
    data = source.stream.read(LARGEST)
    # feedparser would fetch a URL given as text, but not bytes
    feed = feedparser.parse(data, resolve_relative_uris=False)
    if not feed.version and not feed.entries:
        raise InputError(f"{place}: is not an RSS or Atom feed", "save the feed itself, not a page about it")
    if not feed.entries:
        raise InputError(f"{place}: this feed has no items", "leave it out")
    for number, entry in enumerate(feed.entries, 1):
        title = plain(entry.get("title", ""))
        contents = [content.get("value", "") for content in entry.get("content", ())]
        body = plain(max([*contents, entry.get("summary", "")], key=len))
        where = f"{place}:{number}"
        if not title and not body:
            yield Skipped(where, "item without text")
            continue
        yield Item(
            body if body.startswith(title) else "\n\n".join(filter(None, (title, body))),
            where,
            str(number),
            title=title or None,
            url=entry.get("link") or None,
            date=_day(entry),
            language=entry.get("language") or feed.feed.get("language") or None,
        )


def _day(entry: Mapping[str, Any]) -> PartialDate | None:
    """The local day of publication; feedparser converts to UTC, and returns days that do not exist."""
    for name in ("published", "updated"):
        if written := entry.get(name):
            try:
                return published(written)
            except ValueError:
                if day := entry.get(f"{name}_parsed"):
                    return PartialDate(day.tm_year, day.tm_mon, day.tm_mday)
    return None


def plain(markup: str) -> str:
    """The text of a piece of HTML, an empty line between its paragraphs."""
    return clean(Document("", markup)).text.strip().replace("\n", "\n\n") if markup.strip() else ""


READER = Reader("feed", (".rss", ".atom"), read, begins=lambda head: _BEGINS.match(head) is not None, holds=Holds.MANY)
