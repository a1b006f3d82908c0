"""``graphkit search``: actors, relations and sentences that match some words."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.tables import Format, Limit, Offset, Row, asking, form_of, more_of, opened, page, part, show, sure
from graphkit.model.tenure import named

SCREENFUL = 10
"""Rows of each kind shown at a terminal without --limit."""
COLUMNS = ("found", "id", "name", "date", "status", "confidence", "text")


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(rich_help_panel=panels.ASK, epilog="graphkit search sanctions --store kg.db")(search)


def search(
    ctx: typer.Context,
    words: Annotated[str, typer.Argument(metavar="WORDS", help=options.WORDS)],
    store: options.Graph = None,
    relation: options.Relations = None,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = None,
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """Find actors, relations and sentences by words.

    If no sentence contains the words as given, sentences with words that start with them are shown, and a message says
    so. --relation, --since, --until and --min-confidence apply to sentences; --limit and --offset to each of the three
    kinds separately. The ids shown can be given to graphkit actor, --relation and graphkit explain.
    """
    from graphkit import questions
    from graphkit.errors import InputError

    form = form_of(format)
    if not words.strip():
        raise InputError("WORDS is empty", "give a name or words of a sentence")
    asked = asking(since, until, min_confidence, relation=relation)
    with opened(store) as graph:
        found = questions.search(graph, words, asked)
        sure(replace(asked, words=found.begun or words, min_confidence=0.0).claims_of(graph), asked.min_confidence)
        events = page(found.events, form, limit, offset, SCREENFUL)
        told = list(questions.brief(graph, events))
        claims = part(graph, events) if form == "ttl" else None
        actors: list[Row] = [
            {"found": "actor", "id": actor.id, "name": actor.name, "text": f"{actor.kind}, code {actor.code}"}
            for actor in found.actors
        ]
        relations: list[Row] = [
            {"found": "relation", "id": relation.name, "name": relation.label, "text": relation.definition}
            for relation in found.relations
        ]
        sentences: list[Row] = [
            {
                "found": "sentence",
                "id": row.claim,
                "name": f"{row.subject} {named(row.relation, row.office)} {row.object}",
                "date": row.date,
                "status": row.status,
                "confidence": row.confidence,
                "text": row.sentence,
            }
            for row in told
        ]
        actors, relations = (page(some, form, limit, offset, SCREENFUL) for some in (actors, relations))
        beyond = ((actors, "actor"), (relations, "relation"), (events, "sentence"))
        below = ", ".join(filter(None, (more_of(*one) for one in beyond)))
        if found.begun:
            output.say(f"no sentence contains {words!r}; showing those with {found.begun}")
        show([*actors, *relations, *sentences], COLUMNS, form, ctx, claims=claims, below=below)
