"""Private persons and works of art: their nationality is no actor, unless an act of states has them as its object."""

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
        "A French tourist drowned.",
        "The Canadian singer sang.",
        "The Belgian painter's widow left.",
        "Two Brazilian samba dancers wept.",
        "A team of Japanese and Mongolian archaeologists left.",
        "A Scottish-American comedian joked.",
        "U.S. golfer Ted Nobody left.",
        "The American Eric Nobody played well.",
        "Her Kenyan husband slept.",
        "Italian wine flowed.",
        "The Russian ballet and the Chinese circus opened.",
        "A Paris banker and a Cairo cardiologist dined.",
        "A young Italian was stabbed outside a bar in Berlin.",
        "An Italian won the prize.",
        "A Czech carmaker and a Swedish start-up merged.",
        "The Dutch food giant sold a mill to a Danish brewer.",
        "Belgium's largest retailer lost money.",
        "The Japanese-owned carmaker closed.",
        "A prosecutor in Lyon charged two Algerian brothers.",
    ],
)
def test_a_nationality_alone_does_not_act(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran arrested a French tourist.", ["IRN", "FRA"]),
        ("Hamas freed a Thai nurse.", ["HAMAS", "THA"]),
        ("Israeli troops shot a young Palestinian.", ["ISR", "PSE"]),
        ("They killed an Israeli.", ["ISR"]),
        ("China restricted a Japanese chipmaker.", ["CHN", "JPN"]),
        ("Japan's central bank and a Russian state-owned brewer met.", ["JPN", "RUS"]),
        ("Pirates took a Greek-owned ship.", ["GRC"]),
        ("China put a tariff on Australian wine.", ["CHN", "AUS"]),
        ("A Russian army doctor left.", ["RUS"]),
        ("The Iranian nuclear scientist spoke.", ["IRN"]),
        ("French officials met a singer.", ["FRA"]),
        ("Syrian children fled.", ["SYR"]),
        ("Turkish voters of the singer left.", ["TUR"]),
        ("Iran shelled Iraq. A French tourist slept.", ["IRN", "IRQ"]),
        ("A Kenyan nurse was shot. Somalia left.", ["KEN", "SOM"]),
        ("The Israeli Benjamin Netanyahu left.", ["ISR", "ISR"]),
        ("The German Christian Democrats left.", ["DEU"]),
    ],
)
def test_whom_states_act_on_does(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_a_town_of_private_persons_is_a_location() -> None:
    (mention,) = find("A Paris banker dined.", gazetteer(), date(2015, 6, 1))
    assert (mention.text, mention.form) == ("Paris", "place")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hamas rockets fell, and an Indian nurse died.", ["HAMAS", "IND"]),
        ("Steinmeier's doctor spoke.", []),
        ("Putin's barber spoke.", []),
        ("Putin's minister spoke.", ["RUS"]),
        ("A Berlin toxicologist spoke.", []),
        ("Croatia finished third.", []),
        ("They met on a Vienna runway.", []),
    ],
)
def test_personal_staff_experts_and_teams_do_not_act(text: str, expected: list[str]) -> None:
    assert codes(text, "2021-06-01") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sudan will charge a British teacher.", ["SDN", "GBR"]),
        ("Israeli gunfire hit a Palestinian girl.", ["ISR", "PSE"]),
        ("Spain will allow British holidaymakers back.", ["ESP", "GBR"]),
        ("Germany teaches the Syrian child.", ["DEU", "SYR"]),
    ],
)
def test_other_acts_of_states_on_private_persons(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brazil's bossa nova star sang.", []),
        ("Iran's film industry grew.", []),
        ("Brazil's sister republic left.", ["BRA"]),
        ("Brazil's army doctor left.", ["BRA"]),
    ],
)
def test_a_country_s_stars_do_not_act_for_it(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_a_trade_may_end_its_paragraph() -> None:
    assert codes("She loved Australian contemporary music.\n\nHis song ended.") == []
