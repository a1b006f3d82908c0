"""Who is meant: mentions linked to actors as of the article's date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

from graphkit.actors import bystanders, namesakes, surnames, titles
from graphkit.actors.linked import Linked, merge, touching
from graphkit.gazetteer import ADJECTIVE, NOUN, PLACE, Gazetteer
from graphkit.mentions import Found, find_names
from graphkit.model import Actor, Kind
from graphkit.spelling import Plain, plain

WORD_BEFORE = re.compile(r"[A-Z][a-z]+(?= $)")
LOCATES = re.compile(r"\b(?:in|at|near|outside|around|of|across)\s$")
FACTION = re.compile(
    r"(?:'s)?\s+(?:(?:democratic|main|armed|islamist|sunni|shia|shiite|kurdish|exiled|political|moderate|militant)\s+)*"
    r"(rebel|insurgent|separatist|opposition|pirate|dissident|revolutionar)(?:s|ies|y)?\b"
    r"(?:\s+(?:forces|fighters|groups?|part(?:y|ies)|leaders?|coalition|politicians?))?",
    re.IGNORECASE,
)
"""What turns a state's name into one that fights or opposes it: "Syrian rebels"."""
WITHIN = re.compile(
    r"\b(rebel|insurgent|separatist|pirate)s(?: (?:groups?|fighters))? in (?:(?:neighbouring|neighboring|war-torn|"
    r"northern|southern|eastern|western|central) )*(?:the )?$"
)
"""The same before it: "rebels in neighbouring Somalia"."""


def find(text: str, gazetteer: Gazetteer, on: date | None) -> list[Linked]:
    """Every mention of an actor that names, offices or surnames give, left to right, not overlapping.

    Offices and surnames are read as of ``on``, or as of today. A name that may mean several actors is left out unless
    one is clearly the likeliest; the others are its ``candidates``.
    """
    on = on or datetime.now(UTC).date()
    written = plain(text, gazetteer.acronyms)
    linked = [_link(written.text, found, gazetteer, on) for found in find_names(written.text, gazetteer)]
    linked = namesakes.meant(written, linked, gazetteer)
    linked = merge(linked, list(titles.titled(written, linked, gazetteer, on)))
    linked = merge(linked, list(_factions(written.text, linked, gazetteer)))
    linked = surnames.called(written, linked, gazetteer, on)
    linked = bystanders.acting(written, linked, gazetteer)
    return [_as_given(text, mention, written, gazetteer) for mention in linked]


def _as_given(text: str, m: Linked, written: Plain, gazetteer: Gazetteer) -> Linked:
    """The mention in the offsets of the text as given, with the person's gender."""
    start, end = written.span(m.start, m.end)
    gender = ""
    if m.actor.kind is Kind.PERSON:
        before = WORD_BEFORE.search(written.text[max(0, m.start - 10) : m.start])
        gender = gazetteer.naming.gender(m.actor.name, m.text.split()[0], before[0] if before else "")
    elif (start, end, m.text) == (m.start, m.end, text[start:end]):
        return m
    said = text[start:end]
    return Linked(start, end, said, m.actor, m.code, m.rule, m.form, m.heads, m.office, m.candidates, gender)


def _link(text: str, found: Found, gazetteer: Gazetteer, on: date) -> Linked:
    """The likeliest reading of a name; a capital after "in" or "at" only locates: "in Moscow"."""
    readings = found.readings
    actors = [gazetteer.actors[reading.actor] for reading in readings]
    best = 0
    if len(actors) > 1 and all(actor.kind is Kind.PERSON for actor in actors):
        best = next((i for i, a in enumerate(actors) if any(t.held(on) for t in gazetteer.tenures.get(a.id, ()))), 0)
    actor = actors[best]
    code = gazetteer.serves(actor, on) if actor.kind is Kind.PERSON else actor.code
    rest = (*actors[:best], *actors[best + 1 :])
    rule, form = readings[best].rule, readings[best].form
    if rule == "capital" and LOCATES.search(text[max(0, found.start - 9) : found.start]):
        form = PLACE
    return Linked(found.start, found.end, found.text, actor, code, rule, form, candidates=rest)


def _factions(text: str, linked: Sequence[Linked], gazetteer: Gazetteer) -> Iterator[Linked]:
    """Armed and political opponents of a state that have no name of their own, as actors named after it."""
    for mention in linked:
        if mention.actor.kind is not Kind.STATE or mention.rule not in ("demonym", "name"):
            continue
        demonym = mention.rule == "demonym"
        behind = FACTION.match(text, mention.end) if text[mention.end : mention.end + 1] in ("'", " ", "\n") else None
        if behind and (demonym or behind[0].startswith("'s")):
            yield _faction(text, mention.start, behind.end(), mention, behind[1].lower(), gazetteer)
        ahead = WITHIN.search(text[max(0, mention.start - 60) : mention.start])
        if ahead and not demonym:
            start = max(0, mention.start - 60) + ahead.start()
            if touching(linked, start, start + len(ahead[1])):  # Houthi rebels in Yemen
                continue
            yield _faction(text, start, start + len(ahead[1]) + 1, mention, ahead[1].lower(), gazetteer)


def _faction(text: str, start: int, end: int, mention: Linked, word: str, gazetteer: Gazetteer) -> Linked:
    word = {"opposition": "opposition", "revolutionar": "revolutionaries"}.get(word, f"{word}s")
    people = mention.text if mention.rule == "demonym" else gazetteer.demonyms.get(mention.actor.id, mention.text)
    name = f"{people} {word}"
    code = re.sub(r"[^A-Z]", "", name.upper())
    kind = Kind.ORGANISATION if word in ("opposition", "dissidents") else Kind.ARMED_GROUP
    actor = gazetteer.by_code(code) or Actor(f"faction-{code.lower()}", name, kind, code)
    return Linked(start, end, text[start:end], actor, code, "faction", NOUN)


__all__ = ["ADJECTIVE", "Linked", "find"]
