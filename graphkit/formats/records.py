"""Claims as tables and JSON: one record a piece of evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypedDict

from graphkit.formats import cells
from graphkit.model import Claim, Evidence, Mention
from graphkit.store.view import View

if TYPE_CHECKING:
    from graphkit.formats import Choices


class Place(TypedDict):
    """A part of the document's text."""

    text: str
    start: int
    end: int


class Party(Place):
    """A subject, object or speaker as the evidence mentions it; ``code`` is that of whom it acts for there."""

    id: str
    code: str
    name: str
    kind: str
    affiliation: str
    """The code that the actor has by itself: for a person, of the latest state or body acted for."""
    wikidata: str | None
    notations: dict[str, str]
    rule: str


class Source(TypedDict):
    """The document of a piece of evidence."""

    title: str | None
    url: str | None
    published: str | None


class Record(TypedDict):
    """One place that states a claim; ``start`` and ``end`` index the document's text and give ``quote``."""

    document: str
    subject: Party
    object: Party
    relation: str
    group: str
    polarity: str
    status: str
    speaker: Party | None
    hearsay: bool
    """Whether a source says so that the text does not name."""
    date: str | None
    confidence: float
    quote: str
    start: int
    end: int
    extractor: str
    claim: str
    cue: Place
    source: Source


def records(claim: Claim, graph: View) -> Iterator[Record]:
    """A record for each piece of evidence of a claim of a graph, in reading order."""
    for evidence in claim.evidence:
        yield record(claim, evidence, graph)


def record(claim: Claim, evidence: Evidence, graph: View) -> Record:
    """All that is known of one piece of evidence: from such records the claims can be made again."""
    document = graph.document(evidence.document)
    published = str(document.published) if document and document.published else None
    return {
        "document": evidence.document,
        "subject": _party(evidence.subject),
        "object": _party(evidence.object),
        "relation": claim.relation.name,
        "group": claim.relation.group,
        "polarity": evidence.polarity.value,
        "status": evidence.status.value,
        "speaker": _party(evidence.speaker) if evidence.speaker else None,
        "hearsay": evidence.hearsay,
        "date": str(evidence.date) if evidence.date else None,
        "confidence": evidence.confidence,
        "quote": evidence.quote.text,
        "start": evidence.quote.start,
        "end": evidence.quote.end,
        "extractor": evidence.extractor,
        "claim": claim.id,
        "cue": {"text": evidence.cue.text, "start": evidence.cue.start, "end": evidence.cue.end},
        "source": {
            "title": document.title if document else None,
            "url": document.url if document else None,
            "published": published,
        },
    }


def _party(mention: Mention) -> Party:
    actor = mention.actor
    return {
        "id": actor.id,
        "code": mention.code,
        "name": actor.name,
        "kind": actor.kind.value,
        "affiliation": actor.code,
        "wikidata": actor.wikidata,
        "notations": dict(actor.notations),
        "rule": mention.rule,
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
    }


def jsonl(graph: View, choices: Choices) -> Iterator[str]:
    """One JSON object a line."""
    del choices
    for claim in graph:
        for row in records(claim, graph):
            yield json.dumps(row, ensure_ascii=False) + "\n"


def json_list(graph: View, choices: Choices) -> Iterator[str]:
    """One JSON array."""
    del choices
    head = "["
    for claim in graph:
        for row in records(claim, graph):
            yield f"{head}\n{json.dumps(row, ensure_ascii=False)}"
            head = ","
    yield "[]\n" if head == "[" else "\n]\n"


_COLUMNS = (
    "document subject_id subject_code subject_name subject_kind relation group object_id object_code object_name "
    "object_kind polarity status speaker_id speaker_code speaker_name hearsay date confidence quote start end "
    "extractor claim title url published cue cue_start cue_end subject_text subject_start subject_end subject_rule "
    "subject_affiliation subject_wikidata subject_notations object_text object_start object_end object_rule "
    "object_affiliation object_wikidata object_notations speaker_kind speaker_text speaker_start speaker_end "
    "speaker_rule speaker_affiliation speaker_wikidata speaker_notations"
).split()
"""What people look for comes first; the rest makes the table as whole as the records."""


def csv(graph: View, choices: Choices) -> Iterator[str]:
    """Comma-separated values with a header, quoted where need be (RFC 4180, but with bare line feeds)."""
    return _rows(graph, ",", safe=choices.excel_safe)


def tsv(graph: View, choices: Choices) -> Iterator[str]:
    """Tab-separated values with a header, quoted where need be."""
    return _rows(graph, "\t", safe=choices.excel_safe)


def _rows(graph: View, delimiter: str, *, safe: bool) -> Iterator[str]:
    rows = (_row(row) for claim in graph for row in records(claim, graph))
    if safe:
        yield from cells.lines([[*_COLUMNS, "guarded"]], delimiter=delimiter)
        rows = ([*row, _run(row)] for row in rows)
    else:
        yield from cells.lines([_COLUMNS], delimiter=delimiter)
    yield from cells.lines(rows, delimiter=delimiter, safe=safe)


def _run(row: list[cells.Cell]) -> str:
    """The columns of a row that get an apostrophe, by which they are read back as they were."""
    return " ".join(column for column, cell in zip(_COLUMNS, row, strict=True) if cells.is_run(cell))


def _row(record: Record) -> list[cells.Cell]:
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
        str(record["hearsay"]).lower(),
        record["date"],
        record["confidence"],
        record["quote"],
        record["start"],
        record["end"],
        record["extractor"],
        record["claim"],
        *(record["source"]["title"], record["source"]["url"], record["source"]["published"]),
        *(record["cue"]["text"], record["cue"]["start"], record["cue"]["end"]),
        *_rest(subject),
        *_rest(obj),
        *([speaker["kind"], *_rest(speaker)] if speaker else [None] * 8),
    ]


def _rest(party: Party) -> list[str | int | None]:
    notations = json.dumps(party["notations"], ensure_ascii=False) if party["notations"] else None
    return [
        *(party["text"], party["start"], party["end"], party["rule"]),
        *(party["affiliation"], party["wikidata"], notations),
    ]
