"""SPARQL over a graph, by an Oxigraph index that is bulk-loaded when asked and kept beside the store's file.

Needs the extra ``sparql``. An index is never written again once it is whole: another state of the store gets another
one, so any number of readers may share it.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit import rdf
from graphkit.errors import GraphkitError, StoreError, UnknownName
from graphkit.frames import Table
from graphkit.graph import KnowledgeGraph

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

FORMATS = ("json", "xml", "csv", "tsv")
"""The W3C's formats of query results."""


class QueryError(GraphkitError):
    """A query is not SPARQL, or is an update; the culprit names the place in it, as line and column."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found: rows by variable, or triples as rows of three, or yes or no."""

    variables: tuple[str, ...]
    rows: Iterator[tuple[str | None, ...]]
    """Values as plain strings, IRIs without brackets; None where a variable is unbound."""
    verdict: bool | None = None
    """The answer of an ASK query."""


def ask(graph: KnowledgeGraph, query: str, **parameters: str) -> Answer:
    """The answer to a query: SPARQL text, the path of a file, or the name of a ready one.

    Parameters set the ``VALUES ?name { … }`` of a query. The prefixes of our exports need no declaration. Raises
    QueryError for what is no query, UnknownName for a parameter or query that does not exist.
    """
    import pyoxigraph

    found = _run(graph, query, parameters)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return Answer((), iter(()), bool(found))
    if isinstance(found, pyoxigraph.QueryTriples):
        triples = ((_value(t.subject), _value(t.predicate), _value(t.object)) for t in found)
        return Answer(("subject", "predicate", "object"), triples)
    names = tuple(variable.value for variable in found.variables)
    return Answer(names, (tuple(None if v is None else _value(v) for v in solution) for solution in found))


def table(graph: KnowledgeGraph, query: str, **parameters: str) -> Table:
    """The same answer as a table that shows itself and converts; that of ASK is a single row."""
    found = ask(graph, query, **parameters)
    if found.verdict is not None:
        return Table(("answer",), [{"answer": found.verdict}], graph)
    rows = [dict(zip(found.variables, row, strict=True)) for row in found.rows]
    return Table(found.variables, rows, graph)


def results(graph: KnowledgeGraph, query: str, format: str, **parameters: str) -> str:  # noqa: A002 - its name
    """The answer to a query in one of FORMATS; that of CONSTRUCT and DESCRIBE is always Turtle."""
    import pyoxigraph

    if format not in FORMATS:
        raise UnknownName(f"no result format {format!r}", f"choose one of {', '.join(FORMATS)}")
    found = _run(graph, query, parameters)
    if isinstance(found, pyoxigraph.QueryTriples):
        data = pyoxigraph.serialize(found, format=pyoxigraph.RdfFormat.TURTLE, prefixes=rdf.prefixes())
    else:
        data = found.serialize(format=pyoxigraph.QueryResultsFormat.from_extension(_EXTENSIONS[format]))
    return (data or b"").decode()


_EXTENSIONS = {"json": "srj", "xml": "srx", "csv": "csv", "tsv": "tsv"}


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


def _run(
    graph: KnowledgeGraph, query: str, parameters: Mapping[str, str]
) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
    return query_index(index(graph), fill(read(query), parameters))


def query_index(
    store: pyoxigraph.Store,
    text: str,
    *,
    default: Sequence[pyoxigraph.NamedNode] | None = None,
    named: Sequence[pyoxigraph.NamedNode] | None = None,
) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
    """The answer of an index to SPARQL text, over the dataset of these graphs if any are named; raises QueryError."""
    if _UPDATE.search(_WITHOUT_COMMENTS.sub("", text)):
        raise QueryError("this is an update", "only queries are answered here; build or import changes the store")
    dataset = {"default_graph": default, "named_graphs": named} if default is not None or named is not None else {}
    try:
        return store.query(text, prefixes=rdf.prefixes(), **dataset)  # type: ignore[arg-type]
    except SyntaxError as error:
        place, _, said = (error.msg or str(error)).removeprefix("error at ").partition(": ")
        raise QueryError(f"query:{place}: not SPARQL ({said.splitlines()[0][:100] if said else error})") from error


