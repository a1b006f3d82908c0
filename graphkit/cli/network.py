"""Questions about the whole network: ``path``, ``central``, ``communities``, ``balance`` and ``summary``."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from graphkit.cli import options, output
from graphkit.cli.tables import Format, Limit, Persons, Row, Sign, Statuses, cell, chosen, opened, show
from graphkit.standing import ClaimStatus


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(epilog="Example: graphkit path ICC China --store kg.db")(path)
    app.command(epilog="Example: graphkit central --measure betweenness --since 2022 --store kg.db")(central)
    app.command(epilog="Example: graphkit communities --store kg.db")(communities)
    app.command(epilog="Example: graphkit balance --since 2020 --store kg.db")(balance)
    app.command(epilog="Example: graphkit summary --store kg.db")(summary)


def path(
    start: Annotated[str, typer.Argument(metavar="A")],
    end: Annotated[str, typer.Argument(metavar="B")],
    store: options.StoreIfAny = None,
    number: Annotated[int, typer.Option("--number", "-n", min=1, help="So many paths, shortest first.")] = 1,
    by: Annotated[str, typer.Option(help="hops, or weight: what more independent origins tell is nearer.")] = "hops",
    relation: options.Kept = None,
    avoid: Annotated[list[str] | None, typer.Option(help="Not over this actor; may be repeated.")] = None,
    max_hops: Annotated[int | None, typer.Option(min=1, help="No longer path than this.")] = None,
    directed: Annotated[bool, typer.Option("--directed", help="Only the way the claims point.")] = False,
    time_respecting: Annotated[bool, typer.Option("--time-respecting", help="No step before the last one.")] = False,
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Find how two actors hang together: chains of claims, each step with its sentence.

    Exits with 1 when there is no path, and says where both sides end.
    """
    from graphkit.errors import UnknownName
    from graphkit.network import paths, reached, resolve
    from graphkit.network.projection import Choices
    from graphkit.ontology import find_relation, load_relations

    if by not in ("hops", "weight"):
        raise UnknownName(f"no way to measure {by!r}", "say hops or weight")
    known = load_relations()
    names = [find_relation(known, name).name for name in relation or ()]
    kept = frozenset(map(str, statuses)) if statuses else frozenset({str(ClaimStatus.ASSERTED)})
    choices = Choices(statuses=kept, persons=True, structure=True)
    with opened(store, since, until) as graph:
        a, b = resolve(graph, start), resolve(graph, end)
        around = {resolve(graph, name).id for name in avoid or ()}
        part = graph.filter(relation=names) if names else graph
        labels = {actor.id: actor.name for actor in graph.actors()}
        found = list(
            paths(
                part,
                a.id,
                b.id,
                choices,
                number=number,
                by=by,
                directed=directed,
                avoid=around,
                longest=max_hops,
                in_time=time_respecting,
            )
        )
        ends = [] if found else [(who, reached(part, who.id, choices, avoid=around)) for who in (a, b)]
    if not found:
        for who, there in ends:
            others = ", ".join(labels.get(node, node) for node in sorted(there - {who.id})[:5]) or "nobody"
            output.say(f"{who.name} hangs together with {max(len(there) - 1, 0)} others: {others}")
        output.say(f"no path from {a.name} to {b.name}")
        raise typer.Exit(1)
    rows = [
        {
            "path": number,
            "from": labels.get(hop.source, hop.source),
            "relation": f"{'' if hop.forward else '← '}{hop.event.relation}{' →' if hop.forward else ''}",
            "to": labels.get(hop.target, hop.target),
            "date": hop.event.date,
            "origins": hop.origins,
            "claim": hop.event.claim,
            "sentence": hop.event.quote,
        }
        for number, hops in enumerate(found, 1)
        for hop in hops
    ]
    show(rows, ("path", "from", "relation", "to", "date", "origins", "sentence"), format)


