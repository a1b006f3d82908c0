"""The whole pipeline: documents in, a knowledge graph out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import graphkit
from graphkit import extract, ontology, resources
from graphkit.actors import gazetteer
from graphkit.documents import Assume, Columns, Skip, read
from graphkit.errors import InputError, ModelError, StoreError
from graphkit.extractors import READER
from graphkit.extractors import load as load_extractor
from graphkit.graph import KnowledgeGraph
from graphkit.languages.registry import languages
from graphkit.model import Build, Claim, Document, PartialDate
from graphkit.pipeline import merges as reviewed
from graphkit.pipeline.pool import Lost, in_order
from graphkit.running.profiling import Clock
from graphkit.store.constraints import LONGEST_DOCUMENT
from graphkit.store.graph import Graph
from graphkit.store.view import View

Begin = Callable[[Document], None]
"""Called with each document before it is added to the graph."""
Watch = Callable[[Document, Sequence[Claim]], None]
"""Called with each document and its claims when it is done."""
Resume = Callable[[Document], None]
"""Called with each document that is already in the graph."""
Complain = Callable[[InputError], None]
"""Called for each document that cannot be read."""
Refuse = Callable[[Mapping[str, int]], None]
"""Called per document with how many of an extractor's findings were rejected, by reason."""
Partly = Callable[[Mapping[str, int]], None]
"""Called per document with how many of its passages were not read completely, by reason."""
_NONE = reviewed.Merges()


def build(
    paths: Iterable[Path | str | Document],
    *,
    actors: Sequence[Path] = (),
    merges: Sequence[Path] = (),
    model: str | None = None,
    published: PartialDate | None = None,
    store: Path | str | None = None,
    rebuild: bool = False,
    begin: Begin | None = None,
    watch: Watch | None = None,
    resume: Resume | None = None,
    complain: Complain | None = None,
    skip: Skip | None = None,
    assume: Assume | None = None,
    columns: Columns | None = None,
    workers: int = 1,
    clock: Clock | None = None,
    extractor: str = READER,
    refuse: Refuse | None = None,
    partly: Partly | None = None,
) -> KnowledgeGraph:
    """Read documents and return the graph of what they say.

    ``paths`` are files, folders, ``-`` or Document objects; ``actors`` additional actor tables; ``merges`` reviewed
    files of proposals, whose accepted rows are applied; ``model`` a spaCy pipeline; ``published`` the date of documents
    that give none. The graph lives in memory, or in the SQLite file ``store``. Documents already in it are reported to
    ``resume`` and not read again, unless ``rebuild`` is set and another version, or the same one with other merges,
    read them. A new file that ends up without documents is removed. ``begin`` is called before a document is added and
    ``watch`` afterwards: one that only began is in the graph if ``holds`` says so. What cannot be read is reported to
    ``complain`` and recorded in the graph's report; other files in a folder and documents in other languages go to
    ``skip``, the suffixes of files read as text for lack of a reader to ``assume``. ``columns`` names the columns of
    tables. ``extractor`` names the extractor; findings that the text does not support are counted to ``refuse``, and
    passages too long, or with too many actors, to be read completely to ``partly``. Raises ModelError, SeedError or
    UnknownName if nothing can be read.

    More than one of ``workers`` are separate processes that read documents in parallel; the graph is the same, and a
    document that kills a process is reported like one that cannot be read. ``clock`` measures the time of each stage.
    """
    clock = clock or Clock()
    if workers > 1 and (other := load_extractor(extractor)) and other.single:
        raise ModelError(f"the extractor {extractor!r} only works in one process", "leave --workers out")
    new = store is not None and not Path(store).exists()
    accepted = _NONE
    if merges:
        accepted = reviewed.load(merges, gazetteer.load(actors).actors, ontology.load_relations())
    using = _loaded(model, actors, extractor) if workers == 1 else None
    graph = KnowledgeGraph(store, build=stamp(actors, extractor, merges))
    try:
        documents = readable(clock.over("reading", _found(paths, skip, assume, columns)), graph, complain, published)
        wanted = unread(documents, graph, rebuild=rebuild, resume=resume)
        results: Generator[tuple[Document, Attempt | Lost], None, None]
        if using:
            results = ((document, attempt(document, using)) for document in wanted)
        else:
            results = in_order(wanted, partial(reading, model, actors, extractor), workers)
        with closing(results):
            for document, result in results:
                if isinstance(result, Attempt):
                    clock.add(result.seconds)
                    if refuse and result.refused:
                        refuse(result.refused)
                    if partly and result.partly:
                        partly(result.partly)
                if begin:
                    begin(document)
                with clock.stage("store"):
                    enter(document, result, graph, watch, complain, accepted)
    finally:
        if new and not graph.report().documents:
            graph = withdrawn(graph)
    return graph


