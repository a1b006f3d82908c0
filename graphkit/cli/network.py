"""Questions about the whole network: ``path``, ``central``, ``communities``, ``balance``, ``summary``, ``network``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli import options, output
from graphkit.cli.completion import complete_actor
from graphkit.cli.tables import Format, Limit, Persons, Row, Sign, Statuses, cell, chosen, counted, opened, part, show

if TYPE_CHECKING:
    from graphkit.network.projection import Choices, Directed


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(epilog="Example: graphkit path ICC China --store kg.db")(path)
    app.command(epilog="Example: graphkit central --measure betweenness --since 2022 --store kg.db")(central)
    app.command(epilog="Example: graphkit communities --store kg.db")(communities)
    app.command(epilog="Example: graphkit balance --since 2020 --store kg.db")(balance)
    app.command(epilog="Example: graphkit summary --store kg.db")(summary)
    app.command(epilog="Example: graphkit network --sign conflict --store kg.db -o conflict.graphml")(network)


def path(
    start: Annotated[str, options.an_actor("A")],
    end: Annotated[str, options.an_actor("B")],
    store: options.StoreIfAny = None,
    number: Annotated[int, typer.Option("--number", "-n", min=1, help="So many paths, shortest first.")] = 1,
    by: Annotated[str, typer.Option(help="hops, or weight: what more independent origins tell is nearer.")] = "hops",
    relation: options.Relations = None,
    avoid: Annotated[
        list[str] | None, typer.Option(autocompletion=complete_actor, help="Not over this actor; may be repeated.")
    ] = None,
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
    from graphkit.network import answers, paths, reached, resolve
    from graphkit.network.projection import Choices
    from graphkit.ontology import find_relation, load_relations

    if by not in ("hops", "weight"):
        raise UnknownName(f"no way to measure {by!r}", "say hops or weight")
    known = load_relations()
    names = [find_relation(known, name).name for name in relation or ()]
    choices = Choices(statuses=counted(statuses), persons=True, structure=True)
    with opened(store, since, until) as graph:
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
        ends = [] if found else [(who, reached(kept_part, who.id, choices, avoid=around)) for who in (a, b)]
        claims = part(graph, [hop.event for hops in found for hop in hops]) if format == "ttl" else None
    if not found:
        for who, there in ends:
            others = ", ".join(labels.get(node, node) for node in sorted(there - {who.id})[:5]) or "nobody"
            output.say(f"{who.name} hangs together with {max(len(there) - 1, 0)} others: {others}")
        output.say(f"no path from {a.name} to {b.name}")
        raise typer.Exit(1)
    rows = answers.steps(found, labels)
    show(rows, ("path", "from", "relation", "to", "date", "origins", "sentence"), format, claims)


def central(
    store: options.StoreIfAny = None,
    measure: Annotated[
        str, typer.Option(help="degree, strength, pagerank, betweenness, eigenvector, hubs, authorities or core.")
    ] = "pagerank",
    compare: Annotated[
        tuple[str, str] | None, typer.Option(metavar="YEAR YEAR", help="Two years: who rose and who fell.")
    ] = None,
    backend: Annotated[
        str | None, typer.Option(help="A networkx backend that counts, such as rustworkx (extra `fast`).")
    ] = None,
    pivots: Annotated[
        int | None, typer.Option(min=1, help="Estimate betweenness from so many actors (default: exact up to 2,000).")
    ] = None,
    persons: Persons = False,
    sign: Sign = None,
    group: options.Groups = None,
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    limit: Limit = 20,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Rank actors by how central they are in the network of dyads, or tell how that changed between two years."""
    from graphkit.network import betweenness
    from graphkit.network import central as rank
    from graphkit.network.centrality import FOLLOWING

    choices = chosen(statuses, persons, sign, mutual=measure in FOLLOWING)
    if compare:
        labels: dict[str, str] = {}
        ranks = []
        for year in compare:
            made = _project(store, choices, *_year(year), group)
            labels |= _names(made)
            ranks.append(rank(made, measure, backend=backend))
        _show_change(compare, ranks, labels, limit, format)
        return
    made = _project(store, choices, since, until, group)
    errors: dict[str, float] = {}
    if measure == "betweenness" and not backend:
        found, errors = betweenness(made, pivots)
        found = dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))
    else:
        found = rank(made, measure, backend=backend)
    names = _names(made)
    estimated = any(errors.values())
    rows = [
        {"rank": place, "actor": names[node], "code": node, measure: value}
        | ({"standard error": errors[node]} if estimated else {})
        for place, (node, value) in enumerate(list(found.items())[:limit], 1)
    ]
    show(rows, ("rank", "actor", "code", measure, *(["standard error"] if estimated else [])), format)


def _year(text: str) -> tuple[date, date]:
    from graphkit.errors import InputError

    if not (text.isdigit() and len(text) == 4 and int(text)):
        raise InputError(f"--compare {text}", "give two years: --compare 2021 2023")
    return date(int(text), 1, 1), date(int(text), 12, 31)


