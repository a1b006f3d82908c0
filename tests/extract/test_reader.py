"""The reader: plain sentences are read correctly, bad weights refused, and results are the same on every machine."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path

import pytest

from graphkit import extract, resources
from graphkit.errors import InputError, ModelError
from graphkit.extract import reader
from graphkit.extract.classify import NO_RELATION, classify
from graphkit.extract.passages import Marked
from graphkit.model import Document, Kind
from graphkit.ontology import groups, load_relations, standing_groups

FIXTURES = json.loads((Path(__file__).parent / "readings.json").read_text(encoding="utf-8"))
"""What torch says of some passages with the weights as they were trained, and what the shipped ones say of them."""
SIZE = 64_000_000
"""Bytes of the weights before they are packed; the wheel holds them in less than 50 MB."""


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def marked(rows: list[list[object]]) -> list[Marked]:
    return [Marked(*row) for row in rows]  # type: ignore[arg-type]


def test_a_passage_of_many_letters_and_few_words_is_read_whole() -> None:
    loaded = reader.load()
    text = "Representatives of international organisations " * 9 + "left."
    assert len(text) > reader.LONGEST
    assert loaded.reads(text, []) == ""
    assert loaded.reads("a " * len(text), []) == "too long"


@pytest.mark.parametrize("case", FIXTURES, ids=lambda case: case["text"][:30])
def test_probabilities_are_those_of_the_trained_net(case: dict[str, object]) -> None:
    trained = reader.load()
    mentions = marked(case["mentions"])  # type: ignore[arg-type]
    told = {(r.subject, r.object, r.relation): r for r in trained.read(str(case["text"]), mentions)}
    for row in case["readings"]:  # type: ignore[attr-defined]
        reading = told[row["subject"], row["object"], row["relation"]]
        assert math.isclose(reading.margin, row["margin"], abs_tol=1e-2)
        assert abs(1 / (1 + math.exp(-reading.margin)) - 1 / (1 + math.exp(-row["torch"]))) < 0.15


def test_one_actor_alone_has_no_reading() -> None:
    mentions = [Marked(0, 6, "State:noun", "RUS"), Marked(11, 18, "State:adjective", "RUS")]
    assert reader.load().read("Russia and Russian troops.", mentions) == []


def test_the_same_passage_reads_the_same() -> None:
    text = "Russia bombed Ukraine."
    mentions = [Marked(0, 6, "State:noun", "RUS"), Marked(14, 21, "State:noun", "UKR")]
    assert reader.load().read(text, mentions) == reader.load().read(text, mentions)


def test_of_very_many_actors_those_that_stand_near_are_judged() -> None:
    names = [f"State{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(60)]
    text = f"Russia bombed Ukraine, and {', '.join(names)} came to Geneva."
    mentions = [Marked(0, 6, "State:noun", "RUS"), Marked(14, 21, "State:noun", "UKR")]
    mentions += [Marked(*span(text, name), "State:noun", name) for name in names]
    best = reader.load().read(text, mentions)[0]
    assert (best.subject, best.relation, best.object) == (0, "bombs", 1)


@pytest.mark.parametrize("joined", [", ", " and ", " met "])
def test_the_time_for_a_sentence_does_not_grow_with_the_pairs_of_its_actors(joined: str) -> None:
    using = extract.load()
    names = [actor.name for actor in using.gazetteer.actors.values() if actor.kind == Kind.STATE]

    def seconds(number: int) -> float:
        listed = joined.join((names * 4)[:number])
        document = Document(f"{number}{joined}", f"In Geneva {listed} signed.")
        began = time.process_time()
        list(extract.extract([document], using))
        return time.process_time() - began

    seconds(10)
    # 8 times the actors are 64 times the pairs
    assert seconds(560) < 24 * max(0.05, seconds(70))


def state(text: str, name: str, code: str, nth: int = 0) -> Marked:
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    return Marked(start, start + len(name), "State:noun", code)


@pytest.mark.parametrize(
    ("text", "bomber"),
    [
        ("Ukraine invaded Moldova, and Russia said that Ukraine bombed Poland.", 1),
        pytest.param(
            "Russia said that Ukraine bombed Poland, and Ukraine invaded Moldova.",
            0,
            marks=pytest.mark.xfail(strict=True, reason="what follows 'and' is taken for said too"),
        ),
    ],
)
def test_each_statement_has_its_own_ends_speaker_and_word(text: str, bomber: int) -> None:
    mentions = [
        state(text, "Russia", "RUS"),
        state(text, "Ukraine", "UKR", bomber),
        state(text, "Poland", "POL"),
        state(text, "Ukraine", "UKR", 1 - bomber),
        state(text, "Moldova", "MDA"),
    ]
    trained = reader.load()
    found = trained.read(text, mentions)
    told = {(r.subject, r.object, text[slice(*r.cue)], r.speaker) for r in found if r.margin > 2}
    assert told == {(1, 2, "bombed", 0), (3, 4, "invaded", None)}
    assert [r.margin for r in found] == sorted((r.margin for r in found), reverse=True)
    shuffled = trained.read(text, [mentions[n] for n in (4, 2, 0, 3, 1)])
    assert {(r.subject, r.object) for r in shuffled if r.margin > 2} == {(4, 1), (3, 0)}


@pytest.mark.parametrize("verb", ["bombed", "firebombed", "carpet-bombed", "re-invaded", "gazumped", "bombarded"])
def test_the_word_that_states_it_is_a_whole_word_beside_the_names(verb: str) -> None:
    text = f"Russia {verb} Ukraine."
    mentions = [state(text, "Russia", "RUS"), state(text, "Ukraine", "UKR")]
    (reading,) = reader.load().stated(text, mentions, 0, 1, "bombs")
    assert text[slice(*reading.cue)] in verb.split("-")
    assert (reading.subject, reading.object, reading.relation, reading.margin) == (0, 1, "bombs", 0.0)


def test_without_another_word_the_subject_stands_for_it() -> None:
    text = "Russia, Ukraine."
    mentions = [state(text, "Russia", "RUS"), state(text, "Ukraine", "UKR")]
    (reading,) = reader.load().stated(text, mentions, 1, 0)
    assert text[slice(*reading.cue)] == "Ukraine"


def test_what_is_cut_off_is_not_read() -> None:
    text = "Russia bombed Ukraine." + " The town slept, and nobody was on the road that night." * 300 + " Poland left."
    mentions = [state(text, "Russia", "RUS"), state(text, "Ukraine", "UKR"), state(text, "Poland", "POL")]
    trained = reader.load()
    found = trained.read(text, mentions)
    assert {n for r in found for n in (r.subject, r.object)} == {0, 1}
    assert [(r.relation, r.margin > 2) for r in found] == [("bombs", True)]
    assert list(trained.stated(text, mentions, 0, 2, "bombs")) == []
    assert trained.rank(text, mentions[0], mentions[2]) == {}
    assert set(trained.rank(text, *mentions[:2])) == set(trained.relations)


def test_a_symmetric_relation_is_told_of_once() -> None:
    text = "Ukraine and Russia met."
    mentions = [state(text, "Ukraine", "UKR"), state(text, "Russia", "RUS")]
    trained = reader.load()
    told = [(r.subject, r.object) for r in trained.read(text, mentions) if r.relation == "meetsWith"]
    assert told == [(1, 0)]  # in the order of the codes
    ways = [trained.rank(text, *pair)["meetsWith"] for pair in (mentions, mentions[::-1])]
    (both,) = (r.margin for r in trained.read(text, mentions) if r.relation == "meetsWith")
    assert math.isclose(both, sum(ways) / 2, abs_tol=0.1)


def test_a_higher_margin_is_surer() -> None:
    trained = reader.load()
    sure = [trained.probability(margin) for margin in range(-20, 21)]
    assert sure == sorted(set(sure))
    assert 0 < sure[0] < 0.01
    assert 0.99 < sure[-1] < 1


def test_missing_and_foreign_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no reader weights"):
        reader.load(tmp_path)
    (tmp_path / "reader.json").write_text('{"format": 99}', encoding="utf-8")
    with pytest.raises(ModelError, match="another version"):
        reader.load(tmp_path / ".")


def test_broken_weights_are_named(tmp_path: Path) -> None:
    about = (resources.weights() / "reader.json").read_text(encoding="utf-8")
    (tmp_path / "reader.json").write_text(about, encoding="utf-8")
    (tmp_path / "encoder.onnx").write_bytes(b"none")
    with pytest.raises(ModelError, match="broken"):
        reader.load(tmp_path)


def test_weights_are_small() -> None:
    assert sum(path.stat().st_size for path in resources.weights().iterdir()) < SIZE


def test_no_sum_is_left_to_the_order_of_the_processor() -> None:
    operator = b'"\x07Softmax'  # the fourth field of a node, seven bytes long
    assert not [graph.name for graph in resources.weights().glob("*.onnx") if operator in graph.read_bytes()]


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
    assert {name for name, _ in ranked} == {*groups(load_relations()), NO_RELATION} - standing_groups()
    assert math.isclose(sum(likely for _, likely in ranked), 1.0, abs_tol=1e-6)
    assert [likely for _, likely in ranked] == sorted((likely for _, likely in ranked), reverse=True)


def test_classify_takes_phrases_up_to_both_ends_of_the_text() -> None:
    text = "Russia bombed Ukraine"
    assert classify(text, subject=(0, 6), object=(14, len(text)))[0][0] == "ASSAULT"


@pytest.mark.parametrize(
    ("subject", "obj", "culprit"),
    [
        ((0, 0), (7, 14), "subject"),
        ((0, 6), (7, 99), "object"),
        ((0, 6), (13, 22), "object"),
        ((-3, 2), (7, 14), "subject"),
        ((6, 7), (13, 20), "without a letter"),
        ((0, 6), (0, 6), "overlap"),
    ],
)
def test_classify_refuses_wrong_spans(subject: tuple[int, int], obj: tuple[int, int], culprit: str) -> None:
    with pytest.raises(InputError, match=culprit):
        classify("Russia bombs Ukraine.", subject=subject, object=obj)


def test_classify_refuses_an_unknown_kind() -> None:
    with pytest.raises(InputError, match="no kind 'Company:noun'"):
        classify("Russia bombs Ukraine.", (0, 6), (13, 20), kinds=("Company:noun", "State:noun"))
