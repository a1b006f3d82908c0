"""What each page shows: from a request to the values of its template."""

from __future__ import annotations

import math
import re
from itertools import groupby
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from graphkit import questions
from graphkit.actors import resolve
from graphkit.actors.folding import plain
from graphkit.errors import UnknownName
from graphkit.formats import rdf
from graphkit.model import FLOOR, Polarity, Status, evidence_id
from graphkit.model.status import ClaimStatus
from graphkit.model.tenure import phrase, phrase_of
from graphkit.ontology import BASE, GK, find_relation, groups, load_relations
from graphkit.resources import ontologies
from graphkit.serve import api, html
from graphkit.serve.chart import chart
from graphkit.serve.negotiation import acceptable
from graphkit.serve.parameters import NARROWING
from graphkit.serve.sentences import QuotedSentence, article, articles, by_sentence, quoted
from graphkit.show import passages
from graphkit.sparql import queries
from graphkit.store.graph import Graph
from graphkit.store.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphkit.model import Claim, Evidence
    from graphkit.store.reading import Event
    from graphkit.store.view import View

PAGE, LATEST, FOUND = 50, 20, 12
"""The number of sentences on a page of a list and on the page of an actor or pair, and of search results."""
PAIRS = 40
ANY_CLAIM = re.compile("(?<=claim:)0{20}")
"""The placeholder for a claim in a built-in query."""
ASKED = ("actor", "relation", "group", "status", "speaker", "words", "confidence", *NARROWING, "since", "until")
"""The fields of the form for claims."""


def search(graph: View, request: Request) -> Response:
    """A redirect to the actor that is meant; without one, or with ``all``, actors, relations and sentences."""
    asked = request.query_params.get("q", "").strip()
    words = set(plain(asked).split())
    named = any(words and words <= set(plain(one.label).split()) for one in load_relations().values())
    if not named and not request.query_params.get("all"):
        try:
            return RedirectResponse(f"/actor/{html.part(graph.actor(asked).id)}?found={quote(asked)}", 303)
        except UnknownName:
            pass
    found = questions.search(graph, asked) if asked else questions.SearchResult((), (), ())
    near = resolve.near(asked, list(graph.actors())) if asked and not found.actors else []
    values = {
        "asked": asked,
        "actors": found.actors[:FOUND],
        "near": near,
        "relations": found.relations,
        "rows": _latest(graph, found.events, FOUND),
        "total": len(by_sentence(found.events)),
        "begun": found.begun,
    }
    title = f"Search results for “{asked}”"
    return HTMLResponse(
        html.render("search", title, **values), 200 if found.actors or found.relations or found.events else 404
    )


def claims(graph: View, request: Request) -> Response:
    """Sentences selected by the form, page by page, latest first."""
    given = dict(request.query_params)
    if not all(given.values()):  # a form also sends its empty fields, which do not belong in a URL to share
        return RedirectResponse(html.claims(**given), 303)
    asked = {name: given.get(name, "") for name in ASKED}
    events = api.chosen(graph, asked)
    sentences = by_sentence(events)
    size = api.limit(given, PAGE)
    pages = max(1, math.ceil(len(sentences) / size))
    page = api.whole(given, "page", 1, pages)
    first = (page - 1) * size
    known = graph.relations()
    values = {
        "asked_for": asked,
        "relations": sorted(((name, one.label) for name, one in known.items()), key=lambda pair: pair[1]),
        "groups": [(name, name.lower()) for name in groups(known)],
        "statuses": [(str(status), str(status)) for status in ClaimStatus],
        "polarities": [(str(value), str(value)) for value in Polarity],
        "hows": [(str(value), str(value)) for value in Status],
        "pieces": len(events),
        "total": len(sentences),
        "first": first + 1,
        "page": page,
        "pages": pages,
        "rows": quoted(graph, sentences[first : first + size]),
    }
    contested = asked["status"] == ClaimStatus.CONTESTED
    title, here = ("Contested claims", "Contested") if contested else ("Claims", "Claims")
    return HTMLResponse(html.render("claims", title, here, **values))


def dyad(graph: View, request: Request) -> Response:
    """Two actors: their timeline, the relations both ways, the latest sentences."""
    found = questions.relations(graph, request.path_params["a"], request.path_params["b"])
    a, b = found.a, found.b
    values = {
        "a": a,
        "b": b,
        "ways": [
            (who, *((a.id, b.id) if who in (f"{a.name} {sign} {b.name}" for sign in "→↔") else (b.id, a.id)), [*rows])
            for who, rows in groupby(found.rows, key=lambda row: row.who)
        ],
        "labels": _labels(graph),
        "floor": FLOOR,
        "left_out": found.left_out,
        "uncounted": found.uncounted,
        "chart": chart(found.timeline().events),
        "latest": _latest(graph, found.events),
    }
    return HTMLResponse(html.render("dyad", f"{a.name} and {b.name}", **values))


