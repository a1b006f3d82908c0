"""Processes that answer SPARQL, so that a query that takes too long or too much memory can be killed."""

from __future__ import annotations

import io
import os
import signal
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from math import inf
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import GraphkitError, StoreError
from graphkit.formats.rdf import local, prefixes
from graphkit.ontology import BASE
from graphkit.running.children import begin
from graphkit.sparql.engine import QueryError, query_index
from graphkit.sparql.indexing import index, load_graph, load_into, place_of
from graphkit.store.graph import Graph
from graphkit.store.view import View

if TYPE_CHECKING:
    import pyoxigraph


class OverLimit(QueryError):
    """A query exceeds its limit on time or memory."""


class TooLong(OverLimit):
    """The answer to a query exceeds its limit."""


class NoForm(QueryError):
    """None of the requested media types can hold the answer."""


@dataclass(frozen=True)
class Limits:
    """The limits of one query."""

    seconds: float = 30.0
    memory: int = 1_000_000_000
    """Bytes; enforced on Linux, where the system reports and limits the memory of a process."""
    answer: int = 64_000_000
    """Bytes."""


@dataclass(frozen=True)
class Question:
    """A query with its dataset and the acceptable media types, most preferred first."""

    query: str
    results: tuple[str, ...]
    graphs: tuple[str, ...]
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def names_graphs(self) -> bool:
        """Whether it queries named documents rather than the whole store."""
        return bool(self.default or self.named)


@dataclass(frozen=True)
class Results:
    """The body and media type of an answer."""

    media: str
    body: bytes


def run(graph: View, question: Question, limits: Limits) -> Results:
    """The answer to one question from a separate process; raises like ``Worker.ask``."""
    with _place(graph) as place:
        worker = Worker(place, limits)
        try:
            return worker.ask(question)
        finally:
            worker.end(gently=True)


@contextmanager
def _place(graph: View) -> Iterator[Path]:
    """Where another process finds a graph: the file of its store, or else a temporary index."""
    if graph.path is not None and not graph.selections:
        yield graph.path
        return
    with tempfile.TemporaryDirectory(prefix="graphkit-") as folder:
        place = Path(folder) / "index"
        load_into(place, graph)
        yield place


class Worker:
    """A process for a store's file or an index folder, answering one query at a time."""

    def __init__(self, place: Path, limits: Limits) -> None:
        self._limits = limits
        self._ready = self.ended = False
        self._process, self._here = begin(_serve, place, limits)

    def ask(self, question: Question) -> Results:
        """The answer; the time limit starts when the index is ready.

        Raises OverLimit if a limit is exceeded, which may have ``ended`` the process, and QueryError as usual. A late
        process is killed at once, since its output would be taken for the answer to the next question.
        """
        try:
            self._here.send(question)
            told = self._here.recv()
            if told is None:
                self._ready = True
                told = self._here.recv() if self._here.poll(self._limits.seconds) else self._late()
        except (EOFError, OSError) as error:  # it died
            self.end()
            raise self._died() from error
        except BaseException:  # such as Ctrl-C
            self.end(gently=True)
            raise
        if isinstance(told, GraphkitError):
            raise told
        found: Results = told
        return found

    def _late(self) -> OverLimit:
        self.end()
        return OverLimit(f"the query took more than {self._limits.seconds:g} seconds", "narrow it or use LIMIT")

    def _died(self) -> GraphkitError:
        if self._ready:
            most = f"{self._limits.memory // 1_000_000:,} MB"
            return OverLimit(f"the query needs more than {most} or nests too deep", "narrow it")
        return StoreError(
            "the process that answers queries ended before it began",
            'give it more memory; a script of yours needs `if __name__ == "__main__":`',
        )

    def end(self, *, gently: bool = False) -> None:
        """End the process; gently, it first removes an index that it is building."""
        self.ended = True
        if gently:
            self._process.terminate()
            self._process.join(1)
        self._process.kill()
        self._process.join()
        self._here.close()


