"""``graphkit explain``: why a text gives the claims it gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli import options, output, panels

if TYPE_CHECKING:
    from graphkit.extract.explain import Explained, Explanation
    from graphkit.model import Document


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(
        rich_help_panel=panels.READ,
        epilog='Example: graphkit explain "France did not sanction Israel." --date 2023-03-22',
    )(explain)


def explain(
    what: Annotated[str, typer.Argument(metavar="TEXT|FILE|CLAIM", help="A text, a file, or a claim's id in a store.")],
    date: options.Date = None,
    store: options.StoreIfAny = None,
    actors: options.Actors = None,
    model: options.Model = None,
) -> None:
    """Explain how claims were found in a text.

    Passage by passage it shows who is meant by which words, what was read of whom, and the reason for that: the word
    that states it, whether it is denied, yet to come or supposed, who says so, and how sure the reader is.

    Lines marked * were likely enough for a claim. For a claim of a store the passages of its documents about its actors
    are read again by the present version.
    """
    from graphkit import extract
    from graphkit.extract.explain import explain as told

    using = extract.load(model, actors or ())
    documents, only = _documents(what, date, store)
    for document in documents:
        for explanation in told(document, using):
            if only is None or any(_pair(reading) == only for reading in explanation.readings):
                output.pour(f"{line}\n" for line in _lines(explanation, only))


def _documents(what: str, date: options.Date, store: Path | None) -> tuple[list[Document], tuple[str, str] | None]:
    from graphkit.cli.store import opened
    from graphkit.documents import read
    from graphkit.errors import InputError
    from graphkit.model import Document

    if store is not None:
        with opened(store) as graph:
            claim = graph.get(what)
            if claim is not None:
                found = (graph.document(key) for key in dict.fromkeys(e.document for e in claim.evidence))
                ends = sorted((claim.subject.id, claim.object.id))
                return [document for document in found if document], (ends[0], ends[1])
    if len(what) < 250 and Path(what).is_file():
        items = list(read([what], skip=output.left))
        for item in items:
            if isinstance(item, InputError):
                raise item
        return [item for item in items if isinstance(item, Document)], None
    if not options.is_text(what):
        raise InputError(f"{what}: no such file or claim", "give a text, a file, or with --store the id of a claim")
    return [Document(id="text", text=what, published=date)], None


def _pair(reading: Explained) -> tuple[str, str]:
    ends = sorted((reading.subject.actor.id, reading.object.actor.id))
    return ends[0], ends[1]


def _lines(explanation: Explanation, only: tuple[str, str] | None) -> Iterator[str]:
    yield " ".join(explanation.text.split())
    for mention in explanation.mentions:
        name = mention.actor.name if mention.actor.code == mention.code else f"{mention.actor.name} ({mention.code})"
        yield f"    {mention.text} = {name}, by {mention.rule}"
    for told in explanation.readings:
        if only is not None and _pair(told) != only:
            continue
        yield f"  {'*' if told.kept else ' '} {told.statement}"
        yield f"      {told.reason}"
    yield ""
