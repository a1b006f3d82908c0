"""Arguments and options shared by several commands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from graphkit.cli.completion import ACTORS, GROUPS, RELATIONS, complete_extractor, one_of
from graphkit.model import Document, PartialDate
from graphkit.model.status import ClaimStatus

ANY_PART = "YYYY-MM-DD, YYYY-MM or YYYY"


def day(value: str, form: str = "YYYY-MM-DD") -> date:
    """A date given on the command line."""
    from graphkit.documents.dates import parse_date

    try:
        return parse_date(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a date; write it as {form}") from None


def issue(value: str) -> PartialDate:
    """A publication date given on the command line: a day, a month or a year."""
    from graphkit.documents.dates import published

    try:
        return published(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a date; write it as {ANY_PART}") from None


def first_day(value: str) -> date:
    """A date given on the command line, or the first day of a year or a month."""
    when = _partial(value)
    return when.first if when else day(value, ANY_PART)


def last_day(value: str) -> date:
    """A date given on the command line, or the last day of a year or a month."""
    when = _partial(value)
    return when.last if when else day(value, ANY_PART)


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
    """Arguments as pipeline input: texts become documents, everything else is a path."""
    from graphkit.documents.language import language

    found: list[str | Document] = []
    for value in values:
        name = f"text-{len(found) + 1}" if found else "text"
        found.append(Document(name, value, language=language(value)) if is_text(value) else value)
    return found


LONGEST_PATH = 250
"""Longer strings cannot be file names."""


MEASURES = ("degree", "strength", "pagerank", "betweenness", "eigenvector", "hubs", "authorities", "core")
"""Centrality measures; docs/network.md has the formulas."""


def an_actor(metavar: str, text: str = "") -> Any:  # noqa: ANN401 - as typer.Argument itself
    """An argument that names an actor."""
    return typer.Argument(metavar=metavar, help=text or AN_ACTOR, autocompletion=ACTORS)


def actors_option(name: str, text: str) -> Any:  # noqa: ANN401 - as typer.Option itself
    """An option that names an actor."""
    return typer.Option(name, metavar="ACTOR", autocompletion=ACTORS, help=text)


def form(*words: str, otherwise: str = "", text: str = "") -> Any:  # noqa: ANN401 - as typer.Option itself
    """The option --format with the available formats; ``text`` describes them instead of a list of names."""
    told = text or f"{listed(words)}."
    default = f" Default: {otherwise}." if otherwise else ""
    return typer.Option("--format", "-f", metavar="FORMAT", help=f"{told}{default}", autocompletion=one_of(*words))


def choice(*words: str, metavar: str, text: str, name: str | None = None, envvar: str | None = None) -> Any:  # noqa: ANN401 - as typer.Option itself
    """An option whose value is one of some words."""

    def chosen(value: str) -> str:
        if value not in words:
            raise typer.BadParameter(f"no {value!r}; choose {listed(words)}")
        return value

    names = [name] if name else []
    return typer.Option(*names, metavar=metavar, parser=chosen, envvar=envvar, autocompletion=one_of(*words), help=text)


def iri(value: str) -> str:
    """An IRI given on the command line."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", value):
        raise typer.BadParameter(f"{value!r} is not an IRI; write it as https://example.org/kg/")
    return value


def listed(words: Sequence[str]) -> str:
    """Words joined by commas and "or"."""
    return f"{', '.join(words[:-1])} or {words[-1]}"


def column(what: str) -> Any:  # noqa: ANN401 - as typer.Option itself
    """An option that names a column."""
    return typer.Option(metavar="NAME", help=f"The table column or JSON key with the {what}.")


def output(text: str) -> Any:  # noqa: ANN401 - as typer.Option itself
    """The option --output."""
    return typer.Option("--output", "-o", metavar="FILE", help=text, callback=_file)


def _file(value: Path | None) -> Path | None:
    if str(value) == "-":
        raise typer.BadParameter("'-' is not a file; name one, or omit the option if stdout will do")
    return value


def gold() -> Any:  # noqa: ANN401 - as typer.Argument itself
    """The argument that names annotated texts."""
    return typer.Argument(
        metavar="GOLD.jsonl", help="Annotated texts: one JSON object with id, date, text and claims per line."
    )


def statuses(default: str) -> Any:  # noqa: ANN401 - as typer.Option itself
    """The option --status with its default."""
    told = f"Only claims with this status: {listed(tuple(map(str, ClaimStatus)))}. Default: {default}."
    return typer.Option("--status", metavar="STATUS", help=told)


def as_typed(ctx: typer.Context, graph: Path | None, store: Path | None) -> Path:
    """The graph given as an argument or by --store; raises InputError if neither or both are given."""
    from graphkit.errors import InputError, NoGraph

    if graph and store and str(ctx.get_parameter_source("store")).endswith("COMMANDLINE"):
        raise InputError(f"both {graph} and --store {store}", "name one graph")
    if found := graph or store:
        return found
    raise NoGraph("no graph named", NO_GRAPH)


