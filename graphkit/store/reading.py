"""Queries on the store: claims, documents, actors, relations, and the weighing of claims."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from graphkit.model import FLOOR, MERGED, Actor, Claim, Document, Kind, RelationType
from graphkit.model.status import ClaimStatus, Source, Statement, status
from graphkit.ontology import standing_groups
from graphkit.store.rows import (
    DOCUMENT,
    EVIDENCE,
    Actors,
    make_actor,
    make_claim,
    make_document,
    make_evidence,
    make_relation,
    make_source,
    make_statement,
    make_status,
    plain_event,
)
from graphkit.store.selection import Selection, condition


def read_claims(
    connection: sqlite3.Connection, where: Sequence[Selection], key: str | None = None, *, by_document: bool = False
) -> Iterator[Claim]:
    """The selected claims by id, or only the one with a given id, each with its selected evidence in reading order.

    ``by_document`` yields them per document, with the evidence there. One claim is in memory at a time.
    """
    relations, actors = read_relations(connection), Actors(connection)
    asked, values = condition(where)
    if key is not None:
        asked, values = f"c.id = ? AND {asked}", [key, *values]
    order, columns = ("d.id, c.id", (0, 1, 2, 3, 4)) if by_document else ("c.id, d.id", (0, 1, 2, 3))
    rows = connection.execute(
        f"{EVIDENCE} WHERE {asked} ORDER BY {order}, e.cue_start, e.subject_start, e.object_start, e.id", values
    )
    for head, group in groupby(rows, itemgetter(*columns)):
        evidence = tuple(make_evidence(row, actors) for row in group)
        yield make_claim(head, relations, actors, evidence)


def count_claims(connection: sqlite3.Connection, where: Sequence[Selection]) -> int:
    """How many claims have selected evidence."""
    query, (asked, values) = "SELECT count(*) FROM claims", condition(where)
    if where:
        query = (
            "SELECT count(DISTINCT c.id) FROM claims c JOIN evidence e ON e.claim = c.id "  # noqa: S608 - values are bound
            f"JOIN documents d ON d.key = e.document WHERE {asked}"
        )
    return int(connection.execute(query, values).fetchone()[0])


def read_actors(connection: sqlite3.Connection, where: Sequence[Selection]) -> Iterator[Actor]:
    """The subjects, objects and speakers of the selected claims, by id."""
    if not where:
        yield from map(make_actor, connection.execute(_ACTORS))
        return
    asked, values = condition(where)
    found = (
        f"(SELECT c.subject, c.object, e.speaker FROM claims c JOIN evidence e ON e.claim = c.id "  # noqa: S608 - values are bound
        f"JOIN documents d ON d.key = e.document WHERE {asked})"
    )
    query = (
        f"WITH found AS {found} SELECT * FROM actors WHERE id IN "  # noqa: S608 - own names
        "(SELECT subject FROM found UNION SELECT object FROM found UNION SELECT speaker FROM found) ORDER BY id"
    )
    for row in connection.execute(query, values):
        yield make_actor(row)


class Merged(NamedTuple):
    """An actor that a reviewer merged into another."""

    id: str
    kept: str
    names: tuple[str, ...]
    """Its former names."""


def read_merges(connection: sqlite3.Connection, where: Sequence[Selection]) -> list[Merged]:
    """The merged actors named in the selected evidence, by id."""
    asked, values = condition(where)
    found: dict[tuple[str, str], set[str]] = {}
    for role in ("subject", "object", "speaker"):
        rows = connection.execute(
            f"SELECT DISTINCT e.{role}, e.{role}_rule FROM claims c JOIN evidence e ON e.claim = c.id "  # noqa: S608 - values are bound
            f"JOIN documents d ON d.key = e.document WHERE instr(e.{role}_rule, ?) AND {asked}",
            [MERGED, *values],
        )
        for kept, rule in rows:
            key, _, name = rule.partition(MERGED)[2].removesuffix(")").partition(" (")
            found.setdefault((key, kept), set()).add(name)
    return [Merged(*ends, tuple(sorted(names))) for ends, names in sorted(found.items())]


_ACTORS = (
    "SELECT * FROM actors a WHERE EXISTS (SELECT 1 FROM claims WHERE subject = a.id) "
    "OR EXISTS (SELECT 1 FROM claims WHERE object = a.id) "
    "OR EXISTS (SELECT 1 FROM evidence WHERE speaker = a.id) ORDER BY id"
)


def count_of(connection: sqlite3.Connection, actor: Actor) -> int:
    """How much evidence there is about an actor, including those who act for it."""
    columns = ("subject", "object") if actor.kind is Kind.PERSON else ("subject_code", "object_code")
    (count,) = connection.execute(
        f"SELECT (SELECT count(*) FROM evidence WHERE {columns[0]} = ?1) "  # noqa: S608 - own names
        f"+ (SELECT count(*) FROM evidence WHERE {columns[1]} = ?1)",
        (actor.id if actor.kind is Kind.PERSON else actor.code,),
    ).fetchone()
    return int(count)


def known_keys(connection: sqlite3.Connection, keys: Iterable[str]) -> frozenset[str]:
    """The keys that are ids or codes of actors, or codes that actors act for in some evidence."""
    rows = connection.execute(
        "SELECT value FROM json_each(?) WHERE EXISTS (SELECT 1 FROM actors WHERE id = value) "
        "OR EXISTS (SELECT 1 FROM actors WHERE code = value) "
        "OR EXISTS (SELECT 1 FROM evidence WHERE subject_code = value) "
        "OR EXISTS (SELECT 1 FROM evidence WHERE object_code = value)",
        (json.dumps(sorted(keys)),),
    )
    return frozenset(row[0] for row in rows)


def read_relations(connection: sqlite3.Connection) -> Mapping[str, RelationType]:
    """The relations of the claims in a store, by name."""
    rows = connection.execute("SELECT * FROM relations ORDER BY name")
    return {row[0]: make_relation(row) for row in rows}


def read_documents(connection: sqlite3.Connection, where: Sequence[Selection]) -> Iterator[Document]:
    """The documents with selected evidence, by id; all documents if everything is selected."""
    asked, values = condition(where)
    query = f"SELECT {DOCUMENT} FROM documents d ORDER BY d.id"  # noqa: S608 - own names
    if where:
        query = (
            f"SELECT {DOCUMENT} FROM documents d WHERE EXISTS (SELECT 1 FROM evidence e "  # noqa: S608 - values are bound
            f"JOIN claims c ON c.id = e.claim WHERE e.document = d.key AND {asked}) ORDER BY d.id"
        )
    for row in connection.execute(query, values):
        yield make_document(row)


def read_document(connection: sqlite3.Connection, key: str) -> Document | None:
    """The document with that id, if it is in the store."""
    row = connection.execute(f"SELECT {DOCUMENT} FROM documents d WHERE d.id = ?", (key,)).fetchone()  # noqa: S608
    return make_document(row) if row else None


class Sources(dict[str, Source]):
    """Publication date and origin of each document in a store, by id, read on demand."""

    _LIMIT = 20_000

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, key: str) -> Source:
        row = self._connection.execute("SELECT published, origin FROM documents WHERE id = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        if len(self) >= self._LIMIT:  # keeps memory constant however many documents there are
            self.clear()
        return self.setdefault(key, make_source((key, *row)))


def read_statuses(connection: sqlite3.Connection) -> dict[str, ClaimStatus]:
    """The stored status of every claim, by id."""
    return {row[0]: make_status(row) for row in connection.execute("SELECT id, status FROM claims")}


_STATEMENT = (
    "d.id, d.published, d.origin, e.polarity, e.status, e.speaker_code, e.subject_code, e.date, e.confidence, e.hearsay"
)


def read_statements(connection: sqlite3.Connection, claim: str, document: int | None = None) -> list[Statement]:
    """The statement of each piece of evidence of a claim (an id), or of those in one document (a key), in any order."""
    query = f"SELECT {_STATEMENT} FROM evidence e JOIN documents d ON d.key = e.document WHERE "  # noqa: S608 - own names
    if document is None:
        rows = connection.execute(f"{query} e.claim = ?", (claim,))
    else:  # the plus keeps SQLite from going through all evidence of the claim
        rows = connection.execute(f"{query} +e.claim = ? AND e.document = ?", (claim, document))
    return [make_statement(row) for row in rows]


_TOLD = (
    f"SELECT c.id, {_STATEMENT} FROM claims c JOIN evidence e ON e.claim = c.id "  # noqa: S608 - own names
    "JOIN documents d ON d.key = e.document WHERE "
)


def weigh_selected(connection: sqlite3.Connection, where: Sequence[Selection]) -> Iterator[tuple[str, ClaimStatus]]:
    """The status of selected claims on their selected evidence, by id; the selection of actors does not matter.

    Claims whose evidence all states a fact in the text's own words are left out: they are asserted.
    """
    asked, values = condition([replace(selection, actors=()) for selection in where])
    rows = connection.execute(
        f"{_TOLD} {asked} AND c.id IN (SELECT claim FROM evidence "  # noqa: S608 - values are bound
        "WHERE polarity <> 'affirmed' OR status <> 'actual' OR hearsay OR speaker_code <> subject_code "
        "OR confidence < ?) ORDER BY c.id",
        [*values, FLOOR],
    )
    for claim, group in groupby(rows, itemgetter(0)):
        yield claim, status([make_statement(row[1:]) for row in group])


def weigh_one(connection: sqlite3.Connection, where: Sequence[Selection], key: str) -> ClaimStatus | None:
    """The status of one claim (an id) on its selected evidence, as above; None if none is selected."""
    asked, values = condition([replace(selection, actors=()) for selection in where])
    told = [make_statement(row[1:]) for row in connection.execute(f"{_TOLD} {asked} AND c.id = ?", [*values, key])]
    return status(told) if told else None


class Event(NamedTuple):
    """One piece of evidence as a flat record, with only what queries on who does what to whom and when need."""

    claim: str
    evidence: str
    subject: str
    """Actor id; ``subject_code`` is the state or body acted for."""
    subject_code: str
    relation: str
    group: str
    intensity: float
    symmetric: bool
    object: str
    object_code: str
    status: str
    """The status of the claim on the selected evidence."""
    polarity: str
    how: str
    """actual, planned or hypothetical, according to this evidence."""
    speaker: str | None
    """The code of the speaker."""
    date: str | None
    """Of the event, else of publication, as precise as known."""
    confidence: float
    document: str
    origin: str
    quote: str
    hearsay: bool
    """Whether an unnamed source says so."""
    reported: bool = False
    """Whether ``date`` is that of publication, because the text gives none for the event."""
    told: int | None = None
    """The offset in the sentence by which both actors and the cue have occurred; None unless all do."""
    office: str | None = None
    """The code of the office by which the subject leads the object, if known."""
    start: int = 0
    """The offset of the sentence in the document."""

    @property
    def standing(self) -> bool:
        """Whether its relation holds over a period rather than happening at one time."""
        return self.group in standing_groups()


def read_events(
    connection: sqlite3.Connection, where: Sequence[Selection], weighed: Mapping[str, str] | None = None
) -> Iterator[Event]:
    """The selected evidence, earliest first, undated evidence last.

    ``weighed`` overrides the stored status of claims, by id; claims left out of it are asserted.
    """
    asked, values = condition(where)
    rows = connection.execute(
        'SELECT c.id, e.id, e.subject, e.subject_code, c.relation, r."group", r.intensity, r.symmetric, e.object, '  # noqa: S608 - values are bound
        "e.object_code, c.status, e.polarity, e.status, e.speaker_code, coalesce(e.date, d.published), e.confidence, "
        "d.id, d.origin, s.text, e.hearsay, e.date IS NULL AND d.published IS NOT NULL, "
        "iif(min(e.subject_start, e.object_start, e.cue_start) >= e.start AND "
        "max(e.subject_stop, e.object_stop, e.cue_stop) <= e.stop, "
        "max(e.subject_stop, e.object_stop, e.cue_stop) - e.start, NULL), e.office, e.start "
        "FROM claims c JOIN evidence e ON e.claim = c.id "
        "JOIN documents d ON d.key = e.document "
        "JOIN sentences s ON s.document = e.document AND s.start = e.start AND s.stop = e.stop "
        f"JOIN relations r ON r.name = c.relation WHERE {asked} "
        "ORDER BY coalesce(e.date, d.published, '9999'), d.id, e.cue_start, e.id",
        values,
    )
    for row in map(plain_event, rows):
        status = row[10] if weighed is None else weighed.get(row[0], ClaimStatus.ASSERTED)
        yield Event._make((*row[:7], bool(row[7]), *row[8:10], status, *row[11:-5], *map(bool, row[-5:-3]), *row[-3:]))
