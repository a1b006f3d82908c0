"""What all queries share: opening the graph, selecting claims, and writing rows in every format."""

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
from typing import TYPE_CHECKING, Annotated, Any, TypeVar
from urllib.parse import quote

import typer

from graphkit.cli import options, output
from graphkit.cli.uncounted import nothing, tell_unsure
from graphkit.model.status import ClaimStatus

if TYPE_CHECKING:
    from graphkit.model import Claim
    from graphkit.questions import Filter
    from graphkit.store.graph import Graph
    from graphkit.store.reading import Event
    from graphkit.store.view import View

Row = Mapping[str, Any]
Format = Annotated[
    str | None,
    options.form(*("table", "json", "jsonl", "csv", "tsv", "md", "ttl"), otherwise=f"{options.AT_TERMINAL} tsv"),
]
Limit = Annotated[
    int | None,
    typer.Option(
        metavar="NUMBER", min=1, help="At most this many rows. Default: a screenful of a table at a terminal, else all."
    ),
]
Offset = Annotated[int, typer.Option(metavar="NUMBER", min=0, help="Skip this many rows first.")]
Persons = Annotated[
    bool, typer.Option("--persons", help="Count persons separately, not as the state or body they act for.")
]
Sign = Annotated[
    str | None,
    options.choice(
        *("cooperation", "conflict"),
        metavar="SIGN",
        text="Only cooperation or only conflict. Default: both.",
    ),
]
Statuses = Annotated[list[ClaimStatus] | None, options.statuses("asserted")]
SCREENFUL = 40
"""Rows shown at a terminal without --limit."""
T = TypeVar("T")


def asking(
    since: date | None = None,
    until: date | None = None,
    min_confidence: float | None = None,
    *,
    relation: Sequence[str] | None = None,
    group: Sequence[str] | None = None,
    statuses: Sequence[ClaimStatus] | None = None,
    sign: str | None = None,
    persons: bool = False,
) -> Filter:
    """The filter for the common options of a query; raises InputError if a period ends before it starts."""
    from graphkit.errors import InputError
    from graphkit.questions import Filter

    if since and until and since > until:
        raise InputError(f"--since {since} is after --until {until}", "swap them")
    return Filter(
        since,
        until,
        min_confidence or 0.0,
        relations=tuple(relation or ()),
        groups=tuple(group or ()),
        statuses=frozenset(map(str, statuses or ())),
        sign=sign or "",
        persons=persons,
    )


@contextmanager
def opened(store: Path | None, asked: Filter | None = None) -> Iterator[Graph]:
    """A store, or any file that can be imported (``-`` is standard input).

    Malformed lines are reported first, and make the command exit with 1 after it has answered; the number of matching
    claims with too little confidence is reported at the end. Raises InputError if all lines are malformed.
    """
    from graphkit.cli.files import STORES
    from graphkit.cli.store import opened as store_opened
    from graphkit.errors import InputError, NoGraph
    from graphkit.formats.importer import import_file
    from graphkit.store.graph import Graph

    if store is None:
        raise NoGraph("no graph named", options.NO_GRAPH)
    errors: tuple[InputError, ...] = ()
    if store.suffix in STORES or not (store.is_file() or str(store) == "-"):
        whole = store_opened(store)
    else:
        whole = Graph()
        with _file(store) as path:
            errors = import_file(whole, path).errors
        if errors and not whole:
            raise InputError(f"{store}: holds no claims ({errors[0]})", "graphkit build reads documents into a store")
        for error in errors:
            output.say(f"graphkit: {error}")
    with whole:
        yield whole
        if asked and asked.min_confidence:
            sure(replace(asked, min_confidence=0.0).claims_of(whole), asked.min_confidence)
    if errors:  # the answer for what could be read has been given
        raise typer.Exit(1)


@contextmanager
def counted(store: Path | None, asked: Filter) -> Iterator[Graph]:
    """The same for a query that counts events; the number too uncertain to count is reported too if others count."""
    with opened(store, asked) as graph:
        yield graph
        part = asked.of(graph)
        if ClaimStatus.TENTATIVE not in asked.counted and part.filter(status=asked.counted):
            tell_unsure(len(part.filter(status=ClaimStatus.TENTATIVE)))


def sure(graph: View, least: float | None) -> View:
    """The claims with at least this confidence; the number left out is reported."""
    if not least:
        return graph
    kept = graph.filter(min_confidence=least)
    whole, left = len(graph), len(kept)
    fewer = "" if left < whole else _fewer(graph, kept)
    if left < whole or fewer:
        output.say(f"{whole - left:,} of {whole:,} claims left out: confidence below {least:g}{fewer}")
    return kept


def _fewer(whole: View, kept: View) -> str:
    """The message part for when every claim is kept, but not all its evidence."""
    every, left = (sum(1 for _ in graph.events()) for graph in (whole, kept))
    return f"; also {every - left:,} of their {every:,} pieces of evidence" if left < every else ""


