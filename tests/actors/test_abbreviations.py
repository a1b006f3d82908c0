"""Abbreviations introduced in a text refer to the body from there on."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from graphkit.actors.gazetteer import Gazetteer, load
from graphkit.actors.linking import find


@cache
def gazetteer() -> Gazetteer:
    return load()


def shown(text: str) -> list[str]:
    return [f"{m.text}={m.code}" for m in find(text, gazetteer(), date(2010, 6, 1))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The PA won. The Palestinian Authority (PA) spoke. The PA wept.",
            ["Palestinian Authority=PSE", "PA=PSE", "PA=PSE"],
        ),
        ("The PA (Palestinian Authority) spoke. The PA wept.", ["PA=PSE", "Palestinian Authority=PSE", "PA=PSE"]),
        ("The Palestinian Authority, or PA, spoke.", ["Palestinian Authority=PSE", "PA=PSE"]),
        ("The Palestinian Authority, known as PA, spoke.", ["Palestinian Authority=PSE", "PA=PSE"]),
        ("The Palestinian Authority, called PA, spoke.", ["Palestinian Authority=PSE", "PA=PSE"]),
        ("The Palestinian Authority (the PA) spoke of PA-run schools.", ["Palestinian Authority=PSE", "PA=PSE"]),
        (
            "The Islamic State of Iraq (ISI) fought. The ISI fled.",
            ["Islamic State of Iraq=ISIS", "ISI=ISIS", "ISI=ISIS"],
        ),
        ("Saudi Arabia (SPA) spoke. The SPA wept.", ["Saudi Arabia=SAU"]),
        ("New Zealand (PA) spoke.", ["New Zealand=NZL"]),
        ("Vladimir Putin (VP) spoke. VP wept.", ["Vladimir Putin=RUS"]),
    ],
)
def test_a_short_form_is_of_the_name_that_it_stands_beside(text: str, expected: list[str]) -> None:
    assert shown(text) == expected
