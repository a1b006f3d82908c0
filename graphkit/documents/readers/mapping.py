"""From the columns of a table or the keys of an object to a text with its metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from difflib import get_close_matches

from graphkit.documents.reader import Columns, Item, Skipped
from graphkit.errors import InputError

USUAL: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "maintext", "full_text", "fulltext"),
    "title": ("title", "headline"),
    "date": ("date", "published", "published_at", "publishedat", "publication_date", "publish_date", "date_publish",
             "pubdate"),
    "id": ("id",),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}  # fmt: skip
"""Default column names; the first one present is used."""
SHOWN = 12
"""Most columns named in a message."""


class NoText(InputError):
    """A record has no text in the expected column or key."""


def columns(names: Iterable[str], wanted: Columns, place: str) -> dict[str, str]:
    """Which column holds what: ``names`` are those present, ``wanted`` those asked for.

    Raises NoText if one that was asked for is missing, or if none could hold the text.
    """
    there = [name for name in names if name]
    plain = {name.strip().lower(): name for name in reversed(there)}
    found: dict[str, str] = {}
    for each in fields(wanted):
        role, asked = each.name, getattr(wanted, each.name)
        if asked is not None:
            if asked not in there:
                raise missing(role, asked, there, place)
            found[role] = asked
        elif known := next((plain[name] for name in USUAL[role] if name in plain), None):
            found[role] = known
    if "text" not in found:
        raise missing("text", None, there, place)
    return found


def missing(role: str, asked: str | None, there: list[str], place: str) -> NoText:
    """The error for a missing column or key."""
    listed = ", ".join(there[:SHOWN]) + (" …" if len(there) > SHOWN else "")
    near = get_close_matches(asked, there, 1) if asked else ()
    option = f"use --{role}-column {near[0]}" if near else f"use --{role}-column NAME"
    what = f"has no column {asked!r}" if asked else "has no text"
    return NoText(f"{place}: {what} among its columns {listed or '(none)'}", option)


def row(values: Mapping[str, object], held: Mapping[str, str], place: str, number: int) -> Item | Skipped:
    """The text of a table row. A purely numeric id is unique only within its table, like a row number."""
    found = item(values, held, place, str(number))
    if not found.text.strip():
        return Skipped(place, "row without text")
    return replace(found, part=found.id, id=None) if found.id and found.id.isdecimal() else found


def item(values: Mapping[str, object], held: Mapping[str, str], place: str, part: str) -> Item:
    """The text of a row or object: ``values`` by column, with ``held`` mapping roles to columns."""

    def value(role: str) -> str | None:
        given = values.get(held[role]) if role in held else None
        return None if given is None else str(given)

    return Item(
        value("text") or "",
        place,
        part,
        id=value("id"),
        title=value("title"),
        url=value("url"),
        date=value("date"),
        language=value("language"),
    )
