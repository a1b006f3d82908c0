"""Other languages, read by words alone: rows of a lexicon over the parse, and cues for how a thing is stated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from graphkit.actors import translated
from graphkit.errors import ModelError
from graphkit.extract import lexicon
from graphkit.extract.dependencies import Parse
from graphkit.extract.manner import VERBS, manner
from graphkit.extract.reader import Reading
from graphkit.model import Kind

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline
    from spacy.tokens import Token

    from graphkit.actors.gazetteer import Gazetteer
    from graphkit.actors.linked import Linked
    from graphkit.extract.lexicon import Condition, Frame
    from graphkit.extract.passages import Passage
    from graphkit.languages.registry import Language
    from graphkit.model import RelationType

MARGIN = 2.0
"""The margin of what the words of the lexicon state, and its negative where they only may."""
WHOLE = ("name", "alias", "metonym", "capital", "acronym", "variant")
"""How names are found that the parser takes as one word: "Pays-Bas"."""


@dataclass(frozen=True)
class Worded:
    """What reads a language: its names, and the rows of its lexicon by predicate."""

    language: Language
    names: translated.Translated
    lexicon: lexicon.Lexicon

    @cached_property
    def pipeline(self) -> Pipeline:
        """The parser; loaded with the first sentence of two actors."""
        return load_pipeline(self.language)

    def parsed(self, text: str, mentions: Sequence[Linked], start: int) -> Parse:
        """A sentence, parsed with each name as one word."""
        doc = self.pipeline.make_doc(text)
        with doc.retokenize() as retokenizer:
            for mention in mentions:
                span = doc.char_span(mention.start - start, mention.end - start)
                if mention.rule in WHOLE and span is not None and len(span) > 1:
                    retokenizer.merge(span)
        return Parse(self.pipeline(doc), mentions, start, self.language)

    def read(self, passage: Passage, sentences: Sequence[tuple[int, int]]) -> Iterator[Reading]:
        """The readings of a passage, sentence by sentence; ``sentences`` are spans of the clean text."""
        for start, end in sentences:
            inside = [n for n, m in enumerate(passage.mentions) if start <= m.start and m.end <= end]
            text = passage.text[start - passage.start : end - passage.start]
            if len({passage.mentions[n].code for n in inside}) > 1 and not text.rstrip('"» ').endswith("?"):
                parse = self.parsed(text, [passage.mentions[n] for n in inside], start)
                yield from self._sentence(parse, inside, start - passage.start)

    def _sentence(self, parse: Parse, numbers: Sequence[int], offset: int) -> Iterator[Reading]:
        told: set[tuple[int, int, str]] = set()
        for token in parse.doc:
            frame, pairs = self._stated(parse, token)
            how = manner(parse, token) if frame else None
            if frame is None or how is None:
                continue
            for subject, object_ in pairs:
                if (subject, object_, frame.relation.name) in told:
                    continue
                told.add((subject, object_, frame.relation.name))
                yield Reading(
                    numbers[subject],
                    numbers[object_],
                    frame.relation.name,
                    MARGIN if frame.usual else -MARGIN,
                    how.polarity,
                    how.status,
                    None if how.speaker is None else numbers[how.speaker],
                    how.hearsay,
                    (offset + token.idx, offset + token.idx + len(token)),
                    f"lexicon {self.language.code}:{frame.predicate}:{frame.line}",
                )

    def _stated(self, parse: Parse, token: Token) -> tuple[Frame | None, list[tuple[int, int]]]:
        """The first row, most conditions first, whose slots are filled by two actors; and those of it and its like.

        Other rows of the same relation tell of more: whom a strike hits, and where.
        """
        verb = token.pos_ in VERBS
        rows: Mapping[str, tuple[Frame, ...]] = self.lexicon.verbs if verb else self.lexicon.nouns
        first: Frame | None = None
        pairs: dict[tuple[int, int], None] = {}
        for frame in rows.get(parse.lemma(token), ()):
            if first is not None and frame.relation != first.relation:
                continue
            if all(_is_met(condition, parse, token) for condition in frame.conditions):
                pairs |= dict.fromkeys(_pairs(frame, parse, token))
                first = frame if pairs and first is None else first
        return first, list(pairs)


def _pairs(frame: Frame, parse: Parse, token: Token) -> Iterator[tuple[int, int]]:
    subjects = _filled(frame.subject, parse, token, acting=True)
    heads = [head for slot in frame.subject for head in parse.fillers(slot, token)]
    if not subjects and any(head.lower_ in parse.language.words["we"] for head in heads):
        how = manner(parse, token)  # "nous" are those who are quoted
        subjects = [] if how is None or how.speaker is None else [how.speaker]
    objects = [n for n in _filled(frame.object, parse, token, acting=False) if n not in subjects]
    if frame.relation.symmetric and not objects:
        subjects, objects = subjects[:1], subjects[1:]
    for one in subjects:
        for other in objects:
            if parse.mentions[one].code != parse.mentions[other].code:
                yield one, other


def _filled(slots: Sequence[str], parse: Parse, token: Token, *, acting: bool) -> list[int]:
    """The mentions in the first of some slots that holds any."""
    for slot in slots:
        heads = parse.fillers(slot, token)
        if found := [n for head in heads for n in parse.named(head, acting=acting)]:
            return list(dict.fromkeys(found))
    return []


def _is_met(condition: Condition, parse: Parse, token: Token) -> bool:
    heads = parse.fillers(condition.slot, token)
    if condition.test == "empty":
        return not heads
    if condition.test == "lemma":
        said = {word for head in heads for each in (head, *_counted(parse, head)) for word in _forms(each)}
        return not condition.values.isdisjoint(said)
    if condition.test == "kind":
        kinds = {Kind(value) for value in condition.values}
        return any(parse.mentions[n].actor.kind in kinds for head in heads for n in parse.named(head, acting=False))
    return bool(heads)


def _forms(token: Token) -> tuple[str, str]:
    return token.lemma_.lower(), token.lower_


def _counted(parse: Parse, head: Token) -> Iterator[Token]:
    """What a number or amount is of: "une vingtaine de chars"."""
    for child in head.children:
        if parse.case(child) == "de":
            yield child
            yield from _counted(parse, child)


def load(language: Language, gazetteer: Gazetteer, relations: Mapping[str, RelationType]) -> Worded:
    """What reads a language; raises ModelError without its pipeline, SeedError for a wrong row of its tables."""
    if not language.installed:
        raise ModelError(f"no pipeline that parses {language.name}", language.remedy)
    return Worded(language, translated.load(language, gazetteer), lexicon.load(language.folder, relations))


@cache
def load_pipeline(language: Language) -> Pipeline:
    """Load the spaCy pipeline of a language; raises ModelError when it is not installed or of another version."""
    import spacy

    try:
        return spacy.load(language.pipeline, exclude=["ner"])
    except OSError as error:
        raise ModelError(f"no spaCy pipeline {language.pipeline!r}", language.remedy) from error
