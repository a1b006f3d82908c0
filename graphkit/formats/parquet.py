"""Write claims and evidence as flat Parquet with a fixed Arrow schema, and read evidence (extra ``parquet``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import InputError, NotInstalled
from graphkit.formats import columns, record_reader, records
from graphkit.formats.files import whole_path
from graphkit.model import Claim, Evidence, PartialDate, RelationType, evidence_id
from graphkit.store.view import View

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from graphkit.formats import Options

CLAIMS, EVIDENCE = "claims.parquet", "evidence.parquet"
"""The files of an export; the second alone is complete."""
ROWS = 50_000
"""Rows per row group, in memory at a time, compressed."""
BATCH = 1_000
"""Rows in memory at a time as Python objects."""
BUFFER = 1_000_000
"""Bytes of a column read at a time."""

_STAMP = b"graphkit"
"""The metadata key for what a file was made from."""
_REMEDY = "write it again with graphkit export or extract --engine"


def schema(found: Iterable[columns.Column] = columns.EVIDENCE) -> pa.Schema:
    """The Arrow schema of columns; raises NotInstalled without pyarrow."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise NotInstalled.of_extra("Parquet needs pyarrow", "parquet") from error
    types = {
        "string": pa.string(),
        "double": pa.float64(),
        "int32": pa.int32(),
        "date32": pa.date32(),
        "bool": pa.bool_(),
    }
    return pa.schema([pa.field(c.name, types[c.type], nullable=c.nullable or c.of_speaker) for c in found])


def write(graph: View, options: Options, folder: Path) -> None:
    """Write ``claims.parquet`` and ``evidence.parquet`` into a folder."""
    del options
    _file(folder / CLAIMS, schema(columns.CLAIMS), (_claim(graph, claim) for claim in graph))
    _file(folder / EVIDENCE, schema(), _evidence(graph))


def write_evidence(graph: View, path: Path, made_from: str) -> int:
    """Write a file like ``evidence.parquet`` that appears only when complete, and return the number of rows.

    Raises StoreError if it cannot be written.
    """
    found = schema().with_metadata({_STAMP: made_from})
    with whole_path(path) as part:
        return _file(part, found, _evidence(graph))


def held(path: Path, made_from: str) -> int | None:
    """The number of rows in an evidence file, if it is complete and was made from exactly this."""
    expected = schema().with_metadata({_STAMP: made_from})
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            is_same = file.schema_arrow.equals(expected, check_metadata=True)
            return int(file.metadata.num_rows) if is_same else None
    except (OSError, UnicodeDecodeError, pa.ArrowException):
        return None


