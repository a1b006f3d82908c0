"""Copies of one text have one origin: the first of them by id, in whatever order they were added and removed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.model import Document
from graphkit.store.graph import Graph
from graphkit.store.minhash import KEYS, SIZE, THRESHOLD, resemblance, sketch
from tests.values import claim

WORDS = [f"word{number}" for number in range(60)]
TEXTS = {
    "whole": " ".join(WORDS),
    "cut": " ".join(WORDS[:45]),
    "half": " ".join(WORDS[18:] + [f"other{number}" for number in range(6)]),
    "else": " ".join(f"new{number}" for number in range(60)),
    "short": "War ended.",
    "long": " ".join(f"{word} and so on it went" for word in WORDS),
}
KIN = ({"whole", "cut", "half"}, {"else"}, {"short"}, {"long"})


def origins(kg: Graph) -> dict[str, str]:
    return {document.id: kg.source(document.id).origin for document in kg.documents()}


def test_texts_of_one_source_resemble_each_other_and_no_others() -> None:
    alike = {
        (one, other)
        for one, text in TEXTS.items()
        for other, compared in TEXTS.items()
        if resemblance(sketch(text), sketch(compared)) >= THRESHOLD
    }
    pairs = {("whole", "cut"), ("whole", "half")}
    assert alike == pairs | {(other, one) for one, other in pairs} | {(name, name) for name in TEXTS}


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(sorted(TEXTS)), st.booleans()), min_size=1, max_size=12))
def test_origins_hang_on_what_is_there_alone(steps: list[tuple[str, bool]]) -> None:
    """Each step adds the text of that name, or takes it away; "cut" and "half" are kin through "whole" alone."""
    kg = Graph()
    there: set[str] = set()
    for name, comes in steps:
        if comes:
            kg.add(Document(name, TEXTS[name]), [claim(document=name)])
            there.add(name)
        else:
            assert kg.remove(name) == (name in there)
            there.discard(name)
    kin = KIN if "whole" in there else tuple({name} for name in TEXTS)
    expected = {name: min(group & there) for group in kin for name in group & there}
    assert origins(kg) == expected
    assert [kg.weigh(c).origins for c in kg] == [len(set(expected.values()))] * bool(there)
    assert kg.opened.connection.execute("SELECT origins FROM claims").fetchall() == [
        (len(set(expected.values())),)
    ] * bool(there)


def test_a_text_that_changes_leaves_its_kin() -> None:
    kg = Graph()
    for name in ("whole", "cut", "half"):
        kg.add(Document(name, TEXTS[name]), [])
    kg.add(Document("cut", TEXTS["else"]), [])
    assert origins(kg) == {"cut": "cut", "half": "half", "whole": "half"}
    kg.add(Document("cut", TEXTS["cut"]), [])
    assert set(origins(kg).values()) == {"cut"}


def test_one_stock_phrase_makes_no_kin() -> None:
    phrase = "the company declined to comment"
    one, other = (" ".join([phrase, *(f"{name}{n}" for n in range(9))]) for name in "ab")
    assert 0 < resemblance(sketch(one), sketch(other)) < THRESHOLD
    kg = Graph()
    kg.add(Document("a", one), [])
    kg.add(Document("b", other), [])
    assert origins(kg) == {"a": "a", "b": "b"}


def test_short_texts_of_the_same_words_are_one() -> None:
    kg = Graph()
    for name, text in (("a", "War ended."), ("b", "WAR ENDED"), ("c", "War ended here."), ("d", ""), ("e", "")):
        kg.add(Document(name, text), [])
    assert origins(kg) == {"a": "a", "b": "a", "c": "c", "d": "d", "e": "e"}


@pytest.mark.parametrize(("text", "origin"), [("", "b"), ("Its own words.", "a")])
def test_only_a_document_without_a_text_is_a_copy_by_hearsay(text: str, origin: str) -> None:
    kg = Graph()
    kg.add(Document("b", TEXTS["else"]), [claim(document="b")])
    kg.add(Document("a", text), [claim(document="a")], origin="b")
    assert kg.source("a").origin == origin
    assert [kg.weigh(c).origins for c in kg] == [1 if origin == "b" else 2]


def test_the_head_of_a_document_is_no_part_of_its_text() -> None:
    kg = Graph()
    kg.add(Document("a", "Agency A. " + TEXTS["short"], body_start=10), [])
    kg.add(Document("b", TEXTS["short"]), [])
    assert origins(kg) == {"a": "a", "b": "a"}


def test_a_sketch_is_ascending_and_bounded() -> None:
    hashes = sketch(TEXTS["long"])
    assert len(hashes) == SIZE
    assert list(hashes) == sorted(set(hashes))
    assert len(sketch("one two three four five")) == 2
    assert len(sketch("one")) == 1
    assert sketch("—") == ()
    assert 0 < KEYS < SIZE


def test_texts_without_words_have_nothing_in_common() -> None:
    assert resemblance(sketch(""), sketch("")) == 0.0
    assert resemblance(sketch("?!"), sketch("Russia met China.")) == 0.0
