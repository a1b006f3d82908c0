"""Whom a typed name means among the actors that are shipped."""

import pytest

from graphkit.actors.resolve import Fit, exactly, keys, known, near, spellings
from graphkit.model import Actor, Kind


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rus", "RUS"),
        (" RUS ", "RUS"),
        ("Q159", "RUS"),
        ("Vladimir Putin", "vladimir-putin"),
        ("bush", None),
        ("atlantis", None),
    ],
)
def test_one_actor_is_meant_or_none(name: str, expected: str | None) -> None:
    found = exactly(name)
    assert (found and found.id) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Zelensky", ["Volodymyr Zelensky"]),
        ("Puttin", ["Vladimir Putin"]),
        ("Vladimir Puton", ["Vladimir Putin"]),
        ("Irann", ["Iran"]),
        ("Frence", ["France"]),
        ("xyzzy", []),
    ],
)
def test_who_looks_like_what_was_typed(typed: str, expected: list[str]) -> None:
    assert near(typed, known().actors.values()) == expected


def test_a_body_is_asked_for_with_all_who_act_for_it() -> None:
    assert keys(Actor("putin", "Vladimir Putin", Kind.PERSON, "RUS")) == ["putin"]
    assert keys(Actor("duma", "State Duma", Kind.ORGANISATION, "RUS")) == ["duma", "RUS"]


def test_names_are_surer_than_demonyms() -> None:
    forms = spellings(known())["RUS"]
    assert ("russia", Fit.NAME) in forms
    assert ("russian", Fit.OTHER) in forms
