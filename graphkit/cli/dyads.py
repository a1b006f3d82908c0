"""Questions about actors and pairs of them: ``relations``, ``timeline``, ``actor`` and ``claims``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.completion import complete_actor
from graphkit.cli.tables import Format, Limit, Offset, Row, Statuses, counted, form_of, opened, page, part, show, sure
from graphkit.model import STRUCTURE, UNNAMED
from graphkit.standing import ClaimStatus

if TYPE_CHECKING:
    from graphkit.records import Event
    from graphkit.view import View


BRIEF = ("claim", "date", "subject", "relation", "object", "status", "speaker", "confidence", "sentence")
"""What people see of claims."""
WHOLE = tuple(
    "claim date subject relation object status polarity how speaker hearsay confidence document sentence".split()
)
"""What programs get of them."""


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(
        rich_help_panel=panels.ASK, epilog="Example: graphkit relations russia ukraine --since 2022 --store kg.db"
    )(relations)
    app.command(rich_help_panel=panels.ASK, epilog="Example: graphkit timeline USA Iran --by year --store kg.db")(
        timeline
    )
    app.command(rich_help_panel=panels.ASK, epilog='Example: graphkit actor "Xi Jinping" --store kg.db')(actor)
    app.command(rich_help_panel=panels.ASK, epilog="Example: graphkit claims --actor ICC --contested --store kg.db")(
        claims
    )


def relations(
    ctx: typer.Context,
    one: Annotated[str, options.an_actor("A", "An actor: name, code, id or Wikidata id.")],
    other: Annotated[str, options.an_actor("B")],
    store: options.StoreIfAny = None,
    since: options.Since = None,
    until: options.Until = None,
    relation: options.Relations = None,
    statuses: Statuses = None,
    min_confidence: options.MinConfidence = None,
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Show what A does to B and B to A.

    Each relation comes with its count, its dates and the latest sentence.
    """
    from graphkit.network import answers, resolve
    from graphkit.ontology import find_relation, load_relations

    form = form_of(format)
    known = load_relations()
    names = {find_relation(known, name).name for name in relation or ()}
    with opened(store, since, until, min_confidence) as graph:
        a, b = resolve(graph, one), resolve(graph, other)
        events = answers.between(graph, a, b, statuses=counted(statuses), relations=names)
        chosen = part(graph, events) if form == "ttl" else None
    rows = answers.relations(events, a, b)
    head = ("who", "relation", "events", "origins", "intensity", "first", "last", "latest")
    show(page(rows, form, limit, offset), head, form, ctx, claims=chosen)
    if rows:
        total = sum(row["intensity"] * row["origins"] for row in rows)
        output.say(f"{a.name} and {b.name}: {len(events)} pieces of evidence, balance {total:+.0f}")


