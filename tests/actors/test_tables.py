"""Tables of facts: numbered rows, cells with several values, and the days a date may stand for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphkit.actors.tables import day, period, rows, split
from graphkit.errors import SeedError


def table(folder: Path, text: str) -> Path:
    path = folder / "t.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_keep_the_numbers_of_their_lines_and_lack_no_cell(tmp_path: Path) -> None:
    path = table(tmp_path, "\ufeff# about\n\nid\tname\tcode\n \nx\tX\tXX\n# more\n y \t Y Y\n")
    assert list(rows(path, ("id", "name", "code"))) == [
        (5, {"id": "x", "name": "X", "code": "XX"}),
        (7, {"id": "y", "name": "Y Y", "code": ""}),
    ]


def test_a_table_of_one_column_has_rows_of_one_cell(tmp_path: Path) -> None:
    assert list(rows(table(tmp_path, "word\nashes\n"), ("word",))) == [(2, {"word": "ashes"})]


def test_only_ids_must_differ(tmp_path: Path) -> None:
    assert len(list(rows(table(tmp_path, "name\tid\nX\tx\nX\tx\n"), ("name", "id")))) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "t.tsv:1: no columns"),
        ("# nothing\n", "t.tsv:1: no columns"),
        ("id\tcode\nx\tX\n", "t.tsv:1: no column name in id, code"),
        ("id\tname\tage\n", "t.tsv:1: no such column 'age'"),
        ("name\tid\n", "t.tsv:1: columns name, id"),
        ("id\tname\nx X\n", "t.tsv:2: only one cell, without column name"),
        ("id\tname\nx\tX\t\n", "t.tsv:2: 3 cells, the last after column name"),
        ("id\tname\nx\tX\ny\tY\nx\tZ\n", "t.tsv:4: id 'x' is also in line 2"),
    ],
)
def test_a_table_that_is_wrong_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SeedError, match=message):
        list(rows(table(tmp_path, text), ("id", "name")))


def test_bars_part_values_and_empty_ones_are_none() -> None:
    assert split(" a | b||c ") == ["a", "b", "c"]
    assert split("") == split(" | ") == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2004", date(2004, 1, 1), date(2004, 12, 31)),
        ("2004-02", date(2004, 2, 1), date(2004, 2, 29)),
        ("2004-02-03", date(2004, 2, 3), date(2004, 2, 3)),
        ("", None, None),
    ],
)
def test_a_date_lasts_from_its_first_day_to_its_last(text: str, first: date | None, last: date | None) -> None:
    row = {"start": text, "end": text}
    assert (day(row, "start", "t:1", first=True), day(row, "start", "t:1", first=False)) == (first, last)
    assert period(row, "t:1") == (first, last)


def test_no_period_ends_before_it_starts() -> None:
    with pytest.raises(SeedError, match="t:1: it ends on 2004-02-02 before it starts on 2004-02-03"):
        period({"start": "2004-02-03", "end": "2004-02-02"}, "t:1")
    with pytest.raises(SeedError, match="t:1: '2004-13' is not a date, in column end"):
        period({"start": "2004", "end": "2004-13"}, "t:1")