NO_GRAPH = "give --store or set GRAPHKIT_STORE (graphkit build PATHS… --store kg.db creates one)"
WORDS = 'Words that the sentence must all contain; also "an exact phrase", prefix*, -without, OR.'
AN_ACTOR = "An actor: a name, a code, an id or a Wikidata id, such as Russia, RUS, Putin or Q159."
AT_TERMINAL = "a table at a terminal, otherwise"
Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATHS…",
        help="Files, folders, or - for standard input: text, Markdown, HTML, PDF, DOCX, RSS, Atom, email, JSON, "
        "JSON lines, CSV, Parquet, WARC, also as .gz and .zst.",
    ),
]
TextColumn = Annotated[str | None, column("text")]
TitleColumn = Annotated[str | None, column("title")]
DateColumn = Annotated[str | None, column("publication date")]
IdColumn = Annotated[str | None, column("id")]
UrlColumn = Annotated[str | None, column("URL")]
LanguageColumn = Annotated[str | None, column("language")]
Output = Annotated[
    Path | None, output("Write this file instead of stdout; its suffix determines the format, as in kg.ttl or kg.csv.")
]
RDF = ("table", "json", "jsonl", "csv", "tsv", "ttl", "nt", "nq", "trig", "jsonld", "rdf")
Model = Annotated[
    str | None,
    typer.Option(
        metavar="PIPELINE",
        envvar="GRAPHKIT_MODEL",
        help="A spaCy pipeline, such as en_core_web_lg, that parses sentences for relations the reader was not trained "
        "on. Default: the small one included in graphkit.",
    ),
]
Actors = Annotated[
    list[Path] | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        envvar="GRAPHKIT_ACTORS",
        help="Your own table of actors (TSV), with the same columns as those in seeds/actors.",
    ),
]
Extractor = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        envvar="GRAPHKIT_EXTRACTOR",
        autocompletion=complete_extractor,
        help="What finds the claims: reader (the trained model included in graphkit), openai (a language model behind "
        "an API), gliner (a GLiNER2 model in a folder), or one from a package of your own.",
    ),
]
Merges = Annotated[
    list[Path] | None,
    typer.Option(
        "--merges",
        metavar="FILE",
        envvar="GRAPHKIT_MERGES",
        help="A reviewed file from graphkit review, such as review.tsv; its accepted actors and claims are merged.",
    ),
]
Date = Annotated[
    PartialDate | None,
    typer.Option(
        "--date",
        parser=issue,
        metavar="DATE",
        help="Publication date of documents that give none: a day, month or year, such as 2023-03-22, 2023-03 or 2023. "
        "It decides who holds an office. Default: today.",
    ),
]
Workers = Annotated[
    int,
    typer.Option(
        metavar="NUMBER",
        envvar="GRAPHKIT_WORKERS",
        min=1,
        help="Number of processes that read in parallel; each takes about 200 MB of memory.",
    ),
]
Base = Annotated[
    str | None,
    typer.Option(
        metavar="IRI",
        parser=iri,
        envvar="GRAPHKIT_BASE",
        help="RDF: the base of the IRIs of claims and documents, such as https://example.org/kg/. "
        "Default: https://w3id.org/graphkit/.",
    ),
]
Detail = Annotated[
    str | None,
    choice(
        *("direct", "claims", "evidence"),
        metavar="LEVEL",
        envvar="GRAPHKIT_DETAIL",
        text="RDF: direct (a triple per fact), claims (also their status and dates) or evidence (also the sentences). "
        "Default: evidence.",
    ),
]
Period = Annotated[
    str, choice("year", "month", "day", name="--by", metavar="PERIOD", text="Period of a timeline: year, month or day.")
]
Measure = Annotated[str, choice(*MEASURES, metavar="NAME", text=f"The centrality measure: {listed(MEASURES)}.")]
On = Annotated[
    date | None,
    typer.Option("--on", parser=day, metavar="DATE", help="As of this day, such as 1995-11-21. Default: today."),
]
Since = Annotated[
    date | None,
    typer.Option(
        parser=first_day,
        metavar="DATE",
        help="Only events since the start of this day, month or year, such as 2022-02-24, 2022-02 or 2022.",
    ),
]
Until = Annotated[
    date | None,
    typer.Option(
        parser=last_day,
        metavar="DATE",
        help="Only events up to the end of this day, month or year, such as 2022-02-24, 2022-02 or 2022.",
    ),
]
Relations = Annotated[
    list[str] | None,
    typer.Option(
        "--relation",
        metavar="RELATION",
        autocompletion=RELATIONS,
        help="Only claims with this relation, such as visits; graphkit schema lists them.",
    ),
]
Groups = Annotated[
    list[str] | None,
    typer.Option(
        "--group",
        metavar="GROUP",
        autocompletion=GROUPS,
        help="Only claims with a relation in this group, such as SANCTION; graphkit schema lists them.",
    ),
]
A_STORE = "The store: a file that contains a graph, such as kg.db, created by graphkit build --store."
_GRAPH = "The graph: a store such as kg.db, an export such as kg.ttl or kg.jsonl, or - for standard input."
Store = Annotated[Path, typer.Option("--store", metavar="FILE", envvar="GRAPHKIT_STORE", help=A_STORE)]
StoreIfAny = Annotated[Path | None, typer.Option("--store", metavar="FILE", envvar="GRAPHKIT_STORE", help=A_STORE)]
Graph = Annotated[Path | None, typer.Option("--store", metavar="FILE", envvar="GRAPHKIT_STORE", help=_GRAPH)]
GraphArgument = Annotated[Path | None, typer.Argument(metavar="[GRAPH]", help=f"{_GRAPH} Same as --store.")]
StoreArgument = Annotated[Path | None, typer.Argument(metavar="[STORE]", help=f"{A_STORE} Same as --store.")]
Codes = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Codes and names that count as the same (TSV). Default: codes.tsv beside GOLD.jsonl, if any.",
    ),
]
MinConfidence = Annotated[
    float | None,
    typer.Option(metavar="NUMBER", min=0, max=1, help="Only claims with at least this confidence. Default: all."),
]
