"""Dates as precisely as they are known."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering

_GRANULARITIES = ("year", "month", "day")
_ISO_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, month or day, as precisely as it is known; ValueError if it does not exist.

    ``str()`` gives its ISO 8601 text. A year sorts before its months, and a month before its days, like the texts.

    >>> february = PartialDate(2024, 2)
    >>> str(february), february.granularity, str(february.last)
    ('2024-02', 'month', '2024-02-29')
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError(f"day {self.day} without a month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Parse YYYY, YYYY-MM or YYYY-MM-DD; ValueError for any other text."""
        if not _ISO_DATE.fullmatch(text):
            raise ValueError(f"{text!r} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
        try:
            return cls(*map(int, text.split("-")))
        except ValueError as error:
            raise ValueError(f"{text!r} is not a date: {error}") from None

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The date of a whole day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def covering(cls, first: date, last: date) -> PartialDate | None:
        """The most precise date that covers all days from first to last; None if they are in different years."""
        if first.year != last.year:
            return None
        if first.month != last.month:
            return cls(first.year)
        return cls(first.year, first.month, None if first.day != last.day else first.day)

    @property
    def granularity(self) -> str:
        """``year``, ``month`` or ``day``."""
        return _GRANULARITIES[(self.month is not None) + (self.day is not None)]

    @property
    def first(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def middle(self) -> date:
        """The middle of the days it can mean."""
        return self.first + (self.last - self.first) / 2

    def to(self, granularity: str) -> PartialDate | None:
        """The year, month or day that contains it, or None if it is not known that precisely."""
        kept = _GRANULARITIES.index(granularity)
        if kept > _GRANULARITIES.index(self.granularity):
            return None
        return PartialDate(self.year, self.month if kept else None, self.day if kept > 1 else None)

    def __contains__(self, other: PartialDate) -> bool:
        return self.first <= other.first and other.last <= self.last

    def __lt__(self, other: PartialDate) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, int, int]:
        return self.year, self.month or 0, self.day or 0

    def __str__(self) -> str:
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)])
