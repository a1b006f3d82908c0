"""Import claims: graphkit's own RDF, JSON lines, tables and Parquet, and plain triples from elsewhere.

A file of plain triples becomes a document in which each line is evidence for the claim it states.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from graphkit.errors import InputError, UnknownName
from graphkit.formats import csvrows, eventdata, parquet, rdf_reader, record_reader, triple_reader
from graphkit.formats.triple_reader import Statements
from graphkit.model import (
    Actor,
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
from graphkit.ontology import find_relation, load_relations
from graphkit.store import constraints
from graphkit.store.graph import Graph

Resolve = Callable[[str], Actor | None]
"""Returns the actor for an identifier, code or name, or None."""

_STATE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import."""

    documents: int
    claims: int
    evidence: int
    errors: tuple[InputError, ...]
    """Lines that were left out, and why."""


def import_file(
    graph: Graph,
    path: Path,
    *,
    relations: Mapping[str, RelationType] | None = None,
    resolve: Resolve | None = None,
) -> Imported:
    """Add the claims in a file, or a folder of Parquet, to a graph; existing documents are replaced.

    Tables and Parquet written by graphkit are restored; GDELT 2 and POLECAT tables are recognised by their columns. Any
    other table needs the columns subject, relation and object and may have date, polarity, status, hearsay and
    confidence. Actors of plain triples are found by ``resolve``; without it only ISO codes of states are known. Raises
    InputError if the file cannot be read at all.
    """
    documents = evidence = 0
    claims: set[str] = set()  # a claim made by several documents counts once
    errors = []
    for found in read(path, relations=relations, resolve=resolve):
        if isinstance(found, InputError):
            errors.append(found)
            continue
        graph.add(*found)
        documents += 1
        claims.update(claim.id for claim in found.claims)
        evidence += sum(len(claim.evidence) for claim in found.claims)
    return Imported(documents, len(claims), evidence, tuple(errors))


def read(
    path: Path, *, relations: Mapping[str, RelationType] | None = None, resolve: Resolve | None = None
) -> record_reader.Entries:
    """The documents in a file, each with its claims; an invalid line is yielded as an error."""
    relations = relations or load_relations()
    resolve = resolve or _state
    if path.suffix == ".parquet" or path.is_dir():
        yield from parquet.documents(path, relations)
        return
    if path.suffix.lower() in _TABLES:
        yield from _table(path, relations, resolve)
        return
    if path.suffix in {".jsonl", ".ndjson"}:
        yield from _records(path, relations)
        return
    if path.suffix == ".json":
        yield from _list(path, relations)
        return
    statements = triple_reader.load(path)
    if rdf_reader.is_ours(statements):
        yield from rdf_reader.documents(path, statements, relations)
    else:
        yield from _plain(path, statements, relations, resolve)


_TABLES = {".csv", ".tsv", ".txt"}
"""Suffixes of tables; POLECAT's are text files."""


def _state(name: str) -> Actor | None:
    return Actor(name, name, Kind.STATE, name) if _STATE.fullmatch(name) else None


@dataclass(frozen=True, slots=True)
class _Line:
    """One triple in a file: its position, and what is given besides its three names."""

    start: int
    text: str
    number: int
    subject: str
    relation: str
    object: str
    extra: Mapping[str, str]


def _table(path: Path, relations: Mapping[str, RelationType], resolve: Resolve) -> record_reader.Entries:
    text = _text(path)
    try:
        events = eventdata.recognised(text)
    except InputError as error:
        raise InputError(f"{path}: {error.culprit}", error.remedy) from None
    if events:
        yield from eventdata.documents(str(path), text, events, relations, resolve)
        return
    rows = csvrows.rows(text, "\t" if path.suffix.lower() == ".tsv" else ",")
    head = next(rows, None)
    columns = frozenset(head.cells if head else ())
    if columns >= _OURS:
        yield from record_reader.documents(((f"{path}:{row.number}", partial(_record, row)) for row in rows), relations)
    else:
        yield from _claims(path, text, _lines(path, text, rows, columns), relations, resolve)


_OURS = frozenset({"claim", "cue_start", "subject_start", "object_start"})
"""Columns that only graphkit's own tables have."""


def _record(row: csvrows.Row) -> Mapping[str, Any]:
    """The record in a row of one of graphkit's tables, written by ``export`` or by ``graphkit claims``."""
    cells = row.read()
    # in a list, status is that of the claim, and the date may be that of publication
    if {"how", "reported", "sentence"} <= cells.keys():
        date = "" if cells["reported"] == "True" else cells["date"]
        hearsay = cells["hearsay"].lower()
        cells = {**cells, "status": cells["how"], "quote": cells["sentence"], "date": date, "hearsay": hearsay}
    return record_reader.from_cells(cells)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8", "convert it") from error


def _records(path: Path, relations: Mapping[str, RelationType]) -> record_reader.Entries:
    """The documents and claims in records written by ``graphkit.formats``."""
    lines = ((f"{path}:{number}", line) for number, line in enumerate(_text(path).split("\n"), 1) if line.strip())
    yield from record_reader.documents(
        ((place, partial(record_reader.from_json, line)) for place, line in lines), relations
    )


