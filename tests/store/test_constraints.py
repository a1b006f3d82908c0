"""What is accepted in a document, an actor and a piece of evidence, and what is refused, at the exact bounds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graphkit.model import Actor, Document, Kind, Mention, PartialDate, Span
from graphkit.model.tenure import Tenure
from graphkit.store.constraints import FARTHEST, LONGEST, of_actor, of_claim, of_document, of_evidence
from tests.values import RUS, claim

SOUND = Document("a.txt", "Words.", "A title", "https://example.org", None, "en", 3)
CLAIM = claim()
(EVIDENCE,) = CLAIM.evidence


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"title": None, "url": None}, []),
        ({"title": "x" * LONGEST, "text": "x" * (LONGEST + 1), "body_start": 0}, []),
        ({"title": "x" * (LONGEST + 1)}, ["the title has 100,001 characters"]),
        ({"id": ""}, ["the document id is empty"]),
        ({"id": "=1+1"}, ["'=1+1' is not a valid document id"]),
        ({"id": "@a"}, ["'@a' is not a valid document id"]),
        ({"id": "a=b@c"}, []),
        ({"id": "a\nb"}, ["'a\\nb' is not a valid document id"]),
        ({"id": "a\x7f"}, ["'a\\x7f' is not a valid document id"]),
        ({"id": 7}, ["the document id 7 is not a string"]),
        ({"title": "a\ud800"}, ["the title 'a\\ud800' is not Unicode (a lone surrogate)"]),
        ({"url": "\udfff"}, ["the url '\\udfff' is not Unicode (a lone surrogate)"]),
        ({"language": 1.5}, ["the language 1.5 is not a string"]),
        ({"text": "a\udc00"}, ["the text is not Unicode (a lone surrogate)"]),
        ({"text": None}, ["the text is not Unicode (a lone surrogate)"]),
        ({"body_start": FARTHEST}, []),
        ({"body_start": FARTHEST + 1}, ["1000000001 is not a position in a text"]),
        ({"body_start": -1}, ["-1 is not a position in a text"]),
        ({"body_start": "1"}, ["1 is not a position in a text"]),
    ],
)
def test_a_document(change: dict[str, Any], said: list[str]) -> None:
    assert [fault.culprit for fault in of_document(replace(SOUND, **change))] == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"wikidata": None, "notations": ()}, []),
        ({"id": "+1"}, ["'+1' is not a valid actor id"]),
        ({"name": ""}, []),
        ({"name": "\ud800"}, ["the name '\\ud800' is not Unicode (a lone surrogate)"]),
        ({"code": 3}, ["the code 3 is not a string"]),
        ({"wikidata": b"Q"}, ["the wikidata b'Q' is not a string"]),
        ({"notations": (("iso2", "\ud800"),)}, ["the iso2 '\\ud800' is not Unicode (a lone surrogate)"]),
        ({"notations": (("", "RU"),)}, ["the notation is empty"]),
    ],
)
def test_an_actor(change: dict[str, Any], said: list[str]) -> None:
    actor = replace(RUS, **change)
    assert [fault.culprit for fault in of_actor(actor)] == said
    assert [fault.culprit for fault in of_claim(replace(CLAIM, subject=actor))] == said


FOUL = Actor("=X", "X", Kind.STATE, "X")
SPOKEN = Mention(0, 1, "X", FOUL, "X", "name")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"confidence": 0}, []),
        ({"confidence": 1}, []),
        ({"confidence": 1.01}, ["1.01 is not a confidence"]),
        ({"confidence": -0.01}, ["-0.01 is not a confidence"]),
        ({"confidence": float("nan")}, ["nan is not a confidence"]),
        ({"confidence": "0.5"}, ["0.5 is not a confidence"]),
        ({"tenure": Tenure("head_of_state")}, []),
        ({"tenure": Tenure("head", PartialDate(2018, 4), PartialDate(2018))}, []),
        ({"tenure": Tenure("")}, ["'' is not an office"]),
        ({"tenure": Tenure("head of state")}, ["'head of state' is not an office"]),
        ({"tenure": Tenure("head\n")}, ["'head\\n' is not an office"]),
        ({"tenure": Tenure("x" * (LONGEST + 1))}, ["the office has 100,001 characters"]),
        (
            {"tenure": Tenure("head", PartialDate(2018, 5), PartialDate(2018, 4, 30))},
            ["an office ends in 2018-04-30 before it begins in 2018-05"],
        ),
        ({"extractor": 1}, ["the extractor 1 is not a string"]),
        ({"quote": Span(0, 0, "")}, []),
        ({"quote": Span(0, FARTHEST, "x")}, []),
        ({"quote": Span(0, FARTHEST + 1, "x")}, ["0 to 1000000001 is not a valid quote span"]),
        ({"quote": Span(-1, 2, "x")}, ["-1 to 2 is not a valid quote span"]),
        ({"cue": Span(3, 2, "x")}, ["3 to 2 is not a valid cue span"]),
        ({"cue": Span(0, 1, "\ud800")}, ["the cue '\\ud800' is not Unicode (a lone surrogate)"]),
        ({"cue": Span("0", 1, "x")}, ["0 to 1 is not a valid cue span"]),  # type: ignore[arg-type]
        ({"speaker": SPOKEN}, ["'=X' is not a valid actor id"]),
        ({"subject": replace(SPOKEN, actor=RUS, end=-1)}, ["0 to -1 is not a valid subject span"]),
        ({"object": replace(SPOKEN, actor=RUS, code=0)}, ["the code 0 is not a string"]),  # type: ignore[arg-type]
        ({"object": replace(SPOKEN, actor=RUS, rule=0)}, ["the rule 0 is not a string"]),  # type: ignore[arg-type]
    ],
)
def test_a_piece_of_evidence(change: dict[str, Any], said: list[str]) -> None:
    evidence = replace(EVIDENCE, **change)
    assert [fault.culprit for fault in of_evidence(evidence)] == said
    assert [fault.culprit for fault in of_claim(replace(CLAIM, evidence=(EVIDENCE, evidence)))] == said
