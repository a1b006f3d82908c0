"""The import files of Neo4j in a graph database that speaks Cypher, loaded as their headers declare.

Neo4j itself is a server and on no package index; LadybugDB is the same kind of database in one package.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import ladybug
import pytest

from graphkit.formats import export
from graphkit.graph import KnowledgeGraph
from graphkit.model import Document, Sentence
from graphkit.model.status import ClaimStatus
from tests.formats.test_panels import told
from tests.values import RUS, SYMMETRIC, UKR, claim

TYPES = {"": "STRING", "int": "INT64", "double": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
"""The types supported by neo4j-admin that the headers declare."""
FIELD = re.compile(r"(\w*):?(?:(ID|START_ID|END_ID)\((\w+)\)|(LABEL|TYPE)|(\w*))")
"""A field of a header: its name and its meaning in Neo4j."""


@dataclass(frozen=True)
class Column:
    name: str
    role: str
    space: str
    """The kind of node that the ids belong to."""
    type: str


def columns(path: Path) -> list[Column]:
    """What the header of a file declares."""
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    found = []
    for field in header:
        match = FIELD.fullmatch(field)
        assert match, field
        name, role, space, kind, type_ = match.groups(default="")
        found.append(Column(name or kind.lower(), role or kind, space, TYPES[type_]))
    return found


def answer(connection: ladybug.Connection, query: str) -> ladybug.QueryResult:
    found = connection.execute(query)
    assert isinstance(found, ladybug.QueryResult)
    return found


def loaded(folder: Path) -> ladybug.Connection:
    """A database with a table for each file: of nodes where the file has ids of its own, else of relationships."""
    connection = ladybug.Connection(ladybug.Database(":memory:"))
    files = {path: columns(path) for path in sorted(folder.glob("*.csv"))}
    nodes = {path: found for path, found in files.items() if any(c.role == "ID" for c in found)}
    for path, found in nodes.items():
        (key,) = (c for c in found if c.role == "ID")
        fields = ", ".join(f"`{c.name}` {c.type}" for c in found)
        connection.execute(f"CREATE NODE TABLE {key.space} ({fields}, PRIMARY KEY (`{key.name}`))")
        connection.execute(f"COPY {key.space} FROM '{path}' (header=true, auto_detect=false)")
    for path in files.keys() - nodes.keys():
        found = files[path]
        start, end = (next(c for c in found if c.role == role) for role in ("START_ID", "END_ID"))
        rest = [c for c in found if c not in (start, end)]
        fields = ", ".join(f"`{c.name}` {c.type}" for c in rest)
        connection.execute(f"CREATE REL TABLE {path.stem} (FROM {start.space} TO {end.space}, {fields})")
        source = f"LOAD FROM '{path}' (header=true, auto_detect=false)"
        names = dict(zip(found, answer(connection, f"{source} RETURN * LIMIT 0").get_column_names(), strict=True))
        given = ", ".join(f"CAST(`{names[c]}` AS {c.type})" for c in (start, end, *rest))
        connection.execute(f"COPY {path.stem} FROM ({source} RETURN {given})")
    return connection


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    """With a sentence that no careless CSV survives."""
    kg = told()
    sentence = '"We agree, at last"; they did \\ not.\nЗеленський, 习近平\t|'
    agreed = claim(UKR, SYMMETRIC, RUS, document="d,1.txt", date="2023-05")
    evidence = replace(agreed.evidence[0], quote=Sentence(0, len(sentence), sentence))
    kg.add(Document("d,1.txt", sentence, 'A; "title"'), [replace(agreed, evidence=(evidence,))])
    return kg


@pytest.fixture(scope="module")
def asked(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> ladybug.Connection:
    folder = tmp_path_factory.mktemp("neo4j")
    export(kg, folder / "n", "neo4j")
    return loaded(folder / "n")


def rows(connection: ladybug.Connection, query: str) -> Iterator[tuple[Any, ...]]:
    return map(tuple, answer(connection, query).get_all())


def test_every_claim_has_its_actors_and_says_how_it_stands(kg: KnowledgeGraph, asked: ladybug.Connection) -> None:
    found = rows(
        asked,
        "MATCH (a:Actor)<-[:subjects]-(c:Claim)-[:objects]->(b:Actor) RETURN c.id, a.id, c.relation, b.id, c.status",
    )
    assert set(found) == {(c.id, c.subject.id, c.relation.name, c.object.id, str(kg.weigh(c).status)) for c in kg}


def test_every_sentence_leads_from_its_document_to_its_claim(kg: KnowledgeGraph, asked: ladybug.Connection) -> None:
    found = rows(
        asked,
        "MATCH (d:Document)<-[:places]-(e:Evidence)-[:supports]->(c:Claim) "
        "RETURN d.id, c.id, e.start, e.`end`, e.confidence, e.quote",
    )
    expected = [
        (e.document, c.id, e.quote.start, e.quote.end, e.confidence, " ".join(e.quote.text.split()))
        for c in kg
        for e in c.evidence
    ]
    assert sorted((*row[:5], " ".join(row[5].split())) for row in found) == sorted(expected)


def test_facts_alone_are_relationships_of_actors(kg: KnowledgeGraph, asked: ladybug.Connection) -> None:
    found = rows(asked, "MATCH (a:Actor)-[f:facts]->(b:Actor) RETURN a.id, f.type, b.id, f.claim")
    facts = [c for c in kg if kg.weigh(c).status is ClaimStatus.ASSERTED]
    assert facts
    assert {(one, name.replace("_", "").lower(), other, key) for one, name, other, key in found} == {
        (c.subject.id, c.relation.name.lower(), c.object.id, c.id) for c in facts
    }
