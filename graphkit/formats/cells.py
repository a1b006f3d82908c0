"""Table rows as text, and protection against cells that spreadsheets run as formulas.

Spreadsheets take a cell for a formula if it begins with ``=``, ``+``, ``-``, ``@``, a full-width form of these, a tab
or a line break (OWASP, "CSV injection"). On request an apostrophe is put before it. Numbers, such as -9.0, are left
alone.
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
    """The cell unchanged, or with an apostrophe before it if a spreadsheet would run it.

    >>> guarded("=1+1"), guarded("plain"), guarded(-9.0)
    ("'=1+1", 'plain', -9.0)
    """
    return f"'{cell}" if is_run(cell) else cell


def lines(rows: Iterable[Sequence[Cell]], *, delimiter: str = ",", safe: bool = False) -> Iterator[str]:
    """Each row as a line of a table, quoted where necessary; ``safe`` guards the cells."""
    buffer = io.StringIO()
    # With both line endings as terminator, the writer quotes cells that contain either.
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(cell) for cell in row] if safe else row)
        yield f"{buffer.getvalue()[:-2]}\n"
        buffer.seek(0)
        buffer.truncate()


def bare(rows: Iterable[Sequence[Cell]], *, safe: bool = False) -> Iterator[str]:
    """Each row as a tab-separated line without quoting, as in GDELT's files.

    Whitespace of every kind within a cell becomes a single space. ``safe`` guards the cells, also those that
    would be run without the quotes at their beginning, which spreadsheets remove.
    """
    for row in rows:
        flat = (" ".join(cell.split()) if isinstance(cell, str) else cell for cell in row)
        yield "\t".join("" if cell is None else str(_unquoted(cell) if safe else cell) for cell in flat) + "\n"


def _unquoted(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and is_run(cell.lstrip('"')) else cell
