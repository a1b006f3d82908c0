"""Takes claims back in: our own RDF and JSON lines as they were, and plain triples from elsewhere.

A file of plain triples becomes a document whose every line is evidence for the claim it states.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from graphkit import rdfgraph
from graphkit.errors import InputError, UnknownName
from graphkit.graph import KnowledgeGraph
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
from graphkit.rdfgraph import Statements

Resolve = Callable[[str], Actor | None]
"""Gives the actor that an identifier, a code or a name means, or None."""

_STATE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought."""

    documents: int
    claims: int
    evidence: int
    errors: tuple[InputError, ...]
    """Lines that were left out, and why."""


def import_file(
    graph: KnowledgeGraph,
    path: Path,
    *,
    relations: Mapping[str, RelationType] | None = None,
    resolve: Resolve | None = None,
) -> Imported:
    """Adds the claims of an RDF, JSON lines, CSV or TSV file to a graph; a document that was there before is replaced.

    A table needs the columns subject, relation and object and may have date, polarity, status, hearsay and confidence.
    Actors of plain triples are found by ``resolve``; without it only ISO codes of states are known. Raises InputError
    when the file cannot be read at all.
    """
    documents = claims = evidence = 0
    errors = []
    for found in read(path, relations=relations, resolve=resolve):
        if isinstance(found, InputError):
            errors.append(found)
            continue
        graph.add(*found)
        documents += 1
        claims += len({claim.id for claim in found[1]})
        evidence += sum(len(claim.evidence) for claim in found[1])
    return Imported(documents, claims, evidence, tuple(errors))


def read(
    path: Path, *, relations: Mapping[str, RelationType] | None = None, resolve: Resolve | None = None
) -> Iterator[tuple[Document, list[Claim]] | InputError]:
    """The documents of a file, each with its claims; a line that makes no sense comes as the error it is."""
    relations = relations or load_relations()
    resolve = resolve or _state
    if path.suffix in {".csv", ".tsv"}:
        yield from _table(path, relations, resolve)
        return
    if path.suffix in {".jsonl", ".ndjson"}:
        yield from _records(path, relations)
        return
    statements = rdfgraph.load(path)
    if rdfgraph.has_evidence(statements):
        yield from rdfgraph.documents(path, statements, relations)
    else:
        yield from _plain(path, statements, relations, resolve)


def _state(name: str) -> Actor | None:
    return Actor(name, name, Kind.STATE, name) if _STATE.fullmatch(name) else None


@dataclass(frozen=True, slots=True)
class _Line:
    """One triple of a file: where it stands, and what is said of it beside its three names."""

    start: int
    text: str
    number: int
    subject: str
    relation: str
    object: str
    extra: Mapping[str, str]


def _table(
    path: Path, relations: Mapping[str, RelationType], resolve: Resolve
) -> Iterator[tuple[Document, list[Claim]] | InputError]:
    text = _text(path)
    yield from _claims(path, text, _rows(path, text), relations, resolve)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8", "convert it") from error


def _records(path: Path, relations: Mapping[str, RelationType]) -> Iterator[tuple[Document, list[Claim]] | InputError]:
    """The documents and claims of records as ``graphkit.export`` writes them."""
    documents: dict[str, Document] = {}
    claims: dict[str, list[Claim]] = {}
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            key, source = row["document"], row["source"]
            issued = date.fromisoformat(source["published"]) if source["published"] else None
            documents.setdefault(key, Document(key, "", source["title"], source["url"], issued))
            claims.setdefault(key, []).append(_recorded(row, relations))
        except UnknownName as error:
            yield InputError(f"{path}:{number}: {error.culprit}", error.remedy)
        except (KeyError, TypeError, ValueError) as error:
            yield InputError(
                f"{path}:{number}: is no record of a claim ({type(error).__name__}: {error})",
                "give what graphkit claims or export writes as jsonl",
            )
    for key in sorted(documents):
        yield documents[key], claims.get(key, [])


def _recorded(row: Mapping[str, Any], relations: Mapping[str, RelationType]) -> Claim:
    subject, obj, speaker = (_party(row[role]) if row[role] else None for role in ("subject", "object", "speaker"))
    if subject is None or obj is None:
        raise ValueError("it lacks an end")
    evidence = Evidence(
        row["document"],
        Span(int(row["start"]), int(row["end"]), str(row["quote"])),
        subject,
        obj,
        Span(int(row["cue"]["start"]), int(row["cue"]["end"]), str(row["cue"]["text"])),
        Polarity(row["polarity"]),
        Status(row["status"]),
        speaker,
        PartialDate.parse(row["date"]) if row["date"] else None,
        float(row["confidence"]),
        str(row["extractor"]),
        bool(row.get("hearsay")),
    )
    return Claim(subject.actor, find_relation(relations, row["relation"]), obj.actor, (evidence,))


