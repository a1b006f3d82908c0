"""Parquet files of claims, a row each place that states one, with the fields of the records in JSON (extra parquet).

Those of ``graphkit export`` are read as well.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import InputError, StoreError
from graphkit.formats import parquet

if TYPE_CHECKING:
    import pyarrow as pa

_STAMP = b"graphkit"
"""The key of a file's metadata under which stands what it was made from."""


def schema() -> pa.Schema:
    """The Arrow schema of every file; raises StoreError without pyarrow."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise StoreError("Parquet needs pyarrow", "pip install 'newsgraphkit[parquet]'") from error
    text, number = pa.string(), pa.int64()
    place = [("text", text), ("start", number), ("end", number)]
    names = ("id", "code", "name", "kind", "affiliation", "wikidata")
    party = pa.struct([*((n, text) for n in names), ("notations", pa.map_(text, text)), ("rule", text), *place])
    return pa.schema(
        [
            ("document", text),
            ("subject", party),
            ("object", party),
            *((name, text) for name in ("relation", "group", "polarity", "status")),
            ("speaker", party),
            ("hearsay", pa.bool_()),
            ("date", text),
            ("confidence", pa.float64()),
            ("quote", text),
            ("start", number),
            ("end", number),
            ("extractor", text),
            ("claim", text),
            ("cue", pa.struct(place)),
            ("source", pa.struct([(name, text) for name in ("title", "url", "published")])),
        ]
    )


def write(path: Path, rows: Iterable[Mapping[str, Any]], made_from: str) -> None:
    """Write a file that appears when it is whole; raises StoreError when it cannot."""
    found = schema().with_metadata({_STAMP: made_from})
    import pyarrow as pa
    import pyarrow.parquet as pq

    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        pq.write_table(pa.Table.from_pylist(list(rows), schema=found), part, compression="zstd")
        part.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror})", "check the folder and the disk") from error
    finally:
        part.unlink(missing_ok=True)


def held(path: Path, made_from: str) -> int | None:
    """How many rows a file has, if it is whole and was made from just this."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        about = pq.read_metadata(path)
    except (OSError, pa.ArrowInvalid):
        return None
    return about.num_rows if (about.metadata or {}).get(_STAMP) == made_from.encode() else None


def read(path: Path) -> Iterator[Callable[[], dict[str, Any]]]:
    """What gives the record of each row of a file; raises InputError when it is none of ours."""
    expected = schema()
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except (OSError, pa.ArrowInvalid) as error:
        raise InputError(f"{path}: is no Parquet ({' '.join(str(error).split())[:80]})", "write it again") from None
    with file:
        if parquet.is_claims(file.schema_arrow):
            raise InputError(
                f"{path}: holds claims without the places that state them", f"give {parquet.EVIDENCE} beside it"
            )
        is_export = parquet.is_evidence(file.schema_arrow)
        if not is_export and not file.schema_arrow.equals(expected):
            raise InputError(
                f"{path}: has other columns", "give what this graphkit writes by extract --engine or export"
            )
        for batch in file.iter_batches(batch_size=1000):
            for row in batch.to_pylist():
                yield partial(parquet.record if is_export else _record, row)


def _record(row: dict[str, Any]) -> dict[str, Any]:
    for role in ("subject", "object", "speaker"):
        if row[role]:
            row[role]["notations"] = dict(row[role]["notations"])
    return row
