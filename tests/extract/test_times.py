"""Event dates: what a sentence says, relative to the article's date, and nothing more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.extract.times import event_date
from graphkit.model import PartialDate

WEDNESDAY = date(2023, 3, 22)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("The court issued a warrant in March 2023.", "2023-03"),
        ("They met on 21 March 2023 in Moscow.", "2023-03-21"),
        ("They met on March 21, 2023, in Moscow.", "2023-03-21"),
        ("The two leaders met on Tuesday, March 21.", "2023-03-21"),
        ("The treaty was signed on 30 December.", "2022-12-30"),
        ("The fleet sailed in 1982.", "1982"),
        ("Talks began in November.", "2022-11"),
        ("Talks began in January.", "2023-01"),
        ("He arrived on Monday.", "2023-03-20"),
        ("He arrived yesterday.", "2023-03-21"),
    ],
)
def test_a_stated_date_is_read(sentence: str, value: str) -> None:
    found = event_date(sentence, WEDNESDAY)
    assert found is not None
    assert str(found) == value


@pytest.mark.parametrize(
    "sentence",
    [
        "The two leaders met.",
        "They met in 2014 and in 2019.",
        "They met on 31 February 2020.",
        "It may rain.",
        "Flight 1999 landed.",
    ],
)
def test_no_date_is_guessed(sentence: str) -> None:
    assert event_date(sentence, WEDNESDAY) is None


def test_a_planned_event_lies_ahead() -> None:
    found = event_date("He will arrive on Monday.", WEDNESDAY, planned=True)
    assert found is not None
    assert str(found) == "2023-03-27"


def test_a_weekday_needs_the_date_of_the_article() -> None:
    assert event_date("He arrived on Monday.", None) is None


@pytest.mark.parametrize(("value", "granularity"), [("2023", "year"), ("2023-03", "month"), ("2023-03-21", "day")])
def test_granularity_follows_from_the_value(value: str, granularity: str) -> None:
    assert PartialDate.parse(value).granularity == granularity


def dated(sentence: str, *, end: str = "", planned: bool = False, published: date | PartialDate = WEDNESDAY) -> str:
    """The date of the event whose cue stands in brackets, between actors of which ``end`` is one."""
    before, cue, after = sentence.replace("]", "[").split("[")
    plain = before + cue + after
    ends = [(plain.index(end), plain.index(end) + len(end))] if end else []
    place = (len(before), len(before + cue))
    return str(event_date(plain, published, planned=planned, cue=place, ends=ends))


@pytest.mark.parametrize(("end", "value"), [("Israel", "2023-03-20"), ("Syria", "2023-03-21"), ("", "2023-03-20")])
def test_one_verb_has_a_date_for_each_of_its_objects(end: str, value: str) -> None:
    assert dated("Iran [attacked] Israel on Monday and Syria on Tuesday.", end=end) == value


@pytest.mark.parametrize(
    ("sentence", "published", "value"),
    [
        ("Iran [attacked] Israel last month.", PartialDate(2023, 3), "2023-02"),
        ("Iran [attacked] Israel in January.", PartialDate(2023, 3), "2023-01"),
        ("Iran [attacked] Israel on 5 February.", PartialDate(2023, 3), "2023-02-05"),
        ("Iran [attacked] Israel on 15 March.", PartialDate(2023, 3), "None"),  # of this year or the last
        ("Iran [attacked] Israel on Monday.", PartialDate(2023, 3), "None"),
        ("Iran [attacked] Israel last year.", PartialDate(2023), "2022"),
        ("Iran [attacked] Israel in January.", PartialDate(2023), "2023-01"),
        ("Iran [attacked] Israel in 2020.", PartialDate(2023), "2020"),
    ],
)
def test_an_article_may_be_dated_by_its_month_or_year(sentence: str, published: PartialDate, value: str) -> None:
    assert dated(sentence, published=published) == value


@pytest.mark.parametrize(
    ("sentence", "planned", "value"),
    [
        ("Iran [attacked] Israel on 5 May 2030.", False, "None"),
        ("Iran will [attack] Israel on 5 May 2020.", True, "None"),
        ("Iran will [attack] Israel on 22 March.", True, "2023-03-22"),
        ("Iran [attacked] Israel on 23 March.", False, "2022-03-23"),
        ("Iran will [attack] Israel on 21 March.", True, "2024-03-21"),
    ],
)
def test_what_happened_is_not_ahead_and_what_is_planned_not_behind(sentence: str, planned: bool, value: str) -> None:
    assert dated(sentence, planned=planned) == value


WORDS = st.sampled_from(
    "Iran attacked Israel on in the last next this Monday May 5 31 2020 , and that who said after days two ago week "
    "March Feb. 29 1980s in-between ( ) ; Sunday Times from to 3-5 2023-03-01 12/31/2024 summer year earlier".split()
)


@given(
    st.lists(WORDS, min_size=1, max_size=14),
    st.booleans(),
    st.one_of(st.dates(), st.dates(date(1990, 1, 1), date(2030, 1, 1))),
    st.data(),
)
def test_any_words_are_read_and_no_date_is_on_the_wrong_side(
    words: list[str], planned: bool, published: date, data: st.DataObject
) -> None:
    sentence = " ".join(words)
    start = data.draw(st.integers(0, len(sentence) - 1))
    cue = (start, data.draw(st.integers(start + 1, len(sentence))))
    found = event_date(sentence, published, planned=planned, cue=cue)
    if published.year >= 1600:
        assert found is None or (found.last >= published if planned else found.first <= published)
