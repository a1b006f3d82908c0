"""The verification of an extractor's findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import repeat
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit import extract
from graphkit.errors import ModelError
from graphkit.extract import verification
from graphkit.extractors import Extract, Extractor, Finding, Text, Unusable
from graphkit.model import Claim, Document, PartialDate, Polarity, Status
from graphkit.pipeline import attempt

DOCUMENT = Document(
    "d",
    "Nobody came.\n\nOn Monday, Russia did not attack <b>Ukraine</b>, said France. Vladimir Putin leads Russia.",
    published=PartialDate(2024, 3, 20),
)
RIGHT = Finding(1, 0, 1, "attacks", "Russia did not attack Ukraine", Polarity.NEGATED, Status.ACTUAL, 2, cue="attack")


LOADED = cache(extract.load)


def read(*findings: Any) -> tuple[list[Claim], dict[str, int]]:  # noqa: ANN401 - extractors may give anything
    return using(lambda _: findings)


def using(function: Extract) -> tuple[list[Claim], dict[str, int]]:
    loaded = replace(LOADED(), extractor=Extractor("mine", "1", function))
    loaded.refused.clear()
    result = attempt(DOCUMENT, loaded)
    assert not isinstance(result.claims, Exception), result.claims
    return [c for c in result.claims if c.evidence[0].extractor == "mine"], dict(result.refused)


def test_an_extractor_is_given_the_sentences_with_their_actors() -> None:
    seen: list[Text] = []

    def look(text: Text) -> list[Finding]:
        seen.append(text)
        return []

    using(look)
    (text,) = seen
    assert [s.text for s in text.sentences] == [
        "Nobody came.",
        "On Monday, Russia did not attack Ukraine, said France.",
        "Vladimir Putin leads Russia.",
    ]
    for sentence in text.sentences:
        assert all(sentence.text[a.start : a.end] == a.name for a in sentence.actors)
    assert [a.code for a in text.sentences[1].actors] == ["RUS", "UKR", "FRA"]
    assert text.published == DOCUMENT.published
    assert RIGHT.relation in text.relations


def test_what_the_text_bears_out_becomes_a_claim_with_its_place_in_the_document() -> None:
    (claim,), refused = read(RIGHT)
    (evidence,) = claim.evidence
    assert refused == {}
    assert (claim.subject.id, claim.relation.name, claim.object.id) == ("RUS", "attacks", "UKR")
    assert (evidence.polarity, evidence.status, evidence.extractor) == (Polarity.NEGATED, Status.ACTUAL, "mine")
    assert evidence.speaker is not None
    assert evidence.speaker.code == "FRA"
    assert str(evidence.date) == "2024-03-18"
    assert evidence.quote.text == "On Monday, Russia did not attack <b>Ukraine</b>, said France."
    for span in (evidence.quote, evidence.cue, evidence.subject, evidence.object, evidence.speaker):
        assert DOCUMENT.text[span.start : span.end] == span.text
    assert evidence.cue.text == "attack"


def test_the_reader_tells_how_it_is_stated_where_the_extractor_does_not() -> None:
    ((claim,), _) = read(Finding(1, 0, 1, "attacks", "Russia did not attack Ukraine", confidence=0.7))
    assert claim.evidence[0].polarity is Polarity.NEGATED
    assert claim.evidence[0].confidence == 0.7


def test_the_numbers_of_the_mentions_give_the_direction() -> None:
    ((claim,), _) = read(replace(RIGHT, subject=1, object=0))
    assert (claim.subject.id, claim.object.id) == ("UKR", "RUS")


@pytest.mark.parametrize(
    ("finding", "reason"),
    [
        (replace(RIGHT, quote="Russia did not attack  Ukraine"), "the quote is not in the sentence"),
        (replace(RIGHT, quote=""), "the quote is not in the sentence"),
        (replace(RIGHT, quote="Vladimir Putin leads Russia."), "the quote is not in the sentence"),
        (replace(RIGHT, quote="Russia did not attack"), "the quote lacks an actor"),
        (replace(RIGHT, quote="ussia did not attack Ukraine, said"), "the quote lacks an actor"),
        (replace(RIGHT, relation="envies"), "the relation is not in the ontology"),
        (replace(RIGHT, sentence=3), "the sentence is not in the text"),
        (replace(RIGHT, sentence=-1), "the sentence is not in the text"),
        (replace(RIGHT, subject=7), "the subject or object is not a known actor"),
        (replace(RIGHT, object=True), "the subject or object is not a known actor"),
        (replace(RIGHT, object="UKR"), "the subject or object is not a known actor"),  # type: ignore[arg-type]
        (replace(RIGHT, object=0), "subject and object are the same actor"),
        (Finding(2, 0, 1, "leads", "Vladimir Putin leads Russia"), "subject and object are the same actor"),
        (replace(RIGHT, speaker=3), "the speaker is not a known actor"),
        (replace(RIGHT, hearsay=True), "hearsay with a speaker"),
        (replace(RIGHT, status=None), "invalid polarity or status"),
        (replace(RIGHT, relation="alliedWith", status=Status.PLANNED), "a standing relation that is not actual"),
        (replace(RIGHT, confidence=float("nan")), "the confidence is not between 0 and 1"),
        (replace(RIGHT, confidence=1.01), "the confidence is not between 0 and 1"),
        (replace(RIGHT, polarity="negated"), "malformed finding"),  # type: ignore[arg-type]
        (replace(RIGHT, quote=None), "malformed finding"),  # type: ignore[arg-type]
        ({"sentence": 1}, "malformed finding"),
        (Unusable("a\nreason " + "x" * 100), "a reason " + "x" * 51),
    ],
)
def test_what_fails_is_counted_by_reason_and_nothing_else_is_lost(finding: object, reason: str) -> None:
    claims, refused = read(finding, RIGHT)
    assert len(claims) == 1
    assert refused == {reason: 1}


@settings(deadline=None, max_examples=60)
@given(
    st.builds(
        Finding,
        *[st.integers(-2, 4)] * 3,
        st.sampled_from(["attacks", "meetsWith", "", "x"]),
        st.sampled_from([(0, 60), (11, 40), (0, 7), (20, 30)]).map(lambda span: DOCUMENT.text[14:][slice(*span)]),
        st.none() | st.sampled_from(Polarity),
        st.none() | st.sampled_from(Status),
        st.none() | st.integers(-2, 4),
        st.booleans(),
        st.text(max_size=3),
        st.floats(),
    )
)
def test_each_finding_is_a_claim_or_counted(finding: Finding) -> None:
    claims, refused = read(finding)
    assert len(claims) + sum(refused.values()) == 1


def test_an_extractor_that_does_not_end_is_not_waited_for() -> None:
    claims, refused = using(lambda _: repeat(RIGHT))
    assert len(claims) == 1
    assert refused == {"too many findings for one text": 1}


def test_an_extractor_that_fails_is_told_with_the_document() -> None:
    def lacking(_: Text) -> Iterator[Finding]:
        raise ModelError("no model", "get one")
        yield RIGHT

    result = attempt(DOCUMENT, replace(LOADED(), extractor=Extractor("mine", "1", lacking)))
    assert str(result.claims) == "d: no model; get one"


def test_reasons_without_end_are_counted_together() -> None:
    _, refused = read(*(Unusable(str(number)) for number in range(100)))
    assert len(refused) == verification.KINDS + 1
    assert sum(refused.values()) == 100


def test_a_quote_may_begin_its_sentence() -> None:
    (claim,), refused = read(replace(RIGHT, quote="On Monday, Russia did not attack Ukraine"))
    assert (claim.subject.id, claim.object.id, refused) == ("RUS", "UKR", {})


def test_as_many_findings_as_a_text_can_bear_are_all_taken() -> None:
    reason = "too many findings for one text"
    most = verification.MOST * 3
    assert reason not in read(*repeat(RIGHT, most))[1]
    assert read(*repeat(RIGHT, most + 1))[1][reason] == 1
