"""Event dates: what a sentence says, relative to the article's date, and nothing more."""

from datetime import date

import pytest

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


@pytest.mark.parametrize(
    ("sentence", "belongs", "value"),
    [
        ("They signed a treaty in 1995.", True, "1995"),
        ("They met for the first time since 1995.", True, None),
        ("He was sentenced for a murder in 1995.", False, None),
        ("He was sentenced on Monday for a murder on 3 May 1995.", False, None),
        ("They met in January.", False, "2023-01"),
        ("They met on 21 March.", False, "2023-03-21"),
    ],
)
def test_a_distant_date_counts_only_for_the_event_it_belongs_to(sentence: str, belongs: bool, value: str) -> None:
    found = event_date(sentence, WEDNESDAY, belongs=lambda place: belongs and sentence[place:].strip() != "")
    assert (str(found) if found else None) == value
