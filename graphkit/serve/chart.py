"""A timeline as bars above and below zero, with axes: all numbers that a template needs to draw it."""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.network import timeline
from graphkit.network.series import Bucket, every_period

if TYPE_CHECKING:
    from graphkit.store.reading import Event

WIDTH, LEFT, TOP, TALL = 900, 44, 8, 150
"""Pixels: the width of the drawing, the margins left of and above the bars, and the height of their area."""
MONTHS = 180
"""With more months than this, each bar is a year."""
LABELS, TICKS = 12, 5
"""The maximum numbers of labelled years and values."""


@dataclass(frozen=True)
class Bar:
    """Cooperation or conflict in one period."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    """``plus`` or ``minus``."""
    title: str
    since: str
    until: str


@dataclass(frozen=True)
class Chart:
    """Bars, and axis ticks for years (position and year) and values (position and number)."""

    bars: tuple[Bar, ...]
    years: tuple[tuple[float, str], ...]
    values: tuple[tuple[float, str], ...]
    about: str
    bottom: float = TOP + TALL
    left: float = LEFT
    width: float = WIDTH
    height: float = TOP + TALL + 22


def chart(events: Sequence[Event]) -> Chart | None:
    """Cooperation above zero and conflict below, by month or, for long periods, by year; None without dates."""
    by = "month"
    line = list(every_period(timeline(events, by), by))
    if len(line) > MONTHS:
        by = "year"
        line = list(every_period(timeline(events, by), by))
    if not line:
        return None
    up, down = max(bucket.cooperation for bucket in line), max(-bucket.conflict for bucket in line)
    tick = _round((up + down) / (TICKS - 1), (1, 2, 5, 10)) if up + down else 1.0
    above, below = math.ceil(up / tick), math.ceil(down / tick)
    unit = TALL / (tick * max(1, above + below))
    zero = TOP + above * tick * unit
    step = (WIDTH - LEFT - 6) / len(line)
    wide = _wide(step)
    bars = []
    for place, bucket in enumerate(line):
        since, until = _days(bucket.period)
        title = f"{bucket.period}: {bucket.events} event{'' if bucket.events == 1 else 's'}, cooperation "
        title += f"{bucket.cooperation:+.0f}, conflict {bucket.conflict:+.0f}"
        for kind, value in (("plus", bucket.cooperation), ("minus", -bucket.conflict)):
            if value:
                y = zero - (value * unit if kind == "plus" else 0)
                x = LEFT + step * place + (step - wide) / 2
                x, y, tall = (round(number, 2) for number in (x, y, value * unit))
                bars.append(Bar(x, y, round(wide, 2), tall, kind, title, since, until))
    marks = (tick * number for number in range(above, -below - 1, -1))
    values = tuple((round(zero - value * unit, 2), f"{value:+g}" if value else "0") for value in marks)
    about = f"cooperation and conflict by {by} from {line[0].period} to {line[-1].period}"
    return Chart(tuple(bars), _years(line, step), values, about)


def _years(line: Sequence[Bucket], step: float) -> tuple[tuple[float, str], ...]:
    """The starts of years, or every second or fifth of many; if there is none, the month of the first bar."""
    starts = [(place, int(bucket.period[:4])) for place, bucket in enumerate(line) if bucket.period[5:] in ("", "01")]
    each = int(_round(len(starts) / LABELS, (1, 2, 5, 10))) if len(starts) > LABELS else 1
    named = [(place, year) for place, year in starts if year % each == 0]
    if not named:
        return ((round(LEFT + (step - _wide(step)) / 2, 2), line[0].period),)
    return tuple((round(LEFT + step * place, 2), str(year)) for place, year in named)


def _wide(step: float) -> float:
    """The width of a bar."""
    return min(step * 0.86, 26)


def _round(value: float, steps: Sequence[int]) -> float:
    """The smallest of ``steps`` times a power of ten that is at least ``value``."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in steps if step * power >= value)


def _days(period: str) -> tuple[str, str]:
    """The first and the last day of a year or month."""
    year, _, month = period.partition("-")
    last = month or "12"
    return f"{year}-{month or '01'}-01", f"{year}-{last}-{monthrange(int(year), int(last))[1]:02}"
