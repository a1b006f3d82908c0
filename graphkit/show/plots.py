"""Pictures for papers, by matplotlib (extra ``plot``): each function gives a Figure, the same for the same graph."""

from __future__ import annotations

from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import questions
from graphkit.errors import StoreError, UnknownName
from graphkit.network import Choices, dyads, network, undirected
from graphkit.questions import Filter

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure

    from graphkit.network.projection import Directed, Undirected
    from graphkit.store.view import View

GREEN, RED, BLUE, GREY = "#2f7d46", "#b8442f", "#4a7fb5", "#8a8a8a"
SEED = 7
EACH = 3
"""Ties that are drawn of each actor, on average: the strongest ones, and one at least."""
NAMED = 60
"""Actors that have their names beside them."""


def plot_network(graph: View, *, actors: int = 40, persons: bool = False) -> Figure:
    """Most active actors and the balance of what they do to each other: green cooperation, red conflict, grey none."""
    import networkx as nx

    made = _strongest(graph, actors, persons=persons)
    plain = _backbone(undirected(made), EACH * len(made))
    figure, axes = _figure(9, 7)
    axes.set_axis_off()
    if not plain:
        return _closed(figure)
    apart = 2.6 / len(plain) ** 0.5
    places = nx.spring_layout(plain, seed=SEED, weight=None, k=apart, iterations=300, method="force")
    strength = dict(plain.degree(weight="weight"))
    most = max(strength.values())
    heaviest = max(data["weight"] for _, _, data in plain.edges(data=True))
    for one, other, data in sorted(plain.edges(data=True), key=lambda edge: edge[2]["weight"]):
        (x, y), (u, v) = places[one], places[other]
        share = (data["weight"] / heaviest) ** 0.5
        colour = GREEN if data["balance"] > 0 else RED if data["balance"] < 0 else GREY
        axes.plot([x, u], [y, v], color=colour, linewidth=0.5 + 5 * share, alpha=0.3 + 0.5 * share, zorder=1)
    for node, (x, y) in places.items():
        axes.scatter([x], [y], s=30 + 500 * strength[node] / most, color=BLUE, edgecolors="white", zorder=2)
    named = sorted(places, key=lambda node: (-strength[node], node))[:NAMED]
    size = 9 if len(named) <= 40 else 7
    for node in named:
        x, y = places[node]
        axes.annotate(_name(made, node), (x, y), (4, 5), textcoords="offset points", fontsize=size)
    return _closed(figure)


