"""A store in the browser and for programs: explorer, pages, SPARQL endpoint, JSON API. Needs the extra ``serve``.

``app(path)`` is an ASGI application; ``graphkit serve`` runs it. Nothing in it changes the store.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from html import escape
from pathlib import Path
from typing import Any
from unicodedata import category
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from graphkit import pages, questions
from graphkit.errors import GraphkitError, InputError, UnknownName
from graphkit.formats import rdf
from graphkit.ontology import find_relation, load_relations
from graphkit.questions import Filter
from graphkit.resources import ontologies
from graphkit.serve import api, html, protocol
from graphkit.serve.negotiation import acceptable
from graphkit.serve.workers import Limits, Workers
from graphkit.store.graph import Graph
from graphkit.store.selection import Selection
from graphkit.store.view import View

STATIC = Path(__file__).parent / "static"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
POLICY += "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
"""What pages may load: the explorer brings a policy of its own, everything else comes from here alone."""
LOCAL = ("127.0.0.1", "localhost")
Answer = Callable[[View, Request], Response]


def app(path: Path, *, hosts: Sequence[str] = LOCAL, limits: Limits | None = None, cors: str = "") -> Starlette:
    """The application over a store.

    ``hosts`` are the names it answers to (``*``: any), ``limits`` those of a SPARQL query, ``cors`` an origin whose
    pages may ask.
    """
    workers = Workers(path, limits or Limits())

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        workers.close()

    async def sparql(request: Request) -> Response:
        if protocol.is_query(request):
            return await protocol.answer(request, workers)
        address = str(request.url.replace(query=""))
        if acceptable(request.headers.get("accept"), ["text/turtle", "text/html"])[:1] == ["text/html"]:
            return HTMLResponse(html.sparql_page())
        return Response(protocol.description(address), media_type="text/turtle")

    over = partial(_over, path)
    routes = [
        Route("/", over(_explorer)),
        Route("/search", over(_search)),
        Route("/claims", over(_claims)),
        Route("/contested", over(_contested)),
        Route("/dyad/{a}/{b}", over(_dyad)),
        Route("/actor/{actor}", over(_actor)),
        Route("/claim/{claim}", over(_claim)),
        Route("/relation/{relation}", over(_relation)),
        Route("/sparql", sparql, methods=["GET", "HEAD", "POST"]),
        Route("/api", over(lambda _graph, _request: HTMLResponse(html.api_page(api.CALLS)))),
        Route("/openapi.json", over(lambda _graph, request: JSONResponse(api.description(str(request.base_url))))),
        *(Route(f"/api/{call.path}", over(partial(_call, call))) for call in api.CALLS),
        Route("/static/style.css", over(lambda _graph, _request: Response(html.STYLE, media_type="text/css"))),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    middleware = [
        Middleware(_Segments),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)),
        Middleware(BaseHTTPMiddleware, dispatch=_guarded),
    ]
    if cors:
        middleware.append(Middleware(CORSMiddleware, allow_origins=[cors], allow_methods=["GET", "POST"]))
    return Starlette(routes=routes, middleware=middleware, lifespan=lifespan, exception_handlers={HTTPException: _http})


class _Segments:
    """Routes see each part of the path percent-encoded, so that names may have a slash; ``_over`` decodes them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if raw := scope.get("raw_path"):
            parts = raw.partition(b"?")[0].decode("latin-1").split("/")
            scope = {**scope, "path": "/".join(quote(unquote(part), safe="") for part in parts)}
        await self._app(scope, receive, send)


async def _guarded(request: Request, call_next: RequestResponseEndpoint) -> Response:
    response = await call_next(request)
    response.headers.setdefault("content-security-policy", POLICY)
    response.headers.setdefault("x-content-type-options", "nosniff")
    response.headers.setdefault("referrer-policy", "no-referrer")
    return response


