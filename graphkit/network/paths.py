"""How two actors hang together: chains of claims from one to the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from graphkit.network.projection import Choices, chosen
from graphkit.records import Event

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.graph import KnowledgeGraph

    Ways = nx.Graph[str]


@dataclass(frozen=True)
class Hop:
    """One step of a path: the claim that speaks for it most, and which way it points."""

    source: str
    target: str
    event: Event
    forward: bool
    """Whether the claim itself goes from source to target."""
    origins: int
    """Independent origins of all claims between the two."""


def paths(
    graph: KnowledgeGraph,
    start: str,
    end: str,
    choices: Choices | None = None,
    *,
    number: int = 1,
    by: str = "hops",
    directed: bool = False,
    avoid: Collection[str] = (),
    longest: int | None = None,
    in_time: bool = False,
) -> Iterator[list[Hop]]:
    """Up to ``number`` paths without loops, shortest first (Yen 1971, as networkx has it).

    ``by`` hops counts steps, by weight prefers what more independent origins tell. ``in_time`` keeps paths on which no
    step is earlier than the one before. Nothing is yielded when the two do not hang together.
    """
    import networkx as nx

    made = _graph(graph, choices or Choices(structure=True, persons=True), directed=directed, avoid=avoid)
    if start not in made or end not in made or start == end:
        return
    weight = None if by == "hops" else "distance"
    found = nx.shortest_simple_paths(made, start, end, weight=weight)
    try:
        yield from _limited(found, number, made, longest=longest, in_time=in_time)
    except nx.NetworkXNoPath:
        return


def _limited(
    found: Iterator[list[str]], number: int, made: Ways, *, longest: int | None, in_time: bool
) -> Iterator[list[Hop]]:
    kept = 0
    for nodes in islice(found, 2000):
        if longest is not None and len(nodes) - 1 > longest:
            return
        path = _hops(nodes, made, in_time=in_time)
        if path is not None:
            yield path
            kept += 1
            if kept == number:
                return


def _hops(nodes: list[str], made: Ways, *, in_time: bool) -> list[Hop] | None:
    path, since = [], ""
    for one, other in pairwise(nodes):
        events = made[one][other]["events"]
        if in_time:
            events = [event for event in events if event.date is not None and event.date >= since]
            if not events:
                return None
        best = min(events, key=lambda e: (e.date, e.evidence)) if in_time else _strongest(events)
        since = best.date or since
        forward = best.symmetric or one in (best.subject, best.subject_code)
        path.append(Hop(one, other, best, forward, len({event.origin for event in made[one][other]["events"]})))
    return path


def _strongest(events: list[Event]) -> Event:
    return max(events, key=lambda e: (e.confidence, abs(e.intensity), e.date or "", e.evidence))


def _graph(graph: KnowledgeGraph, choices: Choices, *, directed: bool, avoid: Collection[str]) -> Ways:
    import networkx as nx

    made: Ways = nx.DiGraph() if directed else nx.Graph()
    for one, other, event in chosen(graph, choices):
        if one in avoid or other in avoid:
            continue
        for source, target in ((one, other), (other, one)) if directed and event.symmetric else ((one, other),):
            if made.has_edge(source, target):
                made[source][target]["events"].append(event)
            else:
                made.add_edge(source, target, events=[event])
    for _, _, data in made.edges(data=True):
        data["distance"] = 1 / len({event.origin for event in data["events"]})
    return made


def reached(
    graph: KnowledgeGraph, start: str, choices: Choices | None = None, *, avoid: Collection[str] = ()
) -> set[str]:
    """Every actor that hangs together with one, itself included; empty when the graph has no edge of it."""
    import networkx as nx

    made = _graph(graph, choices or Choices(structure=True, persons=True), directed=False, avoid=avoid)
    return set(nx.node_connected_component(made, start)) if start in made else set()
