"""Read doubtful passages again: with the actors numbered in reverse, and sentence by sentence.

The numbering of actors and the surrounding sentences should not change what a sentence states. Where the reader is
undecided they do, so the mean of all readings decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.extract.passages import Marked

if TYPE_CHECKING:
    from graphkit.extract.reader import Reader, Reading

DOUBT = 0.5
"""A reading whose margin is this close to the least margin of a claim is doubtful; its whole passage is read again."""
Told = dict[tuple[str, str, str], float]
"""Margins by subject, object and relation."""


def read(reader: Reader, text: str, mentions: Sequence[Marked], sentences: Sequence[tuple[int, int]]) -> list[Reading]:
    """The readings of a passage, likeliest first; if one is doubtful, all with the mean margin of three readings.

    The first is that of ``Reader.read``; the second numbers the actors from the last; the third sees only the sentence
    that contains both mentions, if that has a doubtful reading. Without a third, the first counts twice.
    ``sentences`` are spans of the passage.
    """
    readings = reader.read(text, mentions)
    if not _doubtful(reader, readings):
        return readings
    turned = reader.weigh(text, mentions, turned=True)
    alone = dict(_alone(reader, text, mentions, sentences, readings)) if len(sentences) > 1 else {}
    found = []
    for reading in readings:
        told = (mentions[reading.subject].code, mentions[reading.object].code, reading.relation)
        third = alone.get((reading.subject, reading.object), {}).get(told, reading.margin)
        found.append(replace(reading, margin=(reading.margin + turned[told] + third) / 3))
    return sorted(found, key=lambda r: (-r.margin, r.cue, r.subject, r.object, r.relation))


def _doubtful(reader: Reader, readings: Sequence[Reading]) -> bool:
    return any(abs(reading.margin - reader.least) < DOUBT for reading in readings)


def _alone(
    reader: Reader,
    text: str,
    mentions: Sequence[Marked],
    sentences: Sequence[tuple[int, int]],
    readings: Sequence[Reading],
) -> Iterator[tuple[tuple[int, int], Told]]:
    """What a sentence with a doubtful reading states on its own, for each pair of mentions read in it."""
    for start, end in sentences:
        inside = {n for n, mention in enumerate(mentions) if start <= mention.start and mention.end <= end}
        within = [reading for reading in readings if {reading.subject, reading.object} <= inside]
        if _doubtful(reader, within):
            own = [replace(mentions[n], start=mentions[n].start - start, end=mentions[n].end - start) for n in inside]
            told = reader.weigh(text[start:end], own)
            yield from (((reading.subject, reading.object), told) for reading in within)
