"""Questions about the whole network: ``path``, ``central``, ``communities``, ``balance``, ``summary``, ``network``."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.completion import complete_actor
from graphkit.cli.tables import (
    Format,
    Limit,
    Offset,
    Persons,
    Row,
    Sign,
    Statuses,
    cell,
    chosen,
    counted,
    form_of,
    nothing,
    opened,
    page,
    part,
    show,
    sure,
)

if TYPE_CHECKING:
    from graphkit.network.projection import Choices, Directed


STEP = ("path", "from", "relation", "to", "date", "origins", "claim", "sentence")


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(rich_help_panel=panels.NETWORK, epilog="Example: graphkit path ICC China --store kg.db")(path)
    app.command(
        rich_help_panel=panels.NETWORK,
        epilog="Example: graphkit central --measure betweenness --since 2022 --store kg.db",
    )(central)
    app.command(rich_help_panel=panels.NETWORK, epilog="Example: graphkit communities --store kg.db")(communities)
    app.command(rich_help_panel=panels.NETWORK, epilog="Example: graphkit balance --since 2020 --store kg.db")(balance)
    app.command(rich_help_panel=panels.NETWORK, epilog="Example: graphkit summary --store kg.db")(summary)
    app.command(
        rich_help_panel=panels.SHOW,
        epilog="Example: graphkit network --sign conflict --store kg.db -o conflict.graphml",
    )(network)


def path(
    ctx: typer.Context,
    start: Annotated[str, options.an_actor("A")],
    end: Annotated[str, options.an_actor("B")],
    store: options.StoreIfAny = None,
    number: Annotated[int, typer.Option("--number", "-n", min=1, help="This many paths, shortest first.")] = 1,
    by: Annotated[str, typer.Option(help="hops, or weight: what more sources tell is nearer.")] = "hops",
    relation: options.Relations = None,
    avoid: Annotated[
        list[str] | None, typer.Option(autocompletion=complete_actor, help="Not through this actor; may be repeated.")
    ] = None,
    max_hops: Annotated[int | None, typer.Option(min=1, help="No path longer than this.")] = None,
    directed: Annotated[bool, typer.Option("--directed", help="Only in the direction of the claims.")] = False,
    time_respecting: Annotated[bool, typer.Option("--time-respecting", help="No step before the last one.")] = False,
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    min_confidence: options.MinConfidence = None,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Find how two actors are connected, claim by claim.

    Each step has its sentence. Exits with 1 when there is no path, and says whom both sides are connected with.
    """
    from graphkit.errors import UnknownName
    from graphkit.network import answers, paths, reached, resolve
    from graphkit.network.projection import Choices
    from graphkit.ontology import find_relation, load_relations

    if by not in ("hops", "weight"):
        raise UnknownName(f"no way to measure {by!r}", "say hops or weight")
    form = form_of(format)
    known = load_relations()
    names = [find_relation(known, name).name for name in relation or ()]
    choices = Choices(statuses=counted(statuses), persons=True, structure=True)
    with opened(store, since, until, min_confidence) as graph:
        a, b = resolve(graph, start), resolve(graph, end)
        around = {resolve(graph, name).id for name in avoid or ()}
        kept_part = graph.filter(relation=names) if names else graph
        labels = {actor.id: actor.name for actor in graph.actors()}
        found = list(
            paths(
                kept_part,
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
        some = bool(found) or bool(kept_part)
        ends = [] if found else [(who, reached(kept_part, who.id, choices, avoid=around)) for who in (a, b)]
        claims = part(graph, [hop.event for hops in found for hop in hops]) if form == "ttl" else None
    show(answers.steps(found, labels), STEP, form, None if some else ctx, claims=claims)
    if some and not found:
        for who, there in ends:
            others = ", ".join(labels.get(node, node) for node in sorted(there - {who.id})[:5]) or "nobody"
            output.say(f"{who.name} is connected with {max(len(there) - 1, 0)} others: {others}")
        output.say(f"no path from {a.name} to {b.name}")
        raise typer.Exit(1)


def central(
    ctx: typer.Context,
    store: options.StoreIfAny = None,
    measure: Annotated[
        str, typer.Option(help="degree, strength, pagerank, betweenness, eigenvector, hubs, authorities or core.")
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
    from graphkit.network import betweenness
    from graphkit.network import central as rank
    from graphkit.network.centrality import FOLLOWING

    form = form_of(format)
    choices = chosen(statuses, persons, sign, mutual=measure in FOLLOWING)
    if compare:
        labels: dict[str, str] = {}
        ranks = []
        for year in compare:
            made = _project(store, choices, *_year(year), group, min_confidence)
            labels |= _names(made)
            ranks.append(rank(made, measure, backend=backend))
        one, other = compare
        changed = _changes(compare, ranks, labels)
        if limit is not None and len(changed) > 2 * limit:  # those who rose most and those who fell most
            changed = [*changed[:limit], *changed[-limit:]]
        show(page(changed, form, limit and 2 * limit, offset), ("actor", one, other, "change"), form, ctx)
        return
    made = _project(store, choices, since, until, group, min_confidence)
    errors: dict[str, float] = {}
    if measure == "betweenness" and not backend:
        found, errors = betweenness(made, pivots)
        found = dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
    else:
        found = rank(made, measure, backend=backend)
    names = _names(made)
    estimated = bool(pivots) or any(errors.values())
    rows = [
        {"rank": place, "actor": names[node], "code": node, measure: value}
        | ({"standard error": errors.get(node)} if estimated else {})
        for place, (node, value) in enumerate(found.items(), 1)
    ]
    head = ("rank", "actor", "code", measure, *(["standard error"] if estimated else []))
    show(page(rows, form, limit, offset, screenful=20), head, form, ctx)


def _year(text: str) -> tuple[date, date]:
    from graphkit.errors import InputError

    if not (text.isdigit() and len(text) == 4 and int(text)):
        raise InputError(f"--compare {text}", "give two years: --compare 2021 2023")
    return date(int(text), 1, 1), date(int(text), 12, 31)


def _changes(years: tuple[str, str], ranks: list[dict[str, float]], labels: dict[str, str]) -> list[Row]:
    """Those who rose, most first, and those who fell, most last."""
    from graphkit.network.centrality import risen

    one, other = years
    changes = (change for change in risen(*ranks) if change[1] != change[2])
    return [{"actor": labels[who], one: old, other: new, "change": new - old} for who, old, new in changes]


def communities(
    ctx: typer.Context,
    store: options.StoreIfAny = None,
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

    They do so more than with others; stability tells how firmly the members belong together.
    """
    from graphkit.network import communities as groups

    form = form_of(format)
    made = _project(store, chosen(statuses, persons, "cooperation"), since, until, None, min_confidence)
    names = _names(made)
    rows = [
        {
            "community": community.name,
            "size": len(community.members),
            "stability": community.stability,
            "members": [names[member] for member in community.members],
        }
        for community in groups(made)
    ]
    show(page(rows, form, limit, offset, screenful=12), ("community", "size", "stability", "members"), form, ctx)


def balance(
    ctx: typer.Context,
    store: options.StoreIfAny = None,
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    min_confidence: options.MinConfidence = None,
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Find triads in which a friend's friend is an enemy.

    Those with the strongest ties come first, each tie with a sentence; --limit and --offset count triads.
    """
    from graphkit.network import balance as weigh
    from graphkit.network import behind
    from graphkit.network import network as project

    form = form_of(format)
    choices = chosen(statuses, False, None)
    with opened(store, since, until, min_confidence) as graph:
        made = project(graph, choices)
        found = weigh(made, sys.maxsize)
        tense = page(found.tense, form, limit, offset, screenful=10)
        signs = {pair: sign for triad in tense for pair, sign in zip(triad.pairs, triad.signs, strict=True)}
        # what speaks most for the sign that the tie has
        told = {
            pair: max(behind(graph, *pair, choices), key=lambda e: (sign * e.intensity, e.confidence, e.evidence))
            for pair, sign in signs.items()
        }
    total = found.balanced + found.unbalanced
    if total and form != "json":
        output.say(f"{found.balanced} of {total} triads are balanced; {found.frustration} ties fit no two camps")
    elif made and form != "json":
        output.say("no three actors all deal with each other")
    names = _names(made)
    rows = [
        {
            "triad": " · ".join(names[node] for node in triad.members),
            "tension": triad.tension,
            "tie": f"{names[pair[0]]} {'+' if sign > 0 else '-'} {names[pair[1]]}",
            "date": told[pair].date,
            "sentence": told[pair].quote,
        }
        for triad in tense
        for pair, sign in zip(triad.pairs, triad.signs, strict=True)
    ]

    def whole(ties: Sequence[Row]) -> Mapping[str, object]:
        counts = {"balanced": found.balanced, "unbalanced": found.unbalanced, "frustration": found.frustration}
        return {**counts, "ties": ties}

    show(rows, ("triad", "tension", "tie", "date", "sentence"), form, None if made else ctx, whole=whole)


def summary(
    ctx: typer.Context,
    store: options.StoreIfAny = None,
    persons: Persons = False,
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    min_confidence: options.MinConfidence = None,
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Show the size of the network and its most active pairs."""
    from graphkit.network import dyads
    from graphkit.network import network as project
    from graphkit.network import summary as figures
    from graphkit.network.projection import chosen as events

    form = form_of(format)
    choices = chosen(statuses, persons, None)
    with opened(store, since, until, min_confidence) as graph:
        made = project(graph, choices)
        active = sorted(dyads(graph, choices).values(), key=lambda d: (-d.weight, d.source, d.target))
        found = page(active, form, limit, offset, screenful=10)
        latest = {(one, other): event.quote for one, other, event in events(graph, choices)}
    counted = figures(made)
    if found and form != "json":
        for name, value in counted.items():
            output.say(f"{name:18}{cell(value):>12}")
    names = _names(made)
    rows = [
        {
            "who": names[dyad.source],
            "to whom": names[dyad.target],
            "origins": dyad.weight,
            "events": dyad.events,
            "balance": dyad.balance,
            "latest": latest[dyad.source, dyad.target],
        }
        for dyad in found
    ]

    def whole(pairs: Sequence[Row]) -> Mapping[str, object]:
        return {"network": counted, "pairs": pairs}

    show(rows, ("who", "to whom", "origins", "events", "balance", "latest"), form, ctx, whole=whole)


def network(
    ctx: typer.Context,
    target: Annotated[
        Path | None, typer.Option("--output", "-o", help="A .graphml, .gexf, .cyjs, .csv, .tsv or .jsonl file.")
    ] = None,
    store: options.StoreIfAny = None,
    claims: Annotated[bool, typer.Option("--claims", help="An edge for each claim rather than for each pair.")] = False,
    persons: Persons = False,
    sign: Sign = None,
    group: options.Groups = None,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = None,
    statuses: Statuses = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None, typer.Option("--format", "-f", help="graphml, gexf, cyjs, or an edge list: csv, tsv, jsonl.")
    ] = None,
) -> None:
    """Write the network for Gephi, Cytoscape or pandas.

    It is the graph that all the measures work on.
    """
    from graphkit.network import claims_graph
    from graphkit.network import network as project
    from graphkit.network.files import form_of, written

    if target:
        output.in_folder(target)
    form = form_of(format or (target.suffix.removeprefix(".") if target else "csv"))
    choices = chosen(statuses, persons, sign)
    with opened(store, since, until) as graph:
        kept = sure(graph.filter(group=_groups(group)), min_confidence)
        made = claims_graph(kept, choices) if claims else project(kept, choices)
    if not made:
        output.say(nothing(ctx))
    text = written(made, form)
    if target is None:
        output.pour([text])
    else:
        output.written(target, text)
        output.say(f"{target}: {made.number_of_nodes()} actors, {made.number_of_edges()} edges")


def _project(
    store: Path | None,
    choices: Choices,
    since: date | None,
    until: date | None,
    group: list[str] | None,
    min_confidence: float | None,
) -> Directed:
    from graphkit.network import network as project

    with opened(store, since, until) as graph:
        return project(sure(graph.filter(group=_groups(group)) if group else graph, min_confidence), choices)


def _groups(names: list[str] | None) -> list[str]:
    from graphkit.ontology import check_group, load_relations

    known = load_relations()
    return [check_group(known, name) for name in names or ()]


def _names(made: Directed) -> dict[str, str]:
    return {node: str(data.get("name", node)) for node, data in made.nodes(data=True)}