def _serve(connection: Connection, place: Path, limits: Limits) -> None:
    """Answer questions in a loop; None is sent when the index is ready and the time of a query starts."""
    import pyoxigraph

    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    ceiling = _used() + limits.memory
    opened: Path | None = None
    """The index whose memory, for building and opening, is included in the ceiling and not counted as the query's."""
    held: dict[Path | None, pyoxigraph.Store] = {}
    """Indexes in memory, by the place where each would be kept."""
    # The caller may be gone by now.
    with suppress(EOFError, ConnectionError), nullcontext() if place.is_dir() else Graph(place) as graph:
        while True:
            question = connection.recv()
            try:
                kept = place if graph is None else opened if question.names_graphs else place_of(graph)
                if graph is None:
                    source: pyoxigraph.Store | View = pyoxigraph.Store.read_only(str(place))
                elif question.names_graphs:
                    source = graph
                elif kept in held:
                    source = held[kept]
                else:
                    held.clear()
                    source = index(graph)
                    if kept and not kept.is_dir():
                        held[kept] = source
                if kept != opened:
                    opened, ceiling = kept, _used() + limits.memory
            except GraphkitError as error:
                connection.send(error)
                continue
            connection.send(None)
            with _at_most(ceiling), _within(limits.seconds), _mute():
                connection.send(_told(source, question, limits.answer))


def _used() -> int:
    """Bytes of data used by this process; 0 if the system does not report it."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(status.partition("VmData:")[2].split()[0]) * 1024


@contextmanager
def _at_most(ceiling: int) -> Iterator[None]:
    """Limit the data of this process in bytes, where the system reports usage; exceeding it ends the process."""
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


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """End this process shortly after that time, in case its parent is gone; not on Windows."""
    if sys.platform == "win32":
        yield
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds + 2)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@contextmanager
def _mute() -> Iterator[None]:
    """Keep the engine's output when it is killed off the terminal."""
    before, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(before, 2)
        os.close(before)


def _told(source: pyoxigraph.Store | View, question: Question, most: float) -> Results | GraphkitError:
    try:
        return answer(source, question, most)
    except GraphkitError as error:
        return error


def answer(source: pyoxigraph.Store | View, question: Question, most: float = inf) -> Results:
    """The answer of an index, or of documents in a graph, to a question, in at most ``most`` bytes."""
    import pyoxigraph

    body = _Bounded(most)
    try:
        asked = {*question.default, *question.named}
        store = _of_documents(source, asked) if isinstance(source, View) else source
        dataset = (question.default, question.named) if question.names_graphs else (None, None)
        default, named = (None if iris is None else [pyoxigraph.NamedNode(iri) for iri in iris] for iris in dataset)
        found = query_index(store, question.query, default=default, named=named)
        offered = question.graphs if isinstance(found, pyoxigraph.QueryTriples) else question.results
        if not offered:
            raise NoForm("none of the accepted media types fits this kind of answer")
        if isinstance(found, pyoxigraph.QueryTriples):
            form = pyoxigraph.RdfFormat.from_media_type(offered[0])
            pyoxigraph.serialize(found, output=body, format=form, prefixes=prefixes())
        else:
            found.serialize(output=body, format=pyoxigraph.QueryResultsFormat.from_media_type(offered[0]))
    except MemoryError as error:
        raise OverLimit("the query needs too much memory", "narrow it") from error
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError((str(error).splitlines() or [type(error).__name__])[0]) from error
    return Results(offered[0], body.getvalue())


def _of_documents(graph: View, iris: Collection[str]) -> pyoxigraph.Store:
    """What the documents with these IRIs say, each in its own graph."""
    import pyoxigraph

    store = pyoxigraph.Store()
    ids = {f"{BASE}document/{local(document.id)}": document.id for document in graph.documents()}
    for iri in sorted(ids.keys() & set(iris)):
        load_graph(store, graph.filter(document=ids[iri]), pyoxigraph.NamedNode(iri))
    return store


class _Bounded(io.BytesIO):
    def __init__(self, most: float) -> None:
        super().__init__()
        self._most = most

    def write(self, data: object, /) -> int:
        if self.tell() + len(data) > self._most:  # type: ignore[arg-type]
            raise TooLong(f"the answer is longer than {self._most:,} bytes", "use LIMIT")
        return super().write(data)  # type: ignore[arg-type]
