"""``graphkit explain``: why a text gives the claims it gives."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli import options, output

if TYPE_CHECKING:
    from graphkit.extract.explain import Explained, Explanation
    from graphkit.model import Document


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(epilog='Example: graphkit explain "France did not sanction Israel." --date 2023-03-22')(explain)


def explain(
    what: Annotated[str, typer.Argument(metavar="TEXT|FILE|CLAIM", help="A text, a file, or a claim's id in a store.")],
    date: options.Date = None,
    store: options.StoreIfAny = None,
    actors: options.Actors = None,
    model: options.Model = None,
) -> None:
    """Show sentence by sentence who is meant, what was considered, and what weighed for and against it.

    Kept readings are marked *. For a claim of a store the sentences of its documents that speak of its actors are read
    again, as the present version reads them.
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
        items = list(read([what]))
        for item in items:
            if isinstance(item, InputError):
                raise item
        return [item for item in items if isinstance(item, Document)], None
    return [Document(id="text", text=what, published=date)], None


def _pair(reading: Explained) -> tuple[str, str]:
    ends = sorted((reading.candidate.subject.mention.actor.id, reading.candidate.object.mention.actor.id))
    return ends[0], ends[1]


def _lines(explanation: Explanation, only: tuple[str, str] | None) -> Iterator[str]:
    yield " ".join(explanation.sentence.split())
    for mention in explanation.mentions:
        name = mention.actor.name if mention.actor.code == mention.code else f"{mention.actor.name} ({mention.code})"
        yield f"    {mention.text} = {name}, by {mention.rule}"
    for reading in explanation.readings:
        if only is not None and _pair(reading) != only:
            continue
        one, other = reading.candidate.subject.mention, reading.candidate.object.mention
        predicate = explanation.words[reading.candidate.clause.token]
        cues = reading.cues
        how = [str(cues.polarity), str(cues.status)]
        how += [f"says {cues.speaker.actor.name}"] if cues.speaker else []
        how += [] if cues.asserted else ["not asserted"]
        yield (
            f"  {'*' if reading.kept else ' '} {reading.confidence:.2f} {one.actor.name} "
            f"{reading.candidate.relation.name} {other.actor.name} ({', '.join(how)})"
        )
        source = reading.candidate.frame or "no frame"
        reasons = ", ".join(f"{name} {weight:+.1f}" for name, weight in reading.reasons)
        yield f"         at {predicate!r}, {source}: {reasons}"
    yield ""
