"""The time expressions in a sentence, each with the range of days it means as of a day.

Every date is read as a range: a day, a week, a season, "between 2014 and 2019". Form and neighbouring words alone
decide what counts as a date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from graphkit.extract.times.forms import FORMS, Reader
from graphkit.extract.times.meaning import Stretch, When, described
from graphkit.languages.en import dates as en


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """The offsets of a time expression, and the days it means, if known."""

    start: int
    end: int
    days: Stretch | None
    attributive: bool = False
    """Whether it modifies the noun after it: "Monday's attack", "the 2015 deal"."""


def time_spans(sentence: str, now: date | None, *, planned: bool) -> list[TimeSpan]:
    """The time expressions from left to right, with those of a range or list as one."""
    rest = sentence
    for name in en.NAMES:
        rest = name.sub(_blank, rest)
    places: list[tuple[int, int, re.Match[str], Reader]] = []
    for pattern, reader in FORMS:
        for match in pattern.finditer(rest):
            start, end = match.span("at")
            if not _is_name(rest, start, end) and not _is_dateline(sentence, start, end):
                places.append((start, end, match, reader))
            rest = rest[:start] + "\x00" * (end - start) + rest[end:]
    found: list[TimeSpan] = []
    when = When(now, planned)
    for start, end, match, reader in sorted(places, key=lambda place: place[:2]):
        days = reader(match, when)
        when = replace(when, before=days or when.before)
        shown = TimeSpan(start, end, days, attributive=reader is described or _describes(sentence, start, end))
        found.append(shown)
    return [
        span
        for span in _joined(sentence, found)
        if not _is_bound(sentence, span) and (planned or not _is_arranged(sentence, span))
    ]


def _blank(match: re.Match[str]) -> str:
    return "\x00" * len(match[0])


# --- the context of an expression


_CITY = re.compile(r"(?:[A-Z][\w.'’/-]*,? ){1,5}(?:\([A-Z][^)]*\) |\()?")
_AGENCY = re.compile(r",? ?\([A-Z][^)]{1,40}\) ?[-–—_:]")
_DASH = re.compile(r"[,)]? ?[-–—:] ")


def _is_name(text: str, start: int, end: int) -> bool:
    return en.NAMED_AFTER.match(text, end) is not None and not en.PLACED.search(text, 0, start)


def _is_dateline(text: str, start: int, end: int) -> bool:
    if _AGENCY.match(text, end) and (start == 0 or _CITY.fullmatch(text, 0, start)):
        return True
    return start > 0 and _CITY.fullmatch(text, 0, start) is not None and _DASH.match(text, end) is not None


def _is_bound(text: str, span: TimeSpan) -> bool:
    return en.BOUND.search(text, 0, span.start) is not None


def _is_arranged(text: str, span: TimeSpan) -> bool:
    return not span.attributive and en.AHEAD.search(text, 0, span.start) is not None


def _describes(text: str, start: int, end: int) -> bool:
    if re.match(r"['’]s?\b", text[end:]):
        return True
    if en.RELATIVE.search(text, 0, start) and en.VERB.match(text, end):  # "the state that yesterday attacked"
        return False
    owned = text.startswith("the ", start) or en.OWNER.search(text, 0, start) is not None
    return owned and en.NOUN.match(text, end) is not None


def _grain(span: TimeSpan) -> int:
    """Its precision: days, months or years."""
    days = (span.days[1] - span.days[0]).days if span.days else 0
    return (days > 7) + (days > 200)


def _is_night(text: str, run: list[TimeSpan]) -> bool:
    """Whether two days share one night: "overnight Sunday to Monday", "Sunday night into Monday"."""
    within = text[run[0].start : run[-1].end]
    return en.INTO.search(within) is not None or en.NIGHT.search(text, 0, run[0].start) is not None


def _joined(text: str, spans: list[TimeSpan]) -> Iterator[TimeSpan]:
    """Ranges and lists as one: "from 3 to 5 March", "in 2014 and in 2019"; a night counts for its first day."""
    runs: list[list[TimeSpan]] = [[span] for span in spans[:1]]
    for one, other in pairwise(spans):
        if en.GAP.fullmatch(text, one.end, other.start) and _grain(one) == _grain(other):
            runs[-1].append(other)
        else:
            runs.append([other])
    for run in runs:
        days = [span.days for span in run if span.days]
        whole = (min(first for first, _ in days), max(last for _, last in days)) if len(days) == len(run) else None
        if whole and whole[1] - whole[0] == timedelta(1) and _is_night(text, run):
            whole = whole[0], whole[0]
        yield TimeSpan(run[0].start, run[-1].end, whole, any(span.attributive for span in run))
