"""SPARQL over a graph, by its index. Needs the extra ``sparql``.

Only the graph is asked: a query that would have other hosts asked (``SERVICE``) is refused, as updates are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import GraphkitError, UnknownName
from graphkit.formats import rdf
from graphkit.sparql.indexing import index, require_engine
from graphkit.store.view import View

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

FORMATS = ("json", "xml", "csv", "tsv")
"""The W3C's formats of query results."""


class QueryError(GraphkitError):
    """A query is not SPARQL; the culprit names the place in it, as line and column."""


class RefusedQuery(QueryError):
    """A query is an update, or would have other hosts asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found: rows by variable, or triples as rows of three, or yes or no."""

    variables: tuple[str, ...]
    rows: Iterator[tuple[str | None, ...]]
    """Values as plain strings, IRIs without brackets; None where a variable is unbound."""
    verdict: bool | None = None
    """The answer of an ASK query."""


def ask(graph: View, query: str, **parameters: str) -> Answer:
    """The answer to a query: SPARQL text, the path of a file, or the name of a ready one.

    Parameters set the ``VALUES ?name { … }`` of a query. The prefixes of our exports need no declaration. Raises
    QueryError for what is no query, UnknownName for a parameter or query that does not exist.
    """
    require_engine()
    import pyoxigraph

    found = _run(graph, query, parameters)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return Answer((), iter(()), bool(found))
    if isinstance(found, pyoxigraph.QueryTriples):
        triples = ((_value(t.subject), _value(t.predicate), _value(t.object)) for t in found)
        return Answer(("subject", "predicate", "object"), triples)
    names = tuple(variable.value for variable in found.variables)
    return Answer(names, (tuple(None if v is None else _value(v) for v in solution) for solution in found))


def results(graph: View, query: str, format: str, **parameters: str) -> str:  # noqa: A002 - its name
    """The answer to a query in one of FORMATS; that of CONSTRUCT and DESCRIBE is always Turtle."""
    require_engine()
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
    graph: View, query: str, parameters: Mapping[str, str]
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
    check(text)
    dataset = {"default_graph": default, "named_graphs": named} if default is not None or named is not None else {}
    try:
        return store.query(text, prefixes=rdf.prefixes(), **dataset)  # type: ignore[arg-type]
    except SyntaxError as error:
        raise _not_sparql(error) from error


def check(text: str, prefixes: Mapping[str, str] | None = None) -> None:
    """Raises RefusedQuery for an update and for SERVICE, wherever in a query; nothing is asked.

    Whether SERVICE stands for itself or in a comment, string, name or IRI is left to the parser that will run the
    query: only then is it no query any more when the word is another one.
    """
    import pyoxigraph

    if _UPDATE.search(_WITHOUT_COMMENTS.sub("", text)):
        raise RefusedQuery("this is an update", "only queries are answered here; build or import changes the store")
    harmless = _SERVICE.sub(_NO_WORD, text)
    if harmless == text:
        return
    known = dict(prefixes or rdf.prefixes())
    known |= {_SERVICE.sub(_NO_WORD, prefix): space for prefix, space in known.items()}
    empty = pyoxigraph.Store()
    try:
        empty.query(harmless, prefixes=known)
    except SyntaxError as error:
        if _place(error) >= _sound_until(empty, text, known):
            raise _not_sparql(error) from error
        raise RefusedQuery("SERVICE would ask another host", "only this graph is asked; leave it out") from None


def _sound_until(empty: pyoxigraph.Store, text: str, prefixes: dict[str, str]) -> tuple[int, int]:
    end = text.count("\n") + 1, len(text.rpartition("\n")[2]) + 1
    try:
        empty.query(f"{text}\n\0", prefixes=prefixes)  # never a query as a whole, so never run
    except SyntaxError as error:
        return min(_place(error), end)
    return end


def _place(error: SyntaxError) -> tuple[int, int]:
    """Line and column."""
    match = _PLACE.match(str(error))
    return (int(match[1]), int(match[2])) if match else (1, 1)


def _not_sparql(error: SyntaxError) -> QueryError:
    line, column = _place(error)
    said = _PLACE.sub("", str(error)).splitlines()[0]
    return QueryError(f"query:{line}:{column}: not SPARQL ({said[:100]})")


_PLACE = re.compile(r"error at (\d+):(\d+): ")
_WITHOUT_COMMENTS = re.compile(r"(?m)^\s*#.*$")
_UPDATE = re.compile(
    r"\A\s*((PREFIX\s+\S*\s*<[^>]*>|BASE\s*<[^>]*>)\s*)*(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    "".join(rf"(?:{one}|\\(?:u|U0000)00(?:{ord(one):x}|{ord(one.upper()):x}))" for one in "service"), re.IGNORECASE
)
"""The word, each letter as itself or as its number."""
_NO_WORD = "zzzzzzz"


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


def to_rdflib(graph: View) -> rdflib.Graph:
    """The graph behind rdflib's interface, to be asked in strings.

    Refused are updates, SERVICE, and what rdflib would run by an engine of its own, as it does prepared queries.
    """
    require_engine()
    import rdflib
    from oxrdflib import OxigraphStore

    class Store(OxigraphStore):
        def query(self, query: Any, initNs: Mapping[str, Any], *rest: Any, **more: Any) -> Any:  # noqa: ANN401, N803
            if isinstance(query, str):
                check(query, {**self._namespace_for_prefix, **initNs})
            try:
                return super().query(query, initNs, *rest, **more)
            except NotImplementedError as error:
                raise RefusedQuery("rdflib would run this by an engine of its own", "give a string alone") from error

        def update(self, *_: Any, **__: Any) -> None:  # noqa: ANN401
            raise RefusedQuery("this is an update", "build or import changes the store")

    bridge = rdflib.Graph(store=Store(store=index(graph)), identifier="urn:x-rdflib:default")
    for prefix, space in rdf.prefixes().items():
        bridge.bind(prefix, space, replace=True)
    return bridge
