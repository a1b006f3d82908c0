"""The relations of a dyad over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from graphkit.model import PartialDate
from graphkit.network.examples import best
from graphkit.store.reading import Event

PERIODS = ("year", "month", "day")
BARS = "▁▂▃▄▅▆▇█"


@dataclass
class Bucket:
    """What happened in one period."""

    period: str
    """For example 2022, 2022-02 or 2022-02-24."""
    events: int = 0
    cooperation: float = 0.0
    conflict: float = 0.0
    relations: Counter[str] = field(default_factory=Counter)
    peak: Event | None = None
    """The event of greatest absolute intensity, weighted by confidence, with its best sentence."""
    origins: set[tuple[str, str]] = field(default_factory=set)


def timeline(events: Iterable[Event], by: str = "month") -> list[Bucket]:
    """The events of each period in order; periods without any are left out, as are events dated less precisely.

    A relation counts once per independent origin and period, so that copies do not raise a peak.
    """
    buckets: dict[str, Bucket] = {}
    told: dict[tuple[str, ...], list[Event]] = {}
    for event in events:
        period = period_of(event.date, by)
        if period is None:
            continue
        bucket = buckets.setdefault(period, Bucket(period))
        if (event.origin, event.relation) in bucket.origins:
            continue
        bucket.origins.add((event.origin, event.relation))
        bucket.events += 1
        bucket.cooperation += max(event.intensity, 0.0)
        bucket.conflict += min(event.intensity, 0.0)
        bucket.relations[event.relation] += 1
        told.setdefault(_deed(period, event), []).append(event)
        if bucket.peak is None or _force(event) > _force(bucket.peak):
            bucket.peak = event
    for period, bucket in buckets.items():
        if bucket.peak:
            bucket.peak = best(told[_deed(period, bucket.peak)])
    return [buckets[period] for period in sorted(buckets)]


@lru_cache(maxsize=100_000)
def period_of(date: str | None, by: str) -> str | None:
    """The year, month or day of an event's date, as ISO text; None if it is not known that precisely."""
    when = PartialDate.parse(date).to(by) if date else None
    return str(when) if when else None


def _deed(period: str, event: Event) -> tuple[str, ...]:
    return period, event.subject_code, event.relation, event.object_code


def _force(event: Event) -> float:
    return abs(event.intensity) * event.confidence


def every_period(buckets: Sequence[Bucket], by: str) -> Iterator[Bucket]:
    """The buckets with empty ones added for the periods between; days are left as they are."""
    if by == "day" or not buckets:
        yield from buckets
        return
    known = {bucket.period: bucket for bucket in buckets}
    step = 12 if by == "year" else 1
    first, last = (_months(bucket.period) for bucket in (buckets[0], buckets[-1]))
    for month in range(first, last + 1, step):
        period = str(PartialDate(month // 12, None if by == "year" else month % 12 + 1))
        yield known.get(period) or Bucket(period)


def _months(period: str) -> int:
    when = PartialDate.parse(period)
    return when.year * 12 + (when.month or 1) - 1


def sparkline(values: Sequence[float], top: float | None = None) -> str:
    """Values from zero up as a line of bars, scaled to ``top``.

    >>> sparkline([0, 1, 4, 2])
    '▁▃█▅'
    >>> sparkline([0, 1], 7)
    '▁▂'
    """
    most = max(values, default=0.0) if top is None else top
    return "".join(BARS[round(value / most * (len(BARS) - 1))] if most else BARS[0] for value in values)
