"""Lexicon rows applied to hand-parsed sentences: which slots are filled, and under which conditions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from graphkit.actors.linked import Linked
from graphkit.extract import lexicon, untrained
from graphkit.extract.passages import Passage
from graphkit.extract.reader import Reader, Reading
from graphkit.extract.untrained import UntrainedRelations
from graphkit.model import Actor, Kind, Polarity, RelationType, Status
from tests.values import DIRECTED, RELATIONS, SYMMETRIC

HEAD = "predicate\twhen\tsubject\tobject\trelation\treading\n"
ACTORS = {name: Actor(name[:3].upper(), name, Kind.STATE, name[:3].upper()) for name in ("Chad", "Mali", "Niger")}
ACTORS["Deby"] = Actor("deby", "Deby", Kind.PERSON, "CHA")
VOCABULARY = English().vocab
START = 50
"""The offset of the passage in its text."""

PLAIN = "Chad:nsubj:1 hit:ROOT:1 Mali:dobj:1"
ARMED = f"{PLAIN} with:prep:1 rifles/rifle:pobj:3"
MET = "Chad:nsubj:3 and:cc:0 Mali:conj:0 met/meet:ROOT:3"


def parse(tokens: str) -> Doc:
    """A sentence of tokens such as ``hit:ROOT:1`` (word, dependency, number of its head), with ``word/lemma``."""
    rows = [token.split(":") for token in tokens.split()]
    written = [row[0].partition("/") for row in rows]
    return Doc(
        VOCABULARY,
        words=[word for word, _, _ in written],
        lemmas=[lemma or word for word, _, lemma in written],
        deps=[row[1] for row in rows],
        heads=[int(row[2]) for row in rows],
    )


class Trained:
    """A reader that knows one relation, and is asked how another is stated."""

    def __init__(self) -> None:
        self.groups = {"other": "NONE", "known": DIRECTED.group}
        self.asked: list[Any] = []

    def stated(self, text: str, marked: list[Any], one: int, other: int, near: str | None) -> Iterator[Reading]:
        self.asked.append((text, len(marked), near))
        yield Reading(one, other, near or "", 0.0, Polarity.NEGATED, Status.PLANNED, None, True, (0, 0))


def read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, row: str, tokens: str, *, noun: bool = False, knows: str = ""
) -> tuple[list[Reading], Passage, Trained]:
    tables = {"verbs": HEAD, "nouns": HEAD, "classes": "class\tlemmas\n", "structures": "pattern\trelation\n"}
    tables["nouns" if noun else "verbs"] += row + "\n"
    for name, text in tables.items():
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    doc = parse(tokens)
    mentions = tuple(
        Linked(START + t.idx, START + t.idx + len(t), t.text, ACTORS[t.text], ACTORS[t.text].code, "name", "noun")
        for t in doc
        if t.text in ACTORS
    )
    passage, trained = Passage(START, doc.text, mentions, 0), Trained()
    monkeypatch.setattr(untrained, "load_pipeline", lambda _model: lambda _text: doc)
    found = UntrainedRelations(lexicon.load(folder, RELATIONS), frozenset({knows}))
    return list(found.read(passage, cast(Reader, trained))), passage, trained


@pytest.mark.parametrize(
    ("row", "tokens", "ends"),
    [
        ("hit\t\tsubj\tobj", PLAIN, ("Chad", "Mali")),
        ("hit\t\tobj\tsubj", PLAIN, ("Mali", "Chad")),
        ("hit\t\tsubj\tobj", "Mali:nsubjpass:2 was:auxpass:2 hit:ROOT:2 by:agent:2 Chad:pobj:3", ("Chad", "Mali")),
        ("hit\t\tsubj\tobj", "Chad:nsubj:1 came:ROOT:1 and:cc:1 hit:conj:1 Mali:dobj:3", ("Chad", "Mali")),
        ("hit\t\tsubj\tobj", "Chad:nsubj:1 said:ROOT:1 it:nsubj:3 hit:ccomp:1 Mali:dobj:3", None),
        ("hit\t\tsubj\tobj", "Chad:nsubj:1 hit:ROOT:1 Togo:dobj:1 and:cc:2 Mali:conj:2", ("Chad", "Mali")),
        ("hit\t\tsubj\tobj", "Chad:poss:1 army:nsubj:2 hit:ROOT:2 Mali:dobj:2", ("Chad", "Mali")),
        ("hit\t\tsubj\tobj", "Niger:compound:1 Chad:nsubj:2 hit:ROOT:2 Mali:dobj:2", ("Chad", "Mali")),
        ("hit\t\tsubj\tobj", "Chad:nsubj:1 hit:ROOT:1 Deby:dobj:1", None),
        ("hit\t\tsubj\tobj", "Chad:nsubj:1 hit:ROOT:1 Chad:dobj:1", None),
        ("hit\t\tsubj\tobj", "Chad:nsubj:1 hit:ROOT:1 hard:advmod:1", None),
        ("hit\t\tsubj\ton|at", "Chad:nsubj:1 hit:ROOT:1 at:prep:1 Mali:pobj:2", ("Chad", "Mali")),
        ("hit\t\tsubj\ton", "Chad:nsubj:1 hit:ROOT:1 at:prep:1 Mali:pobj:2", None),
        ("hit\t\tsubj\tobj", "Chad:nsubj:1 hit:ROOT:1 back:prt:1 Mali:dobj:1", None),
        ("hit back\t\tsubj\tobj", "Chad:nsubj:1 hit:ROOT:1 back:prt:1 Mali:dobj:1", ("Chad", "Mali")),
        ("hit\twith\tsubj\tobj", ARMED, ("Chad", "Mali")),
        ("hit\twith\tsubj\tobj", PLAIN, None),
        ("hit\t!with\tsubj\tobj", ARMED, None),
        ("hit\t!with\tsubj\tobj", PLAIN, ("Chad", "Mali")),
        ("hit\twith=rifle,gun\tsubj\tobj", ARMED, ("Chad", "Mali")),
        ("hit\twith=stone\tsubj\tobj", ARMED, None),
        ("hit\twith=rifle subj~State\tsubj\tobj", ARMED, ("Chad", "Mali")),
        ("hit\twith=rifle subj~Person\tsubj\tobj", ARMED, None),
        ("hit\tobj~Person,State\tsubj\tobj", PLAIN, ("Chad", "Mali")),
    ],
)
def test_a_verb_has_its_ends_where_its_row_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, tokens: str, ends: tuple[str, str] | None
) -> None:
    found, passage, _ = read(tmp_path, monkeypatch, f"{row}\t{DIRECTED.name}\tusual", tokens)
    named = [(passage.mentions[r.subject].text, passage.mentions[r.object].text) for r in found]
    assert named == ([] if ends is None else [ends])


@pytest.mark.parametrize(
    ("row", "tokens", "ends"),
    [
        ("raid\t\tmod|of\ton", "Chad:poss:1 raid:ROOT:1 on:prep:1 Mali:pobj:2", ("Chad", "Mali")),
        ("raid\t\tmod|of\ton", "raid:ROOT:0 of:prep:0 Chad:pobj:1 on:prep:2 Mali:pobj:3", ("Chad", "Mali")),
        ("raid\t\tsup\ton", "Chad:nsubj:1 led:ROOT:1 raid:dobj:1 on:prep:2 Mali:pobj:3", ("Chad", "Mali")),
        ("raid\t\tmod\ton", "Chad:nsubj:1 led:ROOT:1 raid:dobj:1 on:prep:2 Mali:pobj:3", None),
    ],
)
def test_a_noun_has_its_ends_around_it_or_at_the_verb_that_carries_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, tokens: str, ends: tuple[str, str] | None
) -> None:
    found, passage, _ = read(tmp_path, monkeypatch, f"{row}\t{DIRECTED.name}\tusual", tokens, noun=True)
    named = [(passage.mentions[r.subject].text, passage.mentions[r.object].text) for r in found]
    assert named == ([] if ends is None else [ends])


@pytest.mark.parametrize(("relation", "ends"), [(SYMMETRIC, [(0, 1)]), (DIRECTED, [])])
def test_two_who_stand_in_one_slot_do_to_each_other_what_is_mutual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, relation: RelationType, ends: list[tuple[int, int]]
) -> None:
    found, _, _ = read(tmp_path, monkeypatch, f"meet\t\tsubj\twith\t{relation.name}\tusual", MET)
    assert [(r.subject, r.object) for r in found] == ends


@pytest.mark.parametrize(("reading", "margin"), [("usual", 2.0), ("possible", -2.0)])
def test_the_words_tell_the_relation_and_the_reader_how_it_is_stated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reading: str, margin: float
) -> None:
    (one,), passage, trained = read(tmp_path, monkeypatch, f"hit\t\tsubj\tobj\t{DIRECTED.name}\t{reading}", PLAIN)
    assert (one.relation, one.margin, one.source) == (DIRECTED.name, margin, "lexicon:hit:2")
    assert passage.text[slice(*one.cue)] == "hit"
    assert (one.polarity, one.status, one.hearsay) == (Polarity.NEGATED, Status.PLANNED, True)
    assert trained.asked == [(passage.text, 2, "known")]


def test_what_the_reader_is_trained_on_is_left_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = f"hit\t\tsubj\tobj\t{DIRECTED.name}\tusual"
    found, _, trained = read(tmp_path, monkeypatch, row, PLAIN, knows=DIRECTED.name)
    assert (found, trained.asked) == ([], [])
