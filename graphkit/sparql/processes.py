"""Processes that answer SPARQL, so that a query that takes too long or too much can be ended."""

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
    """A query takes more time or memory than it may."""


class TooLong(OverLimit):
    """The answer to a query is longer than it may be."""


class NoForm(QueryError):
    """No media type that is asked for can hold the answer."""


@dataclass(frozen=True)
class Limits:
    """What one query may take."""

    seconds: float = 30.0
    memory: int = 1_000_000_000
    """Bytes; kept on Linux, where the system tells what a process has and refuses it more."""
    answer: int = 64_000_000
    """Bytes."""


@dataclass(frozen=True)
class Question:
    """A query with the dataset it is asked of and the media types that may answer it, the most wanted first."""

    query: str
    results: tuple[str, ...]
    graphs: tuple[str, ...]
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def names_graphs(self) -> bool:
        """Whether it is asked of named documents, not of the whole store."""
        return bool(self.default or self.named)


@dataclass(frozen=True)
class Results:
    """The body of an answer and its media type."""

    media: str
    body: bytes


def run(graph: View, question: Question, limits: Limits) -> Results:
    """The answer to one question, by a process of its own; raises as ``Worker.ask`` does."""
    with _place(graph) as place:
        worker = Worker(place, limits)
        try:
            return worker.ask(question)
        finally:
            worker.end(gently=True)


@contextmanager
def _place(graph: View) -> Iterator[Path]:
    """Where another process finds a graph: the file of its store, or an index made for what is not just that."""
    if graph.path is not None and not graph.selections:
        yield graph.path
        return
    with tempfile.TemporaryDirectory(prefix="graphkit-") as folder:
        place = Path(folder) / "index"
        load_into(place, graph)
        yield place


class Worker:
    """A process over a store's file or the folder of an index, for one query at a time."""

    def __init__(self, place: Path, limits: Limits) -> None:
        self._limits = limits
        self._ready = self.ended = False
        self._process, self._here = begin(_serve, place, limits)

    def ask(self, question: Question) -> Results:
        """The answer; the time is counted from when the index is there.

        Raises OverLimit where it takes too much, which may have ``ended`` the process, and QueryError as else. One that
        is late is ended at once: what it still said would be taken for the answer to the next question.
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
        except BaseException:  # as Ctrl-C
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
        """End the process; gently, one that builds the index clears it away first."""
        self.ended = True
        if gently:
            self._process.terminate()
            self._process.join(1)
        self._process.kill()
        self._process.join()
        self._here.close()


def _serve(connection: Connection, place: Path, limits: Limits) -> None:
    """Answers question after question; None is sent when the index is there and the time of a query begins."""
    import pyoxigraph

    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    ceiling = _used() + limits.memory
    held: dict[Path | None, pyoxigraph.Store] = {}
    """An index in memory, by the place where it would be kept."""
    # Whoever asked may be gone by now, with nobody left to tell it to.
    with suppress(EOFError, ConnectionError), nullcontext() if place.is_dir() else Graph(place) as graph:
        while True:
            question = connection.recv()
            try:
                if graph is None:
                    source: pyoxigraph.Store | View = pyoxigraph.Store.read_only(str(place))
                elif question.names_graphs:
                    source = graph
                elif (kept := place_of(graph)) in held:
                    source = held[kept]
                else:
                    held.clear()
                    source = index(graph)
                    if kept and not kept.is_dir():
                        held[kept] = source
                        ceiling = _used() + limits.memory  # what it takes is not the query's
            except GraphkitError as error:
                connection.send(error)
                continue
            connection.send(None)
            with _at_most(ceiling), _within(limits.seconds), _mute():
                connection.send(_told(source, question, limits.answer))


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


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Ends this process a little after that time, for when its parent is gone and cannot; not on Windows."""
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
    """Keeps what the engine says when it is ended from the terminal."""
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
    """The answer of an index, or of documents of a graph, to a question, in at most so many bytes."""
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
            raise NoForm("no media type that is asked for can hold this kind of answer")
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
    """What the documents of these names say, each in a graph of its own."""
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
