"""What questions to a graph share: the graph itself, what counts, and rows in every form."""

from __future__ import annotations

import csv
import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

import typer

from graphkit.cli import output
from graphkit.standing import ClaimStatus

if TYPE_CHECKING:
    from graphkit.graph import KnowledgeGraph
    from graphkit.model import Claim
    from graphkit.network import Choices
    from graphkit.records import Event

Row = Mapping[str, Any]
Format = Annotated[str | None, typer.Option("--format", "-f", help="table, json, jsonl, csv, tsv, md or ttl.")]
Limit = Annotated[int, typer.Option(min=1, help="No more rows than this.")]
Persons = Annotated[bool, typer.Option("--persons", help="Keep persons apart from whom they act for.")]
Sign = Annotated[str | None, typer.Option(help="cooperation or conflict: leave out the other.")]
Statuses = Annotated[
    list[ClaimStatus] | None, typer.Option("--status", help="Claims that stand so count (default: asserted).")
]


@contextmanager
def opened(store: Path | None, since: date | None = None, until: date | None = None) -> Iterator[KnowledgeGraph]:
    """A store, or any file that can be imported (``-`` is standard input), narrowed to a time.

    Lines that make no sense are told first, and after the block the command ends with 1.
    """
    from graphkit.cli.build import STORES
    from graphkit.cli.store import opened as store_opened
    from graphkit.errors import InputError
    from graphkit.graph import KnowledgeGraph
    from graphkit.importer import import_file

    if store is None:
        raise InputError("no graph named", "give --store or set GRAPHKIT_STORE")
    errors: tuple[InputError, ...] = ()
    if store.suffix in STORES or not (store.is_file() or str(store) == "-"):
        whole = store_opened(store)
    else:
        whole = KnowledgeGraph()
        with _file(store) as path:
            errors = import_file(whole, path).errors
        for error in errors:
            output.say(f"graphkit: {error}")
    with whole:
        yield whole.filter(since=since, until=until) if since or until else whole
    if errors:  # what could be read has been answered
        raise typer.Exit(1)


@contextmanager
def _file(source: Path) -> Iterator[Path]:
    """A file by its name, or what standard input holds: JSON lines if it begins like one, else Turtle."""
    if str(source) != "-":
        yield source
        return
    data = sys.stdin.buffer.read()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("stdin.jsonl" if data.lstrip()[:1] in (b"{", b"") else "stdin.ttl")
        path.write_bytes(data)
        yield path


def part(graph: KnowledgeGraph, events: Iterable[Event]) -> KnowledgeGraph:
    """A graph in memory with no more than these pieces of evidence and their documents."""
    from graphkit.graph import KnowledgeGraph
    from graphkit.model import evidence_id

    wanted: dict[str, set[str]] = {}
    for event in events:
        wanted.setdefault(event.claim, set()).add(event.evidence)
    said: dict[str, list[Claim]] = {}
    for key, places in sorted(wanted.items()):
        claim = graph[key]
        for evidence in claim.evidence:
            if evidence_id(key, evidence) in places:
                said.setdefault(evidence.document, []).append(replace(claim, evidence=(evidence,)))
    found = KnowledgeGraph(build=graph.build)
    for document, claims in sorted(said.items()):
        if source := graph.document(document):
            found.add(source, claims)
    return found


def chosen(statuses: Sequence[ClaimStatus] | None, persons: bool, sign: str | None, *, mutual: bool = False) -> Choices:
    """The choices that options make."""
    from graphkit.errors import UnknownName
    from graphkit.network import Choices

    signs = {None: 0, "cooperation": 1, "conflict": -1}
    if sign not in signs:
        raise UnknownName(f"no sign {sign!r}", "say cooperation or conflict")
    return Choices(statuses=counted(statuses), persons=persons, sign=signs[sign], mutual=mutual)


def counted(statuses: Sequence[ClaimStatus] | None) -> frozenset[str]:
    """How claims must stand to count: asserted unless said otherwise."""
    return frozenset(map(str, statuses or [ClaimStatus.ASSERTED]))


def show(
    rows: Iterable[Row],
    columns: Sequence[str],
    form: str | None,
    claims: KnowledgeGraph | None = None,
) -> None:
    """Rows in the form asked for; a table cuts its last column to the terminal.

    As Turtle they are the claims behind them where there are some, else rows as the W3C's csv2rdf has them (minimal).
    """
    from graphkit.errors import UnknownName

    form = output.chosen(form, None, otherwise="tsv")
    if form == "ttl" and claims is not None:
        output.graph(claims, form, None)
        return
    found = list(rows)
    if form not in FORMS:
        raise UnknownName(f"no format {form!r} here", f"choose one of {', '.join(FORMS)}")
    output.pour(FORMS[form](found, columns))


def _table(rows: Sequence[Row], columns: Sequence[str]) -> Iterator[str]:
    yield output.table(columns, _cells(rows, columns))


def _json(rows: Sequence[Row], columns: Sequence[str]) -> Iterator[str]:
    del columns
    yield json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _json_lines(rows: Sequence[Row], columns: Sequence[str]) -> Iterator[str]:
    del columns
    return (f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def _markdown(rows: Sequence[Row], columns: Sequence[str]) -> Iterator[str]:
    cells = [[text.replace("|", "\\|") for text in line] for line in _cells(rows, columns)]
    return (f"| {' | '.join(line)} |\n" for line in (columns, ["---"] * len(columns), *cells))


def _separated(rows: Sequence[Row], columns: Sequence[str], delimiter: str) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_plain(row.get(column)) for column in columns] for row in rows)
    yield buffer.getvalue()


def _turtle(rows: Sequence[Row], columns: Sequence[str]) -> Iterator[str]:
    yield "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    for row in rows:
        known = [(quote(column), row[column]) for column in columns if row.get(column) is not None]
        pairs = " ;\n   ".join(f"<#{name}> {_literal(value)}" for name, value in known)
        yield f"\n[] {pairs} .\n"


def _literal(value: object) -> str:
    from graphkit.rdf import text

    if isinstance(value, int):
        return str(value)
    return text(_plain(value), "^^xsd:double" if isinstance(value, float) else "")


FORMS: Mapping[str, Callable[[Sequence[Row], Sequence[str]], Iterator[str]]] = {
    output.TABLE: _table,
    "json": _json,
    "jsonl": _json_lines,
    "csv": partial(_separated, delimiter=","),
    "tsv": partial(_separated, delimiter="\t"),
    "md": _markdown,
    "ttl": _turtle,
}
"""The forms of rows by name."""


def _cells(rows: Sequence[Row], columns: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(cell(row.get(column)) for column in columns) for row in rows]


def _plain(value: object) -> str:
    """A value for a program: numbers whole, no thousands marked."""
    if isinstance(value, float):
        return f"{value:.6g}"
    return "" if value is None else " ".join(str(value).split())


def cell(value: object) -> str:
    """A value as a table has it."""
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1 else f"{value:,.1f}"
    return "" if value is None else " ".join(str(value).split())
