"""Dates known to the year, the month or the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.model import Document, PartialDate

TEXTS = st.dates().flatmap(lambda day: st.sampled_from([day.isoformat()[:length] for length in (4, 7, 10)]))


@given(TEXTS)
def test_text_leads_back_to_the_date(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


@given(TEXTS, TEXTS)
def test_dates_sort_as_their_texts_do(one: str, other: str) -> None:
    a, b = PartialDate.parse(one), PartialDate.parse(other)
    assert (a < b, a == b, a >= b) == (one < other, one == other, one >= other)


@given(TEXTS)
def test_the_finest_date_that_covers_all_its_days_is_itself(text: str) -> None:
    when = PartialDate.parse(text)
    assert PartialDate.covering(when.first, when.last) == when
    assert PartialDate.of(when.first) in when
    assert when.first + timedelta(0) <= when.last


@pytest.mark.parametrize(
    "text", ["", "23", "2023-13", "2023-02-30", "2023-2-3", "0000", "20230322", "2023-03-22T00", "٢٠٢٣"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_a_day_needs_a_month() -> None:
    with pytest.raises(ValueError, match="day 3 without a month"):
        PartialDate(2023, None, 3)


@pytest.mark.parametrize(
    ("first", "last", "covered"),
    [
        ("2023-03-03", "2023-03-03", "2023-03-03"),
        ("2023-03-03", "2023-03-05", "2023-03"),
        ("2023-03-31", "2023-04-01", "2023"),
        ("2023-12-31", "2024-01-01", None),
    ],
)
def test_days_are_covered_as_finely_as_can_be(first: str, last: str, covered: str | None) -> None:
    found = PartialDate.covering(date.fromisoformat(first), date.fromisoformat(last))
    assert (str(found) if found else None) == covered


def test_a_date_lies_in_its_periods_alone() -> None:
    when = PartialDate(2023, 3)
    assert [str(when.to(granularity)) for granularity in ("year", "month", "day")] == ["2023", "2023-03", "None"]
    assert when in PartialDate(2023)
    assert PartialDate(2023) not in when


def test_a_document_takes_a_day_as_programs_have_it_or_as_it_is_written() -> None:
    for day in (date(2020, 1, 2), "2020-01-02", PartialDate(2020, 1, 2)):
        assert Document("a", "", published=day).published == PartialDate(2020, 1, 2)  # type: ignore[arg-type]
    assert Document("a", "", published="2020-01").as_of == date(2020, 1, 16)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="'2020-99-01' is not a date: month must be"):
        Document("a", "", published="2020-99-01")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="write YYYY, YYYY-MM or YYYY-MM-DD"):
        Document("a", "", published="January 2020")  # type: ignore[arg-type]
