"""The sentence that two passages share is read in both, and both readings count equally."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from graphkit.extract.reader import LEAST

if TYPE_CHECKING:
    from graphkit.extract.passages import Passage
    from graphkit.extract.reader import Reading


def agreed(
    passage: Passage, readings: Iterable[Reading], after: Passage, again: Iterable[Reading]
) -> Iterator[Reading]:
    """The readings of a passage; those of the first sentence of ``after`` get the mean margin of both."""
    margins = {
        (after.mentions[one.subject].code, after.mentions[one.object].code, one.relation): one.margin
        for one in again
        if after.is_told(one.subject, one.object)
    }
    for reading in readings:
        ends = passage.mentions[reading.subject], passage.mentions[reading.object]
        if reading.source == "reader" and min(mention.start for mention in ends) >= after.start:
            other = margins.get((ends[0].code, ends[1].code, reading.relation), LEAST)
            yield replace(reading, margin=(reading.margin + other) / 2)
        else:
            yield reading
