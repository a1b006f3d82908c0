"""Write to the store: add and remove documents with their evidence, and weigh their claims again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable

from graphkit.model import Actor, Build, Claim, Document, Evidence, Mention, RelationType, evidence_id
from graphkit.model.status import Assessment, ClaimStatus, raised, weigh_statements
from graphkit.model.tenure import Tenure
from graphkit.ontology import standing_groups
from graphkit.store.reading import read_statements
from graphkit.store.rows import COLUMNS, MENTION


def content_hash(document: Document) -> str:
    """Thirty-two hex digits that change whenever any part of a document changes."""
    parts = (document.text, document.title, document.url, document.published, document.language, document.body_start)
    return hashlib.sha256("\x1f".join(map(repr, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def enter_build(connection: sqlite3.Connection, build: Build) -> int:
    """Write a build's row unless it exists; return its key."""
    row = (build.program, build.model, build.ontology, build.seeds)
    connection.execute("INSERT OR IGNORE INTO builds (program, model, ontology, seeds) VALUES (?, ?, ?, ?)", row)
    (key,) = connection.execute(
        "SELECT key FROM builds WHERE (program, model, ontology, seeds) = (?, ?, ?, ?)", row
    ).fetchone()
    return int(key)


def enter_document(connection: sqlite3.Connection, document: Document, build: int) -> int:
    """Write a document's row, replacing an older one with the same id; return its key."""
    (key,) = connection.execute(
        "INSERT INTO documents (id, origin, sketch, hash, build, title, url, published, language, body_start, text) "
        "VALUES (?1, ?1, x'', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) DO UPDATE SET "
        "(hash, build, title, url, published, language, body_start, text) = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
        "RETURNING key",
        (
            document.id,
            content_hash(document),
            build,
            document.title,
            document.url,
            str(document.published) if document.published else None,
            document.language,
            document.body_start,
            document.text,
        ),
    ).fetchone()
    return int(key)


def take_back(connection: sqlite3.Connection, document: int) -> set[str]:
    """Delete the evidence in a document (a key); return the ids of the claims that lose some."""
    claims = claims_of(connection, [document])
    connection.execute("DELETE FROM evidence WHERE document = ?", (document,))
    connection.execute("DELETE FROM sentences WHERE document = ?", (document,))
    return claims


def claims_of(connection: sqlite3.Connection, documents: Iterable[int]) -> set[str]:
    """The ids of the claims with evidence in any of those documents (keys)."""
    rows = (
        connection.execute("SELECT DISTINCT claim FROM evidence WHERE document = ?", (document,))
        for document in documents
    )
    return {claim for found in rows for (claim,) in found}


def weigh_claims(connection: sqlite3.Connection, claims: Iterable[str]) -> None:
    """Weigh claims (ids) on their current evidence; delete claims without any."""
    groups = dict(connection.execute('SELECT name, "group" FROM relations'))
    for claim in sorted(claims):
        statements = read_statements(connection, claim)
        if not statements:
            connection.execute("DELETE FROM claims WHERE id = ?", (claim,))
            continue
        (relation,) = connection.execute("SELECT relation FROM claims WHERE id = ?", (claim,)).fetchone()
        found = weigh_statements(statements, standing=groups[relation] in standing_groups())
        connection.execute(_WEIGH, (*_assessment_row(found), claim))


def weigh_more(connection: sqlite3.Connection, claims: Iterable[str], document: int) -> None:
    """Weigh claims (ids) that have gained only the evidence in a document (a key).

    The weight of a claim that nobody denies follows from its stored one, so that the time does not grow with the
    evidence of what everybody reports.
    """
    rest = set[str]()
    for claim in sorted(claims):
        before, *weight = connection.execute(_WEIGHT, (claim,)).fetchone()
        statements = read_statements(connection, claim, document)
        after = raised(ClaimStatus(before), statements) if before else None
        if after is None:
            rest.add(claim)
            continue
        confidence, evidence, documents, origins, first, last = weight
        _, surest, _, _, _, begin, end = _assessment_row(weigh_statements(statements, standing=False))
        (known,) = connection.execute(_KNOWN_ORIGIN, (claim, document, document)).fetchone()
        summed = (
            after.value,
            max(confidence, surest),
            evidence + len(statements),
            documents + 1,
            origins + (not known),
            min(filter(None, (first, begin)), default=None),
            max(filter(None, (last, end)), default=None),
        )
        connection.execute(_WEIGH, (*summed, claim))
    weigh_claims(connection, rest)


