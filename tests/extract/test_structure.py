"""Who leads what according to titles before names; those who have died or resigned lead nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from graphkit import extract
from graphkit.actors.offices import Office
from graphkit.extract.structure import tenure
from graphkit.model import Actor, Claim, Document, Kind, PartialDate
from graphkit.model.tenure import Tenure


@cache
def using() -> extract.Resources:
    return extract.load()


def titles(text: str) -> list[Claim]:
    prepared = extract.prepare(Document("d", text, published=PartialDate(2016, 10, 14)), using())
    return [c for c in extract.claims(prepared, using()) if c.evidence[0].extractor == "structure:office"]


def leads(text: str) -> list[tuple[str, str]]:
    return [(c.subject.name, c.object.id) for c in titles(text)]


def test_a_title_tells_whom_somebody_leads() -> None:
    assert leads("Iranian President Hassan Rouhani spoke in Tehran.") == [("Hassan Rouhani", "IRN")]


@pytest.mark.parametrize(
    "end", ["dies at the age of 63.", ", who was ill, has died.", "resigned on Monday.", "was ousted."]
)
def test_one_who_has_left_leads_nothing(end: str) -> None:
    assert leads(f"Iranian President Hassan Rouhani{'' if end[0] == ',' else ' '}{end}") == []


def test_a_title_is_surer_of_one_whom_the_tables_know_to_hold_it() -> None:
    known, unknown = titles("Iranian President Hassan Rouhani met Iraqi Foreign Minister Nobody Knownhere.")
    assert known.evidence[0].confidence == 0.94
    assert unknown.evidence[0].confidence == 0.7


def test_a_pair_is_told_of_once_and_a_body_heads_nothing() -> None:
    text = "Iranian President Hassan Rouhani left. President Hassan Rouhani of Iran wept. Iran's president slept."
    assert leads(text) == [("Hassan Rouhani", "IRN")]
    assert leads("Iran's vice-president left.") == []


def office(text: str, published: PartialDate) -> list[tuple[str, str, str]]:
    """Those who lead something according to the names in a text, with office and dates."""
    prepared = extract.prepare(Document("d", text, published=published), using())
    made = [c for c in extract.claims(prepared, using()) if c.relation.name == "leads"]
    return [(c.subject.id, c.object.id, str(e.tenure)) for c in made for e in c.evidence]


def test_the_office_comes_from_the_tables_of_that_day() -> None:
    text = "U.S. Secretary of State Mike Pompeo left."
    assert office(text, PartialDate(2019, 5, 5)) == [
        ("mike-pompeo", "USA", "foreign minister 2018-04-26 to 2021-01-26"),
    ]
    assert titles("U.S. Secretary of State Mike Pompeo left.") == []  # in 2016 he held none there
    made = office("Russian Foreign Minister Sergei Lavrov met President Vladimir Putin.", PartialDate(2019, 5, 5))
    assert ("sergey-lavrov", "RUS", "foreign minister since 2004-03-09") in made


def test_whom_no_table_has_holds_no_known_office() -> None:
    (unknown,) = titles("Iraqi Foreign Minister Nobody Knownhere left.")
    assert unknown.evidence[0].tenure is None


SEATS = (
    Office("ann", "legislator", "ZEM", date(2001, 1, 1), None, None, ("2001", "")),
    Office("ann", "defence_minister", "ZEM", date(2003, 5, 1), date(2006, 5, 31), None, ("2003-05", "2006-05")),
    Office("ann", "head_of_state", "ZEM", date(2010, 1, 1), date(2012, 12, 31), None, ("2010", "2012")),
    Office("ann", "envoy", "ORG", date(2001, 1, 1), None, None, ("2001-01-01", "")),
)


@pytest.mark.parametrize(
    ("body", "on", "held"),
    [
        ("ZEM", date(2000, 12, 31), None),
        ("ZEM", date(2001, 1, 1), Tenure("legislator", PartialDate(2001))),
        ("ZEM", date(2003, 5, 1), Tenure("defence_minister", PartialDate(2003, 5), PartialDate(2006, 5))),
        ("ZEM", date(2006, 6, 1), Tenure("legislator", PartialDate(2001))),
        ("ZEM", date(2011, 1, 1), Tenure("head_of_state", PartialDate(2010), PartialDate(2012))),
        ("ZEM", None, Tenure("legislator", PartialDate(2001))),
        ("ORG", date(2011, 1, 1), Tenure("envoy", PartialDate(2001, 1, 1))),
        ("ELSE", date(2011, 1, 1), None),
    ],
)
def test_of_several_offices_the_highest_of_that_body_on_that_day_counts(
    body: str, on: date | None, held: Tenure | None
) -> None:
    ann, of = Actor("ann", "Ann", Kind.PERSON, "ZEM"), Actor(body, body, Kind.STATE, body)
    assert tenure(ann, of, replace(using().gazetteer, offices=SEATS), on) == held


def test_without_a_day_offices_are_those_of_today() -> None:
    prepared = extract.prepare(Document("d", "French President Francois Hollande left."), using())
    assert [c for c in extract.claims(prepared, using()) if c.relation.name == "leads"] == []


def test_a_title_of_old_leads_nothing() -> None:
    assert leads("They remembered South African President Nelson Mandela.") == []
