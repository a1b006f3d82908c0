"""Rows of CSV and TSV files, each with its position in the text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from graphkit.errors import InputError

LONGEST = 131_072
"""Most characters in a cell: the default of the csv module, unless changed elsewhere in the process."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its position, and its cells by column or the reason it has none."""

    start: int
    end: int
    number: int
    """The number of its first line, from 1."""
    cells: Mapping[str, str]
    fault: str = ""

    def read(self) -> Mapping[str, str]:
        """The cells; InputError if there are none."""
        if self.fault:
            raise InputError(f"is not a table row ({self.fault})", "shorten or fix the cell")
        return self.cells


def rows(text: str, delimiter: str, columns: Sequence[str] = (), *, quoted: bool = True) -> Iterator[Row]:
    """The rows of a table; without ``columns``, the first row is the header, whose cells in lower case name them."""
    lines = list(io.StringIO(text, newline=""))
    starts = list(accumulate(map(len, lines), initial=0))
    reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
    while True:
        before = reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(starts[before], starts[reader.line_num], before + 1, {}, str(error))
            continue
        if any(len(cell) > LONGEST for cell in cells):
            fault = f"field larger than field limit ({LONGEST})"
            yield Row(starts[before], starts[reader.line_num], before + 1, {}, fault)
        elif cells:
            columns = columns or [name.strip().lower() for name in cells]
            named = dict(zip(columns, [*cells, *[""] * len(columns)], strict=False))
            yield Row(starts[before], starts[reader.line_num], before + 1, named)
