"""Event dates: only what a sentence says, relative to the article's date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.extract.times import PRESS, event_date
from graphkit.extract.times.spans import time_spans
from graphkit.model import PartialDate

WEDNESDAY = PartialDate(2023, 3, 22)


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


def dated(sentence: str, *, end: str = "", planned: bool = False, published: PartialDate = WEDNESDAY) -> str:
    """The date of the event whose cue is in brackets, between actors of which ``end`` is one."""
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
    words: list[str], planned: bool, day: date, data: st.DataObject
) -> None:
    sentence, published = " ".join(words), PartialDate.of(day)
    start = data.draw(st.integers(0, len(sentence) - 1))
    cue = (start, data.draw(st.integers(start + 1, len(sentence))))
    found = event_date(sentence, published, planned=planned, cue=cue)
    if published.year in PRESS:
        assert found is None or (found.last >= day if planned else found.first <= day)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("three days ago", "2023-03-19", "2023-03-19"),
        ("30 hours ago", "2023-03-21", "2023-03-21"),
        ("20 minutes ago", "2023-03-22", "2023-03-22"),
        ("50 minutes ago", "2023-03-22", "2023-03-22"),
        ("a week ago", "2023-03-13", "2023-03-19"),
        ("a fortnight ago", "2023-03-06", "2023-03-12"),
        ("three months ago", "2022-12-01", "2022-12-31"),
        ("fourteen months ago", "2022-01-01", "2022-01-31"),
        ("ten years ago", "2013-01-01", "2013-12-31"),
        ("a couple of days ago", "2023-03-19", "2023-03-20"),
        ("a few months ago", "2022-09-01", "2023-01-31"),
        ("in three days", None, None),
        ("6000 days ago", None, None),
        ("4000 years ago", None, None),
        ("a year earlier", "2022-01-01", "2022-12-31"),
        ("two days earlier", None, None),
        ("yesterday", "2023-03-21", "2023-03-21"),
        ("the day before yesterday", "2023-03-20", "2023-03-20"),
        ("last night", "2023-03-21", "2023-03-21"),
        ("overnight", "2023-03-22", "2023-03-22"),
        ("overnight Sunday", "2023-03-19", "2023-03-19"),
        ("overnight Sunday into Monday", "2023-03-19", "2023-03-19"),
        ("overnight from Sunday to Monday", "2023-03-19", "2023-03-19"),
        ("from Sunday to Monday", "2023-03-19", "2023-03-20"),
        ("on Sunday night into Monday", "2023-03-19", "2023-03-19"),
        ("on the night of 3 to 4 March", "2023-03-03", "2023-03-03"),
        ("overnight into Monday", "2023-03-20", "2023-03-20"),
        ("the night before last", "2023-03-20", "2023-03-20"),
        ("a year ago", "2022-01-01", "2022-12-31"),
        ("a year ago today", "2022-03-22", "2022-03-22"),
        ("a year ago on Wednesday", "2022-03-22", "2022-03-22"),
        ("a year ago on Monday", "2022-03-20", "2022-03-27"),
        ("earlier this month", "2023-03-01", "2023-03-31"),
        ("earlier in the month", "2023-03-01", "2023-03-31"),
        ("in the early hours of Tuesday", "2023-03-21", "2023-03-21"),
        ("on the 5th", "2023-03-05", "2023-03-05"),
        ("on the 31st", "2023-01-31", "2023-01-31"),
        ("last week", "2023-03-13", "2023-03-19"),
        ("this week", "2023-03-20", "2023-03-22"),
        ("in the past week", "2023-03-15", "2023-03-22"),
        ("this month", "2023-03-01", "2023-03-31"),
        ("last year", "2022-01-01", "2022-12-31"),
        ("on Tuesday last week", "2023-03-14", "2023-03-14"),
        ("last Wednesday", "2023-03-15", "2023-03-15"),
        ("this Wednesday", "2023-03-22", "2023-03-22"),
        ("on Thursday", "2023-03-16", "2023-03-16"),
        ("on Tues.", "2023-03-21", "2023-03-21"),
        ("at the weekend", "2023-03-18", "2023-03-19"),
        ("last March", "2022-03-01", "2022-03-31"),
        ("in early March", "2023-03-01", "2023-03-31"),
        ("last winter", "2022-12-01", "2023-02-28"),
        ("last summer", "2022-06-01", "2022-08-31"),
        ("in summer 2019", "2019-01-01", "2019-12-31"),
        ("in Sept. 2019", "2019-09-01", "2019-09-30"),
        ("on 5 May last year", "2022-05-05", "2022-05-05"),
        ("on 29 February", "2020-02-29", "2020-02-29"),
        ("between May and July 2019", "2019-05-01", "2019-07-31"),
        ("between May and July", "2022-05-01", "2022-07-31"),
        ("between November and February", "2022-11-01", "2023-02-28"),
        ("between 2014 and 2019", "2014-01-01", "2019-12-31"),
        ("from 3 to 5 March", "2023-03-03", "2023-03-05"),
        ("on 3 March and 5 March", "2023-03-03", "2023-03-05"),
        ("on 3 March and in 2019", "2023-03-03", "2023-03-03"),
        ("on 12/31/2019", "2019-12-31", "2019-12-31"),
        ("on 5/6/2019", "2019-05-06", "2019-06-05"),
        ("on 5.6.2019", "2019-06-05", "2019-06-05"),
        ("on 3/4/2023", "2023-03-04", "2023-03-04"),
        ("on 25/12/2023", "2023-12-25", "2023-12-25"),
        ("on Christmas Day", "2022-12-25", "2022-12-25"),
        ("on New Year's Eve 2019", "2019-12-31", "2019-12-31"),
        ("at the end of 2019", "2019-01-01", "2019-12-31"),
        ("on Tuesday and the following day", "2023-03-21", "2023-03-22"),
        ("on Tuesday and the day before, ", "2023-03-20", "2023-03-21"),
        ("in May 2019, they parted the following day", "2019-05-01", "2019-05-31"),
    ],
)
def test_an_expression_of_time_is_a_stretch_of_days(words: str, first: str | None, last: str | None) -> None:
    found = time_spans(f"They met {words}.", WEDNESDAY.first, planned=False)[0]
    assert found.days == (first and (date.fromisoformat(first), date.fromisoformat(str(last))))


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("in three days", "2023-03-25", "2023-03-25"),
        ("in two weeks", "2023-04-03", "2023-04-09"),
        ("three months from now", "2023-06-01", "2023-06-30"),
        ("next month", "2023-04-01", "2023-04-30"),
        ("next year", "2024-01-01", "2024-12-31"),
        ("this week", "2023-03-22", "2023-03-26"),
        ("tomorrow", "2023-03-23", "2023-03-23"),
        ("the day after tomorrow", "2023-03-24", "2023-03-24"),
        ("on the 5th", "2023-04-05", "2023-04-05"),
        ("on Christmas Eve", "2023-12-24", "2023-12-24"),
        ("on Friday next week", "2023-03-31", "2023-03-31"),
        ("on 5 May next year", "2024-05-05", "2024-05-05"),
        ("on 5 May this year", "2023-05-05", "2023-05-05"),
        ("next Wednesday", "2023-03-29", "2023-03-29"),
        ("on Wednesday", "2023-03-22", "2023-03-22"),
        ("on Tuesday", "2023-03-28", "2023-03-28"),
        ("next weekend", "2023-03-25", "2023-03-26"),
        ("in March", "2023-03-01", "2023-03-31"),
        ("on 3/4/2023", "2023-04-03", "2023-04-03"),
    ],
)
def test_what_is_planned_is_ahead(words: str, first: str, last: str) -> None:
    found = time_spans(f"They will meet {words}.", WEDNESDAY.first, planned=True)[0]
    assert found.days == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(("sentence", "value"), [("In May 2019 they met, and parted the following day.", None)])
def test_the_day_after_a_month_is_no_day(sentence: str, value: None) -> None:
    _, found = time_spans(sentence, WEDNESDAY.first, planned=False)
    assert found.days is value


def test_a_day_ahead_may_be_of_the_month_after_next() -> None:
    assert (
        dated("Iran will [visit] Israel on the 30th.", planned=True, published=PartialDate(2023, 1, 31)) == "2023-03-30"
    )


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Israel, which was hit on Monday, [attacked] Iran on Tuesday.", "2023-03-21"),
        ("Israel, which left Gaza on Monday, [attacked] Iran.", None),
        ("Iran said that Syria, which on Monday left, [attacked] Israel on Tuesday.", "2023-03-21"),
        ("Iran [attacked] Israel, officials said on Tuesday.", None),
        ("Iran [attacked] Israel on Monday, officials said on Tuesday.", "2023-03-20"),
        ("Officials said on Tuesday that Iran [attacked] Israel on Monday.", "2023-03-20"),
        ("Officials said on Tuesday that Iran [attacked] Israel.", None),
        ("On Tuesday officials said Iran [attacked] Israel.", None),
        ("Iran [attacked] Israel, Syria announced in Geneva on Tuesday, and left.", None),
        ("In March, Syria said, Iran [attacked] Israel.", "2023-03"),
        ("On Monday, Iran [attacked] Israel and Syria left.", "2023-03-20"),
        ("On Monday Iran left and [attacked] Israel.", "2023-03-20"),
        ("Iran [attacked] Israel and left on Tuesday.", "2023-03-21"),
        ("Iran [attacked] Israel and on Tuesday Syria condemned it.", None),
        ("Iran [attacked] Israel after Syria left on Monday.", None),
        ("After Syria left on Monday, Iran [attacked] Israel.", None),
        ("After meeting on Monday, Iran [attacked] Israel.", "2023-03-20"),
        ("Iran [attacked] Israel when Syria left on Monday.", "2023-03-20"),
        ("When Syria left on Monday, Iran [attacked] Israel.", "2023-03-20"),
        ("Iran [attacked] Israel because Syria left on Monday.", None),
        ("Iran [condemned] the attack on Israel in 2014.", None),
        ("Iran [condemned] the attack on Israel on Tuesday.", "2023-03-21"),
        ("Iran [sentenced] him for a murder in 1995.", None),
        ("Iran [vowed] to attack Israel on Friday.", None),
        ("Iran [vowed] on Tuesday to attack Israel.", "2023-03-21"),
        ("Iran [attacked] Israel (which left on Monday).", None),
        ("Iran [attacked] Israel (on Monday).", "2023-03-20"),
        ("Iran [attacked] Israel (a state founded in 1948).", None),
        ("Iran's [attack] on Israel was condemned on Tuesday.", "2023-03-21"),
        ("Iran's Monday [attack] on Israel was condemned.", "2023-03-20"),
        ("The 2015 Iranian [attack] shocked Israel.", "2015"),
        ("Iran [attacked] the 2015 deal.", None),
        ("Syria left in 2012, and Iran [attacked] Israel in 2014.", "2014"),
        ("In 2012 Syria left, but in 2014 Iran [attacked] Israel.", "2014"),
        ("Iran, founded in 1979, [attacked] Israel.", None),
        ("Iran [met] Israel on Monday, then Syria on Tuesday, then Chad on Wednesday.", "2023-03-20"),
        ("Since 2014 Iran has [attacked] Israel.", None),
        ("Iran was on Monday [attacked] by Israel.", "2023-03-20"),
        ("Iran had in 2014 been [attacked] by Israel, who left in 2015.", "2014"),
        ("Iran told Israel on Monday, in a note, that it had [attacked] Syria in 2019.", "2019"),
        ("TEHRAN, March 5 (Reuters) - Iran [attacked] Israel.", None),
        ("TEHRAN, March 5 - Iran [attacked] Israel on Tuesday.", "2023-03-21"),
        ("Theresa May [attacked] Israel.", None),
        ("Iran condemned Monday's [attack] on Israel.", "2023-03-20"),
        ("Iran [condemned] Monday's attack on Israel.", None),
        ("Monday's [attack] on Israel was condemned on Tuesday.", "2023-03-20"),
        ("On Monday Iran denied it and was [attacked] by Israel.", "2023-03-20"),
        ("On Monday Iran denied it, as it was [attacked] by Israel.", None),
        ("The man who left on Monday [attacked] Iran.", None),
        ("The man who left [attacked] Iran on Monday.", "2023-03-20"),
        ("Iran [attacked] Israel (Monday).", "2023-03-20"),
        ("Iran [attacked] Israel (2,000 km from Gaza) on Monday.", "2023-03-20"),
        ("Iran [attacked] Israel (2,000 km from Gaza on Monday) in 2019.", "2019"),
        ("Iran [met] Israel, and officials said on Monday it left.", None),
        ("Iran, said to have [attacked] Israel on Monday, left.", "2023-03-20"),
        ("Iran, officials announced on Monday, [attacked] Israel.", None),
        ("Iran [attacked] Israel, say officials who left on Monday, in 2019.", "2019"),
        ("Officials who said on Monday that Iran [attacked] Israel in 2019 left.", "2019"),
        ("Israel said on Monday that it was [attacked] by Iran.", None),
        ("Israel said that on Monday it was [attacked] by Iran.", "2023-03-20"),
        ("Israel denied that, on Monday, in Gaza, it was [attacked] by Iran.", "2023-03-20"),
        ("Israel denied on Tuesday that, on Monday, in Gaza, it was [attacked] by Iran.", "2023-03-20"),
        ("Iran [attacked] Israel, which then left on Monday.", None),
        ("Israel, who wept and left Gaza on Monday, [attacked] Iran.", None),
        ("Israel, which wept, left Gaza and on Monday [attacked] Iran.", "2023-03-20"),
        ("Israel that wept [attacked] Iran on Monday.", "2023-03-20"),
        ("Iran [attacked] Israel before Syria left, on Monday.", "2023-03-20"),
        ("Iran [attacked] Israel until Monday, when it left.", None),
        ("In a statement on Monday Iran, which wept, [attacked] Israel.", "2023-03-20"),
        ("It was on Monday when Iran [attacked] Israel.", "2023-03-20"),
        ("After it [attacked] Israel on Monday, Iran left.", "2023-03-20"),
        ("After it [attacked] Israel, Iran left on Monday.", None),
        ("Iran, which [attacked] Israel on Monday, left on Tuesday.", "2023-03-20"),
        ("Iran, which [attacked] Israel, left on Tuesday.", None),
        ("Iran left on Tuesday because it [attacked] Israel on Monday.", "2023-03-20"),
        ("Iran left on Tuesday because it [attacked] Israel.", None),
        ("While Iran [attacked] Israel, Syria left on Tuesday.", "2023-03-21"),
        ("Iran had [attacked] Israel when, on Tuesday, Syria left.", "2023-03-21"),
        ("In 2014, Iran, officials say, [attacked] Israel.", "2014"),
        ("The army, said to be strong, [attacked] Israel on Monday.", "2023-03-20"),
        ("On Monday, Iran said, Syria, which wept, [attacked] Israel.", "2023-03-20"),
        ("On Monday Iran said it would [attack] Israel.", None),
        ("On Monday, Iran wept, left and [attacked] Israel.", "2023-03-20"),
        ("On Monday, Iran [visited] Israel, then on Tuesday Syria.", "2023-03-20"),
        ("Iran [attacked] Israel on Monday and on Tuesday.", "2023-03"),
        ("In March 2020 and in May 2021 Iran [attacked] Israel.", None),
        ("Iran [attacked] Israel on 3 March and Syria on 5 March.", "2023-03-03"),
        ("Iran [signed] a deal in 2015 that ended on Monday.", "2015"),
        ("Iran [discussed] the killing of a man in Gaza on 3 February.", None),
        ("Iran [discussed] the killing of a man in Gaza on 20 March.", "2023-03-20"),
        ("Iran [ordered] the closure of Gaza on Monday.", "2023-03-20"),
        ("The [visit] on Monday was the first since 2014.", "2023-03-20"),
        ("The Sunday Times said Iran [attacked] Israel.", None),
    ],
)
def test_a_date_is_that_of_the_event_or_of_another(sentence: str, value: str | None) -> None:
    assert dated(sentence) == str(value)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("Iran [attacked] Israel and on Tuesday, Syria condemned it.", None),
        ("Turkey wept, but on Monday Iran left Gaza and Syria [attacked] Israel.", None),
        (
            "Syria wept, but on Monday Iran moved tanks and very many guns across the border to [attack] Israel.",
            "2023-03-20",
        ),
        ("The army that had left Gaza on Monday [attacked] Israel.", None),
        ("Iran [warns] that, in Gaza, Israel shut a school on Monday.", None),
        ("Iran [made clear] that, in Gaza, Israel shut a school on Monday.", None),
        ("The [shelling] of Gaza was condemned on Tuesday.", "2023-03-21"),
        ("[Strikes] on Gaza were condemned on Tuesday.", "2023-03-21"),
        ("Iran will [visit] the camp built on Monday.", None),
        ("Iran left on Monday and has [attacked] Israel.", "2023-03-20"),
        ("Iran [attacked] a cattle feed plant on Monday.", "2023-03-20"),
        ("Iran [attacked] a convoy moved to Gaza on Monday.", None),
        ("Iran [attacked] a planned camp on Monday.", "2023-03-20"),
        ("Iran, accused of crimes in 2014, [attacked] Israel.", None),
        ("Iran, an ally of Syria in 2014, [attacked] Israel.", None),
        ("Iran [struck] abandoned camps on Monday.", "2023-03-20"),
        ("Iran [attacked] Israel and condemned failed talks on Tuesday.", "2023-03-21"),
        ("In March, a spokesman for the Syrian army said, Iran [attacked] Israel.", "2023-03"),
        ("On Monday, Iran has [warned] Israel.", "2023-03-20"),
        ("Iran [met] Israel during Monday's talks.", "2023-03-20"),
        ("Iran [met] Israel at the 2015 talks.", "2015"),
        ("The 2015 large Iranian missile [attack] shocked Israel.", "2015"),
        ("Iran ended the 2015 truce with [strikes] on Gaza.", None),
        ("Iran launched on Monday a missile [attack] on Israel.", "2023-03-20"),
        ("On Monday Iran left Gaza, and Syria [attacked] Israel.", "2023-03-20"),
        ("Iran [visited] Israel and on Tuesday Syria.", "2023-03-21"),
        ("Iran [visited] Israel and on Tuesday Syria, where war began.", "2023-03-21"),
        ("Iran [attacked] Israel over the killing of a man in 1995.", None),
        ("Iran [condemned] the attack on Israel on 14 March.", "2023-03-14"),
        ("Iran [condemned] the attack on Israel last week.", "2023-03"),
        ("Iran [promised] aid to the army on Monday.", "2023-03-20"),
        ("Iran [promised] aid to Israel on Monday.", "2023-03-20"),
        ("The [visit] to Israel and Syria was condemned on Tuesday.", None),
    ],
)
def test_verbs_nouns_and_clauses_between_tell_whose_a_date_is(sentence: str, value: str | None) -> None:
    assert dated(sentence) == str(value)


def test_a_date_before_its_object_stays_with_it() -> None:
    sentence = "Iran [attacked] on Monday the state of Israel and on Tuesday Syria."
    assert dated(sentence, end="Israel") == "2023-03-20"
