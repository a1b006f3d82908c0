"""From the columns of a table or the keys of an object to a text with what is told of it."""

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
"""How columns are called when nobody says, the first that is there."""
SHOWN = 12
"""Columns that a message names at most."""


class NoText(InputError):
    """What was found has no text where texts are looked for."""


def columns(names: Iterable[str], wanted: Columns, place: str) -> dict[str, str]:
    """Which column holds what: ``names`` are those that there are, ``wanted`` those that were asked for.

    Raises NoText when one that was asked for, or any that might hold the text, is missing.
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
    """There is no such column or key."""
    listed = ", ".join(there[:SHOWN]) + (" …" if len(there) > SHOWN else "")
    near = get_close_matches(asked, there, 1) if asked else ()
    option = f"say --{role}-column {near[0]}" if near else f"say --{role}-column NAME"
    what = f"has no column {asked!r}" if asked else "has no text"
    return NoText(f"{place}: {what} among its columns {listed or '(none)'}", option)


def row(values: Mapping[str, object], held: Mapping[str, str], place: str, number: int) -> Item | Skipped:
    """The text of the row of a table. An id that is a mere number counts within its table, as row numbers do."""
    found = item(values, held, place, str(number))
    if not found.text.strip():
        return Skipped(place, "row without text")
    return replace(found, part=found.id, id=None) if found.id and found.id.isdecimal() else found


def item(values: Mapping[str, object], held: Mapping[str, str], place: str, part: str) -> Item:
    """The text of a row or object, whose ``values`` are by column, with what ``held`` tells the columns to hold."""

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
