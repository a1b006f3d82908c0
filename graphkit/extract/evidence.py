"""Turn readings into claims with their evidence, with offsets mapped back to the original text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING

from graphkit.extract import structure, times
from graphkit.model import Claim, Evidence, Mention, PartialDate, Polarity, RelationType, Sentence, Span, Status
from graphkit.model.tenure import Tenure

if TYPE_CHECKING:
    from graphkit.actors.linked import Linked
    from graphkit.extract import Prepared, Resources
    from graphkit.extract.passages import Passage
    from graphkit.extract.reader import Reading


def stated(prepared: Prepared, passage: Passage, reading: Reading, using: Resources) -> Claim:
    """The claim that a reading makes; its sentence is the one with the cue."""
    start, end = (place + passage.start for place in reading.cue)
    return made(
        prepared,
        using,
        using.relations[reading.relation],
        (passage.mentions[reading.subject], passage.mentions[reading.object]),
        cue=(start, end),
        polarity=reading.polarity,
        status=reading.status,
        speaker=None if reading.speaker is None else passage.mentions[reading.speaker],
        hearsay=reading.hearsay,
        confidence=round(using.reader.probability(reading.margin), 2),
        extractor=reading.source,
    )


def made(
    prepared: Prepared,
    using: Resources,
    relation: RelationType,
    ends: tuple[Linked, Linked],
    *,
    cue: tuple[int, int],
    polarity: Polarity,
    status: Status,
    speaker: Linked | None,
    hearsay: bool,
    confidence: float,
    extractor: str,
) -> Claim:
    """The dated claim about two mentions made by the cue's sentence; the cue is a span of the clean text."""
    sentence = sentence_at(prepared, cue[0])
    evidence = Evidence(
        document=prepared.document.id,
        quote=_sentence(prepared, *sentence),
        subject=_mention(prepared, ends[0]),
        object=_mention(prepared, ends[1]),
        cue=_span(prepared, *cue),
        polarity=polarity,
        status=status,
        speaker=None if speaker is None else _mention(prepared, speaker),
        date=_date(prepared, sentence, cue, ends, status, using),
        confidence=confidence,
        extractor=extractor,
        hearsay=hearsay,
        tenure=_tenure(prepared, relation, ends, using) if (polarity, status) == _HOLDS else None,
    )
    return _claim(evidence, relation)


_HOLDS = (Polarity.AFFIRMED, Status.ACTUAL)
"""How an office that somebody holds is stated."""


def _tenure(prepared: Prepared, relation: RelationType, ends: tuple[Linked, Linked], using: Resources) -> Tenure | None:
    if relation != using.untrained.lexicon.structures.get("office"):
        return None
    return structure.tenure(ends[0].actor, ends[1].actor, using.gazetteer, prepared.document.as_of)


def _date(
    prepared: Prepared,
    sentence: tuple[int, int],
    cue: tuple[int, int],
    ends: tuple[Linked, Linked],
    status: Status,
    using: Resources,
) -> PartialDate | None:
    other = using.other(prepared.document.language)
    start, end = sentence
    with using.clock.stage("dates"):
        if other:
            text, planned = prepared.clean.text[start:end], status is not Status.ACTUAL
            return other.date(text, start, cue, prepared.mentions, prepared.document.published, planned=planned)
        return times.event_date(
            prepared.clean.text[start:end],
            prepared.document.published,
            planned=status is not Status.ACTUAL,
            cue=(cue[0] - start, cue[1] - start),
            ends=[(m.start - start, m.end - start) for m in ends if start <= m.start < end],
        )


def offices(prepared: Prepared, using: Resources) -> Iterator[Claim]:
    """Claims stated by names in a document themselves: who leads what."""
    relation = using.untrained.lexicon.structures.get("office")
    if relation is None:
        return
    on = prepared.document.as_of
    for mention, body, held, sure in structure.offices(prepared.clean.text, prepared.mentions, using.gazetteer, on):
        whole = _mention(prepared, mention)
        evidence = Evidence(
            document=prepared.document.id,
            quote=_sentence(prepared, *sentence_at(prepared, mention.start)),
            subject=whole,
            object=Mention(whole.start, whole.end, whole.text, body, body.code, "office"),
            cue=Span(whole.start, whole.end, whole.text),
            polarity=Polarity.AFFIRMED,
            status=Status.ACTUAL,
            speaker=None,
            date=None,
            confidence=sure,
            extractor="structure:office",
            tenure=held,
        )
        yield _claim(evidence, relation)


def _claim(evidence: Evidence, relation: RelationType) -> Claim:
    """The claim made by one piece of evidence; the actors of a symmetric relation are ordered by id."""
    if relation.symmetric and evidence.object.actor.id < evidence.subject.actor.id:
        evidence = replace(evidence, subject=evidence.object, object=evidence.subject)
    return Claim(evidence.subject.actor, relation, evidence.object.actor, (evidence,))


def sentence_at(prepared: Prepared, place: int) -> tuple[int, int]:
    """The sentence that contains a character of the clean text, or the text there between two sentences."""
    following = bisect_right(prepared.sentences, place, key=itemgetter(0))
    start, end = prepared.sentences[following - 1] if following else (0, 0)
    if place < end:
        return start, end
    text = prepared.clean.text
    until = prepared.sentences[following][0] if following < len(prepared.sentences) else len(text)
    between = text[end:until]
    if not between.strip():
        return place, place + 1
    return end + len(between) - len(between.lstrip()), end + len(between.rstrip())


def _span(prepared: Prepared, start: int, end: int) -> Span:
    begin, stop = prepared.clean.span(start, end)
    return Span(begin, stop, prepared.document.text[begin:stop])


def _sentence(prepared: Prepared, start: int, end: int) -> Sentence:
    span = _span(prepared, start, end)
    return Sentence(span.start, span.end, span.text)


def _mention(prepared: Prepared, linked: Linked) -> Mention:
    span = _span(prepared, linked.start, linked.end)
    return Mention(span.start, span.end, span.text, linked.actor, linked.code, linked.rule)
