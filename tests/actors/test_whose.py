"""Names and offices in paragraphs, provinces, families, series of towns, and in capitals."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from graphkit.actors.gazetteer import Gazetteer, load
from graphkit.actors.linked import Linked
from graphkit.actors.linking import find


@cache
def gazetteer() -> Gazetteer:
    return load()


def made(text: str, on: str = "2021-06-07") -> list[Linked]:
    return find(text, gazetteer(), date.fromisoformat(on))


def shown(text: str, on: str = "2021-06-07") -> list[str]:
    """Each mention that may act, with its actor: ``Biden = joe-biden``."""
    return [f"{m.text} = {m.actor.id}" for m in made(text, on) if m.form != "place" and m.rule != "backed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ties with China\nPrime Minister Justin Trudeau spoke.",
            ["China = CHN", "Prime Minister Justin Trudeau = justin-trudeau"],
        ),
        ("A call from the leader of Canada\nPresident Biden spoke.", ["President Biden = joe-biden"]),
        ("A letter to the President\nAngela Merkel left.", ["Angela Merkel = angela-merkel"]),
    ],
)
def test_a_title_is_not_read_across_paragraphs(text: str, expected: list[str]) -> None:
    assert shown(text)[-len(expected) :] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arizona Secretary of State Katie Nobody criticised Mexico.", ["Mexico = MEX"]),
        ("Georgia's secretary of state criticised Mexico.", ["Mexico = MEX"]),
        ("The secretary of state of Ohio criticised Mexico.", ["Mexico = MEX"]),
        ("The attorney general of New York sued Mexico.", ["Mexico = MEX"]),
        ("The secretary of state criticised Mexico.", ["secretary of state = antony-blinken", "Mexico = MEX"]),
        (
            "Vermont Senator Bernie Sanders criticised Mexico.",
            ["Senator Bernie Sanders = bernie-sanders", "Mexico = MEX"],
        ),
    ],
)
def test_the_office_of_a_province_is_not_that_of_the_state(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "President Joe Biden of the United States met President Putin of Russia.",
            ["President Joe Biden of the United States = joe-biden", "President Putin of Russia = vladimir-putin"],
        ),
        (
            "President Joseph R. Biden, Jr. of the United States left.",
            ["President Joseph R. Biden, Jr. of the United States = joe-biden"],
        ),
        ("President Joseph R. Biden, Jr. spoke.", ["President Joseph R. Biden, Jr. = joe-biden"]),
        ("President Biden of Russia's intentions is unsure.", ["President Biden = joe-biden", "Russia = RUS"]),
    ],
)
def test_a_head_is_named_with_the_state_and_the_generation(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jean-Yves LE DRIAN spoke.", ["Jean-Yves LE DRIAN = jean-yves-le-drian"]),
        ("Mr LE DRIAN spoke.", ["LE DRIAN = jean-yves-le-drian"]),
        ("Ursula VON DER LEYEN spoke.", ["Ursula VON DER LEYEN = ursula-von-der-leyen"]),
        ("Prime Minister Alexander DE CROO spoke.", ["Prime Minister Alexander DE CROO = alexander-de-croo"]),
        ("Mohammed BIN SALMAN met WANG Yi.", ["Mohammed BIN SALMAN = mohammad-bin-salman", "WANG Yi = wang-yi"]),
        ("LE DRIAN MEETS WANG YI", ["LE DRIAN = jean-yves-le-drian", "WANG YI = wang-yi"]),
        ("The DE GREY prize was shared.", []),
    ],
)
def test_a_family_name_in_capitals_may_begin_with_small_words(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shinzo Abe spoke. Hiroshi Abe attacked China.", ["Shinzo Abe = shinzo-abe", "China = CHN"]),
        ("Shinzo Abe spoke. Akie Abe left.", ["Shinzo Abe = shinzo-abe"]),
        ("Shinzo Abe spoke. Embattled Abe left.", ["Shinzo Abe = shinzo-abe", "Abe = shinzo-abe"]),
        ("Shinzo Abe spoke. Veteran Abe left.", ["Shinzo Abe = shinzo-abe", "Abe = shinzo-abe"]),
        (
            "Donald Trump spoke. Tariffs Trump imposed hit China.",
            ["Donald Trump = donald-j-trump", "Trump = donald-j-trump", "China = CHN"],
        ),
        ("Donald Trump spoke. Barron Trump left.", ["Donald Trump = donald-j-trump"]),
    ],
)
def test_another_given_name_makes_another_person_of_one_named_before(text: str, expected: list[str]) -> None:
    assert shown(text, "2020-06-01") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jordan Holland criticised Israel.", ["Israel = ISR"]),
        ("Brittany Norway criticised Israel.", ["Israel = ISR"]),
        ("In Paris Germany criticised Israel.", ["Germany = DEU", "Israel = ISR"]),
        ("Jordan criticised Israel.", ["Jordan = JOR", "Israel = ISR"]),
    ],
)
def test_two_names_of_places_in_a_row_are_a_person(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She spoke in Paris, London and Berlin.", []),
        ("He has homes in London and Paris.", []),
        ("There are offices in New York and Tokyo.", []),
        (
            "He met Putin in Sochi and Moscow accused Israel.",
            ["Putin = vladimir-putin", "Moscow = RUS", "Israel = ISR"],
        ),
        ("There was joy in Paris, and Moscow's envoy left.", ["Moscow's envoy = RUS"]),
        ("Xi flew home from Paris.", ["Xi = xi-jinping"]),
        ("Xi watched from Beijing.", ["Xi = xi-jinping"]),
        ("Xi heard from Paris.", ["Xi = xi-jinping", "Paris = FRA"]),
    ],
)
def test_a_capital_only_locates_beside_other_towns_and_where_one_comes_from(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An Istanbul court jailed him.", ["Istanbul = TUR"]),
        ("He lives in Istanbul.", []),
        ("An Istanbul courtyard burnt.", []),
    ],
)
def test_the_court_of_a_town_is_the_states(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Volker Türk spoke. Türk condemned Israel.",
            ["Volker Türk = volker-turk", "Türk = volker-turk", "Israel = ISR"],
        ),
        ("Volker Türk spoke. A Turk was shot.", ["Volker Türk = volker-turk", "Turk = TUR"]),
        ("A Turk was shot.", ["Turk = TUR"]),
    ],
)
def test_a_people_may_be_the_surname_of_one_named_before(text: str, expected: list[str]) -> None:
    assert shown(text, "2024-05-02") == expected


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Chief of the Ukrainian Armed Forces Gen. Oleh Nobodov spoke.", "unlisted-oleh-nobodov-ukr"),
        ("Dr Edward Nobody, Prime Minister of Malta, spoke.", "unlisted-edward-nobody-mlt"),
    ],
)
def test_ranks_and_courtesy_are_no_part_of_an_unknown_name(text: str, actor: str) -> None:
    assert [m.actor.id for m in made(text)] == [actor]


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("It is the premier forum.", []),
        ("It hosts the premier event.", []),
        ("Then the premier left.", ["premier = li-keqiang"]),
    ],
)
def test_premier_may_mean_first(text: str, heads: list[str]) -> None:
    assert shown(f"China's foreign minister, Wang Yi, praised the G20. {text}")[2:] == heads


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Weizsäcker met Havel.", "1991-06-01", ["Weizsäcker = richard-von-weizsacker", "Havel = vaclav-havel"]),
        ("Guttenberg met Gates.", "2010-06-01", ["Guttenberg = karl-theodor-zu-guttenberg", "Gates = robert-gates"]),
        ("Clegg met Xi.", "2013-06-01", ["Clegg = nick-clegg", "Xi = xi-jinping"]),
        ("Kharrazi met Straw.", "2003-06-01", ["Kharrazi = kamal-kharazi", "Straw = jack-straw"]),
        ("Eduardo Serra met Cohen.", "1998-06-01", ["Eduardo Serra = eduardo-serra-rexach", "Cohen = william-cohen"]),
        ("UNAMSIL thanked Britain.", "2000-06-01", ["UNAMSIL = UN", "Britain = GBR"]),
        ("The Western European Union met.", "1993-06-01", ["Western European Union = WEU"]),
        ("In Algeria the FIS won.", "1991-12-27", ["Algeria = DZA", "FIS = FIS"]),
    ],
)
def test_names_of_people_and_bodies_as_the_papers_have_them(text: str, on: str, expected: list[str]) -> None:
    assert shown(text, on) == expected
