"""A mention linked to an actor."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from graphkit.model import Actor


class Linked(NamedTuple):
    """A mention and the actor it refers to, with offsets in the searched text.

    A named tuple is created four times as fast as a frozen dataclass, and every name in every text needs one.
    """

    start: int
    end: int
    text: str
    actor: Actor
    code: str
    """The code of the state or body that the actor is, or acts for on that day."""
    rule: str
    form: str
    """noun (may act), adjective (modifies an actor) or place (only a location)."""
    heads: Actor | None = None
    """The state or body the person heads or represents in office, if the text states the office."""
    office: str | None = None
    candidates: tuple[Actor, ...] = ()
    """Runners-up."""
    gender: str = ""
    """For a person "m" or "f", from the given name or a courtesy title; otherwise empty."""


_start = attrgetter("start")


def merge(old: Sequence[Linked], new: Sequence[Linked]) -> list[Linked]:
    """All of ``new`` and those of ``old`` that do not overlap it; of overlapping new ones, the longer."""
    if not new:
        return list(old)
    kept: list[Linked] = []
    for mention in sorted(new, key=lambda m: (m.start - m.end, m.start)):
        if not touching(kept, mention.start, mention.end):
            insort(kept, mention, key=_start)
    return sorted([*kept, *(m for m in old if not touching(kept, m.start, m.end))], key=_start)


def touching(mentions: Sequence[Linked], start: int, end: int) -> Sequence[Linked]:
    """The ``mentions`` that overlap a span; they must be in order and not overlap each other."""
    last = bisect_left(mentions, end, key=_start)
    first = last
    while first and mentions[first - 1].end > start:
        first -= 1
    return mentions[first:last]
