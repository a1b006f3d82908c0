"""What each page shows: from a request to the values of its template."""

from __future__ import annotations

import math
from collections import Counter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from graphkit import display
from graphkit.errors import UnknownName
from graphkit.graph import KnowledgeGraph
from graphkit.model import STRUCTURE, Polarity, Status, evidence_id
from graphkit.network import answers, resolve
from graphkit.ontology import find_relation, groups, load_relations
from graphkit.resolve import plain
from graphkit.resources import ontologies
from graphkit.selection import Selection
from graphkit.serve import api, html
from graphkit.serve.asking import NARROWING
from graphkit.serve.chart import chart
from graphkit.serve.negotiation import acceptable
from graphkit.serve.told import source, sources, told
from graphkit.standing import ClaimStatus

if TYPE_CHECKING:
    from graphkit.model import Claim, Evidence, RelationType
    from graphkit.records import Event

PAGE, LATEST, FOUND = 50, 20, 12
"""Sentences of a page of a list, of an actor or a pair, and rows of what a search finds."""
PAIRS = 40
ASKED = ("actor", "relation", "group", "status", "speaker", "words", *NARROWING, "since", "until")
"""What the form of the claims asks for."""


def search(graph: KnowledgeGraph, request: Request) -> Response:
    """The actor that is meant, when there is one; else, or with ``all``, actors, relations and sentences."""
    asked = request.query_params.get("q", "").strip()
    relations = _relations_like(graph, asked)
    if not relations and not request.query_params.get("all"):
        try:
            return RedirectResponse(f"/actor/{html.part(resolve(graph, asked).id)}?found={quote(asked)}", 303)
        except UnknownName:
            pass
    actors = graph.search(asked)[:FOUND] if plain(asked) else []
    events = list(graph.filter(words=asked).events()) if asked else []
    rows = told(graph, events[: -FOUND - 1 : -1])
    values = {"asked": asked, "actors": actors, "relations": relations, "rows": rows, "total": len(events)}
    title = f"What is found for “{asked}”"
    return HTMLResponse(html.render("search", title, **values), 200 if actors or relations or rows else 404)


def _relations_like(graph: KnowledgeGraph, asked: str) -> list[RelationType]:
    words = plain(asked).split()
    known = graph.relations().values()
    return [one for one in known if words and all(word in f"{plain(one.label)} {one.name.lower()}" for word in words)]


def claims(graph: KnowledgeGraph, request: Request) -> Response:
    """Sentences by what the form asks for, page by page, the latest first."""
    asked = {name: request.query_params.get(name, "") for name in ASKED}
    events = api.chosen(graph, asked)[::-1]
    size = api.limit(request.query_params, PAGE)
    pages = max(1, math.ceil(len(events) / size))
    page = min(pages, api.limit({"limit": request.query_params.get("page", "1")}))
    first = (page - 1) * size
    known = graph.relations()
    values = {
        "asked_for": asked,
        "relations": sorted(((name, one.label) for name, one in known.items()), key=lambda pair: pair[1]),
        "groups": [(name, name.lower()) for name in groups(known)],
        "statuses": [(str(status), str(status)) for status in ClaimStatus],
        "polarities": [(str(value), str(value)) for value in Polarity],
        "hows": [(str(value), str(value)) for value in Status],
        "total": len(events),
        "first": first + 1,
        "page": page,
        "pages": pages,
        "rows": told(graph, events[first : first + size]),
    }
    contested = asked["status"] == ClaimStatus.CONTESTED
    title, here = ("Contested claims", "Contested") if contested else ("Claims", "Claims")
    return HTMLResponse(html.render("claims", title, here, **values))


def dyad(graph: KnowledgeGraph, request: Request) -> Response:
    """Two actors: their timeline, the relations both ways, the latest sentences."""
    a, b = (resolve(graph, request.path_params[name]) for name in ("a", "b"))
    events = answers.between(graph, a, b)
    forth = {f"{a.name} {sign} {b.name}" for sign in "→↔"}
    rows = [(row, *((a, b) if row["who"] in forth else (b, a))) for row in answers.relations(events, a, b)]
    values = {
        "a": a,
        "b": b,
        "rows": [(row, one.id, other.id) for row, one, other in rows],
        "labels": _labels(graph),
        "chart": chart(_happenings(events)),
        "latest": told(graph, events[: -LATEST - 1 : -1]),
    }
    return HTMLResponse(html.render("dyad", f"{a.name} and {b.name}", **values))


