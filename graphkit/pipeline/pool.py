"""Processes that do one kind of work on item after item; the results come in the order of the items.

Only so many items are taken ahead of the result that is asked for, so memory does not grow with their number. When a
process ends of itself, the item it was at is tried again in another, and given up when that ends too; the others that
it held go elsewhere. (The executors of the standard library give up all items, and do not tell which one it was.)
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import connection
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from graphkit.errors import GraphkitError, ModelError
from graphkit.running.children import begin

Item = TypeVar("Item")
Result = TypeVar("Result")

TRIES = 2
"""How many processes an item may end before it is given up."""
AHEAD = 8
"""Items a process that are taken before the result of the first of them is asked for."""
_HELD = 2
"""Items that a process has at once: one that it is at and one that it need not wait for."""
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "BLIS", "VECLIB", "NUMEXPR")} | {
    "TOKENIZERS_PARALLELISM": "false"
}
"""What keeps a process to one thread; processes share out the cores."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Why an item has no result: every process that took it ended."""

    reason: str


def in_order(
    items: Iterable[Item],
    start: Callable[[], Callable[[Item], Result]],
    processes: int,
    *,
    tries: int = TRIES,
    ahead: int = AHEAD,
) -> Generator[tuple[Item, Result | Lost], None, None]:
    """Each item with its result. ``start`` makes the work and runs in every process; it and the items are pickled.

    Close the iterator to end the processes before its end. Raises what ``start`` raises, if it is a GraphkitError.
    """
    crew: _Crew[Item, Result] = _Crew(start, processes, tries)
    taken: deque[_Task[Item, Result]] = deque()
    stream = iter(items)
    more = True
    try:
        while True:
            while more and len(taken) < processes * ahead:
                for item in stream:
                    taken.append(_Task(item))
                    crew.waiting.append(taken[-1])
                    break
                else:
                    more = False
                crew.hand_out()
            if not taken:
                return
            if taken[0].results:
                task = taken.popleft()
                yield task.item, task.results[0]
            else:
                crew.collect()
    finally:
        crew.end()


@dataclass(eq=False, slots=True)
class _Task(Generic[Item, Result]):
    item: Item
    ended: int = 0
    """How many processes it ended."""
    results: list[Result | Lost] = field(default_factory=list)
    """One, when there is one."""


@dataclass(eq=False, slots=True)
class _Worker(Generic[Item, Result]):
    process: Any
    connection: connection.Connection
    tasks: deque[_Task[Item, Result]] = field(default_factory=deque)
    ready: bool = False


class _Crew(Generic[Item, Result]):
    """The processes and the tasks that wait for one."""

    def __init__(self, start: Callable[[], Callable[[Item], Result]], most: int, tries: int) -> None:
        self._start, self._most, self._tries = start, most, tries
        self._workers: list[_Worker[Item, Result]] = []
        self._stillborn = 0
        self.waiting: deque[_Task[Item, Result]] = deque()

    def hand_out(self) -> None:
        """Give waiting tasks to processes that have room for them."""
        while self.waiting:
            worker = min(self._workers, key=lambda worker: len(worker.tasks), default=None)
            if worker is None or (worker.tasks and len(self._workers) < self._most):
                worker = self._started()
            if len(worker.tasks) >= _HELD:
                return
            worker.tasks.append(self.waiting.popleft())
            try:
                worker.connection.send(worker.tasks[-1].item)
            except OSError:
                self._bury(worker)

    def collect(self) -> None:
        """Wait until some process has something to tell."""
        self.hand_out()
        at = {worker.connection: worker for worker in self._workers}
        for ready in connection.wait(list(at)):
            worker = at[ready]  # type: ignore[index]
            try:
                told = worker.connection.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            if isinstance(told, _Ready):
                worker.ready = True
                if told.error:
                    raise told.error
            else:
                worker.tasks.popleft().results.append(told)
        self.hand_out()

    def end(self) -> None:
        """End all, whatever they are at."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()

    def _started(self) -> _Worker[Item, Result]:
        with _one_thread():
            process, here = begin(_serve, self._start)
        self._workers.append(_Worker(process, here))
        return self._workers[-1]

    def _bury(self, worker: _Worker[Item, Result]) -> None:
        """Share out the tasks of a process that ended; the first one is what it was at."""
        self._workers.remove(worker)
        worker.process.join()
        worker.connection.close()
        how = _how(worker.process.exitcode)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= TRIES:
                raise ModelError(
                    f"a process for reading ended while it loaded ({how})",
                    'give it more memory or fewer --workers; a script of yours needs `if __name__ == "__main__":`',
                )
        elif worker.tasks:
            worker.tasks[0].ended += 1
            if worker.tasks[0].ended >= self._tries:
                worker.tasks.popleft().results.append(Lost(f"it ended {self._tries} processes ({how})"))
        self.waiting.extendleft(reversed(worker.tasks))


def _how(status: int) -> str:
    try:
        return f"exit status {status}" if status >= 0 else signal.Signals(-status).name
    except ValueError:
        return f"signal {-status}"


@contextmanager
def _one_thread() -> Iterator[None]:
    """A process that begins now has one thread."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(ONE_THREAD)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@dataclass(frozen=True, slots=True)
class _Ready:
    """A process is there, or why it cannot work."""

    error: GraphkitError | None = None


def _serve(pipe: connection.Connection, start: Callable[[], Callable[[Item], Result]]) -> None:
    """Work on what comes until the other end is closed; a thread takes it in, so that nobody waits to send."""
    items: SimpleQueue[list[Item]] = SimpleQueue()
    threading.Thread(target=_take_in, args=(pipe, items), daemon=True).start()
    try:
        work = start()
    except GraphkitError as error:
        _tell(pipe, _Ready(error))
        return
    _tell(pipe, _Ready())
    while taken := items.get():
        _tell(pipe, work(taken[0]))


def _tell(pipe: connection.Connection, what: object) -> None:
    with suppress(OSError):  # the other end is gone, and nothing more will come
        pipe.send(what)


def _take_in(pipe: connection.Connection, items: SimpleQueue[list[Item]]) -> None:
    while True:
        try:
            items.put([pipe.recv()])
        except (EOFError, OSError):
            items.put([])
            return
