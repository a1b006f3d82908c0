"""From a document to its claims: clean → sentences → mentions → parse → clauses → frames → cues."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from graphkit import ontology, resources
from graphkit.actors import Linked, find
from graphkit.documents import CleanText, clean, sentences
from graphkit.extract import coreference, lexicon, pairs, proposals, settle, structure, times
from graphkit.extract import parse as parsing
from graphkit.extract.arguments import Argument, Arguments, locate, readings
from graphkit.extract.candidates import Candidate, candidates
from graphkit.extract.clauses import NOUN, Clause, clause_records, surface_subjects
from graphkit.extract.cues import Cues
from graphkit.extract.cues import read as read_cues
from graphkit.extract.parse import Parse
from graphkit.extract.scorer import Scorer
from graphkit.extract.scorer import load as load_scorer
from graphkit.gazetteer import Gazetteer
from graphkit.gazetteer import load as load_gazetteer
from graphkit.model import Claim, Document, Evidence, Mention, Polarity, RelationType, Sentence, Span, Status, merge

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

BATCH = 64
"""Documents whose candidate sentences are parsed together."""
ANAPHOR = re.compile(
    r"\b(?:it|its|itself|they|them|their|he|him|his|she|her|both|two|country|nation|group|bloc)\b", re.IGNORECASE
)
TOPIC = re.compile(r'^(?!")[^.:"]{2,70}: (?=["A-Z])')
"""A heading before the sentence proper: "2011 Libyan civil war: France says …"."""


@dataclass(frozen=True)
class Resources:
    """What extraction reads: actors, relations, lexicon and the parser; made once by ``load``."""

    gazetteer: Gazetteer
    relations: Mapping[str, RelationType]
    lexicon: lexicon.Lexicon
    nlp: Language
    relater: pairs.Relater
    scorer: Scorer


def load(model: str | None = None, actors: Sequence[Path] = (), *, trained: bool = True) -> Resources:
    """Load everything extraction needs; raises ModelError or SeedError.

    With ``trained=False`` the weights are left out, for those who make them: candidates can be read but not judged.
    """
    relations = ontology.load_relations()
    return Resources(
        gazetteer=load_gazetteer(actors),
        relations=relations,
        lexicon=lexicon.load(resources.ontologies() / "lexicon", relations),
        nlp=parsing.load_pipeline(model),
        relater=pairs.load() if trained else pairs.untrained(tuple(relations)),
        scorer=load_scorer() if trained else Scorer({}, 0.0, 1.0),
    )


def extract(documents: Iterable[Document], using: Resources) -> Iterator[tuple[Document, list[Claim]]]:
    """Each document with its claims, merged within the document; documents keep their order."""
    stream = iter(documents)
    while batch := [prepare(document, using) for document in islice(stream, BATCH)]:
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
class Prepared:
    """A document before parsing: cleaned, its actors found, its sentences sorted into those to parse and the rest."""

    document: Document
    clean: CleanText
    mentions: tuple[Linked, ...]
    sentences: tuple[_Candidate | tuple[Linked, ...], ...]
    """In reading order: a candidate, or the mentions of a sentence that needs no parse."""

    @property
    def candidates(self) -> list[_Candidate]:
        """The sentences to parse."""
        return [s for s in self.sentences if isinstance(s, _Candidate)]


def prepare(document: Document, using: Resources) -> Prepared:
    """Clean a document, find its actors, and choose the sentences worth parsing."""
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
    return Prepared(document, text, mentions, tuple(parts))


def _claims(prepared: Prepared, parses: Iterator[Parse], using: Resources) -> Iterator[Claim]:
    writer = _Writer(prepared, using)
    for reading in read(prepared, parses, using):
        for candidate, cues, confidence in judge(reading.parse, using.scorer, consider(reading, using)):
            yield writer.claim(candidate, cues, confidence, reading)
    yield from writer.structures()


def structures(prepared: Prepared, using: Resources) -> Iterator[Claim]:
    """What the names of a document themselves state: who leads what."""
    return _Writer(prepared, using).structures()


def consider(reading: Reading, using: Resources, verdicts: pairs.Verdicts | None = None) -> list[proposals.Read]:
    """The candidates of a sentence with what the pair model, or whoever made ``verdicts``, says of them."""
    if verdicts is None:
        verdicts = using.relater.judge(reading.parse, reading.marks, reading.hints)
    return proposals.weigh(
        reading.parse,
        reading.found,
        reading.clauses,
        reading.hints,
        reading.arguments,
        reading.candidates,
        verdicts,
        [using.relations[name] for name in using.relater.relations],
        using.lexicon,
    )


def judge(parse: Parse, scorer: Scorer, considered: Sequence[proposals.Read]) -> list[settle.Scored]:
    """The candidates of a sentence that are claims, with their probability."""
    scored = [(c, cues, scorer.probability(c.features, c.measures)) for c, cues in considered]
    return settle.settle(parse, scored, scorer.threshold)


@dataclass(frozen=True)
class Reading:
    """One sentence, parsed, with every candidate in it and the cues of its clause."""

    sentence: tuple[int, int]
    parse: Parse
    found: Arguments
    candidates: tuple[tuple[Candidate, Cues], ...]
    clauses: tuple[Clause, ...]
    hints: pairs.Hints
    arguments: tuple[Argument, ...]
    """One for each phrase that stands for an actor, left to right."""

    @property
    def marks(self) -> list[pairs.Mark]:
        """The same phrases as the pair model reads them."""
        return [pairs.mark(self.parse, argument) for argument in self.arguments]


def read(prepared: Prepared, parses: Iterator[Parse], using: Resources) -> Iterator[Reading]:
    """The sentences of a document that can hold claims, pronouns resolved, candidates not yet judged."""
    discourse = coreference.Discourse()
    opponents: dict[str, Linked] = {}
    for part in prepared.sentences:
        if not isinstance(part, _Candidate):
            discourse.remember(part, [m for m in part if m.form == "noun"][:1])
            continue
        parse = next(parses)
        subjects = [_in_office(m, using.gazetteer) for m in _subjects(parse, part.mentions)]
        resolved = coreference.resolve(parse, part.mentions, subjects, discourse)
        found = readings(parse, [*part.mentions, *resolved], using.gazetteer.roles)
        clauses = list(clause_records(parse, using.lexicon))
        found_candidates = []
        for clause in clauses:
            cues = read_cues(parse, clause, found, using.lexicon)
            found_candidates += [
                (candidate, cues)
                for candidate in candidates(parse, clause, cues, found, using.lexicon, len(clauses), opponents)
            ]
        for candidate, cues in found_candidates:
            sure = candidate.frame is not None and cues.asserted and not cues.speaker
            if sure and candidate.relation.group == "ASSAULT" and candidate.clause.pos == NOUN:
                one, other = candidate.subject.mention, candidate.object.mention
                opponents.setdefault(one.code, other)
                opponents.setdefault(other.code, one)
        hints = pairs.hints(clauses, using.lexicon)
        phrases = tuple(pairs.phrases(found))
        yield Reading(part.sentence, parse, found, tuple(found_candidates), tuple(clauses), hints, phrases)
        discourse.remember(part.mentions, subjects)


def _in_office(mention: Linked, gazetteer: Gazetteer) -> Linked:
    """Whom a pronoun takes up after "Putin's forces": the state, where a person only owns the subject."""
    body = gazetteer.by_code(mention.code)
    return replace(mention, actor=body) if mention.form == "adjective" and body is not None else mention


def _subjects(parse: Parse, mentions: Sequence[Linked]) -> list[Linked]:
    """The mentions that stand in, or modify, the subject of the main verb first, then of others."""
    heads = locate(parse, mentions)
    result: list[Linked] = []
    for verb in sorted((t for t in range(len(parse)) if parse.is_verb(t)), key=lambda t: (parse.heads[t] != t, t)):
        for subject in surface_subjects(parse, verb):
            inside = set(parse.subtree(subject))
            result += [m for token, m in heads if token == subject and m not in result]
            result += [m for token, m in heads if token in inside and m.form == "adjective" and m not in result]
            owners = [m for token, m in heads if parse.heads[token] == subject and parse.deps[token] == "poss"]
            result += [replace(m, form="adjective") for m in owners if m not in result]
    return result


@dataclass(frozen=True)
class _Writer:
    """Turns findings into claims with their evidence, offsets mapped back to the text as given."""

    prepared: Prepared
    using: Resources

    def claim(self, candidate: Candidate, cues: Cues, confidence: float, reading: Reading) -> Claim:
        token = candidate.clause.token
        start, end = reading.sentence
        speaker = cues.speaker
        when = times.event_date(
            self.prepared.clean.text[start:end],
            self.prepared.document.published,
            planned=cues.status is not Status.ACTUAL,
            belongs=lambda place: reading.parse.modifies(place + start, token),
        )
        evidence = Evidence(
            document=self.prepared.document.id,
            quote=self._sentence(start, end),
            subject=self._phrase(candidate.subject),
            object=self._phrase(candidate.object),
            cue=self._span(reading.parse.starts[token], reading.parse.ends[token]),
            polarity=cues.polarity,
            status=cues.status,
            speaker=None if speaker is None else self._mention(speaker, speaker.start, speaker.end),
            date=when,
            confidence=round(confidence, 3),
            extractor=candidate.frame or f"scorer:{candidate.clause.pos}:{candidate.clause.keys[-1]}",
        )
        return stated(evidence, candidate.relation)

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
    if relation.symmetric and evidence.object.actor.id < evidence.subject.actor.id:
        evidence = replace(evidence, subject=evidence.object, object=evidence.subject)
    return Claim(evidence.subject.actor, relation, evidence.object.actor, (evidence,))


__all__ = ["Reading", "Resources", "consider", "extract", "judge", "load", "prepare", "read", "stated", "structures"]
