"""What can be kept of a document, an actor and a piece of evidence, and what is refused, at the very bounds."""

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
        ({"id": "=1+1"}, ["'=1+1' is no document id"]),
        ({"id": "@a"}, ["'@a' is no document id"]),
        ({"id": "a=b@c"}, []),
        ({"id": "a\nb"}, ["'a\\nb' is no document id"]),
        ({"id": "a\x7f"}, ["'a\\x7f' is no document id"]),
        ({"id": 7}, ["the document id 7 is no text"]),
        ({"title": "a\ud800"}, ["the title 'a\\ud800' is not Unicode (a lone surrogate)"]),
        ({"url": "\udfff"}, ["the url '\\udfff' is not Unicode (a lone surrogate)"]),
        ({"language": 1.5}, ["the language 1.5 is no text"]),
        ({"text": "a\udc00"}, ["the text is not Unicode (a lone surrogate)"]),
        ({"text": None}, ["the text is not Unicode (a lone surrogate)"]),
        ({"body_start": FARTHEST}, []),
        ({"body_start": FARTHEST + 1}, ["1000000001 is no place in a text"]),
        ({"body_start": -1}, ["-1 is no place in a text"]),
        ({"body_start": "1"}, ["1 is no place in a text"]),
    ],
)
def test_a_document(change: dict[str, Any], said: list[str]) -> None:
    assert [fault.culprit for fault in of_document(replace(SOUND, **change))] == said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"wikidata": None, "notations": ()}, []),
        ({"id": "+1"}, ["'+1' is no actor id"]),
        ({"name": ""}, []),
        ({"name": "\ud800"}, ["the name '\\ud800' is not Unicode (a lone surrogate)"]),
        ({"code": 3}, ["the code 3 is no text"]),
        ({"wikidata": b"Q"}, ["the wikidata b'Q' is no text"]),
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
        ({"confidence": 1.01}, ["1.01 is no confidence"]),
        ({"confidence": -0.01}, ["-0.01 is no confidence"]),
        ({"confidence": float("nan")}, ["nan is no confidence"]),
        ({"confidence": "0.5"}, ["0.5 is no confidence"]),
        ({"tenure": Tenure("head_of_state")}, []),
        ({"tenure": Tenure("head", PartialDate(2018, 4), PartialDate(2018))}, []),
        ({"tenure": Tenure("")}, ["'' is no office"]),
        ({"tenure": Tenure("head of state")}, ["'head of state' is no office"]),
        ({"tenure": Tenure("head\n")}, ["'head\\n' is no office"]),
        ({"tenure": Tenure("x" * (LONGEST + 1))}, ["the office has 100,001 characters"]),
        (
            {"tenure": Tenure("head", PartialDate(2018, 5), PartialDate(2018, 4, 30))},
            ["an office ends in 2018-04-30 before it begins in 2018-05"],
        ),
        ({"extractor": 1}, ["the extractor 1 is no text"]),
        ({"quote": Span(0, 0, "")}, []),
        ({"quote": Span(0, FARTHEST, "x")}, []),
        ({"quote": Span(0, FARTHEST + 1, "x")}, ["0 to 1000000001 is no quote in a text"]),
        ({"quote": Span(-1, 2, "x")}, ["-1 to 2 is no quote in a text"]),
        ({"cue": Span(3, 2, "x")}, ["3 to 2 is no cue in a text"]),
        ({"cue": Span(0, 1, "\ud800")}, ["the cue '\\ud800' is not Unicode (a lone surrogate)"]),
        ({"cue": Span("0", 1, "x")}, ["0 to 1 is no cue in a text"]),  # type: ignore[arg-type]
        ({"speaker": SPOKEN}, ["'=X' is no actor id"]),
        ({"subject": replace(SPOKEN, actor=RUS, end=-1)}, ["0 to -1 is no subject in a text"]),
        ({"object": replace(SPOKEN, actor=RUS, code=0)}, ["the code 0 is no text"]),  # type: ignore[arg-type]
        ({"object": replace(SPOKEN, actor=RUS, rule=0)}, ["the rule 0 is no text"]),  # type: ignore[arg-type]
    ],
)
def test_a_piece_of_evidence(change: dict[str, Any], said: list[str]) -> None:
    evidence = replace(EVIDENCE, **change)
    assert [fault.culprit for fault in of_evidence(evidence)] == said
    assert [fault.culprit for fault in of_claim(replace(CLAIM, evidence=(EVIDENCE, evidence)))] == said
