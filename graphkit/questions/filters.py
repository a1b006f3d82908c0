"""Which claims a question is about, as people say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from graphkit.actors.resolve import keys
from graphkit.errors import UnknownName
from graphkit.model.status import ClaimStatus, counting
from graphkit.network.projection import Choices

if TYPE_CHECKING:
    from graphkit.model import Actor
    from graphkit.store.reading import Event
    from graphkit.store.view import View

SIGNS = {"": 0, "cooperation": 1, "conflict": -1}


@dataclass(frozen=True, slots=True)
class Filter:
    """What must hold of claims; what is empty narrows nothing. Actors, relations and groups are named as people do."""

    since: date | None = None
    """Events from that day on."""
    until: date | None = None
    """Events up to that day."""
    min_confidence: float = 0.0
    relations: tuple[str, ...] = ()
    """One of these."""
    groups: tuple[str, ...] = ()
    """One of these."""
    actors: tuple[tuple[str, ...], ...] = ()
    """Of each of these, one takes part."""
    speaker: str = ""
    """Who says it."""
    documents: tuple[str, ...] = ()
    """Stated in one of these."""
    words: str = ""
    """In the sentence, as in a search box."""
    statuses: frozenset[str] = frozenset()
    """How claims must stand; where evidence is counted, empty means asserted."""
    sign: str = ""
    """cooperation or conflict: in a network, without the other."""
    persons: bool = False
    """In a network, persons are nodes of their own rather than part of whom they act for."""

    def __post_init__(self) -> None:
        if self.sign not in SIGNS:
            raise UnknownName(f"no sign {self.sign!r}", "say cooperation or conflict")

    def of(self, graph: View) -> View:
        """The part of a graph that the filter leaves, whatever the status; raises UnknownName for names of nothing."""
        part = graph.filter(
            relation=self.relations,
            group=self.groups,
            speaker=keys(graph.actor(self.speaker)) if self.speaker else (),
            document=self.documents,
            words=self.words,
            since=self.since,
            until=self.until,
            min_confidence=self.min_confidence,
        )
        for names in self.actors:
            part = part.filter(actor=[key for name in names for key in keys(graph.actor(name))])
        return part

    def claims_of(self, graph: View) -> View:
        """The part of a graph that the filter leaves."""
        return self.of(graph).filter(status=self.statuses)

    @property
    def counted(self) -> frozenset[str]:
        """How claims must stand for their evidence to be counted."""
        return self.statuses or frozenset({str(ClaimStatus.ASSERTED)})

    def choices(self, *, mutual: bool = False) -> Choices:
        """What goes into a network."""
        return Choices(self.counted, persons=self.persons, sign=SIGNS[self.sign], mutual=mutual)


ALL = Filter()
"""Every claim."""


def counted(events: Iterable[Event], statuses: frozenset[str]) -> tuple[list[Event], int]:
    """The evidence of claims of these statuses that counts, and how much more is too unsure to count.

    Denials are among it only for denied claims.
    """
    count = counting(statuses)
    told = [
        event
        for event in events
        if event.status in {*statuses, ClaimStatus.TENTATIVE}
        and event.how in count.told
        and (event.polarity == "affirmed" or event.status == ClaimStatus.DENIED)
    ]
    sure = [event for event in told if event.confidence >= count.least]
    return sure, len(told) - len(sure)


def pair(graph: View, one: str, other: str) -> tuple[Actor, Actor]:
    """Two actors of a graph, named as people do; raises UnknownName when both names mean the same."""
    a, b = graph.actor(one), graph.actor(other)
    if a == b:
        raise UnknownName(f"{one} and {other} are both {a.name}", "name two actors")
    return a, b
