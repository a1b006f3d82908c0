"""The whole flow: documents in, a knowledge graph out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

import graphkit
from graphkit import extract, resources
from graphkit.documents import Columns, Skip, read
from graphkit.errors import InputError, StoreError
from graphkit.graph import KnowledgeGraph
from graphkit.model import Build, Claim, Document
from graphkit.store.graph import Graph
from graphkit.store.view import View

Watch = Callable[[Document, Sequence[Claim]], None]
"""Is told each document with its claims as it is done."""
Resume = Callable[[Document], None]
"""Is told each document that the graph holds already."""
Complain = Callable[[InputError], None]
"""Is told each document that cannot be read."""


def build(
    paths: Iterable[Path | str | Document],
    *,
    actors: Sequence[Path] = (),
    model: str | None = None,
    published: date | None = None,
    store: Path | None = None,
    rebuild: bool = False,
    watch: Watch | None = None,
    resume: Resume | None = None,
    complain: Complain | None = None,
    skip: Skip | None = None,
    columns: Columns | None = None,
) -> KnowledgeGraph:
    """Read documents and give the graph of what they say.

    ``paths`` are files, folders, ``-`` or ready documents; ``actors`` more actor tables; ``model`` a spaCy pipeline;
    ``published`` the date of documents that give none. The graph lives in memory, or in the SQLite file ``store``,
    where documents that it holds are told to ``resume`` and not read again, unless ``rebuild`` asks for those that
    another version has read; a new file without a document in it does not stay. What cannot be read is told to
    ``complain`` and noted in the graph's report, other files of a folder and documents in other languages to ``skip``;
    ``columns`` names those of tables. Raises ModelError or SeedError when nothing can be read.
    """
    using, paths = extract.load(model, actors), list(paths)
    new = store is not None and not store.exists()
    graph = KnowledgeGraph(store, build=stamp(actors))
    ready = [path for path in paths if isinstance(path, Document)]
    try:
        files = (path for path in paths if not isinstance(path, Document))
        found = chain(ready, read(files, skip=skip, columns=columns))
        documents = readable(found, graph, complain, published)
        for document in unread(documents, graph, rebuild=rebuild, resume=resume):
            enter(document, using, graph, watch, complain)
    finally:
        if new and not graph.report().documents:
            graph = withdrawn(graph)
    return graph


def enter(
    document: Document,
    using: extract.Resources,
    graph: Graph,
    watch: Watch | None = None,
    complain: Complain | None = None,
) -> None:
    """Add a document with its claims; one that extraction fails on is told and noted like one that cannot be read."""
    try:
        ((_, claims),) = extract.extract([document], using)
        graph.add(document, claims)
    except StoreError:
        raise
    except InputError as error:
        _note(error, document.id, graph, complain)
    except Exception as error:  # noqa: BLE001 - whatever one text brings about, the others are read
        said = " ".join(str(error).split())[:200]
        trouble = InputError(f"{document.id}: cannot be read ({type(error).__name__}: {said})", "leave it out")
        _note(trouble, document.id, graph, complain)
    else:
        if watch:
            watch(document, claims)


def withdrawn(graph: KnowledgeGraph) -> KnowledgeGraph:
    """A graph in memory that knows what failed in an empty one, whose file goes."""
    failures = graph.report().failures
    graph.close()
    if graph.path:
        graph.path.unlink(missing_ok=True)
    left = KnowledgeGraph(build=graph.build)
    for failure in failures:
        left.fail(failure.document, failure.reason)
    return left


def _note(error: InputError, place: str, graph: Graph, complain: Complain | None) -> None:
    graph.fail(place, str(error))
    if complain:
        complain(error)


def readable(
    found: Iterable[Document | InputError],
    graph: Graph,
    complain: Complain | None = None,
    published: date | None = None,
) -> Iterator[Document]:
    """The documents among what was found, dated as far as possible; errors are noted in the graph and told."""
    for item in found:
        if isinstance(item, InputError):
            _note(item, item.culprit.partition(": ")[0], graph, complain)
        else:
            yield item if item.published else replace(item, published=published)


def unread(
    documents: Iterable[Document], graph: View, *, rebuild: bool = False, resume: Resume | None = None
) -> Iterator[Document]:
    """The documents that the graph does not hold yet or, with ``rebuild``, not as the present build reads them."""
    for document in documents:
        if not graph.holds(document, same_build=rebuild):
            yield document
        elif resume:
            resume(document)


def stamp(actors: Sequence[Path] = ()) -> Build:
    """With what documents are read; equal stamps give equal claims."""
    return Build(
        program=f"graphkit {graphkit.__version__}",
        model=f"reader {digest(sorted(resources.weights().iterdir()))}",
        ontology=digest(sorted(resources.ontologies().rglob("*.t[ts][lv]"))),
        seeds=digest([*sorted(resources.seeds().glob("actors/*.tsv")), *actors]),
    )


def digest(files: Iterable[Path]) -> str:
    """Twelve hex digits of the SHA-256 of the contents of files, in that order."""
    whole = hashlib.sha256()
    for path in files:
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:12]
