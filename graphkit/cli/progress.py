"""How far a long command is: a bar when a person watches, a line a minute otherwise, a closing summary."""

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
"""Seconds between two lines of a log."""
BAR_EVERY = 0.1
SOON = 3.0
"""Seconds of reading before it is told how long the rest will take."""


class Progress:
    """Counts what is read; use it as a context, hand its methods and those of its ``caveats`` to the pipeline.

    With the ``total`` of documents it tells how much time is left.
    """

    def __init__(self, total: int | None = None) -> None:
        self.total = total
        self.documents = self.characters = self.failures = self.resumed = 0
        self.claims: set[str] = set()
        self.begun: Document | None = None
        """The last document that was about to be kept."""
        self.kept: set[str] = set()
        """The ids of those of which it is known that they are."""
        self.caveats = Caveats()
        self._watched = sys.stderr.isatty()
        self._began = self._told = time.monotonic()
        self._first: float | None = None
        """When the first document was read; what was before is loading."""

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
        """Note a document that is about to be kept; it may be without its having been counted."""
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
        """Count a document that was read before."""
        del document
        self.resumed += 1

    def failed(self, error: InputError) -> None:
        """Count and tell a document that could not be read."""
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
        if spent < SOON or read == 1:
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
    """A time as people say it.

    >>> _duration(42.3), _duration(150), _duration(7300)
    ('42 s', '2 min 30 s', '2 h 1 min')
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
