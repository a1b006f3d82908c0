"""A mention that has its actor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphkit.model import Actor


@dataclass(frozen=True, slots=True)
class Linked:
    """A mention and the actor it means, in the offsets of the text that was searched."""

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


def merge(old: Sequence[Linked], new: Sequence[Linked]) -> list[Linked]:
    """All of ``new`` and what of ``old`` does not overlap it; of new ones that overlap, the longer."""
    kept: list[Linked] = []
    for mention in sorted(new, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    kept += [m for m in old if all(m.end <= k.start or m.start >= k.end for k in kept)]
    return sorted(kept, key=lambda m: m.start)
