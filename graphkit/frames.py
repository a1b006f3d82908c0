"""Tables of a graph for analysis, as rows that pandas and polars take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.errors import UnknownName
from graphkit.model import STRUCTURE
from graphkit.network import Choices, answers, network, resolve, series
from graphkit.network import central as rank
from graphkit.network import paths as ways
from graphkit.network.centrality import FOLLOWING
from graphkit.standing import ClaimStatus

if TYPE_CHECKING:
    from graphkit.view import View

Row = dict[str, Any]


def claims(graph: View) -> Iterator[Row]:
    """A row a claim, by id: who does what to whom, how it stands, how much there is of it and from when to when."""
    for claim in graph:
        standing = graph.weigh(claim)
        yield {
            "claim": claim.id,
            "subject": claim.subject.id,
            "subject_name": claim.subject.name,
            "relation": claim.relation.name,
            "object": claim.object.id,
            "object_name": claim.object.name,
            "group": claim.relation.group,
            "intensity": claim.relation.intensity,
            "status": str(standing.status),
            "confidence": standing.confidence,
            "evidence": standing.evidence,
            "documents": standing.documents,
            "origins": standing.origins,
            "first_seen": standing.first_seen.isoformat() if standing.first_seen else None,
            "last_seen": standing.last_seen.isoformat() if standing.last_seen else None,
        }


def evidence(graph: View) -> Iterator[Row]:
    """A row a piece of evidence, earliest first, with its sentence."""
    for event in graph.events():
        yield event._asdict()


def dyad_months(graph: View) -> Iterator[Row]:
    """A row for each pair of states or bodies and month in which an asserted event is told: the panel of event data.

    A relation that one origin tells counts once a month; ``source`` acts on ``target``. Symmetric relations are in both
    directions.
    """
    rows: dict[tuple[str, str, str], Row] = {}
    counted: set[tuple[str, str, str, str, str]] = set()
    for event in graph.events():
        counts = event.status == ClaimStatus.ASSERTED and event.polarity == "affirmed" and event.how == "actual"
        month = series.period_of(event.date, "month")
        if not counts or event.group == STRUCTURE or month is None:
            continue
        pair = event.subject_code, event.object_code
        for one, other in (pair, pair[::-1]) if event.symmetric else (pair,):
            key = (one, other, month)
            if one == other or (*key, event.relation, event.origin) in counted:
                continue
            counted.add((*key, event.relation, event.origin))
            empty = {"source": one, "target": other, "month": month, "events": 0, "cooperation": 0.0, "conflict": 0.0}
            row = rows.setdefault(key, empty)
            row["events"] += 1
            row["cooperation"] += max(event.intensity, 0.0)
            row["conflict"] += min(event.intensity, 0.0)
    yield from (rows[key] for key in sorted(rows))


KINDS: Mapping[str, Callable[[View], Iterator[Row]]] = {
    "claims": claims,
    "evidence": evidence,
    "dyad-months": dyad_months,
}
"""The tables of a graph by name."""


def table(graph: View, kind: str = "claims") -> list[Row]:
    """One of KINDS; raises UnknownName for any other."""
    if kind not in KINDS:
        raise UnknownName(f"no table {kind!r}", f"choose one of {', '.join(KINDS)}")
    return list(KINDS[kind](graph))


def relations(graph: View, one: str, other: str) -> list[Row]:
    """What two actors, named as people do, do to each other: a row a relation and way."""
    a, b = resolve(graph, one), resolve(graph, other)
    return answers.relations(answers.between(graph, a, b), a, b)


def timeline(graph: View, one: str, other: str, by: str = "month") -> list[Row]:
    """How that went: a row a period with events, cooperation, conflict and the weightiest sentence."""
    a, b = resolve(graph, one), resolve(graph, other)
    events = [event for event in answers.between(graph, a, b) if event.group != STRUCTURE]
    return answers.periods(series.timeline(events, by))


def paths(graph: View, one: str, other: str, number: int = 1) -> list[Row]:
    """How two actors hang together: a row a step, with the claim that speaks for it most."""
    a, b = resolve(graph, one), resolve(graph, other)
    names = {actor.id: actor.name for actor in graph.actors()}
    return answers.steps(ways(graph, a.id, b.id, number=number), names)


def central(graph: View, measure: str = "pagerank", *, persons: bool = False) -> list[Row]:
    """Every actor by how central it is, the most central first."""
    made = network(graph, Choices(persons=persons, mutual=measure in FOLLOWING))
    ranks = rank(made, measure)
    return [
        {"actor": made.nodes[node].get("name", node), "code": node, measure: value} for node, value in ranks.items()
    ]


def partners(graph: View, name: str) -> list[Row]:
    """With whom an actor deals: a row each, whom most is told of first."""
    return list(answers.profile(graph, resolve(graph, name)).partners)
