"""A question has one answer, whoever shows it: the command line, the JSON API and notebooks only render it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphkit import questions
from graphkit.errors import UnknownName
from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Kind, PartialDate, Polarity
from graphkit.pages import content
from graphkit.questions import Filter
from tests.test_cli import run
from tests.test_network import FRIENDLY, HOSTILE, kg, store
from tests.values import CHN, PUTIN, RUS, SYMMETRIC, UKR, claim, document

__all__ = ["kg", "store"]  # fixtures here too


@pytest.mark.parametrize(
    ("command", "address", "rows"),
    [
        (
            ("relations", "russia", "ukraine"),
            "relations/russia/ukraine",
            lambda kg: kg.relations_of("russia", "ukraine"),
        ),
        (
            ("timeline", "russia", "ukraine", "--by", "year"),
            "timeline/russia/ukraine?by=year",
            lambda kg: kg.timeline("russia", "ukraine", by="year"),
        ),
        (("path", "ICC", "china", "-n", "2"), "path/ICC/china?limit=2", lambda kg: kg.paths("ICC", "china", number=2)),
        (("claims", "--limit", "9"), "claims?limit=9", lambda kg: kg.claims()[:9]),
    ],
)
def test_command_api_and_notebook_say_the_same(
    command: tuple[str, ...],
    address: str,
    rows: Any,  # noqa: ANN401 - a method of the graph
    kg: KnowledgeGraph,
    store: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    testclient = pytest.importorskip("starlette.testclient", reason="needs the extra `serve`")
    from graphkit import serve

    form = "csv" if command[0] == "claims" else "json"  # JSON of claims is whole records
    assert run(*command, "--store", str(store), "--format", form) == 0
    told = capfd.readouterr().out
    found = list(rows(kg))
    assert testclient.TestClient(serve.app(store, hosts=["*"])).get(f"/api/{address}").json() == found
    if form == "json":
        assert json.loads(told) == found
    else:
        assert [line.split(",")[0] for line in told.splitlines()[1:]] == [row["claim"] for row in found]


@pytest.mark.parametrize(
    ("asked", "documents"),
    [
        (Filter(), "abcde"),
        (Filter(since=date(2023, 3, 18)), "b"),
        (Filter(until=date(2022, 2, 28)), "ce"),
        (Filter(min_confidence=0.7), "abcd"),
        (Filter(relations=(FRIENDLY.name,)), "e"),
        (Filter(groups=(HOSTILE.group.lower(),)), "acd"),
        (Filter(actors=(("ukraine",), ("china", "ICC"))), "e"),
        (Filter(documents=("a", "e")), "ae"),
        (Filter(words="china -ukraine"), "b"),
        (Filter(speaker="china"), ""),
    ],
)
def test_each_part_of_a_filter_narrows(kg: KnowledgeGraph, asked: Filter, documents: str) -> None:
    assert "".join(sorted({event.document for event in questions.claims(kg, asked)})) == documents


@pytest.mark.parametrize("asked", [Filter(relations=("x",)), Filter(groups=("x",)), Filter(actors=(("x",),))])
def test_a_name_of_nothing_is_refused(kg: KnowledgeGraph, asked: Filter) -> None:
    with pytest.raises(UnknownName):
        asked.of(kg)


def test_the_latest_claims_come_first_and_undated_ones_last() -> None:
    graph = KnowledgeGraph()
    for key, when in (("a", None), ("b", "2022"), ("c", "2023")):
        graph.add(document(key), [claim(RUS, HOSTILE, UKR if key < "c" else CHN, document=key, date=when)])
    assert [row["document"] for row in graph.claims()] == ["c", "b", "a"]


def test_a_partner_has_the_name_of_the_body_whose_id_its_code_is() -> None:
    graph = KnowledgeGraph()
    fleet = Actor("ZZ", "Black Sea Fleet", Kind.ORGANISATION, "RUS")
    graph.add(document(), [claim(RUS, HOSTILE, UKR), claim(fleet, HOSTILE, UKR, at=99)])
    assert [(row.with_, row.code, row.in_) for row in questions.profile(graph, "ukraine").partners] == [
        ("Russia", "RUS", 2)
    ]
    assert questions.columns(questions.Partner)[1:4] == ("with", "out", "in")


def test_whoever_speaks_or_acts_for_a_body_is_told_by_the_name_of_that_body() -> None:
    pytest.importorskip("starlette", reason="needs the extra `serve`")
    from graphkit.serve.told import told as served

    graph = KnowledgeGraph()
    fleet = Actor("ZZ", "Black Sea Fleet", Kind.ORGANISATION, "RUS")
    graph.add(document(), [claim(CHN, HOSTILE, UKR, speaker=RUS), claim(fleet, HOSTILE, UKR, at=99)])
    told = questions.claims(graph)
    assert [row.speaker for row in questions.brief(graph, told)] == ["Russia", None]
    assert [row.speaker for row in served(graph, told)] == ["Russia", None]
    assert content(graph)["voices"] == ["Russia"]
    assert {row.who for row in questions.ends(graph, HOSTILE.name)} == {"China", "Russia"}


def test_between_whom_a_relation_is_told() -> None:
    graph = KnowledgeGraph()
    met = [claim(UKR, SYMMETRIC, RUS), claim(RUS, SYMMETRIC, UKR, at=90), claim(RUS, SYMMETRIC, CHN, at=180)]
    denied = claim(CHN, HOSTILE, RUS, at=270, polarity=Polarity.NEGATED)
    graph.add(document(), [*met, denied, claim(PUTIN, HOSTILE, UKR, at=360), claim(RUS, HOSTILE, UKR, at=450)])
    assert [(row.who, row.whom, row.events) for row in questions.ends(graph, SYMMETRIC.name)] == [
        ("Russia", "Ukraine", 2),
        ("China", "Russia", 1),
    ]
    assert [(row.source, row.target, row.events) for row in questions.ends(graph, HOSTILE.name)] == [
        ("RUS", "UKR", 2),
        ("CHN", "RUS", 1),
    ]


def test_a_date_of_publication_is_told_apart() -> None:
    graph = KnowledgeGraph()
    published = document(published=PartialDate(2023, 3, 20))
    graph.add(published, [claim(date="2023-03-17"), claim(at=90)])
    rows = [(row.date, row.reported) for row in questions.brief(graph, questions.claims(graph))]
    assert rows == [("2023-03-20", True), ("2023-03-17", False)]


@pytest.mark.parametrize(
    "question", [["relations", "Russia", "Ukraine"], ["timeline", "Russia", "Ukraine"], ["summary"]]
)
def test_a_question_says_how_much_was_too_unsure_to_count(
    question: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as graph:
        graph.add(document(), [claim(RUS, HOSTILE, UKR), claim(RUS, FRIENDLY, UKR, at=90, confidence=0.4)])
    run(*question, "--store", str(path))
    assert "1 tentative left out (confidence under 0.5)" in capsys.readouterr().err
    run("claims", "--store", str(path))
    assert "left out" not in capsys.readouterr().err
