"""Eight centrality measures; docs/network.md has the formulas and what they mean for event data from news.

The measures are computed on arrays of the network's edges and give the same answer in every run. A networkx backend
can compute them instead (https://networkx.org/documentation/stable/reference/backends.html).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, NamedTuple

from graphkit.errors import UnknownName
from graphkit.network.projection import undirected

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from graphkit.network.projection import Directed

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]

EXACT = 2000
"""Betweenness is exact up to this many actors; above that it is estimated from PIVOTS of them (Brandes & Pich 2007)."""
PIVOTS = 400
SEED = 7
STEPS, TOLERANCE = 1000, 1e-10
"""When power iterations end: after this many steps, or when the values change by less than this on average."""
DAMPING = 0.85
FOLLOWING = frozenset({"pagerank", "hubs", "authorities"})
"""The measures that follow edge direction: symmetric relations should go both ways for them."""


class _Edges(NamedTuple):
    """A network as arrays: edge i leads from the node numbered sources[i] to targets[i] with a weight."""

    nodes: list[str]
    sources: Places
    targets: Places
    weights: Numbers

    def flow(self, values: Numbers) -> Numbers:
        """The sum that arrives at each node if each sends its value times the weight along every edge."""
        return _sums(self.targets, values[self.sources] * self.weights, len(self.nodes))

    def back(self) -> _Edges:
        """The reversed edges."""
        return _Edges(self.nodes, self.targets, self.sources, self.weights)


def _directed(made: Directed) -> _Edges:
    import numpy as np

    nodes = sorted(made)
    place = {node: number for number, node in enumerate(nodes)}
    rows = sorted((place[one], place[other], float(data["weight"])) for one, other, data in made.edges(data=True))
    sources, targets, weights = zip(*rows, strict=True) if rows else ((), (), ())
    whole = (np.array(sources, np.int64), np.array(targets, np.int64))
    return _Edges(nodes, *whole, np.array(weights, np.float64))


def _both(made: Directed) -> _Edges:
    """Every pair in both directions, with the weights of both added; self-loops are left out."""
    import numpy as np

    one = _directed(made)
    number = max(len(one.nodes), 1)
    keys = np.concatenate([one.sources * number + one.targets, one.targets * number + one.sources])
    weights = np.concatenate([one.weights, one.weights])
    proper = keys // number != keys % number
    pairs, inverse = np.unique(keys[proper], return_inverse=True)
    added = _sums(inverse, weights[proper], len(pairs))
    return _Edges(one.nodes, pairs // number, pairs % number, added)


def _sums(places: Places, values: Numbers, number: int) -> Numbers:
    """The sum of the values at each of ``number`` places."""
    import numpy as np

    return np.bincount(places, values, number).astype(np.float64, copy=False)


def _named(edges: _Edges, values: Numbers) -> dict[str, float]:
    return dict(zip(edges.nodes, values.tolist(), strict=True))


def _degree(made: Directed) -> Mapping[str, float]:
    import numpy as np

    edges = _both(made)
    return _named(edges, np.bincount(edges.targets, minlength=len(edges.nodes)).astype(np.float64))


def _strength(made: Directed) -> Mapping[str, float]:
    edges = _both(made)
    return _named(edges, _sums(edges.targets, edges.weights, len(edges.nodes)))


def _pagerank(made: Directed) -> Mapping[str, float]:
    """PageRank (Brin & Page 1998); actors without outgoing edges distribute their value evenly."""
    import numpy as np

    edges = _directed(made)
    number = len(edges.nodes)
    out = _sums(edges.sources, edges.weights, number)
    ranks = np.full(number, 1 / number)
    for _ in range(STEPS):
        idle = ranks[out == 0].sum()
        share = np.divide(ranks, out, out=np.zeros(number), where=out > 0)
        after = (1 - DAMPING + DAMPING * idle) / number + DAMPING * edges.flow(share)
        moved = np.abs(after - ranks).sum()
        ranks = after
        if moved < TOLERANCE * number:
            break
    return _named(edges, ranks)


def _eigenvector(made: Directed) -> Mapping[str, float]:
    """Eigenvector centrality (Bonacich 1972) on the largest component; smaller ones get 0."""
    import networkx as nx
    import numpy as np

    edges = _both(made)
    largest = max(nx.weakly_connected_components(made), key=lambda part: (len(part), min(part)))
    values = np.array([float(node in largest) for node in edges.nodes])
    for _ in range(STEPS):
        after = edges.flow(values) + values  # the shift by one keeps bipartite networks from oscillating
        after /= np.linalg.norm(after)
        moved = np.abs(after - values).sum()
        values = after
        if moved < TOLERANCE * len(values):
            break
    return _named(edges, values)


def _hubs(made: Directed) -> Mapping[str, float]:
    return _hits(made)[0]


def _authorities(made: Directed) -> Mapping[str, float]:
    return _hits(made)[1]


def _hits(made: Directed) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Hubs and authorities by mutual reinforcement (Kleinberg 1999), each adding up to 1."""
    import numpy as np

    edges = _directed(made)
    number = len(edges.nodes)
    there, back = edges, edges.back()
    hubs, authorities = np.full(number, 1 / number), np.zeros(number)
    for _ in range(STEPS):
        authorities = there.flow(hubs)
        authorities /= authorities.sum() or 1.0
        after = back.flow(authorities)
        after /= after.sum() or 1.0
        moved = np.abs(after - hubs).sum()
        hubs = after
        if moved < TOLERANCE * number:
            break
    return _named(edges, hubs), _named(edges, authorities)


