"""Communities, structural balance and size of a network; docs/network.md has the formulas.

Everything works on networks from ``projection.network`` and gives the same answer in every run.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nsmallest
from itertools import combinations
from typing import TYPE_CHECKING

from graphkit.network.projection import undirected

if TYPE_CHECKING:
    from graphkit.network.projection import Directed

SEED = 7
MOST = 10_000
"""Most unbalanced triads in memory."""


@dataclass(frozen=True)
class Community:
    """Actors that interact more with each other than with others, strongest first; named after the first ones."""

    name: str
    members: tuple[str, ...]
    stability: float
    """The share of runs in which two of its members were together: 1 means always."""


def communities(made: Directed, runs: int = 10) -> list[Community]:
    """Groups by the Louvain method (Blondel et al. 2008), largest first, compared with runs with other seeds."""
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
    """Three connected actors, and the sign of each pair: +1 if cooperation prevails, -1 if conflict."""

    members: tuple[str, str, str]
    signs: tuple[int, int, int]
    """For first and second, first and third, second and third."""
    tension: float
    """The smallest absolute balance of the three: how much would have to change."""

    @property
    def pairs(self) -> tuple[tuple[str, str], tuple[str, str], tuple[str, str]]:
        """The three ties, in the order of the signs."""
        a, b, c = self.members
        return (a, b), (a, c), (b, c)


@dataclass(frozen=True)
class Balance:
    """Structural balance (Cartwright & Harary 1956)."""

    balanced: int
    unbalanced: int
    frustration: int
    """Ties that do not fit a division into two camps, found by local search: an upper bound (Harary's line index)."""
    tense: tuple[Triad, ...]
    """Unbalanced triads, with the strongest ties first."""


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
    tense: list[tuple[float, tuple[str, str, str]]] = []
    for a in sorted(near):
        for b in sorted(near[a]):
            for c in sorted(near[a] & near.get(b, set())):
                ties = (signs[frozenset((a, b))], signs[frozenset((a, c))], signs[frozenset((b, c))])
                if math.prod(ties) > 0:
                    even += 1
                    continue
                odd += 1
                weakest = min(abs(plain[x][y]["balance"]) for x, y in ((a, b), (a, c), (b, c)))
                tense.append((-weakest, (a, b, c)))
                if len(tense) > MOST + limit:  # keeps memory constant however many there are
                    tense = nsmallest(limit, tense)
    triads = [
        Triad(
            members,
            (
                int(signs[frozenset(members[:2])]),
                int(signs[frozenset(members[::2])]),
                int(signs[frozenset(members[1:])]),
            ),
            -weakest,
        )
        for weakest, members in nsmallest(limit, tense)
    ]
    return Balance(even, odd, _frustration(signs), tuple(triads))


def _frustration(signs: Mapping[frozenset[str], float]) -> int:
    """Ties that violate a division into two camps that no single change of camp improves."""
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
