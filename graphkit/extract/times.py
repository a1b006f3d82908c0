"""When an event happened, as far as its sentence says, relative to the article's date."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from graphkit.model import PartialDate

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = "(?P<month>" + "|".join(f"{month}" for month in MONTHS) + ")"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DAY_MONTH_YEAR = re.compile(rf"\b{_DAY} (?:of )?{_MONTH}(?:,? (?P<year>\d{{4}}))?\b", re.IGNORECASE)
_MONTH_DAY_YEAR = re.compile(rf"\b{_MONTH} {_DAY}\b(?:,? (?P<year>\d{{4}})\b)?", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"\b{_MONTH},? (?:of )?(?P<year>\d{{4}})\b", re.IGNORECASE)
_IN_MONTH = re.compile(rf"\b(?:in|since|last|during|late|early) {_MONTH}\b", re.IGNORECASE)
_IN_YEAR = re.compile(r"\b(?:in|since|during|of|early|late|mid) (?P<year>1[89]\d\d|20\d\d)\b(?![-–]\d)", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?P<last>last )?(?P<weekday>" + "|".join(WEEKDAYS) + r")\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince (?:\w+ |\d+,? )?$", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?P<word>today|yesterday|tomorrow|tonight)\b", re.IGNORECASE)


RECENT = timedelta(days=92)
"""A date as near to the article's as this is taken for that of whatever its sentence tells."""


def event_date(
    sentence: str,
    published: date | None,
    *,
    planned: bool = False,
    belongs: Callable[[int], bool] | None = None,
) -> PartialDate | None:
    """The one date a sentence gives; None when it gives none, several, or an impossible one.

    A weekday is the nearest one up to the article's date, or after it for a planned event. A date far from the
    article's counts only if it belongs to the event, which ``belongs`` tells of the place in the sentence where it
    stands: news mention old events in passing.
    """
    found = {
        value
        for value, place in _dates(sentence, published, planned=planned)
        if value and (belongs is None or _is_recent(value, published) or _belongs(sentence, place, belongs))
    }
    finest = {value for value in found if not any(other != value and other.startswith(value) for other in found)}
    return PartialDate.parse(finest.pop()) if len(finest) == 1 else None


def _is_recent(value: str, published: date | None) -> bool:
    """Whether some day of the date is near the article's."""
    if published is None:
        return False
    first, last = (published - RECENT).isoformat(), (published + RECENT).isoformat()
    return first[: len(value)] <= value <= last[: len(value)]


def _belongs(sentence: str, place: int, belongs: Callable[[int], bool]) -> bool:
    return not _SINCE.search(sentence, 0, place) and belongs(place)


def _dates(sentence: str, published: date | None, *, planned: bool) -> list[tuple[str, int]]:
    """The dates with the places where they stand."""
    values: list[tuple[str, int]] = []
    rest = sentence
    for pattern in (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR):
        values += [(_day(match, published), match.start("month")) for match in pattern.finditer(rest)]
        rest = pattern.sub(_blank, rest)
    values += [(f"{m['year']}-{_month(m):02d}", m.start("month")) for m in _MONTH_YEAR.finditer(rest)]
    rest = _MONTH_YEAR.sub(_blank, rest)
    values += [(_recent_month(_month(match), published), match.start("month")) for match in _IN_MONTH.finditer(rest)]
    values += [(match["year"], match.start("year")) for match in _IN_YEAR.finditer(rest)]
    if published and not values:
        for match in _WEEKDAY.finditer(rest):
            weekday = WEEKDAYS.index(match["weekday"].lower())
            values.append((_weekday(weekday, published, planned=planned), match.start()))
        for match in _RELATIVE.finditer(rest):
            shift = {"yesterday": -1, "tomorrow": 1}.get(match["word"].lower(), 0)
            values.append(((published + timedelta(days=shift)).isoformat(), match.start()))
    return values


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _month(match: re.Match[str]) -> int:
    return MONTHS.index(match["month"].lower()) + 1


def _day(match: re.Match[str], published: date | None) -> str:
    year = int(match["year"]) if match["year"] else None
    month, day = _month(match), int(match["day"])
    try:
        if year is not None:
            return date(year, month, day).isoformat()
        if published is None:
            return ""
        candidates = [date(published.year + shift, month, day) for shift in (-1, 0, 1)]
    except ValueError:
        return ""
    return min(candidates, key=lambda value: abs((value - published).days)).isoformat()


def _recent_month(month: int, published: date | None) -> str:
    if published is None:
        return ""
    return f"{published.year - (month > published.month)}-{month:02d}"


def _weekday(weekday: int, published: date, *, planned: bool) -> str:
    back = (published.weekday() - weekday) % 7
    return (published + timedelta(days=(-back) % 7 if planned and back else -back)).isoformat()
