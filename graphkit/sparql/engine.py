"""Run a query on an index, after checking that it changes nothing and contacts no other host."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from graphkit.errors import GraphkitError
from graphkit.formats import rdf

if TYPE_CHECKING:
    import pyoxigraph


class QueryError(GraphkitError):
    """A query is not valid SPARQL; the culprit gives the line and column."""


class RefusedQuery(QueryError):
    """A query is an update, or would contact other hosts."""


def query_index(
    store: pyoxigraph.Store,
    text: str,
    *,
    default: Sequence[pyoxigraph.NamedNode] | None = None,
    named: Sequence[pyoxigraph.NamedNode] | None = None,
) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
    """The answer of an index to SPARQL text, restricted to the given graphs if any; raises QueryError."""
    check(text)
    dataset = {"default_graph": default, "named_graphs": named} if default is not None or named is not None else {}
    try:
        return store.query(text, prefixes=rdf.prefixes(), **dataset)  # type: ignore[arg-type]
    except SyntaxError as error:
        raise _not_sparql(error) from error


def check(text: str, prefixes: Mapping[str, str] | None = None) -> None:
    """Raise RefusedQuery for an update or SERVICE, anywhere in a query; nothing is executed.

    Whether SERVICE is a keyword, or part of a comment, string, name or IRI, is decided by the parser that will run the
    query: only as a keyword does replacing the word make the query invalid.
    """
    import pyoxigraph

    if _UPDATE.search(_WITHOUT_COMMENTS.sub("", text)):
        raise RefusedQuery(
            "this is an update", "only queries are answered here; use build or import to change the store"
        )
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
        raise RefusedQuery("SERVICE would query another host", "only this graph can be queried; leave it out") from None


def _sound_until(empty: pyoxigraph.Store, text: str, prefixes: dict[str, str]) -> tuple[int, int]:
    end = text.count("\n") + 1, len(text.rpartition("\n")[2]) + 1
    try:
        empty.query(f"{text}\n\0", prefixes=prefixes)  # never a valid query, so never run
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
_WITHOUT_COMMENTS = re.compile(r"(?m)^[^\S\n]*+#.*$")
# possessive throughout, so that the time is linear in the length of the text
_UPDATE = re.compile(
    r"\A\s*+(?:(?:PREFIX\s++[^\s<]*+\s*+<[^>]*+>|BASE\s*+<[^>]*+>)\s*+)*+"
    r"(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)
_SERVICE = re.compile(
    "".join(rf"(?:{one}|\\(?:u|U0000)00(?:{ord(one):x}|{ord(one.upper()):x}))" for one in "service"), re.IGNORECASE
)
"""The word, with each letter written literally or as an escape."""
_NO_WORD = "zzzzzzz"