def _party(row: Mapping[str, Any]) -> Mention:
    actor = Actor(
        row["id"],
        row["name"],
        Kind(row["kind"]),
        row["affiliation"],
        row["wikidata"],
        tuple(sorted(row["notations"].items())),
    )
    return Mention(int(row["start"]), int(row["end"]), str(row["text"]), actor, row["code"], row["rule"])


def _rows(path: Path, text: str) -> Iterator[_Line]:
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    reader = csv.DictReader(lines, delimiter="\t" if path.suffix == ".tsv" else ",", restval="", restkey="")
    columns = {name.strip().lower(): name for name in reader.fieldnames or ()}
    named = [columns.get(role) or columns.get(f"{role}_id") for role in ("subject", "relation", "object")]
    if not all(named):
        raise InputError(f"{path}:1: needs the columns subject, relation and object", "name them in the first line")
    before = reader.line_num
    for row in reader:
        start, end = starts[before], starts[reader.line_num]
        subject, relation, obj = (row[name].strip() for name in named if name)
        extra = {role: row[name].strip() for role, name in columns.items() if isinstance(row.get(name), str)}
        yield _Line(start, text[start:end].rstrip("\r\n"), before + 1, subject, relation, obj, extra)
        before = reader.line_num


def _plain(
    path: Path, statements: Statements, relations: Mapping[str, RelationType], resolve: Resolve
) -> Iterator[tuple[Document, list[Claim]] | InputError]:
    known = {relation.iri: name for name, relation in relations.items()}
    described = rdfgraph.actors(statements)

    def find(name: str) -> Actor | None:
        return described.get(name) or resolve(name) or resolve(rdfgraph.label(statements, name))

    lines: list[_Line] = []
    text = ""
    for subject, predicate, obj in sorted(rdfgraph.links(statements)):
        if predicate in known:
            line = f"<{subject}> <{predicate}> <{obj}> ."
            lines.append(_Line(len(text), line, len(lines) + 1, subject, known[predicate], obj, {}))
            text += line + "\n"
    if not lines:
        raise InputError(f"{path}: has no claims and no triples of our relations", "see `graphkit schema`")
    yield from _claims(path, text, lines, relations, find)


def _claims(
    path: Path, text: str, lines: Iterable[_Line], relations: Mapping[str, RelationType], resolve: Resolve
) -> Iterator[tuple[Document, list[Claim]] | InputError]:
    labels = {relation.label.lower(): name for name, relation in relations.items()}
    claims = []
    for line in lines:
        try:
            name = line.relation.removeprefix("gk:").rpartition("#")[2]
            relation = find_relation(relations, labels.get(name.lower(), name))
            claims.append(_stated(path, line, relation, resolve))
        except (UnknownName, InputError) as error:
            yield InputError(f"{path}:{line.number}: {error.culprit}", error.remedy)
    yield Document(str(path), text), claims


def _stated(path: Path, line: _Line, relation: RelationType, resolve: Resolve) -> Claim:
    subject, obj = _actor(line.subject, resolve), _actor(line.object, resolve)
    if subject.id == obj.id:
        raise InputError(f"{line.subject!r} is related to itself", "a claim has two actors")
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
        _confidence(line),
        "import",
        _one_of(line, "hearsay", ["false", "true"]) == "true",
    )
    return Claim(subject, relation, obj, (evidence,))


def _actor(name: str, resolve: Resolve) -> Actor:
    found = resolve(name)
    if found is None:
        raise InputError(f"no actor {name!r}", "see `graphkit actors`")
    return found


def _one_of(line: _Line, role: str, values: Sequence[str]) -> str:
    value = (line.extra.get(role) or values[0]).lower()
    if value not in values:
        raise InputError(f"{value!r} is no {role}", f"choose one of {', '.join(values)}")
    return value


def _when(line: _Line) -> PartialDate | None:
    value = line.extra.get("date")
    try:
        return PartialDate.parse(value) if value else None
    except ValueError:
        raise InputError(f"{value!r} is no date", "write YYYY, YYYY-MM or YYYY-MM-DD") from None


def _confidence(line: _Line) -> float:
    value = line.extra.get("confidence") or "1"
    try:
        number = float(value)
    except ValueError:
        number = -1
    if not 0 <= number <= 1:
        raise InputError(f"{value!r} is no confidence", "write a number from 0 to 1")
    return number


def _mention(line: _Line, words: str, actor: Actor) -> Mention:
    span = _span(line, words)
    return Mention(span.start, span.end, span.text, actor, actor.code, "import")


def _span(line: _Line, words: str) -> Span:
    at = line.text.find(words)
    if at < 0:  # quoted otherwise than it reads: the whole line stands for it
        return Span(line.start, line.start + len(line.text), line.text)
    return Span(line.start + at, line.start + at + len(words), words)