def _show_change(
    years: tuple[str, str], ranks: list[dict[str, float]], labels: dict[str, str], limit: int, form: str | None
) -> None:
    """Those who rose most and those who fell most."""
    from graphkit.network.centrality import risen

    one, other = years
    changes = [change for change in risen(*ranks) if change[1] != change[2]]
    shown = changes if len(changes) <= 2 * limit else [*changes[:limit], *changes[-limit:]]
    rows: list[Row] = [{"actor": labels[who], one: old, other: new, "change": new - old} for who, old, new in shown]
    show(rows, ("actor", one, other, "change"), form)


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

    made = _project(store, chosen(statuses, persons, "cooperation"), since, until)
    names = _names(made)
    rows = [
        {
            "community": community.name,
            "size": len(community.members),
            "stability": community.stability,
            "members": ", ".join(names[member] for member in community.members),
        }
        for community in groups(made)[:limit]
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
    """Find triads in which a friend's friend is an enemy, the strongest ties first, each tie with a sentence."""
    from graphkit.network import balance as weigh
    from graphkit.network import behind
    from graphkit.network import network as project

    choices = chosen(statuses, False, None)
    with opened(store, since, until) as graph:
        made = project(graph, choices)
        found = weigh(made, limit)
        signs = {pair: sign for triad in found.tense for pair, sign in zip(triad.pairs, triad.signs, strict=True)}
        # what speaks most for the sign that the tie has
        told = {
            pair: max(behind(graph, *pair, choices), key=lambda e: (sign * e.intensity, e.confidence, e.evidence))
            for pair, sign in signs.items()
        }
    total = found.balanced + found.unbalanced
    output.say(
        f"{found.balanced} of {total} triads are balanced; at least two camps leave {found.frustration} ties over"
    )
    names = _names(made)
    rows = [
        {
            "triad": " · ".join(names[node] for node in triad.members),
            "tension": triad.tension,
            "tie": f"{names[pair[0]]} {'+' if sign > 0 else '-'} {names[pair[1]]}",
            "date": told[pair].date,
            "sentence": told[pair].quote,
        }
        for triad in found.tense
        for pair, sign in zip(triad.pairs, triad.signs, strict=True)
    ]
    show(rows, ("triad", "tension", "tie", "date", "sentence"), format)


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
    from graphkit.network import behind, dyads
    from graphkit.network import network as project
    from graphkit.network import summary as figures

    choices = chosen(statuses, persons, None)
    with opened(store, since, until) as graph:
        made = project(graph, choices)
        found = sorted(dyads(graph, choices).values(), key=lambda d: (-d.weight, d.source, d.target))[:limit]
        latest = [behind(graph, dyad.source, dyad.target, choices, one_way=True)[-1].quote for dyad in found]
    for name, value in figures(made).items():
        output.say(f"{name:18}{cell(value):>12}")
    names = _names(made)
    rows = [
        {
            "who": names[dyad.source],
            "to whom": names[dyad.target],
            "origins": dyad.weight,
            "events": dyad.events,
            "balance": dyad.balance,
            "latest": quote,
        }
        for dyad, quote in zip(found, latest, strict=True)
    ]
    show(rows, ("who", "to whom", "origins", "events", "balance", "latest"), format)


def network(
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
    min_confidence: options.MinConfidence = 0.0,
    statuses: Statuses = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None, typer.Option("--format", "-f", help="graphml, gexf, cyjs, or an edge list: csv, tsv, jsonl.")
    ] = None,
) -> None:
    """Write the network itself for Gephi, Cytoscape, pandas and the like: the graph that all the measures work on."""
    from graphkit.network import claims_graph
    from graphkit.network import network as project
    from graphkit.network.files import form_of, written

    if target:
        output.in_folder(target)
    form = form_of(format or (target.suffix.removeprefix(".") if target else "csv"))
    choices = chosen(statuses, persons, sign)
    with opened(store, since, until) as graph:
        kept = graph.filter(group=_groups(group), min_confidence=min_confidence)
        made = claims_graph(kept, choices) if claims else project(kept, choices)
    text = written(made, form)
    if target is None:
        output.pour([text])
    else:
        output.written(target, text)
        output.say(f"{target}: {made.number_of_nodes()} actors, {made.number_of_edges()} edges")


def _project(
    store: Path | None, choices: Choices, since: date | None, until: date | None, group: list[str] | None = None
) -> Directed:
    from graphkit.network import network as project

    with opened(store, since, until) as graph:
        return project(graph.filter(group=_groups(group)) if group else graph, choices)


def _groups(names: list[str] | None) -> list[str]:
    from graphkit.ontology import check_group, load_relations

    known = load_relations()
    return [check_group(known, name) for name in names or ()]


def _names(made: Directed) -> dict[str, str]:
    return {node: str(data.get("name", node)) for node, data in made.nodes(data=True)}
