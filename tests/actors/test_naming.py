"""The short forms that people go by, and the other ways to write their names."""

from functools import cache

import pytest

from graphkit.actors.gazetteer import load
from graphkit.actors.naming import Naming


@cache
def naming() -> Naming:
    return load().naming


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("Xi Jinping", "CHN", {"Xi"}),
        ("Andrew Yang", "TWN", {"Yang"}),
        ("Joko Widodo", "IDN", {"Joko", "Widodo"}),
        ("Bashar al-Assad", "SYR", {"Assad", "al-Assad", "Al-Assad"}),
        ("Ursula von der Leyen", "EU", {"von der Leyen", "Von der Leyen"}),
        ("Bill de Blasio", "USA", {"de Blasio", "De Blasio", "Blasio"}),
        ("Frans de Waal", "NLD", {"de Waal", "De Waal"}),
        ("Hugo Chavez", "VEN", {"Chavez"}),
        ("Hugo Chavez Frias", "VEN", {"Chavez", "Frias"}),
        ("Juan de Leon", "ESP", {"de Leon", "De Leon"}),
        ("Salman of Saudi Arabia", "SAU", set()),
        ("Martin King Jr", "USA", {"King"}),
        ("Madonna", "USA", {"Madonna"}),
    ],
)
def test_whom_the_short_forms_name(name: str, code: str, expected: set[str]) -> None:
    assert set(naming().goes_by(name, code)) == expected


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("Saad el-Hariri", "LBN", {"Saad Hariri", "Saad al-Hariri", "Saad el Hariri"}),
        ("Bashar al-Assad", "SYR", {"Bashar Assad", "Bashar el-Assad", "Bashar al Assad"}),
        ("Luis Inacio Lula", "BRA", {"Luis Lula"}),
    ],
)
def test_a_name_is_written_in_several_ways(name: str, code: str, expected: set[str]) -> None:
    found = set(naming().spelled(name, code))
    assert expected <= found
    assert name not in found


@pytest.mark.parametrize(
    ("name", "code"),
    [("Xi Jinping", "CHN"), ("Ursula von der Leyen", "EU"), ("Kim Jong Nam", "PRK"), ("Madonna", "USA")],
)
def test_a_name_is_not_cut_where_its_parts_belong_together(name: str, code: str) -> None:
    words = name.split()
    assert f"{words[0]} {words[-1]}" not in set(naming().spelled(name, code)) - {name}
