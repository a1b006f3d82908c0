"""Clause records: voice, control, coordination and relative clauses leave one shape."""

from __future__ import annotations

import pytest

from graphkit.extract.clauses import clause_records
from graphkit.extract.lexicon import Lexicon
from graphkit.extract.parse import mended
from tests.extract.notation import parsed

NO_NOUNS = Lexicon(verbs={}, nouns={}, governors={}, structures={})


def slots(notation: str, verb: str) -> dict[str, list[str]]:
    """The words in each slot of the clause whose predicate is this word."""
    parse = parsed(notation)
    for clause in clause_records(parse, NO_NOUNS):
        if parse.words[clause.token] == verb:
            return {slot: [parse.words[token] for token in tokens] for slot, tokens in clause.slots.items()}
    raise AssertionError(f"no clause for {verb!r}")


@pytest.mark.parametrize(
    ("notation", "verb", "expected"),
    [
        pytest.param(
            "Iran/NNP/nsubj/1 arrests/VBZ/ROOT/1 citizens/NNS/dobj/1 in/IN/prep/1 Tehran/NNP/pobj/3",
            "arrests",
            {"subj": ["Iran"], "obj": ["citizens"], "in": ["Tehran"]},
            id="active",
        ),
        pytest.param(
            "Kyiv/NNP/nsubjpass/2 was/VBD/auxpass/2 bombed/VBN/ROOT/2 by/IN/agent/2 Russia/NNP/pobj/3",
            "bombed",
            {"subj": ["Russia"], "obj": ["Kyiv"], "by": ["Russia"]},
            id="passive",
        ),
        pytest.param(
            "Russia/NNP/nsubj/1 plans/VBZ/ROOT/1 to/TO/aux/3 attack/VB/xcomp/1 Ukraine/NNP/dobj/3",
            "attack",
            {"subj": ["Russia"], "obj": ["Ukraine"]},
            id="subject control",
        ),
        pytest.param(
            "Russia/NNP/nsubj/1 urges/VBZ/ROOT/1 Israel/NNP/dobj/1 to/TO/aux/4 attack/VB/xcomp/1 Iran/NNP/dobj/4",
            "attack",
            {"subj": ["Israel"], "obj": ["Iran"]},
            id="object control",
        ),
        pytest.param(
            "Iran/NNP/nsubj/1 accuses/VBZ/ROOT/1 Israel/NNP/dobj/1 of/IN/prep/1 bombing/VBG/pcomp/3 Syria/NNP/dobj/4",
            "bombing",
            {"subj": ["Israel"], "obj": ["Syria"]},
            id="gerund after accusation",
        ),
        pytest.param(
            "Troops/NNS/nsubj/4 who/WP/nsubj/2 attacked/VBD/relcl/0 Kyiv/NNP/dobj/2 left/VBD/ROOT/4",
            "attacked",
            {"subj": ["Troops"], "obj": ["Kyiv"]},
            id="relative subject",
        ),
        pytest.param(
            "the/DT/det/1 ship/NN/ROOT/1 that/WDT/dobj/4 Iran/NNP/nsubj/4 seized/VBD/relcl/1",
            "seized",
            {"subj": ["Iran"], "obj": ["ship"]},
            id="relative object",
        ),
        pytest.param(
            "a/DT/det/1 man/NN/ROOT/1 jailed/VBN/acl/1 in/IN/prep/2 Iran/NNP/pobj/3",
            "jailed",
            {"obj": ["man"], "in": ["Iran"]},
            id="reduced passive",
        ),
        pytest.param(
            "Xi/NNP/nsubj/1 came/VBD/ROOT/1 and/CC/cc/1 met/VBD/conj/1 Putin/NNP/dobj/3",
            "met",
            {"subj": ["Xi"], "obj": ["Putin"]},
            id="coordinated verbs share the subject",
        ),
        pytest.param(
            "France/NNP/nsubj/1 pulls/VBZ/ROOT/1 troops/NNS/dobj/1 out/IN/prep/1 of/IN/prep/3 Mali/NNP/pobj/4",
            "pulls",
            {"subj": ["France"], "obj": ["troops"], "from": ["Mali"]},
            id="out of is from",
        ),
        pytest.param(
            "According/VBG/prep/3 to/IN/prep/0 Kyiv/NNP/pobj/1 Iran/VBD/ROOT/3 to/IN/prep/3 Russia/NNP/pobj/4",
            "Iran",
            {"to": ["Russia"]},
            id="the source of a statement is no argument",
        ),
    ],
)
def test_slots(notation: str, verb: str, expected: dict[str, list[str]]) -> None:
    assert {slot: words for slot, words in slots(notation, verb).items() if words} == expected


def test_a_headline_verb_taken_for_a_noun_is_mended() -> None:
    parse = mended(
        parsed("Ukraine/NNP/compound/1 severs/NNS/ROOT/1/sever ties/NNS/dobj/1/tie with/IN/prep/2 Nicaragua/NNP/pobj/3")
    )
    assert parse.tags[1] == "VBZ"
    assert parse.deps[0] == "nsubj"
    plain = parsed("Russian/JJ/amod/1 strikes/NNS/ROOT/1/strike on/IN/prep/1 Kyiv/NNP/pobj/2")
    assert mended(plain) == plain
