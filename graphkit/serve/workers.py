"""Processes that answer SPARQL, so that a query that takes too long can be ended."""

from __future__ import annotations

import io
import multiprocessing
import queue
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import sparql
from graphkit.errors import GraphkitError
from graphkit.graph import KnowledgeGraph
from graphkit.ontology import BASE
from graphkit.rdf import local, prefixes

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


@dataclass(frozen=True)
class Answered:
    """The body of an answer and its media type; or, with a status of 400 and more, why there is none."""

    status: int
    media: str
    body: bytes


class Workers:
    """So many processes over one store; each answers one query at a time within a limit of seconds and bytes."""

    def __init__(self, path: Path, *, number: int = 2, seconds: float = 30.0, most: int = 64_000_000) -> None:
        self._path, self._seconds, self._most = path, seconds, most
        self._free: queue.Queue[_Worker | None] = queue.Queue()
        for _ in range(number):
            self._free.put(None)

    def ask(self, question: Question) -> Answered:
        """The answer; waits for a worker, and ends one that needs too long."""
        try:
            worker = self._free.get(timeout=self._seconds)
        except queue.Empty:
            return _refused(503, "the server is busy; ask again later")
        kept: _Worker | None = None
        try:
            worker = worker or _Worker(self._path, self._most)
            answer = worker.ask(question, self._seconds)
            if answer is None:
                worker.end()
                return _refused(503, f"the query took more than {self._seconds:g} seconds; narrow it or use LIMIT")
            kept = worker
            return answer
        except (EOFError, OSError):  # it died, of memory perhaps
            return _refused(500, "the query could not be answered; narrow it")
        finally:
            self._free.put(kept)

    def close(self) -> None:
        """End all that are idle."""
        while True:
            try:
                worker = self._free.get_nowait()
            except queue.Empty:
                return
            if worker:
                worker.end()


class _Worker:
    def __init__(self, path: Path, most: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there, path, most), daemon=True)
        self._process.start()
        there.close()

    def ask(self, question: Question, seconds: float) -> Answered | None:
        self._here.send(question)
        if not self._here.poll(seconds):
            return None
        found: Answered = self._here.recv()
        return found

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._here.close()


def _serve(connection: Connection, path: Path, most: int) -> None:
    with KnowledgeGraph(path) as graph:
        while True:
            try:
                question = connection.recv()
            except EOFError:
                return
            connection.send(answer(graph, question, most))


def answer(graph: KnowledgeGraph, question: Question, most: int) -> Answered:
    """The answer of a graph to a question in at most so many bytes."""
    import pyoxigraph

    body = _Bounded(most)
    try:
        store, default, named = _dataset(graph, question)
        found = sparql.query_index(store, question.query, default=default, named=named)
        offered = question.graphs if isinstance(found, pyoxigraph.QueryTriples) else question.results
        if not offered:
            return _refused(406, "no media type that is asked for can hold this kind of answer")
        if isinstance(found, pyoxigraph.QueryTriples):
            form = pyoxigraph.RdfFormat.from_media_type(offered[0])
            pyoxigraph.serialize(found, output=body, format=form, prefixes=prefixes())
        else:
            found.serialize(output=body, format=pyoxigraph.QueryResultsFormat.from_media_type(offered[0]))
    except sparql.QueryError as error:
        return _refused(403 if "update" in error.culprit else 400, str(error))
    except _TooMuchError:
        return _refused(413, f"the answer is longer than {most:,} bytes; use LIMIT")
    except (GraphkitError, ValueError, OSError) as error:
        return _refused(400, str(error).splitlines()[0])
    return Answered(200, offered[0], body.getvalue())


def _dataset(
    graph: KnowledgeGraph, question: Question
) -> tuple[pyoxigraph.Store, list[pyoxigraph.NamedNode] | None, list[pyoxigraph.NamedNode] | None]:
    """The index; or, when graphs are named, what the documents of these names say, each in a graph of its own."""
    import pyoxigraph

    if not question.default and not question.named:
        return sparql.index(graph), None, None
    store = pyoxigraph.Store()
    ids = {f"{BASE}document/{local(document.id)}": document.id for document in graph.documents()}
    for iri in sorted({*question.default, *question.named} & ids.keys()):
        sparql.load_graph(store, graph.filter(document=ids[iri]), pyoxigraph.NamedNode(iri))
    return store, _nodes(question.default), _nodes(question.named)


def _nodes(iris: Sequence[str]) -> list[pyoxigraph.NamedNode]:
    import pyoxigraph

    return [pyoxigraph.NamedNode(iri) for iri in iris]


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
