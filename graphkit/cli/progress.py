"""Progress of a long command: a bar at a terminal, otherwise one line per minute, and a final summary."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Self

from graphkit.cli.caveats import Caveats
from graphkit.cli.output import count, say
from graphkit.errors import InputError

if TYPE_CHECKING:
    from graphkit.model import Claim, Document

LINE_EVERY = 60.0
"""Seconds between two log lines."""
BAR_EVERY = 0.1
SOON, FEW = 3.0, 5
"""Seconds of reading, and documents, before the remaining time is estimated: one document alone may be a long one."""


class Progress:
    """Counts what is read; a context manager whose methods, and those of its ``caveats``, are pipeline callbacks.

    With the ``total`` number of documents it estimates the remaining time.
    """

    def __init__(self, total: int | None = None) -> None:
        self.total = total
        self.documents = self.characters = self.failures = self.resumed = 0
        self.claims: set[str] = set()
        self.begun: Document | None = None
        """The last document about to be added to the graph."""
        self.kept: set[str] = set()
        """The ids of the documents known to have been added."""
        self.caveats = Caveats()
        self._watched = sys.stderr.isatty()
        self._began = self._told = time.monotonic()
        self._first: float | None = None
        """When the first document had been read; the time before that is loading."""

    def __enter__(self) -> Self:
        if self._watched:
            self._bar("loading")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._clear()
        if error is None and (self.documents != 1 or self.failures or self.resumed):
            failed = f", {self.failures} could not be read" if self.failures else ""
            say(f"{self._state()} in {time.monotonic() - self._began:.1f} s{failed}")
        if error is None:
            self.caveats.tell()

    def begin(self, document: Document) -> None:
        """Record a document about to be added; if interrupted, it may be added without being counted."""
        self.begun = document

    def done(self, document: Document, claims: Sequence[Claim]) -> None:
        """Count a document that was read."""
        self.kept.add(document.id)
        self.documents += 1
        self.characters += len(document.text)
        self.claims.update(claim.id for claim in claims)
        self.caveats.undated += document.published is None
        now = time.monotonic()
        if self._first is None:
            self._first = now
        if now - self._told >= (BAR_EVERY if self._watched else LINE_EVERY):
            self._told = now
            if self._watched:
                self._bar(self._state())
            else:
                say(f"{self._state()}, {self._rate()}")

    def held(self, document: Document) -> None:
        """Count a document already in the store."""
        del document
        self.resumed += 1

    def failed(self, error: InputError) -> None:
        """Count and report a document that could not be read."""
        self.failures += 1
        self._clear()
        say(f"graphkit: {error}")

    def _state(self) -> str:
        held = f"{count(self.resumed, 'document')} already read; " if self.resumed else ""
        return f"{held}{count(self.documents, 'document')}, {count(len(self.claims), 'claim')}"

    def _rate(self) -> str:
        now = time.monotonic()
        seconds = max(now - self._began, 1e-9)
        rate = f"{self.documents / seconds:,.1f} documents/s, {self.characters / 1000 / seconds:,.0f} kB/s"
        read = self.documents + self.failures
        if not self.total or not read:
            return rate
        rate = f"{rate}, {read / max(self.total, read):.0%}"
        spent = now - self._first if self._first is not None else 0.0
        if spent < SOON or read <= FEW:
            return rate
        return f"{rate}, {_duration(spent / (read - 1) * max(self.total - read, 0))} left"

    def _bar(self, state: str) -> None:
        sys.stderr.write(f"\r\x1b[K{state}, {self._rate()} " if self.documents else f"\r\x1b[K{state} ")
        sys.stderr.flush()

    def _clear(self) -> None:
        if self._watched:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _duration(seconds: float) -> str:
    """A duration for people.

    >>> _duration(42.3), _duration(150), _duration(7300)
    ('42 s', '2 min 30 s', '2 h 1 min')
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
