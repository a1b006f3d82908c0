"""Questions about actors and pairs of them: ``relations``, ``timeline``, ``actor`` and ``claims``."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

import typer

from graphkit.cli import options, output
from graphkit.cli.tables import Format, Limit, Statuses, keys, opened, show
from graphkit.standing import ClaimStatus


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(epilog="Example: graphkit relations russia ukraine --since 2022 --store kg.db")(relations)
    app.command(epilog="Example: graphkit timeline USA Iran --by year --store kg.db")(timeline)
    app.command(epilog='Example: graphkit actor "Xi Jinping" --store kg.db')(actor)
    app.command(epilog="Example: graphkit claims --actor ICC --contested --store kg.db")(claims)


def relations(
    one: Annotated[str, typer.Argument(metavar="A", help="An actor: name, code, id or Wikidata id.")],
    other: Annotated[str, typer.Argument(metavar="B")],
    store: options.StoreIfAny = None,
    since: options.Since = None,
    until: options.Until = None,
    relation: options.Kept = None,
    statuses: Statuses = None,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Show what A does to B and B to A: each relation with its count, dates and latest sentence."""
    from graphkit.network import resolve
    from graphkit.ontology import find_relation, load_relations

    known = load_relations()
    names = {find_relation(known, name).name for name in relation or ()}
    kept = set(map(str, statuses or [ClaimStatus.ASSERTED]))
    with opened(store, since, until) as graph:
        a, b = resolve(graph, one), resolve(graph, other)
        events = [
            e
            for e in graph.between(keys(a), keys(b)).events()
            if e.status in kept and (not names or e.relation in names)
        ]
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for event in events:
        forward = event.subject_code == a.code or event.subject == a.id
        ways = [(a, b), (b, a)] if event.symmetric else [(a, b) if forward else (b, a)]
        for source, target in ways[:1] if event.symmetric else ways:
            arrow = "↔" if event.symmetric else "→"
            key = (source.name, target.name, event.relation)
            row = rows.setdefault(
                key,
                {
                    "who": f"{source.name} {arrow} {target.name}",
                    "relation": event.relation,
                    "events": 0,
                    "origins": set(),
                    "intensity": event.intensity,
                    "first": event.date,
                    "last": None,
                    "latest": "",
                },
            )
            row["events"] += 1
            row["origins"].add(event.origin)
            row["last"], row["latest"] = event.date, event.quote
    for row in rows.values():
        row["origins"] = len(row["origins"])
    ordered = sorted(rows.values(), key=lambda row: (row["who"], -row["origins"], row["relation"]))
    show(ordered, ("who", "relation", "events", "origins", "intensity", "first", "last", "latest"), format)
    total = sum(row["intensity"] * row["origins"] for row in ordered)
    output.say(f"{a.name} and {b.name}: {len(events)} pieces of evidence, balance {total:+.0f}")