def actor(graph: View, request: Request) -> Response:
    """An actor: offices, timeline, relations, partners, latest sentences."""
    name = request.path_params["actor"]
    if _wants_turtle(request):
        return _described(graph.select(Selection(actors=(frozenset([graph.actor(name).id]),))))
    found = questions.profile(graph, name)
    labels, relations = _labels(graph), graph.relations()
    offices = [(phrase(relations[post.relation], post.office), post.code, post.name) for post in found.offices]
    values = {
        "who": found.actor,
        "node": found.actor.code,
        "profile": found,
        "labels": labels,
        "floor": FLOOR,
        "offices": dict.fromkeys(offices),
        "chart": chart(found.happened),
        "latest": _latest(graph, [event for event in found.events if not event.standing]),
        "looked_for": request.query_params.get("found", ""),
    }
    return HTMLResponse(html.render("actor", found.actor.name, **values), headers={"vary": "accept"})


def _latest(graph: View, events: Sequence[Event], number: int = LATEST) -> list[QuotedSentence]:
    """The latest sentences of some evidence, newest first, undated ones last."""
    return quoted(graph, by_sentence(sorted(events, key=lambda event: event.date or "", reverse=True))[:number])


def _labels(graph: View) -> dict[str, str]:
    return {name: relation.label for name, relation in graph.relations().items()}


def claim(graph: View, request: Request) -> Response:
    """A claim: its status, and each sentence with its parts marked."""
    found = graph.get(request.path_params["claim"])
    if found is None:
        raise UnknownName(f"no claim {request.path_params['claim']!r}")
    if _wants_turtle(request):
        part = Graph(build=graph.build)
        for key in sorted({evidence.document for evidence in found.evidence}):
            document = graph.document(key)
            if document:
                part.add(document, [c for c in graph.filter(document=key) if c.id == found.id])
        return _described(part)
    homes = articles(graph, (evidence.document for evidence in found.evidence))
    places = [
        {**_place(found, evidence), "pieces": passages.pieces(evidence), "source": homes[evidence.document]}
        for evidence in found.evidence
    ]
    words = phrase_of(found)
    title = f"{found.subject.name} {words} {found.object.name}"
    opposed = [one.stated[0] for one in quoted(graph, [[event] for event in questions.opposed(graph, found)])]
    values = {
        "claim": found,
        "words": words,
        "standing": graph.weigh(found),
        "opposed": opposed,
        "places": places,
    }
    return HTMLResponse(html.render("claim", title, **values), headers={"vary": "accept"})


def _place(claim: Claim, evidence: Evidence) -> dict[str, Any]:
    return {
        "claim": claim,
        "evidence": evidence,
        "words": phrase(claim.relation, evidence.office),
        "how": passages.how(evidence),
        "id": evidence_id(claim.id, evidence),
    }


def document(graph: View, request: Request) -> Response:
    """A document: its complete text, and below each sentence the claims it makes."""
    key = request.path_params["document"]
    found = graph.document(key)
    if found is None:
        raise UnknownName(f"no document {key!r}")
    own = graph.filter(document=key)
    if _wants_turtle(request):
        return _described(own)
    shown: list[SimpleNamespace] = []
    for passage in passages.passages(found, own):
        pieces = passage.pieces
        if shown and shown[-1].stated and not passage.stated:  # the list of claims already breaks the line
            pieces = tuple((words.lstrip(), part) for words, part in pieces)
        stated = [_place(claim, evidence) for claim, evidence in passage.stated]
        shown.append(SimpleNamespace(pieces=pieces, stated=stated))
    number = sum(len(passage.stated) for passage in shown)
    home = article(found)
    values = {"source": home, "passages": shown, "number": number}
    return HTMLResponse(html.render("document", home.title, **values), headers={"vary": "accept"})


def relation(graph: View, request: Request) -> Response:
    """A relation: its definition, and the pairs of actors with most evidence for it."""
    found = find_relation(load_relations(), request.path_params["relation"])
    if _wants_turtle(request):
        return Response((ontologies() / "relations.ttl").read_text(encoding="utf-8"), media_type="text/turtle")
    ends = questions.ends(graph, found.name)
    values = {"relation": found, "pairs": ends[:PAIRS], "total": sum(pair.events for pair in ends)}
    return HTMLResponse(html.render("relation", found.label, **values), headers={"vary": "accept"})


def sparql(graph: View, _: Request) -> Response:
    """The query editor, and the built-in queries with name, description and text, using a claim from this store."""
    first = next(iter(graph), None)
    ready = []
    for name, path in queries().items():
        text = path.read_text(encoding="utf-8")
        ready.append((name, text.partition("\n")[0].lstrip("# "), ANY_CLAIM.sub(first.id if first else "0", text)))
    known = graph.relations()
    homes = {name: f"/relation/{html.part(name)}" for name in known}
    homes |= {group: html.claims(group=group) for group in groups(known)}
    homes |= {str(status): html.claims(status=status) for status in ClaimStatus}
    pages = {f"{BASE}{kind}/": f"/{kind}/" for kind in ("actor", "claim", "document")}
    homes = {**{GK + name: home for name, home in homes.items()}, **pages}
    return HTMLResponse(html.render("sparql", "SPARQL", "SPARQL", queries=ready, homes=homes))


def _wants_turtle(request: Request) -> bool:
    return acceptable(request.headers.get("accept"), ["text/html", "text/turtle"])[:1] == ["text/turtle"]


def _described(part: View) -> Response:
    return Response("".join(rdf.turtle(rdf.blocks(part))), media_type="text/turtle", headers={"vary": "accept"})
