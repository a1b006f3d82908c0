"""``graphkit build`` and ``graphkit extract``: read documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.progress import Progress
from graphkit.cli.tables import sure
from graphkit.documents import Columns
from graphkit.errors import InputError

STORES = (".sqlite", ".db")
"""Suffixes of files that hold a graph to be added to."""


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(rich_help_panel=panels.READ, epilog="Example: graphkit build news/ -o kg.ttl, or --store kg.db")(build)
    app.command(
        rich_help_panel=panels.READ,
        epilog='Example: graphkit extract "Russia and China signed a treaty." --date 2001-07-16',
    )(extract)


def build(
    paths: options.Paths,
    target: options.Output = None,
    format: options.Format = None,  # noqa: A002 - the option's name
    date: options.Date = None,
    actors: options.Actors = None,
    model: options.Model = None,
    base: options.Base = None,
    detail: options.Detail = None,
    store: Annotated[Path | None, typer.Option(help="Add to the graph in this file (made if need be).")] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Read documents again that another version has read.")
    ] = False,
    text_column: options.TextColumn = None,
    title_column: options.TitleColumn = None,
    date_column: options.DateColumn = None,
    id_column: options.IdColumn = None,
    url_column: options.UrlColumn = None,
    language_column: options.LanguageColumn = None,
) -> None:
    """Read documents and write the graph of what they say.

    With --store, or -o with a .sqlite or .db file, documents are added to a store. Those it has already read are
    skipped, so an interrupted build goes on where it stopped. Other formats are written at the end. A claim that many
    documents make is one claim with more evidence.
    """
    if store and target:
        raise InputError("both --store and -o", "give one; graphkit export writes a store in other formats")
    if target and target.suffix in STORES and not format:
        store, target = target, None
    columns = Columns(text_column, title_column, date_column, id_column, url_column, language_column)
    if store is None:
        form = format or ("ttl" if target is None else None)
        _run(paths, target, form, date, actors, model, base, detail, columns=columns)
    else:
        _run(paths, None, None, date, actors, model, base, detail, columns=columns, store=store, rebuild=rebuild)


def extract(
    texts: Annotated[
        list[str],
        typer.Argument(metavar="TEXT|PATHS…", help="A text in quotes, files, folders, or - for standard input."),
    ],
    target: options.Output = None,
    format: options.Format = None,  # noqa: A002 - the option's name
    date: options.Date = None,
    actors: options.Actors = None,
    model: options.Model = None,
    min_confidence: options.MinConfidence = None,
    text_column: options.TextColumn = None,
    title_column: options.TitleColumn = None,
    date_column: options.DateColumn = None,
    id_column: options.IdColumn = None,
    url_column: options.UrlColumn = None,
    language_column: options.LanguageColumn = None,
) -> None:
    """List the claims of a text, each with its sentence.

    The text may be given itself, in quotes. A person sees a table, a program JSON lines; --format or the suffix of -o
    choose another format.
    """
    columns = Columns(text_column, title_column, date_column, id_column, url_column, language_column)
    _run(
        texts, target, format, date, actors, model, None, None,
        columns=columns, texts=True, min_confidence=min_confidence,
    )  # fmt: skip


def _run(
    paths: list[str],
    target: Path | None,
    format_name: str | None,
    date: options.Date,
    actors: list[Path] | None,
    model: str | None,
    base: str | None,
    detail: str | None,
    *,
    columns: Columns,
    store: Path | None = None,
    rebuild: bool = False,
    texts: bool = False,
    min_confidence: float | None = None,
) -> None:
    if store is None:
        # A format that does not exist is told before the work, not after it.
        _check(output.chosen(format_name, target))
    place = store or target
    if place:
        output.in_folder(place)
    from graphkit.pipeline import build as build_graph

    try:
        with Progress(_expected(paths, store, rebuild=rebuild)) as progress:
            graph = build_graph(
                options.sources(paths) if texts else paths,
                actors=actors or (),
                model=model,
                published=date,
                store=store,
                rebuild=rebuild,
                watch=progress.done,
                resume=progress.held,
                complain=progress.failed,
                skip=progress.skipped,
                columns=columns,
            )
    except KeyboardInterrupt:
        output.say(f"stopped: {_kept(progress.documents, store)}")
        raise typer.Exit(130) from None
    with graph:
        if store is not None and not rebuild and (old := graph.report().outdated):
            output.say(f"{old} documents in {store} were read by another version; --rebuild reads them again")
        if store is None and not (progress.failures and not progress.documents):
            output.graph(sure(graph, min_confidence), format_name, target, base, detail, empty="no claims found")
    if progress.failures:
        raise typer.Exit(1)


def _kept(number: int, store: Path | None) -> str:
    """What is left of a build that was stopped."""
    if store is None:
        return "nothing was written; into a --store each document is kept as soon as it is read"
    return f"{number} documents of this run are kept in {store}; the same command goes on from there"


def _expected(paths: list[str], store: Path | None, *, rebuild: bool) -> int | None:
    """How many documents there are to read: those of the paths that the store is not likely to hold already."""
    from graphkit.documents.reading import count
    from graphkit.store.graph import Graph

    total = count(path for path in paths if not options.is_text(path))
    if total is None or rebuild or store is None or not store.is_file():
        return total
    with Graph(store) as graph:
        return max(total - graph.report().documents, 0)


def _check(format_name: str) -> None:
    from graphkit.formats import format_of

    if format_name != output.TABLE:
        format_of(Path(f"x.{format_name}"))
