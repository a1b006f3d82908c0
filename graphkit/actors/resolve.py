"""Resolving a typed name to an actor, in the same way for commands, the library, the web pages and the explorer.

Case, accents, apostrophes, hyphens, dots and a leading "the" are ignored. Identifiers and names take precedence over
complete words of a name, and these over its beginning; of several equally good matches the one with clearly most
evidence is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from graphkit.actors.folding import plain
from graphkit.errors import UnknownName
from graphkit.model import Actor, Kind

if TYPE_CHECKING:
    from graphkit.actors.gazetteer import Gazetteer

Weight = Callable[[Actor], float]
"""How much evidence there is about an actor, or how well known it is."""
CLEARLY = 2
"""How many times the evidence of the others one of several bearers of a name must have."""
SHORTEST = 3
"""The minimum number of letters for the beginning of a name to match."""
NEAR = 0.8
"""The minimum similarity of a suggested name (Ratcliff & Obershelp 1988)."""
CODES = ("iso2", "iso3")
"""Notations that can be typed."""


class Fit(IntEnum):
    """How the typed text matches an actor, best first."""

    KEY = 0
    """Its id, code or Wikidata id."""
    NAME = 1
    """A name, alias, acronym or other spelling."""
    OTHER = 2
    """Another word for it: demonym, capital, seat of government, initials."""
    WORDS = 3
    """Complete words of a name, such as the last one."""
    BEGINNING = 4
    """Words of a name, the last one incomplete."""
    PART = 5
    """Some letters of a name: enough for a list, not for an answer."""


Form = tuple[str, Fit]
"""A name in folded form, and how it matches when typed."""
Spellings = Mapping[str, tuple[Form, ...]]
"""Folded names by actor id."""
_RULES = {
    **dict.fromkeys(("name", "alias", "acronym", "variant"), Fit.NAME),
    **dict.fromkeys(("demonym", "capital", "metonym"), Fit.OTHER),
}


@lru_cache(maxsize=1)
def known() -> Gazetteer:
    """The built-in actors, read once."""
    from graphkit.actors.gazetteer import load

    return load()


def spellings(gazetteer: Gazetteer) -> Spellings:
    """The folded names of actors by id."""
    found: dict[str, dict[Form, None]] = {}
    for surface, readings in gazetteer.names.items():
        for reading in readings:
            if reading.rule in _RULES:
                found.setdefault(reading.actor, {})[plain(surface), _RULES[reading.rule]] = None
    return {actor: tuple(forms) for actor, forms in found.items()}


@lru_cache(maxsize=1)
def _shipped() -> Spellings:
    return spellings(known())


@lru_cache(maxsize=1)
def _index() -> Mapping[str, Sequence[tuple[Fit, str]]]:
    """Ids of the built-in actors by everything that can be typed for them."""
    found: dict[str, dict[tuple[Fit, str], None]] = {}
    for actor in known().actors.values():
        for form, how in forms(actor, _shipped()):
            found.setdefault(form, {})[how, actor.id] = None
    return {form: sorted(readings) for form, readings in found.items()}


def forms(actor: Actor, spelled: Spellings) -> Iterator[Form]:
    """Everything that can be typed for an actor."""
    yield actor.id.casefold(), Fit.KEY
    if actor.wikidata:
        yield actor.wikidata.casefold(), Fit.KEY
    if actor.kind is not Kind.PERSON:
        yield actor.code.casefold(), Fit.KEY
        yield from ((value.casefold(), Fit.KEY) for scheme, value in actor.notations if scheme in CODES)
    name = plain(actor.name)
    yield name, Fit.NAME
    if actor.kind is Kind.PERSON and name.count(" ") > 1:
        yield "".join(word[0] for word in name.split()), Fit.OTHER
    yield from spelled.get(actor.id, ())


def typed(actor: Actor) -> dict[str, list[str]]:
    """What can be typed for an actor: ``keys``, which must match fully, and ``names``, of which some words suffice."""
    found = list(dict.fromkeys(forms(actor, _shipped())))
    return {
        "keys": [form for form, how in found if how is not Fit.NAME],
        "names": [form for form, how in found if how is Fit.NAME],
    }


def fit(asked: str, actor: Actor, spelled: Spellings) -> Fit | None:
    """How the typed text (folded by ``plain``) matches an actor; None if it does not."""
    best: Fit | None = None
    words = set(asked.split())
    for form, whole in forms(actor, spelled):
        if form == asked:
            found = whole
        elif whole is not Fit.NAME:
            continue
        elif words <= set(form.split()):
            found = Fit.WORDS
        elif f" {form}".find(f" {asked}") >= 0:
            found = Fit.BEGINNING
        elif asked in form:
            found = Fit.PART
        else:
            continue
        best = found if best is None else min(best, found)
    return best


def ranked(
    name: str, actors: Iterable[Actor], weight: Weight, spelled: Spellings | None = None
) -> list[tuple[Fit, Actor]]:
    """The actors that match a name, best first: by kind of match, bodies before persons, by weight, by name.

    ``spelled`` are names other than the built-in ones.
    """
    ways = {name.strip().casefold(), plain(name)} - {""}
    found = []
    for actor in actors:
        fits = [how for way in ways if (how := fit(way, actor, spelled or _shipped())) is not None]
        if fits:
            found.append((min(fits), actor))
    return sorted(found, key=lambda pair: (pair[0], pair[1].kind is Kind.PERSON, -weight(pair[1]), pair[1].name))


def choose(name: str, found: Sequence[tuple[Fit, Actor]], weight: Weight) -> Actor | None:
    """The intended actor among the ordered matches; None if none matches well enough.

    Raises UnknownName, listing the possible actors, if several match equally well and none stands out.
    """
    best = [actor for how, actor in found if how == found[0][0]]
    if not best or found[0][0] is Fit.PART or (found[0][0] is Fit.BEGINNING and len(plain(name)) < SHORTEST):
        return None
    if found[0][0] <= Fit.OTHER and best[0].kind is not Kind.PERSON:
        best = [actor for actor in best if actor.kind is not Kind.PERSON]
    persons = all(actor.kind is Kind.PERSON for actor in best)
    if len(best) == 1 or ((persons or found[0][0] <= Fit.OTHER) and weight(best[0]) >= CLEARLY * weight(best[1]) > 0):
        return best[0]
    if persons and weight(best[0]) > 0 == weight(best[1]):
        return best[0]
    names = ", ".join(f"{actor.name} ({actor.id})" for actor in best[:4])
    raise UnknownName(f"{name!r} may be {names}{' or others' if len(best) > 4 else ''}", "give the id in parentheses")


def is_key(name: str) -> bool:
    """Whether it is exactly the id or code of a built-in actor."""
    return name in known().actors or known().by_code(name) is not None


def exactly(name: str) -> Actor | None:
    """The only built-in actor with that id, code or name, or None."""
    ways = {name.strip().casefold(), plain(name)}
    found = sorted({reading for way in ways for reading in _index().get(way, ())})
    best = [actor for how, actor in found if how == found[0][0]]
    return known().actors[best[0]] if len(best) == 1 else None


def near(name: str, actors: Iterable[Actor]) -> list[str]:
    """Up to three names similar to the typed one that begin with the same letter."""
    asked = plain(name)
    spelled: dict[str, str] = {}
    for actor in actors:
        whole = plain(actor.name)
        spelled.setdefault(whole, actor.name)
        if actor.kind is Kind.PERSON:
            spelled.setdefault(whole.rpartition(" ")[2], actor.name)
    alike = get_close_matches(asked, [form for form in spelled if form[:1] == asked[:1]], n=3, cutoff=NEAR)
    return list(dict.fromkeys(spelled[form] for form in alike))


def keys(who: Actor) -> list[str]:
    """The keys by which a graph is filtered for an actor: a body with all who act for it, a person alone."""
    return [who.id] if who.kind is Kind.PERSON else [who.id, who.code]