def plot_timeline(graph: View, one: str, other: str, *, by: str = "month") -> Figure:
    """What two actors, named as people do, did to each other: cooperation above the line, conflict below."""
    found = questions.timeline(graph, one, other, by)
    line = found.every
    figure, axes = _figure(9, 3.2)
    places = range(len(line))
    axes.bar(places, [bucket.cooperation for bucket in line], color=GREEN, width=0.9)
    axes.bar(places, [bucket.conflict for bucket in line], color=RED, width=0.9)
    axes.axhline(0, color=GREY, linewidth=0.8)
    step = max(1, -(-len(line) // 12))
    axes.set_xticks(list(places)[::step], [bucket.period for bucket in line][::step], rotation=45, ha="right")
    axes.set_ylabel("sum of intensities")
    axes.set_title(f"{found.a.name} and {found.b.name}")
    return _closed(figure)


def plot_matrix(graph: View, *, actors: int = 20, persons: bool = False) -> Figure:
    """Who does what to whom: rows act on columns, green cooperation, red conflict, stronger where there is more."""
    import numpy as np

    made = _strongest(graph, actors, persons=persons)
    nodes = sorted(made, key=lambda node: (-made.degree(node, weight="weight"), node))
    place = {node: number for number, node in enumerate(nodes)}
    values = np.zeros((len(nodes), len(nodes)))
    for one, other, data in made.edges(data=True):
        values[place[one], place[other]] = data["balance"]
    shown = np.sign(values) * np.log1p(np.abs(values))
    side = 3 + 0.28 * len(nodes)
    figure, axes = _figure(side + 1, side)
    if not nodes:
        axes.set_axis_off()
        return _closed(figure)
    most = np.abs(shown).max()
    axes.imshow(shown, cmap=_colours(), vmin=-most, vmax=most)
    names = [_name(made, node) for node in nodes]
    size = 9 if len(nodes) <= 40 else 5
    axes.set_xticks(range(len(nodes)), names, rotation=90, fontsize=size)
    axes.set_yticks(range(len(nodes)), names, fontsize=size)
    axes.set_xlabel("to whom")
    axes.set_ylabel("who")
    return _closed(figure)


def plot_centrality(graph: View, measure: str = "pagerank", *, actors: int = 15, persons: bool = False) -> Figure:
    """The most central actors by one of the measures of ``graphkit.network.central``."""
    ranks = questions.central(graph, measure, Filter(persons=persons)).rows[:actors][::-1]
    figure, axes = _figure(7, 1 + 0.28 * len(ranks))
    axes.barh([_short(row.name) for row in ranks], [row.value for row in ranks], color=BLUE)
    axes.set_xlabel(measure)
    return _closed(figure)


def save(figure: Figure, path: Path) -> None:
    """Write a figure as SVG, PNG or PDF, the same bytes every time; raises UnknownName for another suffix."""
    import matplotlib as mpl

    kind = path.suffix.removeprefix(".")
    dated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}
    if kind not in dated:
        raise UnknownName(f"no picture {path.suffix!r}", f"choose one of .{', .'.join(dated)}")
    with mpl.rc_context({"svg.hashsalt": "graphkit"}):
        figure.savefig(path, metadata=dated[kind], bbox_inches="tight", dpi=150)


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    try:
        from matplotlib import pyplot as plt
    except ImportError as error:
        raise StoreError("pictures need matplotlib", "pip install 'newsgraphkit[plot]'") from error
    figure, axes = plt.subplots(figsize=(width, height), layout="constrained")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _closed(figure: Figure) -> Figure:
    """The figure, no longer held by pyplot: a notebook shows it once, and memory is free when it is dropped."""
    from matplotlib import pyplot as plt

    plt.close(figure)
    return figure


def _strongest(graph: View, number: int, *, persons: bool) -> Directed:
    """The network of the so many actors of whom most is told."""
    choices = Choices(persons=persons)
    told: dict[str, int] = {}
    for (one, other), dyad in dyads(graph, choices).items():
        for node in (one, other):
            told[node] = told.get(node, 0) + dyad.weight
    kept = sorted(told, key=lambda node: (-told[node], node))[:number]
    made: Directed = network(graph, choices).subgraph(sorted(kept)).copy()
    return made


def _backbone(plain: Undirected, number: int) -> Undirected:
    """The network with its so many strongest ties, and of every actor the strongest."""
    weighed = ((one, other, int(data["weight"])) for one, other, data in plain.edges(data=True))
    edges = sorted(weighed, key=lambda edge: (-edge[2], *sorted(edge[:2])))
    kept = {frozenset(edge[:2]) for edge in edges[:number]}
    met: set[str] = set()
    for one, other, _ in edges:
        if one not in met or other not in met:
            kept.add(frozenset((one, other)))
            met |= {one, other}
    thin: Undirected = plain.edge_subgraph([(one, other) for one, other, _ in edges if {one, other} in kept])
    ordered: Undirected = type(plain)()  # a part of a network has its nodes in another order in each run
    ordered.add_nodes_from(sorted(thin.nodes(data=True), key=itemgetter(0)))
    ties = [(min(one, other), max(one, other), data) for one, other, data in thin.edges(data=True)]
    ordered.add_edges_from(sorted(ties, key=itemgetter(0, 1)))
    return ordered


def _colours() -> Colormap:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("balance", [RED, "#f7f7f7", GREEN])


def _name(made: Directed, node: str) -> str:
    return _short(str(made.nodes[node].get("name", node)))


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:23]}…"
