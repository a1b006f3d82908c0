"""From readings to claims: who, what, how and when, with offsets in the original text."""

from __future__ import annotations

from functools import cache

import pytest

from graphkit import extract
from graphkit.extract.evidence import sentence_at
from graphkit.model import Claim, Document, PartialDate

DAY = PartialDate(2023, 3, 22)


@cache
def using() -> extract.Resources:
    return extract.load()


def claims(text: str) -> list[Claim]:
    found = list(extract.claims(extract.prepare(Document("d", text, published=DAY), using()), using()))
    return sorted((c for c in found if c.evidence[0].is_sure), key=lambda c: c.evidence[0].cue.start)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Russia bombed Ukraine.", ["RUS bombed UKR: affirmed actual None None"]),
        ("Russia did not bomb Ukraine.", ["RUS bomb UKR: negated actual None None"]),
        ("Russia will bomb Ukraine if Poland leaves.", ["RUS bomb UKR: affirmed hypothetical None None"]),
        ("Poland said Russia had bombed Ukraine.", ["RUS bombed UKR: affirmed actual POL None"]),
        ("Russia bombed Ukraine on Monday.", ["RUS bombed UKR: affirmed actual None 2023-03-20"]),
        ("Russia plans to visit China on Monday.", ["RUS visit CHN: affirmed planned None 2023-03-27"]),
        ("Ukraine and Russia met in Geneva.", ["RUS met UKR: affirmed actual None None"]),  # in the order of their ids
        (
            "China praised Pakistan. It said that India had bombed Pakistan.",
            ["CHN praised PAK: affirmed actual None None", "IND bombed PAK: affirmed actual CHN None"],
        ),
        (
            "Russian troops attacked Kyiv, and Putin phoned Xi Jinping.",
            [
                "RUS attacked UKR: affirmed actual None None",
                "vladimir-putin phoned xi-jinping: affirmed actual None None",
            ],
        ),
    ],
)
def test_a_sentence_makes_claims(text: str, stated: list[str]) -> None:
    found = [(c, e, e.speaker and e.speaker.actor.id) for c in claims(text) for e in c.evidence]
    assert [
        f"{c.subject.id} {e.cue.text} {c.object.id}: {e.polarity} {e.status} {speaker} {e.date}"
        for c, e, speaker in found
    ] == stated


def test_hearsay_has_no_speaker() -> None:
    (made,) = claims("Russia allegedly bombed Ukraine.")
    assert (made.evidence[0].hearsay, made.evidence[0].speaker) == (True, None)


def test_every_part_leads_back_to_the_text_as_given() -> None:
    text = "\u201cAt  last\u201d, they say.  Russia\u2019s  army bombed  Ukraine on Monday.\nChina praised Pakistan."
    first, second = (c.evidence[0] for c in claims(text))
    for evidence in (first, second):
        for part in (evidence.quote, evidence.subject, evidence.object, evidence.cue):
            assert part.text == text[part.start : part.end]
    assert (first.quote.text, first.cue.text) == ("Russia\u2019s  army bombed  Ukraine on Monday.", "bombed")
    assert (second.quote.text, second.object.text, second.extractor) == (
        "China praised Pakistan.",
        "Pakistan",
        "reader",
    )
    assert (first.document, str(first.date), second.date) == ("d", "2023-03-20", None)
    assert 0.9 < first.confidence == round(first.confidence, 2)


def test_a_later_sentence_is_dated_by_the_words_beside_its_verb() -> None:
    before = "It had rained all day in the hills above the port and the sea was rough. "
    (on_monday,) = claims(f"{before}Russia bombed Ukraine on Monday.")
    (undated,) = claims(f"{before}Russia bombed Ukraine, officials said on Tuesday.")
    assert (str(on_monday.evidence[0].date), undated.evidence[0].date) == ("2023-03-20", None)


def test_a_title_makes_a_claim_of_its_own_words() -> None:
    (made,) = claims("It rained. Turkish President Recep Tayyip Erdogan left.")
    (evidence,) = made.evidence
    assert (made.subject.id, made.relation.name, made.object.id) == ("recep-tayyip-erdogan", "leads", "TUR")
    assert evidence.quote.text == "Turkish President Recep Tayyip Erdogan left."
    assert (
        evidence.cue.text == evidence.subject.text == evidence.object.text == "Turkish President Recep Tayyip Erdogan"
    )
    assert (evidence.object.rule, evidence.object.code, evidence.date) == ("office", "TUR", None)


def test_a_character_stands_in_one_sentence() -> None:
    text = "Chad left. Mali wept.\n\nTogo slept."
    prepared = extract.prepare(Document("d", text), using())
    spans = prepared.sentences
    assert len(spans) == 3
    for start, end in spans:
        assert {sentence_at(prepared, place) for place in range(start, end)} == {(start, end)}
    gap = spans[0][1]
    assert sentence_at(prepared, gap) == (gap, gap + 1)


def test_a_claim_of_what_stands_between_two_sentences_has_that_for_its_sentence() -> None:
    beside = "Subscribe to our channel for more on Russia's war in Ukraine."
    prepared = extract.prepare(Document("d", f"Chad left. {beside} Mali wept."), using())
    place = prepared.clean.text.index("Russia")
    assert all(not start <= place < end for start, end in prepared.sentences)
    start, end = sentence_at(prepared, place)
    assert prepared.clean.text[start:end] == beside


def test_what_the_sentence_before_said_is_not_said_again() -> None:
    text = "Russia bombed Ukraine. " + "Mali met Chad in Togo. " * 3 + "Poland wept. Russia bombed Ukraine."
    found = [c for c in claims(text) if c.relation.name == "bombs"]
    assert [c.evidence[0].cue.start for c in found] == [text.index("bombed"), text.rindex("bombed")]
