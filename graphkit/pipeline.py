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
from graphkit.documents import read
from graphkit.errors import InputError
from graphkit.graph import Build, KnowledgeGraph
from graphkit.model import Claim, Document

Watch = Callable[[Document, Sequence[Claim]], None]
"""Is told each document with its claims as it is done."""
Skip = Callable[[Document], None]
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
    skip: Skip | None = None,
    complain: Complain | None = None,
) -> KnowledgeGraph:
    """Read documents and give the graph of what they say.

    ``paths`` are files, folders, ``-`` or ready documents; ``actors`` more actor tables; ``model`` a spaCy pipeline;
    ``published`` the date of documents that give none. The graph lives in memory, or in the SQLite file ``store``,
    where documents that it holds are not read again, unless ``rebuild`` asks for those that another version has read.
    What cannot be read is told to ``complain`` and noted in the graph's report; raises ModelError or SeedError when
    nothing can be read.
    """
    using, paths = extract.load(model, actors), list(paths)
    graph = KnowledgeGraph(store, build=stamp(actors))
    ready = [path for path in paths if isinstance(path, Document)]
    found = chain(ready, read(path for path in paths if not isinstance(path, Document)))
    documents = unread(readable(found, graph, complain, published), graph, rebuild=rebuild, skip=skip)
    for document, claims in extract.extract(documents, using):
        graph.add(document, claims)
        if watch:
            watch(document, claims)
    return graph


def readable(
    found: Iterable[Document | InputError],
    graph: KnowledgeGraph,
    complain: Complain | None = None,
    published: date | None = None,
) -> Iterator[Document]:
    """The documents among what was found, dated as far as possible; errors are noted in the graph and told."""
    for item in found:
        if isinstance(item, InputError):
            place, _, _ = item.culprit.partition(": ")
            graph.fail(place, str(item))
            if complain:
                complain(item)
        else:
            yield item if item.published else replace(item, published=published)


def unread(
    documents: Iterable[Document], graph: KnowledgeGraph, *, rebuild: bool = False, skip: Skip | None = None
) -> Iterator[Document]:
    """The documents that the graph does not hold yet or, with ``rebuild``, not as the present build reads them."""
    for document in documents:
        if not graph.holds(document, same_build=rebuild):
            yield document
        elif skip:
            skip(document)


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
