"""``graphkit sparql``: SPARQL queries on a store."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.completion import complete_query, complete_value
from graphkit.cli.store import opened


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        rich_help_panel=panels.ASK,
        epilog="graphkit sparql dyad one=RUS other=UKR --store kg.db\n"
        'graphkit sparql "SELECT (COUNT(*) AS ?n) { ?claim a gk:Claim }" --store kg.db',
    )(sparql)


def sparql(
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUERY]",
            help="The name of a built-in query, SPARQL in quotes, a file containing it, or - for standard input. If "
            "omitted, the built-in queries are listed.",
            autocompletion=complete_query,
        ),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME=VALUE…]",
            help="Parameters of a built-in query, such as one=RUS other=UKR.",
            autocompletion=complete_value,
        ),
    ] = None,
    store: options.StoreIfAny = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None,
        options.form(
            *("table", "json", "jsonl", "csv", "tsv", "xml", "ttl"),
            otherwise=f"{options.AT_TERMINAL} tsv",
            text="table, json, jsonl, csv, tsv or xml; ttl (Turtle) for a CONSTRUCT.",
        ),
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=0.1, max=86_400, metavar="SECONDS", help="Stop a query that takes longer.")
    ] = 300.0,
    memory: Annotated[
        int, typer.Option(min=50, metavar="MEGABYTES", help="Stop a query that needs more memory.")
    ] = 2000,
) -> None:
    """Query a store in SPARQL, or list the built-in queries.

    SPARQL is the query language of RDF. The first query creates an index beside the store, which is updated when the
    store has changed.
    """
    from graphkit import sparql as engine
    from graphkit.errors import NoGraph

    if query is None:
        listed = [(name, path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")) for name, path in _ready()]
        output.pour([output.table(("query", "description"), listed)])
        return
    if store is None:
        raise NoGraph("no store named", "give --store or set GRAPHKIT_STORE")
    parameters = dict(value.partition("=")[::2] for value in values or ())
    text = sys.stdin.read() if query == "-" else query
    form = output.chosen(format, None, otherwise="tsv")
    limits = engine.Limits(timeout, memory * 1_000_000, answer=memory * 1_000_000)
    with opened(store) as graph:
        if form not in (output.TABLE, "jsonl"):
            output.pour([engine.results(graph, text, "tsv" if form == "ttl" else form, limits=limits, **parameters)])
            return
        answer = engine.ask(graph, text, limits=limits, **parameters)
        if answer.verdict is not None:
            output.pour([f"{'yes' if answer.verdict else 'no'}\n"])
        elif form == "jsonl":
            rows = (dict(zip(answer.variables, row, strict=True)) for row in answer.rows)
            output.pour(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
        else:
            body = [tuple("" if value is None else _short(value) for value in row) for row in answer.rows]
            if body:
                output.pour([output.table(answer.variables, body)])
            else:
                output.say("no results")


def _short(value: str) -> str:
    """An IRI shortened to a prefixed name, as in a query."""
    from graphkit.formats.rdf import prefixes

    fits = [
        (len(space), f"{prefix}:{value[len(space) :]}")
        for prefix, space in prefixes().items()
        if value.startswith(space)
    ]
    return max(fits)[1] if fits else value


def _ready() -> list[tuple[str, Path]]:
    from graphkit.sparql import queries

    return list(queries().items())
