"""The command line, as used by people and by programs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graphkit.cli import app, config, main, options, panels
from graphkit.errors import InputError, UnknownName
from graphkit.formats import export
from graphkit.graph import KnowledgeGraph
from graphkit.ontology import load_relations
from tests.values import CHN, RUS, claim, document

Capture = pytest.CaptureFixture[str]
COMMANDS = (
    "build",
    "extract",
    "export",
    "schema",
    "actors",
    "link",
    "status",
    "remove",
    "import",
    "validate",
    "push",
    "sparql",
    "eval",
    "explain",
    "view",
    "plot",
    "serve",
    "network",
    "search",
)


def run(*arguments: str) -> int:
    """The exit status of a call."""
    with pytest.raises(SystemExit) as left:
        main(arguments)
    return int(left.value.code or 0)


def call(*arguments: str, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "graphkit", *arguments],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_help_names_every_command_and_each_has_an_example(capsys: Capture) -> None:
    assert run("--help") == 0
    text = capsys.readouterr().out
    for command in COMMANDS:
        assert f"  {command} " in text
        assert run(command, "--help") == 0
        assert re.search(rf"\nExamples?:\n  graphkit {command} ", capsys.readouterr().out)


def test_help_lists_every_command_by_task_with_its_whole_first_sentence(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run("-h") == 0
    text = capsys.readouterr().out
    assert "..." not in text.partition("Read text:")[2]
    for command in app.registered_commands:
        assert command.rich_help_panel in panels.ORDER
        assert command.callback
        name = command.name or command.callback.__name__
        first = re.escape(panels.first_sentence(command.callback.__doc__ or ""))
        assert re.search(rf"^  {name} +{first}$", text, re.MULTILINE)
        assert run(name, "-h") == 0
        assert f"\n  graphkit {name} " in capsys.readouterr().out


@pytest.mark.alone
def test_help_is_quick_and_loads_nothing_heavy() -> None:
    code = (
        "import sys, graphkit.cli as c\n"
        "try: c.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('spacy', 'rdflib', 'networkx', 'numpy', 'sqlite3') if m in sys.modules], file=sys.stderr)"
    )
    times = []
    for _ in range(3):
        began = time.monotonic()
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        times.append(time.monotonic() - began)
        assert done.stderr.strip() == "[]"
    assert min(times) < 0.5  # 0.25 s when nothing else runs; machines of CI are shared


def test_version(capsys: Capture) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("graphkit 0.")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "absent.sqlite"), "graphkit: absent.sqlite: no such file; make one with graphkit build\n"),
        (("extract", "x.txt", "--format", "xlsx"), "graphkit: no format 'xlsx'"),
        (("build", "x.txt", "-o", "kg.tlt"), "graphkit: no format 'tlt'; did you mean 'ttl'?\n"),
        (("build", "x.txt", "-o", "none/kg.ttl"), "graphkit: none/kg.ttl: there is no folder none; create it first\n"),
        (("schema", "visit"), "graphkit: no relation 'visit'; did you mean"),
        (("extract", "x.txt", "--model", "en_core_web_none"), "graphkit: no spaCy pipeline 'en_core_web_none'"),
        (("actors", "Nobody Nowhere"), "graphkit: no actor 'Nobody Nowhere'"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_two(capsys: Capture, arguments: tuple[str, ...], message: str) -> None:
    assert run(*arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [("extract", "x", "--date", "soon"), ("export", "x", "--status", "odd"), ("no",)])
def test_a_wrong_option_is_status_two(capsys: Capture, arguments: tuple[str, ...]) -> None:
    assert run(*arguments) == 2
    assert "Traceback" not in capsys.readouterr().err


# schema


def test_schema_as_every_format() -> None:
    every = sorted(load_relations())
    _, *rows = call("schema", "--format", "tsv").stdout.splitlines()
    assert sorted(row.split("\t")[0] for row in rows) == every
    assert sorted(row["relation"] for row in json.loads(call("schema", "--format", "json").stdout)) == every
    (one,) = call("schema", "visits", "--format", "jsonl").stdout.splitlines()
    assert json.loads(one)["group"] == "CONSULT"
    assert "gk:visits" in call("schema", "--format", "ttl").stdout
    assert "CONSULT" in call("schema", "CONSULT", "--format", "table").stdout


STOPPED = """
import signal, sys
from importlib.abc import MetaPathFinder
class Stop(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name != {name!r}:
            return None
        try:
            signal.raise_signal(signal.SIGINT)
        except KeyboardInterrupt:
            if {swallowed}:
                raise ImportError("initialization failed")
            raise
sys.meta_path.insert(0, Stop())
from graphkit.__main__ import main
sys.argv = ["graphkit", "extract", "Russia bombed Ukraine."]
main()
"""


@pytest.mark.parametrize(
    ("name", "swallowed"),
    [("graphkit.cli", False), ("typer", False), ("graphkit.cli.build", False), ("onnxruntime", True)],
)
def test_stopped_while_it_loads_a_command_is_quiet(name: str, swallowed: bool) -> None:
    program = STOPPED.format(name=name, swallowed=swallowed)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


# export


def test_export_filters_and_changes_the_form(store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("export", str(store), "--actor", "UKR") == 0
    (line,) = capfd.readouterr().out.splitlines()
    assert json.loads(line)["object"]["id"] == "UKR"
    target = tmp_path / "kg.ttl"
    assert run("export", str(store), "-o", str(target)) == 0
    assert run("export", str(target), "--format", "csv") == 0
    assert len(capfd.readouterr().out.splitlines()) == 3
    assert run("export", str(target), "--format", "table") == 0
    table = capfd.readouterr().out
    assert "Vladimir Putin (RUS)" in table
    assert "\x1b" not in table


def test_export_keeps_documents_without_claims_as_build_does(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Russia bombed Ukraine.")
    (tmp_path / "b.txt").write_text("It rained in the night.")
    made, store, exported = tmp_path / "made.ttl", tmp_path / "kg.db", tmp_path / "exported.ttl"
    texts = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    assert run("build", *texts, "-o", str(made), "--date", "2023-03-22") == 0
    assert run("build", *texts, "--store", str(store), "--date", "2023-03-22") == 0
    assert run("export", str(store), "-o", str(exported)) == 0
    assert "document:b" in made.read_text()
    assert exported.read_text() == made.read_text()


def test_lines_of_a_table_that_make_no_sense_are_told_and_the_others_count(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("subject,relation,object\nRUS,visits,CHN\nRUS,nothing,CHN\n")
    assert run("export", str(table), "--format", "jsonl") == 1
    captured = capfd.readouterr()
    assert len(captured.out.splitlines()) == 1
    assert "t.csv:3" in captured.err


def test_a_reader_that_leaves_ends_it_quietly(tmp_path: Path) -> None:
    kg = KnowledgeGraph()
    for number in range(300):
        kg.add(document(f"d{number}"), [claim(RUS, obj=CHN, document=f"d{number}", at=at * 90) for at in range(10)])
    path = tmp_path / "big.ttl"
    export(kg, path)
    command = f'"{sys.executable}" -m graphkit export "{path}" --format nt | head -n 1; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 141
    assert done.stderr == ""


# settings


def test_settings_stand_below_flags_and_environment(tmp_path: Path, store: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.graphkit]\nbase = "https://a.example/"\n')

    def base(*arguments: str, **environment: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "graphkit", "export", str(store), "--format", "nt", *arguments],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path.cwd()), **environment},
        ).stdout

    assert "<https://a.example/claim/" in base()
    assert "<https://b.example/claim/" in base(GRAPHKIT_BASE="https://b.example/")
    assert "<https://c.example/claim/" in base("--base", "https://c.example/", GRAPHKIT_BASE="https://b.example/")


def test_a_setting_that_does_not_exist_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text('[tool.graphkit]\nmodle = "x"\n')
    with pytest.raises(UnknownName, match=r"no setting 'modle' in \[tool.graphkit\]; did you mean 'model'"):
        config.read(tmp_path)
    path.write_text("[tool.graphkit]\nmodel = 3\n")
    with pytest.raises(InputError, match="make it a string"):
        config.read(tmp_path)
    path.write_text("[tool.graphkit]\nworkers = true\n")
    with pytest.raises(InputError, match="make it a whole number"):
        config.read(tmp_path)
    path.write_text("[tool")
    with pytest.raises(InputError, match="is not valid TOML"):
        config.read(tmp_path)
    path.write_text('[tool.graphkit]\nactors = ["mine.tsv"]\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    assert config.read(inner) == {"actors": [str(tmp_path / "mine.tsv")]}


# build and extract


def test_extract_gives_json_lines_whose_offsets_hold(tmp_path: Path) -> None:
    text = "\ufeffPARIS (Reuters) —  Russia’s troops\u00a0invaded <b>Ukraine</b>.\r\nFrance did not sanction Israel."
    path = tmp_path / "a.txt"
    path.write_text(text, newline="")
    done = call("extract", str(path))
    assert done.returncode == 0, done.stderr
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert {(r["subject"]["code"], r["relation"], r["object"]["code"], r["polarity"]) for r in records} == {
        ("RUS", "invades", "UKR", "affirmed"),
        ("FRA", "imposesSanctionsOn", "ISR", "negated"),
    }
    for record in records:
        assert text[record["start"] : record["end"]] == record["quote"]
        for party in (record["subject"], record["object"]):
            assert text[party["start"] : party["end"]] == party["text"]
        assert list(record) == [
            "document", "subject", "object", "relation", "group", "polarity", "status", "speaker", "hearsay",
            "office", "office_from", "office_until", "date",
            "confidence", "quote", "start", "end", "extractor", "claim", "cue", "source",
        ]  # fmt: skip


def test_a_minister_is_told_from_who_heads_the_state(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    text = "U.S. Secretary of State Mike Pompeo left. U.S. President Donald Trump slept. Xi Jinping met Mike Pompeo."
    told = [
        "Mike Pompeo (USA)  leads (as foreign minister)  United States",
        "Donald Trump (USA)  leads  United States",
    ]
    assert run("extract", text, "--date", "2019-05-05", "--format", "table") == 0
    shown = [re.sub(" {2,}", "  ", line) for line in capfd.readouterr().out.splitlines()]
    assert [any(line.startswith(words) for line in shown) for words in told] == [True, True]
    (tmp_path / "a.txt").write_text(text)
    store = str(tmp_path / "kg.db")
    assert run("build", str(tmp_path / "a.txt"), "--date", "2019-05-05", "--store", store) == 0
    capfd.readouterr()
    assert run("claims", "--actor", "mike pompeo", "--relation", "leads", "--store", store, "--format", "md") == 0
    assert "| Mike Pompeo | leads (as foreign minister) | United States |" in capfd.readouterr().out
    assert run("search", "pompeo", "--store", store, "--format", "tsv") == 0
    assert "\tMike Pompeo leads (as foreign minister) United States\t" in capfd.readouterr().out
    assert run("actor", "mike pompeo", "--store", store) == 0
    assert "leads United States (as foreign minister)" in capfd.readouterr().err


def test_extract_takes_a_pasted_text(capfd: pytest.CaptureFixture[str]) -> None:
    text = "According to Kyiv, Iran supplied drones to Russia. France did not sanction Israel."
    assert run("extract", text, "--date", "2023-03-22", "--format", "table") == 0
    shown = capfd.readouterr().out
    assert "says Ukraine" in shown
    assert "negated" in shown
    assert run("extract", text, "The weather was fine.", "--date", "2023-03-22", "--format", "jsonl") == 0
    assert {json.loads(line)["document"] for line in capfd.readouterr().out.splitlines()} == {"text"}
    assert run("extract", "The weather was fine.", "--date", "2023-03-22", "--format", "table") == 0
    assert capfd.readouterr() == ("", "no claims found\n")


def test_reading_leaves_nothing_at_home_to_tell_of_later(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        environment[name] = str(tmp_path)
    call = [sys.executable, "-m", "graphkit", "extract", "Russia bombed Ukraine.", "--date", "2023"]
    done = subprocess.run(call, capture_output=True, text=True, check=True, env=environment)
    assert '"bombs"' in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", ["absent.txt", "no such file.md", "news/of the/day", "absent"])
def test_a_path_that_is_not_there_is_no_text(value: str) -> None:
    assert not options.is_text(value)


@pytest.mark.parametrize("value", ["Kyiv blamed the U.S.", "He met Xi at 5.5", "A b. " * 200])
def test_several_words_are_a_text(value: str) -> None:
    assert options.is_text(value)


def test_bad_files_are_told_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Russia invaded Ukraine.")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(b"\0\1\2")
    (tmp_path / "latin.txt").write_bytes("Zürich".encode("latin-1"))
    (tmp_path / "wire.jsonl").write_text('{"id": "w", "text": "France criticized Iran."}\n{"id": 3}\nno\n')
    done = call("extract", str(tmp_path), str(tmp_path / "absent.txt"), "--format", "jsonl")
    assert done.returncode == 1
    assert {json.loads(line)["document"] for line in done.stdout.splitlines()} == {"good", "w"}
    for place in ("empty.txt: ", "binary.txt:1: ", "latin.txt:1: ", "wire.jsonl:2: ", "wire.jsonl:3: ", "absent.txt: "):
        assert sum(place in line for line in done.stderr.splitlines()) == 1, place
    assert "Traceback" not in done.stderr


def test_what_is_not_read_is_counted_and_a_build_of_nothing_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for name in ("a.doc", "b.DOC", "c.xlsx", "README"):
        (tmp_path / "news" / name).write_text("Russia invaded Ukraine.")
    target = tmp_path / "kg.ttl"
    target.write_text("kept")
    done = call("build", str(tmp_path / "news"), "-o", str(target))
    assert done.returncode == 1
    assert "4 files not read: 1 without a suffix, 2 .doc, 1 .xlsx; save their text" in done.stderr
    assert target.read_text() == "kept"
    done = call("import", str(tmp_path / "news" / "c.xlsx"), "--store", str(tmp_path / "new.db"))
    assert done.returncode == 2
    assert {path.name for path in tmp_path.iterdir()} == {"news", "kg.ttl"}


def test_a_folder_of_many_formats_and_languages_is_read_with_its_columns(tmp_path: Path) -> None:
    (tmp_path / "wire.csv").write_text("body,day\nRussia invaded Ukraine.,2022-02-24\n,\n")
    (tmp_path / "wire.json").write_text('[{"body": "Russland hat die Ukraine überfallen, und viele sind geflohen."}]')
    (tmp_path / "note.eml").write_text("Subject: x\n\nFrance criticized Iran.")
    columns = ("--text-column", "body", "--date-column", "day", "--format", "jsonl")
    done = call("extract", str(tmp_path), *columns)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert {(each["document"], each["source"]["published"]) for each in found} == {
        ("wire-2", "2022-02-24"),
        ("note", None),
    }
    assert "2 documents not read: 1 in de, 1 row without text; graphkit reads English" in done.stderr


def test_standard_input_and_every_format() -> None:
    text = "Russia invaded Ukraine."
    for form in ("table", "json", "jsonl", "csv", "tsv", "ttl", "nt"):
        done = call("extract", "-", "--format", form, text=text)
        assert done.returncode == 0, done.stderr
        assert "invades" in done.stdout
        assert "\x1b" not in done.stdout


def test_build_into_a_store_reads_each_document_once(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Russia invaded Ukraine.")
    store = tmp_path / "kg.sqlite"
    assert call("build", str(tmp_path / "news"), "-o", str(store)).returncode == 0
    (tmp_path / "news" / "b.txt").write_text("China criticized Japan.")
    done = call("build", str(tmp_path / "news"), "-o", str(store))
    assert done.returncode == 0
    with KnowledgeGraph(store) as kg:
        assert {d.id for d in kg.documents()} == {"a", "b"}
        assert len(kg) == 2


def test_actors_as_of_a_day() -> None:
    def who(query: str, *day: str) -> str:
        done = call("actors", query, *day, "--format", "jsonl")
        assert done.returncode == 0, done.stderr
        return str(json.loads(done.stdout.splitlines()[0])["wikidata"])

    assert who("RUS") == "Q159"
    assert who("the U.S. president", "--on", "1995-11-21") == "Q1124"  # Clinton
    assert who("the U.S. president", "--on", "2015-07-14") == "Q76"  # Obama


def test_link_shows_whom_a_text_means() -> None:
    done = call("link", "Moscow accused the White House.", "--date", "2023-03-22", "--format", "jsonl")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [mention["actor"]["code"] for mention in found] == ["RUS", "USA"]
    assert found[0]["actor"] == {"id": "RUS", "code": "RUS", "name": "Russia", "kind": "State", "wikidata": "Q159"}
    assert {"text", "start", "end", "rule", "candidates"} <= set(found[0])
    shown = call("link", "Moscow accused the White House.", "--date", "2023-03-22", "--format", "table").stdout
    assert "Russia" in shown.splitlines()[1]


@pytest.mark.parametrize("picture", [("timeline", "russia"), ("network", "russia"), ("matrix", "russia", "ukraine")])
def test_plot_refuses_actors_that_it_has_no_use_for(
    store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], picture: tuple[str, ...]
) -> None:
    target = tmp_path / "picture.svg"
    assert run("plot", *picture, "--store", str(store), "-o", str(target)) == 2
    assert "name two actors for a timeline" in capfd.readouterr().err
    assert not target.exists()


def test_link_says_that_it_found_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    assert run("link", "It rained all day.", "--format", "table") == 0
    assert capfd.readouterr() == ("", "no actors found\n")
    assert run("link", "It rained all day.", "--format", "json") == 0
    assert capfd.readouterr().out == "[]\n"


def test_a_question_without_a_graph_is_told_how_to_make_one(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GRAPHKIT_STORE", raising=False)
    assert run("central") == 2
    assert "graphkit build PATHS… --store kg.db" in capfd.readouterr().err


@pytest.mark.parametrize("line", [("eval",), ("compare", "reader")])
def test_scores_refuse_a_format_that_there_is_not(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], line: tuple[str, ...]
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "a", "text": "It rained.", "claims": []}\n', encoding="utf-8")
    assert run(*line, str(gold), "--format", "xml") == 2
    assert "no format 'xml' here; choose one of table, json" in capfd.readouterr().err
