"""Resolving a typed name among the built-in actors."""

import pytest

from graphkit.actors.resolve import SHORTEST, Fit, choose, exactly, fit, keys, known, near, ranked, spellings
from graphkit.errors import UnknownName
from graphkit.model import Actor, Kind


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rus", "RUS"),
        (" RUS ", "RUS"),
        ("Q159", "RUS"),
        ("Vladimir Putin", "vladimir-putin"),
        ("bush", None),
        ("atlantis", None),
    ],
)
def test_one_actor_is_meant_or_none(name: str, expected: str | None) -> None:
    found = exactly(name)
    assert (found and found.id) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Zelensky", ["Volodymyr Zelensky"]),
        ("Puttin", ["Vladimir Putin"]),
        ("Vladimir Puton", ["Vladimir Putin"]),
        ("Irann", ["Iran"]),
        ("Frence", ["France"]),
        ("xyzzy", []),
    ],
)
def test_who_looks_like_what_was_typed(typed: str, expected: list[str]) -> None:
    assert near(typed, known().actors.values()) == expected


def test_a_body_is_asked_for_with_all_who_act_for_it() -> None:
    assert keys(Actor("putin", "Vladimir Putin", Kind.PERSON, "RUS")) == ["putin"]
    assert keys(Actor("duma", "State Duma", Kind.ORGANISATION, "RUS")) == ["duma", "RUS"]


def test_names_are_surer_than_demonyms() -> None:
    forms = spellings(known())["RUS"]
    assert ("russia", Fit.NAME) in forms
    assert ("russian", Fit.OTHER) in forms


ZEMBLA = Actor("ZEM", "Republic of Zembla", Kind.STATE, "ZEMB", "Q77", (("cow", "220"), ("iso2", "ZM")))
SHADE = Actor("shade", "John Francis Shade", Kind.PERSON, "USA")
LUCY, LUKE, LUDO, LUPE, LUIS = (
    Actor(f"{name.lower()}-shade", f"{name} Shade", Kind.PERSON, "USA")
    for name in ("Lucy", "Luke", "Ludo", "Lupe", "Luis")
)


@pytest.mark.parametrize(
    ("asked", "actor", "expected"),
    [
        ("zem", ZEMBLA, Fit.KEY),
        ("zemb", ZEMBLA, Fit.KEY),
        ("q77", ZEMBLA, Fit.KEY),
        ("zm", ZEMBLA, Fit.KEY),
        ("220", ZEMBLA, None),  # nobody types it
        ("republic of zembla", ZEMBLA, Fit.NAME),
        ("kinbote land", ZEMBLA, Fit.NAME),
        ("zemblan", ZEMBLA, Fit.OTHER),
        ("zembla republic", ZEMBLA, Fit.WORDS),
        ("of zem", ZEMBLA, Fit.BEGINNING),
        ("emb", ZEMBLA, Fit.PART),
        ("zembl a", ZEMBLA, None),
        ("zembla", ZEMBLA, Fit.WORDS),
        ("zembla n", ZEMBLA, None),
        ("jfs", SHADE, Fit.OTHER),
        ("shade", SHADE, Fit.KEY),
        ("usa", SHADE, None),  # not who acts for it
        ("ls", LUCY, None),  # two letters are no initials
    ],
)
def test_how_what_is_typed_fits(asked: str, actor: Actor, expected: Fit | None) -> None:
    assert fit(asked, actor, {"ZEM": (("kinbote land", Fit.NAME), ("zemblan", Fit.OTHER))}) is expected


def test_a_better_fit_goes_first_then_bodies_then_weight_then_names() -> None:
    body = Actor("SHA", "Shade", Kind.STATE, "SHA")
    told = {"luke-shade": 2}
    found = ranked("SHADE ", [LUKE, ZEMBLA, LUDO, body, LUCY, SHADE], lambda actor: told.get(actor.id, 1), {"x": ()})
    assert [(how, actor.id) for how, actor in found] == [
        (Fit.KEY, "shade"),
        (Fit.NAME, "SHA"),
        (Fit.WORDS, "luke-shade"),
        (Fit.WORDS, "lucy-shade"),
        (Fit.WORDS, "ludo-shade"),
    ]


def test_a_beginning_is_enough_from_some_letters_on_and_part_of_a_word_never() -> None:
    word = "Zembla"[:SHORTEST]
    assert choose(word, [(Fit.BEGINNING, ZEMBLA)], lambda _: 1) is ZEMBLA
    assert choose(word[:-1], [(Fit.BEGINNING, ZEMBLA)], lambda _: 1) is None
    assert choose(word[:-1], [(Fit.WORDS, ZEMBLA)], lambda _: 1) is ZEMBLA
    assert choose("embla", [(Fit.PART, ZEMBLA)], lambda _: 1) is None


def test_a_body_is_meant_before_persons_by_its_name_and_not_by_a_word_of_it() -> None:
    for how in (Fit.KEY, Fit.NAME, Fit.OTHER):
        assert choose("shade", [(how, ZEMBLA), (how, LUCY)], lambda _: 0) is ZEMBLA
    with pytest.raises(UnknownName, match=r"may be Republic of Zembla \(ZEM\), Lucy Shade \(lucy-shade\);"):
        choose("shade", [(Fit.WORDS, ZEMBLA), (Fit.WORDS, LUCY)], lambda _: 0)


def test_bodies_that_share_a_word_are_not_told_apart_by_weight() -> None:
    other = Actor("OTH", "Other Zembla", Kind.STATE, "OTH")
    weight = {"ZEM": 9, "OTH": 1}
    found = [(Fit.NAME, ZEMBLA), (Fit.NAME, other)]
    assert choose("zembla", found, lambda actor: weight[actor.id]) is ZEMBLA
    with pytest.raises(UnknownName, match="may be"):
        choose("zembla", [(Fit.WORDS, ZEMBLA), (Fit.WORDS, other)], lambda actor: weight[actor.id])


def test_four_who_may_be_meant_are_named() -> None:
    people = [(Fit.WORDS, person) for person in (LUCY, LUKE, LUDO, LUPE, LUIS)]
    with pytest.raises(UnknownName) as four:
        choose("shade", people[:4], lambda _: 0)
    assert "Lupe Shade (lupe-shade)" in str(four.value)
    assert "or others" not in str(four.value)
    with pytest.raises(UnknownName) as five:
        choose("shade", people, lambda _: 0)
    assert "Lupe Shade (lupe-shade) or others" in str(five.value)
    assert "Luis" not in str(five.value)
