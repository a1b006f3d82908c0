"""Who held which office when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from graphkit.actors.tables import day, period, rows
from graphkit.errors import SeedError
from graphkit.model import Actor, PartialDate
from graphkit.model.tenure import Tenure


@dataclass(frozen=True, slots=True)
class Office:
    """A person's tenure; an open end means that it lasted at least until ``known`` (the date of the source)."""

    person: str
    office: str
    of: str
    start: date | None
    end: date | None
    known: date | None
    written: tuple[str, str] = ("", "")
    """Start and end as in the table, to the year, the month or the day."""

    @property
    def tenure(self) -> Tenure:
        """The office and its period, as precise as in the table."""
        start, end = (PartialDate.parse(day) if day else None for day in self.written)
        return Tenure(self.office, start, end)

    def held(self, on: date) -> bool:
        """Whether the office was certainly held on that day."""
        if self.start is not None and on < self.start:
            return False
        if self.end is not None:
            return on <= self.end
        return self.start is not None and (self.known is None or on <= self.known + timedelta(days=730))

    def coming(self, on: date) -> bool:
        """Whether the office begins soon after that day: those elected to it already act for its state."""
        return self.start is not None and on < self.start <= on + timedelta(days=100)


def read(path: Path, actors: Mapping[str, Actor]) -> Iterator[Office]:
    """The tenures in a table, whose persons and bodies must be known; raises SeedError with file, line and column."""
    file = path.name
    for line, row in rows(path, ("person", "office", "of", "title", "start", "end", "source", "as_of")):
        place = f"{file}:{line}"
        for column in ("person", "of"):
            if row[column] not in actors:
                raise SeedError(
                    f"{place}: no actor {row[column]!r}, in column {column}", "give the id of an actor in the tables"
                )
        start, end = period(row, place)
        known, written = day(row, "as_of", place, first=False), (row["start"], row["end"])
        yield Office(row["person"], row["office"], row["of"], start, end, known, written)
