"""Reading tab-separated tables of facts: numbered rows, cells of several values, dates; errors name file and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from graphkit.errors import SeedError


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Numbered rows of a tab-separated file with exactly these columns; lines that start with # are comments."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise SeedError(f"{path}: {error.strerror}", "name an actor table that can be read") from error
    except UnicodeDecodeError as error:
        raise SeedError(f"{path}: not UTF-8", "save the table as UTF-8") from error
    header: list[str] | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            if header != list(columns):
                raise SeedError(f"{path.name}:{number}: columns {', '.join(header)}", f"expected {', '.join(columns)}")
        else:
            cells += [""] * (len(header) - len(cells))
            if len(cells) > len(header):
                raise SeedError(f"{path.name}:{number}: {len(cells)} cells", f"expected {len(header)}, tab separated")
            yield number, dict(zip(header, cells, strict=True))


def split(cell: str) -> list[str]:
    """The values of a cell, which stand between bars."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def day(text: str, place: str, *, first: bool) -> date | None:
    """The first or last day that a date of year, month or day precision allows."""
    if not text:
        return None
    parts = text.split("-")
    try:
        year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else (1 if first else 12)
        if len(parts) > 2:
            return date(year, month, int(parts[2]))
        return date(year, month, 1) if first else date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    except ValueError as error:
        raise SeedError(f"{place}: {text!r} is no date", "write it as 2001, 2001-05 or 2001-05-31") from error
