"""Filters on claims, in the terms that people use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
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
    """Conditions on claims; empty ones do not apply. Actors, relations and groups may be given by any name."""

    since: date | None = None
    """Events from that day on."""
    until: date | None = None
    """Events up to that day."""
    min_confidence: float = 0.0
    relations: tuple[str, ...] = ()
    """Any of these."""
    groups: tuple[str, ...] = ()
    """Any of these."""
    actors: tuple[tuple[str, ...], ...] = ()
    """One actor from each tuple takes part."""
    speaker: str = ""
    """The speaker."""
    documents: tuple[str, ...] = ()
    """Stated in any of these."""
    words: str = ""
    """Words in the sentence, with search-box syntax."""
    statuses: frozenset[str] = frozenset()
    """The status of claims; where evidence is counted, empty means asserted."""
    sign: str = ""
    """In a network, only cooperation or only conflict."""
    persons: bool = False
    """In a network, persons are separate nodes rather than part of whom they act for."""

    def __post_init__(self) -> None:
        if self.sign not in SIGNS:
            raise UnknownName(f"no sign {self.sign!r}", "choose cooperation or conflict")

    def of(self, graph: View) -> View:
        """The part of a graph that matches, whatever the status; raises UnknownName for unknown names."""
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
        """The part of a graph that matches."""
        return self.of(graph).filter(status=self.statuses)

    @property
    def counted(self) -> frozenset[str]:
        """The statuses of claims whose evidence is counted."""
        return self.statuses or frozenset({str(ClaimStatus.ASSERTED)})

    def choices(self, *, mutual: bool = False) -> Choices:
        """The choices for a network."""
        return Choices(self.counted, persons=self.persons, sign=SIGNS[self.sign], mutual=mutual)


ALL = Filter()
"""Every claim."""


def counted(events: Iterable[Event], statuses: frozenset[str]) -> tuple[list[Event], int]:
    """The evidence that counts for claims of these statuses, and how much more is too uncertain to count.

    Denials are included only for denied claims.
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


def uncounted(events: Iterable[Event], statuses: frozenset[str]) -> Mapping[str, int]:
    """The amount of evidence for claims of other statuses, by status."""
    found = Counter(event.status for event in events)
    return {str(status): found[status] for status in ClaimStatus if found[status] and status not in statuses}


def pair(graph: View, one: str, other: str) -> tuple[Actor, Actor]:
    """Two actors of a graph, given by any name; raises UnknownName if both names refer to the same one."""
    a, b = graph.actor(one), graph.actor(other)
    if a == b:
        raise UnknownName(f"{one} and {other} are both {a.name}", "name two actors")
    return a, b
