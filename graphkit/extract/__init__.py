"""From a document to its claims: clean → sentences → mentions → passages → reader → evidence.

One of ``graphkit.extractors`` can replace the reader; its findings must pass the ``gate``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from graphkit import resources
from graphkit.actors import translated
from graphkit.actors.gazetteer import Gazetteer
from graphkit.actors.gazetteer import load as load_gazetteer
from graphkit.actors.linked import Linked
from graphkit.actors.linking import find
from graphkit.documents import CleanText, clean, furniture, sentences
from graphkit.documents.language import english
from graphkit.errors import InputError
from graphkit.extract import (
    context,
    decision,
    evidence,
    other_languages,
    passages,
    qualification,
    reader,
    rereading,
    verification,
)
from graphkit.extract.lexicon import load as load_lexicon
from graphkit.extract.other_languages import LexiconReader
from graphkit.extract.passages import Passage
from graphkit.extract.reader import Reader, Reading
from graphkit.extract.untrained import UntrainedRelations, load_pipeline
from graphkit.extractors import READER, Extractor
from graphkit.extractors import load as load_extractor
from graphkit.languages.registry import ENGLISH, known, spoken
from graphkit.model import Claim, Document, RelationType, merge
from graphkit.ontology import load_relations
from graphkit.running.profiling import Clock

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Resources:
    """What extraction needs: actors, relations, the trained reader, and words for relations it was not trained on."""

    gazetteer: Gazetteer
    relations: Mapping[str, RelationType]
    reader: Reader
    untrained: UntrainedRelations
    extractor: Extractor | None = None
    """Replaces the reader, if given."""
    refused: Counter[str] = field(default_factory=Counter, compare=False)
    """Counts its findings rejected by the gate, by reason."""
    partly: Counter[str] = field(default_factory=Counter, compare=False)
    """Counts the passages not read completely, by reason."""
    clock: Clock = field(default_factory=Clock, compare=False)
    """Measures the time of each stage."""
    others: dict[str, LexiconReader] = field(default_factory=dict, compare=False)
    """The readers of other languages met so far, by language code."""

    def other(self, language: str) -> LexiconReader | None:
        """What reads a language by its words; None for English.

        Raises InputError for an unsupported language, ModelError without its pipeline.
        """
        if english(language or ENGLISH):
            return None
        told = known(language)
        if told is None:
            raise InputError(f"no language {language!r}", f"texts are read in {spoken()}")
        if told.code not in self.others:
            with self.clock.stage("loading"):
                self.others[told.code] = other_languages.load(told, self.gazetteer, self.relations)
        return self.others[told.code]


@dataclass(frozen=True)
class Prepared:
    """A document before reading: cleaned, its actors found, split into sentences and passages."""

    document: Document
    clean: CleanText
    mentions: tuple[Linked, ...]
    sentences: tuple[tuple[int, int], ...]
    passages: tuple[Passage, ...]


def load(
    model: str | None = None,
    actors: Sequence[Path] = (),
    extractor: str = READER,
    *,
    ontology: Path | None = None,
    lexicon: Path | None = None,
) -> Resources:
    """Load everything extraction needs; raises ModelError, SeedError or UnknownName.

    ``model`` names the spaCy pipeline that parses sentences for relations the reader was not trained on; without it, a
    default is loaded for the first such sentence. ``extractor`` names the extractor. ``ontology`` is a file of
    relations and ``lexicon`` a folder of their words, replacing those shipped.
    """
    other = load_extractor(extractor)
    if model is not None:
        load_pipeline(model)
    relations = load_relations(ontology)
    trained = reader.load()
    return Resources(
        gazetteer=load_gazetteer(actors),
        relations=relations,
        reader=trained,
        untrained=UntrainedRelations(
            load_lexicon(lexicon or resources.ontologies() / "lexicon", relations), frozenset(trained.relations), model
        ),
        extractor=other,
    )


def extract(documents: Iterable[Document], using: Resources) -> Iterator[tuple[Document, list[Claim]]]:
    """Each document with its claims, merged within the document, in the given order."""
    for document in documents:
        prepared = prepare(document, using)
        yield document, merge(claims(prepared, using))


def prepare(document: Document, using: Resources) -> Prepared:
    """Clean a document, find its actors, and split it into passages."""
    other = using.other(document.language)
    with using.clock.stage("cleaning, sentences"):
        text = clean(document)
        shortened = other.language.words["shortened"] if other else None
        spans = tuple(furniture.article(text.text, sentences(text, shortened)))
    with using.clock.stage("actors"):
        if other:
            mentions = tuple(translated.find(text.text, other.names, document.as_of))
        else:
            mentions = tuple(find(text.text, using.gazetteer, document.as_of))
    with using.clock.stage("passages"):
        return Prepared(document, text, mentions, spans, tuple(passages.cut(text.text, spans, mentions)))


def read(prepared: Prepared, using: Resources) -> Iterator[tuple[Passage, list[Reading]]]:
    """Each passage with all its readings, including those too unlikely for a claim.

    Claims already made from the sentence that a passage shares with the previous one are not read again.
    """
    made: set[tuple[object, ...]] = set()
    every = ((passage, _every(prepared, passage, using)) for passage in prepared.passages)
    after = next(every, None)
    while after:
        (passage, found), after = after, next(every, None)
        agreed = list(context.agreed(passage, found, *after)) if after else found
        with using.clock.stage("reader"):
            readings = [
                reading
                for reading in _decided(prepared, passage, agreed, using)
                if not passage.is_told(reading.subject, reading.object)
                and _said(prepared, passage, reading) not in made
            ]
        made = {_said(prepared, passage, reading) for reading in readings if reading.kept}
        yield passage, readings


def _every(prepared: Prepared, passage: Passage, using: Resources) -> list[Reading]:
    """All readings of a passage by the reader or by words."""
    other = using.other(prepared.document.language)
    every: list[Reading] = []
    if other is None:
        with using.clock.stage("reader"):
            inside = [(start - passage.start, end - passage.start) for start, end in _within(prepared, passage)]
            every += rereading.read(using.reader, passage.text, passage.marked, inside)
            if why := using.reader.reads(passage.text, passage.marked):
                using.partly[why] += 1
    with using.clock.stage("words"):
        if other is None:
            every += using.untrained.read(passage, using.reader)
        else:
            by_words = other.read(passage, _within(prepared, passage))
            every += islice(by_words, reader.MOST)
            if next(by_words, None):
                using.partly["too many actors"] += 1
    return every


def _decided(prepared: Prepared, passage: Passage, every: Sequence[Reading], using: Resources) -> Iterator[Reading]:
    """The decision on each reading of a passage; one that makes a claim is qualified as its own sentence states it."""
    likely = decision.likely(every, [mention.code for mention in passage.mentions], using.relations, using.reader)
    for number, reading in enumerate(every):
        told = reading
        if number in likely and reading.source == "reader":
            told = qualification.qualified(passage, reading, using.reader, partial(evidence.sentence_at, prepared))
        yield replace(told, kept=number in likely and decision.stands(told, using.relations))


def _within(prepared: Prepared, passage: Passage) -> list[tuple[int, int]]:
    """The sentences of a passage."""
    end = passage.start + len(passage.text)
    return [span for span in prepared.sentences if passage.start <= span[0] and span[1] <= end]


def _said(prepared: Prepared, passage: Passage, reading: Reading) -> tuple[object, ...]:
    """Who does what to whom, and in which sentence."""
    ends = (passage.mentions[reading.subject].actor.id, passage.mentions[reading.object].actor.id)
    return *ends, reading.relation, evidence.sentence_at(prepared, passage.start + reading.cue[0])


def claims(prepared: Prepared, using: Resources) -> Iterator[Claim]:
    """The claims of a prepared document: those that it states, and the offices stated in its names."""
    if using.extractor:
        yield from verification.claims(prepared, using.extractor, using)
    else:
        for passage, readings in read(prepared, using):
            for reading in readings:
                if reading.kept:
                    with using.clock.stage("evidence"):
                        claim = evidence.stated(prepared, passage, reading, using)
                    yield claim
    with using.clock.stage("offices"):
        named = list(evidence.offices(prepared, using))
    yield from named


__all__ = ["Prepared", "Resources", "claims", "extract", "load", "prepare", "read"]
