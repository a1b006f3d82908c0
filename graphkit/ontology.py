"""The vocabulary: namespaces, the relations of ``ontologies/relations.ttl`` and their groups in ``graphkit.ttl``.

The files are plain Turtle that any RDF tool reads. This module has a strict reader for the subset they use, because it
takes milliseconds where an RDF library takes a good part of a second, and can name the line at fault.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from graphkit import resources
from graphkit.errors import SeedError, UnknownName
from graphkit.model import Kind, RelationType, Span

BASE = "https://w3id.org/graphkit/"
"""The default base of the IRIs of actors, claims, evidence and documents."""

GK = "https://w3id.org/graphkit/ontology#"

NAMESPACES: Mapping[str, str] = {
    "cameo": "https://w3id.org/graphkit/cameo/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gk": GK,
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "plover": "https://w3id.org/graphkit/plover/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Term(NamedTuple):
    """A name or a literal of Turtle: an IRI, a number, true or false, or the text between quotes."""

    value: str
    is_iri: bool


class Triple(NamedTuple):
    """One statement of a Turtle file and the line of its object, from 1."""

    subject: str
    predicate: str
    object: Term
    line: int


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that states a relation, with the spans of its two actors."""

    relation: str
    text: str
    subject: Span
    object: Span


def load_relations(path: Path | None = None) -> Mapping[str, RelationType]:
    """The relations by name, in file order (default: ``ontologies/relations.ttl``).

    Raises SeedError, naming file and line, if a stanza is malformed or incomplete.
    """
    path = path or resources.ontologies() / "relations.ttl"
    stanzas: dict[str, dict[str, list[Triple]]] = {}
    for triple in read_turtle(path):
        stanzas.setdefault(triple.subject, {}).setdefault(triple.predicate, []).append(triple)
    found = (_relation(path, iri, stanza) for iri, stanza in stanzas.items())
    return {relation.name: relation for relation in found}


def load_examples(path: Path | None = None) -> tuple[Example, ...]:
    """The example sentences of every relation, without their marks, in file order."""
    path = path or resources.ontologies() / "relations.ttl"
    return tuple(_example(path, triple) for triple in read_turtle(path) if triple.predicate == GK + "example")


def find_relation(relations: Mapping[str, RelationType], name: str) -> RelationType:
    """The relation with a name, in any case or in words; raises UnknownName with the nearest one as remedy.

    >>> relations = load_relations()
    >>> {find_relation(relations, name).name for name in ("fightsWarWith", "fightswarwith", "fights war with")}
    {'fightsWarWith'}
    """
    if name in relations:
        return relations[name]
    asked = re.sub(r"[\W_]", "", name).casefold()
    for known, relation in relations.items():
        if known.casefold() == asked:
            return relation
    near = difflib.get_close_matches(name, relations, n=1, cutoff=0.5)
    raise UnknownName(f"no relation {name!r}", f"did you mean {near[0]!r}?" if near else "see `graphkit schema`")


def groups(relations: Mapping[str, RelationType]) -> tuple[str, ...]:
    """The groups of the relations, each once, in file order."""
    return tuple(dict.fromkeys(relation.group for relation in relations.values()))


@cache
def standing_groups() -> frozenset[str]:
    """The groups whose relations hold over a period, from ``ontologies/graphkit.ttl``; all others are events."""
    return frozenset(
        triple.subject.removeprefix(GK)
        for triple in read_turtle(resources.ontologies() / "graphkit.ttl")
        if triple.predicate == GK + "standing" and triple.object.value == "true"
    )


def check_group(relations: Mapping[str, RelationType], name: str) -> str:
    """The group with a name, in any case; raises UnknownName listing those available."""
    known = groups(relations)
    if name.upper() in known:
        return name.upper()
    raise UnknownName(f"no group {name!r}", f"choose one of {', '.join(known)}")


def shorten(iri: str) -> str:
    """An IRI as prefix and name if a namespace matches, else unchanged.

    >>> shorten("http://www.w3.org/ns/prov#Activity")
    'prov:Activity'
    """
    fits = [(len(space), prefix) for prefix, space in NAMESPACES.items() if iri.startswith(space)]
    length, prefix = max(fits, default=(0, ""))
    return f"{prefix}:{iri[length:]}" if fits else iri


_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+|\#[^\n]*)
      | <(?P<iri>[^<>"{}|^`\\\x00-\x20]*)>
      | "(?P<text>(?:[^"\\\n]|\\.)*)"(?:@[A-Za-z][A-Za-z0-9-]*|\^\^[A-Za-z]+:[A-Za-z]+)?
      | (?P<number>[+-]?[0-9]+(?:\.[0-9]+)?)
      | (?P<boolean>(?:true|false)(?=[ \t\r\n.;,]))
      | (?P<directive>@prefix\b)
      | (?P<a>a(?=[ \t\r\n]))
      | (?P<name>[A-Za-z]*:(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?)?)
      | (?P<stop>[.;,])""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_ESCAPED = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_RDF_TYPE = NAMESPACES["rdf"] + "type"


