"""Processes that answer SPARQL, so that a query that takes too long or too much can be ended."""

from __future__ import annotations

import asyncio
import io
import multiprocessing
import queue
import signal
import sys
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import sparql
from graphkit.errors import GraphkitError, StoreError
from graphkit.formats.rdf import local, prefixes
from graphkit.ontology import BASE
from graphkit.sparql.indexing import index, load_graph
from graphkit.store.graph import Graph
from graphkit.store.view import View

if TYPE_CHECKING:
    import pyoxigraph


@dataclass(frozen=True)
class Question:
    """A query with the dataset it is asked of and the media types that may answer it, dearest first."""

    query: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    results: tuple[str, ...]
    graphs: tuple[str, ...]

    @property
    def names_graphs(self) -> bool:
        """Whether it is asked of named documents, not of the whole store."""
        return bool(self.default or self.named)


@dataclass(frozen=True)
class Answered:
    """The body of an answer and its media type; or, with a status of 400 and more, why there is none."""

    status: int
    media: str
    body: bytes


@dataclass(frozen=True)
class Limits:
    """What one query may take."""

    seconds: float = 30.0
    memory: int = 1_000_000_000
    """Bytes; kept on Linux, where the system tells what a process has and refuses it more."""
    answer: int = 64_000_000
    """Bytes."""


WAITING = 32
"""Queries at once, those that wait for a process included."""
_BUSY = "the server is busy; ask again later"


class Workers:
    """So many processes over one store, each for one query at a time; threads of their own wait for them."""

    def __init__(self, path: Path, limits: Limits, *, number: int = 2) -> None:
        self._path, self._limits = path, limits
        self._free: queue.Queue[_Worker | None] = queue.Queue()
        self._threads = ThreadPoolExecutor(WAITING, thread_name_prefix="sparql")
        self._running: set[_Worker] = set()
        self._asked = 0
        for _ in range(number):
            self._free.put(None)

    async def answer(self, question: Question) -> Answered:
        """The answer, without holding up whatever else the server does."""
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
        kept: _Worker | None = None
        try:
            worker = worker or self._started()
            answer = worker.ask(question)
            if answer is None:
                self._end(worker)
                return _refused(
                    503, f"the query took more than {self._limits.seconds:g} seconds; narrow it or use LIMIT"
                )
            kept = worker
            return answer
        except (EOFError, OSError):  # it died
            if worker:
                self._end(worker)
            return _refused(
                503, f"the query needs more than {self._limits.memory // 1_000_000:,} MB or nests too deep; narrow it"
            )
        finally:
            self._free.put(kept)

    def _started(self) -> _Worker:
        worker = _Worker(self._path, self._limits)
        self._running.add(worker)
        return worker

    def _end(self, worker: _Worker) -> None:
        self._running.discard(worker)
        worker.end()

    def close(self) -> None:
        """End all, whatever they do; one that builds the index clears it away first."""
        for worker in list(self._running):
            worker.end(gently=True)
        self._threads.shutdown(wait=False, cancel_futures=True)


class _Worker:
    def __init__(self, path: Path, limits: Limits) -> None:
        self._seconds = limits.seconds
        context = multiprocessing.get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there, path, limits), daemon=True)
        self._process.start()
        there.close()

    def ask(self, question: Question) -> Answered | None:
        """The answer, or None if it takes too long; the time is counted from when the index is there."""
        self._here.send(question)
        found: Answered | None = self._here.recv()
        if found is None:
            if not self._here.poll(self._seconds):
                return None
            found = self._here.recv()
        return found

    def end(self, *, gently: bool = False) -> None:
        if gently:
            self._process.terminate()
            self._process.join(1)
        self._process.kill()
        self._process.join()
        self._here.close()


def _serve(connection: Connection, path: Path, limits: Limits) -> None:
    """Answers question after question; None is sent when the index is there and the time of a query begins."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    ceiling = _used() + limits.memory
    with Graph(path) as graph:
        while True:
            try:
                question = connection.recv()
            except EOFError:
                return
            try:
                store = None if question.names_graphs else index(graph)
            except StoreError as error:
                connection.send(_refused(500, str(error)))
                continue
            connection.send(None)
            with _at_most(ceiling):
                connection.send(answer(graph, store, question, limits.answer))


def _used() -> int:
    """Bytes of data that this process has; 0 where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(status.partition("VmData:")[2].split()[0]) * 1024


@contextmanager
def _at_most(ceiling: int) -> Iterator[None]:
    """Lets this process have so many bytes of data, where the system tells how many it has; more ends it."""
    if not _used():
        yield
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (ceiling if hard < 0 else min(ceiling, hard), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


def answer(graph: View, store: pyoxigraph.Store | None, question: Question, most: int) -> Answered:
    """The answer of a graph or its index to a question in at most so many bytes."""
    import pyoxigraph

    body = _Bounded(most)
    try:
        if store is None:
            store = _of_documents(graph, {*question.default, *question.named})
        dataset = (question.default, question.named) if question.names_graphs else (None, None)
        default, named = (None if iris is None else [pyoxigraph.NamedNode(iri) for iri in iris] for iris in dataset)
        found = sparql.query_index(store, question.query, default=default, named=named)
        offered = question.graphs if isinstance(found, pyoxigraph.QueryTriples) else question.results
        if not offered:
            return _refused(406, "no media type that is asked for can hold this kind of answer")
        if isinstance(found, pyoxigraph.QueryTriples):
            form = pyoxigraph.RdfFormat.from_media_type(offered[0])
            pyoxigraph.serialize(found, output=body, format=form, prefixes=prefixes())
        else:
            found.serialize(output=body, format=pyoxigraph.QueryResultsFormat.from_media_type(offered[0]))
    except sparql.RefusedQuery as error:
        return _refused(403, str(error))
    except _TooMuchError:
        return _refused(413, f"the answer is longer than {most:,} bytes; use LIMIT")
    except MemoryError:
        return _refused(503, "the query needs too much memory; narrow it")
    except (GraphkitError, ValueError, OSError, RuntimeError) as error:
        return _refused(400, (str(error).splitlines() or [type(error).__name__])[0])
    return Answered(200, offered[0], body.getvalue())


def _of_documents(graph: View, iris: Collection[str]) -> pyoxigraph.Store:
    """What the documents of these names say, each in a graph of its own."""
    import pyoxigraph

    store = pyoxigraph.Store()
    ids = {f"{BASE}document/{local(document.id)}": document.id for document in graph.documents()}
    for iri in sorted(ids.keys() & set(iris)):
        load_graph(store, graph.filter(document=ids[iri]), pyoxigraph.NamedNode(iri))
    return store


def _refused(status: int, why: str) -> Answered:
    return Answered(status, "text/plain; charset=utf-8", f"{why}\n".encode())


class _TooMuchError(Exception):
    pass


class _Bounded(io.BytesIO):
    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: object, /) -> int:
        if self.tell() + len(data) > self._most:  # type: ignore[arg-type]
            raise _TooMuchError
        return super().write(data)  # type: ignore[arg-type]
