"""``graphkit network``: export the network for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli import files, options, output, panels
from graphkit.cli.tables import Persons, Sign, Statuses, asking, counted
from graphkit.cli.uncounted import nothing, uncounted


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        rich_help_panel=panels.SHOW,
        epilog="graphkit network --sign conflict --store kg.db -o conflict.graphml",
    )(network)


def network(
    ctx: typer.Context,
    target: Annotated[
        Path | None,
        options.output(
            "Write this file instead of stdout; its suffix determines the format, as in net.graphml or net.csv."
        ),
    ] = None,
    store: options.Graph = None,
    claims: Annotated[
        bool, typer.Option("--claims", help="Write an edge per claim instead of one per pair of actors.")
    ] = False,
    persons: Persons = False,
    sign: Sign = None,
    group: options.Groups = None,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = None,
    statuses: Statuses = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        options.form(
            *("graphml", "gexf", "cyjs", "csv", "tsv", "jsonl"),
            otherwise="csv",
            text="graphml, gexf (Gephi), cyjs (Cytoscape), or a table of edges: csv, tsv or jsonl.",
        ),
    ] = None,
) -> None:
    """Write the network as a file for Gephi, Cytoscape or pandas.

    The nodes are actors, and an edge is what one does to another. central, communities and the other network commands
    analyse the same network.
    """
    from graphkit.network import claims_graph
    from graphkit.network import network as project
    from graphkit.network.files import form_of, written

    if target:
        files.writable(target)
    form = form_of(format or (target.suffix.removeprefix(".") if target else "csv"))
    asked = asking(since, until, min_confidence, group=group, statuses=statuses, sign=sign, persons=persons)
    with counted(store, asked) as graph:
        made = (claims_graph if claims else project)(asked.of(graph), asked.choices())
        if not made:
            output.say(nothing(ctx, uncounted(graph, asked)))
        text = written(made, form)
        if target is None:
            output.pour([text])
        else:
            output.written(target, text)
            actors, edges = (output.count(*one) for one in ((len(made), "actor"), (made.number_of_edges(), "edge")))
            output.say(f"{target}: {actors}, {edges}")
