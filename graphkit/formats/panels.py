"""Dyad panels for statistics: one row per ordered pair of actors and month or year.

They count what the table ``dyad-months`` counts: affirmed, actual evidence of claims that are facts, once per relation,
origin and period, symmetric relations in both directions. One period is in memory at a time, plus the pairs with zeros.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from graphkit.formats.cells import Cell, lines
from graphkit.formats.factual_events import cow, state
from graphkit.model import PartialDate
from graphkit.network.projection import Choices, chosen
from graphkit.ontology import groups, load_relations, standing_groups
from graphkit.store.reading import Event
from graphkit.store.view import View

if TYPE_CHECKING:
    from graphkit.formats import Options

Pair = tuple[str, str]


def dyad_months(graph: View, options: Options) -> Iterator[str]:
    """CSV by month; evidence dated only to the year is left out."""
    return _panel(graph, options, "month")


def dyad_years(graph: View, options: Options) -> Iterator[str]:
    """CSV by year."""
    return _panel(graph, options, "year")


def _panel(graph: View, options: Options, by: str) -> Iterator[str]:
    names = [name for name in groups(load_relations()) if name not in standing_groups()]
    when = ["year", "month"] if by == "month" else ["year"]
    ends = ["actor1", "actor2", "iso3_1", "iso3_2", "ccode1", "ccode2"]
    counts = [f"{what}_{name.lower()}" for name in names for what in ("n", "score")]
    yield from lines([[*when, *ends, "events", "cooperation", "conflict", *counts]])
    periods = _periods(graph, by)
    filled = _filled(graph, periods, by) if options.zero_fill else periods
    rows = (
        [*_when(period), *_codes(pair), *_counts(told, names)]
        for period, pairs in filled
        for pair, told in sorted(pairs.items())
    )
    yield from lines(rows, safe=options.excel_safe)


def _happened(graph: View) -> Iterator[Event]:
    return (event for _, _, event in chosen(graph, Choices()))


def _pairs(event: Event) -> tuple[Pair, ...]:
    pair = event.subject_code, event.object_code
    return (pair, pair[::-1]) if event.symmetric else (pair,)


Told = dict[Pair, list[Event]]
Periods = Iterator[tuple[PartialDate, Told]]


def _periods(graph: View, by: str) -> Periods:
    """The events by pair in each period that has any; events are sorted by date."""
    dated = ((_period(event, by), event) for event in _happened(graph))
    known_dates = ((when, event) for when, event in dated if when)
    for period, found in groupby(known_dates, _first):
        told: Told = {}
        counted = set()
        for _, event in found:
            for pair in _pairs(event):
                key = (pair, event.relation, event.origin)
                if key not in counted:
                    counted.add(key)
                    told.setdefault(pair, []).append(event)
        yield period, told


def _first(dated: tuple[PartialDate, Event]) -> PartialDate:
    return dated[0]


def _period(event: Event, by: str) -> PartialDate | None:
    return PartialDate.parse(event.date).to(by) if event.date else None


def _filled(graph: View, periods: Periods, by: str) -> Periods:
    """Every pair of the panel in every period from the first to the last."""
    pairs = {pair for event in _happened(graph) if _period(event, by) for pair in _pairs(event)}
    zeros: Told = {pair: [] for pair in pairs}
    last: PartialDate | None = None
    for period, told in periods:
        while last is not None and (last := _next(last)) < period:
            yield last, zeros
        yield period, {**zeros, **told}
        last = period


def _next(period: PartialDate) -> PartialDate:
    if period.month is None:
        return PartialDate(period.year + 1)
    return PartialDate(period.year + period.month // 12, period.month % 12 + 1)


def _when(period: PartialDate) -> list[Cell]:
    return [period.year] if period.month is None else [period.year, period.month]


def _codes(pair: Pair) -> list[Cell]:
    return [*pair, *map(state, pair), *map(cow, pair)]


def _counts(told: Iterable[Event], names: Iterable[str]) -> list[Cell]:
    scores: dict[str, list[float]] = {}
    for event in told:
        scores.setdefault(event.group, []).append(event.intensity)
    every = [score for of in scores.values() for score in of]
    row: list[Cell] = [len(every), _sum(every, max), _sum(every, min)]
    for name in names:
        row += [len(scores.get(name, ())), _sum(scores.get(name, ()), _same)]
    return row


def _sum(scores: Iterable[float], part: Callable[[float, float], float]) -> float:
    return round(sum((part(score, 0.0) for score in scores), 0.0), 4)


def _same(score: float, _: float) -> float:
    return score