def read_turtle(path: Path) -> Iterator[Triple]:
    """The triples of a Turtle file without blank nodes, lists, long strings or a base.

    Raises SeedError, naming file and line, at anything else.
    """
    prefixes: dict[str, str] = {}
    tokens = _tokens(path)
    for token in tokens:
        if token.kind == "directive":
            prefix = _expect(path, tokens, "name").text.removesuffix(":")
            prefixes[prefix] = _expect(path, tokens, "iri").text
            _expect(path, tokens, "stop")
            continue
        if token.kind not in ("name", "iri"):
            raise SeedError(f"{path}:{token.line}: {token.text!r} where a stanza should begin")
        subject = _term(path, prefixes, token).value
        stop = ";"
        while stop == ";":
            predicate = _term(path, prefixes, _expect(path, tokens, "name", "iri", "a")).value
            stop = ","
            while stop == ",":
                value = _expect(path, tokens, "name", "iri", "text", "number", "boolean")
                yield Triple(subject, predicate, _term(path, prefixes, value), value.line)
                stop = _expect(path, tokens, "stop").text


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def _tokens(path: Path) -> Iterator[_Token]:
    text = path.read_text(encoding="utf-8")
    at, line = 0, 1
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise SeedError(f"{path}:{line}: {text[at : at + 20]!r} is not understood", "write plain stanzas")
        kind = match.lastgroup or "space"
        if kind == "space":
            line += match[0].count("\n")
        else:
            yield _Token(kind, match[kind], line)
        at = match.end()


def _expect(path: Path, tokens: Iterator[_Token], *kinds: str) -> _Token:
    token = next(tokens, None)
    if token is None:
        raise SeedError(f"{path}: the file ends where {' or '.join(kinds)} should be")
    if token.kind not in kinds:
        raise SeedError(f"{path}:{token.line}: {token.text!r} where {' or '.join(kinds)} should be")
    return token


def _term(path: Path, prefixes: Mapping[str, str], token: _Token) -> Term:
    if token.kind == "name":
        prefix, _, local = token.text.partition(":")
        if prefix not in prefixes:
            raise SeedError(f"{path}:{token.line}: prefix {prefix!r} is not declared")
        return Term(prefixes[prefix] + local, True)
    if token.kind == "text":
        return Term(_ESCAPE.sub(_unescape, token.text) if "\\" in token.text else token.text, False)
    return Term(_RDF_TYPE if token.kind == "a" else token.text, token.kind in ("iri", "a"))


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if code[0] in "uU" and len(code) > 1 else _ESCAPED.get(code, code)


_RDFS, _SKOS, _OWL = NAMESPACES["rdfs"], NAMESPACES["skos"], NAMESPACES["owl"]


def _relation(path: Path, iri: str, stanza: Mapping[str, list[Triple]]) -> RelationType:
    line = min(triples[0].line for triples in stanza.values())
    if not iri.startswith(GK):
        raise SeedError(f"{path}:{line}: {iri} is outside {GK}")

    def one(predicate: str) -> str:
        if len(stanza.get(predicate, ())) != 1:
            raise SeedError(f"{path}:{line}: {shorten(iri)} needs exactly one {shorten(predicate)}")
        return stanza[predicate][0].object.value

    def kinds(predicate: str) -> tuple[Kind, ...]:
        named = stanza.get(predicate, [])
        known = {GK + kind for kind in Kind}
        for triple in named:
            if triple.object.value not in known:
                raise SeedError(f"{path}:{triple.line}: {shorten(triple.object.value)} is not a kind of actor")
        return tuple(Kind(triple.object.value.removeprefix(GK)) for triple in named) or tuple(Kind)

    try:
        intensity = float(one(GK + "intensity"))
    except ValueError as error:
        raise SeedError(f"{path}:{line}: {shorten(iri)} needs a number as gk:intensity") from error
    inverse = stanza.get(_OWL + "inverseOf")
    group = one(GK + "group").removeprefix(GK)
    return RelationType(
        name=iri.removeprefix(GK),
        iri=iri,
        label=one(_RDFS + "label"),
        definition=one(_SKOS + "definition"),
        group=group,
        intensity=intensity,
        symmetric=any(t.object.value == _OWL + "SymmetricProperty" for t in stanza.get(_RDF_TYPE, ())),
        inverse=inverse[0].object.value.removeprefix(GK) if inverse else None,
        domain=kinds(GK + "domainKind"),
        range=kinds(GK + "rangeKind"),
        standing=group in standing_groups(),
    )


_MARK = re.compile(r"\[([^\[\]]+)\]([so])")


def _example(path: Path, triple: Triple) -> Example:
    marks = {mark[2]: mark for mark in _MARK.finditer(triple.object.value)}
    if len(marks) != 2 or len(_MARK.findall(triple.object.value)) != 2:
        raise SeedError(f"{path}:{triple.line}: an example needs one [subject]s and one [object]o")
    text = _MARK.sub(r"\1", triple.object.value)
    spans = {}
    for number, (role, mark) in enumerate(sorted(marks.items(), key=lambda item: item[1].start())):
        start = mark.start() - 3 * number
        spans[role] = Span(start, start + len(mark[1]), mark[1])
    return Example(triple.subject.removeprefix(GK), text, spans["s"], spans["o"])
