"""Opening pages in the user's browser."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli import output

if TYPE_CHECKING:
    from graphkit.store.view import View

Open = Annotated[bool, typer.Option("--open", help="Show the claims as a page in the browser.")]


def show(graph: View, title: str) -> None:
    """Write a graph as a page in a temporary folder and open it."""
    from graphkit.pages import page

    target = Path(tempfile.mkdtemp(prefix="graphkit-")) / "graph.html"
    output.written(target, page(graph, title=title))
    opened(target)


def opened(page: Path) -> None:
    """Open a page; if there is no browser, say where the page is."""
    shown = webbrowser.open(page.resolve().as_uri())
    output.say(
        f"{page} is open in the browser" if shown else f"{page}: no browser could be started; open the file in one"
    )
