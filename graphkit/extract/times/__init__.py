"""When an event happened, according to its sentence, relative to the article's date.

``spans`` finds time expressions by their ``forms`` and ``meaning``; ``owner`` decides which one dates the event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from graphkit.extract.times.owner import Clauses, Place
from graphkit.extract.times.spans import TimeSpan, time_spans
from graphkit.model import PartialDate


class Finder(Protocol):
    """Finds the time expressions of a sentence as of a day."""

    def __call__(self, sentence: str, now: date | None, *, planned: bool) -> list[TimeSpan]:
        """The time expressions, from left to right."""


PRESS = range(1600, 9000)
"""Plausible years of publication; any other year is a placeholder for an unknown date."""


def event_date(
    sentence: str,
    published: PartialDate | None,
    *,
    planned: bool = False,
    cue: Place | None = None,
    ends: Sequence[Place] = (),
) -> PartialDate | None:
    """The date that a sentence gives to an event; None if it gives none, several, or an impossible one.

    ``cue`` is the span of the words that state the event, ``ends`` the spans of its actors, which distinguish "Iran
    attacked Israel on Monday and Syria on Tuesday". What has happened is never after the day of publication, and what
    is planned never before it; a date without a year or month is the nearest such one. Without a cue it must be the
    only date.

    >>> sentence = "Russia said on Tuesday that its president had met Xi in Beijing in May."
    >>> str(event_date(sentence, PartialDate(2024, 8, 29), cue=(46, 49)))
    '2024-05'
    """
    when = known(published)
    spans = read(time_spans, sentence, when, planned=planned)
    if cue is not None:
        own = Clauses(sentence, cue, spans, when.last if when else None).own(ends)
        spans = [own] if own else []
    return agreed(spans, when, planned=planned)


def known(published: PartialDate | None) -> PartialDate | None:
    """The day of publication, if plausible."""
    return published if published and published.year in PRESS else None


def agreed(spans: Sequence[TimeSpan], when: PartialDate | None, *, planned: bool) -> PartialDate | None:
    """The single date that time expressions give to an event reported on a day; None if they give several, or none."""
    found = {PartialDate.covering(*span.days) for span in spans if span.days}
    days = {day for day in found if day}
    finest = [day for day in days if not any(other != day and other in day for other in days)]
    if len(finest) != 1 or None in found:
        return None
    wrong = when is not None and (finest[0].last < when.first if planned else finest[0].first > when.last)
    return None if wrong else finest[0]


def read(finder: Finder, sentence: str, published: PartialDate | None, *, planned: bool) -> list[TimeSpan]:
    """The time expressions; if the article's date is a month or year, those that hold for all its days."""
    if published is None or published.day:
        return finder(sentence, published.first if published else None, planned=planned)
    early, late = (finder(sentence, day, planned=planned) for day in (published.first, published.last))
    return [one if one.days == other.days else replace(one, days=None) for one, other in zip(early, late, strict=True)]
