"""Why a text gives the claims it gives: who was found, what was read of them, and what was likely enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.actors.linked import Linked
from graphkit.extract import Resources, holds, prepare, read
from graphkit.extract.reader import Reading
from graphkit.model import Document

LIKELY = 0.05
"""Readings less likely than this are not worth telling."""


@dataclass(frozen=True)
class Explained:
    """One reading of two actors of a passage."""

    subject: Linked
    object: Linked
    speaker: Linked | None
    reading: Reading
    cue: str
    """The word that states it, as far as the reader shows where it looked."""
    confidence: float
    kept: bool
    """Whether it is likely enough for a claim."""


@dataclass(frozen=True)
class Explanation:
    """One passage: its text, who is meant by which words and by what rule, and the readings, likeliest first."""

    text: str
    mentions: tuple[Linked, ...]
    readings: tuple[Explained, ...]


def explain(document: Document, using: Resources) -> Iterator[Explanation]:
    """Explain each passage of a document in which two actors are found."""
    for passage, readings in read(prepare(document, using), using):
        told = [
            Explained(
                passage.mentions[reading.subject],
                passage.mentions[reading.object],
                None if reading.speaker is None else passage.mentions[reading.speaker],
                reading,
                passage.text[slice(*reading.cue)],
                using.reader.probability(reading.margin),
                holds(reading, using),
            )
            for reading in readings
        ]
        told = [e for e in told if e.kept or e.confidence >= LIKELY]
        told.sort(key=lambda e: (not e.kept, -e.confidence, e.reading.relation))
        yield Explanation(passage.text, passage.mentions, tuple(told))
