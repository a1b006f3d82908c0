"""``graphkit build`` and ``graphkit extract``: read documents."""

from __future__ import annotations

from pathlib import Path

import typer

from graphkit.cli import options, output
from graphkit.cli.progress import Progress
from graphkit.errors import StoreError

STORES = (".sqlite", ".db")
"""Suffixes of files that hold a graph to be added to."""


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(epilog="Example: graphkit build news/ -o kg.ttl")(build)
    app.command(epilog='Example: echo "Russia and China signed a treaty." | graphkit extract - --format jsonl')(extract)


def build(
    paths: options.Paths,
    target: options.Output = None,
    format: options.Format = None,  # noqa: A002 - the option's name
    date: options.Date = None,
    actors: options.Actors = None,
    model: options.Model = None,
    base: options.Base = None,
    detail: options.Detail = None,
) -> None:
    """Read documents and write the graph of what they say.

    Into a .sqlite or .db file documents are added: those it has already read are skipped, so an interrupted build goes
    on where it stopped. Any other format is written whole. The graph is one, however many documents say the same.
    """
    _run(paths, target, format or ("ttl" if target is None else None), date, actors, model, base, detail)


def extract(
    paths: options.Paths,
    target: options.Output = None,
    format: options.Format = None,  # noqa: A002 - the option's name
    date: options.Date = None,
    actors: options.Actors = None,
    model: options.Model = None,
) -> None:
    """Read documents and list each claim with the sentence that makes it.

    A person sees a table, a program JSON lines; --format or the suffix of -o choose another form.
    """
    _run(paths, target, format, date, actors, model, None, None)


def _run(
    paths: list[str],
    target: Path | None,
    format_name: str | None,
    date: options.Date,
    actors: list[Path] | None,
    model: str | None,
    base: str | None,
    detail: str | None,
) -> None:
    store = target if target and target.suffix in STORES and not format_name else None
    if store is None:
        # A format that does not exist is told before the work, not after it.
        _check(output.chosen(format_name, target))
    if target and not target.absolute().parent.is_dir():
        raise StoreError(f"{target}: there is no folder {target.parent}", "make it first")
    from graphkit.pipeline import build as build_graph

    with Progress() as progress:
        graph = build_graph(
            paths,
            actors=actors or (),
            model=model,
            published=date,
            store=store,
            watch=progress.done,
            complain=progress.failed,
        )
    with graph:
        if store is None:
            output.graph(graph, format_name, target, base, detail)
    if progress.failures:
        raise typer.Exit(1)


def _check(format_name: str) -> None:
    from graphkit.export import format_of

    if format_name != output.TABLE:
        format_of(Path(f"x.{format_name}"))