@contextmanager
def _file(source: Path) -> Iterator[Path]:
    """The file itself, or standard input as a file: JSON lines if it starts like them, otherwise Turtle."""
    if str(source) != "-":
        yield source
        return
    data = sys.stdin.buffer.read()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("stdin.jsonl" if data.lstrip()[:1] in (b"{", b"") else "stdin.ttl")
        path.write_bytes(data)
        yield path


def part(graph: View, events: Iterable[Event]) -> Graph:
    """A graph in memory with only these pieces of evidence and their documents."""
    from graphkit.model import evidence_id
    from graphkit.store.graph import Graph

    wanted: dict[str, set[str]] = {}
    for event in events:
        wanted.setdefault(event.claim, set()).add(event.evidence)
    said: dict[str, list[Claim]] = {}
    for key, places in sorted(wanted.items()):
        claim = graph[key]
        for evidence in claim.evidence:
            if evidence_id(key, evidence) in places:
                said.setdefault(evidence.document, []).append(replace(claim, evidence=(evidence,)))
    found = Graph(build=graph.build)
    for document, claims in sorted(said.items()):
        if source := graph.document(document):
            found.add(source, claims)
    return found


def form_of(format_name: str | None) -> str:
    """The output format of a query; raises UnknownName for an unknown one."""
    from graphkit.errors import UnknownName

    form = output.chosen(format_name, None, otherwise="tsv")
    if form not in FORMS:
        raise UnknownName(f"no format {form!r} here", f"choose one of {', '.join(FORMS)}")
    return form


class Page(list[T]):
    """Some of the rows."""

    left: int = 0
    """The number of rows after them."""


def page(rows: Sequence[T], form: str, limit: int | None, offset: int = 0, screenful: int = SCREENFUL) -> Page[T]:
    """The rows to show: all, except that a table at a terminal is limited to a screenful unless --limit is given."""
    if limit is None and form == output.TABLE and sys.stdout.isatty():
        limit = screenful
    found = Page(rows[offset : None if limit is None else offset + limit])
    found.left = len(rows) - offset - len(found) if found else 0
    return found


def show(
    rows: Sequence[Row],
    columns: Sequence[str],
    form: str,
    ctx: typer.Context | None,
    *,
    claims: View | None = None,
    more: Sequence[str] = (),
    whole: Callable[[Sequence[Row]], object] | None = None,
    uncounted: Mapping[str, int] | None = None,
    below: str = "",
) -> None:
    """Write rows in a format. Machine formats have ``more`` columns, and JSON is what ``whole`` makes of the rows.

    Turtle contains the ``claims`` behind the rows if given, otherwise the rows according to W3C csv2rdf (minimal mode).
    Without rows no table is shown, other formats are written as usual, and if ``ctx`` is given a message repeats the
    selection, or reports what is ``uncounted``. A message ``below`` says how many rows are left; the default is the
    number after the page.
    """
    if ctx and not rows:
        output.say(nothing(ctx, uncounted))
    if form == "ttl" and claims is not None:
        output.graph(claims, form, None)
    elif form == "json":
        output.pour(_json(whole(rows) if whole else rows))
    elif rows or form != output.TABLE:
        for_people = form in (output.TABLE, "md")
        output.pour(FORMS[form](rows, columns if for_people else (*columns, *more)))
    if below := below or more_of(rows):
        output.say(f"{below}; --limit and --offset show them")


def more_of(rows: Sequence[object], noun: str = "") -> str:
    """The number of rows after a page, in words; empty if there are none.

    >>> found = page("abcd", "tsv", limit=2, offset=1)
    >>> more_of(found), more_of(found, "letter"), more_of(page("abcd", "tsv", limit=4))
    ('1 more', '1 more letter', '')
    """
    number = rows.left if isinstance(rows, Page) else 0
    return f"{number:,} more {noun}{'s' if noun and number > 1 else ''}".rstrip() if number else ""


def _table(rows: Sequence[Row], columns: Sequence[str]) -> Iterator[str]:
    yield output.table(columns, _cells(rows, columns))


def _json(found: object, columns: Sequence[str] = ()) -> Iterator[str]:
    del columns
    yield json.dumps(found, ensure_ascii=False, indent=2) + "\n"


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
    from graphkit.formats.rdf import text

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
"""The row formats by name."""


def _cells(rows: Sequence[Row], columns: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(cell(row.get(column), precise=column == "confidence") for column in columns) for row in rows]


def _plain(value: object) -> str:
    """A value for a program: without thousands separators."""
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, list):
        return ", ".join(map(_plain, value))
    return "" if value is None else " ".join(str(value).split())


def cell(value: object, *, precise: bool = False) -> str:
    """A value as a table cell; a ``precise`` number has two decimal places."""
    if isinstance(value, float) and precise:
        return f"{value:.2f}"
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1 else f"{value:,.1f}"
    return _plain(value)