def actor(graph: KnowledgeGraph, request: Request) -> Response:
    """An actor: offices, timeline, relations, partners, latest sentences."""
    who = resolve(graph, request.path_params["actor"])
    if _wants_turtle(request):
        return _described(graph.select(Selection(actors=(frozenset([who.id]),))))
    found = answers.profile(graph, who)
    events, labels = _happenings(found.events), _labels(graph)
    names = {one.code: one.name for one in graph.actors() if one.kind != "Person"}
    offices = [office.partition(" ")[::2] for office in found.offices]
    values = {
        "who": who,
        "node": who.code,
        "profile": found,
        "labels": labels,
        "offices": [(labels[relation], code, names.get(code, code)) for relation, code in offices],
        "chart": chart([event for event in events if event.status == ClaimStatus.ASSERTED]),
        "latest": told(graph, events[: -LATEST - 1 : -1]),
        "looked_for": request.query_params.get("found", ""),
    }
    return HTMLResponse(html.render("actor", who.name, **values), headers={"vary": "accept"})


def _happenings(events: Any) -> list[Event]:  # noqa: ANN401 - any iterable of events
    return [event for event in events if event.group != STRUCTURE]


def _labels(graph: KnowledgeGraph) -> dict[str, str]:
    return {name: relation.label for name, relation in graph.relations().items()}


def claim(graph: KnowledgeGraph, request: Request) -> Response:
    """A claim: how it stands, and each sentence with its parts marked."""
    found = graph.get(request.path_params["claim"])
    if found is None:
        raise UnknownName(f"no claim {request.path_params['claim']!r}")
    if _wants_turtle(request):
        part = KnowledgeGraph(build=graph.build)
        for key in sorted({evidence.document for evidence in found.evidence}):
            document = graph.document(key)
            if document:
                part.add(document, [c for c in graph.filter(document=key) if c.id == found.id])
        return _described(part)
    homes = sources(graph, (evidence.document for evidence in found.evidence))
    places = [
        {**_place(found, evidence), "pieces": display.pieces(evidence), "source": homes[evidence.document]}
        for evidence in found.evidence
    ]
    title = f"{found.subject.name} {found.relation.label} {found.object.name}"
    values = {"claim": found, "standing": graph.weigh(found), "places": places}
    return HTMLResponse(html.render("claim", title, **values), headers={"vary": "accept"})


def _place(claim: Claim, evidence: Evidence) -> dict[str, Any]:
    how = display.how(evidence)
    return {"claim": claim, "evidence": evidence, "how": how, "id": evidence_id(claim.id, evidence)}


def document(graph: KnowledgeGraph, request: Request) -> Response:
    """A document: its whole text, and under each sentence the claims it makes."""
    key = request.path_params["document"]
    found = graph.document(key)
    if found is None:
        raise UnknownName(f"no document {key!r}")
    own = graph.filter(document=key)
    if _wants_turtle(request):
        return _described(own)
    passages: list[SimpleNamespace] = []
    for passage in display.passages(found, own):
        pieces = passage.pieces
        if passages and passages[-1].stated and not passage.stated:  # the list of claims has ended the line
            pieces = tuple((words.lstrip(), part) for words, part in pieces)
        stated = [_place(claim, evidence) for claim, evidence in passage.stated]
        passages.append(SimpleNamespace(pieces=pieces, stated=stated))
    number = sum(len(passage.stated) for passage in passages)
    home = source(found)
    values = {"source": home, "passages": passages, "number": number}
    return HTMLResponse(html.render("document", home.title, **values), headers={"vary": "accept"})


def relation(graph: KnowledgeGraph, request: Request) -> Response:
    """A relation: what it means, and between whom it is told most."""
    found = find_relation(load_relations(), request.path_params["relation"])
    if _wants_turtle(request):
        return Response((ontologies() / "relations.ttl").read_text(encoding="utf-8"), media_type="text/turtle")
    events = list(graph.filter(relation=found.name).events()) if found.name in graph.relations() else []
    counted: Counter[tuple[str, str]] = Counter()
    for event in events:
        ends = (event.subject_code, event.object_code)
        one, other = sorted(ends) if found.symmetric else ends
        counted[one, other] += 1
    names = {actor.code: actor.name for actor in graph.actors() if actor.kind != "Person"}
    pairs = [
        ((one, names.get(one, one)), (other, names.get(other, other)), number)
        for (one, other), number in counted.most_common(PAIRS)
    ]
    values = {"relation": found, "pairs": pairs, "total": len(events)}
    return HTMLResponse(html.render("relation", found.label, **values), headers={"vary": "accept"})


def _wants_turtle(request: Request) -> bool:
    return acceptable(request.headers.get("accept"), ["text/html", "text/turtle"])[:1] == ["text/turtle"]


def _described(part: KnowledgeGraph) -> Response:
    return Response(part.to_turtle(), media_type="text/turtle", headers={"vary": "accept"})
