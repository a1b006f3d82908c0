"""Centrality of actors, and its change over time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from graphkit import network
from graphkit.network.centrality import FOLLOWING, risen
from graphkit.network.projection import named
from graphkit.questions.filters import ALL, Filter

if TYPE_CHECKING:
    from graphkit.network.projection import Directed
    from graphkit.store.view import View


@dataclass(frozen=True, slots=True)
class Ranked:
    """An actor with its rank."""

    rank: int
    code: str
    name: str
    value: float
    error: float | None
    """The standard error, if the value is estimated."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The actors of a network by one measure, the most central first."""

    measure: str
    estimated: bool
    rows: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The centrality of an actor in two periods."""

    actor: str
    before: float
    after: float


def central(
    graph: View,
    measure: str = "pagerank",
    asked: Filter = ALL,
    *,
    backend: str | None = None,
    pivots: int | None = None,
) -> Ranking:
    """Every actor by one of the measures of ``graphkit.network.central``.

    ``backend`` names a networkx backend; ``pivots`` is the number of actors from which betweenness is estimated.
    """
    made = _network(graph, measure, asked)
    errors: dict[str, float] = {}
    if measure == "betweenness" and not backend:
        values, errors = network.betweenness(made, pivots)
        values = dict(sorted(values.items(), key=lambda item: (-item[1], item[0])))
    else:
        values = network.central(made, measure, backend=backend)
    names = named(made)
    rows = (
        Ranked(place, node, names[node], value, errors.get(node))
        for place, (node, value) in enumerate(values.items(), 1)
    )
    return Ranking(measure, bool(pivots) or any(errors.values()), tuple(rows))


def compare(
    graph: View,
    measure: str,
    times: tuple[tuple[date, date], tuple[date, date]],
    asked: Filter = ALL,
    *,
    backend: str | None = None,
) -> list[Change]:
    """Actors whose centrality differs between two periods (first and last day), from largest rise to largest fall."""
    names: dict[str, str] = {}
    values = []
    for since, until in times:
        made = _network(graph, measure, replace(asked, since=since, until=until))
        names |= named(made)
        values.append(network.central(made, measure, backend=backend))
    return [Change(names[who], before, after) for who, before, after in risen(*values) if before != after]


def _network(graph: View, measure: str, asked: Filter) -> Directed:
    return network.network(asked.of(graph), asked.choices(mutual=measure in FOLLOWING))
