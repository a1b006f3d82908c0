"""Dates as files write them."""

from __future__ import annotations

import re
from datetime import date, datetime

from graphkit.model import PartialDate

_FORMS = ("%Y%m%d", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y")
"""Other unambiguous ways to write a day; 03/04/2023 is not among them."""
_IN_NAMES = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?P<between>[-_./]?)(?P<month>[0-9]{2})(?P=between)(?P<day>[0-9]{2})(?![0-9])"
)
WRITTEN = "write it as YYYY-MM-DD, with a year from 1000 to 9998"
"""The remedy for an invalid date."""
_MONTHS = ("%B %Y", "%b %Y", "%Y/%m")
_EARLY = re.compile(r"[A-Za-z][ -]0\d{3}\b")
"""A year under 1000 after the name of a month."""


def parse_date(value: str) -> date:
    """The day of an ISO 8601 date or time stamp such as ``2023-03-22`` or ``2023-03-22T09:30:00Z``; else ValueError.

    A month such as ``2023-03`` is read as its first day. Years before 1000 and 9999 are placeholders for unknown dates.
    """
    text = value.strip()
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        text += "-01"
    if not re.match(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}(?:[T ]|$)", text) or text.startswith("9999"):
        raise ValueError(value)
    return datetime.fromisoformat(text).date()


def named(name: str) -> PartialDate | None:
    """The day in the name of a file or its folders, such as ``2023-03-22 note.txt`` or ``2023/03/22/a.txt``.

    >>> str(named("20230322_reuters")), named("resolution-2231"), named("1-2023-03-225")
    ('2023-03-22', None, None)
    """
    for found in _IN_NAMES.finditer(name):
        try:
            return PartialDate(*map(int, found.group("year", "month", "day")))
        except ValueError:
            continue
    return None


def published(value: str) -> PartialDate:
    """The day, month or year as files, email, feeds and archives write it; ValueError for anything else.

    >>> published("Wed, 22 Mar 2023 08:00:00 GMT") == published("20230322") == published("March 22, 2023")
    True
    >>> str(published("2023-03")), str(published("March 2023")), str(published("2023"))
    ('2023-03', '2023-03', '2023')
    """
    text = value.strip()
    if re.fullmatch(r"[0-9]{4}(?:-[0-9]{2})?", text):
        when = PartialDate.parse(text)
        _known(when.first)
        return when
    for form in _MONTHS:
        try:
            month = _known(datetime.strptime(text, form).date())  # noqa: DTZ007 - a month as the file writes it
        except ValueError:
            continue
        return PartialDate(month.year, month.month)
    return PartialDate.of(_day(text))


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError:
        pass
    if re.fullmatch(r"[12][0-9]{13}", text):
        text = text[:8]
    for form in _FORMS:
        if form != "%Y%m%d" or re.fullmatch(r"[0-9]{8}", text):
            try:
                return _known(datetime.strptime(text, form).date())  # noqa: DTZ007 - a day as the file writes it
            except ValueError:
                continue
    from email.utils import parsedate_to_datetime

    if _EARLY.search(text):  # old email wrote years with two digits; a year of four digits is literal
        raise ValueError(text)
    try:
        return _known(parsedate_to_datetime(text).date())
    except OverflowError:
        raise ValueError(text) from None


def _known(day: date) -> date:
    if not 1000 <= day.year < 9999:
        raise ValueError(day)
    return day
