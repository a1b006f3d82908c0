"""``graphkit central``: who is central, and who has become more so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from graphkit.cli import options, panels
from graphkit.cli.completion import one_of
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

MEASURES = ("degree", "strength", "pagerank", "betweenness", "eigenvector", "hubs", "authorities", "core")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        rich_help_panel=panels.NETWORK,
        epilog="Example: graphkit central --measure betweenness --since 2022 --store kg.db",
    )(central)


def central(
    ctx: typer.Context,
    store: options.StoreIfAny = None,
    measure: Annotated[
        str,
        typer.Option(autocompletion=one_of(*MEASURES), help=f"{', '.join(MEASURES[:-1])} or {MEASURES[-1]}."),
    ] = "pagerank",
    compare: Annotated[
        tuple[str, str] | None, typer.Option(metavar="YEAR YEAR", help="Two years: who rose and who fell.")
    ] = None,
    backend: Annotated[
        str | None, typer.Option(help="A networkx backend to compute with, such as rustworkx (extra `fast`).")
    ] = None,
    pivots: Annotated[
        int | None, typer.Option(min=1, help="Estimate betweenness from this many actors (default: exact up to 2,000).")
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

    With --compare it tells instead who rose and who fell from one year to another.
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
            {"actor": row.actor, one: row.before, other: row.after, "change": row.after - row.before} for row in changes
        ]
        if limit is not None and len(changed) > 2 * limit:  # those who rose most and those who fell most
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
    show(page(rows, form, limit, offset, screenful=20), head, form, ctx)


def _year(text: str) -> tuple[date, date]:
    from graphkit.errors import InputError

    if not (text.isdigit() and len(text) == 4 and int(text)):
        raise InputError(f"--compare {text}", "give two years: --compare 2021 2023")
    return date(int(text), 1, 1), date(int(text), 12, 31)
