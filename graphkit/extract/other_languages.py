"""Languages other than English, read by words alone: a lexicon over the parse, and cues for polarity and status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from graphkit.actors import translated
from graphkit.errors import ModelError
from graphkit.extract import lexicon
from graphkit.extract.anaphora import standing
from graphkit.extract.dating import event_date
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
    from graphkit.model import PartialDate, RelationType

MARGIN = 2.0
"""The margin of what words of the lexicon state; its negative if they only may state it."""
WHOLE = ("name", "alias", "metonym", "capital", "acronym", "variant", "place")
"""Rules of mentions that are parsed as one word: "Pays-Bas"."""
RECENT = 20
"""Number of parsed sentences kept."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class LexiconReader:
    """The reader of a language: its names, and its lexicon by predicate."""

    language: Language
    names: translated.Translated
    lexicon: lexicon.Lexicon

    recent: dict[tuple[int, str], Parse] = field(default_factory=dict, compare=False)
    """The last parsed sentences, by start and text: they are dated after they are read."""

    @cached_property
    def groups(self) -> Mapping[str, str]:
        """The group of each relation that the lexicon has a row for."""
        rows = (*self.lexicon.verbs.values(), *self.lexicon.nouns.values())
        return {frame.relation.name: frame.relation.group for frames in rows for frame in frames}

    @cached_property
    def pipeline(self) -> Pipeline:
        """The parser, loaded for the first sentence with two actors."""
        return load_pipeline(self.language)

    def parsed(self, text: str, mentions: Sequence[Linked], start: int) -> Parse:
        """Parse a sentence with each name replaced by one word that the parser knows."""
        from spacy.tokens import Doc

        doc = self.pipeline.make_doc(text)
        people: dict[int, bool] = {}
        with doc.retokenize() as retokenizer:
            for mention in mentions:
                span = doc.char_span(mention.start - start, mention.end - start)
                if mention.rule in WHOLE and span is not None:
                    people[span.start_char] = mention.actor.kind is Kind.PERSON
                    if len(span) > 1:
                        retokenizer.merge(span)
        words = [
            self._stand_in(token, person=people[token.idx]) if token.idx in people else token.text for token in doc
        ]
        places = [(start + token.idx, start + token.idx + len(token)) for token in doc]
        known = Doc(doc.vocab, words, [bool(token.whitespace_) for token in doc])
        parse = Parse(self.pipeline(known), places, mentions, self.language)
        if len(self.recent) > RECENT:
            self.recent.clear()
        self.recent[start, text] = parse
        return parse

    def date(
        self,
        text: str,
        start: int,
        cue: tuple[int, int],
        mentions: Sequence[Linked],
        published: PartialDate | None,
        *,
        planned: bool,
    ) -> PartialDate | None:
        """The date that a sentence beginning at ``start`` gives to the event stated by the words at ``cue``."""
        parse = self.recent.get((start, text)) or self.parsed(text, mentions, start)
        return event_date(parse, text, cue, published, self.lexicon.nouns, planned=planned)

    def _stand_in(self, token: Token, *, person: bool) -> str:
        """The word given to the parser in place of a name: it knows few names, but an article is enough for it."""
        names = self.language.stand_ins
        if person:
            return names.get("person", token.text)
        behind = token.i > 0 and token.doc[token.i - 1].lower_ in self.language.words["articles"]
        return token.text if behind and " " not in token.text else names.get("name", token.text)

    def read(self, passage: Passage, sentences: Sequence[tuple[int, int]]) -> Iterator[Reading]:
        """The readings of a passage, sentence by sentence; ``sentences`` are spans of the clean text.

        A sentence without two actors is read if one of its words refers back to the previous sentence.
        """
        before: tuple[int, int] | None = None
        earlier: Parse | None = None
        told: list[Reading] = []
        for start, end in sentences:
            text = passage.text[start - passage.start : end - passage.start]
            codes = {m.code for m in passage.mentions if start <= m.start and m.end <= end}
            back = before is not None and self._leads_back(text)
            if (len(codes) > 1 or back) and not text.rstrip('"» ').endswith("?"):
                if back and before and earlier is None:
                    earlier = self._parsed(passage, before, None)
                earlier = self._parsed(passage, (start, end), earlier)
                told = list(self._sentence(earlier, passage.start, told))
                yield from told
            else:
                earlier, told = None, []
            before = (start, end)

    def _parsed(self, passage: Passage, sentence: tuple[int, int], earlier: Parse | None) -> Parse:
        start, end = sentence
        parse = self.parsed(passage.text[start - passage.start : end - passage.start], passage.mentions, start)
        parse.standing.update(standing(parse, earlier))
        return parse

    def _leads_back(self, text: str) -> bool:
        """Whether a word of a sentence may refer back to the previous one: "elle", "l'attaque"."""
        words = {word.lower() for word in _WORD.findall(text)}
        pronouns = self.language.words["he"] | self.language.words["she"]
        return not words.isdisjoint(pronouns) or any(word.rstrip("s") in self.lexicon.nouns for word in words)

    def _sentence(self, parse: Parse, begin: int, before: Sequence[Reading]) -> Iterator[Reading]:
        told: set[tuple[int, int, str]] = set()
        for token in parse.doc:
            frame, pairs = self._stated(parse, token, before)
            how = manner(parse, token) if frame else None
            if frame is None or how is None:
                continue
            for subject, object_ in pairs:
                if (subject, object_, frame.relation.name) in told:
                    continue
                told.add((subject, object_, frame.relation.name))
                yield Reading(
                    subject,
                    object_,
                    frame.relation.name,
                    MARGIN if frame.usual else -MARGIN,
                    how.polarity,
                    how.status,
                    how.speaker,
                    how.hearsay,
                    (parse.places[token.i][0] - begin, parse.places[token.i][1] - begin),
                    f"lexicon {self.language.code}:{frame.predicate}:{frame.line}",
                )

    def _stated(
        self, parse: Parse, token: Token, before: Sequence[Reading]
    ) -> tuple[Frame | None, list[tuple[int, int]]]:
        """The first row, most conditions first, whose slots two actors fill; and the pairs from it and its like.

        Other rows of the same relation add pairs: whom a strike hits, and where.
        """
        verb = token.pos_ in VERBS
        rows: Mapping[str, tuple[Frame, ...]] = self.lexicon.verbs if verb else self.lexicon.nouns
        first: Frame | None = None
        pairs: dict[tuple[int, int], None] = {}
        for frame in rows.get(parse.lemma(token), ()):
            if first is not None and frame.relation != first.relation:
                continue
            if all(_is_met(condition, parse, token) for condition in frame.conditions):
                pairs |= dict.fromkeys(_pairs(frame, parse, token) or self._resumed(frame, parse, token, before))
                first = frame if pairs and first is None else first
        return first, list(pairs)

    def _resumed(self, frame: Frame, parse: Parse, token: Token, before: Sequence[Reading]) -> list[tuple[int, int]]:
        """A reaction to an action in the previous sentence: "La France a condamné l'attaque"."""
        if "obj" not in frame.object or not before or token.pos_ not in VERBS:
            return []
        meant: set[int] = set()
        for head in parse.objects(token):
            if any(child.lower_ in parse.language.words["definite"] for child in head.children):
                groups = {row.relation.group for row in self.lexicon.nouns.get(parse.lemma(head), ())}
                meant |= {r.subject for r in before if self.groups[r.relation] in groups - {frame.relation.group}}
        done = meant if len({parse.mentions[n].code for n in meant}) == 1 else set()
        subjects = _filled(frame.subject, parse, token, acting=True)
        codes = {parse.mentions[n].code for n in done}
        return [(one, other) for one in subjects for other in sorted(done) if parse.mentions[one].code not in codes][:3]


