"""Unnamed fighters and oppositions are identified by the words around them, and by the wars of the day."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from graphkit.actors import rebels
from graphkit.actors.gazetteer import Gazetteer, load
from graphkit.actors.linking import find
from graphkit.actors.rebels import COLUMNS, Rebels
from graphkit.errors import SeedError
from graphkit.model import Kind


@pytest.mark.parametrize("text", ["The pro-Russian separatists left.", "Pro-Russian separatists left."])
def test_a_name_in_small_letters_may_begin_a_sentence(text: str) -> None:
    assert [m.actor.id for m in find(text, gazetteer(), date(2015, 6, 1))] == ["PRORUSSIANSEPARATISTS"]


@cache
def gazetteer() -> Gazetteer:
    return load()


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Syria's rebels left.", "2012-06-01", ["Syria's rebels = SYRIANREBELS"]),
        ("Yemeni rebels left.", "2015-06-01", ["Yemeni rebels = HOUTHIS"]),
        ("Yemeni rebels left.", "1994-06-01", ["Yemeni rebels = YEMENIREBELS"]),
        ("Sri Lanka's separatists left.", "1990-06-01", ["Sri Lanka's separatists = LTTE"]),
        ("Rebels in Aceh left.", "2003-06-01", ["Rebels = GAM", "Aceh = ACEH"]),
        ("Separatists from Casamance left.", "1990-06-01", ["Separatists = MFDC", "Casamance = SEN"]),
        ("Rebels in Aceh Besar left.", "2003-06-01", ["Aceh = ACEH"]),
        ("Syria rebels left.", "2012-06-01", ["Syria = SYR"]),
        ("Syrian\nopposition leaders met.", "2012-06-01", ["Syrian\nopposition leaders = SYRIANOPPOSITION"]),
        ("Russian revolutionaries met.", "2012-06-01", ["Russian revolutionaries = RUSSIANREVOLUTIONARIES"]),
        ("Rebels from neighbouring Chad left.", "2012-06-01", ["Rebels = CHADIANREBELS", "Chad = TCD"]),
        ("Rebels left. Chad wept.", "2012-06-01", ["Chad = TCD"]),
        ("Separatists fought the Chadian army.", "2012-06-01", ["Separatists = CHADIANSEPARATISTS", "Chadian = TCD"]),
        ("Separatists fought the Chadian army and the Malian army.", "2012-06-01", ["Chadian = TCD", "Malian = MLI"]),
        ("Separatists fought Chadian troops.", "2012-06-01", ["Chadian = TCD"]),
        ("Militants in Chad left.", "2012-06-01", ["Chad = TCD"]),
        ("Militants killed two in Iraq.", "2010-06-01", ["Militants = IRAQIINSURGENTS", "Iraq = IRQ"]),
        ("Militants killed two in Iraq.", "2016-06-01", ["Iraq = IRQ"]),
        ("Insurgent attacks in Iraq rose.", "2010-06-01", ["Insurgent = IRAQIINSURGENTS", "Iraq = IRQ"]),
        ("An insurgent idea in Iraq spread.", "2010-06-01", ["Iraq = IRQ"]),
        ("Opposition fighters in Syria left.", "2012-06-01", ["Opposition = SYRIANREBELS", "Syria = SYR"]),
        ("The opposition in Syria left.", "2012-06-01", ["Syria = SYR"]),
        ("Suspected rebels in Syria left.", "2012-06-01", ["Suspected rebels = SYRIANREBELS", "Syria = SYR"]),
        (
            "Fighting in Mali went on. Rebels in Syria left.",
            "2012-06-01",
            ["Mali = MLI", "Rebels = SYRIANREBELS", "Syria = SYR"],
        ),
        (
            "Fighting in Mali went on. The army shelled rebels in Syria.",
            "2012-06-01",
            ["Mali = MLI", "rebels = SYRIANREBELS", "Syria = SYR"],
        ),
        ("Rebels left camps in Syria and in Mali.", "2012-06-01", ["Syria = SYR", "Mali = MLI"]),
        (  # the place says whose they are, not the state beside
            "The Chinese government backed rebels in Shan State.",
            "2023-11-19",
            ["Chinese = CHN", "rebels = BURMESEREBELS", "Shan State = MMR"],
        ),
        ("Houthi rebels left.", "2012-06-01", ["Houthi rebels = HOUTHIS"]),
        ("Houthi rebels in Syria left.", "2012-06-01", ["Houthi rebels = HOUTHIS", "Syria = SYR"]),
        ("Nsapu rebels in Syria left.", "2012-06-01", ["Syria = SYR"]),
    ],
)
def test_words_around_tell_whose_they_are(text: str, on: str, expected: list[str]) -> None:
    found = find(text, gazetteer(), date.fromisoformat(on))
    assert [f"{m.text} = {m.code}" for m in found] == expected


def test_who_fights_is_armed_and_who_dissents_is_not() -> None:
    found = find("Malian dissidents met Malian separatists.", gazetteer(), date(2012, 6, 1))
    assert [(m.actor.id, m.actor.name, m.actor.kind) for m in found] == [
        ("faction-maliandissidents", "Malian dissidents", Kind.ORGANISATION),
        ("faction-malianseparatists", "Malian separatists", Kind.ARMED_GROUP),
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Russian opposition leader Alexei Navalny left. Navalny wept.", ["RUSSIANOPPOSITION"] * 2),
        ("Opposition leader Navalny left.", ["RUSSIANOPPOSITION"]),
        ("Opposition to Navalny grew.", ["RUS"]),
        ("The UN met Russian opposition figure Nobody Knownhere.", ["UN", "RUSSIANOPPOSITION"]),
    ],
)
def test_who_leads_an_opposition_does_not_act_for_the_state(text: str, codes: list[str]) -> None:
    assert [m.code for m in find(text, gazetteer(), date(2021, 1, 10))] == codes


@pytest.mark.parametrize(
    ("first", "last", "fought"),
    [
        (None, None, True),
        (date(2012, 6, 1), date(2012, 6, 1), True),
        (None, date(2012, 5, 31), False),
        (date(2012, 6, 2), None, False),
        (date(2011, 1, 1), None, True),
    ],
)
def test_a_war_is_fought_from_its_first_day_to_its_last(first: date | None, last: date | None, fought: bool) -> None:
    assert Rebels("SYR", frozenset({"rebel"}), first, last, "X").fought(date(2012, 6, 1)) is fought


def test_a_table_of_rebels_is_read(tmp_path: Path) -> None:
    table = tmp_path / "rebels.tsv"
    rows = [COLUMNS, ("MLI", "rebel|gang", "2012-01", "2013", "X", "a book"), ("MLI", "rebel", "", "", "Y", "a book")]
    table.write_text("\n".join(map("\t".join, rows)), encoding="utf-8")
    known = Rebels("MLI", frozenset({"rebel", "gang"}), date(2012, 1, 1), date(2013, 12, 31), "X")
    assert list(rebels.read(table, {"X"})) == [known]
    table.write_text("\t".join(COLUMNS) + "\nMLI\trebel\t2013\t2012\tX\tb", encoding="utf-8")
    with pytest.raises(SeedError, match=r"rebels\.tsv:2: it ends on"):
        list(rebels.read(table, {"X"}))


def test_who_leads_an_opposition_does_not_head_the_state() -> None:
    found = find("Russian opposition leader Alexei Navalny met Angela Merkel.", gazetteer(), date(2019, 9, 2))
    navalny = next(m for m in found if "Navalny" in m.text)
    assert (navalny.code, navalny.heads) == ("RUSSIANOPPOSITION", None)
    found = find("Russian President Vladimir Putin met Angela Merkel.", gazetteer(), date(2019, 9, 2))
    assert [m.heads.id for m in found if m.heads] == ["RUS"]


def test_another_office_of_an_opposition_s_leader_stays() -> None:
    text = "Israeli Prime Minister Benjamin Netanyahu met Putin. As opposition leader Netanyahu had refused."
    found = find(text, gazetteer(), date(2019, 9, 2))
    assert [m.heads.id for m in found if m.heads] == ["ISR"]


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Kosovo went ahead despite Russian and Serbian opposition.", "2008-01-01", {"XKX", "RUS", "SRB"}),
        ("The rebels took Aleppo and Assad left.", "2015-01-01", {"SYRIANREBELS", "SYR"}),
        ("The French military said that it had killed rebels at a wedding.", "2021-01-05", {"FRA"}),
    ],
)
def test_the_opposition_to_a_plan_and_rebels_abroad_are_not_a_state_s_own(
    text: str, on: str, expected: set[str]
) -> None:
    assert {m.code for m in find(text, gazetteer(), date.fromisoformat(on))} == expected
