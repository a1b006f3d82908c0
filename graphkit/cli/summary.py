"""``graphkit summary``: the size of a network and its most active pairs."""

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
from graphkit.cli.uncounted import uncounted


def register(app: typer.Typer) -> None:
    """Register the command."""
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

    Each pair is shown with its numbers of independent sources (origins) and events, and the balance of the events: the
    sum of their intensities, each from -10 (hostile) to 10 (friendly).
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
        left = None if rows else uncounted(graph, asked)
        show(rows, columns, form, ctx, whole=whole, uncounted=left, below=more_of(found))
