"""A query has one answer everywhere: the command line, the JSON API and notebooks only render it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graphkit import questions
from graphkit.errors import UnknownName
from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Kind, PartialDate, Polarity, Status
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
    from graphkit.serve.sentences import quoted as served

    graph = KnowledgeGraph()
    fleet = Actor("ZZ", "Black Sea Fleet", Kind.ORGANISATION, "RUS")
    graph.add(document(), [claim(CHN, HOSTILE, UKR, speaker=RUS), claim(fleet, HOSTILE, UKR, at=99)])
    told = questions.claims(graph)
    assert [row.speaker for row in questions.brief(graph, told)] == ["Russia", None]
    assert [row.stated[0].speaker for row in served(graph, [[event] for event in told])] == ["Russia", None]
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
    "question",
    [
        *(["relations", "Russia", "Ukraine"], ["timeline", "Russia", "Ukraine"], ["path", "Russia", "Ukraine"]),
        *(["actor", "Russia"], ["summary"], ["central"], ["communities"], ["balance"], ["network"]),
        *(["export", "-f", form] for form in ("dyad-year", "dyad-month", "polecat", "ftm")),
    ],
)
def test_a_question_says_how_much_was_too_unsure_to_count(
    question: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as graph:
        graph.add(document(), [claim(RUS, HOSTILE, UKR), claim(RUS, FRIENDLY, UKR, at=90, confidence=0.4)])
    run(*question, "--store", str(path))
    assert "1 tentative left out (confidence below 0.5)" in capsys.readouterr().err
    run("claims", "--store", str(path))
    assert "left out" not in capsys.readouterr().err


def test_what_is_merely_said_or_planned_is_nothing_that_an_actor_does() -> None:
    graph = KnowledgeGraph()
    said = [
        claim(PUTIN, HOSTILE, UKR, speaker=UKR),
        claim(RUS, FRIENDLY, UKR, at=90, status=Status.PLANNED),
        claim(RUS, SYMMETRIC, CHN, at=180),
        claim(RUS, FRIENDLY, CHN, at=270, confidence=0.4),
    ]
    graph.add(document(), said)
    found = questions.profile(graph, "Russia")
    assert dict(found.does) == {SYMMETRIC.name: 1}
    assert found.left_out == 1
    assert {event.status for event in found.events} == {"asserted", "attributed", "planned"}
    assert questions.profile(graph, "Putin").does == ()
    assert questions.profile(graph, "Ukraine").suffers == ()


def test_what_a_least_confidence_leaves_out_is_counted_among_what_was_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as graph:
        sure, unsure = claim(RUS, HOSTILE, UKR), claim(UKR, FRIENDLY, RUS, at=90, confidence=0.6)
        graph.add(document(), [sure, unsure, claim(CHN, FRIENDLY, UKR, at=180, confidence=0.6)])
    pair = ("Russia", "Ukraine")
    for question in (("relations", *pair), ("timeline", *pair), ("actor", "Russia"), ("search", "Russia")):
        run(*question, "--min-confidence", "0.8", "--store", str(path))
        assert "1 of 2 claims left out: confidence below 0.8" in capsys.readouterr().err, question
    run("central", "--min-confidence", "0.8", "--store", str(path))
    assert "2 of 3 claims left out" in capsys.readouterr().err


def test_rows_that_show_a_claim_say_how_sure_it_is_and_how_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as graph:
        graph.add(document(), [claim(RUS, HOSTILE, UKR, confidence=0.7), claim(UKR, FRIENDLY, RUS, at=90, speaker=CHN)])
    for question in (("relations", "Russia", "Ukraine"), ("path", "Russia", "Ukraine"), ("search", HOSTILE.label)):
        run(*question, "--store", str(path), "-f", "json")
        assert 0.7 in [row.get("confidence") for row in json.loads(capsys.readouterr().out)], question
        run(*question, "--store", str(path), "-f", "table")
        assert "0.70" in capsys.readouterr().out
    run("search", FRIENDLY.label, "--store", str(path), "-f", "jsonl")
    rows = map(json.loads, capsys.readouterr().out.splitlines())
    assert [row["status"] for row in rows if row["found"] == "sentence"] == ["attributed"]


def test_the_api_takes_a_least_confidence_too(store: Path) -> None:
    testclient = pytest.importorskip("starlette.testclient", reason="needs the extra `serve`")
    from graphkit import serve

    client = testclient.TestClient(serve.app(store, hosts=["*"]))
    for path in ("relations/UKR/CHN", "timeline/UKR/CHN?by=year", "path/UKR/CHN", "actors/UKR", "central", "summary"):
        sign = "&" if "?" in path else "?"
        answers = [client.get(f"/api/{path}{sign}confidence={least}").json() for least in ("0.5", "0.7")]
        assert answers[0] != answers[1], path


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("relations russia ukraine", "sentence"),
        ("timeline russia ukraine", "sentence"),
        ("path ICC china", "sentence"),
        ("balance", "sentence"),
        ("summary", "latest"),
        ("claims", "sentence"),
    ],
)
def test_every_row_with_a_sentence_has_the_claim_that_explain_takes(
    command: str, sentence: str, store: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    words = command.split()
    assert run(*words, "--store", str(store), "-f", "jsonl") == 0
    assert run(*words, "--store", str(store), "-f", "table") == 0
    assert run(*words, "--store", str(store), "-f", "csv") == 0
    out = capfd.readouterr().out
    rows = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    assert rows
    with KnowledgeGraph(store) as graph:
        for row in rows:
            said = row["quote"] if command == "claims" else row[sentence]
            assert said in [e.quote.text for e in graph[row["claim"]].evidence]
            assert out.count(row["claim"]) >= 3
