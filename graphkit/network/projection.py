"""From claims to networks: which evidence counts, what a node and what an edge is.

The default counts what is asserted as having happened, rolls persons up to the state or body they act for, and weighs
an edge by independent origins, so that a wire story printed ten times is one. Intensity is PLOVER's, from -10 to +10.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graphkit.records import Event
from graphkit.standing import STRUCTURE, ClaimStatus

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.graph import KnowledgeGraph

    Undirected = nx.Graph[str]
    Directed = nx.DiGraph[str]
    Claims = nx.MultiDiGraph[str]


@dataclass(frozen=True)
class Choices:
    """What goes into a network."""

    statuses: frozenset[str] = frozenset({ClaimStatus.ASSERTED})
    persons: bool = False
    """Whether persons are nodes of their own rather than part of whom they act for."""
    structure: bool = False
    """Whether standing relations count (leads, memberOf …) beside events."""
    sign: int = 0
    """+1 keeps cooperation, -1 conflict, 0 both."""


@dataclass(slots=True)
class Dyad:
    """All that one actor does to another."""

    source: str
    target: str
    events: int = 0
    origins: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    cooperation: float = 0.0
    """Sum of the intensities above zero, an origin's relation once."""
    conflict: float = 0.0
    """Sum of those below zero."""
    counted: set[tuple[str, str]] = field(default_factory=set)
    first: str | None = None
    last: str | None = None
    latest: Event | None = None

    @property
    def weight(self) -> int:
        """Independent origins."""
        return len(self.origins)

    @property
    def balance(self) -> float:
        """Cooperation and conflict together: above zero the friendlier."""
        return self.cooperation + self.conflict


def chosen(graph: KnowledgeGraph, choices: Choices) -> Iterator[tuple[str, str, Event]]:
    """The events that count, each with its two nodes; a symmetric relation once, in the order of its nodes."""
    for event in graph.events():
        if event.status not in choices.statuses or event.polarity != "affirmed":
            continue
        if event.group == STRUCTURE and not choices.structure:
            continue
        if choices.sign and event.intensity * choices.sign <= 0:
            continue
        one, other = _nodes(event, choices)
        if one != other:
            yield (min(one, other), max(one, other), event) if event.symmetric else (one, other, event)


def _nodes(event: Event, choices: Choices) -> tuple[str, str]:
    if choices.persons:
        return event.subject, event.object
    return event.subject_code, event.object_code


def dyads(graph: KnowledgeGraph, choices: Choices | None = None) -> dict[tuple[str, str], Dyad]:
    """Every ordered pair of actors with what the first does to the second."""
    found: dict[tuple[str, str], Dyad] = {}
    for one, other, event in chosen(graph, choices or Choices()):
        dyad = found.setdefault((one, other), Dyad(one, other))
        dyad.events += 1
        dyad.origins.add(event.origin)
        dyad.claims.add(event.claim)
        if (event.origin, event.relation) not in dyad.counted:
            dyad.counted.add((event.origin, event.relation))
            dyad.cooperation += max(event.intensity, 0.0)
            dyad.conflict += min(event.intensity, 0.0)
        dyad.first = min(filter(None, (dyad.first, event.date)), default=None)
        dyad.last = max(filter(None, (dyad.last, event.date)), default=None)
        dyad.latest = event
    return dict(sorted(found.items()))


def network(graph: KnowledgeGraph, choices: Choices | None = None) -> Directed:
    """The dyads as a weighted networkx graph, an edge from who acts to whom it concerns.

    Edges carry ``weight`` (independent origins), ``distance`` (1 / weight), ``events``, ``cooperation``, ``conflict``
    and ``balance``; nodes carry ``name`` and ``kind`` where the graph knows them.
    """
    import networkx as nx

    made: Directed = nx.DiGraph()
    for (one, other), dyad in dyads(graph, choices).items():
        made.add_edge(
            one,
            other,
            weight=dyad.weight,
            distance=1 / dyad.weight,
            events=dyad.events,
            cooperation=dyad.cooperation,
            conflict=dyad.conflict,
            balance=dyad.balance,
        )
    for actor in graph.actors():
        for node in {actor.id, actor.code} & made.nodes:
            if node == actor.id or (actor.kind != "Person" and "name" not in made.nodes[node]):
                made.nodes[node].update(name=actor.name, kind=str(actor.kind))
    return made


def undirected(made: Directed) -> Undirected:
    """The same network without direction: what the two of a pair do to each other is added up."""
    import networkx as nx

    plain: Undirected = nx.Graph()
    plain.add_nodes_from(made.nodes(data=True))
    for one, other, data in made.edges(data=True):
        before = plain.get_edge_data(one, other, {})
        added = {name: before.get(name, 0) + data[name] for name in data if name != "distance"}
        plain.add_edge(one, other, **added, distance=1 / added["weight"])
    return plain


def claims_graph(graph: KnowledgeGraph, choices: Choices | None = None) -> Claims:
    """Every claim that counts as an edge of its own, keyed by its id, with relation, group, intensity and dates."""
    import networkx as nx

    made: Claims = nx.MultiDiGraph()
    for one, other, event in chosen(graph, replace(choices or Choices(), structure=True)):
        if made.has_edge(one, other, event.claim):
            made[one][other][event.claim]["evidence"] += 1
            continue
        made.add_edge(
            one,
            other,
            event.claim,
            relation=event.relation,
            group=event.group,
            intensity=event.intensity,
            date=event.date or "",
            evidence=1,
        )
    return made
