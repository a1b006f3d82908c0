"""``graphkit export``: a graph in another format."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.tables import asking, opened
from graphkit.cli.uncounted import nothing, tell_unsure
from graphkit.model.status import ClaimStatus

FILES = (
    ("table", "json", "jsonl", "csv", "tsv"),
    ("ttl", "nt", "nq", "trig", "jsonld", "rdf", "nanopub"),
    ("polecat", "dyad-month", "dyad-year", "ftm"),
)
FOLDERS = ("gdelt", "neo4j", "parquet")
HAPPENED = frozenset({"polecat", "gdelt", "dyad-month", "dyad-year", "ftm"})
"""Formats that only hold events that happened."""
FORMATS = f"{'; '.join(map(', '.join, FILES))}; in a folder {', '.join(FOLDERS[:-1])} or {FOLDERS[-1]}."


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        rich_help_panel=panels.SHOW,
        epilog="graphkit export kg.db --actor Russia --since 2022-02-24 -o russia.ttl\n"
        "graphkit export kg.db --format dyad-year -o panel.csv",
    )(export)


def export(
    ctx: typer.Context,
    source: options.GraphArgument = None,
    target: options.Output = None,
    format: Annotated[  # noqa: A002 - its name
        str | None, options.form(*sum(FILES, ()), *FOLDERS, otherwise=f"{options.AT_TERMINAL} jsonl", text=FORMATS)
    ] = None,
    base: options.Base = None,
    detail: options.Detail = None,
    relation: options.Relations = None,
    group: options.Groups = None,
    actor: Annotated[
        list[str] | None,
        options.actors_option("--actor", "Only claims about this actor; if repeated, about any of them."),
    ] = None,
    document: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only claims from this document, such as 1993-oslo.")
    ] = None,
    status: Annotated[list[ClaimStatus] | None, options.statuses("all")] = None,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = None,
    store: options.Graph = None,
    zero_fill: Annotated[
        bool,
        typer.Option(
            "--zero-fill",
            help="In dyad-month and dyad-year: write a row for each pair of actors in every period.",
        ),
    ] = False,
    excel_safe: Annotated[
        bool,
        typer.Option(
            "--excel-safe", help="In tables: put an apostrophe before cells that a spreadsheet would run as formulas."
        ),
    ] = False,
) -> None:
    """Write a graph, or part of it, in another format.

    Event formats (polecat, gdelt, dyad-month, dyad-year) and ftm (FollowTheMoney) only hold events that happened, not
    claims that are denied, planned, hearsay or attributed.
    """
    from graphkit.errors import InputError

    source = options.as_typed(ctx, source, store)
    if str(source) != "-" and not source.is_file():
        raise InputError(f"{source}: no such file", "make one with graphkit build")
    asked = replace(
        asking(since, until, min_confidence, relation=relation, group=group, statuses=status),
        actors=(tuple(actor),) if actor else (),
        documents=tuple(document or ()),
    )
    with opened(source, asked) as graph:
        part = asked.claims_of(graph)
        output.graph(
            part,
            format,
            target,
            base,
            detail,
            empty=nothing(ctx),
            zero_fill=zero_fill,
            excel_safe=excel_safe,
        )
        if output.chosen(format, target) in HAPPENED:
            tell_unsure(len(part.filter(status=ClaimStatus.TENTATIVE)))
