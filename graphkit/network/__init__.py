"""A graph as a network: dyads, paths, centrality, communities, balance, and their change over time."""

from graphkit.network.centrality import betweenness, central
from graphkit.network.examples import best, worth
from graphkit.network.groups import balance, communities, summary
from graphkit.network.paths import Hop, paths, reached
from graphkit.network.projection import Choices, behind, claims_graph, dyads, network, undirected
from graphkit.network.series import Bucket, timeline

__all__ = [
    "Bucket",
    "Choices",
    "Hop",
    "balance",
    "behind",
    "best",
    "betweenness",
    "central",
    "claims_graph",
    "communities",
    "dyads",
    "network",
    "paths",
    "reached",
    "summary",
    "timeline",
    "undirected",
    "worth",
]
