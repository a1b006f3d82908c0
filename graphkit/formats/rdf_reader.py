"""Read RDF written by ``rdf`` back into documents and claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from graphkit.errors import InputError
from graphkit.formats.record_reader import Entry, tenure
from graphkit.formats.triple_reader import Statements
from graphkit.model import (
    Actor,
    Build,
    Claim,
    Document,
    Evidence,
    Kind,
    Mention,
    PartialDate,
    Polarity,
    RelationType,
    Span,
    Status,
)
from graphkit.model.tenure import Tenure
from graphkit.ontology import GK, NAMESPACES
from graphkit.store import constraints

_TYPE = NAMESPACES["rdf"] + "type"
_LABEL = NAMESPACES["rdfs"] + "label"
_NOTATION, _MATCH = NAMESPACES["skos"] + "notation", NAMESPACES["skos"] + "exactMatch"
_COPY = NAMESPACES["prov"] + "alternateOf"
_ONTOLOGY = "https://w3id.org/graphkit/ontology"
_TERMS, _SOURCE, _URL = NAMESPACES["dcterms"], NAMESPACES["prov"] + "wasDerivedFrom", NAMESPACES["schema"] + "url"


def is_ours(statements: Statements) -> bool:
    """Whether this is a graphkit export: documents with evidence, or an empty one."""
    if any(GK + "quote" in pairs or _TERMS + "identifier" in pairs for pairs in statements.values()):
        return True
    whole = any(GK + "relation" in pairs for pairs in statements.values())
    made = any(
        node.value == _ONTOLOGY for pairs in statements.values() for node in pairs.get(_TERMS + "conformsTo", ())
    )
    return made and not whole


def links(statements: Statements) -> Iterator[tuple[str, str, str]]:
    """The triples between two IRIs."""
    for subject, pairs in statements.items():
        for predicate, nodes in pairs.items():
            yield from ((subject, predicate, node.value) for node in nodes if node.is_iri)


def label(statements: Statements, subject: str) -> str:
    """The label of an IRI, else its last part."""
    nodes = statements.get(subject, {}).get(_LABEL)
    return nodes[0].value if nodes else _last(subject)


def actors(statements: Statements) -> dict[str, Actor]:
    """The actors described, by IRI."""
    kinds = {GK + kind: kind for kind in Kind}
    found = {}
    for subject, pairs in statements.items():
        kind = next((kinds[node.value] for node in pairs.get(_TYPE, ()) if node.value in kinds), None)
        if kind is not None and GK + "code" in pairs:
            notations = ((_last(node.datatype), node.value) for node in pairs.get(_NOTATION, ()))
            match = pairs.get(_MATCH)
            found[subject] = Actor(
                _last(subject),
                label(statements, subject),
                kind,
                pairs[GK + "code"][0].value,
                _last(match[0].value) if match else None,
                tuple(sorted(notations)),
            )
    return found


def documents(path: Path, statements: Statements, relations: Mapping[str, RelationType]) -> Iterator[Entry]:
    """The documents described, each with the claims that have evidence in it, by id.

    Raises InputError if a claim lacks a part or has an unknown relation.
    """
    cast = actors(statements)
    builds = list(_builds(statements))
    # RDF does not say which of several builds read a document.
    build = builds[0] if len(builds) == 1 else None
    by_iri = {relation.iri: relation for relation in relations.values()}
    claims: dict[str, list[Claim]] = {}
    try:
        for pairs in statements.values():
            if GK + "relation" not in pairs:
                continue
            relation = by_iri[pairs[GK + "relation"][0].value]
            subject, obj = (cast[pairs[GK + role][0].value] for role in ("subject", "object"))
            for node in pairs.get(GK + "evidence", ()):
                evidence = _Reader(statements, node.value).evidence(cast)
                source = statements[node.value][_SOURCE][0].value
                claims.setdefault(source, []).append(_sound(Claim(subject, relation, obj, (evidence,)), node.value))
        found = {
            key: _document(_Reader(statements, key))
            for key, pairs in statements.items()
            if _TERMS + "identifier" in pairs
        }
        for key in sorted(found.keys() | claims.keys(), key=lambda key: found[key].id):
            copied = _Reader(statements, key).optional(_COPY)
            origin = found[copied].id if copied in found else copied and _last(copied)
            yield Entry(found[key], claims.get(key, []), origin, build)
    except KeyError as error:
        raise InputError(f"{path}: {error.args[0]} is not described", "was a part of the export cut off?") from error
    except ValueError as error:
        raise InputError(f"{path}: {error}") from error


def _builds(statements: Statements) -> Iterator[Build]:
    for key, pairs in statements.items():
        if any(node.value == GK + "Build" for node in pairs.get(_TYPE, ())):
            said = _Reader(statements, key)
            names = ("program", "model", "ontologyVersion", "seedsVersion")
            yield Build(*(said.optional(GK + name) or "" for name in names))


def _sound(claim: Claim, place: str) -> Claim:
    for fault in constraints.of_claim(claim):
        raise ValueError(f"{place}: {fault}")
    return claim


class _Reader(NamedTuple):
    """Access to the statements about one IRI."""

    all: Statements
    key: str

    def text(self, predicate: str) -> str:
        return self.all[self.key][predicate][0].value

    def optional(self, predicate: str) -> str | None:
        nodes = self.all[self.key].get(predicate)
        return nodes[0].value if nodes else None

    def name(self, name: str) -> str:
        return self.text(GK + name)

    def evidence(self, cast: Mapping[str, Actor]) -> Evidence:
        date, speaker = self.optional(GK + "date"), self.optional(GK + "speakerMention")
        return Evidence(
            self.at(self.text(_SOURCE)).text(_TERMS + "identifier"),
            Span(self.place("start"), self.place("end"), self.name("quote")),
            self.at(self.name("subjectMention")).mention(cast),
            self.at(self.name("objectMention")).mention(cast),
            Span(self.place("cueStart"), self.place("cueEnd"), self.name("cue")),
            Polarity(self.name("polarity").removeprefix(GK)),
            Status(self.name("status").removeprefix(GK)),
            self.at(speaker).mention(cast) if speaker else None,
            PartialDate.parse(date) if date else None,
            self.confidence(),
            self.name("extractor"),
            self.optional(GK + "hearsay") in {"true", "1"},
            self.tenure(),
        )

    def tenure(self) -> Tenure | None:
        try:
            return tenure(*(self.optional(GK + name) for name in ("office", "officeFrom", "officeUntil")))
        except InputError as error:
            raise ValueError(f"{self.key}: {error}") from error

    def place(self, name: str) -> int:
        return int(self._number(name, "[0-9]+"))

    def confidence(self) -> float:
        return float(self._number("confidence", r"[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?"))

    def _number(self, name: str, form: str) -> str:
        value = self.name(name)
        if not re.fullmatch(form, value):
            raise ValueError(f"{self.key}: {value[:40]!r} is not a valid {name}; write a number")
        return value

    def at(self, key: str) -> _Reader:
        return _Reader(self.all, key)

    def mention(self, cast: Mapping[str, Actor]) -> Mention:
        actor = cast[self.name("actor")]
        return Mention(
            self.place("start"), self.place("end"), self.name("text"), actor, self.name("code"), self.name("rule")
        )


def _document(said: _Reader) -> Document:
    issued = said.optional(_TERMS + "issued")
    document = Document(
        said.text(_TERMS + "identifier"),
        said.optional(GK + "text") or "",
        said.optional(_TERMS + "title"),
        said.optional(_URL),
        PartialDate.parse(issued) if issued else None,
        said.optional(_TERMS + "language") or "en",
        said.place("bodyStart") if said.optional(GK + "bodyStart") else 0,
    )
    for fault in constraints.of_document(document):
        raise ValueError(f"{said.key}: {fault}")
    return document


def _last(iri: str) -> str:
    return unquote(iri.rpartition("/")[2])
