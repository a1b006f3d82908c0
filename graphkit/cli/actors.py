"""``graphkit actors`` and ``graphkit link``: the actors graphkit knows, and those a text mentions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.cli import options, output, panels

if TYPE_CHECKING:
    from graphkit.model import Actor


def register(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(rich_help_panel=panels.LOOK, epilog='graphkit actors "U.S. president" --on 1995-11-21')(actors)
    app.command(
        rich_help_panel=panels.READ, epilog='graphkit link "Moscow accused the White House." --date 2023-03-22'
    )(link)


FILE = re.compile(r"[/\\]|\.[a-z0-9]{2,8}$")
"""A slash or a suffix, which only file names have."""
Form = Annotated[str | None, options.form("table", "json", "jsonl", "tsv", otherwise=f"{options.AT_TERMINAL} jsonl")]


def actors(
    query: Annotated[
        str,
        options.an_actor("NAME", 'The name, office, code or id to look up, such as Putin or "U.S. president".'),
    ],
    on: options.On = None,
    actors: options.Actors = None,
    format: Form = None,  # noqa: A002 - the option's name
) -> None:
    """Look up actors by name or office.

    All actors that graphkit knows are searched, whether or not they occur in a graph; the likeliest match comes first.
    kind is State, Person, Organisation and so on, code the country or organisation for which the actor acts, wikidata
    its Wikidata id.
    """
    from graphkit.actors.gazetteer import load
    from graphkit.actors.linking import find
    from graphkit.actors.resolve import Fit, ranked, spellings
    from graphkit.errors import UnknownName

    gazetteer = load(actors or ())

    def last_in_office(actor: Actor) -> int:
        days = [tenure.end or tenure.known for tenure in gazetteer.tenures.get(actor.id, ())]
        return max((day.toordinal() for day in days if day), default=0)

    fitting = ranked(query, gazetteer.actors.values(), last_in_office, spellings(gazetteer))
    found = [actor for fit, actor in fitting if fit <= Fit.OTHER]
    if not found:  # an office, or a name with other words
        for linked in find(query, gazetteer, on):
            found += [actor for actor in (linked.actor, *linked.candidates) if actor not in found]
    found += [actor for fit, actor in fitting if fit <= Fit.WORDS and actor not in found]
    found = found or [actor for _, actor in fitting]
    if not found:
        raise UnknownName(
            f"no actor {query!r}", "try another name or a code such as RUS, or add the actor with --actors"
        )
    head = ("id", "name", "kind", "code", "wikidata")
    _emit(
        format,
        head,
        [_record(actor) for actor in found],
    )


def link(
    text: Annotated[
        str, typer.Argument(metavar="TEXT|FILE", help="A text in quotes, a file, or - for standard input.")
    ],
    date: options.Date = None,
    actors: options.Actors = None,
    format: Form = None,  # noqa: A002 - the option's name
) -> None:
    """Show the actors that a text mentions.

    Each is shown with the rule that found it and other actors it may refer to. Exits with 1 if a file could not be
    read.
    """
    from graphkit.actors.gazetteer import load
    from graphkit.actors.translated import finder
    from graphkit.documents import clean, read
    from graphkit.documents.language import language
    from graphkit.errors import InputError
    from graphkit.model import Document

    find = finder(load(actors or ()))
    items: list[Mapping[str, Any]] = []
    failed = False
    for document in (
        read([text], skip=output.left, assume=output.assumed)
        if _is_path(text)
        else [Document("text", text, language=language(text))]
    ):
        if isinstance(document, InputError):
            output.say(f"graphkit: {document}")
            failed = True
            continue
        plain = clean(document)
        on = document.as_of or (date.middle if date else None)
        for mention in find(plain.text, document.language, on):
            start, end = plain.span(mention.start, mention.end)
            items.append(
                {
                    "document": document.id,
                    "start": start,
                    "end": end,
                    "text": document.text[start:end],
                    "actor": {**_record(mention.actor), "code": mention.code},
                    "rule": mention.rule,
                    "form": mention.form,
                    "candidates": [_record(actor) for actor in mention.candidates],
                }
            )
    if not items and not failed:
        output.say("no actors found")
    if output.chosen(format, None) in ("jsonl", "json"):
        _emit(format, (), items)
    else:
        _emit(format, ("document", "start", "end", "text", "actor", "code", "rule", "others"), map(_row, items))
    if failed:
        raise typer.Exit(1)


def _is_path(text: str) -> bool:
    """Whether an argument names a file, which need not exist, rather than being a text or a name."""
    return text == "-" or (not options.is_text(text) and (Path(text).exists() or bool(FILE.search(text))))


def _record(actor: Actor) -> dict[str, str | None]:
    """An actor as a JSON object."""
    return {
        "id": actor.id,
        "code": actor.code,
        "name": actor.name,
        "kind": str(actor.kind),
        "wikidata": actor.wikidata,
    }


def _row(item: Mapping[str, Any]) -> dict[str, object]:
    """A mention as a table row."""
    others = ", ".join(other["name"] for other in item["candidates"])
    return {**item, "actor": item["actor"]["name"], "code": item["actor"]["code"], "others": others}


def _emit(format_name: str | None, head: Sequence[str], items: Iterable[Mapping[str, object]]) -> None:
    from graphkit.errors import UnknownName

    form = output.chosen(format_name, None)
    if form == "jsonl":
        output.pour(f"{json.dumps(item, ensure_ascii=False)}\n" for item in items)
        return
    rows = [["" if item[key] is None else str(item[key]) for key in head] for item in items]
    if form == "json":
        output.pour([json.dumps(list(items), ensure_ascii=False, indent=2), "\n"])
    elif form == "tsv":
        output.pour("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in (head, *rows))
    elif form == output.TABLE:
        output.pour([output.table(head, rows)] if rows else [])
    else:
        raise UnknownName(f"no format {form!r} here", "choose one of table, json, jsonl, tsv")
