"""``graphkit view``: a graph as one page to explore in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.tables import Persons, asking, nothing, opened


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(rich_help_panel=panels.SHOW, epilog="Example: graphkit view --store kg.db -o graph.html")(view)


def view(
    ctx: typer.Context,
    target: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")] = Path("graph.html"),
    store: options.StoreIfAny = None,
    title: Annotated[str | None, typer.Option(help="The heading (default: the name of the store).")] = None,
    persons: Persons = False,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = None,
) -> None:
    """Write one HTML page to explore the graph in.

    It needs no server and no network, and each edge leads to its sentences.
    """
    from graphkit.pages import page

    output.in_folder(target)
    asked = asking(since, until, min_confidence)
    with opened(store, asked) as whole:
        graph = asked.of(whole)
        if not graph:
            output.say(nothing(ctx))
        text = page(graph, title=title or (store.stem if store else "graphkit"), persons=persons)
    output.written(target, text)
    output.say(f"{target}: {len(text) / 1e6:.1f} MB; open it in a browser")
