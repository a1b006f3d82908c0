"""Parquet: one document per row."""

from __future__ import annotations

from graphkit.documents.reader import Holds, Input, Items, Reader, needing
from graphkit.documents.readers.mapping import columns, row
from graphkit.errors import InputError

ROWS = 256
"""Rows in memory at a time, besides one compressed row group."""


def read(source: Input) -> Items:
    """The rows that have a text, reading only the columns needed."""
    with needing(source.place, "Parquet", "parquet"):
        import pyarrow as pa
        from pyarrow import parquet
    with source.seekable() as file:
        try:
            table = parquet.ParquetFile(file, pre_buffer=False)
        except pa.ArrowException as error:
            said = " ".join(str(error).split())[:100]
            raise InputError(
                f"{source.place}: is not a complete Parquet file ({said})", "download or write it again"
            ) from None
        held = columns(table.schema_arrow.names, source.columns, source.place)
        before = 0
        for batch in table.iter_batches(batch_size=ROWS, columns=list(dict.fromkeys(held.values()))):
            for number, values in enumerate(batch.to_pylist(), before + 1):
                yield row(values, held, f"{source.place}:{number}", number)
            before += batch.num_rows


READER = Reader("Parquet", (".parquet", ".pq"), read, begins=lambda head: head.startswith(b"PAR1"), holds=Holds.MANY)
