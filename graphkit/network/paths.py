"""Paths between two actors: chains of claims from one to the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from graphkit.network.examples import best
from graphkit.network.projection import Choices, behind, dyads
from graphkit.store.dyads import Dyad
from graphkit.store.reading import Event
from graphkit.store.selection import Selection

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.store.view import View

    Ways = nx.Graph[str]


SHORTEST = 2000
"""How many paths are examined for ones that go forward in time."""
MANY = 500
"""Most actors whose neighbours are read at once; if there are more, the whole network is read."""


@dataclass(frozen=True)
class Hop:
    """One step of a path: its strongest claim, and the direction of that."""

    source: str
    target: str
    event: Event
    forward: bool
    """Whether the claim itself goes from source to target."""
    origins: int
    """Independent origins of all claims between the two."""


def paths(
    graph: View,
    start: str,
    end: str,
    choices: Choices | None = None,
    *,
    number: int = 1,
    length: str = "hops",
    directed: bool = False,
    avoid: Collection[str] = (),
    longest: int | None = None,
    in_time: bool = False,
) -> Iterator[list[Hop]]:
    """Up to ``number`` loopless paths, shortest first (Yen 1971, as implemented in networkx).

    A ``length`` in hops counts steps, and among equal ones the path with more independent origins comes first; by
    weight only origins count. ``in_time`` keeps, among the SHORTEST, paths on which no step precedes the one before it.
    Yields nothing if the two are not connected.
    """
    import networkx as nx

    choices = choices or Choices(structure=True, persons=True)
    if start == end:
        return
    whole = number > 1 or length != "hops" or in_time
    near = None if whole else _near(graph, start, end, replace(choices, mutual=directed), directed, avoid)
    made = _graph(graph, choices, directed=directed, avoid=avoid) if near is None else near
    if start not in made or end not in made:
        return
    found = nx.shortest_simple_paths(made, start, end, weight="step" if length == "hops" else "distance")
    try:
        yield from _limited(found, number, _Steps(graph, choices, directed), longest=longest, in_time=in_time)
    except nx.NetworkXNoPath:
        return


def _limited(
    found: Iterator[list[str]], number: int, steps: _Steps, *, longest: int | None, in_time: bool
) -> Iterator[list[Hop]]:
    kept = 0
    for nodes in islice(found, SHORTEST):
        if longest is not None and len(nodes) - 1 > longest:
            return
        path = _hops(nodes, steps, in_time=in_time)
        if path is not None:
            yield path
            kept += 1
            if kept == number:
                return


def _hops(nodes: list[str], steps: _Steps, *, in_time: bool) -> list[Hop] | None:
    path, since = [], ""
    for one, other in pairwise(nodes):
        known = events = steps[one, other]
        if in_time:
            events = [event for event in known if event.date is not None and event.date >= since]
            if not events:
                return None
        best = min(events, key=lambda e: (e.date, e.evidence)) if in_time else _strongest(events)
        since = best.date or since
        forward = best.symmetric or one in (best.subject, best.subject_code)
        path.append(Hop(one, other, best, forward, len({event.origin for event in known})))
    return path


def _strongest(events: list[Event]) -> Event:
    """The claim of the most confident event, then the most intense one, with its best sentence."""
    surest = max(events, key=lambda e: (e.confidence, abs(e.intensity), e.date or "", e.evidence))
    return best(event for event in events if event.claim == surest.claim)


class _Steps(dict[tuple[str, str], "list[Event]"]):
    """The events from one actor to another, read on first use."""

    def __init__(self, graph: View, choices: Choices, directed: bool) -> None:
        super().__init__()
        self._graph, self._choices, self._directed = graph, choices, directed

    def __missing__(self, pair: tuple[str, str]) -> list[Event]:
        choices = replace(self._choices, mutual=self._directed)
        return self.setdefault(pair, behind(self._graph, *pair, choices, one_way=self._directed))


def _graph(graph: View, choices: Choices, *, directed: bool, avoid: Collection[str]) -> Ways:
    return _ways(dyads(graph, replace(choices, mutual=directed)), directed=directed, avoid=avoid)


def _ways(found: Mapping[tuple[str, str], Dyad], *, directed: bool, avoid: Collection[str]) -> Ways:
    """Dyads as edges: ``distance`` is 1 / weight, ``step`` is 1 plus just enough to break ties between equal paths."""
    import networkx as nx

    made: Ways = nx.DiGraph() if directed else nx.Graph()
    for (one, other), dyad in found.items():
        if one not in avoid and other not in avoid:
            weight = dyad.weight + (made[one][other]["weight"] if made.has_edge(one, other) else 0)
            made.add_edge(one, other, weight=weight, distance=1 / weight, step=1 + 0.001 / weight)
    return made


def _near(graph: View, start: str, end: str, choices: Choices, directed: bool, avoid: Collection[str]) -> Ways | None:
    """The surroundings of the two, level by level from both sides, with every shortest path; None if too large."""
    found: dict[tuple[str, str], Dyad] = {}
    fronts, seen = [{start}, {end}], [{start}, {end}]
    while all(fronts) and not seen[0] & seen[1]:
        side = int(len(fronts[1]) < len(fronts[0]))
        if len(fronts[side]) > MANY:
            return None
        around = dyads(graph.select(Selection(actors=(frozenset(fronts[side]),))), choices)
        found |= around
        after = set()
        for pair in around:
            for here, there in (pair, pair[::-1])[side if directed else 0 :][: 1 if directed else 2]:
                if here in fronts[side] and there not in avoid:
                    after.add(there)
        fronts[side] = after - seen[side]
        seen[side] |= after
    return _ways(dict(sorted(found.items())), directed=directed, avoid=avoid)


def reached(graph: View, start: str, choices: Choices | None = None, *, avoid: Collection[str] = ()) -> set[str]:
    """Every actor connected to one, itself included; empty if it has no edge in the graph."""
    import networkx as nx

    made = _graph(graph, choices or Choices(structure=True, persons=True), directed=False, avoid=avoid)
    return set(nx.node_connected_component(made, start)) if start in made else set()
