"""Tables of a graph for analysis: rows that pandas and polars take, and a small table that shows itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from graphkit.errors import StoreError, UnknownName
from graphkit.model import STRUCTURE
from graphkit.network import Choices, answers, network, resolve, series
from graphkit.network import central as rank
from graphkit.network import paths as ways
from graphkit.network.centrality import FOLLOWING
from graphkit.standing import ClaimStatus

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from graphkit.graph import KnowledgeGraph

Row = dict[str, Any]
SHOWN = 20
"""Rows of a table that are shown."""


def claims(graph: KnowledgeGraph) -> Iterator[Row]:
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


def evidence(graph: KnowledgeGraph) -> Iterator[Row]:
    """A row a piece of evidence, earliest first, with its sentence."""
    for event in graph.events():
        yield event._asdict()


def dyad_months(graph: KnowledgeGraph) -> Iterator[Row]:
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


KINDS: Mapping[str, Callable[[KnowledgeGraph], Iterator[Row]]] = {
    "claims": claims,
    "evidence": evidence,
    "dyad-months": dyad_months,
}
"""The tables of a graph by name."""


def table(graph: KnowledgeGraph, kind: str = "claims") -> Table:
    """One of KINDS; raises UnknownName for any other."""
    if kind not in KINDS:
        raise UnknownName(f"no table {kind!r}", f"choose one of {', '.join(KINDS)}")
    return Table.of(list(KINDS[kind](graph)), graph)


def relations(graph: KnowledgeGraph, one: str, other: str) -> Table:
    """What two actors, named as people do, do to each other: a row a relation and way."""
    a, b = resolve(graph, one), resolve(graph, other)
    return Table.of(answers.relations(answers.between(graph, a, b), a, b), graph)


def timeline(graph: KnowledgeGraph, one: str, other: str, by: str = "month") -> Table:
    """How that went: a row a period with events, cooperation, conflict and the weightiest sentence."""
    a, b = resolve(graph, one), resolve(graph, other)
    events = [event for event in answers.between(graph, a, b) if event.group != STRUCTURE]
    return Table.of(answers.periods(series.timeline(events, by)), graph)


def paths(graph: KnowledgeGraph, one: str, other: str, number: int = 1) -> Table:
    """How two actors hang together: a row a step, with the claim that speaks for it most."""
    a, b = resolve(graph, one), resolve(graph, other)
    names = {actor.id: actor.name for actor in graph.actors()}
    return Table.of(answers.steps(ways(graph, a.id, b.id, number=number), names), graph)


def central(graph: KnowledgeGraph, measure: str = "pagerank", *, persons: bool = False) -> Table:
    """Every actor by how central it is, the most central first."""
    made = network(graph, Choices(persons=persons, mutual=measure in FOLLOWING))
    ranks = rank(made, measure)
    rows = [
        {"actor": made.nodes[node].get("name", node), "code": node, measure: value} for node, value in ranks.items()
    ]
    return Table.of(rows, graph)


def partners(graph: KnowledgeGraph, name: str) -> Table:
    """With whom an actor deals: a row each, whom most is told of first."""
    return Table.of(list(answers.profile(graph, resolve(graph, name)).partners), graph)


class Table(Sequence[Row]):
    """Rows with the same columns; a notebook shows the first ones."""

    def __init__(self, columns: Sequence[str], rows: Sequence[Row], graph: KnowledgeGraph | None = None) -> None:
        self.columns = tuple(columns)
        self._rows, self._graph = list(rows), graph

    @classmethod
    def of(cls, rows: Sequence[Row], graph: KnowledgeGraph | None = None) -> Table:
        """A table with the columns of its first row."""
        return cls(tuple(rows[0]) if rows else (), rows, graph)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 - an index or a slice
        return Table(self.columns, self._rows[key], self._graph) if isinstance(key, slice) else self._rows[key]

    def to_pandas(self) -> pd.DataFrame:
        """The table as a pandas DataFrame (extra ``pandas``)."""
        try:
            import pandas as pd
        except ImportError as error:
            raise StoreError("this needs pandas", "pip install 'graphkit[pandas]'") from error
        return pd.DataFrame(self._rows, columns=list(self.columns))

    def to_polars(self) -> pl.DataFrame:
        """The table as a polars DataFrame (extra ``polars``)."""
        try:
            import polars as pl
        except ImportError as error:
            raise StoreError("this needs polars", "pip install 'graphkit[polars]'") from error
        return pl.DataFrame(self._rows, schema=list(self.columns), infer_schema_length=None, orient="row")

    def subgraph(self) -> KnowledgeGraph:
        """The part of the graph that the rows are about: the claims they name, else those between the actors they name.

        Raises UnknownName when they name neither.
        """
        if self._graph is None:
            raise UnknownName("this table comes from no graph", "ask a graph: kg.sparql(…), kg.table(…)")
        words = {str(value).rpartition("/")[2] for row in self._rows for value in row.values() if value is not None}
        if named := words & self._graph.statuses().keys():
            return self._graph.filter(claim=named)
        actors = {key for actor in self._graph.actors() for key in (actor.id, actor.name) if key in words}
        ids = {actor.id for actor in self._graph.actors() if {actor.id, actor.name} & actors}
        if not ids:
            raise UnknownName("the rows name no claims and no actors", "select ?claim, or the actors")
        return self._graph.between(ids, ids)

    def __repr__(self) -> str:
        lines = ["\t".join(self.columns)]
        lines += ["\t".join(map(_cell, row.values())) for row in self._rows[:SHOWN]]
        return "\n".join([*lines, *self._more()])

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        rows = "".join(f"<tr>{self._cells(row)}</tr>" for row in self._rows[:SHOWN])
        more = "".join(f"<p>{escape(line)}</p>" for line in self._more())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"

    def _cells(self, row: Row) -> str:
        return "".join(f'<td style="text-align:left">{escape(_cell(row.get(name)))}</td>' for name in self.columns)

    def _more(self) -> list[str]:
        return [f"… {len(self._rows) - SHOWN:,} more rows"] if len(self._rows) > SHOWN else []


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return "" if value is None else " ".join(str(value).split())
