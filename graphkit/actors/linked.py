"""A mention that has its actor."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from graphkit.model import Actor


class Linked(NamedTuple):
    """A mention and the actor it means, in the offsets of the text that was searched.

    A named tuple is made four times as fast as a frozen dataclass, and every name of every text makes one.
    """

    start: int
    end: int
    text: str
    actor: Actor
    code: str
    """The state or body that the actor is, or acts for on that day."""
    rule: str
    form: str
    """noun (may act), adjective (modifies what acts) or place (only locates)."""
    heads: Actor | None = None
    """The state or body the person heads or represents in office, when the text itself gives the office."""
    office: str | None = None
    candidates: tuple[Actor, ...] = ()
    """Runners-up."""
    gender: str = ""
    """Of a person "m" or "f", as the given name or a courtesy title tells, or nothing."""


_start = attrgetter("start")


def merge(old: Sequence[Linked], new: Sequence[Linked]) -> list[Linked]:
    """All of ``new`` and what of ``old`` does not overlap it; of new ones that overlap, the longer."""
    if not new:
        return list(old)
    kept: list[Linked] = []
    for mention in sorted(new, key=lambda m: (m.start - m.end, m.start)):
        if not touching(kept, mention.start, mention.end):
            insort(kept, mention, key=_start)
    return sorted([*kept, *(m for m in old if not touching(kept, m.start, m.end))], key=_start)


def touching(mentions: Sequence[Linked], start: int, end: int) -> Sequence[Linked]:
    """Those of ``mentions``, which stand in order and apart, that share a character with a span."""
    last = bisect_left(mentions, end, key=_start)
    first = last
    while first and mentions[first - 1].end > start:
        first -= 1
    return mentions[first:last]
