"""Claims as tables and JSON: one record a piece of evidence."""

from __future__ import annotations

import csv as csv_format
import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypedDict

from graphkit.graph import KnowledgeGraph
from graphkit.model import Claim, Evidence, Mention

if TYPE_CHECKING:
    from graphkit.export import Choices


class Party(TypedDict):
    """A subject or object as the evidence mentions it; ``code`` is that of whom it acts for there."""

    id: str
    code: str
    name: str
    kind: str
    text: str
    start: int
    end: int


class Speaker(TypedDict):
    """Whom the text attributes the content to."""

    id: str
    code: str
    name: str


class Record(TypedDict):
    """One place that states a claim; ``start`` and ``end`` index the document's text and give ``quote``."""

    document: str
    subject: Party
    object: Party
    relation: str
    group: str
    polarity: str
    status: str
    speaker: Speaker | None
    date: str | None
    confidence: float
    quote: str
    start: int
    end: int
    extractor: str


def records(claim: Claim) -> Iterator[Record]:
    """A record for each piece of evidence of a claim, in reading order."""
    for evidence in claim.evidence:
        yield _record(claim, evidence)


def _record(claim: Claim, evidence: Evidence) -> Record:
    speaker = evidence.speaker
    return {
        "document": evidence.document,
        "subject": _party(evidence.subject),
        "object": _party(evidence.object),
        "relation": claim.relation.name,
        "group": claim.relation.group,
        "polarity": evidence.polarity.value,
        "status": evidence.status.value,
        "speaker": {"id": speaker.actor.id, "code": speaker.code, "name": speaker.actor.name} if speaker else None,
        "date": evidence.date.value if evidence.date else None,
        "confidence": evidence.confidence,
        "quote": evidence.quote.text,
        "start": evidence.quote.start,
        "end": evidence.quote.end,
        "extractor": evidence.extractor,
    }


def _party(mention: Mention) -> Party:
    actor = mention.actor
    return {
        "id": actor.id,
        "code": mention.code,
        "name": actor.name,
        "kind": actor.kind.value,
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
    }


def jsonl(graph: KnowledgeGraph, choices: Choices) -> Iterator[str]:
    """One JSON object a line."""
    del choices
    for claim in graph:
        for record in records(claim):
            yield json.dumps(record, ensure_ascii=False) + "\n"


def json_list(graph: KnowledgeGraph, choices: Choices) -> Iterator[str]:
    """One JSON array."""
    del choices
    head = "["
    for claim in graph:
        for record in records(claim):
            yield f"{head}\n{json.dumps(record, ensure_ascii=False)}"
            head = ","
    yield "[]\n" if head == "[" else "\n]\n"


_COLUMNS = (
    "document subject_id subject_code subject_name subject_kind relation group object_id object_code object_name "
    "object_kind polarity status speaker_id speaker_code speaker_name date confidence quote start end extractor"
).split()


def csv(graph: KnowledgeGraph, choices: Choices) -> Iterator[str]:
    """Comma-separated values with a header, quoted where need be (RFC 4180, but with bare line feeds)."""
    del choices
    return _rows(graph, ",")


def tsv(graph: KnowledgeGraph, choices: Choices) -> Iterator[str]:
    """Tab-separated values with a header, quoted where need be."""
    del choices
    return _rows(graph, "\t")


def _rows(graph: KnowledgeGraph, delimiter: str) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv_format.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for claim in graph:
        for record in records(claim):
            writer.writerow(_row(record))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _row(record: Record) -> list[str | int | float | None]:
    subject, obj, speaker = record["subject"], record["object"], record["speaker"]
    return [
        record["document"],
        *(subject["id"], subject["code"], subject["name"], subject["kind"]),
        record["relation"],
        record["group"],
        *(obj["id"], obj["code"], obj["name"], obj["kind"]),
        record["polarity"],
        record["status"],
        *((speaker["id"], speaker["code"], speaker["name"]) if speaker else (None, None, None)),
        record["date"],
        record["confidence"],
        record["quote"],
        record["start"],
        record["end"],
        record["extractor"],
    ]
