"""``graphkit plot``: pictures of a graph for papers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli import files, options, output, panels
from graphkit.cli.completion import one_of
from graphkit.cli.tables import Persons, asking, counted
from graphkit.cli.uncounted import nothing, uncounted

PICTURES = ("network", "timeline", "matrix", "centrality")


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        rich_help_panel=panels.SHOW,
        epilog="graphkit plot timeline Russia Ukraine --store kg.db -o war.svg\n"
        "graphkit plot network --store kg.db -o network.png",
    )(plot)


def plot(
    ctx: typer.Context,
    picture: Annotated[
        str,
        typer.Argument(
            metavar="PICTURE",
            help="network (who deals with whom), timeline (of two actors), matrix (who acts on whom, and how) or "
            "centrality (who is most central).",
            autocompletion=one_of(*PICTURES),
        ),
    ],
    actors: Annotated[
        list[str] | None, options.an_actor("[A B]", "The two actors of a timeline, such as Russia Ukraine.")
    ] = None,
    target: Annotated[
        Path, options.output("Write this file; its suffix determines the format: .svg, .png or .pdf.")
    ] = Path("graph.svg"),
    store: options.Graph = None,
    number: Annotated[
        int | None,
        typer.Option(
            "--number",
            "-n",
            metavar="NUMBER",
            min=2,
            help="Show this many actors, most active first. Default: 40 in network, 20 in matrix, 15 in centrality.",
        ),
    ] = None,
    measure: options.Measure = "pagerank",
    by: options.Period = "month",
    persons: Persons = False,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = None,
) -> None:
    """Draw a picture for a paper, as SVG, PNG or PDF.

    Needs matplotlib (pip install 'newsgraphkit[plot]').
    """
    from graphkit.errors import UnknownName
    from graphkit.show import plots

    if picture not in PICTURES:
        raise UnknownName(f"no picture {picture!r}", f"choose one of {', '.join(PICTURES)}")
    if len(actors or ()) != (2 if picture == "timeline" else 0):
        raise UnknownName(
            f"plot {picture} {' '.join(actors or ())}", "name two actors for a timeline, none for other pictures"
        )
    files.writable(target)
    many = {"actors": number} if number else {}
    asked = asking(since, until, min_confidence)
    with counted(store, replace(asked, actors=tuple((name,) for name in actors or ()))) as whole:
        graph = asked.of(whole)
        if not graph.filter(status=asked.counted):
            output.say(nothing(ctx, uncounted(whole, asked)))
        if picture == "timeline":
            figure = plots.plot_timeline(graph, *(actors or ()), by=by)
        elif picture == "network":
            figure = plots.plot_network(graph, persons=persons, **many)
        elif picture == "matrix":
            figure = plots.plot_matrix(graph, persons=persons, **many)
        else:
            figure = plots.plot_centrality(graph, measure, persons=persons, **many)
        plots.save(figure, target)
        output.say(str(target))
