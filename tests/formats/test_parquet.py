"""Parquet: it is restored completely, opens in common programs, and a bad file is refused before anything is stored."""

from __future__ import annotations

import random
import re
import shutil
import sys
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from graphkit.cli import main
from graphkit.errors import InputError, NotInstalled
from graphkit.formats import columns, export, importer, parquet, write
from graphkit.graph import KnowledgeGraph
from graphkit.model import Claim, Document
from tests.formats.test_panels import told
from tests.values import PUTIN, RUS, SYMMETRIC, UKR, claim, document, graphs

pa = pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
pq = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
FORMATS = Path(__file__).parents[2] / "docs" / "formats.md"


def records(kg: KnowledgeGraph) -> list[str]:
    return list(write(kg, "jsonl"))


def back(path: Path) -> KnowledgeGraph:
    kg = KnowledgeGraph()
    assert importer.import_file(kg, path).errors == ()
    return kg


@pytest.fixture
def out(tmp_path: Path) -> Path:
    export(told(), tmp_path / "out", "parquet")
    return tmp_path / "out"


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graphs())
def test_every_file_comes_back_as_it_was(tmp_path: Path, found: list[tuple[Document, list[Claim]]]) -> None:
    kg = KnowledgeGraph()
    for source, claims in found:
        kg.add(source, claims)
    shard = tmp_path / "shard.parquet"
    before: list[bytes] = []
    for _ in range(2):
        export(kg, tmp_path / "out", "parquet")
        assert parquet.write_evidence(kg, shard, "it") == parquet.held(shard, "it") == len(records(kg))
        files = [shard, *sorted((tmp_path / "out").iterdir())]
        assert before in ([], [path.read_bytes() for path in files])
        before = [path.read_bytes() for path in files]
        for path in (tmp_path / "out", *files):
            assert records(back(path)) == records(kg)


def test_an_export_of_what_was_imported_is_the_same_bytes(tmp_path: Path, out: Path) -> None:
    export(back(out), tmp_path / "again", "parquet")
    for name in (parquet.CLAIMS, parquet.EVIDENCE):
        assert (tmp_path / "again" / name).read_bytes() == (out / name).read_bytes()


def test_a_part_of_a_graph_has_the_claims_of_that_part(tmp_path: Path) -> None:
    kg = told()
    for part in (
        kg.filter(status="asserted"),
        kg.filter(min_confidence=0.5, status="asserted"),
        kg.filter(document="c.txt", status="asserted"),
        kg.filter(actor="UKR"),
    ):
        export(part, tmp_path / "part", "parquet")
        assert records(back(tmp_path / "part")) == list(write(part, "jsonl"))


def test_claims_alone_name_the_file_that_tells_all(out: Path) -> None:
    (out / parquet.EVIDENCE).unlink()
    for path in (out / parquet.CLAIMS, out):
        with pytest.raises(
            InputError, match=r"parquet: contains claims without their evidence; put evidence.parquet beside it"
        ):
            back(path)


@pytest.mark.parametrize(("name", "found"), [(parquet.CLAIMS, columns.CLAIMS), (parquet.EVIDENCE, columns.EVIDENCE)])
def test_the_schema_is_that_of_the_documentation_also_without_claims(
    tmp_path: Path, out: Path, name: str, found: Sequence[columns.Column]
) -> None:
    export(KnowledgeGraph(), tmp_path / "none", "parquet")
    schema = pq.read_schema(out / name)
    assert schema == pq.read_schema(tmp_path / "none" / name)
    assert schema.names == [column.name for column in found]
    (told_of,) = re.findall(rf"^`{name}`.*?\n\| column.*?\n\n", FORMATS.read_text(), re.MULTILINE | re.DOTALL)
    documented = {
        field.replace("…", role): (kind, bool(null) or role == "speaker")
        for names, kind, null in re.findall(r"^\| `([^|]+)` \| (\w+)( or null)? \|", told_of, re.MULTILINE)
        for field in names.split("` `")
        for role in (columns.PARTIES if "…" in field else [""])
    }
    assert {field.name: (str(field.type).partition("[")[0], field.nullable) for field in schema} == documented


