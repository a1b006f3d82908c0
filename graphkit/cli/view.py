"""``graphkit view``: a graph as one page to explore in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli import options, output
from graphkit.cli.tables import Persons, opened


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(epilog="Example: graphkit view --store kg.db -o graph.html")(view)


def view(
    target: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")] = Path("graph.html"),
    store: options.StoreIfAny = None,
    title: Annotated[str | None, typer.Option(help="What stands above; the store's name if not given.")] = None,
    persons: Persons = False,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = 0.0,
) -> None:
    """Write one HTML file to explore the graph in: it needs no server and no network, each edge has its sentences."""
    from graphkit.pages import page

    output.in_folder(target)
    with opened(store, since, until) as graph:
        part = graph.filter(min_confidence=min_confidence) if min_confidence else graph
        text = page(part, title=title or (store.stem if store else "graphkit"), persons=persons)
    output.written(target, text)
    output.say(f"{target}: {len(text) / 1e6:.1f} MB; open it in a browser")
