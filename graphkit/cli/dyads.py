"""Questions about actors and pairs of them: ``relations``, ``timeline`` and ``actor``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.tables import Format, Limit, Offset, Row, Statuses, asking, form_of, opened, page, part, show
from graphkit.cli.uncounted import tell_unsure

MONTHS = 120
"""The most periods in a line of bars."""


def register(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(rich_help_panel=panels.ASK, epilog="graphkit relations Russia Ukraine --since 2022 --store kg.db")(
        relations
    )
    app.command(rich_help_panel=panels.ASK, epilog="graphkit timeline USA Iran --by year --store kg.db")(timeline)
    app.command(rich_help_panel=panels.ASK, epilog='graphkit actor "Xi Jinping" --store kg.db')(actor)


def relations(
    ctx: typer.Context,
    one: Annotated[str, options.an_actor("A")],
    other: Annotated[str, options.an_actor("B", "Another actor.")],
    store: options.Graph = None,
    since: options.Since = None,
    until: options.Until = None,
    relation: options.Relations = None,
    statuses: Statuses = None,
    min_confidence: options.MinConfidence = None,
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Show what two actors do to each other.

    Each relation is shown with its number of events and of independent sources (origins), its intensity from -10
    (hostile) to 10 (friendly), its first and last date, and the best sentence that states it.
    """
    from graphkit import questions

    form = form_of(format)
    asked = asking(since, until, min_confidence, relation=relation, statuses=statuses)
    with opened(store, replace(asked, actors=((one,), (other,)))) as graph:
        found = questions.relations(graph, one, other, asked)
        chosen = part(graph, found.events) if form == "ttl" else None
        rows = questions.as_rows(found.rows)
        shown, columns = page(rows, form, limit, offset), questions.columns(questions.Relation)
        show(shown, columns, form, ctx, claims=chosen, uncounted=None if rows else found.uncounted)
        if rows:
            tell_unsure(found.left_out)
            told = f"{len(found.events)} pieces of evidence, balance {found.balance:+.0f}"
            output.say(f"{found.a.name} and {found.b.name}: {told}")


def timeline(
    ctx: typer.Context,
    one: Annotated[str, options.an_actor("A")],
    other: Annotated[str, options.an_actor("B", "Another actor.")],
    store: options.Graph = None,
    by: options.Period = "month",
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    min_confidence: options.MinConfidence = None,
    limit: Annotated[
        int | None, typer.Option(metavar="NUMBER", min=1, help="Show only the latest periods, so many. Default: all.")
    ] = None,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Show how the relations of two actors changed over time.

    Each period is shown with its number of events, how cooperative and how hostile they were, and the sentence that
    matters most.
    """
    from graphkit import questions
    from graphkit.network.series import sparkline

    form = form_of(format)
    asked = asking(since, until, min_confidence, statuses=statuses)
    with opened(store, replace(asked, actors=((one,), (other,)))) as graph:
        found = questions.timeline(graph, one, other, by, asked)
        chosen = part(graph, found.events) if form == "ttl" else None
        found = replace(found, buckets=found.buckets[-(limit or 0) :])
        if found.events and not found.buckets:
            output.say(f"nothing between {found.a.name} and {found.b.name} is dated to the {by}")
        columns, uncounted = questions.columns(questions.Period), None if found.events else found.uncounted
        show(questions.as_rows(found.rows), columns, form, ctx, claims=chosen, uncounted=uncounted)
        if found.events:
            tell_unsure(found.left_out)
        if line := found.every[-output.room(len(f"{'conflict':12}  to 2022-02"), MONTHS) :]:
            top = max(max(bucket.cooperation, -bucket.conflict) for bucket in line)
            output.say(f"cooperation {sparkline([bucket.cooperation for bucket in line], top)}  {line[0].period}")
            output.say(f"conflict    {sparkline([-bucket.conflict for bucket in line], top)}  to {line[-1].period}")


def actor(
    ctx: typer.Context,
    name: Annotated[str, options.an_actor("A")],
    store: options.Graph = None,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = None,
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Show an actor with its offices, partners and opponents.

    For each other actor it gives the number of events towards it (out) and from it (in), the number of independent
    sources (origins), and how cooperative and hostile the events were, as sums of intensities from -10 to 10.
    """
    from graphkit import questions

    form = form_of(format)
    asked = asking(since, until, min_confidence)
    with opened(store, replace(asked, actors=((name,),))) as graph:
        found = questions.profile(graph, name, asked)
        chosen = part(graph, found.events) if form == "ttl" else None
        who = found.actor
        if form != "json":
            wikidata = f", Wikidata {who.wikidata}" if who.wikidata else ""
            output.say(f"{who.name}: {who.kind}, code {who.code}{wikidata}")
            for title, listed in (
                ("", list(map(str, found.offices))),
                ("does: ", [f"{relation} {n}" for relation, n in found.does[:6]]),
                ("is the object of: ", [f"{relation} {n}" for relation, n in found.suffers[:6]]),
            ):
                if listed:
                    output.say(title + ", ".join(listed))

        def whole(partners: Sequence[Row]) -> Mapping[str, object]:
            return {
                "id": who.id,
                "name": who.name,
                "kind": str(who.kind),
                "code": who.code,
                "wikidata": who.wikidata,
                "offices": questions.as_rows(found.offices),
                "does": dict(found.does),
                "suffers": dict(found.suffers),
                "partners": partners,
            }

        head = ("with", "out", "in", "origins", "cooperation", "conflict", "balance")
        rows = page(questions.as_rows(found.partners), form, limit, offset, screenful=8)
        uncounted = None if found.partners else found.uncounted
        show(rows, head, form, ctx, claims=chosen, more=("code",), whole=whole, uncounted=uncounted)
        if found.partners:
            tell_unsure(found.left_out)
