"""Explain the claims from a text: which actors were found, what was read about them, and what was likely enough."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import nan
from operator import itemgetter

from graphkit.actors.linked import Linked
from graphkit.extract import Prepared, Resources, evidence, prepare, read
from graphkit.extract.passages import Passage
from graphkit.extract.reader import Reading
from graphkit.languages.en.denial import DENIAL
from graphkit.languages.registry import known
from graphkit.model import (
    FLOOR,
    UNNAMED,
    Claim,
    Document,
    Evidence,
    Mention,
    PartialDate,
    Polarity,
    Status,
    merge,
    qualifiers,
)
from graphkit.model.status import ClaimStatus, Source, weigh
from graphkit.model.tenure import phrase_of

LIKELY = 0.05
"""Readings less likely than this are not shown."""
BETWEEN = 5
"""Most words between a negation and the cue that are shown with them."""
SENTENCE_END = re.compile(r"[.!?;]\s")
Named = Linked | Mention
OPEN = {Status.PLANNED: "it is planned", Status.HYPOTHETICAL: "it is only hypothetical"}


def quoted(words: str) -> str:
    """Text in quotation marks on one line."""
    return f'"{" ".join(words.split())}"'


@dataclass(frozen=True)
class Explained:
    """One reading of two actors in a passage."""

    subject: Named
    object: Named
    speaker: Named | None
    reading: Reading
    cue: str
    """The word that states it, according to the reader's attention."""
    confidence: float
    kept: bool
    """Whether it is likely enough for a claim."""
    alone: bool
    """Whether it is likely enough by itself, and not only with the other relations of its group."""
    symmetric: bool
    """Whether the relation holds both ways."""
    claim: Claim
    """The claim that it makes, or would make if it were likelier."""
    denial: str
    """The negation with the cue: "did not sanction"; empty if none is found."""
    published: PartialDate | None
    contested: str = ""
    """Who affirms and who denies the claim, in words, if it is contested."""

    @property
    def date(self) -> PartialDate | None:
        """When it happened or will happen, according to the text."""
        return self.claim.evidence[0].date

    @property
    def statement(self) -> str:
        """The reading in one line: "China imposes sanctions on Israel, negated, says Russia"."""
        read = self.reading
        who = self.speaker.actor.name if self.speaker else None
        said = qualifiers(read.polarity, read.status, who, hearsay=read.hearsay)
        words = phrase_of(self.claim)
        return ", ".join([f"{self.subject.actor.name} {words} {self.object.actor.name}", *said])

    @property
    def reason(self) -> str:
        """Why it was read: the cue, the roles of the actors, who says so, and how confident that is."""
        (told,) = self.claim.evidence
        if told.object.rule == "office" and told.object.start == told.cue.start:
            held = f"{told.tenure}, from an actor table" if told.tenure else "not in the actor tables"
            return f"{quoted(self.cue)} names the office: {held}; confidence of such titles {self.confidence:.2f}"
        one, other = (quoted(end.text or end.actor.name) for end in (self.subject, self.object))
        ends = f"between {one} and {other}" if self.symmetric else f"{one} is the subject, {other} the object"
        parts = [f"{quoted(self.cue)} states it: {ends}" if self.cue else ends]
        if self.reading.polarity is Polarity.NEGATED:
            parts += [f"the text denies it: {quoted(self.denial)}" if self.denial else "the text denies it"]
        parts += [OPEN[self.reading.status]] if self.reading.status in OPEN else []
        parts += [f"{quoted(self.speaker.text)} says so"] if self.speaker else []
        parts += ["an unnamed source says so"] if self.reading.hearsay else []
        parts += [self.when]
        parts += [f"contested: {self.contested}"] if self.contested else []
        parts += [f"{self.reading.source} {self.confidence:.2f}"]
        if self.kept and not self.alone:
            parts += ["likely enough with others of its group"]
        if not self.kept:
            parts += ["too unlikely for a claim"]
        elif round(self.confidence, 2) < FLOOR:
            parts += [f"below {FLOOR:.2f}, so tentative"]
        return "; ".join(parts)

    @property
    def when(self) -> str:
        """The date of the event in words; if the text gives none, the day of publication."""
        if self.date:
            return f"dated {self.date}"
        return f"no date given, reported {self.published}" if self.published else "no date given"


@dataclass(frozen=True)
class Explanation:
    """One passage: its text, which words refer to which actor by what rule, and the readings, likeliest first."""

    text: str
    mentions: tuple[Named, ...]
    readings: tuple[Explained, ...]


