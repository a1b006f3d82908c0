"""Dates as files write them."""

from __future__ import annotations

import re
from datetime import date, datetime

_FORMS = ("%Y%m%d", "%Y/%m/%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y")
"""Further forms of a day that mean one day only; 03/04/2023 is not among them."""
_EARLY = re.compile(r"[A-Za-z][ -]0\d{3}\b")
"""A year under 1000 behind the name of a month."""


def parse_date(value: str) -> date:
    """The day of an ISO 8601 date or time stamp such as ``2023-03-22`` or ``2023-03-22T09:30:00Z``; else ValueError.

    A month such as ``2023-03`` is read as its first day. Years before 1000 and 9999 stand for dates that nobody knew.
    """
    text = value.strip()
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        text += "-01"
    if not re.match(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}(?:[T ]|$)", text) or text.startswith("9999"):
        raise ValueError(value)
    return datetime.fromisoformat(text).date()


def published(value: str) -> date:
    """The day that a file tells: as ``parse_date``, or as mails, feeds and archives write it; else ValueError.

    >>> published("Wed, 22 Mar 2023 08:00:00 GMT") == published("20230322") == published("March 22, 2023")
    True
    """
    text = value.strip()
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

    if _EARLY.search(text):  # mails of old wrote years with two digits; a year of four means itself
        raise ValueError(value)
    try:
        return _known(parsedate_to_datetime(text).date())
    except OverflowError:
        raise ValueError(value) from None


def _known(day: date) -> date:
    if not 1000 <= day.year < 9999:
        raise ValueError(day)
    return day
