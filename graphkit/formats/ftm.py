"""FollowTheMoney entities, one JSON object per line: actors, documents, and events between actors as links.

A FollowTheMoney link exists or does not; it cannot say how it was stated. So only events become links; other
claims are left out. See https://followthemoney.tech/explorer/.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from graphkit.actors.resolve import known
from graphkit.formats.factual_events import FactualEvent, factual_events
from graphkit.model import Actor, Document, Kind, PartialDate
from graphkit.store.view import View

if TYPE_CHECKING:
    from graphkit.formats import Options

_SCHEMATA: Mapping[Kind, str] = {
    Kind.STATE: "PublicBody",
    Kind.PERSON: "Person",
    Kind.ORGANISATION: "Organization",
    Kind.ARMED_GROUP: "Organization",
    Kind.BLOC: "Organization",
    Kind.TERRITORY: "PublicBody",
}


def write(graph: View, options: Options) -> Iterator[str]:
    """Each entity as a line: actors and documents by id, then the links."""
    links = (_link(graph, event, options.base) for event in factual_events(graph) if not _is_turned(event))
    for entity in chain(map(_actor, graph.actors()), map(_document, graph.documents()), links):
        yield json.dumps(entity, ensure_ascii=False) + "\n"


Entity = dict[str, object]


def _is_turned(event: FactualEvent) -> bool:
    """Whether it is the redundant reverse of a symmetric one."""
    return event.claim.relation.symmetric and event.actor.actor.id != event.claim.subject.id


def _link(graph: View, event: FactualEvent, base: str) -> Entity:
    documents = dict.fromkeys(evidence.document for evidence in event.evidence)
    found = [document for document in map(graph.document, documents) if document]
    return _entity(
        f"gk-{event.key}",
        "UnknownLink",
        subject=[_id("actor", event.actor.actor.id)],
        object=[_id("actor", event.recipient.actor.id)],
        role=[event.claim.relation.label],
        date=_date(event.when),
        summary=list(dict.fromkeys(" ".join(evidence.quote.text.split()) for evidence in event.evidence)),
        proof=[_id("document", document.id) for document in found],
        sourceUrl=[document.url for document in found if _is_url(document.url)],
        recordId=[f"{base}claim/{event.claim.id}"],
    )


def _actor(actor: Actor) -> Entity:
    code = dict(actor.notations).get("iso2") or _country(actor.code)
    is_body = actor.kind is not Kind.PERSON
    country = [code.lower()] if code else []
    return _entity(
        _id("actor", actor.id),
        _SCHEMATA[actor.kind],
        name=[actor.name],
        country=country,
        wikidataId=[actor.wikidata] if actor.wikidata else [],
        weakAlias=[actor.code] if is_body and actor.code != actor.name else [],
    )


def _country(code: str) -> str | None:
    """The ISO 3166 alpha-2 code of a state in the shipped tables."""
    actor = known().actors.get(code)
    return dict(actor.notations).get("iso2") if actor else None


def _document(document: Document) -> Entity:
    return _entity(
        _id("document", document.id),
        "Article",
        title=[document.title] if document.title else [],
        fileName=[document.id],
        sourceUrl=[document.url] if _is_url(document.url) else [],
        publishedAt=_date(document.published),
    )


def _date(date: PartialDate | None) -> list[str]:
    # FollowTheMoney rejects dates before the year 1000 and after 2999.
    return [str(date)] if date and 1000 <= date.first.year < 3000 else []


def _is_url(url: str | None) -> bool:
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _id(kind: str, key: str) -> str:
    # Entity ids are words; graphkit's ids may be paths.
    return f"gk-{kind}-{hashlib.sha256(key.encode()).hexdigest()[:20]}"


def _entity(key: str, schema: str, **properties: Sequence[str | None]) -> Entity:
    return {"id": key, "schema": schema, "properties": {name: values for name, values in properties.items() if values}}
