"""Wrong usage: one line with the culprit and the remedy, an exit status, and nothing lost."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

from graphkit.formats import export
from graphkit.graph import KnowledgeGraph
from tests.quality.test_evaluation import GOLD
from tests.test_cli import run
from tests.values import PUTIN, UKR, claim, document

QUESTIONS = (
    "search peace",
    "relations RUS UKR",
    "timeline RUS UKR",
    "actor RUS",
    "claims",
    "path RUS UKR",
    "central",
    "communities",
    "balance",
    "summary",
    "network",
    "view -o v.html",
    "plot network -o p.svg",
    "export",
)
STORES_ONLY = (
    "status",
    "remove nothing",
    "sparql dyad one=RUS other=UKR",
    "serve --port 0",
    "push http://127.0.0.1:9/x",
    "validate",
    "review",
)
FILES = {
    "none.db": "no such store",
    "none.jsonl": "no such",
    "empty.db": "is an empty file",
    "random.db": "is not a store",
    "other.db": "is a database of another program",
    "folder": "is a folder",
    "folder.db": "is a folder",
}
GRAPHS = {
    "empty.ttl": "has no claims",
    "random.ttl": "cannot be parsed",
    "broken.ttl": "cannot be parsed",
    "foreign.ttl": "has no claims",
    "random.jsonl": "is not UTF-8",
    "broken.jsonl": "is not JSON",
    "news.jsonl": "holds no claims",
    "empty.csv": "needs the columns",
}


@pytest.fixture(autouse=True)
def _desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a store and with files of every wrong kind, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRAPHKIT_STORE", raising=False)
    with KnowledgeGraph(Path("kg.db")) as kg:
        kg.add(document("a"), [claim(document="a"), claim(PUTIN, document="a", obj=UKR)])
        export(kg, Path("kg.ttl"))
        export(kg, Path("kg.jsonl"))
    for suffix in ("db", "ttl", "jsonl", "csv", "txt"):
        Path(f"empty.{suffix}").touch()
        Path(f"random.{suffix}").write_bytes(b"\xff\xfe\x00\x9c" * 500)
    with sqlite3.connect("other.db") as connection:
        connection.execute("CREATE TABLE x (a)")
    connection.close()
    Path("folder").mkdir()
    Path("folder.db").mkdir()
    Path("broken.ttl").write_text("@prefix a: <b> .\na:b a:c", encoding="utf-8")
    Path("foreign.ttl").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    Path("broken.jsonl").write_text('{"id": \n[1]\n', encoding="utf-8")
    Path("news.jsonl").write_text('{"id": "a", "text": "Russia bombed Ukraine."}\n', encoding="utf-8")
    rows = [{"id": key, "text": "Russia bombed Ukraine.", "claims": claims} for key, claims in GOLD.items()]
    Path("gold.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def refused(capfd: pytest.CaptureFixture[str], *line: str) -> str:
    """The one line with which a call is refused; no file is changed by it."""
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    assert run(*line) == 2, line
    shown = capfd.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("graphkit: "), shown.err
    assert shown.err.count("\n") == 1, shown.err
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before
    return shown.err


@pytest.mark.parametrize("line", ["extract news.jsonl", "build news.jsonl", "export broken.ttl", "view broken.ttl"])
def test_stdout_is_no_file_named_by_a_dash(line: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert "'-' is not a file; name one" in refused(capfd, *line.split(), "-o", "-")


@pytest.mark.parametrize(
    ("question", "name"),
    [
        *((question, name) for question in QUESTIONS for name in ("none.db", "random.db", "foreign.ttl")),
        *(("claims", name) for name in (*FILES, *GRAPHS)),
    ],
)
def test_a_question_to_what_is_no_graph(question: str, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    told = refused(capfd, *question.split(), "--store", name)
    assert name in told
    assert {**FILES, **GRAPHS}[name] in told or ("no such" in told and "export" in question)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        *((question, name) for question in STORES_ONLY for name in ("none.db", "empty.db", "kg.jsonl")),
        *(("status", name) for name in (*FILES, "empty.jsonl", "random.csv")),
    ],
)
def test_a_store_that_is_none_is_told_and_not_made_one(
    question: str, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    told = refused(capfd, *question.split(), "--store", name)
    assert name in told
    assert "; " in told


@pytest.mark.parametrize("name", ["none.jsonl", "folder", "empty.jsonl", "random.jsonl", "broken.jsonl", "kg.ttl"])
@pytest.mark.parametrize(
    "line", ["eval NAME", "eval gold.jsonl NAME", "eval gold.jsonl --against NAME", "compare reader NAME"]
)
def test_scores_of_what_is_not_annotated(line: str, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    if line == "eval gold.jsonl NAME" and name == "empty.jsonl":
        return  # an extractor that finds nothing
    assert name in refused(capfd, *line.replace("NAME", name).split())


@pytest.mark.parametrize(
    "rows", ['{"id": "a", "text": "x", "claims": [{"subject": "RUS"}]}', '{"id": "a", "text": "x", "claims": 3}']
)
def test_a_claim_that_is_none_is_told_before_texts_are_read(rows: str, capfd: pytest.CaptureFixture[str]) -> None:
    Path("gold.jsonl").write_text(rows, encoding="utf-8")
    assert "gold.jsonl: a claim of a is malformed" in refused(capfd, "eval", "gold.jsonl")


@pytest.mark.parametrize("name", ["none.tsv", "folder", "random.db"])
def test_codes_that_cannot_be_read(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert name in refused(capfd, "eval", "gold.jsonl", "--codes", name)


OPTIONS = (
    ("--since soon", "--since: 'soon' is not a date; write it as"),
    ("--until 2022-13", "--until: '2022-13' is not a date"),
    ("--since 2023 --until 2020", "--since 2023-01-01 is after --until 2020-12-31; swap them"),
    ("--min-confidence 2", "--min-confidence: give a number of at most 1"),
    ("--min-confidence much", "--min-confidence: give a number"),
    ("--zzz", "no option --zzz; graphkit claims --help"),
    ("--engine pool", "claims has no option --engine; it belongs to extract"),
    ("--limt 3", "no option --limt; did you mean --limit?"),
    ("--limit", "--limit: give a value with it"),
    ("--limit -1", "--limit: give a number of at least 1"),
    ("--limit 0", "--limit: give a number of at least 1"),
    ("--limit many", "--limit: give a whole number"),
    ("--limit 1 --limit 2", "--limit is given 2 times; give it once"),
    ("--store other.db", "--store is given 2 times; give it once"),
    ("--offset -1", "--offset: give a number of at least 0"),
    ("--sort size", "--sort: no 'size'; choose date, confidence or intensity"),
    ("--status odd", "--status: no 'odd'; choose one of asserted, denied"),
    ("--format xlsx", "no format 'xlsx' here; choose one of"),
    ("--relation visit", "no relation 'visit'; did you mean"),
    ("--group odd", "no group 'odd'"),
    ("--actor Nobody-Nowhere", "no actor 'Nobody-Nowhere'"),
    ("--speaker Nobody-Nowhere", "no actor 'Nobody-Nowhere'"),
    ("one two", "too many words: two"),
)


@pytest.mark.parametrize(("options", "message"), OPTIONS)
def test_an_option_that_makes_no_sense(options: str, message: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert message in refused(capfd, "claims", "--store", "kg.db", *options.split())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("clams", "no command 'clams'; did you mean 'claims'?"),
        ("zzz", "no command 'zzz'; graphkit --help"),
        ("relations RUS --store kg.db", "B is missing; graphkit relations --help"),
        ("status", "--store is missing; graphkit status --help"),
        ("relations RUS russia --store kg.db", "RUS and russia are both Russia; name two actors"),
        ("path RUS russia --store kg.db", "RUS and russia are both Russia; name two actors"),
        ("central --store kg.db --compare 2020", "--compare: give 2 values with it"),
        ("central --store kg.db --measure fame", "--measure: no 'fame'; choose degree, "),
        ("path RUS UKR --store kg.db --length miles", "--length: no 'miles'; choose hops or weight"),
        ("timeline RUS UKR --store kg.db --by week", "--by: no 'week'; choose year, month or day"),
        ("network --store kg.db --sign odd", "--sign: no 'odd'; choose cooperation or conflict"),
        ("export kg.db --detail all", "--detail: no 'all'; choose direct, claims or evidence"),
        ("export kg.db --base x", "--base: 'x' is not an IRI; write it as"),
        ("export kg.db --store kg.db", "both kg.db and --store kg.db; name one graph"),
        ("export", "no graph named; give --store or set GRAPHKIT_STORE"),
        ("serve --store kg.db --port 99999", "--port: give a number of at most 65535"),
        ("fetch https://example.org -o kg.ttl", "kg.ttl: is a file; name a folder"),
        ("view --store kg.db -o kg.ttl", "kg.ttl: is not the name of a web page; end it with .html"),
    ],
)
def test_a_call_that_makes_no_sense(line: str, message: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert message in refused(capfd, *line.split())


WRITING = ("build news.jsonl", "extract news.jsonl", "export kg.db", "network --store kg.db", "review kg.db")


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("none/x.tsv", "there is no folder none; create it first"),
        ("folder", "folder: is a folder; name a file"),
        ("kg.db", "kg.db: is a store; name another file"),
    ],
)
@pytest.mark.parametrize("line", WRITING)
def test_a_target_that_cannot_be_written_is_told_before_the_work(
    line: str, target: str, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    form = () if line.startswith("review") else ("--format", "csv")
    assert message in refused(capfd, *line.split(), *form, "-o", target)


@pytest.mark.parametrize("line", WRITING)
def test_a_target_one_has_no_right_to(
    line: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphkit.cli.files.os.access", lambda _, mode: mode != os.W_OK)
    assert "cannot be written; check the permissions of the file and its folder" in refused(
        capfd, *line.split(), "-o", "new.tsv"
    )


@pytest.mark.parametrize("line", ["build news.jsonl", "import kg.ttl"])
@pytest.mark.parametrize(
    ("store", "message"),
    [
        ("none/x.db", "there is no folder none"),
        ("folder.db", "is a folder"),
        ("x.ttl", "a store cannot have this suffix; name it x.db"),
        ("other.db", "is a database of another program"),
        ("random.db", "is not a store"),
    ],
)
def test_a_store_that_cannot_be_made(line: str, store: str, message: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert message in refused(capfd, *line.split(), "--store", store)


def test_a_file_that_cannot_be_opened_is_one_line(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "x.svg")

    monkeypatch.setattr("graphkit.cli.files.writable", denied)
    assert "x.svg: Permission denied; check the path" in refused(capfd, "network", "--store", "kg.db", "-o", "x.csv")


@pytest.mark.parametrize("text", ["none.txt", "news/none", "a\\b"])
def test_link_takes_no_path_for_a_text(text: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("link", text) == 1
    told = capfd.readouterr().err
    assert told == f"graphkit: {text}: no such file or folder; check the path\n"


def test_link_takes_a_single_name_for_a_text(capfd: pytest.CaptureFixture[str]) -> None:
    assert run("link", "Moscow", "--date", "2023-03-22", "--format", "jsonl") == 0
    assert json.loads(capfd.readouterr().out)["actor"]["name"] == "Russia"


def test_without_words_the_help_is_shown(capfd: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert "Read text:" in capfd.readouterr().out


def test_words_that_are_none_find_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert run("search", " ", "--store", "kg.db") == 2
    assert capfd.readouterr().err.strip() == "graphkit: WORDS is empty; give a name or words of a sentence"


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (("extract", ""), "TEXT|PATHS…"),
        (("build", "", "-o", "kg.ttl"), "PATHS…"),
        (("explain", ""), "TEXT|FILE|CLAIM"),
        (("claims", "--store", ""), "--store"),
        (("claims", "--store=", "words"), "--store"),
        (("claims", "--actor", "RUS", "--actor", ""), "--actor"),
        (("export", "kg.db", "-o", ""), "--output"),
        (("relations", "RUS", ""), "B"),
    ],
)
def test_what_is_empty_is_no_path_and_no_name(
    call: tuple[str, ...],
    named: str,
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert run(*call) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err == f"graphkit: {named} is empty; give a value (a variable may be unset)\n"


@pytest.mark.parametrize(("option", "forms"), [("--since", "YYYY-MM-DD, YYYY-MM or YYYY"), ("--until", "YYYY-MM")])
def test_a_date_that_is_none_is_told_every_form_that_it_may_have(
    option: str, forms: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run("claims", option, "yesterday", "--store", "kg.db") == 2
    assert f"{option}: 'yesterday' is not a date; write it as" in (told := capfd.readouterr().err)
    assert forms in told


@pytest.mark.parametrize("call", ["claims", "relations {} RUS UKR", "path", "search", "status", "sparql", "central"])
def test_a_store_that_stands_where_words_do_is_told_how_to_be_named(
    call: str, capfd: pytest.CaptureFixture[str]
) -> None:
    line = call if "{}" in call else f"{call} {{}}"
    told = "graphkit: kg.db: a store is named by an option; write --store kg.db\n"
    assert refused(capfd, *line.format("kg.db").split()) == told
