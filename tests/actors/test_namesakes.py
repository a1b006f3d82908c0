"""Who is not meant: persons, towns, ships, papers, kin, critics, aides and teams."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from graphkit.actors.gazetteer import Gazetteer, load
from graphkit.actors.linking import find


@cache
def gazetteer() -> Gazetteer:
    return load()


def codes(text: str, on: str = "2023-06-01") -> list[str]:
    return [m.code for m in find(text, gazetteer(), date.fromisoformat(on)) if m.form != "place" and m.rule != "backed"]


@pytest.mark.parametrize(
    "text",
    [
        "Chad Smith drummed.",
        "Michael Jordan played.",
        "Paris Hilton sang.",
        "Police in Moscow, Idaho, left.",
        "Lebanon, Ohio, has a school.",
        "Georgia's governor signed it.",
        "The governor of Georgia signed it.",
        "USS Georgia docked.",
        "The Washington Post wrote.",
        "A house in Cuba Street burned.",
    ],
)
def test_the_name_of_a_state_may_be_another_s(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jordan said so.", ["JOR"]),
        ("Chad President Mahamat Deby spoke.", ["TCD"]),
        ("Georgia accused Russia.", ["GEO", "RUS"]),
        ("Israel Police left.", ["ISR"]),
    ],
)
def test_it_mostly_is_the_state(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Putin's critic Ivan Nobodov spoke.",
        "Biden's wife left.",
        "A cousin of King Abdullah left.",
        "Erdogan supporters clashed.",
        "An opponent of Putin left.",
        "Kremlin critic Bill Browder left.",
    ],
)
def test_kin_and_critics_of_a_leader_are_not_the_leader(text: str) -> None:
    assert codes(text) == []


def test_an_aide_acts_for_the_leader() -> None:
    [mention] = find("Putin spokesman Ivan Nobodov spoke.", gazetteer(), date(2023, 6, 1))
    assert (mention.actor.name, mention.code) == ("Ivan Nobodov", "RUS")


@pytest.mark.parametrize(
    "text",
    [
        "France beat Argentina in the World Cup final.",
        "England crushed Iran 6-2 in Qatar.",
        "Ireland's rugby team lost.",
        "Japan defeated China at table tennis.",
    ],
)
def test_teams_are_not_states(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Brazil nuts, Turkish coffee and Swiss watches are on sale.",
        "Chinese whispers turned into a Mexican standoff.",
        "A German shepherd chased guinea pigs.",
        "The Washington Wizards won.",
        "Bank of America, British Airways, Deutsche Bank and Air France cut jobs.",
        "The Cuban sandwich and the Vietnamese noodles won prizes.",
        "Argentina's striker missed.",
    ],
)
def test_goods_figures_of_speech_companies_and_players_are_not_states(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkey beat back an attack by the PKK.", ["TUR", "PKK"]),
        ("Brazil beat Argentina to a trade deal with China.", ["BRA", "ARG", "CHN"]),
        ("France protested when Total was fined by Iran.", ["FRA", "IRN"]),
    ],
)
def test_states_that_beat_others_outside_a_match_are_states(text: str, expected: list[str]) -> None:
    assert codes(text, "2019-05-01") == expected


def test_a_boycott_of_games_is_politics() -> None:
    assert codes("Britain announced a boycott of the rugby final in Russia.") == ["GBR", "RUS"]
