"""Whole tables of a graph for analysis: its claims, its evidence, and the monthly panel of event data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphkit.errors import UnknownName
from graphkit.network.projection import Choices, chosen
from graphkit.network.series import period_of
from graphkit.questions.rows import as_row

if TYPE_CHECKING:
    from graphkit.store.reading import Event
    from graphkit.store.view import View

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A claim: who does what to whom, its status, the amount of evidence, and first and last dates."""

    claim: str
    subject: str
    subject_name: str
    relation: str
    object: str
    object_name: str
    group: str
    intensity: float
    status: str
    confidence: float
    evidence: int
    documents: int
    origins: int
    first_seen: str | None
    last_seen: str | None


@dataclass(frozen=True, slots=True)
class DyadMonth:
    """What one state or body did to another in a month."""

    source: str
    target: str
    month: str
    events: int
    cooperation: float
    conflict: float


def claims(graph: View) -> Iterator[Weighed]:
    """One row per claim, by id."""
    for claim in graph:
        weighed = graph.weigh(claim)
        yield Weighed(
            claim.id,
            claim.subject.id,
            claim.subject.name,
            claim.relation.name,
            claim.object.id,
            claim.object.name,
            claim.relation.group,
            claim.relation.intensity,
            str(weighed.status),
            weighed.confidence,
            weighed.evidence,
            weighed.documents,
            weighed.origins,
            weighed.first_seen.isoformat() if weighed.first_seen else None,
            weighed.last_seen.isoformat() if weighed.last_seen else None,
        )


def dyad_months(graph: View) -> Iterator[DyadMonth]:
    """One row per month and pair of states or bodies with an asserted event.

    A relation counts once per origin and month; ``source`` acts on ``target``. Symmetric relations appear in both
    directions.
    """
    intensities: dict[tuple[str, str, str], list[float]] = {}
    counted: set[tuple[str, str, str, str, str]] = set()
    for source, target, event in chosen(graph, Choices()):
        month = period_of(event.date, "month")
        if month is None:
            continue
        pair = source, target
        for one, other in (pair, pair[::-1]) if event.symmetric else (pair,):
            key = (one, other, month)
            if (*key, event.relation, event.origin) in counted:
                continue
            counted.add((*key, event.relation, event.origin))
            intensities.setdefault(key, []).append(event.intensity)
    for key, found in sorted(intensities.items()):
        friendly, hostile = sum(max(value, 0.0) for value in found), sum(min(value, 0.0) for value in found)
        yield DyadMonth(*key, len(found), friendly, hostile)


def _evidence(event: Event) -> Row:
    row = event._asdict()
    del row["told"]  # only needed to choose among sentences, and a row has one
    return row


TABLES: Mapping[str, Callable[[View], Iterator[Row]]] = {
    "claims": lambda graph: map(as_row, claims(graph)),
    "evidence": lambda graph: map(_evidence, graph.events()),
    "dyad-months": lambda graph: map(as_row, dyad_months(graph)),
}
"""The tables of a graph by name; evidence rows are sorted earliest first."""


def table(graph: View, kind: str = "claims") -> list[Row]:
    """One of TABLES; raises UnknownName for any other."""
    if kind not in TABLES:
        raise UnknownName(f"no table {kind!r}", f"choose one of {', '.join(TABLES)}")
    return list(TABLES[kind](graph))
