"""Check the findings of an extractor: they become claims only if the text supports them.

The quote must be in the sentence word for word and contain both actors, both must be linked mentions, and the relation
must be in the ontology. Findings that fail are dropped and counted by reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from graphkit.errors import InputError, ModelError, NotInstalled
from graphkit.extract import evidence
from graphkit.extract.passages import Passage
from graphkit.extractors import Extractor, Finding, MarkedActor, MarkedSentence, Text, Unusable
from graphkit.model import Claim, Polarity, Status

if TYPE_CHECKING:
    from graphkit.actors.linked import Linked
    from graphkit.extract import Prepared, Resources

MOST = 200
"""Most findings per sentence, on average; an extractor that never ends is cut off."""
REASON = 60
"""Most characters of an extractor's reason."""
KINDS = 20
"""Most distinct reasons from an extractor itself."""

_FORM = {
    "relation": str,
    "quote": str,
    "cue": str,
    "polarity": Polarity | None,
    "status": Status | None,
    "hearsay": bool,
    "confidence": int | float,
}


class Refused(Exception):
    """A finding is rejected; the argument is the reason."""


def text(prepared: Prepared, using: Resources) -> tuple[Text, list[Passage]]:
    """The input of an extractor for a document, and the passages that represent its sentences."""
    clean = prepared.clean.text
    passages = []
    for start, end in prepared.sentences:
        inside = tuple(m for m in prepared.mentions if start <= m.start and m.end <= end)
        passages.append(Passage(start, clean[start:end], inside, 0))
    sentences = tuple(
        MarkedSentence(passage.text, tuple(_actor(mention, passage.start) for mention in passage.mentions))
        for passage in passages
    )
    return Text(sentences, using.relations, prepared.document.published), passages


def claims(prepared: Prepared, extractor: Extractor, using: Resources) -> Iterator[Claim]:
    """The claims that an extractor finds in a document and that pass the gate; others are counted in ``using``.

    Raises InputError when the extractor cannot read the document.
    """
    given, passages = text(prepared, using)
    most = MOST * len(passages)
    try:
        with using.clock.stage("extractor"):
            found = list(islice(extractor.extract(given), most + 1))
    except (InputError, ModelError, NotInstalled) as error:
        raise InputError(f"{prepared.document.id}: {error.culprit}", error.remedy) from error
    if len(found) > most:
        using.refused["too many findings for one text"] += 1
    for finding in found[:most]:
        try:
            yield _claim(finding, prepared, passages, extractor.name, using)
        except Refused as refusal:
            reason = str(refusal)
            using.refused[reason if reason in using.refused or len(using.refused) < KINDS else "other reasons"] += 1


def _actor(mention: Linked, start: int) -> MarkedActor:
    actor = mention.actor
    return MarkedActor(mention.start - start, mention.end - start, actor.name, mention.code, actor.kind)


def _claim(finding: object, prepared: Prepared, passages: Sequence[Passage], name: str, using: Resources) -> Claim:
    if isinstance(finding, Unusable):
        raise Refused(" ".join(str(finding.reason).split())[:REASON] or "unusable")
    if not isinstance(finding, Finding) or not all(
        isinstance(getattr(finding, name), kinds) for name, kinds in _FORM.items()
    ):
        raise Refused("malformed finding")
    passage = passages[_number(finding.sentence, len(passages), "the sentence is not in the text")]
    count = len(passage.mentions)
    subject, object_ = (
        _number(n, count, "the subject or object is not a known actor") for n in (finding.subject, finding.object)
    )
    ends = passage.mentions[subject], passage.mentions[object_]
    if ends[0].code == ends[1].code or ends[0].actor.id == ends[1].actor.id:
        raise Refused("subject and object are the same actor")
    relation = using.relations.get(finding.relation)
    if relation is None:
        raise Refused("the relation is not in the ontology")
    start, end = _quote(finding.quote, passage, ends)
    if finding.polarity is None and using.other(prepared.document.language):
        raise Refused("polarity and status can only be determined in English")
    finding = _stated(finding, passage, using)
    if finding.polarity is None or finding.status is None:
        raise Refused("invalid polarity or status")
    if relation.standing and finding.status is not Status.ACTUAL:
        raise Refused("a standing relation that is not actual")
    speaker = None
    if finding.speaker is not None:
        speaker = passage.mentions[_number(finding.speaker, count, "the speaker is not a known actor")]
    if finding.hearsay and speaker:
        raise Refused("hearsay with a speaker")
    if not 0 <= finding.confidence <= 1:
        raise Refused("the confidence is not between 0 and 1")
    place = passage.text.find(finding.cue, start, end) if finding.cue else -1
    cue = (place, place + len(finding.cue)) if place >= 0 else (start, end)
    return evidence.made(
        prepared,
        using,
        relation,
        ends,
        cue=(cue[0] + passage.start, cue[1] + passage.start),
        polarity=finding.polarity,
        status=finding.status,
        speaker=speaker,
        hearsay=finding.hearsay,
        confidence=round(float(finding.confidence), 2),
        extractor=name,
    )


def _number(value: object, count: int, reason: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < count:
        raise Refused(reason)
    return value


def _quote(quote: str, passage: Passage, ends: tuple[Linked, Linked]) -> tuple[int, int]:
    """Where a quote is in its passage, chosen so that it contains both actors."""
    if not quote or quote not in passage.text:
        raise Refused("the quote is not in the sentence")
    first = min(mention.start for mention in ends) - passage.start
    last = max(mention.end for mention in ends) - passage.start
    start = passage.text.rfind(quote, 0, first + len(quote))
    if start < 0 or start + len(quote) < last:
        raise Refused("the quote lacks an actor")
    return start, start + len(quote)


def _stated(finding: Finding, passage: Passage, using: Resources) -> Finding:
    """The finding with polarity, status and speaker, from the reader if the extractor gives none."""
    if finding.polarity is not None:
        return finding
    relation, reader = using.relations[finding.relation], using.reader
    near = next((r for r, g in reader.groups.items() if r == relation.name), None)
    near = near or next((r for r, g in reader.groups.items() if g == relation.group), None)
    for reading in reader.stated(passage.text, passage.marked, finding.subject, finding.object, near):
        told = {name: getattr(reading, name) for name in ("polarity", "status", "speaker", "hearsay")}
        return replace(finding, cue=finding.cue or passage.text[slice(*reading.cue)], **told)
    raise Refused("the sentence is too long for the reader")
