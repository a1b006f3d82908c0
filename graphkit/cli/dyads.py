"""Questions about actors and pairs of them: ``relations``, ``timeline``, ``actor`` and ``claims``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.cli import options, output
from graphkit.cli.completion import complete_actor
from graphkit.cli.tables import Format, Limit, Statuses, keys, opened, part, show
from graphkit.standing import STRUCTURE, ClaimStatus

if TYPE_CHECKING:
    from graphkit.graph import KnowledgeGraph
    from graphkit.records import Event


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(epilog="Example: graphkit relations russia ukraine --since 2022 --store kg.db")(relations)
    app.command(epilog="Example: graphkit timeline USA Iran --by year --store kg.db")(timeline)
    app.command(epilog='Example: graphkit actor "Xi Jinping" --store kg.db')(actor)
    app.command(epilog="Example: graphkit claims --actor ICC --contested --store kg.db")(claims)


def relations(
    one: Annotated[str, options.an_actor("A", "An actor: name, code, id or Wikidata id.")],
    other: Annotated[str, options.an_actor("B")],
    store: options.StoreIfAny = None,
    since: options.Since = None,
    until: options.Until = None,
    relation: options.Relations = None,
    statuses: Statuses = None,
    limit: Limit = 40,
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
        chosen = part(graph, events) if format == "ttl" else None
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
    head = ("who", "relation", "events", "origins", "intensity", "first", "last", "latest")
    show(ordered[:limit], head, format, chosen)
    total = sum(row["intensity"] * row["origins"] for row in ordered)
    output.say(f"{a.name} and {b.name}: {len(events)} pieces of evidence, balance {total:+.0f}")


def timeline(
    one: Annotated[str, options.an_actor("A")],
    other: Annotated[str, options.an_actor("B")],
    store: options.StoreIfAny = None,
    by: Annotated[str, typer.Option(help="year, month or day.")] = "month",
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    limit: Annotated[int | None, typer.Option(min=1, help="No more than the latest so many periods.")] = None,
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
        found = [e for e in graph.between(keys(a), keys(b)).events() if e.status in kept and e.group != STRUCTURE]
        chosen = part(graph, found) if format == "ttl" else None
    buckets = series(found, by)[-(limit or 0) :]
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
    show(rows, ("period", "events", "cooperation", "conflict", "relations", "sentence"), format, chosen)
    line = list(every_period(buckets, by))
    if not buckets:
        output.say(f"nothing between {a.name} and {b.name} is dated that precisely")
    else:
        output.say(f"cooperation {sparkline([bucket.cooperation for bucket in line][-120:])}")
        output.say(f"conflict    {sparkline([-bucket.conflict for bucket in line][-120:])}  to {line[-1].period}")


def actor(
    name: Annotated[str, options.an_actor("A")],
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
        own = [e for e in graph.filter(actor=keys(who)).events() if e.polarity == "affirmed"]
        offices = sorted({f"{e.relation} {e.object_code}" for e in own if e.subject == who.id and e.group == STRUCTURE})
        events = [e for e in own if e.group != STRUCTURE]
        given = Counter(e.relation for e in events if e.symmetric or node in (e.subject, e.subject_code))
        taken = Counter(e.relation for e in events if not e.symmetric and node in (e.object, e.object_code))
        chosen = part(graph, own) if format == "ttl" else None
    output.say(f"{who.name}: {who.kind}, code {who.code}" + (f", Wikidata {who.wikidata}" if who.wikidata else ""))
    for title, found in (
        ("", offices),
        ("does: ", [f"{relation} {n}" for relation, n in given.most_common(6)]),
        ("has done to it: ", [f"{relation} {n}" for relation, n in taken.most_common(6)]),
    ):
        if found:
            output.say(title + ", ".join(found))
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
    show(rows[:limit], ("with", "out", "in", "origins", "cooperation", "conflict", "balance"), format, chosen)


def claims(
    words: Annotated[
        str | None, typer.Argument(metavar="[WORDS]", help='In the sentence: all words, "a phrase", nucl*, -not, OR.')
    ] = None,
    store: options.StoreIfAny = None,
    actors: Annotated[
        list[str] | None,
        typer.Option("--actor", autocompletion=complete_actor, help="With this actor; may be given twice."),
    ] = None,
    speaker: Annotated[str | None, typer.Option(autocompletion=complete_actor, help="Said by this actor.")] = None,
    relation: options.Relations = None,
    group: options.Groups = None,
    statuses: Annotated[list[ClaimStatus] | None, typer.Option("--status", help="Standing so (default: all).")] = None,
    contested: Annotated[bool, typer.Option("--contested", help="Affirmed by some, denied by others.")] = False,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = 0.0,
    sort: Annotated[str, typer.Option(help="date, confidence or intensity.")] = "date",
    limit: Limit = 40,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """List claims with their sentences: by actor, relation, speaker, status, time or words.

    As jsonl or json each is a whole record, which `graphkit export -` and `import` read back.
    """
    from graphkit.errors import UnknownName
    from graphkit.network import resolve
    from graphkit.ontology import check_group, find_relation, load_relations

    orders = {"date": lambda e: e.date or "", "confidence": lambda e: e.confidence, "intensity": lambda e: e.intensity}
    if sort not in orders:
        raise UnknownName(f"no order {sort!r}", f"say {', '.join(orders)}")
    known = load_relations()
    names = [find_relation(known, name).name for name in relation or ()]
    kept = {*map(str, statuses or ()), *(["contested"] if contested else [])}
    with opened(store) as graph:
        asked = graph.filter(
            relation=names,
            group=[check_group(known, name) for name in group or ()],
            speaker=keys(resolve(graph, speaker)) if speaker else (),
            words=words or "",
            since=since,
            until=until,
            min_confidence=min_confidence,
        )
        for name in actors or ():
            asked = asked.filter(actor=keys(resolve(graph, name)))
        found = [e for e in asked.events() if not kept or e.status in kept]
        found.sort(key=orders[sort], reverse=True)
        form = output.chosen(format, None, otherwise="tsv")
        rows = list(_records(graph, found[:limit]) if form in ("json", "jsonl") else _brief(graph, found[:limit]))
        chosen = part(graph, found[:limit]) if form == "ttl" else None
    columns = ("date", "subject", "relation", "object", "status", "speaker", "sentence")
    show(rows, columns if form in (output.TABLE, "md") else tuple(rows[0]) if rows else columns, format, chosen)
    if len(found) > limit:
        output.say(f"{len(found) - limit} more; --limit shows them")


def _brief(graph: KnowledgeGraph, events: Iterable[Event]) -> Iterator[dict[str, Any]]:
    labels = {actor.id: actor.name for actor in graph.actors()}
    for event in events:
        yield {
            "claim": event.claim,
            "date": event.date,
            "subject": labels[event.subject],
            "relation": event.relation,
            "object": labels[event.object],
            "status": event.status,
            "polarity": event.polarity,
            "how": event.how,
            "speaker": event.speaker,
            "confidence": event.confidence,
            "document": event.document,
            "sentence": event.quote,
        }


def _records(graph: KnowledgeGraph, events: Iterable[Event]) -> Iterator[dict[str, Any]]:
    from graphkit.export.tables import record
    from graphkit.model import evidence_id

    for event in events:
        claim = graph[event.claim]
        place = next(e for e in claim.evidence if evidence_id(claim.id, e) == event.evidence)
        yield {**record(claim, place, graph), "standing": event.status}
