"""Entity linking: mentions linked to actors as of the article's date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from graphkit.actors import (
    abbreviations,
    bystanders,
    courts,
    factions,
    initials,
    namesakes,
    seats,
    shorthand,
    surnames,
    titles,
)
from graphkit.actors.gazetteer import ADJECTIVE, NOUN, PLACE, Gazetteer
from graphkit.actors.linked import Linked, merge
from graphkit.actors.mentions import NameMatch, find_names, small_words
from graphkit.actors.spelling import Plain, plain
from graphkit.languages.en import names as en
from graphkit.languages.en.sentences import DATELINE
from graphkit.model import Actor, Kind

WORD_BEFORE = re.compile(r"[A-Z][a-z]+(?= $)")


def find(text: str, gazetteer: Gazetteer, on: date | None) -> list[Linked]:
    """All mentions of actors by name, office or surname, left to right, not overlapping.

    Offices and surnames are resolved as of ``on``, or as of today. An ambiguous name is left out unless one actor is
    clearly the likeliest; the others are its ``candidates``.
    """
    on = on or datetime.now(UTC).date()
    written = plain(text, gazetteer.acronyms, gazetteer.families)
    named = [_link(written.text, found, gazetteer, on) for found in find_names(written.text, gazetteer)]
    linked = namesakes.meant(written, named, gazetteer)
    linked = merge(linked, list(initials.named(written.text, linked, gazetteer, on)))
    doubtful = len(linked) < len(named)
    small = small_words(written.text, gazetteer)
    if "title" in small.kinds:
        linked = merge(linked, titles.titled(written, small, linked, gazetteer, on))
    if "faction" in small.kinds:
        linked = merge(linked, list(factions.named(written.text, linked, gazetteer, on)))
    linked = surnames.called(written, linked, gazetteer, on)
    if doubtful:
        linked = merge(linked, list(namesakes.reconsidered(written.text, named, linked, gazetteer)))
    if any(words in written.text for words in en.SHORTENING):
        linked = merge(linked, list(abbreviations.introduced(written.text, linked, gazetteer)))
    if "shorthand" in small.kinds:
        linked = merge(linked, list(shorthand.named(written.text, linked, gazetteer)))
    if courts.TOWN in written.text:
        linked = merge(linked, list(courts.named(written.text, linked, gazetteer, on)))
    linked = merge(linked, list(seats.named(written.text, linked, gazetteer, on)))
    if "faction" in small.kinds:
        linked = factions.opposed(written.text, linked, gazetteer)
    linked = bystanders.acting(written, small, linked, gazetteer)
    same = written.text == text
    if (not same or "\n" in text) and (spelled := dict(_spelled(text, linked, written))):
        linked = [m._replace(actor=spelled[m.actor.id]) if m.actor.id in spelled else m for m in linked]
    return [
        mention if same and mention.actor.kind is not Kind.PERSON else _as_given(text, mention, written, gazetteer)
        for mention in linked
    ]


def _spelled(text: str, linked: Sequence[Linked], written: Plain) -> Iterator[tuple[str, Actor]]:
    """Persons not in the tables, by id, with their names as first spelled in the text: O'Brien, not OBrien."""
    seen: set[str] = set()
    for mention in linked:
        actor = mention.actor
        if not actor.id.startswith("unlisted-") or actor.id in seen or written.flat(mention.start):
            continue
        place = written.text.find(actor.name, mention.start, mention.end)
        if place >= 0:
            seen.add(actor.id)
            start, end = written.span(place, place + len(actor.name))
            name = " ".join(text[start:end].replace("\u2019", "'").split())
            if name != actor.name:
                yield actor.id, replace(actor, name=name)


