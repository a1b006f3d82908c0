"""Mere locations, bodies of another state, and parts of other names."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from graphkit.actors.gazetteer import Gazetteer, load
from graphkit.actors.linking import find


@cache
def gazetteer() -> Gazetteer:
    return load()


def codes(text: str, on: str = "2015-06-01") -> list[str]:
    return [m.code for m in find(text, gazetteer(), date.fromisoformat(on)) if m.form != "place" and m.rule != "backed"]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen stormed a Kabul hotel.",
        "He died in a London clinic.",
        "They met in a small Beijing restaurant.",
        "The Minsk talks failed.",
        "Last year's Paris attacks changed much.",
        "The Moscow theatre siege ended.",
        "VILNIUS (AP) — The tanks came early on Sunday.",
    ],
)
def test_a_capital_that_only_locates_is_no_government(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow talks tough.", ["RUS"]),
        ("Moscow attacks Kyiv.", ["RUS", "UKR"]),
        ("Moscow jails a poet.", ["RUS"]),
        ("The Moscow government fell.", ["RUS"]),
    ],
)
def test_a_capital_that_acts_is_one(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Australia's Special Air Service landed. The Special Air Service left.", ["AUS"]),
        ("Britain's Special Air Service landed.", ["GBR", "GBR"]),
        ("The Special Air Service landed.", ["GBR"]),
        ("Crowds stormed the White House in Bishkek.", []),
        ("Israel's White House visit ended.", ["ISR", "USA"]),
        ("Putin's White House meeting ended.", ["RUS", "USA"]),
        ("Syria's Republican Guard fled.", ["SYR"]),
    ],
)
def test_a_body_named_with_another_state_is_that_states(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Saddam Karimov wrote.", []),
        ("Oleg Navalny wrote.", []),
        ("Omar bin Laden wrote to Usama bin Ladin.", ["ALQAEDA"]),
        ("Navalny Monday wrote.", ["RUS"]),
        ("Paris Jackson sang.", []),
        ("In Moscow Vladimir Putin spoke.", ["RUS"]),
        ("He never met a Reagan.", []),
        ("He met Reagan.", ["USA"]),
        ("The ferry Estonia sank.", []),
    ],
)
def test_part_of_anothers_name_is_not_meant(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Harris promised Ukraine help.", "2024-09-11", ["USA", "UKR"]),
        ("Harris promised Ukraine help.", "2025-09-11", ["UKR"]),
        ("Cohen phoned Blinken.", "2023-03-01", ["ISR", "USA"]),
        ("Morales met Lula.", "2006-05-02", ["BOL", "BRA"]),
        ("Zelensky thanked Michel.", "2022-03-20", ["UKR", "EU"]),
        ("Costa met Starmer.", "2025-02-03", ["EU", "GBR"]),
        ("Aziz said Baghdad would wait.", "2003-02-14", ["IRQ", "IRQ"]),
        ("Sadr left.", "2022-08-29", ["SADRISTS"]),
        ("Abdi met Sharaa.", "2025-03-10", ["SDF", "SYR"]),
        ("Rabin met Hussein.", "1994-07-26", ["ISR"]),
        ("Rabin met Hussein on the border of Jordan.", "1994-07-26", ["ISR", "JOR", "JOR"]),
        ("Clinton warned Hussein to stay in Iraq.", "1994-10-10", ["USA", "IRQ", "IRQ"]),
        ("Bush warned Hussein.", "2002-09-10", ["USA", "IRQ"]),
    ],
)
def test_a_surname_that_many_bear_means_whom_the_news_meant(text: str, on: str, expected: list[str]) -> None:
    assert codes(text, on) == expected
