"""``graphkit build`` and ``graphkit extract``: read documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from graphkit.cli import browser, files, options, output, panels, shards
from graphkit.cli.completion import one_of
from graphkit.cli.progress import Progress
from graphkit.cli.tables import sure
from graphkit.errors import InputError
from graphkit.extractors import READER
from graphkit.model import PartialDate

if TYPE_CHECKING:
    from graphkit.documents import Columns
    from graphkit.model import Build
    from graphkit.running.profiling import Clock


def register(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(
        rich_help_panel=panels.READ, epilog="graphkit build news/ --store kg.db\ngraphkit build news/ -o kg.ttl"
    )(build)
    app.command(
        rich_help_panel=panels.READ,
        epilog='graphkit extract "Russia and China signed a treaty." --date 2001-07-16\n'
        "graphkit extract news/ --format csv -o claims.csv",
    )(extract)


def build(
    paths: options.Paths,
    target: options.Output = None,
    format: Annotated[str | None, options.form(*options.RDF, otherwise="ttl")] = None,  # noqa: A002 - the option's name
    date: options.Date = None,
    actors: options.Actors = None,
    merges: options.Merges = None,
    model: options.Model = None,
    extractor: options.Extractor = READER,
    base: options.Base = None,
    detail: options.Detail = None,
    store: Annotated[
        Path | None,
        typer.Option(
            "--store", metavar="FILE", help="Add to the store in this file, such as kg.db; it is created if missing."
        ),
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Read documents again that are already in the store.")
    ] = False,
    text_column: options.TextColumn = None,
    title_column: options.TitleColumn = None,
    date_column: options.DateColumn = None,
    id_column: options.IdColumn = None,
    url_column: options.UrlColumn = None,
    language_column: options.LanguageColumn = None,
    workers: options.Workers = 1,
    profile: Annotated[bool, typer.Option("--profile", help="Report at the end how long each stage took.")] = False,
) -> None:
    """Read documents and write the graph of what they say.

    With --store, or -o with a .sqlite or .db file, documents are added to a store. Those already in it are skipped, so
    an interrupted build continues where it stopped. Other formats are written at the end. A claim made by many
    documents is one claim with more evidence.

    --merges applies to documents that are read now; with --rebuild, to all of them.

    Exits with 1 if some document could not be read; all others are read.
    """
    if store and target:
        raise InputError("both --store and -o are given", "give one; graphkit export writes a store in other formats")
    if target and target.suffix in files.STORES and not format:
        store, target = target, None
    from graphkit.documents import Columns

    columns = Columns(text_column, title_column, date_column, id_column, url_column, language_column)
    if store is None:
        form = format or ("ttl" if target is None else None)
    else:
        target = form = None
    reading = _Reading(
        actors=actors or (), model=model, published=date, columns=columns, workers=workers, extractor=extractor
    )
    _run(paths, reading, target, form, base, detail, store=store, rebuild=rebuild, merges=merges or (), profile=profile)


def extract(
    texts: Annotated[
        list[str],
        typer.Argument(metavar="TEXT|PATHS…", help="A text in quotes, files, folders, or - for standard input."),
    ],
    target: options.Output = None,
    format: Annotated[str | None, options.form(*options.RDF, otherwise=f"{options.AT_TERMINAL} jsonl")] = None,  # noqa: A002 - the option's name
    date: options.Date = None,
    actors: options.Actors = None,
    model: options.Model = None,
    extractor: options.Extractor = READER,
    min_confidence: options.MinConfidence = None,
    text_column: options.TextColumn = None,
    title_column: options.TitleColumn = None,
    date_column: options.DateColumn = None,
    id_column: options.IdColumn = None,
    url_column: options.UrlColumn = None,
    language_column: options.LanguageColumn = None,
    workers: options.Workers = 1,
    engine: Annotated[
        str | None,
        typer.Option(
            autocompletion=one_of("pool", "dask", "spark"),
            help="Read many files in parallel with pool (processes on this machine), dask or spark: the claims of each "
            "go to a Parquet file in the folder given by -o.",
            metavar="ENGINE",
        ),
    ] = None,
    show: browser.Open = False,
) -> None:
    """List the claims of a text, each with its sentence.

    The text itself may be given, in quotes. With --engine, files that have been read before are not read again. Exits
    with 1 if some document could not be read; all others are read.
    """
    from graphkit.documents import Columns

    columns = Columns(text_column, title_column, date_column, id_column, url_column, language_column)
    if show and (target or format or engine):
        raise InputError("--open shows a page and writes nothing else", "leave -o, --format and --engine out")
    if engine is not None:
        if format or min_confidence is not None:
            raise InputError("--engine writes all claims as Parquet", "leave --format and --min-confidence out")
        shards.extract(
            texts,
            target,
            engine,
            workers,
            published=date,
            actors=actors or (),
            model=model,
            columns=columns,
            extractor=extractor,
        )
        return
    reading = _Reading(
        actors=actors or (), model=model, published=date, columns=columns, workers=workers, extractor=extractor
    )
    _run(texts, reading, target, format, texts=True, min_confidence=min_confidence, show=show)


class _Reading(TypedDict):
    """The pipeline's arguments for reading documents."""

    actors: Sequence[Path]
    model: str | None
    published: PartialDate | None
    columns: Columns
    workers: int
    extractor: str


