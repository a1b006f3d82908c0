"""Which readings are likely enough for a claim.

The reader gives each relation of two actors its own probability, and in hard texts it spreads these over several
relations of one group: it is certain that somebody is blamed, but not whether that is accusing or criticizing. So the
sum over a group is checked too. If it reaches its threshold though none of its relations does, the likeliest of them
becomes a claim, with its own probability as its confidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from graphkit.model import RelationType, Status

if TYPE_CHECKING:
    from graphkit.extract.reader import Reader, Reading


def stands(reading: Reading, relations: Mapping[str, RelationType]) -> bool:
    """Whether a reading may be a claim at all: a standing relation must be actual."""
    return reading.status is Status.ACTUAL or not relations[reading.relation].standing


def likely(
    readings: Sequence[Reading], codes: Sequence[str], relations: Mapping[str, RelationType], reader: Reader
) -> set[int]:
    """The indices of the readings of a passage that are likely enough; ``codes`` are those of its mentions."""
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
