"""Why a text gives the claims it gives: who was found, what was read of them, and what was likely enough."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.actors.linked import Linked
from graphkit.extract import Resources, holds, prepare, read
from graphkit.extract.reader import Reading
from graphkit.model import FLOOR, Document, Polarity, Status, qualifiers

LIKELY = 0.05
"""Readings less likely than this are not worth telling."""
OPEN = {Status.PLANNED: "it is yet to come", Status.HYPOTHETICAL: "it is only supposed"}


def quoted(words: str) -> str:
    """Words of the text, in quotation marks and on one line."""
    return f'"{" ".join(words.split())}"'


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
    symmetric: bool
    """Whether the relation holds both ways."""

    @property
    def statement(self) -> str:
        """What is read, in one line: "China imposesSanctionsOn Israel, negated, says Russia"."""
        read = self.reading
        who = self.speaker.actor.name if self.speaker else None
        said = qualifiers(read.polarity, read.status, who, hearsay=read.hearsay)
        return ", ".join([f"{self.subject.actor.name} {read.relation} {self.object.actor.name}", *said])

    @property
    def reason(self) -> str:
        """Why it is read so: the word that states it, what the actors are to it, who says so, and how sure that is."""
        one, other = quoted(self.subject.text), quoted(self.object.text)
        ends = f"between {one} and {other}" if self.symmetric else f"{one} is the subject, {other} the object"
        parts = [f"{quoted(self.cue)} states it: {ends}"]
        parts += ["the text denies it"] if self.reading.polarity is Polarity.NEGATED else []
        parts += [OPEN[self.reading.status]] if self.reading.status in OPEN else []
        parts += [f"{quoted(self.speaker.text)} says so"] if self.speaker else []
        parts += ["somebody whom the text does not name says so"] if self.reading.hearsay else []
        parts += [f"{self.reading.source} {self.confidence:.2f}"]
        if not self.kept:
            parts += ["too unlikely for a claim"]
        elif round(self.confidence, 2) < FLOOR:
            parts += [f"under {FLOOR:.2f}, so tentative"]
        return "; ".join(parts)


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
                using.relations[reading.relation].symmetric,
            )
            for reading in readings
        ]
        told = [e for e in told if e.kept or e.confidence >= LIKELY]
        told.sort(key=lambda e: (not e.kept, -e.confidence, e.reading.relation))
        yield Explanation(passage.text, passage.mentions, tuple(told))
