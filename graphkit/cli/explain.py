"""``graphkit explain``: why a text yields its claims."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.caveats import say_undated

if TYPE_CHECKING:
    from graphkit.extract import Resources
    from graphkit.extract.explain import Explained, Explanation, Named
    from graphkit.model import Claim, Document
    from graphkit.store.graph import Graph


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        rich_help_panel=panels.READ,
        epilog='graphkit explain "France did not sanction Israel." --date 2023-03-22',
    )(explain)


def explain(
    what: Annotated[
        str,
        typer.Argument(
            metavar="TEXT|FILE|CLAIM",
            help="A text in quotes, a file, or with --store the id of a claim, as shown by graphkit claims.",
        ),
    ],
    date: options.Date = None,
    store: options.Graph = None,
    actors: options.Actors = None,
    model: options.Model = None,
    format: Annotated[str, options.form("table", "json", "jsonl")] = "table",  # noqa: A002 - the option's name
) -> None:
    """Explain which claims a text yields, and why.

    For each passage it shows what was read about which actors, and why: the word that states it, whether and by which
    words it is denied, whether it is planned or hypothetical, who says so, when it happened, who contests it, and the
    confidence. Below are the actors and the words that refer to them.

    Lines marked * became claims; the others were too unlikely. For a claim in a store, the passages of its documents
    about its actors are read again with the current version. A sentence that cannot be read again, because its graph
    has no texts (an export such as kg.ttl), is explained by what was recorded.
    """
    from graphkit import extract
    from graphkit.cli import tables

    output.one_of(format, output.TABLE, "json", "jsonl")
    with tables.opened(store) if store else nullcontext() as graph:
        documents, claim, dispute = _documents(what, date, graph)
        _show(extract.load(model, actors or ()), documents, claim, dispute, format)


def _show(using: Resources, documents: Sequence[Document], claim: Claim | None, dispute: str, format_name: str) -> None:
    """Show the passages of documents, or what they say about the two actors of a claim."""
    from graphkit.extract.explain import explain as told

    found: list[tuple[Document, Explanation]] = []
    for document in (one for one in documents if claim is None or one.text):
        for passage in told(document, using):
            readings = [e for e in passage.readings if claim is None or _pair(e) == _ends(claim)]
            if claim is not None:
                readings = [replace(e, contested=dispute) if e.claim.id == claim.id else e for e in readings]
            if readings or claim is None:
                found.append((document, replace(passage, readings=tuple(readings))))
    if claim is not None:
        again = {document.id for document, passage in found for e in passage.readings if e.claim.id == claim.id}
        found += _recorded(claim, dispute, documents, again)
    if format_name == output.TABLE:
        output.pour(f"{line}\n" for _, passage in found for line in _lines(passage))
    elif format_name == "jsonl":
        output.pour(f"{json.dumps(_record(*one), ensure_ascii=False)}\n" for one in found)
    else:
        output.pour([json.dumps([_record(*one) for one in found], ensure_ascii=False, indent=2), "\n"])
    if not found:
        output.say("no passage names two actors")
    elif not any(e.kept for _, passage in found for e in passage.readings):
        output.say("no claims found")
    if undated := sum(document.published is None for document in documents):
        say_undated(undated)


def _recorded(
    claim: Claim, dispute: str, documents: Sequence[Document], again: Container[str]
) -> Iterator[tuple[Document, Explanation]]:
    """The recorded evidence of a claim in documents where it was not found ``again``; reports how much, and why."""
    from graphkit.extract.explain import recorded

    sources = {document.id: document for document in documents}
    why: Counter[str] = Counter()
    for evidence in claim.evidence:
        if evidence.document not in again and (document := sources.get(evidence.document)):
            why["it is read otherwise now" if document.text else "the graph has no text of its document"] += 1
            passage = recorded(document, replace(claim, evidence=(evidence,)))
            yield document, replace(passage, readings=tuple(replace(e, contested=dispute) for e in passage.readings))
    for reason, number in sorted(why.items()):
        output.say(f"{output.count(number, 'sentence')} as recorded: {reason}")


def _documents(what: str, date: options.Date, graph: Graph | None) -> tuple[list[Document], Claim | None, str]:
    """The documents to read, the claim asked for if it is in a graph, and who contests it."""
    from graphkit.documents import read
    from graphkit.documents.language import language
    from graphkit.errors import InputError
    from graphkit.extract.explain import disputed
    from graphkit.model import Document
    from graphkit.store.schema import explained

    if graph is not None and (claim := graph.get(what)):
        keys = list(dict.fromkeys(e.document for e in claim.evidence))
        found = [document for document in map(graph.document, keys) if document]
        with explained(graph.path):  # a document may be missing in a damaged file
            return found, claim, disputed(claim, {key: graph.source(key) for key in keys})
    if len(what) < options.LONGEST_PATH and Path(what).is_file():
        items = list(read([what], skip=output.left, assume=output.assumed))
        for item in items:
            if isinstance(item, InputError):
                raise item
        texts = [item for item in items if isinstance(item, Document)]
        return [replace(text, published=text.published or date) for text in texts], None, ""
    if not options.is_text(what):
        raise InputError(f"{what}: no such file or claim", "give a text, a file, or with --store the id of a claim")
    return [Document(id="text", text=what, published=date, language=language(what))], None, ""


def _pair(reading: Explained) -> tuple[str, str]:
    return _ends(reading.claim)


def _ends(claim: Claim) -> tuple[str, str]:
    one, other = sorted((claim.subject.id, claim.object.id))
    return one, other


def _lines(explanation: Explanation) -> Iterator[str]:
    yield " ".join(explanation.text.split())
    for told in explanation.readings:
        yield f"  {'*' if told.kept else ' '} {told.statement}"
        yield f"      {told.reason}"
    for mention in explanation.mentions:
        name = mention.actor.name if mention.actor.code == mention.code else f"{mention.actor.name} ({mention.code})"
        yield f"    {mention.text} = {name}, by {mention.rule}"
    yield ""


def _record(document: Document, explanation: Explanation) -> Mapping[str, Any]:
    """A passage as a JSON object."""
    return {
        "document": document.id,
        "text": explanation.text,
        "readings": [_reading(told) for told in explanation.readings],
        "mentions": [_mention(mention) for mention in explanation.mentions],
    }


def _reading(told: Explained) -> Mapping[str, Any]:
    read = told.reading
    return {
        "claim": told.claim.id,
        "kept": told.kept,
        "statement": told.statement,
        "reason": told.reason,
        "subject": told.subject.actor.id,
        "relation": read.relation,
        "object": told.object.actor.id,
        "polarity": str(read.polarity),
        "how": str(read.status),
        "speaker": told.speaker.actor.id if told.speaker else None,
        "hearsay": read.hearsay,
        "office": told.claim.evidence[0].office,
        "date": str(told.date) if told.date else None,
        "cue": told.cue,
        "denial": told.denial or None,
        "contested": told.contested or None,
        "confidence": round(told.confidence, 2),
        "extractor": read.source,
    }


def _mention(mention: Named) -> Mapping[str, Any]:
    return {"text": mention.text, "actor": mention.actor.id, "code": mention.code, "rule": mention.rule}
