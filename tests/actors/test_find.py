"""Actors are found as of the day by names, titles and offices; other things are not actors."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from graphkit.actors.gazetteer import Gazetteer, load
from graphkit.actors.linking import find
from graphkit.actors.tables import COLUMNS
from graphkit.errors import SeedError


@cache
def gazetteer() -> Gazetteer:
    return load()


def who(text: str, on: str = "2015-06-01") -> list[str]:
    """Actor ids in reading order, adjectives in brackets, places in angle brackets."""
    marks = {"noun": "{}", "adjective": "[{}]", "place": "<{}>"}
    return [marks[m.form].format(m.actor.id) for m in find(text, gazetteer(), date.fromisoformat(on))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia and China agreed.", ["RUS", "CHN"]),
        ("The U.S. left; it left us.", ["USA"]),
        ("The Washington Post wrote.", []),
        ("Ships left the South China Sea.", []),
        ("Russian troops fired.", ["[RUS]"]),
        ("The French said so.", ["FRA"]),
        ("The French army said so.", ["[FRA]"]),
        ("They killed an Israeli.", ["ISR"]),
        ("They killed an Israeli soldier.", ["[ISR]"]),
        ("US-China trade", ["[USA]", "CHN"]),
        ("Sino-Russian talks", ["[CHN]", "[RUS]"]),
        ("Iran-backed militia", ["[IRN]"]),
        ("They met in Moscow.", ["<RUS>"]),
        ("Moscow denied it.", ["RUS"]),
        ("The Kremlin denied it.", ["RUS"]),
        ("Shells fell on Kharkiv.", ["<UKR>"]),
        ("Kharkiv wept.", ["<UKR>"]),
        ("Gao wept.", []),  # somebody's name
        ("Shells fell on Gao.", ["<MLI>"]),
        ("They fought outside Kyiv, around Moscow and across Tehran.", ["<UKR>", "<RUS>", "<IRN>"]),
        ("They fought over Kyiv.", ["UKR"]),
        ("Soldiers fled Kabul.", ["<AFG>"]),
        ("The Taliban entered Kabul at noon.", ["TALIBAN", "<AFG>"]),
        ("Crowds marched through Tehran and into Baghdad.", ["<IRN>", "<IRQ>"]),
        ("They had fled from Kinshasa.", ["<COD>"]),
        ("Merkel left Moscow for Prague.", ["angela-merkel", "<RUS>", "CZE"]),
        ("The vote left Moscow isolated.", ["RUS"]),
        ("Poland entered Moscow's orbit.", ["POL", "RUS"]),
        ("In Minsk Putin spoke.", ["<BLR>", "vladimir-putin"]),
        ("Reporters waited on the White House lawn.", []),
        ("Xi spoke after talks at the Kremlin.", ["xi-jinping", "<RUS>"]),
        ("Officials at the White House agreed.", ["USA"]),
        ("The Kremlin agreed.", ["RUS"]),
        ("XI Jinping met KIM Jong Un.", ["xi-jinping", "kim-jong-un"]),
        ("Congo (Brazzaville) thanked Congo (Kinshasa).", ["COG", "COD"]),
        ("Korea left.", ["KOR"]),
        ("Yugoslavia left.", ["YUG"]),
        ("The west accused them.", ["WEST"]),
        ("They marched in the west of Libya.", ["LBY"]),
        ("A Saudi-led coalition bombed Taiz.", ["[SAU]", "<YEM>"]),
        ("The U.S.-led coalition left.", ["USA"]),
        ("Kurdish rebels left.", ["PKK"]),
        ("UNIFIL asked both.", ["UN"]),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert who(text) == expected


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("The Russian president spoke.", "2010-01-15", "dmitry-medvedev"),
        ("The Russian president spoke.", "2015-01-15", "vladimir-putin"),
        ("The German chancellor spoke.", "2010-05-01", "angela-merkel"),
        ("The British prime minister spoke.", "1985-05-01", "margaret-thatcher"),
        ("The South Korean president spoke.", "2025-05-01", "han-duck-soo"),
        ("The South Korean president spoke.", "2025-05-02", "lee-ju-ho"),
        ("The South Korean prime minister spoke.", "2025-06-15", "lee-ju-ho"),
        ("The South Korean president spoke.", "2025-06-15", "lee-jae-myung"),
        ("Russian President Vladimir Putin spoke.", "2015-01-15", "vladimir-putin"),
        ("Vladimir Putin, the president of Russia, spoke.", "2015-01-15", "vladimir-putin"),
        ("Iranian Foreign Minister Nobody Knownhere spoke.", "2015-01-15", "unlisted-nobody-knownhere-irn"),
    ],
)
def test_offices_follow_the_date(text: str, on: str, expected: str) -> None:
    assert who(text, on) == [expected]


def test_a_title_with_a_name_tells_who_leads() -> None:
    [mention] = find("Russian President Vladimir Putin", gazetteer(), date(2015, 1, 15))
    assert mention.heads is not None
    assert mention.heads.id == "RUS"


@pytest.mark.parametrize(("on", "code"), [("2023-04-14", "SDN"), ("2023-04-20", "RSF"), ("2024-01-10", "RSF")])
def test_who_leads_a_group_that_fights_the_state_serves_the_group(on: str, code: str) -> None:
    (mention,) = find("Hemedti spoke.", gazetteer(), date.fromisoformat(on))
    assert mention.code == code


def test_a_former_president_leads_nothing() -> None:
    mentions = find("Former Peruvian President Alberto Fujimori arrived.", gazetteer(), date(2005, 11, 6))
    assert [m.heads for m in mentions] == [None] * len(mentions)


def test_whom_one_name_means_is_so_behind_any_word_but_a_given_name() -> None:
    assert who("Baathist Saddam left.", "2002-06-01") == ["saddam-hussein"]
    assert who("In January Saddam left.", "2002-06-01") == ["saddam-hussein"]
    assert who("Oleg Saddam left.", "2002-06-01") == []


def test_a_town_of_a_secretary_of_state_s_name_is_the_town_where_something_lies_in_it() -> None:
    assert who("A fire in Rubio spread.", "2025-07-01") == ["<VEN>"]
    assert who("Rubio spoke in Miami.", "2025-07-01")[0] == "marco-rubio"


def test_a_surname_needs_its_bearer_before_it() -> None:
    text = "President Vladimir Putin met Angela Merkel. Putin left."
    assert who(text)[-1] == "vladimir-putin"


def test_a_surname_may_mean_whose_state_another_surname_tells() -> None:
    assert who("Ouattara's men pulled Gbagbo from his bunker.", "2011-04-11") == ["alassane-ouattara", "laurent-gbagbo"]


def test_who_was_elected_acts_for_the_state_of_the_office() -> None:
    (mention,) = find("Kostunica spoke.", gazetteer(), date(2000, 10, 6))
    assert mention.code == "YUG"


def test_a_user_table_extends_the_shipped_ones(tmp_path: Path) -> None:
    table = tmp_path / "my.tsv"
    row = ["ZEMBLA", "State", "ZEMBLA", "Zembla", "", "Zemblan|Zemblans", "", "", "", "", "a novel", "1962"]
    table.write_text("\t".join(COLUMNS) + "\n" + "\t".join(row) + "\n", encoding="utf-8")
    [mention] = find("Zembla denied it.", load([table]), None)
    assert mention.actor.id == "ZEMBLA"


def test_a_user_s_person_of_one_name_is_found(tmp_path: Path) -> None:
    table = tmp_path / "my.tsv"
    row = ["shade", "Person", "USA", "Shade", "Kinbote", "", "", "", "", "", "a novel", "1962"]
    table.write_text("\t".join(COLUMNS) + "\n" + "\t".join(row) + "\n", encoding="utf-8")
    assert [m.actor.id for m in find("Shade met Kinbote.", load([table]), None)] == ["shade", "shade"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["Z", "Realm", "Z", "Zembla"], "my.tsv:2: no kind 'Realm'"),
        (["Z", "State", "", "Zembla"], "my.tsv:2: column code is empty"),
        (["Z", "State", "Z", "Zembla", "", "", "159"], "my.tsv:2: '159' is not a Wikidata id"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, row: list[str], message: str) -> None:
    table = tmp_path / "my.tsv"
    table.write_text("\t".join(COLUMNS) + "\n" + "\t".join(row) + "\n", encoding="utf-8")
    with pytest.raises(SeedError, match=message):
        load([table])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Syrian rebels left.", ["SYRIANREBELS"]),
        ("Rebels in Syria left.", ["SYRIANREBELS", "SYR"]),
        ("Insurgents killed a marine in northern Iraq.", ["IRAQIINSURGENTS", "IRQ"]),
        ("Rebel forces fought the Libyan army.", ["LIBYANREBELS", "LBY"]),
        ("Pirates seized a ship off the coast of Somalia.", ["SOMALIPIRATES", "SOM"]),
        ("Pro-Russian rebels left.", ["PRORUSSIANSEPARATISTS"]),
        ("Hamas met rebels in Syria.", ["HAMAS", "SYRIANREBELS", "SYR"]),
        ("Hamas met the rebels, and the Syrian army left.", ["HAMAS", "SYRIANREBELS", "SYR"]),
        ("Hamas met the insurgents, and the Syrian army left.", ["HAMAS", "SYR"]),  # who may be Hamas
        ("Turkey closed its border with Syria after rebels took a crossing.", ["TUR", "SYR", "SYRIANREBELS"]),
        ("Syrian troops shelled opposition forces; the opposition wept.", ["SYR", "SYRIANREBELS"]),
        ("Rebels in Syria and rebels in neighbouring Iraq left.", ["SYRIANREBELS", "SYR", "IRAQIREBELS", "IRQ"]),
        ("In Syria and in Yemen rebels left.", ["SYR", "YEM"]),  # whose?
        ("French troops fought insurgents.", ["FRA"]),  # not at home
        ("The army fought Kamwina Nsapu rebels in Congo.", ["COD"]),  # they have a name
    ],
)
def test_nameless_factions(text: str, expected: list[str]) -> None:
    assert [m.code for m in find(text, gazetteer(), date(2012, 6, 1))] == expected


def test_armed_gangs_are_haitian_where_haiti_is_named() -> None:
    text = "Kenya sent police to Haiti as armed gangs seized the airport; gangs in Ecuador watched."
    assert [m.code for m in find(text, gazetteer(), date(2024, 6, 1))] == ["KEN", "HTI", "HAITIANGANGS", "ECU"]
    assert "HAITIANGANGS" not in [m.code for m in find(text, gazetteer(), date(2012, 6, 1))]


def test_who_leads_an_opposition_acts_for_it() -> None:
    text = "Ugandan opposition leader Bobi Wine met the EU. Wine thanked Kenya."
    assert [m.code for m in find(text, gazetteer(), date(2021, 1, 10)) if m.actor.name == "Bobi Wine"] == [
        "UGANDANOPPOSITION",
        "UGANDANOPPOSITION",
    ]


def test_the_states_that_a_name_may_mean_besides_are_candidates() -> None:
    (mention,) = find("Belgrade denied it.", gazetteer(), date(2004, 5, 1))
    assert (mention.actor.id, [other.id for other in mention.candidates]) == ("SCG", ["SRB", "YUG"])


@pytest.mark.parametrize(
    ("capital", "on", "code"),
    [
        ("Moscow", "1985-05-01", "SUN"),
        ("Moscow", "1995-05-01", "RUS"),
        ("Belgrade", "1999-05-01", "YUG"),
        ("Belgrade", "2004-05-01", "SCG"),
        ("Belgrade", "2015-05-01", "SRB"),
        ("Prague", "1989-05-01", "CSK"),
        ("Kinshasa", "1980-05-01", "ZAR"),
        ("Kinshasa", "2015-05-01", "COD"),
    ],
)
def test_a_capital_stands_for_the_state_of_its_day(capital: str, on: str, code: str) -> None:
    assert [m.code for m in find(f"{capital} denied it.", gazetteer(), date.fromisoformat(on))] == [code]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North and South Korean soldiers exchanged fire.", ["PRK", "KOR"]),
        ("East and West Germany signed a treaty.", ["DDR", "DEU"]),
        ("North and South Dakota sued Canada.", ["CAN"]),
        ("Georgia left the Commonwealth of Independent States.", ["GEO", "CIS"]),
        ("Iran attacked China's opposition to sanctions.", ["IRN", "CHN"]),
        ("Krajina Serbs shelled Zagreb.", ["KRAJINASERBS", "HRV"]),
        ('North Korea threatened to reduce South Korea to "ashes".', ["PRK", "KOR"]),
        ("Joe Hockey, the Treasurer of Australia, criticized Indonesia.", ["AUS", "IDN"]),
        ("Australia beat England in the Ashes.", []),
        ("Germany summons Turkey's ambassador over a salute in a UEFA Euro 2024 match.", ["DEU", "TUR", "UEFA"]),
        ("Ukraine, Georgia and Moldova signed with the EU.", ["UKR", "GEO", "MDA", "EU"]),
        ("A bear killed a woman in Wales, Alaska, after Russia warned.", ["RUS"]),
        ("In Athens, Georgia, police met Russia's consul.", ["RUS"]),
    ],
)
def test_a_name_is_the_longest_that_the_words_make(text: str, expected: list[str]) -> None:
    assert [m.code for m in find(text, gazetteer(), date(2014, 6, 1))] == expected


@pytest.mark.parametrize("text", ["Anti-Assad fighters left.", "The anti-Assad and pro-Putin fighters left."])
def test_whom_others_are_for_or_against_does_not_act(text: str) -> None:
    found = find(text, gazetteer(), date(2015, 6, 1))
    assert found
    assert {m.rule for m in found} == {"backed"}


def test_a_town_before_a_surname_is_no_given_name() -> None:
    assert [m.code for m in find("In Khan Younis Obama spoke.", gazetteer(), date(2015, 6, 1))] == ["PSE", "USA"]