def test_without_pyarrow_the_extra_is_named(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for attempt in (lambda: export(told(), tmp_path / "x", "parquet"), lambda: back(out)):
        with pytest.raises(NotInstalled, match=r"^Parquet needs pyarrow; pip install 'newsgraphkit\[parquet\]'$"):
            attempt()
    assert not (tmp_path / "x").exists()


def test_duckdb_joins_claims_and_evidence(out: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    kg = told()
    claims, evidence = (f"read_parquet('{out}/{name}.parquet')" for name in ("claims", "evidence"))
    connection = duckdb.connect()
    assert connection.sql(f"SELECT claim, status FROM {claims} ORDER BY 1").fetchall() == [
        (c.id, str(kg.weigh(c).status)) for c in kg
    ]
    asked = f"SELECT c.status, e.polarity, e.hearsay FROM {claims} c JOIN {evidence} e USING (claim) ORDER BY ALL"
    assert len(connection.sql(asked).fetchall()) == sum(len(c.evidence) for c in kg)
    dated = f"SELECT date, date_first::VARCHAR, date_last::VARCHAR FROM {evidence} WHERE date = '2023-02'"
    assert connection.sql(dated).fetchall() == [("2023-02", "2023-02-01", "2023-02-28")]


def by_duckdb(source: Path, target: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    chosen = f"SELECT * FROM '{source}' ORDER BY quote"
    duckdb.connect().execute(f"COPY ({chosen}) TO '{target}' (FORMAT parquet)")


def by_pandas(source: Path, target: Path) -> None:
    frame = pytest.importorskip("pandas").read_parquet(source)
    assert frame.shape[1] == len(columns.EVIDENCE)
    assert not [name for name in frame.columns if isinstance(frame[name].iloc[0], (dict, list))]
    frame.sort_values("quote").to_parquet(target)


def by_polars(source: Path, target: Path) -> None:
    polars = pytest.importorskip("polars")
    polars.read_parquet(source).sort("quote").write_parquet(target)


def by_shared_strings(source: Path, target: Path) -> None:
    table = pq.read_table(source, read_dictionary=[c.name for c in columns.EVIDENCE if c.type == "string"])
    pq.write_table(table.append_column("note", [[1] * len(table)]), target)


@pytest.mark.parametrize("rewrite", [by_duckdb, by_pandas, by_polars, by_shared_strings])
@pytest.mark.parametrize("spoken", [True, False])
def test_what_other_programs_write_of_it_comes_back(
    tmp_path: Path, rewrite: Callable[[Path, Path], None], spoken: bool
) -> None:
    kg = told() if spoken else KnowledgeGraph()
    kg.add(document("d.txt"), [claim(document="d.txt"), claim(PUTIN, SYMMETRIC, UKR, document="d.txt", at=70)])
    if spoken:
        kg.add(document("e.txt"), [claim(document="e.txt", speaker=RUS)])
    export(kg, tmp_path / "out", "parquet")
    other = tmp_path / "other.parquet"
    rewrite(tmp_path / "out" / parquet.EVIDENCE, other)
    assert records(back(other)) == records(kg)


def change(name: str, to: object) -> Callable[[Path], None]:
    """Gives a column another type, with this value everywhere; leaves it out for None."""

    def changed(path: Path) -> None:
        table = pq.read_table(path)
        at = table.schema.names.index(name)
        table = table.remove_column(at)
        pq.write_table(table if to is None else table.add_column(at, name, [[to] * len(table)]), path)

    return changed


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def flip(path: Path) -> None:
    """One bit in the last page of values."""
    about = pq.read_metadata(path).row_group(0)
    last = about.column(columns.RECORD.index(next(c for c in columns.RECORD if c.name == "quote")))
    data = bytearray(path.read_bytes())
    data[last.data_page_offset + last.total_compressed_size // 2] ^= 1
    path.write_bytes(bytes(data))


def misname(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"quote", b"q\xffote"))


BAD: list[tuple[Callable[[Path], object], str]] = [
    (cut, "is not a complete Parquet file ("),
    (flip, "is not a complete Parquet file ("),
    (misname, "is not a complete Parquet file ("),
    (lambda path: path.write_bytes(b""), "is not a complete Parquet file ("),
    (lambda path: path.write_text("Russia met China."), "is not a complete Parquet file ("),
    (change("start", "4"), "the column start is of type string, not int32"),
    (change("quote", b"\xff"), "the column quote is of type binary, not string"),
    (change("subject_id", {"code": "RUS"}), "the column subject_id is of type struct<code: string>, not string"),
    (change("hearsay", 1), "the column hearsay is of type int64, not bool"),
    (change("cue", None), "lacks the column cue"),
    (
        lambda path: pq.write_table(pa.table({"document": ["x"]}), path),
        "lacks the columns subject_id, subject_code, su",
    ),
    (
        lambda path: pq.write_table((table := pq.read_table(path)).append_column("cue", table["cue"]), path),
        "has two columns cue",
    ),
    (Path.unlink, "no such file"),
]


@pytest.mark.parametrize(("spoil", "said"), BAD, ids=[said for _, said in BAD])
def test_a_bad_file_is_refused_in_one_line_before_anything_of_it_is_kept(
    out: Path, spoil: Callable[[Path], object], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = out / "shard.parquet"
    parquet.write_evidence(told(), path, "it")
    spoil(path)
    store = out / "kg.db"
    with KnowledgeGraph(store) as kg:
        kg.add(document("z.txt"), [claim(document="z.txt")])
    with pytest.raises(SystemExit) as left:
        main(["import", str(path), "--store", str(store)])
    (line,) = capsys.readouterr().err.splitlines()
    assert left.value.code == 2
    assert line.startswith(f"graphkit: {path}: {said}")
    assert line.endswith("; check the path" if said == "no such file" else f"; {parquet._REMEDY}")
    with KnowledgeGraph(store) as kg:
        assert [found.id for found in kg.documents()] == ["z.txt"]


def test_a_file_that_gives_fewer_rows_than_it_says_is_refused(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pq.ParquetFile, "iter_batches", lambda *_, **__: iter(()))
    with pytest.raises(InputError, match=r"its number of rows differs from its metadata"):
        back(out)


@pytest.mark.parametrize("seed", range(25))
def test_whatever_bytes_are_changed_it_is_read_or_refused_in_one_line(out: Path, seed: int) -> None:
    path, drawn = out / parquet.EVIDENCE, random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(drawn.randint(1, 4)):
        data[drawn.randrange(drawn.choice([0, len(data) * 2 // 3]), len(data))] = drawn.randrange(256)
    path.write_bytes(data)
    try:
        complaints = importer.import_file(KnowledgeGraph(), path).errors
    except InputError as error:
        complaints = (error,)
    assert not [error for error in complaints if "\n" in str(error) or not str(error).startswith(str(path))]


def test_text_that_is_none_is_refused(out: Path) -> None:
    path = out / parquet.EVIDENCE
    table = pq.read_table(path)
    quotes = pa.array([b"\xff"] * len(table), pa.binary()).view(pa.string())
    pq.write_table(table.set_column(table.schema.names.index("quote"), "quote", quotes), path)
    with pytest.raises(InputError, match=re.escape(f"{path}: is not a complete Parquet file (In column ")):
        back(out)


def test_a_row_that_makes_no_claim_is_told_and_the_rest_is_read(out: Path) -> None:
    path = out / parquet.EVIDENCE
    rows = pq.read_table(path).to_pylist()
    rows[1] |= {"subject_id": None}
    rows[2] |= {"subject_notations": "[1"}
    rows[3] |= {"relation": "x"}
    pq.write_table(pa.Table.from_pylist(rows), path)
    done = importer.import_file(KnowledgeGraph(), path)
    assert done.evidence == len(rows) - 3
    said = [str(error).removeprefix(f"{path}:") for error in done.errors]
    for number, (line, beginning) in enumerate(
        zip(said, ("id is None, not a text;", "is not JSON (", "no relation 'x';"), strict=True), 2
    ):
        assert line.startswith(f"{number}: {beginning}")


def test_a_folder_is_one_table(tmp_path: Path, out: Path) -> None:
    table = pq.read_table(out / parquet.EVIDENCE)
    parts = tmp_path / "parts"
    parts.mkdir()
    with pytest.raises(InputError, match=r"parts: is a folder without Parquet; name a file"):
        back(parts)
    for number in range(3):  # rows of one document in several files, as Spark may write them
        rows = list(range(number, len(table), 3))
        pq.write_table(table.take(rows), parts / f"part-{number}.parquet")
    (out / parquet.CLAIMS).rename(parts / "summary.parquet")
    assert records(back(parts)) == records(told())


def test_memory_does_not_grow_with_the_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "BATCH", 10)
    monkeypatch.setattr(parquet, "ROWS", 60)
    peaks = []
    for number in (60, 60, 480):  # the first fills what is kept for good
        with KnowledgeGraph() as kg:
            for key in (f"{n:04}.txt" for n in range(number)):
                said = claim(document=key)
                (evidence,) = said.evidence
                quote = replace(evidence.quote, end=4000, text="x" * 4000)
                kg.add(document(key), [replace(said, evidence=(replace(evidence, quote=quote),))])
            tracemalloc.start()
            assert parquet.write_evidence(kg, tmp_path / "x.parquet", "it") == number
            entries = importer.read(tmp_path / "x.parquet")
            assert sum(1 for _ in entries) == number
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert pq.read_metadata(tmp_path / "x.parquet").num_row_groups == 8
    assert peaks[2] < 2 * peaks[1]


def test_the_queries_of_the_page_on_scale_count_what_the_graph_does(out: Path, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    page = (Path(__file__).parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")
    (queries,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    (tmp_path / "claims").mkdir()
    shutil.copy(out / "evidence.parquet", tmp_path / "claims" / "a.parquet")
    merged, months = queries.replace("claims/*", f"{tmp_path}/claims/*").strip().rstrip(";").split(";")
    kg = told()
    connection = duckdb.connect()
    assert {(row[0], *row[4:6]) for row in connection.sql(merged).fetchall()} == {
        (claim.id, len(claim.evidence), len({e.document for e in claim.evidence})) for claim in kg
    }
    counted = connection.sql(months).fetchall()
    plain = [
        (e.subject.code, e.object.code)
        for claim in kg
        for e in claim.evidence
        if (str(e.polarity), str(e.status), e.hearsay) == ("affirmed", "actual", False)
        and e.subject.code != e.object.code
    ]
    assert counted
    assert {row[:2] for row in counted} == set(plain)
