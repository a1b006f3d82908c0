"""Rulers named by their town: "the junta in Niamey", "the council in Benghazi"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from graphkit.actors.gazetteer import NOUN, Gazetteer
from graphkit.actors.linked import Linked, touching
from graphkit.languages.en import seats as en
from graphkit.model import Actor

REACH = 90
"""The number of characters examined before a town."""


def named(text: str, linked: Sequence[Linked], gazetteer: Gazetteer, on: date) -> Iterator[Linked]:
    """Mentions made by such words and a town: who ruled there on that day, otherwise the state whose capital it is.

    Other towns, and rivals of the government in its own capital, refer to nobody.
    """
    for mention in linked:
        if mention.rule not in ("capital", "place") or not text.endswith((en.IN, "capital ", ", "), 0, mention.start):
            continue
        begin = max(0, mention.start - REACH)
        said = en.RULERS.search(text[begin : mention.start])
        ruler = _ruler(mention, gazetteer, on, rival=bool(said["rival"] or said["council"])) if said else None
        start = begin + said.start() if said else 0
        owners = touching(linked, start - 3, start)  # the Syrian government in Astana
        if said and ruler and not any(m.end < start and m.code != ruler.code for m in owners):
            yield Linked(start, mention.end, text[start : mention.end], ruler, ruler.code, "shorthand", NOUN)


def _ruler(town: Linked, gazetteer: Gazetteer, on: date, *, rival: bool) -> Actor | None:
    for actor, first, last in gazetteer.naming.seats.get(town.text, ()):
        if first <= on <= last:
            return gazetteer.actors[actor]
    return town.actor if town.rule == "capital" and not rival else None
