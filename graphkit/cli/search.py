"""``graphkit search``: whom and what a graph has that some words fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from graphkit.cli import options, panels
from graphkit.cli.tables import Format, Limit, Offset, Row, form_of, opened, page, part, show

SCREENFUL = 10
"""Rows of each kind that a person sees who gives no --limit."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel=panels.ASK, epilog="Example: graphkit search sanctions --store kg.db")(search)


def search(
    ctx: typer.Context,
    words: Annotated[str, typer.Argument(metavar="WORDS", help='All words, "a phrase", nucl*, -not, OR.')],
    store: options.StoreIfAny = None,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = None,
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Find actors, relations and sentences by words.

    --limit and --offset count each of the three by itself. The id is what `actor`, `--relation` or `explain` takes.
    """
    from graphkit.network import answers

    form = form_of(format)
    with opened(store, since, until, min_confidence) as graph:
        actors: list[Row] = [
            {"found": "actor", "id": actor.id, "name": actor.name, "text": f"{actor.kind}, code {actor.code}"}
            for actor in graph.search(words)
        ]
        events = page(list(graph.filter(words=words).events()), form, limit, offset, SCREENFUL)
        sentences: list[Row] = [
            {
                "found": "sentence",
                "id": row["claim"],
                "name": f"{row['subject']} {row['relation']} {row['object']}",
                "date": row["date"],
                "text": row["sentence"],
            }
            for row in answers.brief(graph, events)
        ]
        claims = part(graph, events) if form == "ttl" else None
    named = [
        *page(actors, form, limit, offset, SCREENFUL),
        *page(list(_relations(words)), form, limit, offset, SCREENFUL),
    ]
    show([*named, *sentences], ("found", "id", "name", "date", "text"), form, ctx, claims=claims)


def _relations(words: str) -> Iterator[Row]:
    """The relations whose name or meaning has all the words."""
    from graphkit.ontology import load_relations

    asked = [word.strip('"*').casefold() for word in words.split()]
    for relation in load_relations().values():
        text = f"{relation.name} {relation.label} {relation.definition}".casefold()
        if all(word in text for word in asked):
            yield {"found": "relation", "id": relation.name, "name": relation.label, "text": relation.definition}
