"""``graphkit view``: a graph as a page to explore in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli import browser, files, options, output, panels
from graphkit.cli.tables import Persons, asking, opened
from graphkit.cli.uncounted import nothing


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(rich_help_panel=panels.SHOW, epilog="graphkit view --store kg.db -o graph.html")(view)


def view(
    ctx: typer.Context,
    named: options.GraphArgument = None,
    target: Annotated[Path, options.output("Write this HTML file.")] = Path("graph.html"),
    store: options.Graph = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The title of the page. Default: the name of the store.")
    ] = None,
    persons: Persons = False,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = None,
    show: browser.Open = False,
) -> None:
    """Write an HTML page for exploring the graph in a browser.

    The page needs no server or network, and each line between two actors leads to its sentences.
    """
    from graphkit.errors import InputError
    from graphkit.pages import page

    files.writable(target)
    if target.suffix.lower() not in (".html", ".htm"):
        raise InputError(f"{target}: is not the name of a web page", "end it with .html")
    store = options.as_typed(ctx, named, store)
    asked = asking(since, until, min_confidence)
    with opened(store, asked) as whole:
        graph = asked.of(whole)
        if not graph:
            output.say(nothing(ctx))
        text = page(graph, title=title or store.stem, persons=persons)
        output.written(target, text)
        if show:
            browser.opened(target)
        else:
            output.say(f"{target}: {len(text) / 1e6:.1f} MB; open it in a browser")