def _over(path: Path, answer: Answer) -> Callable[[Request], Any]:
    """An endpoint that answers from the store as it is now; what is wrong with the request is told as such."""

    def found(request: Request) -> Response:
        parts = {name: unquote(part) for name, part in request.path_params.items()}
        request.scope["path_params"] = parts
        try:
            _check({**request.query_params, **parts})
            with Graph(path) as graph:
                return answer(graph, request)
        except UnknownName as error:
            return _wrong(request, error, 404)
        except InputError as error:
            return _wrong(request, error, 400)
        except GraphkitError as error:
            return _wrong(request, error, 500)

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(found, request)

    return endpoint


def _check(values: Mapping[str, str]) -> None:
    for name, value in values.items():
        if any(category(letter) == "Cc" for letter in name + value):
            raise InputError(f"{name!r} has a control character in it", "leave it out")


def _wrong(request: Request, error: GraphkitError, status: int) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": error.culprit, "remedy": error.remedy}, status)
    return HTMLResponse(html.page("Not found" if status == 404 else "Not answered", escape(str(error))), status)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": error.detail}, error.status_code, error.headers)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)


def _explorer(graph: View, _: Request) -> Response:
    title = graph.path.stem if graph.path else "graphkit"
    inline = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
    return HTMLResponse(pages.page(graph, title=title, links=html.LINKS), headers={"content-security-policy": inline})


def _search(graph: View, request: Request) -> Response:
    asked = request.query_params.get("q", "")
    try:
        return RedirectResponse(f"/actor/{quote(graph.actor(asked).id, safe='')}", 303)
    except UnknownName:
        call = next(call for call in api.CALLS if call.path == "actors")
        found = call.answer(graph, {"q": asked})
        rows = [{"actor_html": html.to_actor(row["id"], row["name"]), **row} for row in found]
        body = html.table(rows, {"actor_html": "actor", "kind": "kind", "code": "code"})
        return HTMLResponse(html.page(f"Actors like {asked}", body), 200 if rows else 404)


def _claims(graph: View, request: Request) -> Response:
    return HTMLResponse(html.claims_page("Claims", api.claims(graph, {"limit": "200", **request.query_params})))


def _contested(graph: View, _: Request) -> Response:
    found = questions.claims(graph, Filter(statuses=frozenset({"contested"})))
    return HTMLResponse(html.claims_page("Contested claims", questions.brief(graph, found[: api.MOST])))


def _dyad(graph: View, request: Request) -> Response:
    return HTMLResponse(html.dyad_page(questions.relations(graph, request.path_params["a"], request.path_params["b"])))


def _actor(graph: View, request: Request) -> Response:
    name = request.path_params["actor"]
    if _wants_turtle(request):
        return _described(graph.select(Selection(actors=(frozenset([graph.actor(name).id]),))))
    return HTMLResponse(html.actor_page(questions.profile(graph, name)), headers={"vary": "accept"})


def _claim(graph: View, request: Request) -> Response:
    claim = graph.get(request.path_params["claim"])
    if claim is None:
        raise UnknownName(f"no claim {request.path_params['claim']!r}")
    if _wants_turtle(request):
        part = Graph(build=graph.build)
        for document in sorted({evidence.document for evidence in claim.evidence}):
            source = graph.document(document)
            if source:
                part.add(source, [c for c in graph.filter(document=document) if c.id == claim.id])
        return _described(part)
    return HTMLResponse(html.claim_page(graph, claim), headers={"vary": "accept"})


def _relation(graph: View, request: Request) -> Response:
    relation = find_relation(load_relations(), request.path_params["relation"])
    if _wants_turtle(request):
        return Response((ontologies() / "relations.ttl").read_text(encoding="utf-8"), media_type="text/turtle")
    return HTMLResponse(html.relation_page(relation, relation.name in graph.relations()), headers={"vary": "accept"})


def _call(call: api.Call, graph: View, request: Request) -> Response:
    return JSONResponse(call.answer(graph, {**request.query_params, **request.path_params}))


def _wants_turtle(request: Request) -> bool:
    return acceptable(request.headers.get("accept"), ["text/html", "text/turtle"])[:1] == ["text/turtle"]


def _described(part: View) -> Response:
    return Response("".join(rdf.turtle(rdf.blocks(part))), media_type="text/turtle", headers={"vary": "accept"})
