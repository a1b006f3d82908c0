"""Why a text gives the claims it gives: what was read where, what else was considered, and what decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphkit.actors import Linked
from graphkit.extract import Resources, consider, judge, prepare, read
from graphkit.extract import parse as parsing
from graphkit.extract.candidates import Candidate
from graphkit.extract.cues import Cues
from graphkit.model import Document

REASONS = 6
"""How many of the weights that decided are told of each reading."""
LIKELY = 0.05
"""Readings less likely than this are not worth telling."""


@dataclass(frozen=True)
class Explained:
    """One reading of two actors of a sentence."""

    candidate: Candidate
    cues: Cues
    confidence: float
    kept: bool
    reasons: tuple[tuple[str, float], ...]
    """The features that weighed most, and how much: above zero for the claim, below against it."""


@dataclass(frozen=True)
class Explanation:
    """One sentence: its text, who is meant by which words and by what rule, and the readings, likeliest first."""

    sentence: str
    words: tuple[str, ...]
    mentions: tuple[Linked, ...]
    readings: tuple[Explained, ...]


def explain(document: Document, using: Resources) -> Iterator[Explanation]:
    """Explain each sentence of a document in which two actors are found."""
    prepared = prepare(document, using)
    texts = [(c.start, prepared.clean.text[c.start : c.end]) for c in prepared.candidates]
    for reading in read(prepared, parsing.parse(using.nlp, texts), using):
        considered = consider(reading, using)
        kept = {_place(c) for c, _, _ in judge(reading.parse, using.scorer, considered)}
        told = [
            Explained(c, cues, likely, _place(c) in kept, _reasons(c, using))
            for c, cues in considered
            if (likely := using.scorer.probability(c.features, c.measures)) >= LIKELY or _place(c) in kept
        ]
        told.sort(key=lambda e: (not e.kept, -e.confidence, e.candidate.relation.name))
        mentions = {(a.mention.start, a.mention.actor.id): a.mention for a in reading.arguments}
        start, end = reading.sentence
        yield Explanation(prepared.clean.text[start:end], reading.parse.words, tuple(mentions.values()), tuple(told))


def _place(candidate: Candidate) -> tuple[str, str, str, int]:
    subject, obj = candidate.subject.mention, candidate.object.mention
    return subject.actor.id, obj.actor.id, candidate.relation.name, candidate.clause.token


def _reasons(candidate: Candidate, using: Resources) -> tuple[tuple[str, float], ...]:
    weights = using.scorer.weights
    parts = {name: weights.get(name, 0.0) for name in candidate.features}
    parts |= {name: weights.get(name, 0.0) * value for name, value in candidate.measures}
    return tuple(sorted(parts.items(), key=lambda part: (-abs(part[1]), part[0]))[:REASONS])
