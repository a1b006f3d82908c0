"""``graphkit plot``: pictures of a graph for papers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.completion import one_of
from graphkit.cli.ranking import MEASURES
from graphkit.cli.tables import Persons, asking, counted, nothing

PICTURES = ("network", "timeline", "matrix", "centrality")


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(
        rich_help_panel=panels.SHOW, epilog="Example: graphkit plot timeline russia ukraine --store kg.db -o war.svg"
    )(plot)


def plot(
    ctx: typer.Context,
    picture: Annotated[
        str,
        typer.Argument(
            metavar="PICTURE", help="network, timeline, matrix or centrality.", autocompletion=one_of(*PICTURES)
        ),
    ],
    actors: Annotated[list[str] | None, options.an_actor("[A B]", "The two actors of a timeline.")] = None,
    target: Annotated[Path, typer.Option("--output", "-o", help="A .svg, .png or .pdf file.")] = Path("graph.svg"),
    store: options.StoreIfAny = None,
    number: Annotated[int | None, typer.Option("--number", "-n", min=2, help="Show this many actors.")] = None,
    measure: Annotated[
        str, typer.Option(autocompletion=one_of(*MEASURES), help="Of centrality: as in graphkit central.")
    ] = "pagerank",
    by: Annotated[
        str, typer.Option(autocompletion=one_of("year", "month", "day"), help="Of a timeline: year, month or day.")
    ] = "month",
    persons: Persons = False,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = None,
) -> None:
    """Draw a picture for a paper, as SVG, PNG or PDF.

    It shows the network, the timeline of two actors, who does what to whom (matrix), or the most central actors.
    """
    from graphkit.errors import UnknownName
    from graphkit.show import plots

    if picture not in PICTURES:
        raise UnknownName(f"no picture {picture!r}", f"choose one of {', '.join(PICTURES)}")
    if len(actors or ()) != (2 if picture == "timeline" else 0):
        raise UnknownName(
            f"plot {picture} {' '.join(actors or ())}", "name two actors of a timeline, and none of another picture"
        )
    output.in_folder(target)
    many = {"actors": number} if number else {}
    asked = asking(since, until, min_confidence)
    with counted(store, asked) as whole:
        graph = asked.of(whole)
        if not graph:
            output.say(nothing(ctx))
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