_WITHOUT_COMMENTS = re.compile(r"(?m)^\s*#.*$")
_UPDATE = re.compile(
    r"\A\s*((PREFIX\s+\S*\s*<[^>]*>|BASE\s*<[^>]*>)\s*)*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)


def queries() -> Mapping[str, Path]:
    """The ready queries by name; the first line of each says what it tells."""
    return {path.stem: path for path in sorted((Path(__file__).parent / "queries").glob("*.rq"))}


def read(query: str) -> str:
    """The text of a query given as such, as a ready one's name or as a file's path."""
    ready = queries()
    if query in ready:
        return ready[query].read_text(encoding="utf-8")
    if re.search(r"[{\s]", query):
        return query
    try:
        return Path(query).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnknownName(f"no query {query!r}", f"name a file, write SPARQL, or choose {', '.join(ready)}") from error


def fill(query: str, parameters: Mapping[str, str]) -> str:
    """A query with other values in its ``VALUES ?name { … }``.

    >>> fill('SELECT * { VALUES ?one { "RUS" } ?a gk:code ?one }', {"one": "USA"})
    'SELECT * { VALUES ?one { "USA" } ?a gk:code ?one }'
    """
    for name, value in parameters.items():
        values = re.compile(rf"(VALUES\s+\?{re.escape(name)}\s*\{{\s*)([^}}\s]+)(\s*\}})")
        match = values.search(query)
        if match is None:
            known = re.findall(r"VALUES\s+\?(\w+)\s*\{", query)
            raise UnknownName(f"the query has no parameter {name!r}", f"it has {', '.join(known) or 'none'}")
        term = rdf.text(value) if match[2].startswith('"') else _iri(value, match[2])
        query = query[: match.start(2)] + term + query[match.end(2) :]
    return query


def _iri(value: str, like: str) -> str:
    if value.startswith(("http://", "https://")):
        if re.search(r'[<>"{}|^`\\\s]', value):
            raise QueryError(f"{value!r} is no IRI")
        return f"<{value}>"
    return f"{like.partition(':')[0]}:{rdf.local(value)}"


def to_rdflib(graph: KnowledgeGraph) -> rdflib.Graph:
    """The graph behind rdflib's interface; give it query strings, since a prepared query runs on rdflib's engine."""
    import rdflib
    from oxrdflib import OxigraphStore

    bridge = rdflib.Graph(store=OxigraphStore(store=index(graph)), identifier="urn:x-rdflib:default")
    for prefix, space in rdf.prefixes().items():
        bridge.bind(prefix, space, replace=True)
    return bridge


def index(graph: KnowledgeGraph) -> pyoxigraph.Store:
    """The index of a graph, loaded when there is none of its present state; a view is indexed in memory.

    Raises StoreError when there is no room or no right to keep it beside the store.
    """
    try:
        import pyoxigraph
    except ImportError as error:
        raise StoreError("SPARQL needs pyoxigraph", "pip install 'graphkit[sparql]'") from error
    if graph.path is None or graph.selections:
        found = pyoxigraph.Store()
        load_graph(found, graph)
        return found
    folder = graph.path.with_name(f"{graph.path.name}.sparql")
    place = folder / graph.stamp()
    try:
        if not place.is_dir():
            _build(graph, folder, place)
        return pyoxigraph.Store.read_only(str(place))
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written or read ({error})", "delete it; it is made anew") from error


def _build(graph: KnowledgeGraph, folder: Path, place: Path) -> None:
    import pyoxigraph

    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".part-", dir=folder) as part:
        made = Path(part) / "index"
        loading = pyoxigraph.Store(str(made))
        load_graph(loading, graph)
        del loading  # ends its hold on the folder
        try:
            made.rename(place)
        except OSError:
            if not place.is_dir():  # else another process was quicker
                raise
    for old in folder.iterdir():
        if old != place and not old.name.startswith(".part-"):
            shutil.rmtree(old, ignore_errors=True)


def load_graph(store: pyoxigraph.Store, graph: KnowledgeGraph, name: pyoxigraph.NamedNode | None = None) -> None:
    """Loads a graph into an index: into its default graph, or the one of that name."""
    import pyoxigraph

    stream = _Stream(rdf.turtle(rdf.blocks(graph)))
    form = pyoxigraph.RdfFormat.TURTLE
    # our own writing needs no second look at its IRIs
    store.bulk_load(input=stream, format=form, to_graph=name, lenient=True)  # type: ignore[arg-type]


class _Stream:
    """Pieces of text as a file to read bytes from, so that they need not be in memory or on disk as a whole."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        wanted = size if size >= 0 else float("inf")
        parts, length = [self._rest], len(self._rest)
        while length < wanted:
            piece = next(self._pieces, None)
            if piece is None:
                break
            parts.append(piece.encode())
            length += len(parts[-1])
        data = b"".join(parts)
        at = len(data) if size < 0 else size
        self._rest = data[at:]
        return data[:at]
