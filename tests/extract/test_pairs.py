"""The pair model: its word pieces, its verdicts, the weights it refuses, and the function that ranks groups."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from graphkit import resources
from graphkit.errors import InputError, ModelError
from graphkit.extract import pairs
from graphkit.extract.classify import NO_RELATION, classify
from graphkit.extract.pairs import Mark
from graphkit.ontology import groups, load_relations
from tests.extract.notation import parsed

BOMBS = "Russia/NNP/nsubj/1 bombed/VBD/ROOT/1/bomb towns/NNS/dobj/1/town in/IN/prep/2 Ukraine/NNP/pobj/3"
RUSSIA, UKRAINE = Mark(0, 1, 0, "State:noun", "RUS"), Mark(4, 5, 4, "State:noun", "UKR")


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_word_pieces_spell_every_word() -> None:
    encoder = pairs.load().encoder
    names = {row: piece for piece, row in encoder.pieces.items()}
    for word in ("Russia", "Mączyńska", "sanctions", "xyzzyq"):
        spelled = "".join(names[row].removeprefix("##") for row in encoder.of_word(word))
        assert spelled == {"Mączyńska": "maczynska"}.get(word, word.lower())
    assert names[encoder.of_word("中")[0]] == "[UNK]"


def test_verdicts_of_a_sentence_are_probabilities_both_ways() -> None:
    verdicts = pairs.load().judge(parsed(BOMBS), [RUSSIA, UKRAINE], {})
    assert set(verdicts) == {(0, 1), (1, 0)}
    for verdict in verdicts.values():
        assert math.isclose(float(verdict.relations.sum()) + verdict.none, 1.0, abs_tol=1e-4)
        assert 0 <= verdict.negated <= 1
    there = verdicts[0, 1]
    assert pairs.load().relations[int(there.relations.argmax())] in {"bombs", "attacks"}
    assert there.none < verdicts[1, 0].none


def test_phrases_of_one_actor_have_no_verdict_on_each_other() -> None:
    twice = [RUSSIA, UKRAINE, Mark(2, 3, 2, "State:adjective", "UKR")]
    assert set(pairs.load().judge(parsed(BOMBS), twice, {})) == {(0, 1), (1, 0), (0, 2), (2, 0)}


def test_one_actor_alone_has_no_verdict() -> None:
    assert pairs.load().judge(parsed(BOMBS), [RUSSIA], {}) == {}


def test_a_sentence_longer_than_the_model_reads_is_cut() -> None:
    long = " ".join(["Russia/NNP/nsubj/1", "bombed/VBD/ROOT/1/bomb", *["towns/NNS/dobj/1/town"] * 300])
    verdicts = pairs.load().judge(parsed(long), [RUSSIA, Mark(290, 291, 290, "State:noun", "UKR")], {})
    assert len(verdicts) == 2


def test_missing_and_foreign_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"none\.npz"):
        pairs.load(tmp_path / "none.npz")
    about = np.frombuffer(json.dumps({"format": 99}).encode(), dtype=np.uint8)
    np.savez(tmp_path / "other.npz", about=about)
    with pytest.raises(ModelError, match="format 99"):
        pairs.load(tmp_path / "other.npz")


def test_weights_are_small() -> None:
    assert (resources.weights() / "pairs.npz").stat().st_size < 5_000_000


@pytest.mark.parametrize(
    ("text", "subject", "obj", "expected"),
    [
        (
            "Russian troops shelled Ukrainian positions near Kherson.",
            "Russian troops",
            "Ukrainian positions",
            "ASSAULT",
        ),
        ("Ukraine was invaded by Russia in 2022.", "Russia", "Ukraine", "ASSAULT"),
        ("Xi Jinping visited Moscow.", "Xi Jinping", "Moscow", "CONSULT"),
        ("Beijing demanded that Russia withdraw from Ukraine.", "Beijing", "Russia", "REQUEST"),
        ("France expelled six Russian diplomats on Friday.", "France", "Russian diplomats", "SANCTION"),
        ("Turkey condemned the killings by Israel.", "Turkey", "Israel", "ACCUSE"),
    ],
)
def test_classify_plain_sentences(text: str, subject: str, obj: str, expected: str) -> None:
    ranked = classify(text, subject=span(text, subject), object=span(text, obj))
    assert ranked[0][0] == expected
    assert {name for name, _ in ranked} == {*groups(load_relations()), NO_RELATION} - {"STRUCTURE"}
    assert math.isclose(sum(likely for _, likely in ranked), 1.0, abs_tol=1e-6)
    assert [likely for _, likely in ranked] == sorted((likely for _, likely in ranked), reverse=True)


@pytest.mark.parametrize(
    ("subject", "obj", "culprit"),
    [
        ((0, 0), (7, 14), "subject"),
        ((0, 6), (7, 99), "object"),
        ((-3, 2), (7, 14), "subject"),
        ((6, 7), (13, 20), "two phrases"),
        ((0, 6), (0, 6), "two phrases"),
    ],
)
def test_classify_refuses_wrong_spans(subject: tuple[int, int], obj: tuple[int, int], culprit: str) -> None:
    with pytest.raises(InputError, match=culprit):
        classify("Russia bombs Ukraine.", subject=subject, object=obj)
