"""Persons named with a middle initial that the tables lack: "John R. Bolton"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from graphkit.actors.gazetteer import NOUN, Gazetteer
from graphkit.actors.linked import Linked, touching
from graphkit.actors.prominence import SURE, standing
from graphkit.model import Actor, Kind

NAME = re.compile(r"\b([A-Z][a-z'-]+) [A-Z]\.? ([A-Z][\w'-]+)(?: (?:Jr\b\.?|Sr\b\.?|III?\b|IV\b))?")
INITIAL = re.compile(r" [A-Z][. ][ A-Z]")
"""What every text has that can match; it takes a third of the time."""


def person(name: str, gazetteer: Gazetteer) -> Actor | None:
    """The only person with this name, if need be without the middle initial."""
    match = NAME.fullmatch(name)
    readings = gazetteer.names.get(f"{match[1]} {match[2]}" if match else name, ())
    known = {reading.actor for reading in readings if gazetteer.actors[reading.actor].kind is Kind.PERSON}
    return gazetteer.actors[known.pop()] if len(known) == 1 else None


def named(text: str, linked: Sequence[Linked], gazetteer: Gazetteer, on: date) -> Iterator[Linked]:
    """Well-known persons whose names have a middle initial."""
    if INITIAL.search(text) is None:
        return
    for match in NAME.finditer(text):
        end = match.end(2)
        if touching(linked, match.start(), end):
            continue
        found = person(match[0][: end - match.start()], gazetteer)
        if found is not None and standing(found, gazetteer, on) >= SURE:
            said = text[match.start() : end]
            yield Linked(match.start(), end, said, found, gazetteer.serves(found, on), "variant", NOUN)
