"""``graphkit communities`` and ``graphkit balance``: groups of cooperating actors, and unbalanced triads."""

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
    counted,
    form_of,
    more_of,
    page,
    show,
)
from graphkit.cli.uncounted import uncounted


def register(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(rich_help_panel=panels.NETWORK, epilog="graphkit communities --store kg.db")(communities)
    app.command(rich_help_panel=panels.NETWORK, epilog="graphkit balance --limit 3 --store kg.db")(balance)


def communities(
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
    """Group actors that cooperate with each other.

    The members of a group cooperate more with each other than with others. Stability, from 0 to 1, shows how firmly
    they belong together.
    """
    from graphkit import questions

    form = form_of(format)
    asked = asking(since, until, min_confidence, statuses=statuses, persons=persons)
    with counted(store, asked) as graph:
        rows = questions.as_rows(questions.communities(graph, asked))
        shown, columns = page(rows, form, limit, offset, screenful=12), questions.columns(questions.Group)
        show(shown, columns, form, ctx, uncounted=None if rows else uncounted(graph, asked))


def balance(
    ctx: typer.Context,
    store: options.Graph = None,
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    min_confidence: options.MinConfidence = None,
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Find unbalanced triads, where a friend's friend is an enemy.

    A triad is three actors that all deal with each other. It is unbalanced if two ties are friendly and one is hostile,
    or if all three are hostile. Triads with the strongest ties come first, each tie with a sentence; --limit and
    --offset count triads.
    """
    from graphkit import questions

    form = form_of(format)
    asked = asking(since, until, min_confidence, statuses=statuses)
    with counted(store, asked) as graph:
        found = questions.balance(graph, asked)
        tense = page(found.triads, form, limit, offset, screenful=10)
        rows = questions.as_rows(questions.ties(graph, found, tense, asked))
        total = found.balanced + found.unbalanced
        if total and form != "json":
            output.say(f"{found.balanced} of {total} triads are balanced")
            output.say(f"{found.frustration} ties fit no division into two camps")
        elif found.names and form != "json":
            output.say("no three actors all deal with each other")

        def whole(ties: Sequence[Row]) -> Mapping[str, object]:
            counts = {"balanced": found.balanced, "unbalanced": found.unbalanced, "frustration": found.frustration}
            return {**counts, "ties": ties}

        columns = questions.columns(questions.Tie)
        left, below = None if rows else uncounted(graph, asked), more_of(tense)
        show(rows, columns, form, None if found.names else ctx, whole=whole, uncounted=left, below=below)
