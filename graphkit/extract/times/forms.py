"""The forms of time expressions, each with its reader."""

from __future__ import annotations

import re
from collections.abc import Callable

from graphkit.extract.times import meaning
from graphkit.languages.en import dates as en

Reader = Callable[[re.Match[str], meaning.When], meaning.Stretch | None]

_READERS: dict[str, Reader] = {
    "anniversary": meaning.anniversary,
    "calendar": meaning.calendar,
    "dated": meaning.dated,
    "day_alone": meaning.day_alone,
    "described": meaning.described,
    "distance": meaning.distance,
    "holiday": meaning.holiday,
    "iso": meaning.iso,
    "month_to_month": meaning.month_to_month,
    "near": meaning.near,
    "next_to": meaning.next_to,
    "numeric": meaning.numeric,
    "of_week": meaning.of_week,
    "repeated": meaning.repeated,
    "short_year": meaning.short_year,
    "two_away": meaning.two_away,
    "week_after": meaning.week_after,
    "whole_year": meaning.whole_year,
    "year_to_year": meaning.year_to_year,
}
FORMS = tuple((pattern, _READERS[reader]) for pattern, reader in en.FORMS)
"""Where forms overlap, the first counts."""
