"""Read RDF files of every syntax as triples: nothing is fetched, and memory is proportional to file size."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from xml.parsers import expat

from graphkit.errors import InputError
from graphkit.ontology import NAMESPACES

FORMATS: Mapping[str, str] = {
    "ttl": "turtle",
    "nt": "nt",
    "nq": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
    "rdf": "xml",
}
"""File suffixes and rdflib's names for the syntaxes."""


class Node(NamedTuple):
    """An object: an IRI, or a literal with its datatype."""

    value: str
    is_iri: bool
    datatype: str


Statements = dict[str, dict[str, list[Node]]]
"""Objects by subject and predicate (IRIs)."""


def load(path: Path) -> Statements:
    """The triples of an RDF file, with graphs merged; read by pyoxigraph if installed, else by rdflib.

    Raises InputError, with the position where the parser gave up.
    """
    if path.suffix.removeprefix(".") not in FORMATS:
        if path.suffix.lower() in {".zip", ".gz", ".zst", ".bz2", ".xz"}:
            raise InputError(f"{path}: is compressed", "decompress it")
        known = ", ".join([*FORMATS, "jsonl", "json", "csv", "tsv"])
        raise InputError(f"{path}: {path.suffix or 'no suffix'} cannot be read as claims", f"choose one of {known}")
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    found: Statements = {}
    try:
        check(path)
        for subject, predicate, obj in _parse(path):
            found.setdefault(subject, {}).setdefault(predicate, []).append(obj)
    except InputError:
        raise
    except Exception as error:  # parsers raise all kinds of exceptions
        place, said = _where(error)
        raise InputError(f"{path}{place}: cannot be parsed ({said})") from error
    return found


def _where(error: Exception) -> tuple[str, str]:
    """The line and column reported by a parser, each after a colon, and its message."""
    said = (str(error).strip().splitlines() or [type(error).__name__])[0]
    match error:
        case SyntaxError(lineno=int(line), offset=int(column)):  # from pyoxigraph
            return f":{line}:{column}", " ".join(re.sub(r"^Parser error .*?: ", "", error.msg).split())
        case json.JSONDecodeError():
            return f":{error.lineno}:{error.colno}", error.msg
        case expat.ExpatError():
            return f":{error.lineno}:{error.offset + 1}", expat.ErrorString(error.code)
    if notation3 := re.search(r"at line (\d+) of .*:\nBad syntax \((.*)\)", str(error)):  # from rdflib
        return f":{notation3[1]}", notation3[2]
    return "", said


def check(path: Path) -> None:
    """Raise InputError if reading a file would fetch another, expand disproportionately, or nest too deep."""
    if path.suffix == ".jsonld":
        _check_contexts(path, json.loads(path.read_bytes()))
    elif path.suffix == ".rdf":
        parser = expat.ParserCreate()
        parser.EntityDeclHandler = partial(_check_entity, path)
        elements = _Elements(path)
        parser.StartElementHandler, parser.EndElementHandler = elements.begin, elements.end
        with path.open("rb") as file:
            parser.ParseFile(file)


def _check_contexts(path: Path, value: object) -> None:
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            _check_context(path, found.get("@context"))
            waiting += found.values()
        elif isinstance(found, list):
            waiting += found


def _check_context(path: Path, context: object) -> None:
    waiting = [context]
    while waiting:
        found = waiting.pop()
        if isinstance(found, list):  # rdflib also looks into nested lists
            waiting += found
        elif isinstance(found, str) or (isinstance(found, dict) and "@import" in found):
            raise InputError(f"{path}: refers to a context elsewhere", "include it in the file")
        elif isinstance(found, dict):
            means = (value.get("@id") if isinstance(value, dict) else value for value in found.values())
            if any(isinstance(value, str) and len(value) > LONGEST_NAME for value in means):
                raise InputError(f"{path}: has a context with a long name in it", "write out what it means")


LONGEST_NAME = 255
"""Most characters that entities, XML prefixes and contexts may stand for."""


def _check_entity(path: Path, name: str, _parameter: bool, value: str | None, *_: object) -> None:
    if value is None or len(value) > LONGEST_NAME or "&" in value:
        raise InputError(f"{path}: the entity {name!r} is long, nested or in another file", "write out what it means")


class _Elements:
    """The elements of an XML file: parsers need disproportionate memory for deep nesting and long namespaces."""

    DEEPEST = 1_000

    def __init__(self, path: Path) -> None:
        self._path, self._depth = path, 0

    def begin(self, _: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > self.DEEPEST:
            raise InputError(f"{self._path}: nests elements more than {self.DEEPEST:,} deep", "write it as N-Triples")
        for name, value in attributes.items():
            if len(value) > LONGEST_NAME and name.startswith(("xmlns", "xml:base")):
                raise InputError(f"{self._path}: has a long {name}", "write out what it means")

    def end(self, _: str) -> None:
        self._depth -= 1


class _Budget:
    """A limit on the expanded length of a file's triples, so that no prefix or base expands disproportionately."""

    TIMES, LEAST = 100, 10_000_000

    def __init__(self, path: Path) -> None:
        self._path, self._left = path, max(self.TIMES * path.stat().st_size, self.LEAST)

    def take(self, *terms: str) -> None:
        self._left -= sum(map(len, terms))
        if self._left < 0:
            raise InputError(
                f"{self._path}: its triples, written out, are more than {self.TIMES} times as long as the file",
                "write it as N-Triples",
            )


def _parse(path: Path) -> Iterator[tuple[str, str, Node]]:
    try:
        import pyoxigraph
    except ImportError:
        yield from _parse_with_rdflib(path)
        return
    syntax, budget = pyoxigraph.RdfFormat.from_extension(path.suffix.removeprefix(".")), _Budget(path)
    for quad in pyoxigraph.parse(path=str(path), format=syntax):
        obj = quad.object
        if isinstance(obj, pyoxigraph.Literal):
            node = Node(obj.value, False, obj.datatype.value)
        else:
            node = Node(str(getattr(obj, "value", obj)), True, "")
        subject, predicate = str(getattr(quad.subject, "value", quad.subject)), quad.predicate.value
        budget.take(subject, predicate, node.value, node.datatype)
        yield subject, predicate, node


def _parse_with_rdflib(path: Path) -> Iterator[tuple[str, str, Node]]:
    import rdflib
    from rdflib.plugins.stores.memory import Memory

    budget = _Budget(path)

    class Store(Memory):
        def add(self, triple: Any, context: Any, quoted: bool = False) -> None:  # noqa: ANN401
            budget.take(*triple, getattr(triple[2], "datatype", None) or "")
            super().add(triple, context, quoted)

    # N-Triples are Turtle, and rdflib's Turtle parser takes linear time on long lines
    syntax = FORMATS[path.suffix.removeprefix(".").replace("nt", "ttl")]
    with warnings.catch_warnings(), path.open("rb") as file:
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib 7 warns about its own calls
        graph = rdflib.Dataset(Store(), default_union=True)
        graph.parse(file, format=syntax, publicID=path.resolve().as_uri())
        triples = list(graph.triples((None, None, None)))
    for subject, predicate, obj in triples:
        if isinstance(obj, rdflib.Literal):
            yield str(subject), str(predicate), Node(str(obj), False, str(obj.datatype or NAMESPACES["xsd"] + "string"))
        else:
            yield str(subject), str(predicate), Node(str(obj), True, "")
