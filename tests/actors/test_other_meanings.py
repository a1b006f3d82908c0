"""Names of states, places and bodies that mean something else in their context, or another body."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from graphkit.actors.gazetteer import Gazetteer, load
from graphkit.actors.linking import find


@cache
def gazetteer() -> Gazetteer:
    return load()


def codes(text: str, on: str = "2015-06-15") -> list[str]:
    return [m.code for m in find(text, gazetteer(), date.fromisoformat(on)) if m.form != "place" and m.rule != "backed"]


def places(text: str) -> list[str]:
    return [m.text for m in find(text, gazetteer(), date(2015, 6, 15)) if m.form == "place"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ethnic Albanians marched in Macedonia.", ["MKD"]),
        ("Estonia counted its ethnic Russians.", ["EST"]),
        ("Norway tried a neo-Nazi.", ["NOR"]),
        ("An Arab Israeli spoke to Iran.", ["ISR", "IRN"]),
        ("Sudan armed Arab militias.", ["SDN"]),
        ("Arab leaders thanked Sudan.", ["ARABSTATES", "SDN"]),
        ("He speaks Russian.", []),
        ("Ukraine banned the Russian language.", ["UKR"]),
        ("Iran's guests admired the Japanese alphabet.", ["IRN"]),
        ("India warned Southeast Asian states.", ["IND"]),
        ("The missiles in central Europe angered Russia.", ["RUS"]),
        ("Japan won the Asian Games and Qatar sought the FIFA World Cup.", ["JPN", "QAT"]),
        ("The Swedish Academy honoured him.", []),
        ("Sweden defends its podium finish.", []),
        ("Quakes struck East Azerbaijan and angered Iran.", ["IRN"]),
    ],
)
def test_peoples_languages_regions_and_contests_are_no_actors(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Storms hit the West Frisian islands.", []),
        ("Rockets fell in the Western Negev.", []),
        ("He wrote about the Western Front.", []),
        ("Western Leaders Condemn Russia.", ["WEST", "RUS"]),
        ("The West African heat reached Mali.", ["MLI"]),
        ("The West accused Russia.", ["WEST", "RUS"]),
    ],
)
def test_the_west_before_a_name_is_a_direction(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The hostages were Warren Weinstein and Giovanni Lo Porto.",
        "Forces left Norte de Santander.",
        "The Windsor Framework held.",
        "He admired the author Yukio Mishima.",
        "The bank Grupo Santander grew.",
    ],
)
def test_a_town_in_a_longer_name_is_no_place(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    "text",
    ["Shells hit Russian-occupied Melitopol.", "Ships left the port of Al Mukalla.", "Bombs fell on Eastern Aleppo."],
)
def test_a_part_of_a_town_is_a_place(text: str) -> None:
    assert len(places(text)) == 1


def test_a_surname_behind_the_name_of_a_known_person_is_no_place() -> None:
    assert places("Sullivan met Alicia Bárcena Ibarra of Mexico.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was shot in Brunswick, Georgia, and the film angered Iran.", ["IRN"]),
        ("He was shot in Winder, Georgia, United States, and Russia gloated.", ["USA", "RUS"]),
        ("Russia shelled Ergneti, Georgia, at night.", ["RUS", "GEO"]),
        ("Shells hit Batumi, Georgia, at night.", ["GEO"]),
    ],
)
def test_a_state_behind_an_unknown_town_may_be_a_province(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Readout of U.S.-Israel Strategic Group.", ["USA", "ISR"]),
        ("Decision by the Government of Israel Ministry.", ["ISR"]),
        ("Israel Folau spoke.", []),
    ],
)
def test_a_state_joined_to_another_is_no_given_name(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Palestinian Red Crescent met Israel.", ["PSE", "ISR"]),
        ("The Red Cross visited Syria.", ["ICRC", "SYR"]),
        ("Peru's voters wept and Congress met.", ["PER"]),
        ("The Congress attacked Modi over China.", ["INCINDIA", "IND", "CHN"]),
        ("Obama asked Congress to punish Brazil.", ["USA", "USA", "BRA"]),
        ("Congress voted to arm Ukraine.", ["USA", "UKR"]),
        ("Congress leader Rahul Gandhi accused Washington.", ["IND", "USA"]),
        ("Poland's hosts cheered Law and Justice.", ["POL", "LAWANDJUSTICE"]),
        ("He was held in Tokyo at Washington's request.", ["USA"]),
        ("The Senate thanked Haiti's peasants.", ["HTI"]),
    ],
)
def test_a_body_of_another_state_is_not_the_known_one(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(("on", "code"), [("1961-08-13", "SUN"), ("2016-08-13", "RUS")])
@pytest.mark.parametrize("seat", ["Kremlin", "KGB"])
def test_a_seat_serves_the_state_of_its_day(on: str, code: str, seat: str) -> None:
    assert codes(f"The {seat} warned Turkey.", on) == [code, "TUR"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The foreign ministry in Beijing summoned the Japanese ambassador.", ["foreign ministry in Beijing", "CHN"]),
        ("The Defence Ministry in London spoke.", ["Defence Ministry in London", "GBR"]),
    ],
)
def test_a_ministry_in_a_capital_acts_for_its_state(text: str, expected: list[str]) -> None:
    first = find(text, gazetteer(), date(2015, 6, 15))[0]
    assert [first.text, first.code, first.form] == [*expected, "noun"]


def test_the_government_of_one_state_in_the_capital_of_another_is_not_the_hosts() -> None:
    assert codes("Rebels met the Syrian government in Astana.", "2017-06-15") == ["SYRIANREBELS", "SYR"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Lebanese general election pleased Iran.", ["LBN", "IRN"]),
        ("Russia seized Ukraine's major cities.", ["RUS", "UKR"]),
        ("Ukraine mocked the Kremlin's official narrative.", ["UKR", "RUS"]),
    ],
)
def test_an_adjective_is_no_office(text: str, expected: list[str]) -> None:
    found = find(text, gazetteer(), date(2015, 6, 15))
    assert [m.code for m in found] == expected
    assert {m.office for m in found} == {None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maoist rebels killed 11 policemen in Chhattisgarh, India.", ["NAXALITES", "IND"]),
        ("Maoist rebels attacked an army camp in Nepal.", ["NEPALIMAOISTS", "NPL"]),
        ("Turkey bombed Kurdish rebel targets.", ["TUR", "PKK"]),
        ("The AfD thanked Russia.", ["AFD", "RUS"]),
        ("The Lebanese Forces and Amal met in Lebanon.", ["LEBANESEFORCES", "AMAL", "LBN"]),
        ("SEATO thanked Thailand.", ["SEATO", "THA"]),
        ("Iraqi Kurds thanked Turkey.", ["KURDISTAN", "TUR"]),
    ],
)
def test_groups_and_parties_are_known(text: str, expected: list[str]) -> None:
    assert codes(text) == expected
