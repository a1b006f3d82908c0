"""Read records written by ``graphkit.formats``, as JSON lines or tables, back into documents and claims."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple

from graphkit.errors import InputError, UnknownName
from graphkit.formats import columns
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
from graphkit.ontology import find_relation
from graphkit.store import constraints


class Entry(NamedTuple):
    """A document with its claims and the other data from an export."""

    document: Document
    claims: list[Claim]
    origin: str | None = None
    """The id of the document that it copies."""
    build: Build | None = None
    """The build that read it."""


Entries = Iterator[Entry | InputError]
"""Documents with their claims, and an error for each line left out."""

_NUMBER = re.compile(r"[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?")


def documents(
    rows: Iterable[tuple[str, Callable[[], Mapping[str, Any]]]],
    relations: Mapping[str, RelationType],
    ends: Mapping[str, str] | None = None,
) -> Entries:
    """The documents and claims in records, each given with its position; an invalid record is yielded as an error.

    ``ends`` maps the position of a document's last record to the document, which is yielded then; others at the end.
    """
    ends = ends or {}
    documents: dict[str, Document] = {}
    claims: dict[str, list[Claim]] = {}
    for place, row in rows:
        try:
            document, claim = _recorded(row(), relations)
        except KeyError as error:
            yield InputError(f"{place}: has no {error}", _RECORD)
        except (InputError, UnknownName) as error:
            yield InputError(f"{place}: {error.culprit}", error.remedy)
        except (TypeError, ValueError) as error:
            yield InputError(f"{place}: is not a claim record ({error})", _RECORD)
        else:
            documents.setdefault(document.id, document)
            claims.setdefault(document.id, []).append(claim)
        if (key := ends.get(place)) in documents:
            yield Entry(documents.pop(key), claims.pop(key))
    for key in sorted(documents):
        yield Entry(documents[key], claims[key])


_RECORD = "give what graphkit claims or export writes"


def from_json(line: str) -> Mapping[str, Any]:
    """The record in a line of JSON; raises InputError if there is none."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = f" ({error.msg} at character {error.pos + 1})" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(f"is not JSON{reason}", _RECORD) from None
    return from_value(row)


def from_value(row: object) -> Mapping[str, Any]:
    """The record in a JSON value; raises InputError if it is none."""
    if not isinstance(row, dict):
        raise InputError("is not a JSON object", _RECORD)
    return row


def _recorded(row: Mapping[str, Any], relations: Mapping[str, RelationType]) -> tuple[Document, Claim]:
    key, source, cue = _string(row, "document"), _object(row, "source"), _object(row, "cue")
    issued, when = _optional(source, "published"), _optional(row, "date")
    document = Document(
        key, "", _optional(source, "title"), _optional(source, "url"), PartialDate.parse(issued) if issued else None
    )
    subject, obj = (_party(_object(row, role)) for role in ("subject", "object"))
    evidence = Evidence(
        key,
        Span(_place(row, "start"), _place(row, "end"), _string(row, "quote")),
        subject,
        obj,
        Span(_place(cue, "start"), _place(cue, "end"), _string(cue, "text")),
        Polarity(row["polarity"]),
        Status(row["status"]),
        _party(_object(row, "speaker")) if row["speaker"] else None,
        PartialDate.parse(when) if when else None,
        _typed(row, "confidence", "a number", int, float),
        _string(row, "extractor"),
        "hearsay" in row and _typed(row, "hearsay", "true or false", bool),
        _tenure(row),
    )
    claim = Claim(subject.actor, find_relation(relations, _string(row, "relation")), obj.actor, (evidence,))
    for fault in chain(constraints.of_document(document), constraints.of_claim(claim)):
        raise fault
    return document, claim


def _tenure(row: Mapping[str, Any]) -> Tenure | None:
    office, start, end = (
        _optional(row, key) if key in row else None for key in ("office", "office_from", "office_until")
    )
    return tenure(office, start, end)


def tenure(office: str | None, start: str | None, end: str | None) -> Tenure | None:
    """The tenure from three texts; InputError for dates without an office, ValueError for an invalid date."""
    if office:
        return Tenure(office, PartialDate.parse(start) if start else None, PartialDate.parse(end) if end else None)
    if start or end:
        raise InputError(
            f"from {start or '…'} until {end or '…'} no office is held", "name it by its code, or leave it out"
        )
    return None


def _party(row: Mapping[str, Any]) -> Mention:
    notations = _object(row, "notations")
    actor = Actor(
        _string(row, "id"),
        _string(row, "name"),
        Kind(row["kind"]),
        _string(row, "affiliation"),
        _optional(row, "wikidata"),
        tuple((scheme, _string(notations, scheme)) for scheme in sorted(notations)),
    )
    place = _place(row, "start"), _place(row, "end")
    return Mention(*place, _string(row, "text"), actor, _string(row, "code"), _string(row, "rule"))


def _typed(row: Mapping[str, Any], key: str, what: str, *kinds: type) -> Any:  # noqa: ANN401 - one of the kinds
    value = row[key]
    if type(value) not in kinds:
        raise InputError(f"{key} is {value!r:.40}, not {what}", _RECORD)
    return value


def _string(row: Mapping[str, Any], key: str) -> str:
    return str(_typed(row, key, "a text", str))


def _optional(row: Mapping[str, Any], key: str) -> str | None:
    return None if row[key] is None else _string(row, key)


def _place(row: Mapping[str, Any], key: str) -> int:
    return int(_typed(row, key, "a whole number", int))


def _object(row: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _typed(row, key, "an object", dict)
    return found


def from_cells(cells: Mapping[str, str]) -> Mapping[str, Any]:
    """The record in the cells of a graphkit table, by column; raises KeyError or InputError if there is none.

    The apostrophe before cells named in the column ``guarded`` is removed.
    """
    guarded = cells.get("guarded", "").split()
    cells = {**cells, **{name: cells[name].removeprefix("'") for name in guarded}}

    return nested({column.name: _value(column, cells) for column in columns.RECORD if not column.derived})


def _value(column: columns.Column, cells: Mapping[str, str]) -> str | int | float | None:
    cell = cells.get(column.name, "") if column.later else cells[column.name]
    if column.of_speaker and not cells["speaker_id"]:
        return None
    match column.type:
        case "int32":
            return _digits(cell)
        case "double":
            return confidence(cell)
        case "bool":
            return cell == "true"
    return (cell or None) if column.nullable else cell


def nested(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record in a table row, by column; raises KeyError or InputError if there is none."""
    record: dict[str, Any] = {"cue": {}, "source": {}, **{party: {} for party in columns.PARTIES}}
    for column in columns.RECORD:
        if not column.derived:
            *outer, key = column.path
            part = record[outer[0]] if outer else record
            part[key] = row.get(column.name) if column.later else row[column.name]
    for party in columns.PARTIES:
        record[party]["notations"] = from_json(record[party]["notations"] or "{}")
    if record["speaker"]["id"] is None:
        record["speaker"] = None
    return record


def _digits(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", text):
        raise InputError(f"{text[:40]!r} is not a position in a text", "count characters from 0")
    return int(text)


def confidence(value: str) -> float:
    """Parse a number from 0 to 1; raises InputError for anything else."""
    number = float(value) if _NUMBER.fullmatch(value) else -1
    if not 0 <= number <= 1:
        raise InputError(f"{value[:40]!r} is not a confidence", "write a number from 0 to 1")
    return number
