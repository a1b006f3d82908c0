"""What questions to a graph share: the graph itself, what counts, and rows in every form."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.cli import output
from graphkit.standing import ClaimStatus

if TYPE_CHECKING:
    from graphkit.graph import KnowledgeGraph
    from graphkit.model import Actor
    from graphkit.network import Choices

Row = Mapping[str, Any]
Format = Annotated[str | None, typer.Option("--format", "-f", help="table, json, jsonl, csv, tsv or md.")]
Limit = Annotated[int, typer.Option(min=1, help="No more rows than this.")]
Persons = Annotated[bool, typer.Option("--persons", help="Keep persons apart from whom they act for.")]
Sign = Annotated[str | None, typer.Option(help="cooperation or conflict: leave out the other.")]
Statuses = Annotated[
    list[ClaimStatus] | None, typer.Option("--status", help="Claims that stand so count (default: asserted).")
]


@contextmanager
def opened(store: Path | None, since: date | None = None, until: date | None = None) -> Iterator[KnowledgeGraph]:
    """A store, or any file that can be imported, narrowed to a time."""
    from graphkit.cli.build import STORES
    from graphkit.cli.store import opened as store_opened
    from graphkit.errors import InputError
    from graphkit.graph import KnowledgeGraph
    from graphkit.importer import import_file

    if store is None:
        raise InputError("no graph named", "give --store or set GRAPHKIT_STORE")
    if store.suffix in STORES or not store.is_file():
        whole = store_opened(store)
    else:
        whole = KnowledgeGraph()
        import_file(whole, store)
    with whole:
        yield whole.filter(since=since, until=until) if since or until else whole


def chosen(statuses: Sequence[ClaimStatus] | None, persons: bool, sign: str | None) -> Choices:
    """The choices that options make."""
    from graphkit.errors import UnknownName
    from graphkit.network import Choices

    signs = {None: 0, "cooperation": 1, "conflict": -1}
    if sign not in signs:
        raise UnknownName(f"no sign {sign!r}", "say cooperation or conflict")
    kept = frozenset(map(str, statuses)) if statuses else frozenset({str(ClaimStatus.ASSERTED)})
    return Choices(statuses=kept, persons=persons, sign=signs[sign])


def show(rows: Iterable[Row], columns: Sequence[str], form: str | None) -> None:
    """Rows in the form asked for; a table cuts its last column to the terminal."""
    from graphkit.errors import UnknownName

    form = output.chosen(form, None, otherwise="tsv")
    found = list(rows)
    cells = [tuple(cell(row.get(column)) for column in columns) for row in found]
    if form == output.TABLE:
        output.pour([output.table(columns, cells)])
    elif form == "json":
        output.pour([json.dumps(found, ensure_ascii=False, indent=2), "\n"])
    elif form == "jsonl":
        output.pour(f"{json.dumps(row, ensure_ascii=False)}\n" for row in found)
    elif form == "md":
        lines = [columns, ["---"] * len(columns), *cells]
        output.pour(f"| {' | '.join(text.replace('|', '/') for text in line)} |\n" for line in lines)
    elif form in ("csv", "tsv"):
        buffer = io.StringIO()
        writer = csv.writer(buffer, delimiter="," if form == "csv" else "\t", lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([" ".join(text.split()) for text in line] for line in cells)
        output.pour([buffer.getvalue()])
    else:
        raise UnknownName(f"no format {form!r} here", "choose one of table, json, jsonl, csv, tsv, md")


def cell(value: object) -> str:
    """A value as a table has it."""
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 1 else f"{value:,.1f}"
    return "" if value is None else " ".join(str(value).split())


def keys(who: Actor) -> list[str]:
    """What a graph is filtered by for an actor: a body with all who act for it, a person alone."""
    return [who.id] if who.kind == "Person" else [who.id, who.code]
