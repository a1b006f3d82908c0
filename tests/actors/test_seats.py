"""Rulers named by a town are those who ruled there on that day."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from graphkit.actors.gazetteer import Gazetteer, load
from graphkit.actors.linking import find


@cache
def gazetteer() -> Gazetteer:
    return load()


def codes(text: str, on: str) -> list[str]:
    return [m.code for m in find(text, gazetteer(), date.fromisoformat(on)) if m.form != "place"]


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("The junta in Niamey fell.", "2023-08-10", ["NER"]),
        ("The military government in Khartoum fell.", "2023-08-10", ["SDN"]),
        ("The generals in the capital, Khartoum, fell.", "2023-08-10", ["SDN"]),
        ("The authorities in Sanaa paid.", "2014-09-20", ["YEM"]),
        ("The authorities in Sanaa paid.", "2014-09-21", ["HOUTHIS"]),
        ("The internationally recognised government in Aden paid.", "2023-08-10", ["YEM"]),
        ("The council in Benghazi paid.", "2011-04-21", ["NTC"]),
        ("The council in Benghazi paid.", "2013-04-21", []),
        ("The rival government in Tripoli paid.", "2015-04-21", ["LIBYADAWN"]),
        ("The rival government in Tripoli paid.", "2018-04-21", []),
        ("The rival government in Tobruk paid.", "2015-04-21", []),
        ("The council in Paris paid.", "2015-04-21", []),
        ("A hotel in Kabul burned.", "2015-04-21", []),
    ],
)
def test_who_rules_from_a_town(text: str, on: str, expected: list[str]) -> None:
    assert codes(text, on) == expected


def test_the_whole_description_is_the_mention() -> None:
    [mention] = find("They met the junta in Niamey.", gazetteer(), date(2023, 8, 10))
    assert (mention.text, mention.start, mention.end) == ("junta in Niamey", 13, 28)
