"""Claims with their sentences, selected and ordered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.errors import UnknownName
from graphkit.model.status import ClaimStatus
from graphkit.network.projection import node_names
from graphkit.questions.filters import ALL, Filter
from graphkit.store.schema import explained
from graphkit.store.selection import Selection

if TYPE_CHECKING:
    from graphkit.model import Claim
    from graphkit.store.reading import Event
    from graphkit.store.view import View


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as one piece of evidence states it."""

    claim: str
    date: str | None
    """Of the event, else of publication."""
    reported: bool
    """Whether the date is that of publication."""
    subject: str
    relation: str
    object: str
    status: str
    polarity: str
    how: str
    """actual, planned or hypothetical."""
    speaker: str | None
    """The state or body that says so, or its code if the graph contains only persons acting for it."""
    hearsay: bool
    office: str | None
    """The code of the office by which the subject leads the object, if known."""
    confidence: float
    document: str
    sentence: str


ORDERS: Mapping[str, Callable[[Event], str | float]] = {
    "date": lambda event: event.date or "",
    "confidence": lambda event: event.confidence,
    "intensity": lambda event: event.intensity,
}
"""The orders of claims, each with the greatest first."""


def claims(graph: View, asked: Filter = ALL, *, order: str = "date") -> list[Event]:
    """The evidence of claims, with any status unless one is requested; latest first, or in another order."""
    if order not in ORDERS:
        raise UnknownName(f"no order {order!r}", f"choose {', '.join(ORDERS)}")
    found = [event for event in asked.of(graph).events() if not asked.statuses or event.status in asked.statuses]
    return sorted(found, key=ORDERS[order], reverse=True)


def standing(status: str, polarity: str, how: str) -> str:
    """The status of a claim, and how one sentence differs from it.

    >>> standing("asserted", "affirmed", "actual"), standing("asserted", "negated", "actual")
    ('asserted', 'asserted, denied here')
    >>> standing("denied", "negated", "actual"), standing("contested", "affirmed", "planned")
    ('denied', 'contested, planned here')
    """
    here = [how] if how not in ("actual", status) else []
    if polarity == "negated" and status != "denied":
        here.append("denied")
    return ", ".join([status, *(f"{word} here" for word in here)])


def brief(graph: View, events: Iterable[Event]) -> Iterator[ClaimRow]:
    """Evidence of a graph as short rows with names."""
    names = node_names(graph)
    with explained(graph.path):  # an actor may be missing from a damaged file
        for event in events:
            yield ClaimRow(
                event.claim,
                event.date,
                event.reported,
                names[event.subject],
                event.relation,
                names[event.object],
                event.status,
                event.polarity,
                event.how,
                names.get(event.speaker or "", event.speaker),
                event.hearsay,
                event.office,
                event.confidence,
                event.document,
                event.quote,
            )


def opposed(graph: View, claim: Claim) -> list[Event]:
    """One piece of evidence for each other claim about the same act that is denied if this one is not, or vice versa.

    The same act means the same relation between the same states or bodies, whoever acts for them.
    """
    own = graph.weigh(claim).status
    ends = {(one.subject.code, one.object.code) for one in claim.evidence}
    if claim.relation.symmetric:
        ends |= {(other, one) for one, other in ends}
    between = Selection(actors=(frozenset(one for one, _ in ends), frozenset(other for _, other in ends)))
    found: dict[str, Event] = {}
    for event in graph.filter(relation=claim.relation.name).select(between).events():
        if event.claim != claim.id and (event.subject_code, event.object_code) in ends:
            found.setdefault(event.claim, event)
    return [event for event in found.values() if event.status != own and _DENIED & {own, event.status}]


_DENIED = frozenset({ClaimStatus.DENIED, ClaimStatus.CONTESTED})


@dataclass(frozen=True, slots=True)
class Ends:
    """Two states or bodies between which a relation is reported."""

    source: str
    """Their codes."""
    target: str
    who: str
    whom: str
    events: int
    """Pieces of evidence."""


def ends(graph: View, relation: str) -> list[Ends]:
    """The pairs between which a relation is reported, whatever the status of the claims; most evidence first.

    The two actors of a symmetric relation are ordered by code.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for event in claims(graph, Filter(relations=(relation,))):
        one, other = event.subject_code, event.object_code
        counted[(min(one, other), max(one, other)) if event.symmetric else (one, other)] += 1
    names = node_names(graph)
    return [
        Ends(one, other, names.get(one, one), names.get(other, other), number)
        for (one, other), number in counted.most_common()
    ]
