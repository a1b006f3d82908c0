"""graphkit in any English spaCy pipeline: ``nlp.add_pipe("gk_actors")`` and ``nlp.add_pipe("gk_claims")``.

    nlp = spacy.blank("en")
    nlp.add_pipe("gk_claims", config={"published": "2023-03-17"})
    doc = nlp("The ICC issued an arrest warrant for the Russian president.")
    doc._.gk_claims[0]["relation"]  # 'issuesWarrantAgainst'
    [(span.text, span.label_, span.kb_id_) for span in doc.spans["gk_actors"]]

Both read only the text, whatever other components find. Names are resolved as of ``doc._.gk_published`` (YYYY-MM-DD,
or a month or year) if set, else the configuration's ``published``, else today.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from graphkit import extract
from graphkit.actors import gazetteer
from graphkit.actors.linking import find
from graphkit.errors import InputError
from graphkit.formats.records import records
from graphkit.model import Document, PartialDate
from graphkit.store.graph import Graph

if TYPE_CHECKING:
    from graphkit.actors.linked import Linked

SPANS = "gk_actors"
"""The key of the actors in ``doc.spans``."""
CONFIG: dict[str, Any] = {"published": None, "actors": []}

for extension in ("gk_published", "gk_claims"):
    if not Doc.has_extension(extension):
        Doc.set_extension(extension, default=None)


class Actors:
    """Adds the actors of a text to ``doc.spans``: their code as label, their id as ``kb_id``."""

    def __init__(self, published: str | None, actors: Iterable[str]) -> None:
        self.published = None if published is None else _day(published)
        self.actors = tuple(actors)

    def __call__(self, doc: Doc) -> Doc:
        """The text with its actors."""
        issued = _issued(doc, self.published)
        found = find(doc.text, _gazetteer(self.actors), issued.middle if issued else None)
        mark(doc, ((m.start, m.end, m) for m in found))
        return doc


class Claims(Actors):
    """Adds the claims of a text to ``doc._.gk_claims``, as the records that ``graphkit extract -f jsonl`` prints.

    Their offsets count characters of ``doc.text``. The actors are added to ``doc.spans`` as well.
    """

    def __call__(self, doc: Doc) -> Doc:
        """The text with its actors and claims."""
        using = _resources(self.actors)
        document = Document(id="doc", text=doc.text, published=_issued(doc, self.published))
        prepared = extract.prepare(document, using)
        mark(doc, ((*prepared.clean.span(m.start, m.end), m) for m in prepared.mentions))
        with Graph() as graph:
            graph.add(document, extract.claims(prepared, using))
            doc._.gk_claims = [dict(record) for claim in graph for record in records(claim, graph)]
        return doc


@Language.factory("gk_actors", assigns=["doc.spans"], default_config=CONFIG)
def make_actors(nlp: Language, name: str, published: str | None, actors: list[str]) -> Actors:  # noqa: ARG001 - spaCy's
    """The component that finds actors; ``actors`` are additional actor tables, as for ``graphkit build --actors``."""
    return Actors(published, actors)


@Language.factory("gk_claims", assigns=["doc.spans", "doc._.gk_claims"], default_config=CONFIG)
def make_claims(nlp: Language, name: str, published: str | None, actors: list[str]) -> Claims:  # noqa: ARG001 - spaCy's
    """The component that reads claims."""
    return Claims(published, actors)


def _issued(doc: Doc, otherwise: PartialDate | None) -> PartialDate | None:
    """When a text was published; raises InputError for an invalid date."""
    return otherwise if doc._.gk_published is None else _day(str(doc._.gk_published))


def mark(doc: Doc, places: Iterable[tuple[int, int, Linked]]) -> None:
    """Add mentions, given with their offsets, to ``doc.spans``; each covers the tokens that it touches."""
    spans = (
        doc.char_span(start, end, label=mention.code, kb_id=mention.actor.id, alignment_mode="expand")
        for start, end, mention in places
    )
    doc.spans[SPANS] = [span for span in spans if span is not None]


def _day(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise InputError(f"published {text!r} is not a date", "write it as 2023-03-17") from error


@cache
def _gazetteer(actors: tuple[str, ...]) -> gazetteer.Gazetteer:
    return gazetteer.load(actors)


@cache
def _resources(actors: tuple[str, ...]) -> extract.Resources:
    return extract.load(actors=[Path(path) for path in actors])
