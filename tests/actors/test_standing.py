"""How well known a person is on a day, with hand-written offices, and whom a short name refers to then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from graphkit.actors import gazetteer
from graphkit.actors.gazetteer import Gazetteer
from graphkit.actors.offices import Office
from graphkit.actors.prominence import AROUND, Standing, likeliest, ranked, standing
from graphkit.actors.rebels import Rebels
from graphkit.model import Actor, Kind

ZEMBLA = Actor("ZEM", "Zembla", Kind.STATE, "ZEM")
OTHER = Actor("OTH", "Otherland", Kind.STATE, "OTH")
UNION = Actor("UNI", "Union", Kind.ORGANISATION, "UNI")
ANN = Actor("ann-lee", "Ann Lee", Kind.PERSON, "ZEM")
BOB = Actor("bob-lee", "Bob Lee", Kind.PERSON, "ZEM", "Q2")
CAT = Actor("cat-lee", "Cat Lee", Kind.PERSON, "ZEM", "Q1")
FIRST, LAST = date(2010, 1, 1), date(2014, 12, 31)


@cache
def shipped() -> Gazetteer:
    return gazetteer.load()


def known(*offices: Office, weight: int = 0, remembered: tuple[str, ...] = ()) -> Gazetteer:
    naming = replace(shipped().naming, weight={"ZEM": weight} if weight else {}, remembered=remembered)
    actors = {actor.id: actor for actor in (ZEMBLA, OTHER, UNION, ANN, BOB, CAT)}
    return replace(shipped(), actors=actors, names={}, offices=offices, naming=naming, ended={})


def held(
    office: str, person: str = "ann-lee", of: str = "ZEM", start: date | None = FIRST, end: date | None = LAST
) -> Office:
    return Office(person, office, of, start, end, date(2020, 1, 1))


def after(days: int) -> date:
    return LAST + timedelta(days)


def before(days: int) -> date:
    return FIRST - timedelta(days)


@pytest.mark.parametrize(
    ("office", "weight", "on", "score"),
    [
        # in office: the rank of the office with the weight of the state
        ("head_of_state", 0, FIRST, 4),
        ("head_of_state", 3, LAST, 7),
        ("foreign_minister", 2, FIRST, 5),
        ("envoy", 0, FIRST, 2),
        ("mayor", 1, FIRST, 2),
        # before: only high offices, for some weeks as if all but in it
        ("head_of_state", 1, before(1), 4),
        ("head_of_state", 1, before(AROUND), 4),
        ("head_of_state", 1, before(AROUND + 1), 2),
        ("head_of_state", 1, before(365), 2),
        ("head_of_state", 1, before(366), 0),
        ("foreign_minister", 1, before(1), 0),
        # after: some weeks, some years, many years
        ("head_of_state", 1, after(1), 4),
        ("head_of_state", 1, after(AROUND), 4),
        ("head_of_state", 1, after(AROUND + 1), 3),
        ("head_of_state", 1, after(3 * 365), 3),
        ("head_of_state", 1, after(3 * 365 + 1), 2),
        ("head_of_state", 1, after(15 * 365), 2),
        ("head_of_state", 1, after(15 * 365 + 1), 0),
        ("foreign_minister", 1, after(AROUND + 1), 2),
        ("foreign_minister", 1, after(3 * 365 + 1), 0),
        ("envoy", 1, after(AROUND), 2),
        ("envoy", 1, after(AROUND + 1), 0),
        ("mayor", 1, after(1), 0),
    ],
)
def test_the_nearer_a_high_office_the_better_known(office: str, weight: int, on: date, score: int) -> None:
    assert standing(ANN, known(held(office), weight=weight), on) == score


def test_the_highest_office_counts_and_nobody_without_one_is_known() -> None:
    both = known(held("mayor"), held("head_of_state"), held("envoy"))
    assert standing(ANN, both, FIRST) == 4
    assert standing(BOB, both, FIRST) == 0


def test_whom_the_world_remembers_does_not_sink_once_in_office() -> None:
    remembered = known(held("mayor"), remembered=("ann-lee",))
    assert [standing(ANN, remembered, day) for day in (before(1), FIRST, after(9_999))] == [0, 4, 4]
    great = known(held("head_of_state"), weight=3, remembered=("ann-lee",))
    assert standing(ANN, great, LAST) == 7


@pytest.mark.parametrize(
    ("start", "end", "known_on", "day", "is_held"),
    [
        (FIRST, LAST, None, before(1), False),
        (FIRST, LAST, None, FIRST, True),
        (FIRST, LAST, None, LAST, True),
        (FIRST, LAST, None, after(1), False),
        (None, LAST, None, before(1), True),
        (None, LAST, None, after(1), False),
        (FIRST, None, None, after(9_999), True),
        (FIRST, None, LAST, after(730), True),
        (FIRST, None, LAST, after(731), False),
        (None, None, LAST, FIRST, False),
    ],
)
def test_an_open_end_lasts_two_years_beyond_its_source(
    start: date | None, end: date | None, known_on: date | None, day: date, *, is_held: bool
) -> None:
    assert Office("ann-lee", "envoy", "ZEM", start, end, known_on).held(day) is is_held


def test_the_likeliest_bearer_comes_first() -> None:
    people = known(held("envoy"), held("head_of_state", "bob-lee"), held("mayor", "cat-lee", end=before(900)))
    assert [(s.person.id, s.score) for s in ranked([ANN, CAT, BOB], people, FIRST)] == [
        ("bob-lee", 4),
        ("ann-lee", 2),
        ("cat-lee", 0),
    ]
    equal = known(held("envoy"), held("envoy", "bob-lee"), held("envoy", "cat-lee"))
    assert [s.person.id for s in ranked([ANN, CAT, BOB], equal, FIRST)] == ["bob-lee", "cat-lee", "ann-lee"]


def test_whose_state_the_text_names_is_likelier() -> None:
    people = known(held("envoy"), held("envoy", "bob-lee", of="OTH"))
    assert [s.score for s in ranked([ANN, BOB], people, FIRST)] == [2, 2]
    assert {s.person.id: s.score for s in ranked([ANN, BOB], people, FIRST, {"OTH"})} == {"ann-lee": 2, "bob-lee": 4}
    assert {s.person.id: s.score for s in ranked([ANN, BOB], people, FIRST, {"ZEM"})} == {"ann-lee": 4, "bob-lee": 4}
    assert [s.score for s in ranked([CAT], people, FIRST, {"ZEM"})] == [0]  # one who is nobody stays so


@pytest.mark.parametrize(
    ("scores", "which"), [((), None), ((5,), 0), ((5, 5), None), ((5, 4), 0), ((6, 4), 0), ((5, 5, 1), None)]
)
def test_a_bearer_is_meant_who_leads_clearly(scores: tuple[int, ...], which: int | None) -> None:
    found = [Standing(person, score) for person, score in zip((BOB, CAT, ANN), scores, strict=False)]
    best = likeliest(found, known(), FIRST)
    assert best is (None if which is None else found[which])


def test_two_rows_of_one_head_do_not_compete() -> None:
    one, other = Standing(ANN, 5), Standing(BOB, 5)
    heads = (held("head_of_state"), held("leader", "bob-lee"))
    assert likeliest([one, other], known(*heads), FIRST) is one
    assert likeliest([one, other], known(*heads), after(1)) is None  # they head nothing any more
    assert likeliest([one, other], known(held("head_of_state"), held("envoy", "bob-lee")), FIRST) is None
    assert likeliest([one, other], known(held("head_of_state"), held("leader", "bob-lee", of="OTH")), FIRST) is None
    assert (
        likeliest([Standing(CAT, 5), other], known(held("leader", "cat-lee"), heads[1]), FIRST) is None
    )  # known apart


def test_a_person_acts_for_the_weightiest_state_of_the_day() -> None:
    people = known(held("head", of="UNI"), held("envoy", of="OTH", end=after(50)), held("envoy", "bob-lee", of="OTH"))
    assert people.serves(ANN, None) == "ZEM"
    assert people.serves(CAT, FIRST) == "ZEM"
    assert people.serves(ANN, FIRST) == "OTH"  # a state before a body
    assert people.serves(ANN, after(51)) == "ZEM"
    two = known(held("envoy"), held("envoy", of="OTH"))
    assert two.serves(ANN, FIRST) == "ZEM"  # her own
    heavier = replace(two, naming=replace(two.naming, weight={"OTH": 1}))
    assert heavier.serves(ANN, FIRST) == "OTH"


def test_an_office_has_a_holder_where_one_is_known() -> None:
    people = known(held("head_of_state"), held("envoy"), held("envoy", "bob-lee"))
    assert people.holder("head_of_state", "ZEM", FIRST) == ANN
    assert people.holder("head_of_state", "ZEM", after(1)) is None
    assert people.holder("head_of_state", "ZEM", None) is None
    assert people.holder("head_of_state", "OTH", FIRST) is None
    assert people.holder("envoy", "ZEM", FIRST) is None


def test_what_is_no_more_was_there_between_its_days() -> None:
    gone = replace(known(), ended={"ZEM": (FIRST, LAST), "OTH": (None, LAST)})
    assert [gone.predecessor("ZEM", day) for day in (before(1), FIRST, LAST, after(1))] == [False, True, True, False]
    assert [gone.predecessor("OTH", day) for day in (before(1), LAST, after(1))] == [True, True, False]
    assert not gone.predecessor("UNI", FIRST)


@pytest.mark.parametrize(("days", "coming"), [(0, False), (1, True), (100, True), (101, False)])
def test_who_was_elected_acts_for_the_state_some_weeks_before_the_office(days: int, *, coming: bool) -> None:
    assert held("envoy").coming(before(days)) is coming
    elected = known(held("head", of="UNI"), held("envoy", of="OTH"))
    assert elected.serves(ANN, before(days or 101)) == ("OTH" if coming else "ZEM")


def test_an_office_without_a_first_day_is_never_to_come() -> None:
    assert not held("envoy", start=None).coming(before(1))


def test_who_is_elected_to_a_body_acts_for_the_own_state_still() -> None:
    assert known(held("head", of="UNI")).serves(ANN, before(1)) == "ZEM"


@pytest.mark.parametrize(("day", "code"), [(before(1), "ZEM"), (FIRST, "UNI"), (LAST, "UNI"), (after(1), "ZEM")])
def test_who_leads_a_group_acts_for_it_while_it_fights_the_state(day: date, code: str) -> None:
    start, end = before(900), after(900)
    both = known(held("leader", of="UNI", start=start, end=end), held("vice_president", start=start, end=end))
    war = Rebels("ZEM", frozenset({"rebel"}), FIRST, LAST, "UNI")
    assert replace(both, rebels=(war,)).serves(ANN, day) == code
