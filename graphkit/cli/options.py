"""Arguments and options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from graphkit.cli.completion import ACTORS, GROUPS, RELATIONS, complete_extractor, one_of
from graphkit.documents.dates import parse_date, published
from graphkit.model import Document, PartialDate


def day(value: str) -> date:
    """A date given on the command line."""
    try:
        return parse_date(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no date; write it as YYYY-MM-DD") from None


def issue(value: str) -> PartialDate:
    """A publication date given on the command line: a day, a month or a year."""
    try:
        return published(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no date; write it as YYYY-MM-DD, YYYY-MM or YYYY") from None


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


def is_text(value: str) -> bool:
    """Whether an argument is a text rather than the path of a file: several words, and no file of that name."""
    words = value.split()
    if len(value) < LONGEST_PATH and Path(value).exists():
        return False
    return len(words) > 1 and not re.fullmatch(r".*[./\\][a-z0-9]{2,8}", words[-1])


def sources(values: Iterable[str]) -> list[str | Document]:
    """Arguments as the pipeline takes them: texts become documents, all else is a path."""
    found: list[str | Document] = []
    for value in values:
        found.append(Document(f"text-{len(found) + 1}" if found else "text", value) if is_text(value) else value)
    return found


LONGEST_PATH = 250
"""A longer name no file can have."""


def an_actor(metavar: str, text: str = "") -> Any:  # noqa: ANN401 - as typer.Argument itself
    """An argument that names an actor."""
    return typer.Argument(metavar=metavar, help=text, autocompletion=ACTORS)


def form(*words: str, text: str = "") -> Any:  # noqa: ANN401 - as typer.Option itself
    """The option --format with the formats there are; ``text`` says more than their names."""
    told = text or f"{', '.join(words[:-1])} or {words[-1]}."
    return typer.Option("--format", "-f", help=told, autocompletion=one_of(*words))


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATHS…",
        help="Files, folders, or - for standard input: text, Markdown, HTML, PDF, DOCX, RSS, Atom, mails, JSON, "
        "JSON lines, CSV, Parquet, WARC, also as .gz and .zst.",
    ),
]
TextColumn = Annotated[
    str | None, typer.Option(metavar="NAME", help="The column or key of tables and JSON that holds the text.")
]
TitleColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The one that holds the title.")]
DateColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The one that holds the day of publication.")]
IdColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The one that holds the id.")]
UrlColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The one that holds the address.")]
LanguageColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The one that holds the language.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write here instead of stdout; the suffix chooses the format.")
]
Format = Annotated[str | None, form("table", "json", "jsonl", "csv", "tsv", "ttl", "nt", "nq", "trig", "jsonld", "rdf")]
Model = Annotated[
    str | None,
    typer.Option(envvar="GRAPHKIT_MODEL", help="A spaCy pipeline, for relations the reader was not trained on."),
]
Actors = Annotated[
    list[Path] | None,
    typer.Option("--actors", envvar="GRAPHKIT_ACTORS", help="A table of further actors (TSV); may be repeated."),
]
Extractor = Annotated[
    str,
    typer.Option(
        envvar="GRAPHKIT_EXTRACTOR",
        autocompletion=complete_extractor,
        help="What reads: reader (the trained one), openai, gliner, or one of a package of yours.",
    ),
]
Merges = Annotated[
    list[Path] | None,
    typer.Option("--merges", envvar="GRAPHKIT_MERGES", help="A reviewed file of graphkit review; may be repeated."),
]
Date = Annotated[
    PartialDate | None,
    typer.Option(
        "--date",
        parser=issue,
        metavar="DATE",
        help="The publication date of documents that give none: a day, a month or a year.",
    ),
]
Workers = Annotated[
    int,
    typer.Option(envvar="GRAPHKIT_WORKERS", min=1, help="Processes that read side by side; each takes about 200 MB."),
]
Base = Annotated[str | None, typer.Option(envvar="GRAPHKIT_BASE", help="What the IRIs of the data begin with.")]
Detail = Annotated[
    str | None,
    typer.Option(
        envvar="GRAPHKIT_DETAIL",
        autocompletion=one_of("direct", "claims", "evidence"),
        help="direct: plain triples alone; claims; evidence: all of it (default).",
    ),
]
Period = Annotated[str, typer.Option("--by", autocompletion=one_of("year", "month", "day"), help="year, month or day.")]
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
    typer.Option("--relation", autocompletion=RELATIONS, help="Only claims of this relation; may be repeated."),
]
Groups = Annotated[
    list[str] | None,
    typer.Option("--group", autocompletion=GROUPS, help="Only claims of this group; may be repeated."),
]
Store = Annotated[Path, typer.Option("--store", envvar="GRAPHKIT_STORE", help="The file that holds the graph.")]
StoreIfAny = Annotated[
    Path | None, typer.Option("--store", envvar="GRAPHKIT_STORE", help="The file that holds the graph.")
]
MinConfidence = Annotated[
    float | None, typer.Option(min=0, max=1, help="Leave out claims that are less sure (default: none).")
]