def _list(path: Path, relations: Mapping[str, RelationType]) -> record_reader.Entries:
    """The same for one array of records; a position is an index in it."""
    try:
        rows = json.loads(_text(path))
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}:{error.colno}: is not JSON ({error.msg})", _WRITTEN) from None
    except (ValueError, RecursionError):
        raise InputError(f"{path}: is not JSON", _WRITTEN) from None
    if not isinstance(rows, list):
        raise InputError(f"{path}: is not an array of records", "name JSON-LD .jsonld, and JSON lines .jsonl")
    yield from record_reader.documents(
        ((f"{path}:{number}", partial(record_reader.from_value, row)) for number, row in enumerate(rows, 1)), relations
    )


_WRITTEN = "give what graphkit export writes"


def _lines(path: Path, text: str, rows: Iterable[csvrows.Row], columns: frozenset[str]) -> Iterator[_Line | InputError]:
    """The triples of a table from elsewhere."""
    named = [next((name for name in (role, f"{role}_id") if name in columns), "") for role in _ROLES]
    if not all(named):
        raise InputError(f"{path}:1: needs the columns subject, relation and object", "name them in the first line")
    for row in rows:
        try:
            cells = {role: cell.strip() for role, cell in row.read().items()}
        except InputError as error:
            yield InputError(f"{path}:{row.number}: {error.culprit}", error.remedy)
            continue
        subject, relation, obj = (cells[name] for name in named)
        yield _Line(row.start, text[row.start : row.end].rstrip("\r\n"), row.number, subject, relation, obj, cells)


_ROLES = ("subject", "relation", "object")


def _plain(
    path: Path, statements: Statements, relations: Mapping[str, RelationType], resolve: Resolve
) -> record_reader.Entries:
    known = {relation.iri: name for name, relation in relations.items()}
    described = rdf_reader.actors(statements)

    def find(name: str) -> Actor | None:
        return described.get(name) or resolve(name) or resolve(rdf_reader.label(statements, name))

    lines: list[_Line] = []
    text = ""
    for subject, predicate, obj in sorted(rdf_reader.links(statements)):
        if predicate in known:
            line = f"<{subject}> <{predicate}> <{obj}> ."
            lines.append(_Line(len(text), line, len(lines) + 1, subject, known[predicate], obj, {}))
            text += line + "\n"
    if not lines:
        raise InputError(f"{path}: has no claims and no triples with known relations", "see `graphkit schema`")
    yield from _claims(path, text, lines, relations, find)


def _claims(
    path: Path, text: str, lines: Iterable[_Line | InputError], relations: Mapping[str, RelationType], resolve: Resolve
) -> record_reader.Entries:
    labels = {relation.label.lower(): name for name, relation in relations.items()}
    claims = []
    for line in lines:
        if isinstance(line, InputError):
            yield line
            continue
        try:
            name = line.relation.removeprefix("gk:").rpartition("#")[2]
            relation = find_relation(relations, labels.get(name.lower(), name))
            claims.append(_stated(path, line, relation, resolve))
        except (UnknownName, InputError) as error:
            yield InputError(f"{path}:{line.number}: {error.culprit}", error.remedy)
    yield record_reader.Entry(Document(str(path), text), claims)


def _stated(path: Path, line: _Line, relation: RelationType, resolve: Resolve) -> Claim:
    subject, obj = _actor(line.subject, resolve), _actor(line.object, resolve)
    if subject.id == obj.id:
        raise InputError(f"{line.subject!r} is related to itself", "a claim needs two different actors")
    evidence = Evidence(
        str(path),
        Span(line.start, line.start + len(line.text), line.text),
        _mention(line, line.subject, subject),
        _mention(line, line.object, obj),
        _span(line, line.relation),
        Polarity(_one_of(line, "polarity", [*Polarity])),
        Status(_one_of(line, "status", [*Status])),
        None,
        _when(line),
        record_reader.confidence(line.extra.get("confidence") or "1"),
        "import",
        _one_of(line, "hearsay", ["false", "true"]) == "true",
    )
    claim = Claim(subject, relation, obj, (evidence,))
    for fault in constraints.of_claim(claim):
        raise fault
    return claim


def _actor(name: str, resolve: Resolve) -> Actor:
    found = resolve(name)
    if found is None:
        raise InputError(f"no actor {name!r}", "see `graphkit actors`")
    return found


def _one_of(line: _Line, role: str, values: Sequence[str]) -> str:
    value = (line.extra.get(role) or values[0]).lower()
    if value not in values:
        raise InputError(f"{value!r} is not a valid {role}", f"choose one of {', '.join(values)}")
    return value


def _when(line: _Line) -> PartialDate | None:
    value = line.extra.get("date")
    try:
        return PartialDate.parse(value) if value else None
    except ValueError:
        raise InputError(f"{value!r} is not a date", "write YYYY, YYYY-MM or YYYY-MM-DD") from None


def _mention(line: _Line, words: str, actor: Actor) -> Mention:
    span = _span(line, words)
    return Mention(span.start, span.end, span.text, actor, actor.code, "import")


def _span(line: _Line, words: str) -> Span:
    at = line.text.find(words)
    if at < 0:  # quoted differently from its value: use the whole line
        return Span(line.start, line.start + len(line.text), line.text)
    return Span(line.start + at, line.start + at + len(words), words)
