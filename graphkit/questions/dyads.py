"""What two actors do to each other, by relation and over time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphkit.actors.resolve import keys
from graphkit.errors import UnknownName
from graphkit.network import best
from graphkit.network.series import PERIODS, Bucket, every_period
from graphkit.network.series import timeline as buckets_of
from graphkit.questions.filters import ALL, Filter, counted, pair, uncounted
from graphkit.store.selection import Selection

if TYPE_CHECKING:
    from graphkit.model import Actor
    from graphkit.store.reading import Event
    from graphkit.store.view import View


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two actors, in one direction or, if symmetric, both."""

    who: str
    relation: str
    events: int
    origins: int
    intensity: float
    first: str | None
    last: str | None
    confidence: float
    """That of its most confident evidence."""
    claim: str
    """The id of the claim that the sentence makes."""
    sentence: str
    """The best evidence."""


@dataclass(frozen=True, slots=True)
class Relations:
    """What two actors do to each other."""

    a: Actor
    b: Actor
    events: tuple[Event, ...]
    """The evidence, earliest first."""
    rows: tuple[Relation, ...]
    """Grouped by who acts; those with more origins come first."""
    left_out: int = 0
    """Pieces of evidence that are too unsure to count."""
    uncounted: Mapping[str, int] = field(default_factory=dict)
    """Pieces of evidence for claims of other statuses, by status."""

    @property
    def balance(self) -> float:
        """The sum of the intensities, each counted once per origin."""
        return sum(row.intensity * row.origins for row in self.rows)

    def timeline(self, by: str = "month") -> Timeline:
        """The same over time."""
        return _timeline(self.a, self.b, self.events, self.left_out, self.uncounted, by)


@dataclass(frozen=True, slots=True)
class Period:
    """What happened between two actors in a year, a month or on a day."""

    period: str
    events: int
    cooperation: float
    conflict: float
    relations: str
    """The most common ones, with counts."""
    claim: str
    """The id of the claim that the sentence makes."""
    sentence: str
    """The best sentence for the most intense event."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The relations of two actors over time, without standing ones."""

    a: Actor
    b: Actor
    by: str
    events: tuple[Event, ...]
    """The evidence, earliest first."""
    buckets: Sequence[Bucket]
    """The periods in which something happened, in order."""
    left_out: int = 0
    """Pieces of evidence that are too unsure to count."""
    uncounted: Mapping[str, int] = field(default_factory=dict)
    """Pieces of evidence for claims of other statuses, by status."""

    @property
    def rows(self) -> list[Period]:
        """The buckets as rows."""
        return [
            Period(
                bucket.period,
                bucket.events,
                bucket.cooperation,
                bucket.conflict,
                ", ".join(f"{name} {n}" for name, n in bucket.relations.most_common(3)),
                bucket.peak.claim if bucket.peak else "",
                bucket.peak.quote if bucket.peak else "",
            )
            for bucket in self.buckets
        ]

    @property
    def every(self) -> list[Bucket]:
        """Every period from first to last; for days, only those on which something happened."""
        return list(every_period(self.buckets, self.by))


def relations(graph: View, one: str, other: str, asked: Filter = ALL) -> Relations:
    """What two actors, given by any name, do to each other."""
    a, b = pair(graph, one, other)
    events, unsure, others = _between(graph, a, b, asked)
    return Relations(a, b, tuple(events), tuple(_rows(events, a, b)), unsure, others)


def timeline(graph: View, one: str, other: str, by: str = "month", asked: Filter = ALL) -> Timeline:
    """The relations of two actors, given by any name, by year, month or day; UnknownName for another period."""
    _check(by)
    a, b = pair(graph, one, other)
    return _timeline(a, b, *_between(graph, a, b, asked), by)


def _check(by: str) -> None:
    if by not in PERIODS:
        raise UnknownName(f"no period {by!r}", f"choose {', '.join(PERIODS)}")


def _timeline(
    a: Actor, b: Actor, events: Iterable[Event], left_out: int, others: Mapping[str, int], by: str
) -> Timeline:
    _check(by)
    happened = tuple(event for event in events if not event.standing)
    return Timeline(a, b, by, happened, buckets_of(happened, by), left_out, others)


def _between(graph: View, a: Actor, b: Actor, asked: Filter) -> tuple[list[Event], int, Mapping[str, int]]:
    """The counted evidence between two actors, the number too uncertain to count, and the numbers of other statuses."""
    part = asked.of(graph).select(Selection(actors=(frozenset(keys(a)), frozenset(keys(b)))))
    told = list(part.events())
    return *counted(told, asked.counted), uncounted(told, asked.counted)


def _rows(events: Iterable[Event], a: Actor, b: Actor) -> list[Relation]:
    told: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        forward = event.subject == a.id or (a.kind != "Person" and event.subject_code == a.code != event.object_code)
        source, target = (a, b) if forward or event.symmetric else (b, a)
        who = f"{source.name} {'↔' if event.symmetric else '→'} {target.name}"
        told.setdefault((who, event.relation), []).append(event)
    rows = [
        Relation(
            who,
            relation,
            len(found),
            len({event.origin for event in found}),
            found[0].intensity,
            found[0].date,
            found[-1].date,
            max(event.confidence for event in found),
            shown.claim,
            shown.quote,
        )
        for (who, relation), found in told.items()
        for shown in (best(found),)
    ]
    return sorted(rows, key=lambda row: (row.who, -row.origins, row.relation))
