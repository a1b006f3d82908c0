"""Reading tab-separated tables of facts: numbered rows, cells with several values, dates.

Errors name file, line, column and remedy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from graphkit.errors import SeedError
from graphkit.model import PartialDate

COLUMNS = tuple("id kind code name aliases demonyms wikidata notations start end source as_of".split())
"""The columns of every actor table; aliases, demonyms and notations may have several values separated by bars."""
TABLES = ("states", "organisations", "groups", "territories", "blocs", "persons")


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Numbered rows of a tab-separated file with exactly these columns; lines that start with # are comments.

    Missing cells at the end of a line are empty. Raises SeedError with file, line, column and remedy.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise SeedError(f"{path}: {error.strerror}", "name an actor table that can be read") from error
    except UnicodeDecodeError as error:
        raise SeedError(f"{path}: not UTF-8", "save the table as UTF-8") from error
    header: list[str] | None = None
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if line[:1] in ("", "#") or line.isspace():
            continue
        cells = line.split("\t")
        if " \t" in line or "\t " in line or header is None or line[0] == " " or line[-1] == " ":
            cells = [cell.strip() for cell in cells]
        if header is None:
            header = cells
            _check_header(header, columns, f"{path.name}:{number}")
            continue
        if len(cells) == 1 and len(header) > 1:
            raise SeedError(
                f"{path.name}:{number}: only one cell, without column {header[1]}",
                "separate the cells with tabs, not spaces",
            )
        if len(cells) > len(header):
            raise SeedError(
                f"{path.name}:{number}: {len(cells)} cells, the last after column {header[-1]}",
                f"expected {len(header)}, tab-separated",
            )
        if len(cells) < len(header):
            cells += [""] * (len(header) - len(cells))
        row = dict(zip(header, cells, strict=True))
        if header[0] == "id" and row["id"]:
            if row["id"] in seen:
                raise SeedError(
                    f"{path.name}:{number}: id {row['id']!r} is also in line {seen[row['id']]}, in column id",
                    "give every actor one row",
                )
            seen[row["id"]] = number
        yield number, row
    if header is None:
        raise SeedError(f"{path.name}:1: no columns", f"begin the table with {', '.join(columns)}, tab-separated")


def _check_header(header: Sequence[str], columns: Sequence[str], place: str) -> None:
    if list(header) == list(columns):
        return
    remedy = f"expected {', '.join(columns)}, tab-separated"
    for column in columns:
        if column not in header:
            raise SeedError(f"{place}: no column {column} in {', '.join(header)}", remedy)
    for column in header:
        if column not in columns:
            raise SeedError(f"{place}: no such column {column!r}", remedy)
    raise SeedError(f"{place}: columns {', '.join(header)}", remedy)


def split(cell: str) -> list[str]:
    """The values of a cell, which are separated by bars."""
    return [part.strip() for part in cell.split("|") if part.strip()] if cell else []


@lru_cache(maxsize=8192)
def _day(text: str, *, first: bool) -> date:
    """The first or last day of a partial date; cached, since many rows have the same dates."""
    when = PartialDate.parse(text)
    return when.first if first else when.last


def day(row: Mapping[str, str], column: str, place: str, *, first: bool) -> date | None:
    """The first or last day of a date that may be precise to the year, month or day."""
    text = row[column]
    if not text:
        return None
    try:
        return _day(text, first=first)
    except ValueError as error:
        raise SeedError(
            f"{place}: {text!r} is not a date, in column {column}", "write it as 2001, 2001-05 or 2001-05-31"
        ) from error


def period(row: Mapping[str, str], place: str) -> tuple[date | None, date | None]:
    """The first day of the date in column start and the last day of that in column end."""
    start, end = day(row, "start", place, first=True), day(row, "end", place, first=False)
    if start and end and end < start:
        raise SeedError(
            f"{place}: it ends on {end} before it starts on {start}, in columns start and end", "put the dates in order"
        )
    return start, end