def _found(
    paths: Iterable[Path | str | Document], skip: Skip | None, assume: Assume | None, columns: Columns | None
) -> Iterator[Document | InputError]:
    """Document objects as given, then those from the paths."""
    others: list[Path | str] = []
    for path in paths:
        if isinstance(path, Document):
            yield path
        else:
            others.append(path)
    yield from read(others, skip=skip, columns=columns, assume=assume)


@dataclass(frozen=True, slots=True)
class Attempt:
    """The result for a document: its claims, or why there are none; seconds by stage, and what was left out."""

    claims: Sequence[Claim] | InputError
    seconds: Mapping[str, float] = field(default_factory=dict)
    refused: Mapping[str, int] = field(default_factory=dict)
    partly: Mapping[str, int] = field(default_factory=dict)


def reading(model: str | None, actors: Sequence[Path], extractor: str = READER) -> Callable[[Document], Attempt]:
    """What a worker process does with documents; loads everything needed."""
    return partial(attempt, using=_loaded(model, actors, extractor))


def _loaded(model: str | None, actors: Sequence[Path], extractor: str) -> extract.Resources:
    clock = Clock()
    with clock.stage("loading"):
        using = extract.load(model, actors, extractor)
    using.clock.add(clock.take())
    return using


def attempt(document: Document, using: extract.Resources) -> Attempt:
    """Read a document, catching every error."""
    if len(document.text) > LONGEST_DOCUMENT:
        size = f"{len(document.text):,} characters are more than the {LONGEST_DOCUMENT:,} that are read as one document"
        return Attempt(InputError(f"{document.id}: {size}", "split it into articles or chapters"))
    using.refused.clear()
    using.partly.clear()
    try:
        ((_, claims),) = extract.extract([document], using)
    except Exception as error:  # noqa: BLE001 - whatever one text brings about, the others are read
        return Attempt(_unreadable(document, error), using.clock.take())
    return Attempt(claims, using.clock.take(), dict(using.refused), dict(using.partly))


def _unreadable(document: Document, error: Exception) -> InputError:
    if isinstance(error, InputError):
        return error
    said = " ".join(str(error).split())[:200]
    return InputError(f"{document.id}: cannot be read ({type(error).__name__}: {said})", "leave it out")


def enter(
    document: Document,
    result: Attempt | Lost,
    graph: Graph,
    watch: Watch | None = None,
    complain: Complain | None = None,
    merges: reviewed.Merges = _NONE,
) -> None:
    """Add a document with its claims after reviewed merges; a failure is reported and recorded."""
    if isinstance(result, Lost):
        result = Attempt(InputError(f"{document.id}: cannot be read ({result.reason})", "leave it out"))
    if isinstance(result.claims, InputError):
        _note(result.claims, document.id, graph, complain)
        return
    try:
        claims = merges.apply(result.claims)
        graph.add(document, claims)
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever one text brings about, the others are read
        _note(_unreadable(document, error), document.id, graph, complain)
    else:
        if watch:
            watch(document, claims)


def withdrawn(graph: KnowledgeGraph) -> KnowledgeGraph:
    """An in-memory graph with the failures of an empty one, whose file is removed."""
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
    published: PartialDate | None = None,
) -> Iterator[Document]:
    """The documents found, dated as far as possible; errors are recorded in the graph and reported."""
    for item in found:
        if isinstance(item, InputError):
            _note(item, item.culprit.partition(": ")[0], graph, complain)
        else:
            yield item if item.published else replace(item, published=published)


def unread(
    documents: Iterable[Document], graph: View, *, rebuild: bool = False, resume: Resume | None = None
) -> Iterator[Document]:
    """The documents not yet in the graph or, with ``rebuild``, not yet read by the current build."""
    for document in documents:
        if not graph.holds(document, same_build=rebuild):
            yield document
        elif resume:
            resume(document)


def stamp(actors: Sequence[Path] = (), extractor: str = READER, merges: Sequence[Path] = ()) -> Build:
    """The versions with which documents are read; equal stamps give equal claims if the extractor is deterministic."""
    other = load_extractor(extractor)
    version = f"; {other.name} of {other.version}" if other else ""
    merged = reviewed.digest(merges)
    return Build(
        program=f"graphkit {graphkit.__version__}",
        model=f"reader {digest(sorted(resources.weights().iterdir()))}{_others()}{version}",
        ontology=digest(sorted(resources.ontologies().rglob("*.t[ts][lv]"))),
        seeds=digest([*sorted(resources.seeds().glob("actors/*.tsv")), *actors])
        + (f" merges {merged}" if merged else ""),
    )


def _others() -> str:
    """The installed pipelines for languages other than English."""
    told = [language for language in languages().values() if language.installed]
    tables = [digest(path for path in sorted(each.folder.iterdir()) if path.suffix != ".py") for each in told]
    return "".join(f"; {e.code} {table} by {e.pipeline} {e.version}" for e, table in zip(told, tables, strict=True))


def digest(files: Iterable[Path]) -> str:
    """Twelve hex digits of the SHA-256 of the contents of files, in that order."""
    whole = hashlib.sha256()
    for path in files:
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:12]
