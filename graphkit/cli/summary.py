"""``graphkit summary``: how large a network is, and who is most active in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.tables import (
    Format,
    Limit,
    Offset,
    Persons,
    Row,
    Statuses,
    asking,
    cell,
    counted,
    form_of,
    more_of,
    page,
    show,
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel=panels.NETWORK, epilog="graphkit summary --store kg.db")(summary)


def summary(
    ctx: typer.Context,
    store: options.Graph = None,
    persons: Persons = False,
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    min_confidence: options.MinConfidence = None,
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Show the size of the network and its most active pairs.

    Of each pair it tells from how many independent sources (origins) how many events come, and their balance: the sum
    of their intensities, each from -10 (hostile) to 10 (friendly).
    """
    from graphkit import questions

    form = form_of(format)
    asked = asking(since, until, min_confidence, statuses=statuses, persons=persons)
    with counted(store, asked) as graph:
        told = questions.summary(graph, asked)
        found = page(told.pairs, form, limit, offset, screenful=10)
        latest = questions.latest(graph, asked)
        if found and form != "json":
            for name, value in told.figures.items():
                output.say(f"{name:18}{cell(value):>12}")
        rows = [
            {
                "who": pair.who,
                "to whom": pair.whom,
                "origins": pair.origins,
                "events": pair.events,
                "balance": pair.balance,
                "claim": event.claim,
                "latest": event.quote,
            }
            for pair in found
            for event in (latest[pair.source, pair.target],)
        ]

        def whole(pairs: Sequence[Row]) -> Mapping[str, object]:
            return {"network": told.figures, "pairs": pairs}

        columns = ("who", "to whom", "origins", "events", "balance", "claim", "latest")
        show(rows, columns, form, ctx, whole=whole, left=more_of(found))
