"""SPARQL over a graph, using its index. Needs the extra ``sparql``.

Only the graph is queried: queries that would contact other hosts (``SERVICE``) are refused, as are updates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import UnknownName
from graphkit.formats import rdf
from graphkit.resources import queries
from graphkit.sparql.engine import QueryError, RefusedQuery, check, query_index
from graphkit.sparql.indexing import index, require_engine
from graphkit.sparql.processes import Limits, OverLimit, Question, answer, run
from graphkit.store.view import View

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

__all__ = [
    "FORMATS",
    "Answer",
    "Limits",
    "OverLimit",
    "QueryError",
    "RefusedQuery",
    "ask",
    "check",
    "fill",
    "queries",
    "query_index",
    "read",
    "results",
    "to_rdflib",
]

FORMATS = ("json", "xml", "csv", "tsv")
"""The W3C formats for query results."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a query: rows by variable, triples as rows of three, or yes or no."""

    variables: tuple[str, ...]
    rows: Iterator[tuple[str | None, ...]]
    """Values as plain strings, IRIs without brackets; None for unbound variables."""
    verdict: bool | None = None
    """The answer of an ASK query."""


def ask(graph: View, query: str, *, limits: Limits | None = None, **parameters: str) -> Answer:
    """The answer to a query: SPARQL text, the path of a file, or the name of a built-in one.

    Parameters set the ``VALUES ?name { … }`` of a query. The prefixes of graphkit's exports need no declaration. Raises
    QueryError for an invalid query, UnknownName for a parameter or query that does not exist. With limits it runs in
    its own process, and raises OverLimit if it exceeds them.
    """
    require_engine()
    import pyoxigraph

    text = fill(read(query), parameters)
    if limits is None:
        found = query_index(index(graph), text)
    else:
        told = run(graph, Question(text, (_MEDIA["json"],), (_TRIPLES,)), limits)
        if told.media == _TRIPLES:
            return _of_triples(pyoxigraph.parse(told.body, format=pyoxigraph.RdfFormat.N_TRIPLES))
        found = pyoxigraph.parse_query_results(told.body, format=pyoxigraph.QueryResultsFormat.JSON)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return Answer((), iter(()), bool(found))
    if isinstance(found, pyoxigraph.QueryTriples):
        return _of_triples(found)
    names = tuple(variable.value for variable in found.variables)
    return Answer(names, (tuple(None if v is None else _value(v) for v in solution) for solution in found))


def results(
    graph: View,
    query: str,
    format: str,  # noqa: A002 - its name
    *,
    limits: Limits | None = None,
    **parameters: str,
) -> str:
    """The answer to a query in one of FORMATS, always Turtle for CONSTRUCT and DESCRIBE. Otherwise like ``ask``."""
    require_engine()
    if format not in FORMATS:
        raise UnknownName(f"no result format {format!r}", f"choose one of {', '.join(FORMATS)}")
    question = Question(fill(read(query), parameters), (_MEDIA[format],), ("text/turtle",))
    found = answer(index(graph), question) if limits is None else run(graph, question, limits)
    return found.body.decode()


_MEDIA = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
_TRIPLES = "application/n-triples"


def _of_triples(found: Iterable[pyoxigraph.Triple | pyoxigraph.Quad]) -> Answer:
    triples = ((_value(t.subject), _value(t.predicate), _value(t.object)) for t in found)
    return Answer(("subject", "predicate", "object"), triples)


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


def read(query: str) -> str:
    """The text of a query given as text, as the name of a built-in one or as the path of a file."""
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
            raise QueryError(f"{value!r} is not an IRI")
        return f"<{value}>"
    return f"{like.partition(':')[0]}:{rdf.local(value)}"


def to_rdflib(graph: View) -> rdflib.Graph:
    """The graph through rdflib's interface, for queries given as strings.

    Updates, SERVICE, and anything that rdflib would run with its own engine, such as prepared queries, are refused.
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
                raise _of_rdflib() from error

        def update(self, *_: Any, **__: Any) -> None:  # noqa: ANN401
            raise RefusedQuery("this is an update", "use build or import to change the store")

    class Asked(rdflib.Graph):
        def query(self, *query: Any, **more: Any) -> Any:  # noqa: ANN401
            if len(query) > 5 or not more.get("use_store_provided", True):
                raise _of_rdflib()
            return super().query(*query, **more)

        def update(self, *_: Any, **__: Any) -> None:  # noqa: ANN401
            raise RefusedQuery("this is an update", "use build or import to change the store")

    bridge = Asked(store=Store(store=index(graph)), identifier="urn:x-rdflib:default")
    for prefix, space in rdf.prefixes().items():
        bridge.bind(prefix, space, replace=True)
    return bridge


def _of_rdflib() -> RefusedQuery:
    return RefusedQuery("rdflib would run this with its own engine", "give only a string")
