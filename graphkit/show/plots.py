"""Pictures for papers with matplotlib (extra ``plot``): each function returns a Figure, always the same for a graph."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterable, Sequence
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import questions
from graphkit.errors import NotInstalled, UnknownName
from graphkit.model.control_characters import printable
from graphkit.network import Choices, dyads, network, undirected
from graphkit.questions import Filter
from graphkit.show.ticks import LABELS, round_periods, round_values

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure
    from matplotlib.text import Annotation
    from matplotlib.transforms import Bbox

    from graphkit.network.projection import Directed, Undirected
    from graphkit.store.view import View

Place = tuple[float, float]
GREEN, RED, BLUE, GREY = "#2f7d46", "#b8442f", "#4a7fb5", "#8a8a8a"
SEED = 7
EACH = 3
"""Average number of ties drawn per actor: the strongest ones, at least one for each."""
NAMED = 60
"""The maximum number of labelled actors."""
WIDE = 24
"""The maximum number of characters of a name in one line."""


def plot_network(graph: View, *, actors: int = 40, persons: bool = False) -> Figure:
    """The most active actors and the balance of their relations: green cooperation, red conflict, grey neither."""
    import networkx as nx

    made = _strongest(graph, actors, persons=persons)
    whole = undirected(made)
    plain = _backbone(whole, EACH * len(made))
    figure, axes = _figure(9, 7)
    axes.set_axis_off()
    if not plain:
        return _closed(figure)
    apart = 2.6 / len(plain) ** 0.5
    places = nx.spring_layout(plain, seed=SEED, weight=None, k=apart, iterations=300, method="force")
    strength = {node: int(sources) for node, sources in whole.degree(places, weight="weight")}
    weights = [int(data["weight"]) for _, _, data in plain.edges(data=True)]
    for one, other, data in sorted(plain.edges(data=True), key=lambda edge: edge[2]["weight"]):
        (x, y), (u, v) = places[one], places[other]
        share = (data["weight"] / max(weights)) ** 0.5
        colour = GREEN if data["balance"] > 0 else RED if data["balance"] < 0 else GREY
        axes.plot([x, u], [y, v], color=colour, linewidth=_wide(share), alpha=0.3 + 0.5 * share, zorder=1)
    sizes = {node: _area(strength[node] / max(strength.values())) for node in places}
    for node, (x, y) in places.items():
        axes.scatter([x], [y], s=sizes[node], color=BLUE, edgecolors="white", zorder=2)
    _legend(axes, "lines", ("mostly cooperation", GREEN), ("mostly conflict", RED), ("equal amounts of both", GREY))
    _scale(axes, weights, list(strength.values()))
    axes.set_title(f"The {len(plain)} most active actors and their strongest ties")
    at = {node: (float(x), float(y)) for node, (x, y) in places.items()}
    lines = [(at[one], at[other]) for one, other in plain.edges]
    named = sorted(places, key=lambda node: (-strength[node], node))[:NAMED]
    _label(figure, axes, [(_name(made, node), at[node], sizes[node]) for node in named], lines)
    return _closed(figure)


def plot_timeline(graph: View, one: str, other: str, *, by: str = "month") -> Figure:
    """What two actors, given by name, did to each other: cooperation above zero, conflict below."""
    found = questions.timeline(graph, one, other, by)
    line = found.every
    figure, axes = _figure(9, 3.2)
    places = range(len(line))
    axes.bar(places, [bucket.cooperation for bucket in line], color=GREEN, width=0.9)
    axes.bar(places, [bucket.conflict for bucket in line], color=RED, width=0.9)
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.set_xlim(-0.6 - max(0, LABELS - len(line)) / 2, len(line) - 0.4 + max(0, LABELS - len(line)) / 2)
    ticks = round_periods([bucket.period for bucket in line])
    axes.set_xticks([place for place, _ in ticks], [label for _, label in ticks])
    if by == "day" and len(ticks) > LABELS / 2:
        axes.tick_params("x", rotation=45)
    axes.set_xlabel(by)
    axes.set_ylabel("sum of intensities")
    _legend(axes, "patches", ("cooperation", GREEN), ("conflict", RED))
    axes.set_title(_plain(f"{found.a.name} and {found.b.name}"))
    return _closed(figure)


def plot_matrix(graph: View, *, actors: int = 20, persons: bool = False) -> Figure:
    """Who does what to whom: rows act on columns; green is cooperation, red conflict, deeper colours mean more."""
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
    most = np.abs(shown).max() or 1.0
    image = axes.imshow(shown, cmap=_colours(), vmin=-most, vmax=most)
    for between in range(1, len(nodes)):
        axes.axhline(between - 0.5, color="white", linewidth=0.8)
        axes.axvline(between - 0.5, color="white", linewidth=0.8)
    both = sorted((place[one], place[other]) for one, other, data in made.edges(data=True) if abs(data["balance"]) < 1)
    if both:
        axes.scatter(
            [to for _, to in both], [by for by, _ in both], s=14, color=GREY, label="about equal amounts of both"
        )
        axes.figure.legend(loc="outside lower center", frameon=False, fontsize=9)
    bar = figure.colorbar(
        image, ax=axes, shrink=min(0.6, 5 / side), label="conflict (−) and cooperation (+), sum of intensities"
    )
    marks = round_values(math.expm1(most))
    bar.set_ticks(
        [math.copysign(math.log1p(abs(mark)), mark) for mark in marks],
        labels=[f"{mark:+g}".replace("-", "−") if mark else "0" for mark in marks],
    )
    names = [_name(made, node) for node in nodes]
    axes.set_xticks(range(len(nodes)), names, rotation=90, fontsize=8)
    axes.set_yticks(range(len(nodes)), names, fontsize=8)
    axes.set_xlabel("to whom")
    axes.set_ylabel("who")
    axes.set_title(f"Who does what to whom: the {len(nodes)} most active actors")
    return _closed(figure)


def plot_centrality(graph: View, measure: str = "pagerank", *, actors: int = 15, persons: bool = False) -> Figure:
    """The most central actors by one of the measures in ``graphkit.network.central``."""
    ranks = questions.central(graph, measure, Filter(persons=persons)).rows[:actors][::-1]
    figure, axes = _figure(7, 1 + 0.28 * len(ranks))
    axes.barh(range(len(ranks)), [row.value for row in ranks], color=BLUE)
    axes.set_yticks(range(len(ranks)), [_short(row.name) for row in ranks], fontsize=9)
    axes.set_ylim(-0.6, len(ranks) - 0.4)
    axes.set_xlabel(measure)
    axes.set_title(f"The {len(ranks)} most central actors")
    return _closed(figure)


def save(figure: Figure, path: Path) -> None:
    """Write a figure as SVG, PNG or PDF, always with the same bytes; raises UnknownName for any other suffix."""
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
        raise NotInstalled.of_extra("pictures need matplotlib", "plot") from error
    figure, axes = plt.subplots(figsize=(width, height), layout="constrained")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _closed(figure: Figure) -> Figure:
    """The figure, released by pyplot so that a notebook shows it only once and its memory can be freed."""
    from matplotlib import pyplot as plt

    plt.close(figure)
    return figure


def _strongest(graph: View, number: int, *, persons: bool) -> Directed:
    """The network of the most active actors."""
    choices = Choices(persons=persons)
    told: dict[str, int] = {}
    for (one, other), dyad in dyads(graph, choices).items():
        for node in (one, other):
            told[node] = told.get(node, 0) + dyad.weight
    kept = sorted(told, key=lambda node: (-told[node], node))[:number]
    made: Directed = network(graph, choices).subgraph(sorted(kept)).copy()
    return made


def _backbone(plain: Undirected, number: int) -> Undirected:
    """The network reduced to its strongest ties and the strongest tie of every actor."""
    weighed = ((one, other, int(data["weight"])) for one, other, data in plain.edges(data=True))
    edges = sorted(weighed, key=lambda edge: (-edge[2], *sorted(edge[:2])))
    kept = {frozenset(edge[:2]) for edge in edges[:number]}
    met: set[str] = set()
    for one, other, _ in edges:
        if one not in met or other not in met:
            kept.add(frozenset((one, other)))
            met |= {one, other}
    thin: Undirected = plain.edge_subgraph([(one, other) for one, other, _ in edges if {one, other} in kept])
    ordered: Undirected = type(plain)()  # the node order of a subgraph differs from run to run
    ordered.add_nodes_from(sorted(thin.nodes(data=True), key=itemgetter(0)))
    ties = [(min(one, other), max(one, other), data) for one, other, data in thin.edges(data=True)]
    ordered.add_edges_from(sorted(ties, key=itemgetter(0, 1)))
    return ordered


def _legend(axes: Axes, shape: str, *kinds: tuple[str, str]) -> None:
    """A legend of the colours, outside the picture."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    marks = [
        Line2D([], [], color=colour, linewidth=3, label=label) if shape == "lines" else Patch(color=colour, label=label)
        for label, colour in kinds
    ]
    axes.figure.legend(handles=marks, loc="outside lower center", ncols=len(marks), frameon=False, fontsize=9)


