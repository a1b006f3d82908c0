"""The meaning of time expressions as of a day: the range of days of each form, from its pattern's match."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graphkit.languages.en import timewords as words
from graphkit.model import PartialDate

Stretch = tuple[date, date]
"""First and last day."""


@dataclass(frozen=True, slots=True)
class When:
    """The context of a form: the day of speaking, the tense, and the range mentioned before."""

    now: date | None
    planned: bool
    before: Stretch | None = None

    def nearest(self, candidates: Iterable[Stretch]) -> Stretch | None:
        """The latest range that has begun or, if planned, the earliest that is not over."""
        if self.now is None:
            return None
        if self.planned:
            return min((days for days in candidates if days[1] >= self.now), default=None)
        return max((days for days in candidates if days[0] <= self.now), default=None)

    def chosen(self, which: str, candidates: Iterable[Stretch]) -> Stretch | None:
        """The range before, after or around the day of speaking, for "last", "next" and "this"."""
        if self.now is None:
            return None
        if which in ("last", "past", "previous"):
            return max((days for days in candidates if days[1] < self.now), default=None)
        if which in ("next", "coming"):
            return min((days for days in candidates if days[0] > self.now), default=None)
        return self.nearest(candidates)


def _day(day: date) -> Stretch:
    return day, day


def _stretch(year: int, month: int | None = None, day: int | None = None) -> Stretch | None:
    try:
        when = PartialDate(year, month, day)
    except ValueError:
        return None
    return when.first, when.last


def _years(now: date | None, reach: int = 4) -> range:
    return range(now.year - reach, now.year + reach + 1) if now else range(0)


def _number(text: str) -> tuple[int, int] | None:
    """A number in figures or words, as least and most."""
    plain = " ".join(text.lower().split())
    if plain in words.VAGUE:
        return words.VAGUE[plain]
    number = int(plain) if plain.isdigit() else words.NUMBERS.get(plain)
    return None if number is None or number > 5_000 else (number, number)


def _month(match: re.Match[str], group: str = "month") -> int:
    name = match[group].rstrip(".").capitalize()
    return words.ABBREVIATED.get(name) or words.MONTHS.index(name) + 1


def _day_of_month(text: str) -> int:
    return int(text) if text.isdigit() else words.ORDINALS[text.lower()]


def _weekday(match: re.Match[str], group: str = "weekday") -> int:
    name = match[group].rstrip(".").capitalize()
    return words.WEEKDAYS.index(name) if name in words.WEEKDAYS else words.SHORT_WEEKDAYS[name]


def _year(match: re.Match[str], when: When) -> int | None:
    """The year of a date, in figures or as "last year"; None if it has none, or an unknown one."""
    groups = match.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    shift = {"last": -1, "this": 0, "next": 1}.get((groups.get("which") or "").lower())
    return when.now.year + shift if shift is not None and when.now else None


def dated(match: re.Match[str], when: When) -> Stretch | None:
    """A month, with a day or days, of a given year or the nearest one."""
    month, groups = _month(match), match.groupdict()
    first = _day_of_month(groups["day"]) if groups.get("day") else None
    last = int(groups["until"]) if groups.get("until") else first

    def of(year: int) -> Iterator[Stretch]:
        begin, end = _stretch(year, month, first), _stretch(year, month, last)
        if begin and end:
            yield begin[0], end[1]

    year = _year(match, when)
    if year is not None or groups.get("which"):
        return next(of(year), None) if year is not None else None
    return when.nearest(days for year in _years(when.now) for days in of(year))


def month_to_month(match: re.Match[str], when: When) -> Stretch | None:
    """From one month to another in one year."""
    first, last = _month(match), _month(match, "until")
    year = _year(match, when)
    if year is not None:
        return PartialDate(year, first).first, PartialDate(year, last).last
    return when.nearest(_months((first, last), when.now))


def numeric(match: re.Match[str], when: When) -> Stretch | None:
    """Figures only: the year is certain, month and day may be in either order."""
    one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
    readings = {_stretch(year, one, other)} if match["dot"] != "." else set()
    readings |= {_stretch(year, other, one)}
    days = sorted(found for found in readings if found)
    if when.now and len(days) > 1:
        days = [found for found in days if (found[1] >= when.now if when.planned else found[0] <= when.now)]
    return (days[0][0], days[-1][1]) if days else None


def iso(match: re.Match[str], _: When) -> Stretch | None:
    """Year, month and day in figures."""
    return _stretch(int(match["year"]), int(match["month"]), int(match["day"]))


def whole_year(match: re.Match[str], when: When) -> Stretch | None:
    """A year, even if the text gives a season or quarter of it."""
    year = _year(match, when)
    return _stretch(year) if year is not None else None


def short_year(match: re.Match[str], when: When) -> Stretch | None:
    """A year without its century, as in "in '08": the latest that has begun or, if planned, the next."""
    if when.now is None:
        return None
    centuries = range(when.now.year // 100 - 1, when.now.year // 100 + 2)
    return when.nearest(days for one in centuries if (days := _stretch(100 * one + int(match["short"]))))


def year_to_year(match: re.Match[str], _: When) -> Stretch | None:
    """From one year to another."""
    return PartialDate(int(match["year"])).first, PartialDate(int(match["until"])).last


def described(match: re.Match[str], when: When) -> Stretch | None:
    """The year of the noun after it, as in "the 2015 deal"."""
    return whole_year(match, when)


def repeated(match: re.Match[str], when: When) -> Stretch | None:
    """A weekday, a month or a season, "last", "next", "this" or the nearest."""
    groups = match.groupdict()
    which = (groups.get("which") or "").lower()
    if groups.get("weekday"):
        return when.chosen(which, _weekdays(_weekday(match), when.now))
    if groups.get("month"):
        return when.chosen(which, _months([_month(match)] * 2, when.now))
    if match["season"].lower() == "weekend":
        return when.chosen(which, ((d[0], d[0] + timedelta(1)) for d in _weekdays(5, when.now)))
    return when.chosen(which, _months(words.SEASONS[match["season"].lower()], when.now))


def _weekdays(weekday: int, now: date | None) -> Iterator[Stretch]:
    if now is not None:
        yield from (_day(now + timedelta(shift)) for shift in range(-8, 9) if (now.weekday() + shift) % 7 == weekday)


def _months(ends: Iterable[int], now: date | None) -> Iterator[Stretch]:
    first, last = ends
    for year in _years(now):
        yield PartialDate(year, first).first, PartialDate(year + (last < first), last).last


def of_week(match: re.Match[str], when: When) -> Stretch | None:
    """A weekday of this, last or next week."""
    if when.now is None:
        return None
    shift = {"last": -7, "this": 0, "next": 7}[match["which"].lower()]
    return _day(when.now + timedelta(shift - when.now.weekday() + _weekday(match)))


def week_after(match: re.Match[str], when: When) -> Stretch | None:
    """The weekday after the next one: "Thursday week", "a week on Tuesday"."""
    if when.now is None:
        return None
    weekday = _weekday(match, "weekday" if match["weekday"] else "other")
    return _day(when.now + timedelta(8 + (weekday - when.now.weekday() - 1) % 7))


def two_away(match: re.Match[str], when: When) -> Stretch | None:
    """The week, month or year two before or after the present one: "the year before last"."""
    shift = -2 if match["way"].lower() == "before last" else 2
    return _shifted(when.now, match["unit"].lower(), (shift, shift)) if when.now else None


def calendar(match: re.Match[str], when: When) -> Stretch | None:
    """The week, month or year before, around or after the day of speaking, or ("earlier") around a date mentioned."""
    if when.now is None:
        return None
    if match["which"].lower() == "past":
        return when.now - timedelta(words.UNITS[match["unit"].lower()]), when.now
    which = match["which"].lower()
    within = which in ("earlier", "later") or which in words.PARTS[1]
    if within and when.before is not None:
        return _shifted(when.before[0], match["unit"].lower(), (0, 0))
    if which in ("end", "close") and not when.planned:
        return None
    shift = 0 if within else {"last": -1, "this": 0}.get(which, 1)
    found = _shifted(when.now, match["unit"].lower(), (shift, shift))
    if found and shift == 0 and match["unit"].lower() == "week":  # it is not over, or has begun before
        return (max(found[0], when.now), found[1]) if when.planned else (found[0], min(found[1], when.now))
    return found


def _shifted(day: date, unit: str, number: tuple[int, int]) -> Stretch | None:
    """A number of days, weeks, months or years away, as precise as the unit."""
    try:
        least, most = (_moved(day, unit, shift) for shift in number)
    except (ValueError, OverflowError):
        return None
    return min(least[0], most[0]), max(least[1], most[1])


def _moved(day: date, unit: str, shift: int) -> Stretch:
    if unit in ("week", "fortnight"):
        monday = day - timedelta(day.weekday() - words.UNITS[unit] // 7 * 7 * shift)
        return monday, monday + timedelta(6)
    if unit == "month":
        months = day.year * 12 + day.month - 1 + shift
        when = PartialDate(months // 12, months % 12 + 1)
        return when.first, when.last
    if unit == "year":
        return PartialDate(day.year + shift).first, PartialDate(day.year + shift).last
    hours = {"hour": 1, "minute": 0}.get(unit, 24)
    return _day(day + timedelta(int(hours * shift / 24)))


def distance(match: re.Match[str], when: When) -> Stretch | None:
    """A distance from the day of speaking ("three days ago") or from a date mentioned before ("a year earlier")."""
    number, unit, way = _number(match["number"]), match["unit"].lower(), match.groupdict().get("way") or "in"
    if number is None:
        return None
    if way == "in":
        return _shifted(when.now, unit, number) if when.now and when.planned else None
    back = way in ("ago", "earlier", "before")
    if way in ("ago", "from now"):
        start = when.now
    elif when.before is not None:
        start = when.before[0]
    else:
        start = when.now if way == "earlier" and unit in ("month", "year") else None
    return _shifted(start, unit, (-number[1], -number[0]) if back else number) if start else None


def anniversary(match: re.Match[str], when: When) -> Stretch | None:
    """A number of years or weeks ago to the day, or to the month: "twenty years ago this week", "a week ago today".

    For a weekday this may be the last or the next one: "a year ago on Monday".
    """
    number = _number(match["number"])
    if when.now is None or number is None or number[0] != number[1]:
        return None
    if match["back"] == "week":
        return _weeks_ago(match, number[0], when.now)
    year = when.now.year - number[0]
    if match["weekday"]:
        ahead = (_weekday(match) - when.now.weekday()) % 7
        days = sorted({when.now + timedelta(ahead - 7 * (ahead > 0)), when.now + timedelta(ahead)})
        ends = [_stretch(year - when.now.year + day.year, day.month, day.day) for day in days]
        return (ends[0][0], ends[-1][1]) if ends[0] and ends[-1] else None
    return _stretch(year, when.now.month, when.now.day if match["today"] else None)


def _weeks_ago(match: re.Match[str], number: int, now: date) -> Stretch | None:
    """The day so many weeks before today, or before the last such weekday; of one that is to come it may be either."""
    if match["weekday"]:
        passed = (now.weekday() - _weekday(match)) % 7
        first = now - timedelta(passed + 7 * number)
        return first, first + timedelta(7 * (passed > now.weekday()))
    return _day(now - timedelta(7 * number)) if match["today"] else None


def next_to(match: re.Match[str], when: When) -> Stretch | None:
    """The day before or after one mentioned before."""
    if when.before is None or when.before[0] != when.before[1]:
        return None
    shift = -1 if match["way"].lower() in ("previous", "before") else 1
    return _day(when.before[0] + timedelta(shift))


def near(match: re.Match[str], when: When) -> Stretch | None:
    """A word for a day near that of speaking."""
    text = match["at"].lower()
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(text, 0)
    shift = {"the day before yesterday": -2, "the night before last": -2, "the day after tomorrow": 2}.get(text, shift)
    return _day(when.now + timedelta(shift)) if when.now else None


def holiday(match: re.Match[str], when: When) -> Stretch | None:
    """A named day with the same date every year."""
    month, day = words.HOLIDAYS[match["name"]]
    year = _year(match, when)
    if year is not None:
        return _stretch(year, month, day)
    return when.nearest(found for near in _years(when.now) if (found := _stretch(near, month, day)))


def day_alone(match: re.Match[str], when: When) -> Stretch | None:
    """A day of the nearest month that has one, as in "on the 5th"."""
    if when.now is None:
        return None
    months = (_moved(when.now, "month", shift)[0] for shift in range(-2, 3))
    return when.nearest(found for m in months if (found := _stretch(m.year, m.month, int(match["day"]))))
