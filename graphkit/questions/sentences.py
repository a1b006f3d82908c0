"""Claims with their sentences, chosen and ordered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.errors import UnknownName
from graphkit.questions.filters import ALL, Filter

if TYPE_CHECKING:
    from graphkit.store.reading import Event
    from graphkit.store.view import View


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as one piece of evidence states it."""

    claim: str
    date: str | None
    """Of the event, else of publication."""
    reported: bool
    """Whether it is that of publication."""
    subject: str
    relation: str
    object: str
    status: str
    polarity: str
    how: str
    """actual, planned or hypothetical."""
    speaker: str | None
    hearsay: bool
    confidence: float
    document: str
    sentence: str


ORDERS: Mapping[str, Callable[[Event], str | float]] = {
    "date": lambda event: event.date or "",
    "confidence": lambda event: event.confidence,
    "intensity": lambda event: event.intensity,
}
"""What claims are ordered by, the greatest first."""


def claims(graph: View, asked: Filter = ALL, *, order: str = "date") -> list[Event]:
    """The evidence of claims, whatever their status unless it is asked for; the latest first, or by another order."""
    if order not in ORDERS:
        raise UnknownName(f"no order {order!r}", f"say {', '.join(ORDERS)}")
    found = [event for event in asked.of(graph).events() if not asked.statuses or event.status in asked.statuses]
    return sorted(found, key=ORDERS[order], reverse=True)


def brief(graph: View, events: Iterable[Event]) -> Iterator[ClaimRow]:
    """Evidence of a graph in short, with names."""
    names = {actor.id: actor.name for actor in graph.actors()}
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
            event.speaker,
            event.hearsay,
            event.confidence,
            event.document,
            event.quote,
        )
