"""Extractors of other packages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

RULES = Path(__file__).parent / "rules"
TEXT = "Russia embraced China."
without_dask = pytest.mark.skipif(not find_spec("distributed"), reason="the extra dask is not installed")
without_spark = pytest.mark.skipif(
    not find_spec("pyspark") or not shutil.which("java"), reason="the extra spark or Java is not installed"
)


def graphkit(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-m", "graphkit", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy, site = tmp_path_factory.mktemp("package"), tmp_path_factory.mktemp("site")
    for file in RULES.glob("*.*"):
        (copy / file.name).write_bytes(file.read_bytes())
    options = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, "--target", str(site), str(copy)], check=True)
    return site


def test_a_package_that_is_installed_adds_an_extractor(site: Path) -> None:
    done = graphkit(site, "extract", TEXT, "--extractor", "rules", "--date", "2024-01-01", "-f", "jsonl")
    assert done.returncode == 0, done.stderr
    (claim,) = map(json.loads, done.stdout.splitlines())
    assert (claim["subject"]["name"], claim["relation"], claim["object"]["name"]) == ("Russia", "supports", "China")
    assert (claim["extractor"], claim["quote"], claim["polarity"]) == ("rules", TEXT, "affirmed")
    assert "1 finding of the extractor rejected: the quote is not in the sentence (1)" in done.stderr


def test_a_store_tells_what_has_read_it(site: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    store = str(tmp_path / "kg.db")
    first = graphkit(site, "build", str(tmp_path / "a.txt"), "--store", store, "--extractor", "rules", "--workers", "2")
    assert first.returncode == 0, first.stderr
    assert "of the extractor rejected: " in first.stderr
    again = graphkit(site, "build", str(tmp_path / "a.txt"), "--store", store)
    assert "read by another version" in again.stderr


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("rule", "no extractor 'rule'; did you mean 'rules'?"),
        ("zzz", "no extractor 'zzz'; choose one of reader, broken, gliner, number, openai, rules"),
        ("broken", "the extractor 'broken' of graphkit-rules does not load (AttributeError: "),
        ("number", "the extractor 'number' of graphkit-rules is not a function"),
    ],
)
def test_what_is_no_extractor_is_told_in_one_line(site: Path, name: str, told: str) -> None:
    done = graphkit(site, "extract", TEXT, "--extractor", name)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert told in line


def claimed(folder: Path) -> list[tuple[str, ...]]:
    table = pytest.importorskip("pyarrow.parquet").read_table(folder / "a.txt.parquet")
    columns = ("subject_name", "relation", "object_name", "extractor")
    return [tuple(row[column] for column in columns) for row in table.to_pylist()]


@pytest.mark.parametrize(
    ("engine", "by"),
    [
        ("pool", "option"),
        ("pool", "variable"),
        pytest.param("dask", "option", marks=without_dask),
        pytest.param("spark", "option", marks=without_spark),
    ],
)
def test_every_engine_reads_with_an_extractor_of_another_package(
    site: Path, tmp_path: Path, engine: str, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    command = ["extract", str(tmp_path / "a.txt"), "--engine", engine, "-o", str(tmp_path / "out")]
    command += ["--date", "2024-01-01"]
    monkeypatch.setenv("GRAPHKIT_EXTRACTOR", "rules" if by == "variable" else "reader")
    named = ["--extractor", "rules"] if by == "option" else []
    done = graphkit(site, *command, *named)
    assert done.returncode == 0, done.stderr
    assert claimed(tmp_path / "out") == [("Russia", "supports", "China", "rules")]
    assert "1 finding of the extractor rejected: the quote is not in the sentence (1)" in done.stderr
    if by == "option":
        assert "1 of 1 files in" in (again := graphkit(site, *command, *named).stderr)
        assert ", 1 of them before" in again
        assert ", 1 of them before" not in graphkit(site, *command).stderr  # by the reader
        assert "rules" not in {extractor for *_, extractor in claimed(tmp_path / "out")}


@pytest.mark.parametrize("engine", ["pool", "dask", "spark"])
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("openai", "the extractor 'openai' only works in one process; leave --engine out"),
        ("rule", "no extractor 'rule'; did you mean 'rules'?"),
        ("broken", "the extractor 'broken' of graphkit-rules does not load (AttributeError: "),
    ],
)
def test_engines_refuse_what_cannot_work_beside_others_before_anything_is_made(
    site: Path, tmp_path: Path, engine: str, name: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in {"URL": "http://127.0.0.1:9/v1", "MODEL": "m", "CACHE": str(tmp_path / "c")}.items():
        monkeypatch.setenv(f"GRAPHKIT_OPENAI_{key}", value)
    (tmp_path / "a.txt").write_text(TEXT)
    command = ["extract", str(tmp_path / "a.txt"), "--engine", engine, "-o", str(tmp_path / "out")]
    done = graphkit(site, *command, "--extractor", name)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"graphkit: {told}")
    assert not (tmp_path / "out").exists()


def test_the_remedy_of_an_engine_holds_against_the_variable(site: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Russia invaded Ukraine.")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRAPHKIT_EXTRACTOR", "rules")
        command = ["extract", str(tmp_path / "a.txt"), "--engine", "pool", "-o", str(tmp_path / "out")]
        done = graphkit(site, *command, "--extractor", "reader")
    assert done.returncode == 0, done.stderr
    assert "1 of 1 files in" in done.stderr


def test_extractors_are_compared_with_annotated_claims_and_each_other(site: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    ends = {"subject": {"code": "RUS"}, "object": {"code": "CHN"}, "polarity": "affirmed", "status": "actual"}
    items = [
        {"id": "a", "date": "2024-01-01", "text": TEXT, "claims": [{**ends, "relation": "supports"}]},
        {"id": "b", "date": "2024-01-01", "text": "Russia met China.", "claims": [{**ends, "relation": "meetsWith"}]},
    ]
    gold.write_text("".join(json.dumps(item) + "\n" for item in items))
    done = graphkit(site, "compare", "rules", "reader", str(gold), "-f", "json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["rules"]["scores"]["strict"] == {"precision": 1.0, "recall": 0.5, "f1": 0.6667}
    assert told["reader"]["scores"]["strict"]["recall"] >= 0.5
    assert told["rules"]["agreement"]["rules"] == 1.0
    assert told["rules"]["agreement"]["reader"] == told["reader"]["agreement"]["rules"] < 1.0
    assert told["rules"]["refused"] == {"the quote is not in the sentence": 1}
    table = graphkit(site, "compare", "rules", "reader", str(gold)).stdout
    assert [line.split()[0] for line in table.splitlines() if line] == [
        *("dyad", "extractor", "rules", "reader", "agreement", "rules", "reader", "rejected")
    ]
    wrong = graphkit(site, "compare", "rules", "nobody", str(gold))
    assert wrong.returncode == 2
    assert "no extractor 'nobody'" in wrong.stderr
