"""How far a long command is: a bar when a person watches, a line a minute otherwise, a closing summary."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Self

from graphkit.cli.output import count, say
from graphkit.errors import InputError
from graphkit.languages.registry import remedy

if TYPE_CHECKING:
    from graphkit.documents import Skipped
    from graphkit.model import Claim, Document

LINE_EVERY = 60.0
"""Seconds between two lines of a log."""
BAR_EVERY = 0.1


@dataclass(slots=True)
class LeftOut:
    """What of the input became nothing, though it could be read."""

    refused: Counter[str] = field(default_factory=Counter)
    """Findings of an extractor, by reason."""
    partly: Counter[str] = field(default_factory=Counter)
    """Passages not read whole, by reason."""
    assumed: Counter[str] = field(default_factory=Counter)
    """Files read as text though no reader knows their suffix."""
    skipped: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Files and documents, each with its suffix, its language or what it lacks."""

    def say(self) -> None:
        """Tell of it, a line each."""
        if self.refused:
            say(f"{count(self.refused.total(), 'finding')} of the extractor turned away: {listed(self.refused)}")
        if self.partly:
            say(f"{count(self.partly.total(), 'passage')} not read whole: {listed(self.partly)}")
        if self.assumed:
            say(f"{count(self.assumed.total(), 'file')} read as plain text: {listed(self.assumed)}")
        self._say_skipped("file", "; save their text as .txt, .md or .jsonl")
        foreign = [kind[3:] for what, kind in self.skipped if what == "document" and kind.startswith("in ")]
        self._say_skipped("document", f"; {remedy(foreign)}" if foreign else "")

    def _say_skipped(self, noun: str, hint: str) -> None:
        kinds = sorted((kind, number) for (what, kind), number in self.skipped.items() if what == noun)
        if kinds:
            told = ", ".join(f"{number:,} {kind or 'without a suffix'}" for kind, number in kinds)
            say(f"{count(sum(number for _, number in kinds), noun)} not read: {told}{hint}")


class Progress:
    """Counts what is read; use it as a context, hand ``done`` and ``failed`` to the pipeline.

    With the ``total`` of documents it tells how much time is left.
    """

    def __init__(self, total: int | None = None) -> None:
        self.total = total
        self.documents = self.characters = self.failures = self.undated = self.resumed = 0
        self.claims: set[str] = set()
        self._left = LeftOut()
        self._watched = sys.stderr.isatty()
        self._began = self._told = time.monotonic()

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
            if self.undated:
                say_undated(self.undated)
            self._left.say()

    def done(self, document: Document, claims: Sequence[Claim]) -> None:
        """Count a document that was read."""
        self.documents += 1
        self.characters += len(document.text)
        self.claims.update(claim.id for claim in claims)
        self.undated += document.published is None
        now = time.monotonic()
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

    def skipped(self, left: Skipped) -> None:
        """Count what is left out: a file by its suffix, a document by its language or what it lacks."""
        self._left.skipped[left.what] += 1

    def assumed(self, suffix: str) -> None:
        """Count a file that is read as text though no reader knows its suffix."""
        self._left.assumed[suffix] += 1

    def refused(self, reasons: Mapping[str, int]) -> None:
        """Count the findings of a document that became no claim, by reason."""
        self._left.refused.update(reasons)

    def partly(self, reasons: Mapping[str, int]) -> None:
        """Count the passages of a document that were not read whole, by reason."""
        self._left.partly.update(reasons)

    def _state(self) -> str:
        held = f"{count(self.resumed, 'document')} already read; " if self.resumed else ""
        return f"{held}{count(self.documents, 'document')}, {count(len(self.claims), 'claim')}"

    def _rate(self) -> str:
        seconds = max(time.monotonic() - self._began, 1e-9)
        rate = f"{self.documents / seconds:,.1f} documents/s, {self.characters / 1000 / seconds:,.0f} kB/s"
        read = self.documents + self.failures
        if not self.total or not read:
            return rate
        left = seconds / read * max(self.total - read, 0)
        return f"{rate}, {read / max(self.total, read):.0%}, {_duration(left)} left"

    def _bar(self, state: str) -> None:
        sys.stderr.write(f"\r\x1b[K{state}, {self._rate()} " if self.documents else f"\r\x1b[K{state} ")
        sys.stderr.flush()

    def _clear(self) -> None:
        if self._watched:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def say_undated(number: int) -> None:
    """Tell that documents have no date of publication, which decides who holds an office."""
    say(f"{count(number, 'document')} without a date: offices are read as of today; say --date")


def _duration(seconds: float) -> str:
    """A time as people say it.

    >>> _duration(42.3), _duration(150), _duration(7300)
    ('42 s', '2 min 30 s', '2 h 1 min')
    """
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def listed(reasons: Counter[str]) -> str:
    """Reasons with their numbers, the commonest first."""
    return ", ".join(f"{reason} ({number:,})" for reason, number in reasons.most_common())