def timeline(
    ctx: typer.Context,
    one: Annotated[str, options.an_actor("A")],
    other: Annotated[str, options.an_actor("B")],
    store: options.StoreIfAny = None,
    by: Annotated[str, typer.Option(help="year, month or day.")] = "month",
    since: options.Since = None,
    until: options.Until = None,
    statuses: Statuses = None,
    min_confidence: options.MinConfidence = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most this many periods, the latest.")] = None,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Show how two actors got on over the years.

    Each period has its events, how cooperative and how hostile they were, and the weightiest sentence.
    """
    from graphkit.errors import UnknownName
    from graphkit.network import answers, resolve
    from graphkit.network.series import PERIODS, every_period, sparkline
    from graphkit.network.series import timeline as series

    if by not in PERIODS:
        raise UnknownName(f"no period {by!r}", f"say {', '.join(PERIODS)}")
    form = form_of(format)
    with opened(store, since, until, min_confidence) as graph:
        a, b = resolve(graph, one), resolve(graph, other)
        found = [e for e in answers.between(graph, a, b, statuses=counted(statuses)) if e.group != STRUCTURE]
        chosen = part(graph, found) if form == "ttl" else None
    buckets = series(found, by)[-(limit or 0) :]
    head = ("period", "events", "cooperation", "conflict", "relations", "sentence")
    if found and not buckets:
        output.say(f"nothing between {a.name} and {b.name} is dated to the {by}")
    show(answers.periods(buckets), head, form, ctx, claims=chosen)
    line = list(every_period(buckets, by))
    if buckets:
        output.say(f"cooperation {sparkline([bucket.cooperation for bucket in line][-120:])}")
        output.say(f"conflict    {sparkline([-bucket.conflict for bucket in line][-120:])}  to {line[-1].period}")


def actor(
    ctx: typer.Context,
    name: Annotated[str, options.an_actor("A")],
    store: options.StoreIfAny = None,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = None,
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Show an actor with its offices, partners and opponents."""
    from graphkit.network import answers, resolve

    form = form_of(format)
    with opened(store, since, until, min_confidence) as graph:
        found = answers.profile(graph, resolve(graph, name))
        chosen = part(graph, found.events) if form == "ttl" else None
    who = found.actor
    if form != "json":
        output.say(f"{who.name}: {who.kind}, code {who.code}" + (f", Wikidata {who.wikidata}" if who.wikidata else ""))
        for title, listed in (
            ("", found.offices),
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
            "offices": found.offices,
            "does": dict(found.does),
            "suffers": dict(found.suffers),
            "partners": partners,
        }

    head = ("with", "out", "in", "origins", "cooperation", "conflict", "balance")
    rows = page(found.partners, form, limit, offset, screenful=8)
    show(rows, head, form, ctx, claims=chosen, more=("code",), whole=whole)


def claims(
    ctx: typer.Context,
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
    statuses: Annotated[
        list[ClaimStatus] | None, typer.Option("--status", help="Of this status (default: all).")
    ] = None,
    contested: Annotated[bool, typer.Option("--contested", help="Affirmed by some, denied by others.")] = False,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = None,
    sort: Annotated[str, typer.Option(help="date, confidence or intensity.")] = "date",
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """List claims with their sentences.

    They are chosen by actor, relation, speaker, status, time or words. As jsonl or json each is a whole record, which
    `graphkit export -` and `import` read back.
    """
    from graphkit.errors import UnknownName
    from graphkit.network import answers
    from graphkit.network.names import keys
    from graphkit.ontology import check_group, find_relation, load_relations

    orders = {"date": lambda e: e.date or "", "confidence": lambda e: e.confidence, "intensity": lambda e: e.intensity}
    if sort not in orders:
        raise UnknownName(f"no order {sort!r}", f"say {', '.join(orders)}")
    form = form_of(format)
    known = load_relations()
    names = [find_relation(known, name).name for name in relation or ()]
    kept = {*map(str, statuses or ()), *(["contested"] if contested else [])}
    with opened(store) as graph:
        asked = graph.filter(
            relation=names,
            group=[check_group(known, name) for name in group or ()],
            speaker=keys(graph.actor(speaker)) if speaker else (),
            words=words or "",
            since=since,
            until=until,
        )
        for name in actors or ():
            asked = asked.filter(actor=keys(graph.actor(name)))
        asked = sure(asked, min_confidence)
        found = [e for e in asked.events() if not kept or e.status in kept]
        found.sort(key=orders[sort], reverse=True)
        shown = page(found, form, limit, offset)
        rows = list(_records(graph, shown) if form in ("json", "jsonl") else answers.brief(graph, shown))
        chosen = part(graph, shown) if form == "ttl" else None
    if form in (output.TABLE, "md"):
        rows = [
            {**row, "speaker": UNNAMED if row["hearsay"] else row["speaker"], "confidence": f"{row['confidence']:.2f}"}
            for row in rows
        ]
        columns: tuple[str, ...] = BRIEF
    else:
        columns = WHOLE
    show(rows, columns, form, ctx, claims=chosen)


def _records(graph: View, events: Iterable[Event]) -> Iterator[dict[str, Any]]:
    from graphkit.export.tables import record
    from graphkit.model import evidence_id

    for event in events:
        claim = graph[event.claim]
        place = next(e for e in claim.evidence if evidence_id(claim.id, e) == event.evidence)
        yield {**record(claim, place, graph), "standing": event.status}
