"""Who leads what, as titles before names tell; one who has died or resigned leads nothing."""

from __future__ import annotations

from functools import cache

import pytest

from graphkit import extract
from graphkit.model import Claim, Document, PartialDate


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


def test_without_a_day_offices_are_those_of_today() -> None:
    prepared = extract.prepare(Document("d", "French President Francois Hollande left."), using())
    assert [c for c in extract.claims(prepared, using()) if c.relation.name == "leads"] == []


def test_a_title_of_old_leads_nothing() -> None:
    assert leads("They remembered South African President Nelson Mandela.") == []