def _wide(share: float) -> float:
    """The width of a line, given the root of its share of the heaviest."""
    return 0.5 + 5 * share


def _area(share: float) -> float:
    """The area of a circle, given its share of the largest."""
    return 30 + 500 * share


def _scale(axes: Axes, weights: Sequence[int], strengths: Sequence[int]) -> None:
    """A legend of line widths and circle areas, with the smallest and the largest of each."""
    from matplotlib.lines import Line2D

    marks = []
    for whose, told in (("a tie", weights), ("an actor", strengths)):
        for number in sorted({min(told), max(told)}):
            label = f"{number:,} source{'' if number == 1 else 's'} of {whose}"
            share = number / max(told)
            if whose == "a tie":
                marks.append(Line2D([], [], color=GREY, linewidth=_wide(share**0.5), label=label))
            else:
                across = _area(share) ** 0.5
                marks.append(Line2D([], [], color=BLUE, marker="o", markersize=across, linestyle="", label=label))
    axes.legend(handles=marks, loc="upper center", bbox_to_anchor=(0.5, 0), ncols=4, frameon=False, fontsize=9)


def _label(
    figure: Figure,
    axes: Axes,
    named: Sequence[tuple[str, Place, float]],
    lines: Iterable[tuple[Place, Place]],
) -> None:
    """Names (text, position and area of a circle) beside their circles, where they hide as little as possible."""
    lines = list(lines)
    figure.draw_without_rendering()  # settles the layout, so that positions on paper are known
    first = _beside(axes, named, lines)
    figure.draw_without_rendering()  # names at the edge have changed it
    for label in first:
        label.remove()
    figure.set_layout_engine("none")
    _beside(axes, named, lines)


