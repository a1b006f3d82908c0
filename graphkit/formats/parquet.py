"""Claims and their evidence as Parquet of a fixed Arrow schema, and evidence back (extra ``parquet``)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import StoreError
from graphkit.formats.record_reader import from_json
from graphkit.model import Claim, Evidence, Mention, PartialDate, evidence_id
from graphkit.store.view import View

if TYPE_CHECKING:
    import pyarrow as pa

    from graphkit.formats import Choices

CLAIMS, EVIDENCE = "claims.parquet", "evidence.parquet"
"""The files of an export; the second alone tells all."""
ROWS = 50_000
"""Rows of a group, which are in memory at a time."""

_CLAIMS = (
    "claim:string subject:string subject_name:string relation:string object:string object_name:string group:string "
    "intensity:double status:string confidence:double evidence:int32 documents:int32 origins:int32 "
    "first_seen:date32? last_seen:date32?"
)
_MENTION = (
    "{0}:string{1} {0}_code:string{1} {0}_name:string{1} {0}_kind:string{1} {0}_text:string{1} "
    "{0}_start:int32{1} {0}_end:int32{1} {0}_rule:string{1} {0}_affiliation:string{1} {0}_wikidata:string? "
    "{0}_notations:string?"
)
_EVIDENCE = " ".join(
    [
        "evidence:string claim:string document:string relation:string group:string",
        *(_MENTION.format(role, "?" if role == "speaker" else "") for role in ("subject", "object", "speaker")),
        "polarity:string status:string hearsay:bool date:string? date_first:date32? date_last:date32?",
        "confidence:double extractor:string quote:string quote_start:int32 quote_end:int32",
        "cue:string cue_start:int32 cue_end:int32",
        "title:string? url:string? published:string? published_first:date32? published_last:date32?",
    ]
)


def write(graph: View, choices: Choices, folder: Path) -> None:
    """Write ``claims.parquet`` and ``evidence.parquet`` into a folder."""
    del choices
    _file(folder / CLAIMS, _CLAIMS, (_claim(graph, claim) for claim in graph))
    places = ((claim, evidence) for claim in graph for evidence in claim.evidence)
    _file(folder / EVIDENCE, _EVIDENCE, (_evidence(graph, claim, evidence) for claim, evidence in places))


def schema(columns: str) -> pa.Schema:
    """The Arrow schema that columns describe, each as name and type, with a question mark where null may stand."""
    try:
        import pyarrow as pa
    except ImportError as error:
        raise StoreError("this needs pyarrow", "pip install 'newsgraphkit[parquet]'") from error

    types = {
        "string": pa.string(),
        "double": pa.float64(),
        "int32": pa.int32(),
        "date32": pa.date32(),
        "bool": pa.bool_(),
    }
    parts = (column.partition(":") for column in columns.split())
    return pa.schema([pa.field(name, types[kind.rstrip("?")], nullable=kind[-1] == "?") for name, _, kind in parts])


def _file(path: Path, columns: str, rows: Iterable[dict[str, Any]]) -> None:
    found = schema(columns)
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = iter(rows)
    with pq.ParquetWriter(path, found, compression="zstd") as writer:
        for batch in _batches(rows):
            writer.write_table(pa.Table.from_pylist(batch, schema=found), row_group_size=ROWS)


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, ROWS)):
        yield batch


def _claim(graph: View, claim: Claim) -> dict[str, Any]:
    standing = graph.weigh(claim)
    return {
        "claim": claim.id,
        "subject": claim.subject.id,
        "subject_name": claim.subject.name,
        "relation": claim.relation.name,
        "object": claim.object.id,
        "object_name": claim.object.name,
        "group": claim.relation.group,
        "intensity": claim.relation.intensity,
        "status": str(standing.status),
        "confidence": standing.confidence,
        "evidence": standing.evidence,
        "documents": standing.documents,
        "origins": standing.origins,
        "first_seen": standing.first_seen,
        "last_seen": standing.last_seen,
    }


def _evidence(graph: View, claim: Claim, evidence: Evidence) -> dict[str, Any]:
    document = graph.document(evidence.document)
    return {
        "evidence": evidence_id(claim.id, evidence),
        "claim": claim.id,
        "document": evidence.document,
        "relation": claim.relation.name,
        "group": claim.relation.group,
        **_mention("subject", evidence.subject),
        **_mention("object", evidence.object),
        **(_mention("speaker", evidence.speaker) if evidence.speaker else {}),
        "polarity": str(evidence.polarity),
        "status": str(evidence.status),
        "hearsay": evidence.hearsay,
        **_days("date", evidence.date),
        "confidence": evidence.confidence,
        "extractor": evidence.extractor,
        "quote": evidence.quote.text,
        "quote_start": evidence.quote.start,
        "quote_end": evidence.quote.end,
        "cue": evidence.cue.text,
        "cue_start": evidence.cue.start,
        "cue_end": evidence.cue.end,
        "title": document.title if document else None,
        "url": document.url if document else None,
        **_days("published", document.published if document else None),
    }


def _days(name: str, when: PartialDate | None) -> dict[str, Any]:
    """A date as it is known, and the first and the last day that it may mean."""
    return {
        name: str(when) if when else None,
        f"{name}_first": when.first if when else None,
        f"{name}_last": when.last if when else None,
    }


def _mention(role: str, mention: Mention) -> dict[str, Any]:
    return {
        role: mention.actor.id,
        f"{role}_code": mention.code,
        f"{role}_name": mention.actor.name,
        f"{role}_kind": str(mention.actor.kind),
        f"{role}_text": mention.text,
        f"{role}_start": mention.start,
        f"{role}_end": mention.end,
        f"{role}_rule": mention.rule,
        f"{role}_affiliation": mention.actor.code,
        f"{role}_wikidata": mention.actor.wikidata,
        f"{role}_notations": json.dumps(dict(mention.actor.notations)) if mention.actor.notations else None,
    }


def is_evidence(found: pa.Schema) -> bool:
    """Whether a file has the columns of ``evidence.parquet``."""
    return bool(found.equals(schema(_EVIDENCE)))


def is_claims(found: pa.Schema) -> bool:
    """Whether a file has the columns of ``claims.parquet``, from which the claims cannot be made again."""
    return bool(found.equals(schema(_CLAIMS)))


def record(row: Mapping[str, Any]) -> dict[str, Any]:
    """The record, as of JSON, that a row of ``evidence.parquet`` says."""
    names = ("document", "relation", "polarity", "status", "hearsay", "date", "confidence", "quote", "extractor")
    return {
        **{name: row[name] for name in names},
        **{role: _party(role, row) for role in ("subject", "object")},
        "speaker": _party("speaker", row) if row["speaker"] is not None else None,
        "start": row["quote_start"],
        "end": row["quote_end"],
        "cue": {"text": row["cue"], "start": row["cue_start"], "end": row["cue_end"]},
        "source": {name: row[name] for name in ("title", "url", "published")},
    }


def _party(role: str, row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("code", "name", "kind", "text", "start", "end", "rule", "affiliation", "wikidata")
    notations = from_json(row[f"{role}_notations"] or "{}")
    return {"id": row[role], **{name: row[f"{role}_{name}"] for name in names}, "notations": notations}
