"""Axis ticks: the periods and values to label."""

from __future__ import annotations

import math
from collections.abc import Sequence

LABELS = 12
"""The maximum number of labelled periods."""


def round_periods(periods: Sequence[str]) -> list[tuple[int, str]]:
    """The periods to label below bars: all if there are few, otherwise round ones (January, every fifth year).

    >>> round_periods(["2014-11", "2014-12", "2015-01"])
    [(0, '2014-11'), (1, '2014-12'), (2, '2015-01')]
    >>> round_periods([f"{year}-{month:02}" for year in range(2001, 2009) for month in range(1, 13)][:80])
    [(0, '2001'), (12, '2002'), (24, '2003'), (36, '2004'), (48, '2005'), (60, '2006'), (72, '2007')]
    >>> [label for _, label in round_periods([str(year) for year in range(1983, 2012)])]
    ['1985', '1990', '1995', '2000', '2005', '2010']
    """
    every = list(enumerate(periods))
    if len(every) <= LABELS:
        return every
    if len(periods[0]) > len("2014-11"):  # days; those without events are missing
        return every[:: -(-len(every) // LABELS)]
    for apart in (1, 3, 6) if "-" in periods[0] else ():
        chosen = [(place, period) for place, period in every if (int(period[5:]) - 1) % apart == 0]
        if len(chosen) <= LABELS:
            return chosen
    starts = [(place, period[:4]) for place, period in every if period[5:] in ("", "01")]
    steps = (step * power for power in (1, 10, 100, 1000) for step in (1, 2, 5))
    return next(
        chosen
        for apart in steps
        if len(chosen := [(place, year) for place, year in starts if int(year) % apart == 0]) <= LABELS
    )


def round_values(most: float) -> list[float]:
    """Round values from minus to plus ``most`` that are well separated on a logarithmic scale.

    >>> round_values(25)
    [-20, -5, 0, 5, 20]
    """
    apart = math.log1p(most) / 4
    high = math.floor(math.log10(most))
    kept: list[float] = []
    for round_one in (step * 10.0**power for power in range(high, high - 3, -1) for step in (5, 2, 1)):
        room = math.log1p(kept[-1] if kept else math.inf) - math.log1p(round_one)
        if round_one <= most and room >= apart <= math.log1p(round_one):
            kept.append(int(round_one) if round_one >= 1 else round_one)
    return [*(-mark for mark in kept), 0, *reversed(kept)]
