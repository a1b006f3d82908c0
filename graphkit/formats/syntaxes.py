"""The syntaxes of RDF besides Turtle: N-Triples, N-Quads, TriG, JSON-LD and RDF/XML, each as pieces of text."""

from __future__ import annotations

import heapq
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import islice
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from graphkit.formats.rdf import Block, prefixes, stanza
from graphkit.model.control_characters import in_xml
from graphkit.ontology import BASE, NAMESPACES

_XSD = NAMESPACES["xsd"]
_TYPE = f"<{NAMESPACES['rdf']}type>"


Writer = Callable[[Iterable[Block], str], Iterator[str]]
"""Yields the pieces of a file from blocks and the base of the data's IRIs."""


class _Expander(dict[str, str]):
    """Turtle terms to N-Triples terms; recurring ones (all but literals and single places) are cached."""

    _KEPT = frozenset({"gk", "rdfs", "rdf", "prov", "dcterms", "skos", "schema", "void", "dcat", "actor", "wd"})

    def __init__(self, base: str) -> None:
        super().__init__({"a": _TYPE, "true": f'"true"^^<{_XSD}boolean>'})
        self._spaces = prefixes(base)

    def __missing__(self, term: str) -> str:
        first = term[0]
        if first == '"':
            at = term.rindex('"') + 1
            return f"{term[:at]}^^{self[term[at + 2 :]]}" if term.startswith("^^", at) else term
        if first == "<":
            return term
        if first in "-0123456789":
            return f'"{term}"^^<{_XSD}{"decimal" if "." in term else "integer"}>'
        prefix, _, name = term.partition(":")
        iri = f"<{self._spaces[prefix]}{name}>"
        if prefix in self._KEPT or prefix == "xsd":
            self[term] = iri
        return iri


def ntriples(found: Iterable[Block], base: str = BASE) -> Iterator[str]:
    """N-Triples, with lines sorted by code point; big graphs are sorted in parts on disk."""
    return _sorted(_lines(found, base, quads=False))


def nquads(found: Iterable[Block], base: str = BASE) -> Iterator[str]:
    """N-Quads with one graph per document, with lines sorted by code point."""
    return _sorted(_lines(found, base, quads=True))


def triples(found: Iterable[Block], base: str = BASE) -> Iterator[str]:
    """The lines of N-Triples in the order of the blocks."""
    return _lines(found, base, quads=False)


def _lines(found: Iterable[Block], base: str, *, quads: bool) -> Iterator[str]:
    term = _Expander(base)
    for block in found:
        subject = term[block.subject]
        end = f" {term[block.graph]} .\n" if quads and block.graph else " .\n"
        for predicate, value in block.pairs:
            yield f"{subject} {term[predicate]} {term[value]}{end}"


def _sorted(lines: Iterator[str], size: int = 100_000) -> Iterator[str]:
    first = sorted(islice(lines, size))
    if len(first) < size:
        yield from first
        return
    with ExitStack() as stack:
        parts: list[Iterable[str]] = [first]
        while part := sorted(islice(lines, size)):
            file = stack.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n"))
            file.writelines(part)
            file.seek(0)
            parts.append(file)
        yield from heapq.merge(*parts)


def trig(found: Iterable[Block], base: str = BASE) -> Iterator[str]:
    """TriG: what a document says is in the graph of its name, the rest in the default graph."""
    yield "".join(f"@prefix {name}: <{space}> .\n" for name, space in prefixes(base).items())
    graph: str | None = None
    for block in found:
        if block.graph != graph:
            yield ("}\n" if graph else "") + (f"\n{block.graph} {{\n" if block.graph else "")
            graph = block.graph
        yield f"\n{stanza(block)}"
    yield "}\n" if graph else ""


class Literal(NamedTuple):
    """The parts of an N-Triples literal."""

    value: str
    language: str | None
    datatype: str | None


_LITERAL = re.compile(r'"(?P<value>(?:[^"\\]|\\.)*)"(?:@(?P<language>[\w-]+)|\^\^<(?P<datatype>[^>]*)>)?', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}


def literal(term: str) -> Literal:
    """Parse an N-Triples literal, undoing its escapes."""
    match = _LITERAL.fullmatch(term)
    if match is None:
        raise ValueError(f"{term!r} is not a literal")
    value = match["value"]
    if "\\" in value:
        value = _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _ESCAPED.get(m[2], m[2]), value)
    return Literal(value, match["language"], match["datatype"])


def jsonld(found: Iterable[Block], base: str = BASE) -> Iterator[str]:
    """JSON-LD with the prefixes as its context, one node object per line."""
    yield f'{{"@context": {json.dumps(prefixes(base))},\n"@graph": ['
    term = _Expander(base)
    head = "\n"
    for block in found:
        node: dict[str, object] = {"@id": block.subject}
        values: dict[str, list[object]] = {}
        for predicate, value in block.pairs:
            if predicate == "a":
                values.setdefault("@type", []).append(value)
            else:
                values.setdefault(predicate, []).append(_json_value(value, term))
        node |= {key: one[0] if len(one) == 1 else one for key, one in values.items()}
        yield f"{head}{json.dumps(node, ensure_ascii=False)}"
        head = ",\n"
    yield "\n]}\n"


def _json_value(value: str, term: _Expander) -> object:
    if value[0] not in '"-0123456789' and value != "true":
        return {"@id": value.strip("<>")}
    parts = literal(term[value])
    if parts.language:
        return {"@value": parts.value, "@language": parts.language}
    return {"@value": parts.value, "@type": parts.datatype} if parts.datatype else parts.value


def rdfxml(found: Iterable[Block], base: str = BASE) -> Iterator[str]:
    """RDF/XML, one description per subject. Control characters, which XML cannot hold, become U+FFFD."""
    spaces = "".join(f"\n    xmlns:{name}={quoteattr(space)}" for name, space in prefixes(base).items())
    yield f'<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF{spaces}>\n'
    term = _Expander(base)
    for block in found:
        lines = "".join(_element(predicate, value, term) for predicate, value in block.pairs)
        yield f"<rdf:Description rdf:about={_attribute(term[block.subject])}>\n{lines}</rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _element(predicate: str, value: str, term: Mapping[str, str]) -> str:
    name = "rdf:type" if predicate == "a" else predicate
    expanded = term[value]
    if expanded[0] == "<":
        return f"  <{name} rdf:resource={_attribute(expanded)}/>\n"
    parts = literal(expanded)
    kind = f' xml:lang="{parts.language}"' if parts.language else ""
    kind = f" rdf:datatype={quoteattr(parts.datatype)}" if parts.datatype else kind
    content = escape(in_xml(parts.value), {"\r": "&#13;"})
    return f"  <{name}{kind}>{content}</{name}>\n"


def _attribute(iri: str) -> str:
    return quoteattr(iri[1:-1])
