"""Rows of tables as text, and cells that no spreadsheet runs as a formula.

What begins with ``=``, ``+``, ``-``, ``@``, one of these in full width, a tab or the end of a line spreadsheets take
for a formula (OWASP, "CSV injection"). On request an apostrophe is put before it. Numbers of our own are not touched:
-9.0 is one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

Cell = str | int | float | None

_RUN = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")


def is_run(cell: Cell) -> bool:
    """Whether a spreadsheet would run the cell."""
    return isinstance(cell, str) and cell.startswith(_RUN)


def guarded(cell: Cell) -> Cell:
    """The cell as it is, or with an apostrophe before it when a spreadsheet would run it.

    >>> guarded("=1+1"), guarded("plain"), guarded(-9.0)
    ("'=1+1", 'plain', -9.0)
    """
    return f"'{cell}" if is_run(cell) else cell


def lines(rows: Iterable[Sequence[Cell]], *, delimiter: str = ",", safe: bool = False) -> Iterator[str]:
    """Each row as a line of a table, quoted where need be; ``safe`` guards the cells."""
    buffer = io.StringIO()
    # With both ends of lines as its own, the writer quotes cells that have either.
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(cell) for cell in row] if safe else row)
        yield f"{buffer.getvalue()[:-2]}\n"
        buffer.seek(0)
        buffer.truncate()


def bare(rows: Iterable[Sequence[Cell]], *, safe: bool = False) -> Iterator[str]:
    """Each row as a line with tabs between its cells and without any quoting, as GDELT writes its files.

    Blanks of every kind within a cell become single spaces.
    """
    for row in rows:
        flat = (" ".join(cell.split()) if isinstance(cell, str) else cell for cell in row)
        yield "\t".join("" if cell is None else str(guarded(cell) if safe else cell) for cell in flat) + "\n"
