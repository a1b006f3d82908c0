"""From a document to its claims: clean → sentences → mentions → parse → clauses → frames → cues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from graphkit import ontology, resources
from graphkit.actors import Linked, find
from graphkit.documents import CleanText, clean, sentences
from graphkit.extract import coreference, cues, frames, lexicon, structure, times
from graphkit.extract import parse as parsing
from graphkit.extract.arguments import OWNER, PLACE, Argument, Arguments, arguments, expand, locate
from graphkit.extract.clauses import clauses, surface_subjects
from graphkit.extract.parse import Parse
from graphkit.gazetteer import Gazetteer
from graphkit.gazetteer import load as load_gazetteer
from graphkit.model import Claim, Document, Evidence, Mention, Polarity, RelationType, Sentence, Span, Status, merge

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

BATCH = 64
"""Documents whose candidate sentences are parsed together."""
ANAPHOR = re.compile(r"\b(?:it|its|itself|they|them|their|he|him|his|she|her|both|two|country|nation|group|bloc)\b", re.I)
TOPIC = re.compile(r'^(?!")[^.:"]{2,70}: (?=["A-Z])')
"""A heading before the sentence proper: "2011 Libyan civil war: France says …"."""
CONFIDENCE = {PLACE: 0.6, OWNER: 0.7}


@dataclass(frozen=True)
class Resources:
    """What extraction reads: actors, relations, lexicon and the parser; made once by ``load``."""

    gazetteer: Gazetteer
    relations: Mapping[str, RelationType]
    lexicon: lexicon.Lexicon
    nlp: Language


def load(model: str | None = None, actors: Sequence[Path] = ()) -> Resources:
    """Load everything extraction needs; raises ModelError or SeedError."""
    relations = ontology.load_relations()
    return Resources(
        gazetteer=load_gazetteer(actors),
        relations=relations,
        lexicon=lexicon.load(resources.ontologies() / "lexicon", relations),
        nlp=parsing.load_pipeline(model),
    )


def extract(documents: Iterable[Document], using: Resources) -> Iterator[tuple[Document, list[Claim]]]:
    """Each document with its claims, merged within the document; documents keep their order."""
    stream = iter(documents)
    while batch := [_prepare(document, using) for document in islice(stream, BATCH)]:
        candidates = [(c.start, p.clean.text[c.start : c.end]) for p in batch for c in p.candidates]
        parses = parsing.parse(using.nlp, candidates)
        for prepared in batch:
            yield prepared.document, merge(_claims(prepared, parses, using))


@dataclass(frozen=True)
class _Candidate:
    """A sentence worth parsing: its span in the clean text and where the sentence proper starts."""

    sentence: tuple[int, int]
    start: int
    end: int
    mentions: tuple[Linked, ...]


@dataclass(frozen=True)
class _Prepared:
    document: Document
    clean: CleanText
    mentions: tuple[Linked, ...]
    sentences: tuple[_Candidate | tuple[Linked, ...], ...]
    """In reading order: a candidate, or the mentions of a sentence that needs no parse."""

    @property
    def candidates(self) -> list[_Candidate]:
        return [s for s in self.sentences if isinstance(s, _Candidate)]


def _prepare(document: Document, using: Resources) -> _Prepared:
    text = clean(document)
    mentions = tuple(find(text.text, using.gazetteer, document.published))
    parts: list[_Candidate | tuple[Linked, ...]] = []
    for start, end in sentences(text):
        inside = tuple(m for m in mentions if start <= m.start < end)
        topic = TOPIC.match(text.text[start:end])
        begin = start + topic.end() if topic else start
        body = tuple(m for m in inside if m.start >= begin)
        if len(body) > 1 or (body and ANAPHOR.search(text.text, begin, end)):
            parts.append(_Candidate((start, end), begin, end, body))
        else:
            parts.append(inside)
    return _Prepared(document, text, mentions, tuple(parts))


def _claims(prepared: _Prepared, parses: Iterator[Parse], using: Resources) -> Iterator[Claim]:
    writer = _Writer(prepared, using)
    discourse = coreference.Discourse()
    for part in prepared.sentences:
        if not isinstance(part, _Candidate):
            discourse.remember(part, [m for m in part if m.form == "noun"][:1])
            continue
        parse = next(parses)
        subjects = _subjects(parse, part.mentions)
        resolved = coreference.resolve(parse, part.mentions, subjects, discourse)
        mentions = [*part.mentions, *resolved]
        found = arguments(parse, mentions, using.gazetteer.roles)
        for clause in clauses(parse, using.lexicon):
            for finding in frames.match(parse, clause, found, using.lexicon):
                yield from writer.claim(finding, parse, found, part)
        discourse.remember(part.mentions, subjects)
    yield from writer.structures()


def _subjects(parse: Parse, mentions: Sequence[Linked]) -> list[Linked]:
    """The mentions that stand in, or modify, the subject of the main verb first, then of others."""
    heads = locate(parse, mentions)
    result: list[Linked] = []
    for verb in sorted((t for t in range(len(parse)) if parse.is_verb(t)), key=lambda t: (parse.heads[t] != t, t)):
        for subject in surface_subjects(parse, verb):
            inside = set(parse.subtree(subject))
            result += [m for token, m in heads if token == subject and m not in result]
            result += [m for token, m in heads if token in inside and m.form == "adjective" and m not in result]
    return result


@dataclass(frozen=True)
class _Writer:
    """Turns findings into claims with their evidence, offsets mapped back to the text as given."""

    prepared: _Prepared
    using: Resources

    def claim(self, finding: frames.Finding, parse: Parse, found: Arguments, candidate: _Candidate) -> Iterator[Claim]:
        reading = cues.read(parse, finding.clause, found, self.using.lexicon)
        if not reading.asserted:
            return
        token = finding.clause.token
        start, end = candidate.sentence
        speaker = reading.speaker
        when = times.event_date(
            self.prepared.clean.text[start:end],
            self.prepared.document.published,
            planned=reading.status is not Status.ACTUAL,
        )
        evidence = Evidence(
            document=self.prepared.document.id,
            quote=self._sentence(start, end),
            subject=self._phrase(finding.subject),
            object=self._phrase(finding.object),
            cue=self._span(parse.starts[token], parse.ends[token]),
            polarity=reading.polarity,
            status=reading.status,
            speaker=None if speaker is None else self._mention(speaker, speaker.start, speaker.end),
            date=when,
            confidence=min(CONFIDENCE.get(finding.subject.via, 0.8), CONFIDENCE.get(finding.object.via, 0.8)),
            extractor=finding.extractor,
        )
        yield stated(evidence, finding.relation)

    def structures(self) -> Iterator[Claim]:
        relation = self.using.lexicon.structures.get("office")
        if relation is None:
            return
        for mention, body in structure.offices(self.prepared.mentions):
            start, end = next((s for s in self._spans() if s[0] <= mention.start < s[1]), (mention.start, mention.end))
            whole = self._mention(mention, mention.start, mention.end)
            evidence = Evidence(
                document=self.prepared.document.id,
                quote=self._sentence(start, end),
                subject=whole,
                object=Mention(whole.start, whole.end, whole.text, body, body.code, "office"),
                cue=Span(whole.start, whole.end, whole.text),
                polarity=Polarity.AFFIRMED,
                status=Status.ACTUAL,
                speaker=None,
                date=None,
                confidence=0.9,
                extractor="structure:office",
            )
            yield stated(evidence, relation)

    def _spans(self) -> list[tuple[int, int]]:
        return sentences(self.prepared.clean)

    def _span(self, start: int, end: int) -> Span:
        begin, stop = self.prepared.clean.span(start, end)
        return Span(begin, stop, self.prepared.document.text[begin:stop])

    def _sentence(self, start: int, end: int) -> Sentence:
        span = self._span(start, end)
        return Sentence(span.start, span.end, span.text)

    def _phrase(self, argument: Argument) -> Mention:
        return self._mention(argument.mention, argument.start, argument.end)

    def _mention(self, linked: Linked, start: int, end: int) -> Mention:
        span = self._span(start, end)
        return Mention(span.start, span.end, span.text, linked.actor, linked.code, linked.rule)


def stated(evidence: Evidence, relation: RelationType) -> Claim:
    """The claim that one piece of evidence makes; the ends of a symmetric relation stand in the order of their ids."""
    from dataclasses import replace

    if relation.symmetric and evidence.object.actor.id < evidence.subject.actor.id:
        evidence = replace(evidence, subject=evidence.object, object=evidence.subject)
    return Claim(evidence.subject.actor, relation, evidence.object.actor, (evidence,))


__all__ = ["Resources", "expand", "extract", "load", "stated"]
