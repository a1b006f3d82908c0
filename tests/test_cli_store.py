"""The commands that work on a store: status, remove, import, validate, push, sparql."""

from __future__ import annotations

import json
import sqlite3
from itertools import count
from pathlib import Path
from pkgutil import resolve_name

import pytest

from graphkit.documents import read
from graphkit.formats import export
from graphkit.graph import KnowledgeGraph
from graphkit.model import Document, PartialDate, Polarity, Status
from graphkit.ontology import load_relations
from graphkit.pipeline import Watch, stamp
from tests.test_cli import call, run
from tests.values import CHN, PUTIN, RUS, UKR, claim, document

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
        (("push", "ftp://x", "--store", "STORE"), "is not an HTTP address"),
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


# questions

QUESTIONS = (
    "central --measure betweenness",
    "central --measure pagerank",
    "central --compare 1900 1901",
    "communities",
    "balance",
    "summary",
    "network",
    "relations RUS CHN",
    "timeline RUS CHN",
    "actor RUS",
    "claims",
    "path RUS CHN",
    "export STORE",
)


def ask(question: str, store: Path, *more: str) -> int:
    words = [str(store) if word == "STORE" else word for word in question.split()]
    return run(*words, *([] if "export" in words else ["--store", str(store)]), *more)


@pytest.mark.parametrize("measure", ["degree", "strength", "pagerank", "betweenness", "eigenvector", "hubs", "core"])
def test_an_empty_network_has_nobody_central(measure: str, store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("central", "--store", str(store), "--measure", measure, "--until", "1901", "-f", "json") == 0
    assert capfd.readouterr().out == "[]\n"


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_empty_selection_is_one_line_and_a_head_for_programs(
    question: str, store: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    narrow = () if "--compare" in question else ("--until", "1901")
    if question != "network":  # which makes no tables
        assert ask(question, store, *narrow, "-f", "table") == 0
        shown = capfd.readouterr()
        assert shown.out == ""
        assert shown.err.splitlines()[-1].startswith("no claims match")
        assert "190" in shown.err
    assert ask(question, store, *narrow, "-f", "csv") == 0
    head = capfd.readouterr().out
    assert head.count("\n") == 1
    if "--compare" not in question:
        ask(question, store, "-f", "csv")
        assert capfd.readouterr().out.startswith(head)


def test_an_empty_picture_and_page_are_told(store: Path, tmp_path: Path, capsys: Capture) -> None:
    for command, target in (("view", "x.html"), ("plot matrix", "x.svg")):
        assert ask(command, store, "--until", "1901", "-o", str(tmp_path / target)) == 0
        assert "no claims match --until 1901-12-31\n" in capsys.readouterr().err


@pytest.fixture
def full(tmp_path: Path) -> Path:
    path = tmp_path / "full.db"
    with KnowledgeGraph(path, build=stamp()) as kg:
        for number in range(50):
            said = [
                claim(document=f"d{number}", confidence=0.5 + number / 100),
                claim(PUTIN, document=f"d{number}", obj=UKR),
            ]
            kg.add(document(f"d{number}"), said)
    return path


def test_programs_get_all_rows_and_a_person_a_screenful(
    full: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for form, head in (("jsonl", 0), ("csv", 1), ("tsv", 1)):
        assert ask("claims", full, "-f", form) == 0
        assert len(capfd.readouterr().out.splitlines()) == 100 + head
    assert ask("claims", full, "-f", "csv", "--limit", "7", "--offset", "95") == 0
    shown = capfd.readouterr()
    assert len(shown.out.splitlines()) == 1 + 5
    assert ask("claims", full, "-f", "table") == 0
    assert "more" not in capfd.readouterr().err
    monkeypatch.setattr("graphkit.cli.tables.sys.stdout.isatty", lambda: True)
    assert ask("claims", full, "-f", "table") == 0
    assert "60 more; --limit and --offset show them" in capfd.readouterr().err


ANSWERED = (
    "summary",
    "actor RUS",
    "relations RUS CHN",
    "timeline RUS CHN",
    "claims",
    "path RUS CHN",
    "central",
    "central --compare 2000 2030",
    "communities",
    "search Russia",
    "network",
    "export STORE",
)


@pytest.mark.parametrize("question", ANSWERED)
def test_a_line_that_makes_no_sense_takes_no_answer_away(
    question: str, full: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    graph = tmp_path / "graph.jsonl"
    assert ask("export STORE", full, "-o", str(graph)) == 0
    answers = {}
    for name, more in (("whole", ""), ("torn", '{"subject": ')):
        graph.write_text(graph.read_text(encoding="utf-8") + more, encoding="utf-8")
        capfd.readouterr()
        assert ask(question, graph, "-f", "csv") == (1 if more else 0)
        answers[name], told = capfd.readouterr()
        assert ("is not JSON" in told) is bool(more)
    assert answers["torn"] == answers["whole"] != ""


def test_a_claim_is_explained_in_spite_of_a_line_that_makes_no_sense(
    full: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    graph = tmp_path / "graph.jsonl"
    assert ask("export STORE", full, "-o", str(graph)) == 0
    with KnowledgeGraph(full) as kg:
        key = next(iter(kg)).id
    graph.write_text(graph.read_text(encoding="utf-8") + "{", encoding="utf-8")
    assert ask(f"explain {key}", graph) == 1
    assert "states it" in capfd.readouterr().out


@pytest.mark.parametrize("question", ["claims", "central", "summary", "actor RUS", "relations RUS CHN"])
def test_what_is_not_shown_is_told_below_the_table(question: str, full: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with KnowledgeGraph(full) as kg:
        kg.add(document("unsure"), [claim(obj=other, document="unsure") for other in (UKR, PUTIN)])
        kg.add(document("less"), [claim(obj=other, document="less", confidence=0.1) for other in (CHN, UKR)])
    told: list[str] = []
    monkeypatch.setattr("graphkit.cli.output.say", lambda line: told.append(f"said {line}"))
    monkeypatch.setattr("graphkit.cli.output.pour", lambda pieces: told.append(f"shown {''.join(pieces)}"))
    least = "0.2" if question == "claims" else "0"
    assert ask(question, full, "-f", "table", "--limit", "1", "--min-confidence", least) == 0
    shown = next(n for n, line in enumerate(told) if line.startswith("shown "))
    left = [n for n, line in enumerate(told) if "; --limit" in line or "left out" in line]
    assert left
    assert min(left) > shown


def test_search_tells_of_what_there_is_more(full: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert ask("search Russia", full, "-f", "table", "--limit", "1") == 0
    assert " more sentences; --limit and --offset show them" in capfd.readouterr().err


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_bars_of_a_timeline_fit_the_terminal(
    columns: int, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "years.db"
    with KnowledgeGraph(path, build=stamp()) as kg:
        for year in (1990, 2020):
            kg.add(document(f"d{year}"), [claim(document=f"d{year}", date=f"{year}-05")])
    monkeypatch.setenv("COLUMNS", str(columns))
    assert ask("timeline RUS CHN", path, "-f", "table") == 0
    bars = [line for line in capfd.readouterr().err.splitlines() if "▁" in line]
    assert len(bars) == 2
    assert max(map(len, bars)) == min(columns, len("cooperation ") + 120 + len("  to 2020-05"))


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "json"])
def test_a_list_of_claims_comes_back_whole(form: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    store, back, listed = tmp_path / "kg.db", tmp_path / "back.db", tmp_path / f"claims.{form}"
    with KnowledgeGraph(store, build=stamp()) as kg:
        said = [
            claim(date="2022-02", document="d"),
            claim(PUTIN, obj=UKR, document="d", at=90, status=Status.PLANNED, speaker=CHN),
            claim(obj=UKR, document="d", at=180, polarity=Polarity.NEGATED, hearsay=True),
            claim(CHN, obj=UKR, document="d", at=270, confidence=0.3),
        ]
        kg.add(Document("d", "x" * 400, 'A "title", told', "https://example.org/d", PartialDate(2023, 3)), said)
    assert ask("claims", store, "-f", form) == 0
    listed.write_text(capfd.readouterr().out, encoding="utf-8")
    head = listed.read_text(encoding="utf-8").splitlines()[0]
    if form in ("csv", "tsv"):
        columns = "claim date published title url subject_code object_code cue".split()
        assert set(columns) <= set(head.split("," if form == "csv" else "\t"))
    assert run("import", str(listed), "--store", str(back)) == 0
    capfd.readouterr()
    exports = []
    for graph in (store, back):
        assert run("export", str(graph), "-f", "jsonl") == 0
        exports.append(capfd.readouterr().out)
    assert exports[0] == exports[1]
    assert exports[0].count("\n") == 4


def test_what_is_left_out_for_its_confidence_is_told(full: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for question in ("summary", "actor RUS", "relations RUS CHN", "timeline RUS CHN", "claims", "central"):
        assert ask(question, full, "--min-confidence", "0.95", "-f", "csv") == 0
        assert "claims left out: confidence below 0.95" in capfd.readouterr().err


def test_json_carries_all_that_a_table_and_its_talk_show(full: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def answer(question: str) -> dict[str, object]:
        assert ask(question, full, "-f", "json") == 0
        shown = capfd.readouterr()
        assert shown.err == ""
        found: dict[str, object] = json.loads(shown.out)
        return found

    whole = answer("summary")
    assert isinstance(whole["network"], dict)
    assert whole["network"]["actors"] == 3
    assert isinstance(whole["pairs"], list)
    who = answer("actor russia")
    assert (who["name"], who["kind"], who["code"], who["wikidata"]) == ("Russia", "State", "RUS", "Q159")
    assert who["does"] == {claim().relation.name: 100}
    assert isinstance(who["partners"], list)
    assert {"balanced", "unbalanced", "frustration", "ties"} == set(answer("balance"))
    held = answer("status")
    assert held["outdated"] == 0
    assert isinstance(held["builds"], list)
    assert held["builds"][0]["documents"] == 50
    assert run("status", "--store", str(full), "-f", "xml") == 2


def test_a_store_of_another_version_is_outdated(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("status", "--store", str(store)) == 0
    assert "--rebuild" in capfd.readouterr().out


def test_a_file_without_claims_is_one_line(tmp_path: Path, capsys: Capture) -> None:
    briefs = tmp_path / "briefs.jsonl"
    briefs.write_text('{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n', encoding="utf-8")
    assert ask("relations russia ukraine", briefs) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "briefs.jsonl: holds no claims" in told


@pytest.mark.parametrize("width", ["60", "100", "200"])
def test_a_table_of_claims_shows_whole_sentences_and_ids(
    width: str, store: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    assert ask("claims", store, "-f", "table") == 0
    shown = capfd.readouterr().out
    assert "…" not in shown
    one = claim(RUS, obj=CHN)
    assert one.id in shown
    assert "0.90" in shown
    assert one.evidence[0].quote.text in " ".join(shown.split())


def test_a_claim_names_who_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "said.db"
    with KnowledgeGraph(path) as kg:
        kg.add(document("a"), [claim(obj=CHN, document="a", speaker=UKR), claim(UKR, document="a", speaker=PUTIN)])
    assert run("claims", "--store", str(path), "-f", "csv") == 0
    rows = [line.split(",") for line in capfd.readouterr().out.splitlines()]
    assert {row[rows[0].index("speaker")] for row in rows[1:]} == {"Ukraine", "Russia"}


def test_answers_in_sparql_have_short_names_in_tables_alone(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    query = "SELECT ?r ?a { ?c gk:object ?a ; gk:relation ?r }"
    assert run("sparql", query, "--store", str(store), "-f", "table") == 0
    shown = capfd.readouterr().out
    assert "actor:UKR" in shown
    assert "http" not in shown
    assert run("sparql", query, "--store", str(store), "-f", "csv") == 0
    assert "http" in capfd.readouterr().out
    assert run("sparql", "SELECT ?c { ?c a gk:Nothing }", "--store", str(store), "-f", "table") == 0
    assert capfd.readouterr() == ("", "no results\n")


def test_search_finds_actors_relations_and_sentences(store: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("search", "russia", "--store", str(store), "-f", "jsonl") == 0
    found = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert (found[0]["found"], found[0]["id"]) == ("actor", "RUS")
    assert {row["id"] for row in found if row["found"] == "sentence"} == {claim(document="a").id}
    assert run("search", claim().relation.label, "--store", str(store), "-f", "jsonl") == 0
    found = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert claim().relation.name in {row["id"] for row in found if row["found"] == "relation"}
    assert run("search", "russ", "--store", str(store), "-f", "jsonl") == 0
    out, err = capfd.readouterr()
    found = [json.loads(line) for line in out.splitlines()]
    assert {row["id"] for row in found if row["found"] == "sentence"} == {claim(document="a").id}
    assert err == "no sentence contains 'russ'; showing those with russ*\n"
    assert run("search", "russ -war", "--store", str(store), "-f", "csv") == 0
    assert capfd.readouterr().err == 'no claims match "russ -war"\n'
    assert run("search", "zebra", "--store", str(store), "-f", "csv") == 0
    assert capfd.readouterr() == ("found,id,name,date,status,confidence,text\n", "no claims match zebra\n")


@pytest.mark.parametrize(
    ("target", "told"), [("kg.db", "1 document of this run is kept in"), ("kg.ttl", "nothing was")]
)
def test_a_stopped_build_says_what_is_kept(
    target: str, told: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, watch: Watch, **__: object) -> None:
        watch(document("a"), [])
        raise KeyboardInterrupt

    (tmp_path / "a.txt").write_text("One.", encoding="utf-8")
    monkeypatch.setattr("graphkit.pipeline.build", stopped)
    assert run("build", str(tmp_path / "a.txt"), "-o", str(tmp_path / target)) == 130
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert told in lines[0]


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        ("graphkit.store.writing.weigh_more", False),
        ("graphkit.store.graph.Graph.add", True),
        ("graphkit.cli.progress.Progress.done", False),
        ("graphkit.cli.progress.Progress.done", True),
        ("graphkit.cli.progress.Progress.begin", True),
    ],
)
@pytest.mark.parametrize("more", [(), ("--rebuild",)], ids=["new", "rebuild"])
def test_what_a_stopped_build_tells_is_what_the_store_holds(
    moment: str, late: bool, more: tuple[str, ...], tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text("The weather was fine.", encoding="utf-8")
    paths = [str(tmp_path / f"{name}.txt") for name in "abc"]
    store = tmp_path / "kg.db"
    if more:  # another version has read them all
        with KnowledgeGraph(store) as old:
            for found in read(paths):
                assert isinstance(found, Document)
                old.add(found, [])
    place, _, name = moment.rpartition(".")
    real, calls = resolve_name(moment), count(1)

    def interrupted(*given: object, **named: object) -> object:
        second = next(calls) == 2
        if second and not late:
            raise KeyboardInterrupt
        done = real(*given, **named)
        if second:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(resolve_name(place), name, interrupted)
    assert run("build", *paths, "--store", str(store), *more) == 130
    with KnowledgeGraph(store, build=stamp()) as kg:
        kept = sum(number for build, number in kg.report().builds if build == stamp())
    noun = "document of this run is" if kept == 1 else "documents of this run are"
    assert capsys.readouterr().err.splitlines()[-1].startswith(f"stopped: {kept} {noun} kept in {store}")
    assert kept == (2 if "add" in moment or "done" in moment else 1)


def test_a_resumed_build_says_what_was_read_before(tmp_path: Path, capsys: Capture) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("The weather was fine.", encoding="utf-8")
    store = str(tmp_path / "kg.db")
    assert run("build", str(tmp_path), "--store", store, "--date", "2023-03-22") == 0
    assert "already" not in capsys.readouterr().err
    assert run("build", str(tmp_path), "--store", store, "--date", "2023-03-22") == 0
    assert "2 documents already read; 0 documents, 0 claims" in capsys.readouterr().err
