"""Shards: the same bytes from every engine, also when workers end, and nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import graphkit
from graphkit.cli import main
from graphkit.errors import NotInstalled, UnknownName
from graphkit.formats import write
from graphkit.formats.importer import import_file
from graphkit.graph import KnowledgeGraph
from graphkit.pipeline import engines
from graphkit.pipeline.pool import Lost
from graphkit.pipeline.shards import TRIES, Done, Job, letters_of, persistently, process_shard, run

pytest.importorskip("pyarrow", reason="the extra parquet is not installed")

TEXTS = (
    "Russia invaded Ukraine last Friday. The ICC issued an arrest warrant against Vladimir Putin in March 2023.",
    "France and Germany signed a treaty in Paris. China criticised the United States on Monday.",
    "Israel bombed targets in Syria. Iran condemned the attack.",
    "Japan imposed sanctions on North Korea. Turkey and Greece held talks in Athens.",
)
without_dask = pytest.mark.skipif(not find_spec("distributed"), reason="the extra dask is not installed")
without_spark = pytest.mark.skipif(
    not find_spec("pyspark") or not shutil.which("java"), reason="the extra spark or Java is not installed"
)
ENGINES = ["pool", pytest.param("dask", marks=without_dask), pytest.param("spark", marks=without_spark)]


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("shards")
    for number, text in enumerate(TEXTS):
        (folder / f"{number}.jsonl").write_text(f"{json.dumps({'text': text, 'date': '2023-04-05'})}\n")
    return sorted(folder.iterdir())


def jobs(shards: list[Path], folder: Path) -> list[Job]:
    folder.mkdir(exist_ok=True)
    return [Job(path, folder / f"{path.name}.parquet") for path in shards]


def told(graph: KnowledgeGraph) -> str:
    """The claims as RDF; which program read them is not kept."""
    return "".join(line for line in write(graph, "nt") if "claim/" in line or "evidence/" in line)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def alone(shards: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("alone")
    done = [process_shard(job) for job in jobs(shards, folder)]
    assert all(shard.made for shard in done)
    assert sum(shard.claims for shard in done) > 3
    return contents(folder)


def interrupted(job: Job) -> Done:
    """Ends its worker at the second shard the first time, and at the third always."""
    seen = job.target.with_suffix(".seen")
    if job.source.stem == "2" or (job.source.stem == "1" and not seen.exists()):
        seen.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return persistently(job)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.filterwarnings("ignore")
def test_every_engine_gives_the_same_bytes_though_workers_end(
    engine: str, tmp_path: Path, shards: list[Path], alone: dict[str, bytes]
) -> None:
    given = jobs(shards, tmp_path / "claims")
    found = list(engines.by_name(engine)(interrupted, given, 2, TRIES))
    assert [job for job, _ in found] == given
    assert [isinstance(result, Lost) for _, result in found] == [False, False, True, False]
    for seen in (tmp_path / "claims").glob("*.seen"):
        seen.unlink()
    before = contents(tmp_path / "claims")
    assert [done.made for done in run(given, engine, 2)] == [False, False, True, False]
    assert contents(tmp_path / "claims") == alone
    assert before.items() < alone.items()


def test_a_shard_is_imported_as_a_build_has_it(tmp_path: Path, shards: list[Path]) -> None:
    (job, *_) = jobs(shards, tmp_path)
    done = process_shard(job)
    with KnowledgeGraph() as graph:
        assert import_file(graph, job.target).evidence == done.claims
        assert told(graph) == told(graphkit.build([job.source]))
        assert told(graph).count("\n") > 10


def test_a_folder_of_shards_is_imported_as_a_build_of_all_of_them(
    tmp_path: Path, shards: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    given = jobs(shards, tmp_path / "claims")
    written = sum(process_shard(job).claims for job in given)
    with pytest.raises(SystemExit) as left:
        main(["import", str(tmp_path / "claims"), "--store", str(tmp_path / "kg.db")])
    assert left.value.code == 0
    assert f", {written} pieces of evidence added" in capsys.readouterr().err
    with KnowledgeGraph(tmp_path / "kg.db") as graph:
        assert told(graph) == told(graphkit.build(shards))


def test_an_unfinished_or_foreign_target_is_made_again(tmp_path: Path, shards: list[Path]) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    (job, *_) = jobs(shards, tmp_path)
    process_shard(job)
    table = pq.read_table(job.target)
    for other in (table.drop_columns(["cue"]), table.replace_schema_metadata({"graphkit": "of before"})):
        pq.write_table(other, job.target)
        assert process_shard(job).made
        assert not process_shard(job).made


def test_a_shard_is_made_again_when_it_or_its_date_changes(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text('{"id": "a", "text": "Russia invaded Ukraine last Friday."}\n{"id": "b"}\n')
    job = Job(source, tmp_path / "a.parquet")
    first = process_shard(job)
    assert first.failures == (f"{source}:2: has no text among its columns id; use --text-column NAME",)
    assert letters_of(job.target).exists()
    assert process_shard(job) == Done(job, first.claims, first.failures, made=False)
    source.write_text('{"id": "a", "text": "Russia invaded Ukraine last Friday."}\n')
    assert process_shard(job) == Done(job, first.claims, undated=1)
    assert not letters_of(job.target).exists()
    job.target.write_bytes(job.target.read_bytes()[:-9])  # half a file, as another program might leave it
    assert process_shard(job).made


def test_what_is_left_out_of_shards_is_counted(
    tmp_path: Path, shards: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    german = "Der Präsident sagte am Montag, dass er nicht nach Moskau reisen werde, weil es dort zu gefährlich sei."
    mixed = tmp_path / "mixed.jsonl"
    mixed.write_text("".join(json.dumps({"text": text}) + "\n" for text in (german, "Russia met China.", german)))
    with pytest.raises(SystemExit) as left:
        main(["extract", str(mixed), str(shards[0]), "--engine", "pool", "-o", str(tmp_path / "claims")])
    assert left.value.code == 0
    said = capsys.readouterr().err
    assert "2 documents not read: 2 in de" in said
    assert "1 document without a date: offices are resolved as of today; set --date" in said


def test_the_rest_is_done_when_a_shard_fails(
    tmp_path: Path, shards: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "claims"
    (folder / f"{shards[0].name}.parquet").mkdir(parents=True)
    with pytest.raises(SystemExit) as left:
        main(["extract", *map(str, shards[:2]), "--engine", "pool", "--workers", "2", "-o", str(folder)])
    assert left.value.code == 1
    said = capsys.readouterr().err
    assert f"{shards[0]}: given up after three tries" in said
    assert "1 of 2 files" in said
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [f"{shards[0].name}.failed.jsonl", f"{shards[0].name}.parquet", f"{shards[1].name}.parquet"]
    )


def test_what_extract_tells_of_its_reading_is_told_of_shards_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = {"text": "Die Minister haben sich nicht mit dem Rat der Stadt geeinigt, und der Streit ist alt."}
    rows = [{"text": TEXTS[0]}, {"text": TEXTS[1], "date": "2023-04-05"}, foreign]
    (tmp_path / "a.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    (tmp_path / "b.story").write_text(f"{TEXTS[2]}\n", encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("a.jsonl", "b.story")]
    said = []
    for more in (["-f", "csv"], ["--engine", "pool", "-o", str(tmp_path / "claims")]):
        with pytest.raises(SystemExit) as left:
            main(["extract", *paths, *more])
        assert left.value.code == 0
        said.append(capsys.readouterr().err.splitlines()[1:])
    assert said[0] == said[1]
    assert said[0] == [
        "2 documents without a date: offices are resolved as of today; set --date",
        "1 file read as plain text: .story (1)",
        said[0][-1],
    ]
    assert said[0][-1].startswith("1 document not read: 1 in de; ")
    with pytest.raises(SystemExit):
        main(["extract", *paths, "--engine", "pool", "-o", str(tmp_path / "claims")])
    assert capsys.readouterr().err.splitlines()[1:] == []  # nothing was read again


@pytest.mark.parametrize(("engine", "library"), [("dask", "distributed"), ("spark", "pyspark")])
def test_a_missing_engine_names_its_extra(engine: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (library, f"{library}.scheduler"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(NotInstalled, match=rf"pip install 'newsgraphkit\[{engine}\]'"):
        list(engines.by_name(engine)(persistently, [], 1, TRIES))
    with pytest.raises(UnknownName, match="choose one of pool, dask, spark"):
        engines.by_name("ray")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a/x.txt", "--engine", "pool"], "no folder for the claims; name one with -o"),
        (["a", "--engine", "pool", "-o", "out"], "a: is a folder; name its files, one per shard"),
        (["a/y.txt", "--engine", "pool", "-o", "out"], "a/y.txt: is not a file; check the path"),
        (["a/x.txt", "b/x.txt", "--engine", "pool", "-o", "out"], "x.txt: two files have this name"),
        (["a/x.txt", "--engine", "pool", "-f", "csv", "-o", "out"], "--engine writes all claims as Parquet; leave"),
        (["a/x.txt", "--engine", "ray", "-o", "out"], "no engine 'ray'; choose one of pool, dask, spark"),
    ],
)
def test_what_is_no_shard_is_refused(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text("Russia met China.")
    with pytest.raises(SystemExit) as left:
        main(["extract", *arguments])
    assert left.value.code == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
