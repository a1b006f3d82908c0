"""A web server for a store: explorer, pages, SPARQL endpoint and JSON API. Needs the extra ``serve``.

``app(path)`` is an ASGI application, run by ``graphkit serve``. It never changes the store.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any
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

from graphkit import pages
from graphkit.errors import GraphkitError, InputError, UnknownName
from graphkit.serve import api, html, protocol, views
from graphkit.serve.negotiation import acceptable
from graphkit.serve.workers import Workers
from graphkit.sparql import Limits
from graphkit.store.graph import Graph
from graphkit.store.view import View

STATIC = Path(__file__).parent / "static"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
POLICY += "font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
"""The content security policy of the pages: everything is loaded from this server; the explorer has its own policy."""
HEADERS = {"content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer"}
LOCAL = ("127.0.0.1", "localhost")
Answer = Callable[[View, Request], Response]


def app(path: Path, *, hosts: Sequence[str] = LOCAL, limits: Limits | None = None, cors: str = "") -> Starlette:
    """The application for a store.

    ``hosts`` are the host names it answers to (``*``: any), ``limits`` those of a SPARQL query, ``cors`` an origin
    whose pages may send requests.
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
            answer: Response = await over(views.sparql)(request)
            return answer
        return Response(protocol.description(address), media_type="text/turtle")

    over = partial(_over, path)
    routes = [
        Route("/", over(_explorer)),
        Route("/search", over(views.search)),
        Route("/claims", over(views.claims)),
        Route("/contested", lambda _request: RedirectResponse(html.LINKS["Contested"])),
        Route("/dyad/{a}/{b}", over(views.dyad)),
        Route("/actor/{actor}", over(views.actor)),
        Route("/claim/{claim}", over(views.claim)),
        Route("/document/{document}", over(views.document)),
        Route("/relation/{relation}", over(views.relation)),
        Route("/sparql", sparql, methods=["GET", "HEAD", "POST"]),
        Route("/api", lambda _request: HTMLResponse(html.render("api", "JSON API", "API", calls=api.CALLS))),
        Route("/openapi.json", over(lambda _graph, request: JSONResponse(api.description(str(request.base_url))))),
        *(Route(f"/api/{call.path}", over(partial(_call, call))) for call in api.CALLS),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    middleware = [
        Middleware(_Segments),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts)),
        Middleware(BaseHTTPMiddleware, dispatch=_guarded),
    ]
    if cors:
        middleware.append(Middleware(CORSMiddleware, allow_origins=[cors], allow_methods=["GET", "POST"]))
    handlers = {HTTPException: _http, Exception: _broken}
    return Starlette(routes=routes, middleware=middleware, lifespan=lifespan, exception_handlers=handlers)


class _Segments:
    """Percent-encodes each part of the path for routing, so that names may contain slashes; ``_over`` decodes them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if raw := scope.get("raw_path"):
            parts = raw.partition(b"?")[0].decode("latin-1").split("/")
            scope = {**scope, "path": "/".join(quote(unquote(part), safe="") for part in parts)}
        await self._app(scope, receive, send)


async def _guarded(request: Request, call_next: RequestResponseEndpoint) -> Response:
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _over(path: Path, answer: Answer) -> Callable[[Request], Any]:
    """An endpoint that answers from the current store; errors in the request are reported as such."""

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
        if any(letter < " " or letter == "\x7f" for letter in name + value):  # no id has one
            raise InputError(f"{name!r} has a control character in it", "leave it out")


def _wrong(request: Request, error: GraphkitError, status: int) -> Response:
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": error.culprit, "remedy": error.remedy}, status)
    return _failure(status, error.culprit, error.remedy)


def _failure(status: int, culprit: str, remedy: str | None = None) -> Response:
    title = {400: "Not understood", 404: "Not found"}.get(status, "Not answered")
    # The response to an uncaught error bypasses the middleware that adds the headers.
    text = html.render("error", title, culprit=culprit, remedy=remedy)
    return HTMLResponse(text, status, headers=HEADERS)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": error.detail}, error.status_code, error.headers)
    if _reads_pages(request):
        return _failure(error.status_code, f"there is nothing at {unquote(request.url.path)!r}")
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)


async def _broken(request: Request, _: Exception) -> Response:
    """The response to an internal error, which is in the log."""
    told = "the server could not answer this request; its log says why"
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": told}, 500, HEADERS)
    return _failure(500, told) if _reads_pages(request) else PlainTextResponse(f"{told}\n", 500, HEADERS)


def _reads_pages(request: Request) -> bool:
    return acceptable(request.headers.get("accept"), ["text/plain", "text/html"])[:1] == ["text/html"]


def _explorer(graph: View, _: Request) -> Response:
    title = graph.path.stem if graph.path else "graphkit"
    text = pages.page(graph, title=title, links=html.LINKS)
    return HTMLResponse(text, headers={"content-security-policy": f"{pages.POLICY}; frame-ancestors 'none'"})


def _call(call: api.Call, graph: View, request: Request) -> Response:
    return JSONResponse(call.answer(graph, {**request.query_params, **request.path_params}))
