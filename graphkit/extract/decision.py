"""Which readings are likely enough for a claim.

The reader gives each relation of two actors a probability of its own, and where a text is hard it spreads them over
several of one group: that somebody is blamed is sure, whether that is accusing or criticizing is not. So the sum of a
group is weighed too. Where it reaches its threshold though none of its relations does, the likeliest of them is a
claim, with its own probability as its confidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from graphkit.model import RelationType, Status

if TYPE_CHECKING:
    from graphkit.extract.reader import Reader, Reading


def stands(reading: Reading, relations: Mapping[str, RelationType]) -> bool:
    """Whether a reading may be a claim at all: what is yet to stand does not stand."""
    return reading.status is Status.ACTUAL or not relations[reading.relation].standing


def likely(
    readings: Sequence[Reading], codes: Sequence[str], relations: Mapping[str, RelationType], reader: Reader
) -> set[int]:
    """The numbers of the readings of a passage that are likely enough; ``codes`` are those of its mentions."""
    sure = [reader.probability(reading.margin) for reading in readings]
    made: set[int] = set()
    alike: dict[tuple[str, str, str], list[int]] = {}
    for number, reading in enumerate(readings):
        relation = relations[reading.relation]
        if sure[number] >= (reader.standing if relation.standing else reader.threshold):
            made.add(number)
        if not relation.standing:
            alike.setdefault((codes[reading.subject], codes[reading.object], relation.group), []).append(number)
    for numbers in alike.values():
        if made.isdisjoint(numbers) and sum(sure[n] for n in numbers) >= reader.summed:
            made.add(max(numbers, key=lambda n: (sure[n], -n)))
    return made
