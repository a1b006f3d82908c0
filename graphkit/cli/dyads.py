"""Questions about actors and pairs of them: ``relations``, ``timeline`` and ``actor``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.tables import (
    Format,
    Limit,
    Offset,
    Row,
    Statuses,
    asking,
    form_of,
    opened,
    page,
    part,
    show,
    tell_unsure,
)

MONTHS = 120
"""Most periods of a line of bars."""


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
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

    Each relation comes with its number of events, from how many independent sources (origins), how hostile or friendly
    it is (intensity, from -10 to 10), its first and last date and the sentence that tells it best.
    """
    from graphkit import questions

    form = form_of(format)
    asked = asking(since, until, min_confidence, relation=relation, statuses=statuses)
    with opened(store, replace(asked, actors=((one,), (other,)))) as graph:
        found = questions.relations(graph, one, other, asked)
        chosen = part(graph, found.events) if form == "ttl" else None
        rows = questions.as_rows(found.rows)
        show(page(rows, form, limit, offset), questions.columns(questions.Relation), form, ctx, claims=chosen)
        tell_unsure(found.left_out)
        if rows:
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
        int | None, typer.Option(metavar="NUMBER", min=1, help="At most this many periods, the latest. Default: all.")
    ] = None,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Show how two actors got on over the years.

    Each period has its events, how cooperative and how hostile they were, and the weightiest sentence.
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
        show(questions.as_rows(found.rows), questions.columns(questions.Period), form, ctx, claims=chosen)
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

    Of each other actor it tells how many events lead to it (out) and from it (in), from how many independent sources
    (origins), and how cooperative and hostile they were, as sums of intensities from -10 to 10.
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
                ("has done to it: ", [f"{relation} {n}" for relation, n in found.suffers[:6]]),
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
        show(rows, head, form, ctx, claims=chosen, more=("code",), whole=whole)
        tell_unsure(found.left_out)
