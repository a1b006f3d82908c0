"""CSV and TSV: one document per row, with column names in the first."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from graphkit.documents.reader import Holds, Input, Items, Reader
from graphkit.documents.readers.mapping import columns, row
from graphkit.documents.readers.prose import decode
from graphkit.errors import InputError

LONGEST = 50_000_000
"""Most characters in a cell; Python's default of 131,072 is too few for a book."""
SEPARATORS = ",;\t|"


def read(source: Input) -> Items:
    """The rows that have a text; others are only counted. The separator is the most frequent one in the first line."""
    place = source.place
    if csv.field_size_limit() < LONGEST:
        csv.field_size_limit(LONGEST)
    lines = _lines(source)
    head = next(lines, "")
    if not head.strip():
        raise InputError(f"{place}: is empty", "put the column names in its first line")
    separator = max(SEPARATORS, key=lambda sign: (head.count(sign), sign == "," or source.suffix == ".tsv"))
    rows = csv.reader(_again(head, lines), delimiter=separator, strict=False)
    names = next(rows)
    held = columns(names, source.columns, place)
    while True:
        number = rows.line_num + 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            raise InputError(f"{place}:{number}: is not CSV ({error})", "save it as CSV in UTF-8") from None
        if cells is None:
            return
        if not cells:
            continue
        where = f"{place}:{number}"
        if len(cells) > len(names):
            yield InputError(
                f"{where}: has {len(cells)} cells for {len(names)} columns",
                "put a cell with separators in double quotes",
            )
            continue
        yield row(dict(zip(names, cells, strict=False)), held, where, number)


def _lines(source: Input) -> Iterator[str]:
    for number, line in enumerate(source.lines(LONGEST), 1):
        if line.strip():
            text = decode(line, f"{source.place}:{number}", one_line=True)
            yield text.removeprefix("\ufeff") if number == 1 else text
        else:
            yield "\n"


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


READER = Reader("CSV", (".csv", ".tsv"), read, holds=Holds.LINES)
