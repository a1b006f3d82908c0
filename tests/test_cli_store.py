"""The commands that work on a store: status, remove, import, validate, push, sparql."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from graphkit.export import export
from graphkit.graph import KnowledgeGraph
from graphkit.ontology import load_relations
from tests.test_cli import call, run
from tests.values import PUTIN, UKR, claim, document

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as kg:
        kg.add(document("a"), [claim(document="a"), claim(PUTIN, document="a", obj=UKR)])
        kg.add(document("b"), [claim(document="b")])
        kg.fail("c.txt", "c.txt: empty")
    return path


def test_status_counts_and_tells_failures(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("status", "--store", str(store)) == 0
    shown = capfd.readouterr().out
    assert [line.split() for line in shown.splitlines()[:5]] == [
        ["documents", "2"],
        ["claims", "2"],
        ["evidence", "3"],
        ["actors", "4"],
        ["failed", "1"],
    ]
    assert "c.txt: empty" in shown
    assert run("status", "--store", str(store), "--format", "json") == 0
    assert json.loads(capfd.readouterr().out)["documents"] == 2


def test_remove_takes_evidence_and_claims_back(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("remove", "a", "nothing", "--store", str(store)) == 1
    assert "nothing: no such document" in capfd.readouterr().err
    with KnowledgeGraph(store) as kg:
        assert [len(found.evidence) for found in kg] == [1]


def test_import_and_validate_take_an_export_back(
    store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    turtle, copy = tmp_path / "kg.ttl", tmp_path / "copy.db"
    with KnowledgeGraph(store) as kg:
        export(kg, turtle)
        before = list(kg)
    assert run("import", str(turtle), "--store", str(copy)) == 0
    with KnowledgeGraph(copy) as kg:
        assert list(kg) == before
    assert run("validate", str(turtle), "--no-shapes") == 0
    iri = next(iter(load_relations().values())).iri
    with turtle.open("a", encoding="utf-8") as file:
        file.write(f"<urn:one> <{iri}> <urn:other> .\n")
    capfd.readouterr()
    assert run("validate", str(turtle), "--no-shapes") == 1
    assert "[licence]" in capfd.readouterr().out


def test_import_of_a_table_resolves_names(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("subject,relation,object\nRussia,visits,China\nNowhere Land,visits,Kenya\n", encoding="utf-8")
    run("import", str(table), "--store", str(tmp_path / "t.db"))
    with KnowledgeGraph(tmp_path / "t.db") as kg:
        assert ("RUS", "CHN") in {(found.subject.code, found.object.code) for found in kg}


def test_sparql_asks_ready_queries_and_own_ones(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("sparql") == 0
    assert "dyad" in capfd.readouterr().out
    assert run("sparql", "SELECT (COUNT(*) AS ?n) { ?c a gk:Claim }", "--store", str(store), "-f", "csv") == 0
    assert capfd.readouterr().out.split() == ["n", "2"]
    assert run("sparql", "dyad", "one=RUS", "other=UKR", "--store", str(store), "-f", "jsonl") == 0
    assert all(json.loads(line) for line in capfd.readouterr().out.splitlines())
    assert run("sparql", "ASK { ?c a gk:Claim }", "--store", str(store), "-f", "table") == 0
    assert capfd.readouterr().out == "yes\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("sparql", "SELECT {", "--store", "STORE"), "not SPARQL"),
        (("sparql", "DELETE WHERE { ?a ?b ?c }", "--store", "STORE"), "this is an update"),
        (("sparql", "SELECT * { ?a ?b ?c }"), "no store named"),
        (("status", "--store", "none.db"), "no such store"),
        (("validate", "none.ttl"), "none.ttl"),
        (("push", "ftp://x", "--store", "STORE"), "no HTTP address"),
    ],
)
def test_wrong_calls_are_one_line_and_leave_the_store(
    arguments: tuple[str, ...], message: str, store: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GRAPHKIT_STORE", raising=False)
    before = store.read_bytes()
    assert run(*(str(store) if part == "STORE" else part for part in arguments)) == 2
    told = capsys.readouterr().err.strip()
    assert message in told
    assert len(told.splitlines()) == 1
    assert store.read_bytes() == before


def test_a_store_of_a_newer_schema_or_no_store_at_all_is_told(tmp_path: Path, store: Path, capsys: Capture) -> None:
    connection = sqlite3.connect(store)
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    assert run("status", "--store", str(store)) == 2
    assert "newer" in capsys.readouterr().err
    corrupt = tmp_path / "corrupt.db"
    corrupt.write_bytes(b"this is no database, not at all" * 100)
    assert run("status", "--store", str(corrupt)) == 2
    assert "corrupt.db" in capsys.readouterr().err


def test_build_adds_to_a_store_and_tells_of_another_version(tmp_path: Path) -> None:
    text, store = tmp_path / "a.txt", tmp_path / "kg.db"
    text.write_text("Russia bombed Ukraine.", encoding="utf-8")
    assert call("build", str(text), "--store", str(store)).returncode == 0
    connection = sqlite3.connect(store)
    connection.execute("UPDATE builds SET seeds = 'others'")
    connection.commit()
    connection.close()
    again = call("build", str(text), "--store", str(store))
    assert "read by another version" in again.stderr
    assert call("build", str(text), "--store", str(store), "--rebuild").returncode == 0
    assert "another version" not in call("build", str(text), "--store", str(store)).stderr
    wrong = call("build", str(text), "--store", str(store), "-o", "x.ttl")
    assert wrong.returncode == 2


@pytest.mark.parametrize("command", ["view", "network", "plot network"])
def test_a_missing_folder_is_told_before_the_work(
    command: str, store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "none" / "x.svg"
    assert run(*command.split(), "--store", str(store), "-o", str(target)) == 2
    assert "there is no folder" in capsys.readouterr().err
