"""Profiles of actors, and search by words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphkit.actors.resolve import keys
from graphkit.model import FLOOR, Kind
from graphkit.model.status import ClaimStatus
from graphkit.model.tenure import named
from graphkit.network.projection import Choices, dyads, node_names
from graphkit.ontology import load_relations
from graphkit.questions.filters import ALL, Filter, counted, uncounted
from graphkit.store.selection import Selection

if TYPE_CHECKING:
    from graphkit.model import Actor, RelationType
    from graphkit.store.dyads import Dyad
    from graphkit.store.reading import Event
    from graphkit.store.view import View


@dataclass(frozen=True, slots=True)
class Partner:
    """An actor's counterpart."""

    code: str
    """For the partners of a person, the id."""
    with_: str
    out: int
    """Pieces of evidence for what the actor does to it."""
    in_: int
    """Pieces of evidence for what it does to the actor."""
    origins: int
    cooperation: float
    conflict: float
    balance: float


@dataclass(frozen=True, slots=True, order=True)
class Post:
    """A standing relation of an actor, and the office it is based on."""

    relation: str
    code: str
    """The other side's code."""
    name: str
    office: str = ""
    """The code of the office, if known."""

    def __str__(self) -> str:
        return named(f"{self.relation} {self.name}", self.office)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a graph contains about one actor."""

    actor: Actor
    offices: tuple[Post, ...]
    """What it leads, is a member of, …"""
    does: tuple[tuple[str, int], ...]
    """Relations in which it is the subject, or a symmetric party, as plain facts, with counts; most common first."""
    suffers: tuple[tuple[str, int], ...]
    """The same for relations in which it is the object."""
    partners: tuple[Partner, ...]
    """By amount of evidence, most first."""
    happened: tuple[Event, ...]
    """The evidence of asserted events, without standing relations."""
    events: tuple[Event, ...]
    """All evidence that is confident enough, including what is planned or only reported."""
    left_out: int = 0
    """Pieces of evidence with too little confidence to count."""
    uncounted: Mapping[str, int] = field(default_factory=dict)
    """Pieces of evidence for claims that are not asserted, by status."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The results of a search: actors by name, relations by name or meaning, claims by their sentences."""

    actors: tuple[Actor, ...]
    """Likeliest first."""
    relations: tuple[RelationType, ...]
    events: tuple[Event, ...]
    """The evidence, earliest first."""
    begun: str = ""
    """The query used instead if no sentence has the exact words: prefixes, "sanction*"."""


def profile(graph: View, name: str, asked: Filter = ALL) -> Profile:
    """An actor, given by any name, with its offices, relations, partners and opponents."""
    who, part = graph.actor(name), asked.of(graph)
    node = who.id if who.kind is Kind.PERSON else who.code
    own_part = part.select(Selection(actors=(frozenset(keys(who)),)))
    told = list(own_part.events())
    facts, left_out = counted(told, frozenset({ClaimStatus.ASSERTED}))
    names = node_names(graph)
    posts = {
        Post(e.relation, e.object_code, names.get(e.object_code, e.object_code), e.office or "")
        for e in facts
        if e.subject == who.id and e.standing
    }
    events = [event for event in facts if not event.standing]
    does = Counter(e.relation for e in events if e.symmetric or node in (e.subject, e.subject_code))
    suffers = Counter(e.relation for e in events if not e.symmetric and node in (e.object, e.object_code))
    return Profile(
        who,
        tuple(sorted(_telling(posts))),
        tuple(does.most_common()),
        tuple(suffers.most_common()),
        tuple(_partners(names, own_part, node, persons=who.kind is Kind.PERSON)),
        tuple(events),
        tuple(e for e in told if e.polarity == "affirmed" and e.confidence >= FLOOR),
        left_out,
        uncounted(told, frozenset({ClaimStatus.ASSERTED})),
    )


def _telling(posts: Iterable[Post]) -> list[Post]:
    """The posts with a known office, and others only if no office in that body is known."""
    posts = list(posts)
    known = {(post.relation, post.code) for post in posts if post.office}
    return [post for post in posts if post.office or (post.relation, post.code) not in known]


def _partners(names: Mapping[str, str], own: View, node: str, *, persons: bool) -> list[Partner]:
    told: dict[str, list[Dyad]] = {}
    for (source, target), dyad in dyads(own, Choices(persons=persons)).items():
        if node in (source, target):
            told.setdefault(target if source == node else source, []).append(dyad)
    found = [
        Partner(
            other,
            names.get(other, other),
            sum(dyad.events for dyad in both if dyad.source == node),
            sum(dyad.events for dyad in both if dyad.source != node),
            sum(dyad.weight for dyad in both),
            sum((dyad.cooperation for dyad in both), 0.0),
            sum((dyad.conflict for dyad in both), 0.0),
            sum((dyad.balance for dyad in both), 0.0),
        )
        for other, both in told.items()
    ]
    return sorted(found, key=lambda row: (-row.origins, row.code))


def search(graph: View, words: str, asked: Filter = ALL) -> SearchResult:
    """The actors and relations that match some words, and the evidence in sentences with all of them.

    If there is none, the words are searched as prefixes; queries with search operators are left as they are.
    """
    plain = [word.strip('"*').casefold() for word in words.split()]
    relations = (
        relation
        for relation in load_relations().values()
        if all(word in f"{relation.name} {relation.label} {relation.definition}".casefold() for word in plain)
    )
    events, begun = tuple(asked.of(graph).filter(words=words).events()), ""
    if not events and all(map(_BEGINNING.fullmatch, words.split())) and "OR" not in words.split():
        begun = " ".join(f"{word}*" for word in words.split())
        events = tuple(asked.of(graph).filter(words=begun).events())
    return SearchResult(tuple(graph.search(words)), tuple(relations), events, begun if events else "")


_BEGINNING = re.compile(r"\w{3,}")
"""A word long enough to be searched as a prefix."""