def _pairs(frame: Frame, parse: Parse, token: Token) -> list[tuple[int, int]]:
    subjects = _filled(frame.subject, parse, token, acting=True)
    heads = [head for slot in frame.subject for head in parse.fillers(slot, token)]
    if not subjects and any(head.lower_ in parse.language.words["we"] for head in heads):
        how = manner(parse, token)  # "nous" is whoever is quoted
        subjects = [] if how is None or how.speaker is None else [how.speaker]
    objects = [n for n in _filled(frame.object, parse, token, acting=False) if n not in subjects]
    if not objects and subjects and "obj" in frame.object:
        objects = parse.accusers(token)
    if frame.relation.symmetric and not objects:
        subjects, objects = subjects[:1], subjects[1:]
    codes = [mention.code for mention in parse.mentions]
    return [(one, other) for one in subjects for other in objects if codes[one] != codes[other]]


def _filled(slots: Sequence[str], parse: Parse, token: Token, *, acting: bool) -> list[int]:
    """The mentions in the first of several slots that has any."""
    for slot in slots:
        heads: Sequence[Token] = parse.fillers(slot, token)
        if slot == "mod" and acting:
            heads = parse.owners(heads)
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


def _forms(token: Token) -> list[str]:
    """The forms of a word to look up in a class: alone, and with its adjective, such as "aide humanitaire"."""
    lemma = token.lemma_.lower()
    return [
        lemma,
        token.lower_,
        *(f"{lemma} {child.lemma_.lower()}" for child in token.children if child.dep_ == "amod"),
    ]


def _counted(parse: Parse, head: Token) -> Iterator[Token]:
    """What a number or amount counts: "une vingtaine de chars"."""
    for child in head.children:
        if parse.case(child) == "de":
            yield child
            yield from _counted(parse, child)


def load(language: Language, gazetteer: Gazetteer, relations: Mapping[str, RelationType]) -> LexiconReader:
    """Load the reader of a language; raises ModelError without its pipeline, SeedError for a wrong table row."""
    if not language.installed:
        raise ModelError(f"no pipeline that parses {language.name}", language.remedy)
    return LexiconReader(language, translated.load(language, gazetteer), lexicon.load(language.folder, relations))


@cache
def load_pipeline(language: Language) -> Pipeline:
    """Load the spaCy pipeline of a language; raises ModelError when it is not installed or of another version."""
    import spacy

    try:
        return spacy.load(language.pipeline, exclude=["ner"])
    except OSError as error:
        raise ModelError(f"no spaCy pipeline {language.pipeline!r}", language.remedy) from error
