"""Qualify a claim by the mentions in its own sentence: who acts, how it is stated and who says so.

The reader pools what a passage says about two actors. If the cue and the likeliest mentions of the two are in different
sentences ("Putin and Xi met. Putin said that he and Xi had talked."), the mentions of the same two next to the cue
decide who says so, and whether it is denied or planned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from graphkit.actors.gazetteer import PLACE

if TYPE_CHECKING:
    from graphkit.actors.linked import Linked
    from graphkit.extract.passages import Passage
    from graphkit.extract.reader import Reader, Reading

SentenceAt = Callable[[int], tuple[int, int]]
"""Gives the sentence that contains a character of the clean text."""


def qualified(passage: Passage, reading: Reading, reader: Reader, sentence_at: SentenceAt) -> Reading:
    """The reading as its own sentence states it; unchanged if that sentence lacks an actor or has no such cue."""
    start, end = sentence_at(passage.start + reading.cue[0])
    ends = passage.mentions[reading.subject], passage.mentions[reading.object]
    if all(start <= mention.start < end for mention in ends):
        return reading
    pairs = list(_pairs(passage.mentions, ends, start, end))
    if not pairs:
        return reading
    subject, object_ = min(pairs, key=lambda pair: _far(passage.mentions, pair))
    for other in reader.stated(passage.text, passage.marked, subject, object_, reading.relation):
        if start <= passage.start + other.cue[0] < end:
            return replace(other, margin=reading.margin, source=reading.source)
    return reading


def _pairs(mentions: Sequence[Linked], ends: tuple[Linked, Linked], start: int, end: int) -> Iterator[tuple[int, int]]:
    here = [n for n, mention in enumerate(mentions) if start <= mention.start < end]
    yield from product(*([n for n in here if mentions[n].actor.id == one.actor.id] for one in ends))


def _far(mentions: Sequence[Linked], pair: tuple[int, int]) -> tuple[bool, int, tuple[int, int]]:
    """Sort key for pairs of mentions: locations as subjects last, then by distance."""
    subject, object_ = (mentions[n] for n in pair)
    return subject.form == PLACE, abs(subject.start - object_.start), pair