def _run(
    paths: list[str],
    reading: _Reading,
    target: Path | None,
    format_name: str | None,
    base: str | None = None,
    detail: str | None = None,
    *,
    store: Path | None = None,
    rebuild: bool = False,
    merges: Sequence[Path] = (),
    profile: bool = False,
    texts: bool = False,
    min_confidence: float | None = None,
    show: bool = False,
) -> None:
    if store is None:
        # An unknown format is reported before the work, not after it.
        _check(output.chosen(format_name, target))
    if store:
        files.new_or_held(store)
    elif target:
        files.writable(target)
    from graphkit.pipeline import build as build_graph
    from graphkit.pipeline import stamp
    from graphkit.running.profiling import Clock

    clock = Clock()
    try:
        with Progress(_expected(paths, store, rebuild=rebuild)) as progress:
            graph = build_graph(
                options.sources(paths) if texts else paths,
                **reading,
                store=store,
                rebuild=rebuild,
                merges=merges,
                begin=progress.begin,
                watch=progress.done,
                resume=progress.held,
                complain=progress.failed,
                refuse=progress.caveats.refused,
                partly=progress.caveats.partly,
                skip=progress.caveats.skipped,
                assume=progress.caveats.assumed,
                clock=clock,
            )
    except KeyboardInterrupt:
        build = stamp(reading["actors"], reading["extractor"], merges)
        output.say(f"stopped: {_kept(progress, store, build)}")
        raise
    if profile:
        output.say(_profile(clock, reading["workers"]))
    with graph:
        if store is not None and not rebuild and (old := graph.report().outdated):
            held = f"{output.count(old, 'document')} in {store} {'was' if old == 1 else 'were'}"
            output.say(f"{held} read by another version; --rebuild reads {'it' if old == 1 else 'them'} again")
        if store is None and not (progress.failures and not progress.documents):
            told = sure(graph, min_confidence)
            if show and told:
                browser.show(told, "graphkit")
            else:
                output.graph(told, format_name, target, base, detail, empty="no claims found")
    if progress.failures:
        raise typer.Exit(1)


def _profile(clock: Clock, workers: int) -> str:
    """A table of the time spent in each stage, summed over all processes."""
    total = sum(clock.seconds.values()) or 1.0
    whole = [*sorted(clock.seconds.items(), key=lambda stage: -stage[1]), ("all", total)]
    rows = [(name, f"{spent:9.2f}", f"{spent / total:5.0%}") for name, spent in whole]
    seconds = "seconds" if workers == 1 else f"seconds of {workers} processes"
    return output.table(("stage", seconds, "share"), rows, wide=True).rstrip()


def _kept(progress: Progress, store: Path | None, build: Build) -> str:
    """What an interrupted build has kept; whether it includes the last document is looked up in the store."""
    from graphkit.store.graph import Graph

    if store is None:
        return "nothing was written; with --store, each document is saved as soon as it is read"
    last, kept = progress.begun, set(progress.kept)
    if last and last.id not in kept and store.is_file():
        with Graph(store, build=build) as graph:
            kept |= {last.id} if graph.holds(last, same_build=True) else set()
    number = len(kept)
    held = f"{output.count(number, 'document')} of this run {'is' if number == 1 else 'are'}"
    return f"{held} kept in {store}; run the same command to continue"


def _expected(paths: list[str], store: Path | None, *, rebuild: bool) -> int | None:
    """Estimate the number of documents to read: those in the paths, less those already in the store."""
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
