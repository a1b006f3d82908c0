"""``graphkit path``: how two actors are connected."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.tables import Format, Statuses, asking, counted, form_of, part, show


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(rich_help_panel=panels.NETWORK, epilog="graphkit path ICC China --store kg.db")(path)


def path(
    ctx: typer.Context,
    start: Annotated[str, options.an_actor("A")],
    end: Annotated[str, options.an_actor("B", "Another actor.")],
    store: options.Graph = None,
    number: Annotated[
        int, typer.Option("--number", "-n", metavar="NUMBER", min=1, help="Show this many paths, shortest first.")
    ] = 1,
    length: Annotated[
        str,
        options.choice(
            *("hops", "weight"),
            metavar="MEASURE",
            text="What makes a path short: hops (few steps) or weight (steps with many sources).",
        ),
    ] = "hops",
    relation: options.Relations = None,
    avoid: Annotated[
        list[str] | None,
        options.actors_option("--avoid", "Only paths that do not pass through this actor."),
    ] = None,
    max_hops: Annotated[
        int | None, typer.Option(metavar="NUMBER", min=1, help="Only paths with at most this many steps. Default: any.")
    ] = None,
    directed: Annotated[
        bool, typer.Option("--directed", help="Only steps from the actor who acts to the one acted upon.")
    ] = False,
    time_respecting: Annotated[
        bool, typer.Option("--time-respecting", help="Only paths whose steps follow each other in time.")
    ] = False,
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    min_confidence: options.MinConfidence = None,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Find how two actors are connected, claim by claim.

    Each step is shown with a sentence. If there is no path, the actors connected with either side are named, and the
    command exits with 1.
    """
    from graphkit import questions

    form = form_of(format)
    asked = asking(since, until, min_confidence, relation=relation, statuses=statuses)
    with counted(store, asked) as graph:
        found = questions.paths(
            graph,
            start,
            end,
            asked,
            number=number,
            length=length,
            avoid=avoid or (),
            directed=directed,
            longest=max_hops,
            in_time=time_respecting,
        )
        some = bool(found.steps) or bool(asked.of(graph))
        ends = () if found.steps else (found.a, found.b)
        reached = [questions.reach(graph, who, asked, avoid=avoid or ()) for who in ends]
        claims = part(graph, found.events) if form == "ttl" else None
        steps = questions.as_rows(found.steps)
        show(steps, questions.columns(questions.Step), form, None if some else ctx, claims=claims)
        if some and not steps:
            for there in reached:
                others = ", ".join(there.others[:5]) or "nobody"
                output.say(f"{there.actor.name} is connected with {len(there.others)} others: {others}")
            output.say(f"no path from {found.a.name} to {found.b.name}")
    if some and not steps:
        raise typer.Exit(1)