def central(
    store: options.StoreIfAny = None,
    measure: Annotated[
        str, typer.Option(help="degree, strength, pagerank, betweenness, eigenvector, hubs, authorities or core.")
    ] = "pagerank",
    compare: Annotated[
        list[str] | None, typer.Option(help="Two years, given one after the other: who rose and who fell.")
    ] = None,
    persons: Persons = False,
    sign: Sign = None,
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    limit: Limit = 20,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Rank actors by how central they are in the network of dyads, or tell how that changed between two years."""
    from graphkit.errors import InputError
    from graphkit.network import central as rank
    from graphkit.network import network
    from graphkit.network.measures import risen

    choices = chosen(statuses, persons, sign)
    if compare:
        if len(compare) != 2 or not all(year.isdigit() and len(year) == 4 for year in compare):
            raise InputError(f"--compare {' '.join(compare)}", "give two years: --compare 2021 --compare 2023")
        ranks: list[dict[str, float]] = []
        labels: dict[str, str] = {}
        for year in compare:
            with opened(store, date(int(year), 1, 1), date(int(year), 12, 31)) as graph:
                made = network(graph, choices)
                labels |= {node: str(data.get("name", node)) for node, data in made.nodes(data=True)}
                ranks.append(rank(made, measure))
        changes = list(risen(*ranks))
        shown = changes if len(changes) <= 2 * limit else [*changes[:limit], *changes[-limit:]]
        head = ("actor", compare[0], compare[1], "change")
        rows: list[Row] = [
            {"actor": labels[who], compare[0]: old, compare[1]: new, "change": new - old} for who, old, new in shown
        ]
        show(rows, head, format)
        return
    with opened(store, since, until) as graph:
        made = network(graph, choices)
    rows = [
        {"rank": place, "actor": made.nodes[node].get("name", node), "code": node, measure: value}
        for place, (node, value) in enumerate(list(rank(made, measure).items())[:limit], 1)
    ]
    show(rows, ("rank", "actor", "code", measure), format)


def communities(
    store: options.StoreIfAny = None,
    persons: Persons = False,
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    limit: Limit = 12,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Group actors that cooperate more with each other than with others, and tell how stable the groups are."""
    from graphkit.network import communities as groups
    from graphkit.network import network

    with opened(store, since, until) as graph:
        made = network(graph, chosen(statuses, persons, "cooperation"))
    rows = [
        {"community": c.name, "size": len(c.members), "stability": c.stability, "members": ", ".join(c.members)}
        for c in groups(made)[:limit]
    ]
    show(rows, ("community", "size", "stability", "members"), format)


def balance(
    store: options.StoreIfAny = None,
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    limit: Limit = 10,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Find triads in which a friend's friend is an enemy, the strongest ties first."""
    from graphkit.network import balance as weigh
    from graphkit.network import network

    with opened(store, since, until) as graph:
        made = network(graph, chosen(statuses, False, None))
    found = weigh(made, limit)
    total = found.balanced + found.unbalanced
    output.say(
        f"{found.balanced} of {total} triads are balanced; at least two camps leave {found.frustration} ties over"
    )
    names = {node: str(data.get("name", node)) for node, data in made.nodes(data=True)}
    rows = [
        {
            "triad": " · ".join(names[node] for node in triad.members),
            "ties": " ".join(
                f"{names[a]} {'+' if sign > 0 else '-'} {names[b]};"
                for (a, b), sign in zip(
                    ((triad.members[0], triad.members[1]), (triad.members[0], triad.members[2]), triad.members[1:]),
                    triad.signs,
                    strict=True,
                )
            ),
            "tension": triad.tension,
        }
        for triad in found.tense
    ]
    show(rows, ("triad", "tension", "ties"), format)


def summary(
    store: options.StoreIfAny = None,
    persons: Persons = False,
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    limit: Limit = 10,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Show the size and shape of the network and its most active dyads."""
    from graphkit.network import dyads, network
    from graphkit.network import summary as figures

    choices = chosen(statuses, persons, None)
    with opened(store, since, until) as graph:
        made = network(graph, choices)
        found = dyads(graph, choices)
    for name, value in figures(made).items():
        output.say(f"{name:18}{cell(value):>12}")
    names = {node: str(data.get("name", node)) for node, data in made.nodes(data=True)}
    rows = [
        {
            "who": names[dyad.source],
            "to whom": names[dyad.target],
            "origins": dyad.weight,
            "events": dyad.events,
            "balance": dyad.balance,
            "latest": dyad.latest.quote if dyad.latest else "",
        }
        for dyad in sorted(found.values(), key=lambda d: (-d.weight, d.source, d.target))[:limit]
    ]
    show(rows, ("who", "to whom", "origins", "events", "balance", "latest"), format)
