"""``graphkit export``: a graph in another form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.completion import ACTORS
from graphkit.cli.tables import asking, nothing, opened
from graphkit.model.status import ClaimStatus

FILES = (
    ("table", "json", "jsonl", "csv", "tsv"),
    ("ttl", "nt", "nq", "trig", "jsonld", "rdf", "nanopub"),
    ("polecat", "dyad-month", "dyad-year", "ftm"),
)
FOLDERS = ("gdelt", "neo4j", "parquet")
FORMATS = f"{'; '.join(map(', '.join, FILES))}; in a folder {', '.join(FOLDERS[:-1])} or {FOLDERS[-1]}."


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(
        rich_help_panel=panels.SHOW,
        epilog="Example: graphkit export kg.sqlite --actor RUS --since 2022-02-24 -o russia.ttl",
    )(export)


def export(
    ctx: typer.Context,
    source: Annotated[
        Path, typer.Argument(metavar="GRAPH", help="A store, RDF, JSON lines, CSV or TSV; - is standard input.")
    ],
    target: options.Output = None,
    format: Annotated[str | None, options.form(*sum(FILES, ()), *FOLDERS, text=FORMATS)] = None,  # noqa: A002 - its name
    base: options.Base = None,
    detail: options.Detail = None,
    relation: options.Relations = None,
    group: options.Groups = None,
    actor: Annotated[
        list[str] | None,
        typer.Option(autocompletion=ACTORS, help="Only claims with this actor (a name, an id or a code)."),
    ] = None,
    document: options.Kept = None,
    status: Annotated[
        list[ClaimStatus] | None, typer.Option(help="Only claims of this status; may be repeated.")
    ] = None,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = None,
    zero_fill: Annotated[
        bool, typer.Option("--zero-fill", help="dyad-month, dyad-year: a row for each pair in each period.")
    ] = False,
    excel_safe: Annotated[
        bool,
        typer.Option("--excel-safe", help="Tables: an apostrophe before what a spreadsheet would run as a formula."),
    ] = False,
) -> None:
    """Write a graph, or a part of it, in another format.

    Formats of events and FollowTheMoney hold only what happened: no claims that are denied, planned, hearsay or merely
    said.
    """
    from graphkit.errors import InputError

    if str(source) != "-" and not source.is_file():
        raise InputError(f"{source}: no such file", "make one with graphkit build")
    asked = replace(
        asking(since, until, min_confidence, relation=relation, group=group, statuses=status),
        actors=(tuple(actor),) if actor else (),
        documents=tuple(document or ()),
    )
    with opened(source, asked) as graph:
        output.graph(
            asked.claims_of(graph),
            format,
            target,
            base,
            detail,
            empty=nothing(ctx),
            zero_fill=zero_fill,
            excel_safe=excel_safe,
        )
