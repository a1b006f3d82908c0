"""Profiling: seconds by stage, summed while a build runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


class Clock:
    """Seconds of each stage, excluding nested stages; two readings of the system clock per stage.

    >>> clock = Clock()
    >>> with clock.stage("reader"), clock.stage("dates"):
    ...     pass
    >>> sorted(clock.seconds)
    ['dates', 'reader']
    """

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inner = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time everything in this context."""
        outer, self._inner = self._inner, 0.0
        began = perf_counter()
        try:
            yield
        finally:
            spent = perf_counter() - began
            self.seconds[name] += spent - self._inner
            self._inner = outer + spent

    def over(self, name: str, items: Iterable[T]) -> Iterator[T]:
        """The items, timing how long it takes to get them."""
        stream = iter(items)
        while True:
            with self.stage(name):
                try:
                    item = next(stream)
                except StopIteration:
                    return
            yield item

    def take(self) -> dict[str, float]:
        """Return the seconds so far and reset."""
        seconds, self.seconds = dict(self.seconds), defaultdict(float)
        return seconds

    def add(self, seconds: Mapping[str, float]) -> None:
        """Add the seconds of another clock."""
        for name, spent in seconds.items():
            self.seconds[name] += spent
