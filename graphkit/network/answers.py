"""Answers as rows of plain values, the same for the command line, the server and notebooks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphkit.model import STRUCTURE
from graphkit.network.names import keys
from graphkit.network.projection import Choices, dyads
from graphkit.network.series import Bucket
from graphkit.selection import Selection
from graphkit.standing import ClaimStatus, counting

if TYPE_CHECKING:
    from graphkit.model import Actor
    from graphkit.network.paths import Hop
    from graphkit.records import Event
    from graphkit.view import View

Row = dict[str, Any]
ASSERTED = frozenset({str(ClaimStatus.ASSERTED)})


def between(
    graph: View,
    a: Actor,
    b: Actor,
    *,
    statuses: Collection[str] = ASSERTED,
    relations: Collection[str] = (),
) -> list[Event]:
    """The evidence between two actors, earliest first, of claims that stand so; denials only of denied claims."""
    told = counting(statuses)
    return [
        event
        for event in graph.select(Selection(actors=(frozenset(keys(a)), frozenset(keys(b))))).events()
        if event.status in statuses
        and event.how in told
        and (event.polarity == "affirmed" or event.status == ClaimStatus.DENIED)
        and (not relations or event.relation in relations)
    ]


def relations(events: Iterable[Event], a: Actor, b: Actor) -> list[Row]:
    """Each relation and way with its counts, dates and latest sentence; what was told most comes first.

    A row has who, relation, events, origins, intensity, first, last, latest.
    """
    rows: dict[tuple[str, str], Row] = {}
    origins: dict[tuple[str, str], set[str]] = {}
    for event in events:
        forward = event.subject == a.id or (a.kind != "Person" and event.subject_code == a.code != event.object_code)
        source, target = (a, b) if forward or event.symmetric else (b, a)
        key = (f"{source.name} {'↔' if event.symmetric else '→'} {target.name}", event.relation)
        row = rows.setdefault(
            key,
            {
                "who": key[0],
                "relation": event.relation,
                "events": 0,
                "origins": 0,
                "intensity": event.intensity,
                "first": event.date,
                "last": None,
                "latest": "",
            },
        )
        origins.setdefault(key, set()).add(event.origin)
        row["events"] += 1
        row["origins"] = len(origins[key])
        row["last"], row["latest"] = event.date, event.quote
    return sorted(rows.values(), key=lambda row: (row["who"], -row["origins"], row["relation"]))


def periods(buckets: Iterable[Bucket]) -> list[Row]:
    """The periods of a timeline: period, events, cooperation, conflict, commonest relations, weightiest sentence."""
    return [
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


@dataclass(frozen=True)
class Profile:
    """What a graph knows of one actor."""

    actor: Actor
    offices: tuple[str, ...]
    """What it leads, is a member of, …: relation and code."""
    does: tuple[tuple[str, int], ...]
    """Relations it acts in, or shares, with counts; commonest first."""
    suffers: tuple[tuple[str, int], ...]
    """Relations that are done to it."""
    partners: tuple[Row, ...]
    """With whom: code, with, out, in, origins, cooperation, conflict, balance; whom most is told of first."""
    events: tuple[Event, ...]


def profile(graph: View, who: Actor) -> Profile:
    """An actor with its offices, relations, partners and opponents."""
    persons = who.kind == "Person"
    node = who.id if persons else who.code
    names = {a.id if persons else a.code: a.name for a in graph.actors() if persons or a.kind != "Person"}
    rows: dict[str, Row] = {}
    own_part = graph.select(Selection(actors=(frozenset(keys(who)),)))
    for (source, target), dyad in dyads(own_part, Choices(persons=persons)).items():
        if node not in (source, target):
            continue
        other = target if source == node else source
        empty = {"code": other, "with": names.get(other, other), "out": 0, "in": 0, "origins": 0}
        row = rows.setdefault(other, {**empty, "cooperation": 0.0, "conflict": 0.0, "balance": 0.0})
        row["out" if source == node else "in"] += dyad.events
        row["origins"] += dyad.weight
        row["cooperation"] += dyad.cooperation
        row["conflict"] += dyad.conflict
        row["balance"] += dyad.balance
    own = [event for event in own_part.events() if event.polarity == "affirmed"]
    standing = {f"{e.relation} {e.object_code}" for e in own if e.subject == who.id and e.group == STRUCTURE}
    events = [event for event in own if event.group != STRUCTURE]
    does = Counter(e.relation for e in events if e.symmetric or node in (e.subject, e.subject_code))
    suffers = Counter(e.relation for e in events if not e.symmetric and node in (e.object, e.object_code))
    return Profile(
        who,
        tuple(sorted(standing)),
        tuple(does.most_common()),
        tuple(suffers.most_common()),
        tuple(sorted(rows.values(), key=lambda row: (-row["origins"], row["code"]))),
        tuple(own),
    )


def steps(found: Iterable[Sequence[Hop]], names: Mapping[str, str]) -> list[Row]:
    """The steps of paths, each with the claim that speaks for it most."""
    return [
        {
            "path": number,
            "from": names.get(hop.source, hop.source),
            "relation": f"{'' if hop.forward else '← '}{hop.event.relation}{' →' if hop.forward else ''}",
            "to": names.get(hop.target, hop.target),
            "date": hop.event.date,
            "origins": hop.origins,
            "claim": hop.event.claim,
            "sentence": hop.event.quote,
        }
        for number, hops in enumerate(found, 1)
        for hop in hops
    ]


def brief(graph: View, events: Iterable[Event]) -> Iterator[Row]:
    """Evidence in short: claim, date, subject, relation, object, how it stands and is told, sentence."""
    names = {actor.id: actor.name for actor in graph.actors()}
    for event in events:
        yield {
            "claim": event.claim,
            "date": event.date,
            "subject": names[event.subject],
            "relation": event.relation,
            "object": names[event.object],
            "status": event.status,
            "polarity": event.polarity,
            "how": event.how,
            "speaker": event.speaker,
            "hearsay": event.hearsay,
            "confidence": event.confidence,
            "document": event.document,
            "sentence": event.quote,
        }
