"""Sentences split at the parts of their claims, so that these can be marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graphkit.model import UNNAMED, Claim, Document, Evidence, Span

Piece = tuple[str, str]
"""Words, and the part of a claim they are: subject, object, cue, speaker, or an empty string."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document: a sentence with its claims, or the text between two such sentences."""

    pieces: tuple[Piece, ...]
    stated: tuple[tuple[Claim, Evidence], ...] = ()


def passages(document: Document, claims: Iterable[Claim]) -> Iterator[Passage]:
    """The complete text of a document, piece by piece, with the claims of each sentence."""
    sentences: dict[tuple[int, int], list[tuple[Claim, Evidence]]] = {}
    for claim in claims:
        for evidence in claim.evidence:
            if evidence.document == document.id:
                sentences.setdefault((evidence.quote.start, evidence.quote.end), []).append((claim, evidence))
    at = document.body_start
    for start, end in sorted(sentences):
        if start < at:  # a sentence within one already shown
            continue
        if start > at:
            yield Passage(((document.text[at:start], ""),))
        stated = sentences[start, end]
        spans = [span for _, evidence in stated for span in _spans(evidence)]
        yield Passage(tuple(_cut(document.text[start:end], start, spans)), tuple(stated))
        at = end
    if at < len(document.text):
        yield Passage(((document.text[at:], ""),))


def pieces(evidence: Evidence) -> list[Piece]:
    """The sentence of a piece of evidence, split at its subject, object, cue and speaker."""
    return _cut(evidence.quote.text, evidence.quote.start, _spans(evidence))


def how(evidence: Evidence) -> str:
    """How a piece of evidence states its claim: polarity, status, speaker, and the date of the event."""
    parts = [*([] if evidence.is_sure else ["tentative"]), str(evidence.polarity), str(evidence.status)]
    parts += [f"said by {evidence.speaker.actor.name}"] if evidence.speaker else []
    parts += [f"said by {UNNAMED}"] if evidence.hearsay else []
    parts += [str(evidence.date)] if evidence.date else []
    return ", ".join(parts)


def _spans(evidence: Evidence) -> list[tuple[str, Span]]:
    found: list[tuple[str, Span]] = [("subject", evidence.subject), ("object", evidence.object), ("cue", evidence.cue)]
    return [*found, ("speaker", evidence.speaker)] if evidence.speaker else found


def _cut(sentence: str, start: int, spans: Sequence[tuple[str, Span]]) -> list[Piece]:
    """A sentence split at its parts; of overlapping parts the first is kept."""
    kept: list[tuple[int, int, str]] = []
    for name, span in spans:
        begin, end = span.start - start, span.end - start
        if 0 <= begin < end <= len(sentence) and all(end <= b or begin >= e for b, e, _ in kept):
            kept.append((begin, end, name))
    found, at = [], 0
    for begin, end, name in sorted(kept):
        found += [(sentence[at:begin], ""), (sentence[begin:end], name)]
        at = end
    return [piece for piece in [*found, (sentence[at:], "")] if piece[0]]
