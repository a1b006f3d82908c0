"""Who is central, who belongs together, where friendships and enmities do not fit; docs/network.md has the formulas.

Everything works on networks as ``projection.network`` makes them and gives the same answer in every run.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from graphkit.errors import UnknownName
from graphkit.network.projection import undirected

if TYPE_CHECKING:
    from graphkit.network.projection import Directed

EXACT = 400
"""Up to so many nodes betweenness is exact; beyond, it is estimated from so many sources (Brandes & Pich 2007)."""
SEED = 7
STEPS, TOLERANCE = 500, 1e-9
"""When power iterations end: after so many steps, or when ranks move less than this on average."""


def _degree(made: Directed) -> Mapping[str, float]:
    return {node: float(len(set(made.predecessors(node)) | set(made.successors(node)))) for node in made}


def _strength(made: Directed) -> Mapping[str, float]:
    return {node: float(weight) for node, weight in made.degree(weight="weight")}


def _pagerank(made: Directed) -> Mapping[str, float]:
    """By power iteration with damping 0.85 (Brin & Page 1998); actors that act on nobody share theirs out evenly."""
    number, damping = len(made), 0.85
    out = dict(made.out_degree(weight="weight"))
    ranks = dict.fromkeys(made, 1 / number)
    for _ in range(STEPS):
        idle = sum(rank for node, rank in ranks.items() if not out[node])
        after = dict.fromkeys(made, (1 - damping + damping * idle) / number)
        for one, other, data in made.edges(data=True):
            after[other] += damping * ranks[one] * data["weight"] / out[one]
        moved = sum(abs(after[node] - ranks[node]) for node in made)
        ranks = after
        if moved < TOLERANCE * number:
            break
    return ranks


def _betweenness(made: Directed) -> Mapping[str, float]:
    import networkx as nx

    sources = None if len(made) <= EXACT else EXACT
    found: Mapping[str, float] = nx.betweenness_centrality(undirected(made), k=sources, weight="distance", seed=SEED)
    return found


def _eigenvector(made: Directed) -> Mapping[str, float]:
    import networkx as nx

    plain = undirected(made)
    largest = max(nx.connected_components(plain), key=lambda part: (len(part), min(part)))
    found = nx.eigenvector_centrality(plain.subgraph(sorted(largest)), max_iter=2000, tol=1e-6, weight="weight")
    return {node: found.get(node, 0.0) for node in made}


def _hubs(made: Directed) -> Mapping[str, float]:
    return _hits(made)[0]


def _authorities(made: Directed) -> Mapping[str, float]:
    return _hits(made)[1]


def _hits(made: Directed) -> tuple[dict[str, float], dict[str, float]]:
    """Hubs and authorities by mutual reinforcement (Kleinberg 1999), each adding up to 1."""
    hubs = dict.fromkeys(made, 1 / len(made))
    authorities = dict(hubs)
    for _ in range(STEPS):
        before, authorities = hubs, dict.fromkeys(made, 0.0)
        for one, other, data in made.edges(data=True):
            authorities[other] += hubs[one] * data["weight"]
        authorities, hubs = _shared(authorities), dict.fromkeys(made, 0.0)
        for one, other, data in made.edges(data=True):
            hubs[one] += authorities[other] * data["weight"]
        hubs = _shared(hubs)
        if sum(abs(hubs[node] - before[node]) for node in made) < TOLERANCE * len(made):
            break
    return hubs, authorities


def _shared(values: dict[str, float]) -> dict[str, float]:
    total = sum(values.values()) or 1.0
    return {node: value / total for node, value in values.items()}


def _core(made: Directed) -> Mapping[str, float]:
    import networkx as nx

    plain = undirected(made)
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    return {node: float(core) for node, core in nx.core_number(plain).items()}


MEASURES: Mapping[str, Callable[[Directed], Mapping[str, float]]] = {
    "degree": _degree,
    "strength": _strength,
    "pagerank": _pagerank,
    "betweenness": _betweenness,
    "eigenvector": _eigenvector,
    "hubs": _hubs,
    "authorities": _authorities,
    "core": _core,
}


def central(made: Directed, measure: str = "pagerank") -> dict[str, float]:
    """How central each actor is, the most central first; equal ones by name. Raises UnknownName for the measure."""
    if measure not in MEASURES:
        raise UnknownName(f"no measure {measure!r}", f"choose one of {', '.join(MEASURES)}")
    if not made:
        return {}
    values = MEASURES[measure](made)
    return dict(sorted(values.items(), key=lambda item: (-round(item[1], 12), item[0])))


@dataclass(frozen=True)
class Community:
    """Actors that deal more with each other than with others, strongest first, named after the first ones."""

    name: str
    members: tuple[str, ...]
    stability: float
    """How often, over the runs, two of its members were together: 1 means always."""


def communities(made: Directed, runs: int = 10) -> list[Community]:
    """Groups by the Louvain method (Blondel et al. 2008), largest first, held against further runs with other seeds."""
    import networkx as nx

    plain = undirected(made)
    if not plain:
        return []
    partitions = [
        nx.community.louvain_communities(plain, weight="weight", seed=SEED + run) for run in range(max(runs, 1))
    ]
    places = [{node: n for n, part in enumerate(parts) for node in part} for parts in partitions]
    strength = dict(plain.degree(weight="weight"))
    found = []
    for part in partitions[0]:
        members = tuple(sorted(part, key=lambda node: (-strength[node], node)))
        pairs = list(combinations(members[:40], 2))
        together = sum(place[a] == place[b] for place in places for a, b in pairs)
        stability = together / (len(pairs) * len(places)) if pairs else 1.0
        name = " · ".join(str(made.nodes[node].get("name", node)) for node in members[:3])
        found.append(Community(name, members, stability))
    return sorted(found, key=lambda community: (-len(community.members), community.members))


@dataclass(frozen=True)
class Triad:
    """Three actors of whom each two have dealings, and the sign of each pair: +1 cooperation prevails, -1 conflict."""

    members: tuple[str, str, str]
    signs: tuple[int, int, int]
    """Of the first and second, the first and third, the second and third."""
    tension: float
    """The weakest of the three balances, by size: how much would have to change."""


@dataclass(frozen=True)
class Balance:
    """How well friends of friends are friends (Cartwright & Harary 1956)."""

    balanced: int
    unbalanced: int
    frustration: int
    """Ties that do not fit a division into two camps, found by local search: an upper bound (Harary's line index)."""
    tense: tuple[Triad, ...]
    """Unbalanced triads, those with the strongest ties first."""


def balance(made: Directed, limit: int = 10) -> Balance:
    """Signed triads of the undirected network; a tie counts as its balance of cooperation and conflict."""
    plain = undirected(made)
    signs = {
        frozenset((a, b)): math.copysign(1, data["balance"]) for a, b, data in plain.edges(data=True) if data["balance"]
    }
    near: dict[str, set[str]] = {}
    for tie in signs:
        one, other = sorted(tie)
        near.setdefault(one, set()).add(other)
    even = odd = 0
    tense = []
    for a in sorted(near):
        for b in sorted(near[a]):
            for c in sorted(near[a] & near.get(b, set())):
                ties = (signs[frozenset((a, b))], signs[frozenset((a, c))], signs[frozenset((b, c))])
                if math.prod(ties) > 0:
                    even += 1
                    continue
                odd += 1
                weakest = min(abs(plain[x][y]["balance"]) for x, y in ((a, b), (a, c), (b, c)))
                tense.append(Triad((a, b, c), (int(ties[0]), int(ties[1]), int(ties[2])), weakest))
    tense.sort(key=lambda triad: (-triad.tension, triad.members))
    return Balance(even, odd, _frustration(signs), tuple(tense[:limit]))


def _frustration(signs: Mapping[frozenset[str], float]) -> int:
    """Ties against a division in two camps that no single change of camp betters."""
    camp: dict[str, int] = {}
    near: dict[str, list[tuple[str, float]]] = {}
    for tie, sign in sorted(signs.items(), key=lambda item: sorted(item[0])):
        one, other = sorted(tie)
        near.setdefault(one, []).append((other, sign))
        near.setdefault(other, []).append((one, sign))
    for node in sorted(near, key=lambda n: (-len(near[n]), n)):
        pull = sum(sign * camp.get(other, 0) for other, sign in near[node])
        camp[node] = 1 if pull >= 0 else -1
    changed = True
    while changed:
        changed = False
        for node in sorted(near):
            if sum(sign * camp[node] * camp[other] for other, sign in near[node]) < 0:
                camp[node] = -camp[node]
                changed = True
    wrong = (sign * camp[a] * camp[b] < 0 for (a, b), sign in ((sorted(tie), s) for tie, s in signs.items()))
    return sum(wrong)


def summary(made: Directed) -> dict[str, float]:
    """Size, density, reciprocity and components of a directed network."""
    import networkx as nx

    if not made:
        return {"actors": 0, "dyads": 0}
    return {
        "actors": made.number_of_nodes(),
        "dyads": made.number_of_edges(),
        "density": nx.density(made),
        "reciprocity": nx.overall_reciprocity(made),
        "components": nx.number_weakly_connected_components(made),
        "largest component": max(map(len, nx.weakly_connected_components(made))),
        "cooperation": sum(data["cooperation"] for _, _, data in made.edges(data=True)),
        "conflict": sum(data["conflict"] for _, _, data in made.edges(data=True)),
    }


def risen(before: Mapping[str, float], after: Mapping[str, float]) -> Iterator[tuple[str, float, float]]:
    """Actors by how much more, or less, central they have become: who, before, after."""
    changes = {actor: after.get(actor, 0.0) - before.get(actor, 0.0) for actor in {*before, *after}}
    for actor in sorted(changes, key=lambda a: (-changes[a], a)):
        yield actor, before.get(actor, 0.0), after.get(actor, 0.0)
