"""Which readings are likely enough for a claim.

The reader gives each relation of two actors a probability of its own, and where a text is hard it spreads them over
several, though it may be sure that something passes between the two. So what is weighed is the sum: of the relations of
one group from one actor to the other, and of everything between the two. Where a sum reaches its threshold, the
likeliest reading in it is a claim, with its own probability as its confidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
    standing = [relations[reading.relation].standing for reading in readings]
    made = {n for n in range(len(readings)) if sure[n] >= (reader.standing if standing[n] else reader.threshold)}
    events = [n for n in range(len(readings)) if not standing[n]]

    def add(key: Callable[[Reading], object], least: float) -> None:
        for numbers in _together(events, lambda n: key(readings[n])):
            if made.isdisjoint(numbers) and sum(sure[n] for n in numbers) >= least:
                made.add(max(numbers, key=lambda n: (sure[n], -n)))

    def ends(reading: Reading) -> tuple[str, str]:
        return codes[reading.subject], codes[reading.object]

    add(lambda reading: (ends(reading), relations[reading.relation].group), reader.threshold)
    add(lambda reading: frozenset(ends(reading)), reader.pair)
    return made


def _together(numbers: Iterable[int], key: Callable[[int], object]) -> list[list[int]]:
    alike: dict[object, list[int]] = {}
    for number in numbers:
        alike.setdefault(key(number), []).append(number)
    return list(alike.values())
