"""Claims as tables and JSON: one record per piece of evidence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypedDict, cast

from graphkit.formats import cells, columns
from graphkit.formats.cells import Cell
from graphkit.model import Claim, Evidence, Mention
from graphkit.model.tenure import Tenure
from graphkit.store.view import View

if TYPE_CHECKING:
    from graphkit.formats import Options


class Place(TypedDict):
    """A part of the document's text."""

    text: str
    start: int
    end: int


class Party(Place):
    """A subject, object or speaker as mentioned in the evidence; ``code`` is that of whom it acts for there."""

    id: str
    code: str
    name: str
    kind: str
    affiliation: str
    """The actor's own code: for a person, of the latest state or body acted for."""
    wikidata: str | None
    notations: dict[str, str]
    rule: str


class Citation(TypedDict):
    """The document of a piece of evidence."""

    title: str | None
    url: str | None
    published: str | None


class Office(TypedDict):
    """The office by which the subject leads the object, as a code, and its first and last day as far as known."""

    office: str | None
    office_from: str | None
    office_until: str | None


class Record(Office):
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
    """Whether an unnamed source says so."""
    date: str | None
    confidence: float
    quote: str
    start: int
    end: int
    extractor: str
    claim: str
    cue: Place
    source: Citation


def records(claim: Claim, graph: View) -> Iterator[Record]:
    """One record per piece of evidence of a claim in a graph, in reading order."""
    for evidence in claim.evidence:
        yield record(claim, evidence, graph)


def record(claim: Claim, evidence: Evidence, graph: View) -> Record:
    """Everything about one piece of evidence: claims can be restored from such records."""
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
        **_office(evidence.tenure),
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


def _office(tenure: Tenure | None) -> Office:
    start, end = (tenure.start, tenure.end) if tenure else (None, None)
    return {
        "office": tenure.office if tenure else None,
        "office_from": str(start) if start else None,
        "office_until": str(end) if end else None,
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


def jsonl(graph: View, options: Options) -> Iterator[str]:
    """JSON lines, one object each."""
    del options
    for claim in graph:
        for row in records(claim, graph):
            yield json.dumps(row, ensure_ascii=False) + "\n"


def json_list(graph: View, options: Options) -> Iterator[str]:
    """One JSON array."""
    del options
    head = "["
    for claim in graph:
        for row in records(claim, graph):
            yield f"{head}\n{json.dumps(row, ensure_ascii=False)}"
            head = ","
    yield "[]\n" if head == "[" else "\n]\n"


def flat(record: Record) -> dict[str, Cell]:
    """A record as a table row, by column."""
    return {column.name: _cell(record, column.path) for column in columns.RECORD}


def _cell(record: Record, path: tuple[str, ...]) -> Cell:
    value: Any = record
    for key in path:
        value = None if value is None else value[key]
    if path[-1] == "notations":
        return json.dumps(value, ensure_ascii=False) if value else None
    return cast("Cell", value)


def csv(graph: View, options: Options) -> Iterator[str]:
    """Comma-separated values with a header, quoted where necessary (RFC 4180, but with bare line feeds)."""
    return _rows(graph, ",", safe=options.excel_safe)


def tsv(graph: View, options: Options) -> Iterator[str]:
    """Tab-separated values with a header, quoted where necessary."""
    return _rows(graph, "\t", safe=options.excel_safe)


def _rows(graph: View, delimiter: str, *, safe: bool) -> Iterator[str]:
    head = [column.name for column in columns.RECORD]
    rows = (_row(row) for claim in graph for row in records(claim, graph))
    if safe:
        yield from cells.lines([[*head, "guarded"]], delimiter=delimiter)
        rows = ([*row, _run(head, row)] for row in rows)
    else:
        yield from cells.lines([head], delimiter=delimiter)
    yield from cells.lines(rows, delimiter=delimiter, safe=safe)


def _run(head: list[str], row: list[Cell]) -> str:
    """The columns of a row that get an apostrophe, needed to restore them."""
    return " ".join(column for column, cell in zip(head, row, strict=True) if cells.is_run(cell))


def _row(record: Record) -> list[Cell]:
    return [str(cell).lower() if isinstance(cell, bool) else cell for cell in flat(record).values()]
