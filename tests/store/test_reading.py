"""Queries on a store: claims, events, dyads, actors and documents, completely and in part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graphkit.errors import UnknownName
from graphkit.model import Actor, Claim, Document, Kind, PartialDate, Polarity, Status
from graphkit.store.graph import Graph
from tests.values import CHN, PUTIN, RELATIONS, RUS, UKR, claim, day, document

PRAISES, BOMBS, FIGHTS, LEADS = (RELATIONS[name] for name in ("praises", "bombs", "fightsWarWith", "leads"))
XI = Actor("xi-jinping", "Xi Jinping", Kind.PERSON, "CHN")


def graph(*claims: Claim, published: dict[str, date] | None = None) -> Graph:
    """Each claim in the document that its evidence names."""
    kg = Graph()
    for key in dict.fromkeys(c.evidence[0].document for c in claims):
        kg.add(
            document(key, published=(published or {}).get(key)), [c for c in claims if c.evidence[0].document == key]
        )
    return kg


def told() -> Graph:
    """Praise and bombs, a war told twice, a person, a standing relation, a plan, a denial and a doubt."""
    return graph(
        claim(RUS, PRAISES, CHN, document="a", date="2023-02"),
        claim(PUTIN, PRAISES, CHN, document="b"),
        claim(RUS, BOMBS, UKR, document="a", at=100, date="2022-02-24"),
        claim(RUS, BOMBS, UKR, document="b", at=100),
        claim(UKR, FIGHTS, RUS, document="b", at=200),
        claim(XI, LEADS, CHN, document="b", at=300),
        claim(CHN, PRAISES, UKR, document="b", at=400, status=Status.PLANNED),
        claim(UKR, PRAISES, CHN, document="b", at=500, polarity=Polarity.NEGATED),
        claim(UKR, BOMBS, CHN, document="b", at=600, confidence=0.2),
        published={"b": day(4)},
    )


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ({}, ["RUS CHN 2 2 +10 0", "RUS UKR 3 2 0 -28"]),
        ({"persons": True}, ["RUS CHN 1 1 +5 0", "RUS UKR 3 2 0 -28", "vladimir-putin CHN 1 1 +5 0"]),
        ({"sign": 1}, ["RUS CHN 2 2 +10 0"]),
        ({"sign": -1}, ["RUS UKR 3 2 0 -28"]),
        ({"mutual": True}, ["RUS CHN 2 2 +10 0", "RUS UKR 3 2 0 -28", "UKR RUS 1 1 0 -9"]),
        (
            {"structure": True, "persons": True, "sign": 0},
            [
                "RUS CHN 1 1 +5 0",
                "RUS UKR 3 2 0 -28",
                "vladimir-putin CHN 1 1 +5 0",
                "xi-jinping CHN 1 1 0 0",
            ],
        ),
        ({"statuses": ["planned"]}, ["CHN UKR 1 1 +5 0"]),
        ({"statuses": ["denied", "hypothetical"]}, []),
        ({"statuses": ["tentative"]}, ["UKR CHN 1 1 0 -10"]),
    ],
)
def test_dyads_add_up_what_one_does_to_another(asked: dict[str, Any], rows: list[str]) -> None:
    for kg in (told(), told().filter(min_confidence=0.1)):  # claims stand as the file keeps it, or weighed anew
        found = [
            f"{d.source} {d.target} {d.events} {d.weight} {d.cooperation:+.0f} {d.conflict:.0f}"
            for d in kg.dyads(**asked)
        ]
        assert [row.replace("+0 ", "0 ").replace("-0", "0") for row in found] == rows


def test_a_dyad_spans_its_events_and_has_a_balance() -> None:
    kg = graph(
        claim(RUS, PRAISES, CHN, document="a", date="2023-02"),
        claim(RUS, BOMBS, CHN, document="b", date="2022-02-24"),
        claim(RUS, BOMBS, CHN, document="c"),
        published={"c": day(4), "a": day(9)},
    )
    (found,) = kg.dyads()
    assert (found.first, found.last) == ("2022-02-24", "2023-02")
    assert found.balance == 5.0 - 2 * 9.5


def test_events_come_in_the_order_of_their_dates_and_say_all_of_it() -> None:
    kg = graph(
        claim(RUS, BOMBS, UKR, document="c", speaker=UKR, at=50),
        claim(RUS, BOMBS, UKR, document="a", at=90, date="2023-01-05"),
        claim(RUS, PRAISES, CHN, document="a", at=10, date="2023-01-05"),
        claim(PUTIN, FIGHTS, UKR, document="b", status=Status.PLANNED, confidence=0.7),
        published={"b": day(2), "a": day(30)},
    )
    events = list(kg.events())
    assert [(e.document, e.date) for e in events] == [
        ("b", "2023-01-03"),
        ("a", "2023-01-05"),
        ("a", "2023-01-05"),
        ("c", None),
    ]
    assert [e.relation for e in events] == ["fightsWarWith", "praises", "bombs", "bombs"]
    first, last = events[0], events[-1]
    assert (first.subject, first.subject_code, first.object, first.object_code) == (
        "vladimir-putin",
        "RUS",
        "UKR",
        "UKR",
    )
    assert (first.group, first.intensity, first.symmetric, last.symmetric) == ("ASSAULT", -9.0, True, False)
    assert (first.status, first.how, first.polarity, first.confidence) == ("planned", "planned", "affirmed", 0.7)
    assert (last.speaker, last.origin, last.quote) == ("UKR", "c", f"Russia {BOMBS.label} Ukraine.")
    assert last.claim == claim(RUS, BOMBS, UKR).id
    assert not last.hearsay


def test_a_view_counts_and_lists_what_is_in_it_alone() -> None:
    kg = told()
    view = kg.filter(document="a")
    assert (len(kg), len(view), len(list(view))) == (8, 2, 2)
    assert [a.id for a in view.actors()] == ["CHN", "RUS", "UKR"]
    assert [d.id for d in view.documents()] == ["a"]
    assert view.get(claim(PUTIN, PRAISES, CHN).id) is None
    assert [e.document for e in view[claim(RUS, BOMBS, UKR).id].evidence] == ["a"]
    assert kg.document("a") == document("a")
    assert kg.document("z") is None
    assert set(kg.relations()) == {"praises", "bombs", "fightsWarWith", "leads"}


def test_speakers_are_actors_too_and_documents_without_claims_are_documents() -> None:
    kg = graph(claim(RUS, BOMBS, CHN, speaker=UKR))
    kg.add(Document("empty", "Nothing."), [])
    assert [a.id for a in kg.actors()] == [a.id for a in kg.filter(relation="bombs").actors()] == ["CHN", "RUS", "UKR"]
    assert [d.id for d in kg.documents()] == ["a.txt", "empty"]
    assert [d.id for d in kg.filter(relation="bombs").documents()] == ["a.txt"]


def test_the_bearer_of_a_name_of_whom_most_is_told_is_meant() -> None:
    elder, younger = (Actor(f"{name}-abe", f"{name.title()} Abe", Kind.PERSON, "JPN") for name in ("ken", "ben"))
    kg = graph(claim(elder, PRAISES, CHN), claim(CHN, PRAISES, elder, at=50), claim(younger, PRAISES, CHN, at=90))
    assert kg.actor("abe") == elder
    with pytest.raises(UnknownName, match="may be"):
        graph(claim(elder, PRAISES, CHN), claim(younger, PRAISES, CHN, at=90)).actor("abe")


def test_what_is_a_key_of_the_graph_needs_no_name() -> None:
    acts = replace(claim(XI, PRAISES, PUTIN).evidence[0].subject, code="CCP")
    (evidence,) = claim(XI, PRAISES, PUTIN).evidence
    kg = graph(
        Claim(XI, PRAISES, PUTIN, (replace(evidence, subject=acts, object=replace(evidence.object, code="KGB")),))
    )
    asked = {"xi-jinping", "CHN", "RUS", "CCP", "KGB"}
    assert kg.whom(asked) == asked
    assert len(kg.filter(actor="CCP")) == len(kg.filter(actor="KGB")) == 1


def test_copies_and_days_are_read_anew_when_documents_change() -> None:
    kg = graph(claim(), published={"a.txt": day(1)})
    assert kg.source("a.txt").published == PartialDate.of(day(1))
    kg.add(document("a.txt", published=day(2)), [claim()])
    assert kg.source("a.txt").published == PartialDate.of(day(2))
    with pytest.raises(KeyError):
        kg.source("b.txt")


@pytest.mark.parametrize(
    "hidden",
    [
        {"polarity": Polarity.NEGATED},
        {"status": Status.PLANNED},
        {"hearsay": True},
        {"speaker": UKR},
        {"confidence": 0.3},
    ],
)
def test_a_part_is_weighed_by_what_is_in_it(hidden: dict[str, object]) -> None:
    made = claim(RUS, PRAISES, CHN, document="b", **hidden)  # type: ignore[arg-type]
    kg = graph(claim(RUS, PRAISES, CHN, document="a"), made)
    assert kg.statuses() == {made.id: "asserted"}
    part = kg.filter(document="b")
    (event,) = part.events()
    assert event.status == part.weigh(part[made.id]).status != "asserted"
    assert list(part.dyads()) == []
    assert [e.status for e in kg.filter(document="a").events()] == ["asserted"]
