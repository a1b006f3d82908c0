"""How the relations of a dyad go over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from graphkit.records import Event

PERIODS = {"year": 4, "month": 7, "day": 10}
"""How much of an ISO date names each period."""
BARS = "▁▂▃▄▅▆▇█"


@dataclass
class Bucket:
    """What happened in one period."""

    period: str
    """As in 2022, 2022-02 or 2022-02-24."""
    events: int = 0
    cooperation: float = 0.0
    conflict: float = 0.0
    relations: Counter[str] = field(default_factory=Counter)
    peak: Event | None = None
    """The event of greatest intensity, either way, weighed by how sure it is."""
    origins: set[tuple[str, str]] = field(default_factory=set)


def timeline(events: Iterable[Event], by: str = "month") -> list[Bucket]:
    """The events of each period in order; periods without any are left out, as are events dated less precisely.

    A relation of one independent origin counts once a period, so that copies do not raise a peak.
    """
    size = PERIODS[by]
    buckets: dict[str, Bucket] = {}
    for event in events:
        if event.date is None or len(event.date) < size:
            continue
        bucket = buckets.setdefault(event.date[:size], Bucket(event.date[:size]))
        if (event.origin, event.relation) in bucket.origins:
            continue
        bucket.origins.add((event.origin, event.relation))
        bucket.events += 1
        bucket.cooperation += max(event.intensity, 0.0)
        bucket.conflict += min(event.intensity, 0.0)
        bucket.relations[event.relation] += 1
        if bucket.peak is None or _force(event) > _force(bucket.peak):
            bucket.peak = event
    return [buckets[period] for period in sorted(buckets)]


def _force(event: Event) -> float:
    return abs(event.intensity) * event.confidence


def every_period(buckets: Sequence[Bucket], by: str) -> Iterator[Bucket]:
    """The same with empty buckets for the periods between; days are left as they are."""
    if by == "day" or not buckets:
        yield from buckets
        return
    known = {bucket.period: bucket for bucket in buckets}
    step = 12 if by == "year" else 1
    first, last = (_months(bucket.period) for bucket in (buckets[0], buckets[-1]))
    for month in range(first, last + 1, step):
        period = f"{month // 12:04}" if by == "year" else f"{month // 12:04}-{month % 12 + 1:02}"
        yield known.get(period) or Bucket(period)


def _months(period: str) -> int:
    return int(period[:4]) * 12 + (int(period[5:7]) - 1 if len(period) > 4 else 0)


def sparkline(values: Sequence[float]) -> str:
    """Values from zero up as a line of bars.

    >>> sparkline([0, 1, 4, 2])
    '▁▂█▄'
    """
    top = max(values, default=0.0)
    return "".join(BARS[round(value / top * (len(BARS) - 1))] if top else BARS[0] for value in values)
