"""The query part of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/) for one store.

Updates are refused. A dataset given by ``default-graph-uri`` and ``named-graph-uri`` consists of the graphs of single
documents, named by their IRIs as in the exports with one graph per document; an unknown IRI is an empty graph.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from graphkit.serve.negotiation import acceptable
from graphkit.serve.workers import Workers
from graphkit.sparql.processes import Question

RESULTS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
)
"""Media types for SELECT and ASK; the first is the default."""
GRAPHS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "text/n3")
"""Media types for CONSTRUCT and DESCRIBE."""
FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
LONGEST = 1_000_000
"""The maximum size of a request in bytes."""
DATASET = ("default-graph-uri", "named-graph-uri")


class _RefusedError(Exception):
    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def is_query(request: Request) -> bool:
    """Whether this is an operation of the protocol, not a request for the service description."""
    return request.method == "POST" or "query" in request.query_params or "update" in request.query_params


async def answer(request: Request, workers: Workers) -> Response:
    """The response to one query operation."""
    try:
        query, parameters = await _operation(request)
    except _RefusedError as error:
        return PlainTextResponse(f"{error}\n", error.status)
    accept = request.headers.get("accept")
    default, named = (tuple(value for name, value in parameters if name == asked) for asked in DATASET)
    results, graphs = (tuple(acceptable(accept, offered)) for offered in (RESULTS, GRAPHS))
    found = await workers.answer(Question(query, results, graphs, default, named))
    headers = {"vary": "accept", "content-type": found.media}
    return Response(found.body, found.status, headers)


Parameters = Sequence[tuple[str, str]]


async def _operation(request: Request) -> tuple[str, Parameters]:
    """The query and the other parameters of a request."""
    given = _pairs(request.url.query)
    if request.method in ("GET", "HEAD"):
        return _only(given), given
    media, _, rest = request.headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    if media == UPDATE:
        raise _RefusedError(403, "updates are refused: this endpoint answers queries only")
    if media not in (FORM, QUERY):
        raise _RefusedError(415, f"POST a query as {QUERY} or {FORM}, not as {media or 'an unnamed type'}")
    if "charset" in rest.lower() and "utf-8" not in rest.lower():
        raise _RefusedError(415, "send the query in UTF-8")
    body = b""
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > LONGEST:
                raise _RefusedError(413, f"the request is longer than {LONGEST:,} bytes")
    except ClientDisconnect:
        raise _RefusedError(400, "the request was cut off") from None
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise _RefusedError(400, "the request is not UTF-8") from None
    if media == FORM:
        sent = _pairs(text)
        return _only(sent), sent
    if any(name in ("query", "update") for name, _ in given):
        raise _RefusedError(400, "the query goes in the body; the URL may only name the dataset")
    return text, given


def _pairs(text: str) -> Parameters:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError:
        raise _RefusedError(400, "the parameters are not percent-encoded UTF-8") from None


def _only(parameters: Parameters) -> str:
    queries = [value for name, value in parameters if name == "query"]
    if any(name == "update" for name, _ in parameters):
        raise _RefusedError(403, "updates are refused: this endpoint answers queries only")
    if len(queries) != 1:
        raise _RefusedError(400, "give exactly one parameter `query`")
    return queries[0]


def description(address: str) -> str:
    """The service description (https://www.w3.org/TR/sparql11-service-description/) as Turtle."""
    forms = (
        "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV Turtle N-Triples RDF_XML JSON-LD"
    )
    results = ", ".join(f"<http://www.w3.org/ns/formats/{form}>" for form in forms.split())
    return f"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix gk: <https://w3id.org/graphkit/ontology#> .
@prefix void: <http://rdfs.org/ns/void#> .

<{address}> a sd:Service ;
    sd:endpoint <{address}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat {results} ;
    sd:defaultDataset [
        a sd:Dataset ;
        sd:defaultGraph [ a sd:Graph, void:Dataset ; void:vocabulary <https://w3id.org/graphkit/ontology> ]
    ] .
"""