def timeline(
    one: Annotated[str, typer.Argument(metavar="A")],
    other: Annotated[str, typer.Argument(metavar="B")],
    store: options.StoreIfAny = None,
    by: Annotated[str, typer.Option(help="year, month or day.")] = "month",
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Show how the relations of two actors went: events, cooperation, conflict, and the weightiest sentence."""
    from graphkit.errors import UnknownName
    from graphkit.network import resolve
    from graphkit.network.series import PERIODS, every_period, sparkline
    from graphkit.network.series import timeline as series

    if by not in PERIODS:
        raise UnknownName(f"no period {by!r}", f"say {', '.join(PERIODS)}")
    kept = set(map(str, statuses or [ClaimStatus.ASSERTED]))
    with opened(store, since, until) as graph:
        a, b = resolve(graph, one), resolve(graph, other)
        found = [e for e in graph.between(keys(a), keys(b)).events() if e.status in kept and e.group != "STRUCTURE"]
    buckets = series(found, by)
    rows = [
        {
            "period": bucket.period,
            "events": bucket.events,
            "cooperation": bucket.cooperation,
            "conflict": bucket.conflict,
            "relations": ", ".join(f"{name} {n}" for name, n in bucket.relations.most_common(3)),
            "sentence": bucket.peak.quote if bucket.peak else "",
        }
        for bucket in buckets
    ]
    show(rows, ("period", "events", "cooperation", "conflict", "relations", "sentence"), format)
    line = list(every_period(buckets, by))
    if buckets:
        output.say(f"cooperation {sparkline([bucket.cooperation for bucket in line][-120:])}")
        output.say(f"conflict    {sparkline([-bucket.conflict for bucket in line][-120:])}  to {line[-1].period}")


def actor(
    name: Annotated[str, typer.Argument(metavar="A")],
    store: options.StoreIfAny = None,
    since: options.Since = None,
    until: options.Until = None,
    limit: Limit = 8,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Show an actor: kind, offices, and the partners and opponents it deals with most."""
    from graphkit.network import dyads, resolve
    from graphkit.network.projection import Choices

    with opened(store, since, until) as graph:
        who = resolve(graph, name)
        persons = who.kind == "Person"
        node = who.id if persons else who.code
        names = {a.id if persons else a.code: a.name for a in graph.actors() if persons or a.kind != "Person"}
        totals: dict[str, list[float]] = {}
        for (source, target), dyad in dyads(graph, Choices(persons=persons)).items():
            if node in (source, target):
                entry = totals.setdefault(target if source == node else source, [0, 0, 0, 0.0, 0.0])
                entry[0 if source == node else 1] += dyad.events
                entry[2] += dyad.weight
                entry[3] += dyad.cooperation
                entry[4] += dyad.conflict
        offices = sorted({e.object_code for e in graph.events() if e.subject == who.id and e.group == "STRUCTURE"})
        relations = Counter(e.relation for e in graph.filter(actor=keys(who)).events())
    output.say(f"{who.name}: {who.kind}, code {who.code}" + (f", Wikidata {who.wikidata}" if who.wikidata else ""))
    if offices:
        output.say(f"stands for {', '.join(offices)}")
    output.say("most often: " + ", ".join(f"{relation} {n}" for relation, n in relations.most_common(6)))
    rows = [
        {
            "with": names.get(other, other),
            "out": int(entry[0]),
            "in": int(entry[1]),
            "origins": int(entry[2]),
            "cooperation": entry[3],
            "conflict": entry[4],
            "balance": entry[3] + entry[4],
        }
        for other, entry in sorted(totals.items(), key=lambda item: (-item[1][2], item[0]))
    ]
    show(rows[:limit], ("with", "out", "in", "origins", "cooperation", "conflict", "balance"), format)


def claims(
    store: options.StoreIfAny = None,
    words: Annotated[str | None, typer.Argument(metavar="[WORDS]", help="Words that the sentence must have.")] = None,
    actors: Annotated[list[str] | None, typer.Option("--actor", help="With this actor; may be given twice.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Said by this actor.")] = None,
    relation: options.Kept = None,
    group: options.Kept = None,
    statuses: Annotated[list[ClaimStatus] | None, typer.Option("--status", help="Standing so (default: all).")] = None,
    contested: Annotated[bool, typer.Option("--contested", help="Affirmed by some, denied by others.")] = False,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = 0.0,
    sort: Annotated[str, typer.Option(help="date, confidence or intensity.")] = "date",
    limit: Limit = 40,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """List claims with their sentences: by actor, relation, speaker, status, time or words."""
    from graphkit.errors import UnknownName
    from graphkit.network import resolve
    from graphkit.ontology import find_relation, load_relations

    orders = {"date": lambda e: e.date or "", "confidence": lambda e: e.confidence, "intensity": lambda e: e.intensity}
    if sort not in orders:
        raise UnknownName(f"no order {sort!r}", f"say {', '.join(orders)}")
    known = load_relations()
    names = [find_relation(known, name).name for name in relation or ()]
    kept = {*map(str, statuses or ()), *(["contested"] if contested else [])}
    with opened(store) as graph:
        part = graph.filter(relation=names, group=group or (), since=since, until=until, min_confidence=min_confidence)
        for name in actors or ():
            part = part.filter(actor=keys(resolve(graph, name)))
        said = resolve(graph, speaker).code if speaker else None
        labels = {a.id: a.name for a in graph.actors()}
        asked = (words or "").casefold().split()
        found = [
            e
            for e in part.events()
            if (not kept or e.status in kept)
            and (said is None or e.speaker == said)
            and all(word in e.quote.casefold() for word in asked)
        ]
    found.sort(key=orders[sort], reverse=True)
    rows = [
        {
            "claim": e.claim,
            "date": e.date,
            "subject": labels[e.subject],
            "relation": e.relation,
            "object": labels[e.object],
            "status": e.status,
            "polarity": e.polarity,
            "how": e.how,
            "speaker": e.speaker,
            "confidence": e.confidence,
            "document": e.document,
            "sentence": e.quote,
        }
        for e in found[:limit]
    ]
    form = output.chosen(format, None, otherwise="tsv")
    columns = ("date", "subject", "relation", "object", "status", "speaker", "sentence")
    show(rows, columns if form in (output.TABLE, "md") else tuple(rows[0]) if rows else columns, format)
    if len(found) > limit:
        output.say(f"{len(found) - limit} more; --limit shows them")
