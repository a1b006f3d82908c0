"""Bodies called by a word of their name or a description, once it is clear which one is meant."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from graphkit.actors.gazetteer import Gazetteer, load
from graphkit.actors.linking import find


@cache
def gazetteer() -> Gazetteer:
    return load()


def short(text: str, on: str = "2016-11-24") -> list[str]:
    """The shorthand in a text, and the actors it refers to."""
    found = find(text, gazetteer(), date.fromisoformat(on))
    return [f"{m.text} = {m.code}" for m in found if m.rule == "shorthand"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zambia wrote to the Fund.", ["the Fund = IMF"]),
        ("Turkey met the EU. The Commission's report angered it.", ["The Commission = EU"]),
        ("Pyongyang said that the South had attacked the North.", ["the South = KOR", "the North = PRK"]),
        ("Norway brokered between Colombo and the Tigers.", ["the Tigers = LTTE"]),
        ("NATO said that the alliance would help Ukraine.", ["the alliance = NATO"]),
        ("ECOWAS met in Abuja. The bloc warned Mali.", ["The bloc = ECOWAS"]),
        ("The UN Security Council met. Russia left the Council.", ["the Council = UNSC"]),
        ("The General Assembly admitted Palestine.", ["The General Assembly = UN"]),
        ("Judges in The Hague want Putin arrested.", ["Judges in The Hague = ICC"]),
        ("The Gambia took Myanmar to court; the bench in The Hague sat.", ["bench in The Hague = ICJ"]),
        ("The Hague tribunal charged Milosevic.", ["The Hague tribunal = ICTY"]),
        ("Manila sued China. The tribunal in The Hague gave its award.", ["tribunal in The Hague = PCA"]),
        ("The judges in The Hague told Russia to leave Ukraine.", ["judges in The Hague = ICJ"]),
        (
            "The judges in The Hague ordered Israel to stop. The prosecutor wants a man charged with war crimes.",
            ["judges in The Hague = ICJ"],  # both courts fit the text, one the sentence
        ),
        (
            "The judges in The Hague said a Gen. Smith is charged. The border case with Russia waits.",
            ["judges in The Hague = ICC"],  # the sentence does not end at "Gen."
        ),
        ("Kurdish forces took two towns in Iraq.", ["Kurdish forces = KURDISTAN"]),
        ("Iraqi and Kurdish fighters met the Peshmerga.", ["Kurdish fighters = KURDISTAN"]),
    ],
)
def test_a_word_means_the_body_that_fits_the_others_named(text: str, expected: list[str]) -> None:
    assert short(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Fund was closed on Friday.",  # no state
        "The Global Fund paid Zambia. The Fund met.",
        "The Fund for Peace ranked Zambia.",
        "The EU praised the African Union. The Union met.",
        "The EU met at the Council of Europe.",
        "Korea fished in the North Sea. The South Korean navy left.",
        "South Korea praised Sudan, where the North fought the South.",
        "The EU met ECOWAS. The bloc left.",
        "India beat the Bengal Tigers. Sri Lanka praised the Tigers.",
        "Russia left the Council.",
        "A Dutch court in The Hague convicted three Russians.",
        "Kosovo will be judged in The Hague.",
        "Russia was told by judges in The Hague that the border case and the arrest warrants would wait.",  # either
    ],
)
def test_a_longer_name_or_a_doubt_makes_none(text: str) -> None:
    assert short(text) == []


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Serbia handed Mladic over to The Hague.", "2011-05-31", ["The Hague = ICTY"]),
        ("Milosevic was flown to The Hague by Serbia.", "2001-06-28", ["The Hague = ICTY"]),
        ("The Hague indicted Karadzic, the Bosnian Serb leader.", "1995-07-25", ["The Hague = ICTY"]),
        ("Ivory Coast sent Gbagbo to The Hague.", "2011-11-30", ["The Hague = ICC"]),
        ("The Hague wants him, but Sudan will not let Bashir go.", "2009-03-05", ["The Hague = ICC"]),
        ("Kosovo's Thaci was taken to The Hague.", "2020-11-05", ["The Hague = KSC"]),
        ("Taylor was brought from Liberia to The Hague.", "2006-06-20", ["The Hague = SCSL"]),
        ("Judges in The Hague cleared Serbia of genocide in Bosnia.", "2007-02-26", ["Judges in The Hague = ICJ"]),
        ("The court in The Hague ruled that Serbia was no party to it.", "2007-02-26", ["court in The Hague = ICJ"]),
        ("Bosnia took Serbia to The Hague.", "2006-02-27", ["The Hague = ICJ"]),
        ("Judges in The Hague heard Croatia's case against Serbia.", "2014-03-03", ["Judges in The Hague = ICJ"]),
        ("Judges in The Hague cleared a Serb of genocide in Bosnia.", "2012-02-26", ["Judges in The Hague = ICTY"]),
        ("Ministers from Serbia flew to The Hague for talks.", "2008-02-26", []),
        ("The Hague summoned the Turkish envoy.", "2017-03-12", []),
        ("Protesters from Serbia met in The Hague.", "2008-02-26", []),
        ("The Netherlands flew Bosnian children to The Hague.", "1994-02-26", []),
    ],
)
def test_the_hague_is_the_court_that_tries_such_parties(text: str, on: str, expected: list[str]) -> None:
    assert short(text, on) == expected


def test_the_hague_is_no_government_where_an_unknown_court_is_meant() -> None:
    found = find("Three men were extradited to The Hague.", gazetteer(), date(1985, 6, 1))
    assert [(m.code, m.form) for m in found] == [("NLD", "place")]
