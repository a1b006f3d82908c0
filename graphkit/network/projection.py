"""From claims to networks: which evidence counts, and what nodes and edges are.

The default counts asserted events, rolls persons up to the state or body they act for, and weights an edge by
independent origins, so that a wire story printed ten times counts once. Intensity is PLOVER's, from -10 to +10.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit.model.status import ClaimStatus, counting
from graphkit.store.dyads import Dyad
from graphkit.store.reading import Event
from graphkit.store.selection import Selection

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.model import Actor
    from graphkit.store.view import View

    Undirected = nx.Graph[str]
    Directed = nx.DiGraph[str]
    Claims = nx.MultiDiGraph[str]


@dataclass(frozen=True)
class Choices:
    """What goes into a network."""

    statuses: frozenset[str] = frozenset({ClaimStatus.ASSERTED})
    persons: bool = False
    """Whether persons are separate nodes rather than part of whom they act for."""
    structure: bool = False
    """Whether standing relations (leads, memberOf …) count besides events."""
    sign: int = 0
    """+1 keeps cooperation, -1 conflict, 0 both."""
    mutual: bool = False
    """Whether a symmetric relation goes both ways rather than once, from the first actor by name to the second.

    Directed measures need both; measures that add up a pair would count it twice.
    """


def chosen(graph: View, choices: Choices) -> Iterator[tuple[str, str, Event]]:
    """The events that count, each with its two nodes; symmetric ones once, in the order of their nodes."""
    count = counting(choices.statuses)
    for event in graph.events():
        if event.status not in choices.statuses or event.polarity != "affirmed":
            continue
        if not count.has(event.how, event.confidence):
            continue
        if event.standing and not choices.structure:
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


def dyads(graph: View, choices: Choices | None = None) -> dict[tuple[str, str], Dyad]:
    """Every ordered pair of actors with what the first does to the second."""
    asked = choices or Choices()
    found = graph.dyads(
        asked.statuses, persons=asked.persons, structure=asked.structure, sign=asked.sign, mutual=asked.mutual
    )
    return {(dyad.source, dyad.target): dyad for dyad in found}


def behind(graph: View, one: str, other: str, choices: Choices | None = None, *, one_way: bool = False) -> list[Event]:
    """The events behind the dyads of two nodes, earliest first: in both directions, or only from ``one`` to ``other``.

    A symmetric relation goes from the first actor by name to the second, unless the choices are mutual.
    """
    asked = choices or Choices()
    between = Selection(actors=(frozenset([one]), frozenset([other])))
    found = []
    for source, target, event in chosen(graph.select(between), asked):
        both = not one_way or (event.symmetric and asked.mutual)
        if (source, target) == (one, other) or (both and (target, source) == (one, other)):
            found.append(event)
    return found


def network(graph: View, choices: Choices | None = None) -> Directed:
    """The dyads as a weighted networkx graph, with edges from subject to object.

    Edges carry ``weight`` (independent origins), ``distance`` (1 / weight), ``events``, ``cooperation``, ``conflict``
    and ``balance``; nodes carry ``name`` and ``kind`` where the graph knows them.
    """
    return assembled(dyads(graph, choices), node_actors(graph))


def assembled(found: Mapping[tuple[str, str], Dyad], actors: Mapping[str, Actor]) -> Directed:
    """Such a network from dyads already read, and from the actors of their nodes."""
    import networkx as nx

    made: Directed = nx.DiGraph()
    for (one, other), dyad in found.items():
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
    for node, actor in actors.items():
        if node in made:
            made.nodes[node].update(name=actor.name, kind=str(actor.kind))
    return made


def node_actors(graph: View) -> dict[str, Actor]:
    """The actors of nodes, by id and by code; a code belongs first to the body with that id."""
    found: dict[str, Actor] = {}
    for actor in graph.actors():
        found[actor.id] = actor
        if actor.kind != "Person":
            found.setdefault(actor.code, actor)
    return found


def node_names(graph: View) -> dict[str, str]:
    """The names of nodes, by id and by code."""
    return {node: actor.name for node, actor in node_actors(graph).items()}


def named(made: Directed) -> dict[str, str]:
    """The names of the nodes of a network; a node without a name is its own name."""
    return {node: str(data.get("name", node)) for node, data in made.nodes(data=True)}


def undirected(made: Directed) -> Undirected:
    """The undirected network: what two actors do to each other is added up."""
    import networkx as nx

    plain: Undirected = nx.Graph()
    plain.add_nodes_from(made.nodes(data=True))
    for one, other, data in made.edges(data=True):
        before = plain.get_edge_data(one, other, {})
        added = {name: before.get(name, 0) + data[name] for name in data if name != "distance"}
        plain.add_edge(one, other, **added, distance=1 / added["weight"])
    return plain


def claims_graph(graph: View, choices: Choices | None = None) -> Claims:
    """One edge per claim that counts, keyed by its id, with relation, group, intensity and dates."""
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
