"""The speedup from a networkx backend: ``python benchmarks/backends.py [ACTORS] [DYADS]`` (2,000 and 20,000).

Seconds per measure for graphkit, networkx itself and the backend rustworkx (extra ``fast``), on one random network.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable

import networkx as nx

from graphkit.network import central, undirected


def main() -> None:
    actors, dyads = (int(word) for word in [*sys.argv[1:], "2000", "20000"][:2])
    warnings.simplefilter("ignore")
    made: nx.DiGraph[str] = nx.DiGraph()
    for one, other in nx.gnm_random_graph(actors, dyads, seed=7, directed=True).edges:
        weight = 1 + one * other % 7
        made.add_edge(str(one), str(other), weight=weight, distance=1 / weight, balance=1.0, events=1)
    plain = undirected(made)
    peers: dict[str, Callable[[], object]] = {
        "pagerank": lambda: nx.pagerank(made, weight="weight"),
        "betweenness": lambda: nx.betweenness_centrality(plain),
        "eigenvector": lambda: nx.eigenvector_centrality(plain, max_iter=1000, weight="weight"),
        "hubs": lambda: nx.hits(made),
        "core": lambda: nx.core_number(plain),
    }
    print(f"{actors} actors, {dyads} dyads          ours  networkx  rustworkx")
    for measure, peer in peers.items():
        ours = timed(lambda measure=measure: central(made, measure))  # type: ignore[misc]
        theirs = timed(peer)
        backed = timed(lambda measure=measure: central(made, measure, backend="rustworkx"))  # type: ignore[misc]
        print(f"{measure:30}{ours:8.2f}{theirs:10.2f}{backed:11.2f}")


def timed(action: Callable[[], object]) -> float:
    """Seconds that an action takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
