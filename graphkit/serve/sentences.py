"""Sentences of a graph ready for display: each once, with its claims in words and its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from graphkit.model import UNNAMED, PartialDate
from graphkit.model.tenure import phrase
from graphkit.network.projection import node_names

if TYPE_CHECKING:
    from graphkit.model import Document
    from graphkit.store.reading import Event
    from graphkit.store.view import View


@dataclass(frozen=True)
class Article:
    """The document of a sentence."""

    id: str
    title: str
    """Its title, or its id if it has none."""
    outlet: str | None
    """The host name of its URL."""
    url: str | None
    """Only an HTTP address."""
    published: PartialDate | None


@dataclass(frozen=True)
class Stated:
    """A piece of evidence with the names that belong to it."""

    event: Event
    subject: str
    relation: str
    object: str
    speaker: str | None


@dataclass(frozen=True)
class QuotedSentence:
    """A sentence with the claims it makes and its source."""

    quote: str
    stated: tuple[Stated, ...]
    source: Article


def article(document: Document) -> Article:
    """The source of a document's sentences."""
    web = document.url if document.url and document.url.startswith(("http://", "https://")) else None
    try:
        host = urlsplit(web).hostname if web else None
    except ValueError:  # such as http://[
        web = host = None
    outlet = (host or "").removeprefix("www.") or None
    return Article(document.id, document.title or document.id, outlet, web, document.published)


def articles(graph: View, ids: Iterable[str]) -> dict[str, Article]:
    """The sources of some documents by id."""
    found = (graph.document(key) for key in dict.fromkeys(ids))
    return {document.id: article(document) for document in found if document}


def by_sentence(events: Iterable[Event]) -> list[list[Event]]:
    """Evidence grouped by sentence, in the order of the first evidence of each."""
    found: dict[tuple[str, int], list[Event]] = {}
    for event in events:
        found.setdefault((event.document, event.start), []).append(event)
    return list(found.values())


def quoted(graph: View, sentences: Sequence[Sequence[Event]]) -> list[QuotedSentence]:
    """Sentences ready to be shown, given by their evidence."""
    names = node_names(graph) if sentences else {}
    relations, homes = graph.relations(), articles(graph, (first.document for first, *_ in sentences))

    def stated(event: Event) -> Stated:
        return Stated(
            event,
            names[event.subject],
            phrase(relations[event.relation], event.office),
            names[event.object],
            UNNAMED if event.hearsay else names.get(event.speaker, event.speaker) if event.speaker else None,
        )

    return [QuotedSentence(own[0].quote, tuple(map(stated, own)), homes[own[0].document]) for own in sentences]
