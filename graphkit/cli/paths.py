"""``graphkit path``: how two actors are connected."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.tables import Format, Statuses, asking, counted, form_of, part, show


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel=panels.NETWORK, epilog="graphkit path ICC China --store kg.db")(path)


def path(
    ctx: typer.Context,
    start: Annotated[str, options.an_actor("A")],
    end: Annotated[str, options.an_actor("B", "Another actor.")],
    store: options.Graph = None,
    number: Annotated[
        int, typer.Option("--number", "-n", metavar="NUMBER", min=1, help="Show so many paths, the shortest first.")
    ] = 1,
    length: Annotated[
        str,
        options.choice(
            *("hops", "weight"),
            metavar="MEASURE",
            text="What makes a path short: hops (few steps) or weight (steps that many sources tell of).",
        ),
    ] = "hops",
    relation: options.Relations = None,
    avoid: Annotated[
        list[str] | None,
        options.actors_option("--avoid", "Only paths that do not lead through this actor."),
    ] = None,
    max_hops: Annotated[
        int | None, typer.Option(metavar="NUMBER", min=1, help="Only paths of so many steps at most. Default: any.")
    ] = None,
    directed: Annotated[
        bool, typer.Option("--directed", help="Only steps from who acts to whom it is done to.")
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

    Each step has its sentence. When there is no path it says whom both sides are connected with, and exits with 1.
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
