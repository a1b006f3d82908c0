"""Arguments and options that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from graphkit.cli.completion import complete_actor, complete_group, complete_relation
from graphkit.documents.reading import parse_date
from graphkit.model import PartialDate


def day(value: str) -> date:
    """A date given on the command line."""
    try:
        return parse_date(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no date; write it as YYYY-MM-DD") from None


def first_day(value: str) -> date:
    """A date given on the command line, or the first day of a year or a month."""
    when = _partial(value)
    return when.first if when else day(value)


def last_day(value: str) -> date:
    """A date given on the command line, or the last day of a year or a month."""
    when = _partial(value)
    return when.last if when else day(value)


def _partial(value: str) -> PartialDate | None:
    try:
        return PartialDate.parse(value)
    except ValueError:
        return None


def an_actor(metavar: str, text: str = "") -> Any:  # noqa: ANN401 - as typer.Argument itself
    """An argument that names an actor."""
    return typer.Argument(metavar=metavar, help=text, autocompletion=complete_actor)


Paths = Annotated[
    list[str], typer.Argument(metavar="PATHS…", help="Files (.txt, .md, .jsonl), folders, or - for standard input.")
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write here instead of stdout; the suffix chooses the format.")
]
Format = Annotated[
    str | None, typer.Option("--format", "-f", help="table, json, jsonl, csv, tsv, ttl, nt, nq, trig, jsonld or rdf.")
]
Model = Annotated[
    str | None,
    typer.Option(envvar="GRAPHKIT_MODEL", help="A spaCy pipeline, for relations the reader was not trained on."),
]
Actors = Annotated[
    list[Path] | None,
    typer.Option("--actors", envvar="GRAPHKIT_ACTORS", help="A table of further actors (TSV); may be repeated."),
]
Date = Annotated[
    date | None,
    typer.Option("--date", parser=day, metavar="DATE", help="The publication date of documents that give none."),
]
Base = Annotated[str | None, typer.Option(envvar="GRAPHKIT_BASE", help="What the IRIs of the data begin with.")]
Detail = Annotated[
    str | None,
    typer.Option(envvar="GRAPHKIT_DETAIL", help="direct: plain triples alone; claims; evidence: all of it (default)."),
]
On = Annotated[date | None, typer.Option("--on", parser=day, metavar="DATE", help="As of this day.")]
Since = Annotated[
    date | None, typer.Option(parser=first_day, metavar="DATE", help="Events from this day, month or year on.")
]
Until = Annotated[
    date | None, typer.Option(parser=last_day, metavar="DATE", help="Events up to this day, month or year.")
]
Kept = Annotated[list[str] | None, typer.Option(help="Only claims of this document; may be repeated.")]
Relations = Annotated[
    list[str] | None,
    typer.Option("--relation", autocompletion=complete_relation, help="Only claims of this relation; may be repeated."),
]
Groups = Annotated[
    list[str] | None,
    typer.Option("--group", autocompletion=complete_group, help="Only claims of this group; may be repeated."),
]
Store = Annotated[Path, typer.Option("--store", envvar="GRAPHKIT_STORE", help="The file that holds the graph.")]
StoreIfAny = Annotated[
    Path | None, typer.Option("--store", envvar="GRAPHKIT_STORE", help="The file that holds the graph.")
]
MinConfidence = Annotated[
    float | None, typer.Option(min=0, max=1, help="Leave out claims that are less sure (default: none).")
]