def _as_given(text: str, m: Linked, written: Plain, gazetteer: Gazetteer) -> Linked:
    """The mention with offsets in the original text, and the person's gender."""
    junior = namesakes.JUNIOR.match(written.text, m.end) if m.actor.kind is Kind.PERSON else None
    start, end = written.span(m.start, junior.end() if junior else m.end)
    end += junior is not None and text[end - 1 : end + 1] in en.STOPPED
    gender = ""
    if m.actor.kind is Kind.PERSON:
        before = WORD_BEFORE.search(written.text[max(0, m.start - 10) : m.start])
        gender = gazetteer.naming.gender(m.actor.name, m.text.split()[0], before[0] if before else "")
    elif (start, end, m.text) == (m.start, m.end, text[start:end]):
        return m
    said = text[start:end]
    return Linked(start, end, said, m.actor, m.code, m.rule, m.form, m.heads, m.office, m.candidates, gender)


def _link(text: str, found: NameMatch, gazetteer: Gazetteer, on: date) -> Linked:
    """The likeliest reading of a name; a capital may be only a location: "in Moscow"."""
    readings = found.readings
    best = 0
    rest: tuple[Actor, ...] = ()
    if len(readings) == 1:
        actor = gazetteer.actors[readings[0].actor]
    else:
        actors = [gazetteer.actors[reading.actor] for reading in readings]
        lasting = next((i for i, actor in enumerate(actors) if actor.id not in gazetteer.ended), 0)
        best = next((i for i, actor in enumerate(actors) if _fits(actor, on, gazetteer)), lasting)
        actor = actors[best]
        rest = tuple(dict.fromkeys(other for other in actors if other is not actor))
    code = gazetteer.serves(actor, on) if actor.kind is Kind.PERSON else actor.code
    rule, form = readings[best].rule, readings[best].form
    located = rule == "capital" and (_only_locates(text, found) or _is_in_series(text, found, gazetteer))
    if located or (rule == "metonym" and _is_scene(text, found)):
        form = PLACE
    elif rule == "place" and en.COURT.match(text, found.end):
        form = NOUN  # an Istanbul court
    return Linked(found.start, found.end, found.text, actor, code, rule, form, candidates=rest)


def _only_locates(text: str, found: NameMatch) -> bool:
    """Whether a capital is just a place: "in Moscow", "fled Kabul", "a Kabul hotel", not "entered Moscow's orbit"."""
    before = text[max(0, found.start - 16) : found.start]
    if (not before or before[-1] == "\n") and DATELINE.match(text, found.start):  # KYIV (Reuters) -
        return True
    if text[found.end : found.end + 1] == " " and (
        en.VENUE.match(text, found.end) or (en.ARTICLE.search(before) and en.OCCASION.match(text, found.end))
    ):
        return True
    if en.LOCATES.search(before[-9:]) and not (before.endswith("at ") and en.WILL.match(text, found.end)):
        return en.AIMED.search(text[max(0, found.start - 24) : found.start]) is None
    left, behind = en.ON_LEAVING
    if left.search(before):
        return behind.match(text, found.end) is not None
    return en.PASSED.search(before) is not None and not text.startswith("'s ", found.end)


def _is_in_series(text: str, found: NameMatch, gazetteer: Gazetteer) -> bool:
    """Whether a capital is only a location as one of several towns: "in New York and Washington"."""
    start = max(0, found.start - 80)
    series = en.SERIES.search(text[start : found.start])
    if series is None or text.startswith("'s ", found.end):
        return False
    if "," not in series[0] and en.SCENES.search(text[start : start + series.start()]):
        return True
    rest = en.SERIES_ENDS.match(text, found.end)
    return gazetteer.naming.verb.match(text, rest.end() if rest else found.end) is None


def _is_scene(text: str, found: NameMatch) -> bool:
    """Whether a seat of power is only a location: "talks at the Kremlin", but not "officials at the White House"."""
    return en.SCENE.search(text[max(0, found.start - 40) : found.start]) is not None


def _fits(actor: Actor, on: date, gazetteer: Gazetteer) -> bool:
    """Whether one of several actors with a name fits the date: it held an office, or the state existed then."""
    if actor.kind is Kind.PERSON:
        return any(tenure.held(on) for tenure in gazetteer.tenures.get(actor.id, ()))
    return gazetteer.predecessor(actor.id, on)


__all__ = ["ADJECTIVE", "Linked", "find"]