def explain(document: Document, using: Resources) -> Iterator[Explanation]:
    """Explain each passage of a document that mentions two actors or states somebody's office."""
    prepared = prepare(document, using)
    places = [(_reach(prepared, passage), passage, readings) for passage, readings in read(prepared, using)]
    passages = [
        (
            start,
            Explanation(text.text, text.mentions, tuple(_explained(prepared, text, one, using) for one in readings)),
        )
        for (start, _), text, readings in places
    ]
    for claim in evidence.offices(prepared, using):
        alone = recorded(document, claim)
        place = claim.evidence[0].cue.start
        inside = (n for n, ((start, end), _, _) in enumerate(places) if start <= place < end)
        if (number := next(inside, None)) is None:
            passages.append((place, alone))
        else:
            start, whole = passages[number]
            passages[number] = (start, replace(whole, readings=whole.readings + alone.readings))
    made = merge(e.claim for _, passage in passages for e in passage.readings if e.kept)
    disputes = {claim.id: disputed(claim, {document.id: Source(document.published, document.id)}) for claim in made}
    for _, passage in sorted(passages, key=itemgetter(0)):
        told = [replace(e, contested=disputes[e.claim.id] if e.kept else "") for e in passage.readings]
        told = [e for e in told if e.kept or e.confidence >= LIKELY]
        told.sort(key=lambda e: (not e.kept, -e.confidence, e.reading.relation))
        yield replace(passage, readings=tuple(told))


def recorded(document: Document, claim: Claim) -> Explanation:
    """Explain a claim with one piece of evidence from what was recorded, without reading its document again."""
    (told,) = claim.evidence
    start, end = (place - told.quote.start for place in (told.cue.start, told.cue.end))
    mentions = dict.fromkeys((told.subject, told.object, *([told.speaker] if told.speaker else [])))
    negated = told.polarity is Polarity.NEGATED
    reading = Reading(
        subject=0,
        object=1,
        relation=claim.relation.name,
        margin=nan,  # it is not recorded
        polarity=told.polarity,
        status=told.status,
        speaker=2 if told.speaker else None,
        hearsay=told.hearsay,
        cue=(start, end),
        source=told.extractor,
        kept=True,
    )
    explained = Explained(
        subject=told.subject,
        object=told.object,
        speaker=told.speaker,
        reading=reading,
        cue=told.cue.text,
        confidence=told.confidence,
        kept=True,
        alone=True,
        symmetric=claim.relation.symmetric,
        claim=claim,
        denial=denial(told.quote.text, (start, end), _denying(document.language)) if negated else "",
        published=document.published,
    )
    return Explanation(told.quote.text, tuple(mentions), (explained,))


def _reach(prepared: Prepared, passage: Passage) -> tuple[int, int]:
    """Where a passage begins and ends in the original text."""
    return prepared.clean.span(passage.start, passage.start + len(passage.text))


def _explained(prepared: Prepared, passage: Passage, reading: Reading, using: Resources) -> Explained:
    confidence = using.reader.probability(reading.margin)
    return Explained(
        passage.mentions[reading.subject],
        passage.mentions[reading.object],
        None if reading.speaker is None else passage.mentions[reading.speaker],
        reading,
        passage.text[slice(*reading.cue)],
        confidence,
        reading.kept,
        using.relations[reading.relation].standing or confidence >= using.reader.threshold,
        using.relations[reading.relation].symmetric,
        evidence.stated(prepared, passage, reading, using),
        denial(passage.text, reading.cue, _denying(prepared.document.language))
        if reading.polarity is Polarity.NEGATED
        else "",
        prepared.document.published,
    )


def _denying(language: str) -> re.Pattern[str]:
    told = known(language)
    return told.denial if told else DENIAL


def denial(text: str, cue: tuple[int, int], denying: re.Pattern[str] = DENIAL) -> str:
    """The word that negates a cue, with the words between them, or an ellipsis if there are many.

    >>> text = "France said that it did not sanction Israel. No sanctions of any other kind were imposed."
    >>> places = (text.index("sanction"), text.index("imposed"))
    >>> [denial(text, (place, place + 8)) for place in places]
    ['did not sanction', 'No … imposed.']
    """
    start, end = cue
    if denying.search(text, start, end):
        return text[start:end]
    begins = max((found.end() for found in SENTENCE_END.finditer(text, 0, start)), default=0)
    stop = SENTENCE_END.search(text, end)
    before = [found.span() for found in denying.finditer(text, begins, start)][-1:]
    behind = [found.span() for found in denying.finditer(text, end, stop.start() if stop else len(text))][:1]
    for first, last in (sorted((word, cue)) for word in (*before, *behind)):
        if len(text[first[1] : last[0]].split()) <= BETWEEN:
            return text[first[0] : last[1]]
        return f"{text[slice(*first)]} … {text[slice(*last)]}"
    return ""


def disputed(claim: Claim, sources: Mapping[str, Source]) -> str:
    """Who affirms and who denies a claim, in words; empty if it is not contested."""
    if weigh(claim, sources).status is not ClaimStatus.CONTESTED:
        return ""
    sides: dict[Polarity, dict[str, None]] = {Polarity.AFFIRMED: {}, Polarity.NEGATED: {}}
    several = len({e.document for e in claim.evidence}) > 1
    for told in claim.evidence:
        if told.status is Status.ACTUAL and told.is_sure:
            sides[told.polarity][_voice(told, several=several)] = None
    affirm, deny = (", ".join(voices) for voices in sides.values())
    return f"affirmed by {affirm}, denied by {deny}"


def _voice(told: Evidence, *, several: bool) -> str:
    if told.speaker:
        return told.speaker.actor.name
    return UNNAMED if told.hearsay else told.document if several else "the text"
