"""The identity of unnamed fighters: which rebels fought in which state, and when."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from graphkit.actors.tables import period, rows, split

COLUMNS = ("state", "words", "start", "end", "actor", "source")


@dataclass(frozen=True, slots=True)
class Rebels:
    """The actor that words such as "rebels" refer to if a text from these days names the state."""

    state: str
    words: frozenset[str]
    start: date | None
    end: date | None
    actor: str

    def fought(self, on: date) -> bool:
        """Whether they fought on a day."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


def read(path: Path, actors: Container[str]) -> Iterator[Rebels]:
    """The rows of a table with known actors; raises SeedError with file, line, column and remedy."""
    for line, row in rows(path, COLUMNS):
        if row["actor"] in actors:
            first, last = period(row, f"{path.name}:{line}")
            yield Rebels(row["state"], frozenset(split(row["words"])), first, last, row["actor"])