def _file(path: Path, found: pa.Schema, rows: Iterator[Mapping[str, Any]]) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    written = 0
    with pq.ParquetWriter(path, found, compression="zstd", write_page_checksum=True) as writer:
        some = iter(lambda: list(islice(rows, BATCH)), [])
        batches = (pa.RecordBatch.from_pylist(batch, schema=found) for batch in some)
        while group := [*islice(batches, ROWS // BATCH)]:
            writer.write_table(pa.Table.from_batches(group), row_group_size=ROWS)
            written += sum(batch.num_rows for batch in group)
    return written


def _claim(graph: View, claim: Claim) -> dict[str, Any]:
    standing = graph.weigh(claim)
    return {
        "claim": claim.id,
        "subject_id": claim.subject.id,
        "subject_name": claim.subject.name,
        "relation": claim.relation.name,
        "object_id": claim.object.id,
        "object_name": claim.object.name,
        "group": claim.relation.group,
        "intensity": claim.relation.intensity,
        "status": str(standing.status),
        "confidence": standing.confidence,
        "evidence": standing.evidence,
        "documents": standing.documents,
        "origins": standing.origins,
        "first_seen": standing.first_seen,
        "last_seen": standing.last_seen,
    }


def _evidence(graph: View) -> Iterator[dict[str, Any]]:
    for claim in graph.by_document():
        for evidence in claim.evidence:
            yield _place(graph, claim, evidence)


def _place(graph: View, claim: Claim, evidence: Evidence) -> dict[str, Any]:
    row = records.flat(records.record(claim, evidence, graph))
    published = row["published"]
    return {
        **row,
        "evidence_id": evidence_id(claim.id, evidence),
        **_days("date", evidence.date),
        **_days("published", PartialDate.parse(str(published)) if published else None),
    }


def _days(name: str, when: PartialDate | None) -> dict[str, Any]:
    """The first and last day that a date can mean."""
    return {f"{name}_first": when.first if when else None, f"{name}_last": when.last if when else None}


def documents(path: Path, relations: Mapping[str, RelationType]) -> record_reader.Entries:
    """The documents in a file, or in all files of a folder as one table, each with its claims.

    Everything is read once before the first is yielded, so that a damaged file yields none; a document comes at its
    last row. Raises InputError for a file that is not graphkit evidence.
    """
    files = _files(path)
    last: dict[str, str] = {}
    for file in files:
        keys = chain.from_iterable(batch["document"].to_pylist() for batch in _batches(file))
        last.update((key, f"{file}:{number}") for number, key in enumerate(keys, 1))
    rows = ((f"{file}:{number}", row) for file in files for number, row in enumerate(_rows(file), 1))
    yield from record_reader.documents(rows, relations, {place: document for document, place in last.items()})


def _files(path: Path) -> list[Path]:
    """The evidence files for a path: all in a folder, and for a claims file the one next to it."""
    found = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    if not found:
        raise InputError(f"{path}: is a folder without Parquet", "name a file, or a folder that graphkit wrote")
    if files := [file for file in found if not _is_summary(file)]:
        return files
    evidence = found[0].with_name(EVIDENCE)
    if not evidence.is_file() or evidence in found:
        raise InputError(f"{found[0]}: contains claims without their evidence", f"put {EVIDENCE} beside it")
    return [evidence]


def _is_summary(path: Path) -> bool:
    with _opened(path) as file:
        names = set(file.schema_arrow.names)
    return {column.name for column in columns.CLAIMS} <= names and "document" not in names


def _rows(path: Path) -> Iterator[partial[Mapping[str, Any]]]:
    """A function per row that returns its record."""
    for batch in _batches(path):
        # pandas turns integer columns with missing values into floats.
        whole = [column.name for column in _NEEDED if column.type == "int32" and _is_double(batch[column.name])]
        for row in batch.to_pylist():
            row.update((name, int(row[name])) for name in whole if row[name] is not None and row[name].is_integer())
            yield partial(record_reader.nested, row)


_NEEDED = [column for column in columns.EVIDENCE if not column.derived]


def _batches(path: Path) -> Iterator[pa.RecordBatch]:
    """The needed columns of a file, some rows at a time."""
    with _opened(path) as file:
        _check(path, file.schema_arrow)
        missing, there = file.metadata.num_rows, set(file.schema_arrow.names)
        for batch in file.iter_batches(BATCH, columns=[column.name for column in _NEEDED if column.name in there]):
            batch.validate(full=True)
            missing -= batch.num_rows
            yield batch
        if missing:
            raise InputError(
                f"{path}: is not a complete Parquet file (its number of rows differs from its metadata)", _REMEDY
            )


@contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    """Open a file; pyarrow errors within the block become an InputError."""
    schema()  # raises if there is no pyarrow
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not path.is_file():
        raise InputError(f"{path}: no such file", "check the path")
    try:
        with pq.ParquetFile(path, buffer_size=BUFFER, page_checksum_verification=True) as file:
            yield file
    except (OSError, UnicodeDecodeError, pa.ArrowException) as error:  # column names are decoded on access
        if isinstance(error, OSError) and error.strerror:
            raise InputError(f"{path}: cannot be read ({error.strerror})", "check its permissions") from None
        raise InputError(
            f"{path}: is not a complete Parquet file ({' '.join(str(error).split())[:80]})", _REMEDY
        ) from None


def _check(path: Path, found: pa.Schema) -> None:
    """Refuse a file that lacks a column or has one of the wrong type.

    Extra columns, another order and other programs' variants of the types (nulls everywhere, large or dictionary
    strings, wider numbers) are accepted.
    """
    needed = [column for column in _NEEDED if column.name in found.names or not column.later]
    lacking = [column.name for column in needed if column.name not in found.names]
    if lacking:
        more = f" and {len(lacking) - 3} more" if len(lacking) > 3 else ""
        raise InputError(f"{path}: lacks the column{'s'[: len(lacking) - 1]} {', '.join(lacking[:3])}{more}", _REMEDY)
    for column in needed:
        if found.names.count(column.name) > 1:
            raise InputError(f"{path}: has two columns {column.name}", _REMEDY)
        if not _fits(found.field(column.name).type, column.type):
            kind = found.field(column.name).type
            raise InputError(f"{path}: the column {column.name} is of type {kind!s:.40}, not {column.type}", _REMEDY)


def _fits(found: pa.DataType, expected: str) -> bool:
    import pyarrow.types as are

    if are.is_null(found):  # the type of all-missing values
        return True
    match expected:
        case "string":
            kind = found.value_type if are.is_dictionary(found) else found
            return bool(are.is_string(kind) or are.is_large_string(kind) or are.is_string_view(kind))
        case "bool":
            return bool(are.is_boolean(found))
    return bool(are.is_integer(found) or are.is_floating(found))


def _is_double(values: pa.Array) -> bool:
    import pyarrow.types as are

    return bool(are.is_floating(values.type))
