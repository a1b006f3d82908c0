"""A pool of processes that answer SPARQL queries for the server."""

from __future__ import annotations

import asyncio
import queue
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import GraphkitError, StoreError
from graphkit.sparql import RefusedQuery
from graphkit.sparql.processes import Limits, NoForm, OverLimit, Question, TooLong, Worker


@dataclass(frozen=True)
class Answered:
    """The body of a response and its media type; with a status of 400 or more, the reason for the failure."""

    status: int
    media: str
    body: bytes


WAITING = 32
"""The maximum number of queries at once, including those waiting for a process."""
_BUSY = "the server is busy; try again later"
_STATUS = {RefusedQuery: 403, NoForm: 406, TooLong: 413, StoreError: 500, OverLimit: 503}
"""HTTP statuses by type of error; 400 for any other."""


class Workers:
    """Processes for one store, each answering one query at a time; dedicated threads wait for them."""

    def __init__(self, path: Path, limits: Limits, *, number: int = 2) -> None:
        self._path, self._limits = path, limits
        self._free: queue.Queue[Worker | None] = queue.Queue()
        self._threads = ThreadPoolExecutor(WAITING, thread_name_prefix="sparql")
        self._running: set[Worker] = set()
        self._asked = 0
        for _ in range(number):
            self._free.put(None)

    async def answer(self, question: Question) -> Answered:
        """The response, without blocking the server."""
        if self._asked >= WAITING:
            return _refused(503, _BUSY)
        self._asked += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._ask, question)
        finally:
            self._asked -= 1

    def _ask(self, question: Question) -> Answered:
        try:
            worker = self._free.get(timeout=self._limits.seconds)
        except queue.Empty:
            return _refused(503, _BUSY)
        try:
            worker = worker or self._started()
            found = worker.ask(question)
            return Answered(200, found.media, found.body)
        except GraphkitError as error:
            return _refused(_STATUS.get(type(error), 400), str(error))
        finally:
            if worker and worker.ended:
                self._running.discard(worker)
            self._free.put(None if worker is None or worker.ended else worker)

    def _started(self) -> Worker:
        worker = Worker(self._path, self._limits)
        self._running.add(worker)
        return worker

    def close(self) -> None:
        """End all processes, even in the middle of a query."""
        for worker in list(self._running):
            worker.end(gently=True)
        self._threads.shutdown(wait=False, cancel_futures=True)


def _refused(status: int, why: str) -> Answered:
    return Answered(status, "text/plain; charset=utf-8", f"{why}\n".encode())