def _core(made: Directed) -> Mapping[str, float]:
    import networkx as nx

    plain = undirected(made)
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    return {node: float(core) for node, core in nx.core_number(plain).items()}


def _betweenness(made: Directed) -> Mapping[str, float]:
    return betweenness(made)[0]


def betweenness(made: Directed, pivots: int | None = None) -> tuple[dict[str, float], dict[str, float]]:
    """The share of undirected shortest paths, by hops, through each actor, and its standard error.

    Exact if every actor is a pivot, as for up to EXACT of them unless ``pivots`` gives a number. Otherwise the paths
    from the pivots represent all (Brandes & Pich 2007); in two cases out of three the exact value is within one
    standard error.
    """
    import numpy as np

    edges = _both(made)
    number = len(edges.nodes)
    chosen = pivots or (number if number <= EXACT else PIVOTS)
    starts = range(number) if chosen >= number else random.Random(SEED).sample(range(number), chosen)  # noqa: S311
    total, squares = np.zeros(number), np.zeros(number)
    for start in starts:
        ways = _dependencies(edges, start)
        total += ways
        squares += ways * ways
    used = max(len(starts), 1)
    mean = total / used
    spread = np.maximum(squares / used - mean * mean, 0.0)
    scale = number / max((number - 1) * (number - 2), 1)
    error = np.sqrt(spread / used * (1 - used / max(number, 1))) * scale
    return _named(edges, mean * scale), _named(edges, error)


def _dependencies(edges: _Edges, start: int) -> Numbers:
    """For each node the share of the shortest paths from ``start`` to all others that go through it (Brandes 2001)."""
    import numpy as np

    number = len(edges.nodes)
    far = np.full(number, -1)
    far[start] = 0
    ways = np.zeros(number)
    ways[start] = 1.0
    levels: list[tuple[Places, Places]] = []
    while True:
        here = np.flatnonzero((far[edges.sources] == len(levels)) & (far[edges.targets] == -1))
        if not here.size:
            break
        one, other = edges.sources[here], edges.targets[here]
        ways += _sums(other, ways[one], number)
        far[other] = len(levels) + 1
        levels.append((one, other))
    led = np.zeros(number)
    for one, other in reversed(levels):
        led += _sums(one, ways[one] / ways[other] * (1 + led[other]), number)
    led[start] = 0.0
    return led


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


def central(made: Directed, measure: str = "pagerank", *, backend: str | None = None) -> dict[str, float]:
    """The centrality of each actor, most central first, ties by name.

    ``backend`` names a networkx backend to compute it instead. Raises UnknownName for an unknown measure or backend.
    """
    if measure not in MEASURES:
        raise UnknownName(f"no measure {measure!r}", f"choose one of {', '.join(MEASURES)}")
    if not made:
        return {}
    values = _backed(made, measure, backend) if backend else MEASURES[measure](made)
    return dict(sorted(values.items(), key=lambda item: (-round(item[1], 12), item[0])))


def _backed(made: Directed, measure: str, backend: str) -> Mapping[str, float]:
    import networkx as nx

    calls: Mapping[str, Callable[..., Any]] = {
        "pagerank": lambda **k: nx.pagerank(made, alpha=DAMPING, weight="weight", **k),
        "betweenness": lambda **k: nx.betweenness_centrality(undirected(made), **k),
        "eigenvector": lambda **k: nx.eigenvector_centrality(undirected(made), max_iter=STEPS, weight="weight", **k),
        "hubs": lambda **k: nx.hits(made, **k)[0],
        "authorities": lambda **k: nx.hits(made, **k)[1],
        "core": lambda **k: nx.core_number(undirected(made), **k),
    }
    installed = sorted(entry_points(group="networkx.backends").names - {"nx_loopback"})  # only for tests
    if backend not in installed:
        known = f"installed are {', '.join(installed)}" if installed else "the extra `fast` installs rustworkx"
        raise UnknownName(f"no networkx backend {backend!r}", known)
    if measure not in calls:
        raise UnknownName(f"{measure} uses no backend", f"backends compute {', '.join(calls)}")
    try:
        return {node: float(value) for node, value in calls[measure](backend=backend).items()}
    except (NotImplementedError, ImportError) as error:
        raise UnknownName(f"backend {backend} cannot compute {measure} ({error})", "leave --backend out") from error


def risen(before: Mapping[str, float], after: Mapping[str, float]) -> Iterator[tuple[str, float, float]]:
    """Actors by change in centrality: actor, before, after."""
    changes = {actor: after.get(actor, 0.0) - before.get(actor, 0.0) for actor in {*before, *after}}
    for actor in sorted(changes, key=lambda a: (-changes[a], a)):
        yield actor, before.get(actor, 0.0), after.get(actor, 0.0)
