"""A passage as the reader sees it: word pieces, a mark on each piece of an actor's name, and the mentions' positions.

Training and inference of the reader both use this module.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit.actors.linked import Linked
from graphkit.model import Kind

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FORMS = ("noun", "adjective", "place", "backed")
"""The form of a mention: a noun that acts, an adjective, a location, or a backer ("-backed")."""
GENDERS = {"m": "Person:man", "f": "Person:woman"}
"""The marks of a person who acts and whose gender is known, to resolve "he" and "she"."""
MARKS = {name: number for number, name in enumerate([*(f"{k}:{f}" for k in Kind for f in FORMS), *GENDERS.values()], 1)}
"""Kind and form of an actor to the number that marks its pieces; 0 marks all other pieces."""
SLOTS = 24
"""Actors distinguished in a passage, numbered from 1 by first mention; later ones share the last number."""
STOPS = frozenset({".", "!", "?", ";", ":"})


@dataclass(frozen=True, slots=True)
class Marked:
    """A mention of an actor: its offsets in the passage, kind and form, and whom it acts for."""

    start: int
    end: int
    mark: str
    code: str


@dataclass(frozen=True)
class Encoded:
    """A passage of T pieces with M mentions, as numbers."""

    ids: list[int]
    marks: list[int]
    """T numbers: 0, or twice the mark number, minus one on the first piece of a mention."""
    slots: list[int]
    """T numbers: 0, or the number of the actor that the piece belongs to."""
    offsets: list[tuple[int, int]]
    """T character spans; the first and last piece represent none."""
    starts: list[int]
    ends: list[int]
    """M spans of pieces, end exclusive."""
    stops: list[int]
    """M numbers: how many stops precede each mention."""
    mentions: list[int]
    """M indices into the given mentions; one without its own piece is left out."""

    def turned(self) -> Encoded:
        """The same passage with its actors numbered from last to first."""
        last = max(self.slots) + 1
        return replace(self, slots=[last - slot if slot else 0 for slot in self.slots])


def encode(text: str, mentions: Sequence[Marked], tokenizer: Tokenizer, longest: int = 512) -> Encoded:
    """Split a passage into at most ``longest`` word pieces and mark those of its mentions, which must not overlap."""
    encoding = tokenizer.encode(text)
    ids, offsets, pieces = encoding.ids[:longest], encoding.offsets[:longest], encoding.tokens[:longest]
    marks, slots = [0] * len(ids), [0] * len(ids)
    before = [0]
    for piece in pieces:
        before.append(before[-1] + (piece in STOPS))
    numbers: dict[str, int] = {}
    starts, ends, stops, kept = [], [], [], []
    place = 1
    for number, mention in sorted(enumerate(mentions), key=lambda entry: entry[1].start):
        while place < len(ids) - 1 and offsets[place][1] <= mention.start:
            place += 1
        last = place
        while last < len(ids) - 1 and offsets[last][0] < mention.end:
            last += 1
        if last == place:
            continue
        mark = 2 * MARKS[mention.mark]
        slot = numbers.setdefault(mention.code, min(len(numbers) + 1, SLOTS))
        marks[place:last] = [mark - 1] + [mark] * (last - place - 1)
        slots[place:last] = [slot] * (last - place)
        starts.append(place)
        ends.append(last)
        stops.append(before[place])
        kept.append(number)
        place = last
    return Encoded(ids, marks, slots, offsets, starts, ends, stops, kept)


PASSAGE, SENTENCES = 600, 4
"""Most characters and sentences read together; a longer sentence is read alone."""
CONTEXT = 400
"""Most characters of a sentence that is read again as context of the next."""


@dataclass(frozen=True)
class Passage:
    """Sentences that are read together, and the actors in them; the first may be context only."""

    start: int
    """Where it begins in the clean text."""
    text: str
    mentions: tuple[Linked, ...]
    told: int
    """How many of its first mentions are in the context, already covered by the previous passage."""

    @property
    def marked(self) -> list[Marked]:
        """The mentions as the reader sees them, with offsets in the passage."""
        return [Marked(m.start - self.start, m.end - self.start, mark(m), m.code) for m in self.mentions]

    def is_told(self, *mentions: int) -> bool:
        """Whether all these mentions are in the context."""
        return all(number < self.told for number in mentions)


def mark(mention: Linked) -> str:
    """The kind and form of a mention, or the gender of a person who acts."""
    form = "backed" if mention.rule == "backed" else mention.form
    if mention.gender and form == FORMS[0]:
        return GENDERS[mention.gender]
    return f"{mention.actor.kind.value}:{form if form in FORMS else FORMS[0]}"


def cut(text: str, sentences: Sequence[tuple[int, int]], mentions: Sequence[Linked]) -> Iterator[Passage]:
    """The passages of a text with two actors, in order; each begins with the last sentence of the previous one.

    ``sentences`` are spans of the text in order; ``mentions`` are in order and do not overlap.
    """
    starts = [mention.start for mention in mentions]
    first = 0
    while first < len(sentences):
        last = first
        while last + 1 < min(len(sentences), first + SENTENCES):
            if sentences[last + 1][1] - sentences[first][0] > PASSAGE:
                break
            last += 1
        own = sentences[first][0]
        start = sentences[first - 1][0] if first and own - sentences[first - 1][0] <= CONTEXT else own
        end = sentences[last][1]
        near = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
        inside = tuple(mention for mention in near if mention.end <= end)
        if len({m.code for m in inside}) > 1 and inside[-1].start >= own:
            yield Passage(start, text[start:end], inside, sum(m.start < own for m in inside))
        first = last + 1
