"""``graphkit network``: the network as a file for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.tables import Persons, Sign, Statuses, asking, counted, nothing


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        rich_help_panel=panels.SHOW,
        epilog="Example: graphkit network --sign conflict --store kg.db -o conflict.graphml",
    )(network)


def network(
    ctx: typer.Context,
    target: Annotated[
        Path | None, typer.Option("--output", "-o", help="A .graphml, .gexf, .cyjs, .csv, .tsv or .jsonl file.")
    ] = None,
    store: options.StoreIfAny = None,
    claims: Annotated[bool, typer.Option("--claims", help="An edge for each claim rather than for each pair.")] = False,
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
            text="graphml, gexf, cyjs, or an edge list: csv, tsv, jsonl.",
        ),
    ] = None,
) -> None:
    """Write the network for Gephi, Cytoscape or pandas.

    It is the graph that all the measures work on.
    """
    from graphkit.network import claims_graph
    from graphkit.network import network as project
    from graphkit.network.files import form_of, written

    if target:
        output.in_folder(target)
    form = form_of(format or (target.suffix.removeprefix(".") if target else "csv"))
    asked = asking(since, until, min_confidence, group=group, statuses=statuses, sign=sign, persons=persons)
    with counted(store, asked) as graph:
        made = (claims_graph if claims else project)(asked.of(graph), asked.choices())
    if not made:
        output.say(nothing(ctx))
    text = written(made, form)
    if target is None:
        output.pour([text])
    else:
        output.written(target, text)
        output.say(f"{target}: {made.number_of_nodes()} actors, {made.number_of_edges()} edges")
