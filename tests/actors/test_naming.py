"""The short forms people are called by, and other spellings of their names."""

import re
from datetime import date
from functools import cache

import pytest

from graphkit.actors.gazetteer import load
from graphkit.actors.naming import Court, Naming, Shorthand


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
        ("Hugo Chavez Frias", "VEN", {"Chavez", "Frias", "Chavez Frias"}),
        ("Juan de Leon", "ESP", {"de Leon", "De Leon"}),
        ("Salman of Saudi Arabia", "SAU", set()),
        ("Martin King Jr", "USA", {"King"}),
        ("Godwin Friday", "VCT", set()),
        ("Theresa May", "GBR", {"May"}),
        ("Sun Chunlan", "CHN", {"Sun"}),
        ("Madonna", "USA", {"Madonna"}),
        (
            "Tamim bin Hamad Al Thani",
            "QAT",
            {"bin Hamad Al Thani", "Bin Hamad Al Thani", "Thani", "Al Thani", "Al-Thani", "al-Thani"},
        ),
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
        ("Ban Ki-moon", "KOR", {"Ban Ki Moon", "Ban Ki moon", "Ban Ki-Moon"}),
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


@pytest.mark.parametrize(
    ("name", "titles", "gender"),
    [
        ("Angela Merkel", (), "f"),
        ("Vladimir Putin", (), "m"),
        ("Angela Merkel", ("Mr",), "m"),
        ("Vladimir Putin", ("Mrs",), "f"),
        ("Sheikh Hasina", (), "f"),
        ("Sheikh Hasina", ("Mr",), "f"),
        ("Angela", (), ""),  # may be a surname
        ("Xyzzy Merkel", (), ""),
    ],
)
def test_titles_tell_the_gender_before_given_names(name: str, titles: tuple[str, ...], gender: str) -> None:
    assert naming().gender(name, *titles) == gender


@pytest.mark.parametrize(
    ("spoken_of", "states", "fits"),
    [
        ({"A"}, False, True),
        ({"A", "C"}, False, True),
        ({"A", "B"}, True, False),
        ({"C"}, True, False),
        (set(), True, False),
    ],
)
def test_a_word_stands_for_a_body_beside_some_and_never_beside_others(
    spoken_of: set[str], *, states: bool, fits: bool
) -> None:
    assert Shorthand("Fund", frozenset({"A"}), frozenset({"B"}), "X").fits(spoken_of, states=states) is fits


def test_a_word_that_asks_for_nobody_asks_for_a_state() -> None:
    row = Shorthand("Fund", frozenset(), frozenset({"B"}), "X")
    assert row.fits({"C"}, states=True)
    assert not row.fits({"C"}, states=False)
    assert not row.fits({"B"}, states=True)


@pytest.mark.parametrize(
    ("word", "bare"), [("Kurdish forces", True), ("Fund", False), ("Security Council", False), ("bloc", False)]
)
def test_a_description_needs_no_article(word: str, *, bare: bool) -> None:
    assert Shorthand(word, frozenset(), frozenset(), "X").bare is bare


SINCE, UNTIL = date(2000, 1, 1), date(2010, 12, 31)


@pytest.mark.parametrize(
    ("text", "spoken_of", "on", "tried", "fits"),
    [
        # from its first day to its last
        ("a warrant", {"A"}, date(1999, 12, 31), "", False),
        ("a warrant", {"A"}, SINCE, "", True),
        ("a warrant", {"A"}, UNTIL, "", True),
        ("a warrant", {"A"}, date(2011, 1, 1), "", False),
        # only beside those whom it is for
        ("a warrant", {"B"}, SINCE, "", False),
        ("a warrant", set(), SINCE, "persons", False),
        # the words, or somebody who is brought there
        ("a letter", {"A"}, SINCE, "", False),
        ("a letter", {"A"}, SINCE, "persons", True),
        ("a warrant", {"A"}, SINCE, "states", False),
    ],
)
def test_a_court_of_persons_is_meant_in_its_days_by_its_words(
    text: str, spoken_of: set[str], on: date, tried: str, *, fits: bool
) -> None:
    court = Court("X", SINCE, UNTIL, frozenset({"A"}), re.compile("warrant"), "persons")
    assert court.fits(text, spoken_of, on, tried) is fits


def test_a_court_of_certain_states_needs_its_words_and_one_of_all_states_none() -> None:
    some = Court("X", SINCE, UNTIL, frozenset({"A"}), re.compile("border"), "states")
    every = Court("X", SINCE, UNTIL, frozenset(), re.compile("border"), "states")
    assert not some.fits("a letter", {"A"}, SINCE, "states")
    assert some.fits("a border", {"A"}, SINCE, "states")
    assert every.fits("a letter", {"A"}, SINCE, "states")
    assert not every.fits("a letter", {"A"}, SINCE, "")


def test_a_mothers_surname_is_no_short_name() -> None:
    assert "Carlos Funes" in set(naming().spelled("Carlos Mauricio Funes Cartagena", "SLV"))
    assert "Carlos Cartagena" not in set(naming().spelled("Carlos Mauricio Funes Cartagena", "SLV"))
    assert not {"Cartagena", "Ayma"} & load().surnames.keys()
    assert set(naming().goes_by("Juan Evo Morales Ayma", "BOL", "Evo Morales")) == {"Morales"}
    assert set(naming().goes_by("Evo Morales", "BOL", "Evo Morales")) == {"Morales"}
    assert set(naming().goes_by("Ann Lee Ray", "GBR", "Ann Lee")) == {"Ray"}


def test_an_article_belongs_to_the_family_only_where_it_stands_before_the_last_word() -> None:
    assert {"Al Thani", "Al-Thani", "al-Thani"} <= set(naming().goes_by("Tamim bin Hamad Al Thani", "QAT"))
    assert not {"Al Hamad", "Al-Hamad"} & set(naming().goes_by("Tamim bin Hamad", "QAT"))
    assert not {"Al Thani", "Al-Thani"} & set(naming().goes_by("Tamim bin Thani", "QAT"))
