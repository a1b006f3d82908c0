"""What is doubtful at first sight is looked at again: with the actors numbered the other way round, and by itself.

How the reader numbers actors, and which sentences stand around one, should not change what it states. Where it is
undecided they do, so the mean of all looks decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.extract.passages import Marked

if TYPE_CHECKING:
    from graphkit.extract.reader import Reader, Reading

DOUBT = 0.5
"""How near to the margin of the unlikeliest claim a reading is doubtful; all of its passage is looked at again."""
Told = dict[tuple[str, str, str], float]
"""The margins of what is told: who, to whom, and the relation."""


def read(reader: Reader, text: str, mentions: Sequence[Marked], sentences: Sequence[tuple[int, int]]) -> list[Reading]:
    """The readings of a passage, likeliest first; where one is doubtful, all with the mean margin of three looks.

    The first is that of ``Reader.read``; the second numbers the actors from the last; the third sees nothing but the
    sentence in which both mentions stand, where that holds a doubt. Where there is no third, the first counts twice.
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
    """What a sentence in which there is a doubt tells by itself, for each two mentions that are read in it."""
    for start, end in sentences:
        inside = {n for n, mention in enumerate(mentions) if start <= mention.start and mention.end <= end}
        within = [reading for reading in readings if {reading.subject, reading.object} <= inside]
        if _doubtful(reader, within):
            own = [replace(mentions[n], start=mentions[n].start - start, end=mentions[n].end - start) for n in inside]
            told = reader.weigh(text[start:end], own)
            yield from (((reading.subject, reading.object), told) for reading in within)
