"""``graphkit fetch``: save web pages for reading."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli import output, panels


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(rich_help_panel=panels.READ, epilog="graphkit fetch https://example.org/article -o news/")(fetch)


def fetch(
    urls: Annotated[
        list[str], typer.Argument(metavar="URL…", help="URLs of pages, or - for standard input with one per line.")
    ],
    folder: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Save the pages in this folder.")],
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Fetch from this machine and from private networks too.")
    ] = False,
    pause: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="Wait this long between two requests to the same host.")
    ] = 1.0,
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", min=0.1, help="Give up on a page that takes longer.")
    ] = 30.0,
    max_size: Annotated[int, typer.Option(metavar="BYTES", min=1, help="Skip pages that are larger.")] = 20_000_000,
) -> None:
    """Save web pages, feeds and PDF files for graphkit build to read.

    The paths of the saved files go to stdout. Each page is fetched once, and only if robots.txt allows it. Addresses of
    this machine and of private networks are refused, even behind redirects. Exits with 1 if a page could not be
    fetched; all others are saved.
    """
    from graphkit import __version__
    from graphkit.errors import InputError
    from graphkit.fetching import Fetched, Limits, fetch

    if folder.is_file():
        raise InputError(f"{folder}: is a file", "name a folder for the pages with -o")
    wanted = [line.strip() for url in urls for line in (sys.stdin if url == "-" else [url])]
    new = held = failed = 0
    limits = Limits(seconds=timeout, size=max_size, pause=pause)
    for page in fetch(filter(None, wanted), folder, version=__version__, allow_private=allow_private, limits=limits):
        if isinstance(page, Fetched):
            new, held = new + page.new, held + (not page.new)
            output.pour([f"{page.path}\n"])
        else:
            failed += 1
            output.say(f"graphkit: {page}")
    parts = [f"{new} fetched"] + [f"{held} fetched before"] * (held > 0) + [f"{failed} failed"] * (failed > 0)
    output.say(", ".join(parts))
    if failed:
        raise typer.Exit(1)