_WEIGHED = "status, confidence, evidence, documents, origins, first_seen, last_seen"
_WEIGHT = f"SELECT {_WEIGHED} FROM claims WHERE id = ?"  # noqa: S608 - own names
_WEIGH = f"UPDATE claims SET ({_WEIGHED}) = (?, ?, ?, ?, ?, ?, ?) WHERE id = ?"  # noqa: S608 - own names
_KNOWN_ORIGIN = (
    "SELECT EXISTS (SELECT 1 FROM documents d JOIN evidence e ON e.document = d.key AND +e.claim = ? "
    "WHERE d.origin = (SELECT origin FROM documents WHERE key = ?) AND d.key != ?)"
)
"""Whether the origin of a document states a claim in another document."""


def _assessment_row(assessment: Assessment) -> tuple[str | int | float | None, ...]:
    return (
        assessment.status.value,
        assessment.confidence,
        assessment.evidence,
        assessment.documents,
        assessment.origins,
        assessment.first_seen.isoformat() if assessment.first_seen else None,
        assessment.last_seen.isoformat() if assessment.last_seen else None,
    )


def write_claims(connection: sqlite3.Connection, document: int, claims: Iterable[Claim]) -> set[str]:
    """Add claims whose evidence is all in that document (a key); return their ids. They are not weighed yet."""
    claims = list(claims)
    for relation in {claim.relation.name: claim.relation for claim in claims}.values():
        _write_relation(connection, relation)
    ids = set()
    for claim in claims:
        key = claim.id
        ids.add(key)
        speakers = [e.speaker.actor for e in claim.evidence if e.speaker]
        mentioned = [mention.actor for e in claim.evidence for mention in (e.subject, e.object)]
        for actor in {actor.id: actor for actor in (*speakers, *mentioned, claim.subject, claim.object)}.values():
            _write_actor(connection, actor)
        subject, obj = claim.subject.id, claim.object.id
        if claim.relation.symmetric and obj < subject:
            subject, obj = obj, subject
        connection.execute(
            "INSERT INTO claims VALUES (?, ?, ?, ?, '', 0, 0, 0, 0, NULL, NULL) ON CONFLICT (id) DO NOTHING",
            (key, subject, claim.relation.name, obj),
        )
        for evidence in claim.evidence:
            connection.execute(
                "INSERT INTO sentences (document, start, stop, text) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (document, start, stop) DO NOTHING",
                (document, evidence.quote.start, evidence.quote.end, evidence.quote.text),
            )
            connection.execute(_INSERT, (evidence_id(key, evidence), key, document, *_evidence_row(evidence)))
    return ids


_INSERT = (
    f"INSERT INTO evidence (id, claim, document, {', '.join(COLUMNS)}) "  # noqa: S608 - own names
    f"VALUES ({', '.join('?' * (3 + len(COLUMNS)))}) ON CONFLICT (id) DO NOTHING"
)


def _evidence_row(evidence: Evidence) -> tuple[str | int | float | None, ...]:
    speaker = _mention_row(evidence.speaker) if evidence.speaker else (None,) * len(MENTION)
    return (
        evidence.quote.start,
        evidence.quote.end,
        evidence.cue.text,
        evidence.cue.start,
        evidence.cue.end,
        *_mention_row(evidence.subject),
        *_mention_row(evidence.object),
        *speaker,
        evidence.polarity.value,
        evidence.status.value,
        str(evidence.date) if evidence.date else None,
        evidence.confidence,
        evidence.extractor,
        evidence.hearsay,
        *_tenure_row(evidence.tenure),
    )


def _tenure_row(tenure: Tenure | None) -> tuple[str | None, ...]:
    if tenure is None:
        return None, None, None
    return tenure.office, *(str(day) if day else None for day in (tenure.start, tenure.end))


def _mention_row(mention: Mention) -> tuple[str | int, ...]:
    return mention.actor.id, mention.code, mention.rule, mention.text, mention.start, mention.end


def _write_actor(connection: sqlite3.Connection, actor: Actor) -> None:
    notations = json.dumps(actor.notations, ensure_ascii=False)
    connection.execute(
        "INSERT INTO actors VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
        "kind = excluded.kind, code = excluded.code, wikidata = excluded.wikidata, notations = excluded.notations "
        "WHERE (name, kind, code, wikidata, notations) IS NOT "
        "(excluded.name, excluded.kind, excluded.code, excluded.wikidata, excluded.notations)",
        (actor.id, actor.name, actor.kind.value, actor.code, actor.wikidata, notations),
    )


def _write_relation(connection: sqlite3.Connection, relation: RelationType) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO relations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            relation.name,
            relation.iri,
            relation.label,
            relation.definition,
            relation.group,
            relation.intensity,
            relation.symmetric,
            relation.inverse,
            " ".join(relation.domain),
            " ".join(relation.range),
        ),
    )
