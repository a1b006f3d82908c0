"""The plain form used for matching, with offsets in the original text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.actors.spelling import key, plain

ACRONYMS = frozenset({"US", "UN", "NATO", "DPRK"})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
        ("Erdog\u0306an", "Erdogan"),
        ("Gerhard Schröder", "Gerhard Schroder"),
        ("Straße", "Strasse"),
        ("Ｉｒａｎ", "Iran"),
        ("ﬁnland", "finland"),
        ("U.S.", "US"),
        ("U. S.", "US"),
        ("D.P.R.K.", "DPRK"),
        ("George H. W. Bush", "George HW Bush"),
        ("Sana’a", "Sanaa"),
        ("Sanaʼa", "Sanaa"),
        ("Côte d'Ivoire", "Cote dIvoire"),
        ("Xi’s", "Xi's"),
        ("Jong\u2011un", "Jong-un"),
        ("Is\u00adrael", "Israel"),
        ("St. Lucia", "St Lucia"),
        ("Messrs. Putin", "Messrs Putin"),
        ("Smithers. Putin", "Smithers. Putin"),
        ("Putin. Xi", "Putin. Xi"),
        ("Œuvre", "Oeuvre"),
        ("Łódź", "Lodz"),
        ("Москва", "Москва"),
        ("Rouhani—Xi", "Rouhani—Xi"),
    ],
)
def test_names_have_one_form(name: str, expected: str) -> None:
    assert key(name) == expected
    assert plain(f"So {name} said.", ACRONYMS).text == f"So {expected} said."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IRAN ATTACKED ISRAEL.", "Iran Attacked Israel."),
        ("US AND UN MEET", "US and UN Meet"),
        ("russia invaded ukraine", "Russia Invaded Ukraine"),
        ("Bank Of China Opens Branch", "Bank of China Opens Branch"),
        ("KIM JONG-UN'S RUSSIA TRIP", "Kim Jong-Un's Russia Trip"),
        ("RUSSIA left the UN.", "Russia left the UN."),
        ("Bank Of China Opens\nIRAN ATTACKS ISRAEL\nIt left.", "Bank of China Opens\nIran Attacks Israel\nIt left."),
        ("IRAN ATTACKS ISRAEL\nBank Of China Opens", "Iran Attacks Israel\nBank of China Opens"),
        ("Bank Of China", "Bank Of China"),
        ("It is Of Use To The West", "It is Of Use To The West"),
        ("Banks Of China Opened. They Left", "Banks Of China Opened. They Left"),
        ("THE UN", "The UN"),
        ("UN US", "UN US"),
        ("IT IS IN THE US", "It is in the US"),
        ("They said RUSSIAN TROOPS LEAVE on Monday.", "They said Russian Troops Leave on Monday."),
        ("Report: WE SAY NO to it.", "Report: We Say No to it."),
        ("A, B, C and D E F left.", "A, B, C and D E F left."),
    ],
)
def test_headlines_are_written_like_sentences(text: str, expected: str) -> None:
    assert plain(text, ACRONYMS).text == expected


def test_capitals_tell_nothing_in_a_headline() -> None:
    text = plain("Biden Calls Putin\nBiden called Putin.")
    assert text.flat(0)
    assert not text.flat(20)


def test_each_headline_stands_in_its_own_line() -> None:
    lines = ["It left.", "Bank Of China Opens", "IRAN ATTACKS ISRAEL", "It wept.", "Biden Calls Putin Again"]
    text = plain("\n".join(lines))
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    assert text.headlines == tuple((starts[n], starts[n] + len(lines[n])) for n in (1, 2, 4))


def test_spans_lead_back() -> None:
    given = "The U. S.  and Er\u00addog\u0306an’s men"
    text = plain(given)
    start = text.text.index("US")
    assert given[slice(*text.span(start, start + 2))] == "U. S."
    start = text.text.index("Erdogan")
    assert given[slice(*text.span(start, start + 7))] == "Er\u00addog\u0306an"


@given(st.text())
def test_every_character_leads_back_in_order(text: str) -> None:
    written = plain(text, ACRONYMS)
    spans = [written.span(place, place + 1) for place in range(len(written.text))]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