def _beside(
    axes: Axes, named: Sequence[tuple[str, Place, float]], lines: Iterable[tuple[Place, Place]]
) -> list[Annotation]:
    """The names where they hide least in the current layout."""
    import numpy as np

    size = 9 if len(named) <= 40 else 7
    steps = np.linspace(0, 1, 40)[:, None]
    drawn = [axes.transData.transform((1 - steps) * np.array(one) + steps * np.array(other)) for one, other in lines]
    # points on lines and circles; the latter are repeated so that no name hides one
    points = np.concatenate([*drawn, *(axes.transData.transform([place] * 20) for _, place, _ in named)])
    taken: list[Bbox] = []
    kept = []
    for text, (x, y), area in named:
        away = area**0.5 / 2 + 2
        sides = [(away, 0, "left", "center"), (-away, 0, "right", "center")]
        sides += [(0, away, "center", "bottom"), (0, -away, "center", "top")]
        sides += [(away * 0.6, away * 0.6, "left", "bottom"), (away * 0.6, -away * 0.6, "left", "top")]
        tried = []
        for number, (right, up, ha, va) in enumerate(sides):
            label = axes.annotate(
                text, (x, y), (right, up), textcoords="offset points", fontsize=size, ha=ha, va=va, zorder=3
            )
            label.set_bbox({"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.7})
            box = label.get_window_extent().padded(2)
            hidden = ((points > (box.x0, box.y0)) & (points < (box.x1, box.y1))).all(axis=1).sum()
            tried.append((hidden + sum(_shared(box, other) for other in taken), number, label, box))
        _, best, chosen, box = min(tried, key=itemgetter(0, 1))
        for _, number, label, _ in tried:
            if number != best:
                label.remove()
        taken.append(box)
        kept.append(chosen)
    return kept


def _shared(one: Bbox, other: Bbox) -> float:
    """The area that two boxes share."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    tall = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide * tall if wide > 0 and tall > 0 else 0.0


def _colours() -> Colormap:
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("balance", [RED, "#f7f7f7", GREEN])


def _name(made: Directed, node: str) -> str:
    return _short(str(made.nodes[node].get("name", node)))


def _short(name: str) -> str:
    r"""A name, on two lines if long, and shortened only if that is not enough.

    >>> _short("International Criminal Court")
    'International Criminal\nCourt'
    """
    return "\n".join(textwrap.wrap(_plain(name), WIDE, max_lines=2, placeholder="…"))


def _plain(name: str) -> str:
    """A name that matplotlib does not take for a formula, without characters that its font lacks or SVG forbids."""
    return _NO_GLYPH.sub("\N{REPLACEMENT CHARACTER}", printable(name)).replace("$", r"\$")


_NO_GLYPH = re.compile("[\u2400-\u2421\ufffe\uffff]")
