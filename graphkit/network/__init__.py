"""Questions to a graph as a network: dyads, paths, centrality, communities, balance, and how they go over time."""

from graphkit.network.measures import balance, central, communities, summary
from graphkit.network.names import resolve
from graphkit.network.paths import Hop, paths, reached
from graphkit.network.projection import Choices, Dyad, claims_graph, dyads, network, undirected
from graphkit.network.series import Bucket, timeline

__all__ = [
    "Bucket",
    "Choices",
    "Dyad",
    "Hop",
    "balance",
    "central",
    "claims_graph",
    "communities",
    "dyads",
    "network",
    "paths",
    "reached",
    "resolve",
    "summary",
    "timeline",
    "undirected",
]
