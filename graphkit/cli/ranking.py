"""``graphkit central``: who is central, and how that changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from graphkit.cli import options, panels
from graphkit.cli.tables import (
    Format,
    Limit,
    Offset,
    Persons,
    Row,
    Sign,
    Statuses,
    asking,
    counted,
    form_of,
    opened,
    page,
    show,
)
from graphkit.cli.uncounted import uncounted


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        rich_help_panel=panels.NETWORK,
        epilog="graphkit central --measure betweenness --limit 5 --store kg.db\n"
        "graphkit central --compare 2015 2018 --store kg.db",
    )(central)


def central(
    ctx: typer.Context,
    store: options.Graph = None,
    measure: options.Measure = "pagerank",
    compare: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="YEAR YEAR", help="Show who rose and who fell between two years, such as 2021 2023."),
    ] = None,
    backend: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Compute with this networkx backend, such as rustworkx (pip install 'newsgraphkit[fast]').",
        ),
    ] = None,
    pivots: Annotated[
        int | None,
        typer.Option(
            metavar="NUMBER",
            min=1,
            help="Estimate betweenness from this many pivots. Default: exact up to 2,000 actors, otherwise 400 pivots.",
        ),
    ] = None,
    persons: Persons = False,
    sign: Sign = None,
    group: options.Groups = None,
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    min_confidence: options.MinConfidence = None,
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Rank actors by how central they are in the network.

    An actor is central by degree if it deals with many actors, by strength if its ties are many and well sourced, by
    pagerank if central actors act on it, by betweenness if it lies between others, by eigenvector if it deals with
    central actors, by hubs if it acts on many, by authorities if many act on it, and by core if it belongs to the dense
    core.

    With --compare, shows instead who rose and who fell between two years.
    """
    from graphkit import questions

    form = form_of(format)
    asked = asking(since, until, min_confidence, group=group, statuses=statuses, sign=sign, persons=persons)
    if compare:
        one, other = compare
        years = _year(one), _year(other)
        with opened(store, replace(asked, since=None, until=None)) as graph:
            changes = questions.compare(graph, measure, years, asked, backend=backend)
            changed: list[Row] = [
                {"actor": row.actor, one: row.before, other: row.after, "change": row.after - row.before}
                for row in changes
            ]
            if limit is not None and len(changed) > 2 * limit:  # the largest rises and falls
                changed = [*changed[:limit], *changed[-limit:]]
            show(page(changed, form, limit and 2 * limit, offset), ("actor", one, other, "change"), form, ctx)
        return
    with counted(store, asked) as graph:
        found = questions.central(graph, measure, asked, backend=backend, pivots=pivots)
        rows = [
            {"rank": row.rank, "actor": row.name, "code": row.code, measure: row.value}
            | ({"standard error": row.error} if found.estimated else {})
            for row in found.rows
        ]
        head = ("rank", "actor", "code", measure, *(["standard error"] if found.estimated else []))
        left = None if rows else uncounted(graph, asked)
        show(page(rows, form, limit, offset, screenful=20), head, form, ctx, uncounted=left)


def _year(text: str) -> tuple[date, date]:
    from graphkit.errors import InputError

    if not (text.isdigit() and len(text) == 4 and int(text)):
        raise InputError(f"--compare {text}", "give two years: --compare 2021 2023")
    return date(int(text), 1, 1), date(int(text), 12, 31)
