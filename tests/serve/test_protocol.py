"""The query operation of the SPARQL 1.1 Protocol, case by case from https://www.w3.org/TR/sparql11-protocol/."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Timer
from typing import Any
from urllib.parse import quote

import httpx2 as httpx
import pyoxigraph
import pytest
from starlette.testclient import TestClient

from graphkit.ontology import BASE
from graphkit.serve import app, schemas
from graphkit.serve.api import CALLS
from graphkit.serve.negotiation import acceptable
from graphkit.serve.protocol import GRAPHS, RESULTS
from graphkit.serve.workers import WAITING, Workers
from graphkit.sparql import Limits
from graphkit.sparql.processes import Question
from tests.listener import listening

SELECT = "SELECT ?claim WHERE { ?claim a gk:Claim }"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a gk:Claim ; ?p ?o } LIMIT 3"
DESCRIBE = "DESCRIBE actor:RUS"
FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)


@pytest.fixture(scope="module")
def client(kept: Path) -> Iterator[httpx.Client]:
    with TestClient(app(kept, hosts=["testserver"]), base_url="http://testserver") as found:
        yield found


def rows(response: httpx.Response) -> int:
    assert response.status_code == 200, response.text
    return len(response.json()["results"]["bindings"])


def test_query_via_get(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": SELECT})
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert rows(response) == 5
    assert "accept" in response.headers["vary"]


def test_query_via_url_encoded_post(client: httpx.Client) -> None:
    assert rows(client.post("/sparql", data={"query": SELECT})) == 5


def test_query_via_post_directly(client: httpx.Client) -> None:
    for media in (QUERY, f"{QUERY}; charset=utf-8"):
        assert rows(client.post("/sparql", content=SELECT, headers={"content-type": media})) == 5


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/csv", "text/csv"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
        (SELECT, "text/turtle;q=0.9, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
        (SELECT, "text/csv;q=0.3, application/sparql-results+json;q=0.9", "application/sparql-results+json"),
        (SELECT, "*/*", "application/sparql-results+json"),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
        (ASK, "application/sparql-results+json", "application/sparql-results+json"),
        (CONSTRUCT, "text/turtle", "text/turtle"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (DESCRIBE, "application/rdf+xml, text/turtle;q=0.1", "application/rdf+xml"),
        (DESCRIBE, "*/*", "text/turtle"),
    ],
)
def test_the_client_chooses_the_form(client: httpx.Client, query: str, accept: str, media: str) -> None:
    response = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == media
    if "turtle" in media or "rdf" in media or "triples" in media:
        parsed = pyoxigraph.parse(response.content, format=pyoxigraph.RdfFormat.from_media_type(media))
        assert len(list(parsed)) >= 3
    elif media.endswith(("json", "xml")) and "sparql" in media:
        found = pyoxigraph.parse_query_results(
            response.content, format=pyoxigraph.QueryResultsFormat.from_media_type(media)
        )
        assert found


def test_what_cannot_be_given_is_not_acceptable(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"query": SELECT}, headers={"accept": "image/png"}).status_code == 406
    assert client.get("/sparql", params={"query": CONSTRUCT}, headers={"accept": "text/csv"}).status_code == 406


def test_ask_and_head(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True
    response = client.head("/sparql", params={"query": ASK})
    assert (response.status_code, response.content) == (200, b"")


ONE, TWO = f"{BASE}document/one", f"{BASE}document/two"


@pytest.mark.parametrize("how", ["get", "form", "direct"])
def test_a_dataset_is_named_in_the_request(client: httpx.Client, how: str) -> None:
    def ask(query: str, **dataset: str | list[str]) -> int:
        if how == "get":
            return rows(client.get("/sparql", params={"query": query, **dataset}))
        if how == "form":
            return rows(client.post("/sparql", data={"query": query, **dataset}))
        return rows(client.post("/sparql", content=query, params=dataset, headers={"content-type": QUERY}))

    graphs = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert ask(SELECT, **{"default-graph-uri": ONE}) == 1
    assert ask(SELECT, **{"default-graph-uri": [ONE, TWO]}) == 2
    assert ask(SELECT, **{"default-graph-uri": "http://example.org/none"}) == 0
    assert ask(SELECT, **{"named-graph-uri": ONE}) == 0
    assert ask(graphs, **{"named-graph-uri": [ONE, TWO]}) == 2
    assert ask(graphs, **{"default-graph-uri": ONE, "named-graph-uri": TWO}) == 1
    # what the protocol names comes before what the query names
    assert ask(f"SELECT ?c FROM <{TWO}> {{ ?c a gk:Claim }}", **{"default-graph-uri": "http://example.org/none"}) == 0


@pytest.mark.parametrize(
    ("request_of", "status"),
    [
        ({"method": "GET", "params": {"query": "SELECT WHERE"}}, 400),  # no SPARQL
        ({"method": "GET", "params": {"query": [ASK, SELECT]}}, 400),  # two queries
        ({"method": "GET", "params": {"default-graph-uri": ONE, "query": ""}}, 400),  # an empty one
        ({"method": "POST", "data": {"query": [ASK, SELECT]}}, 400),
        ({"method": "POST", "data": {"nothing": "x"}}, 400),  # none
        ({"method": "POST", "content": ASK, "headers": {"content-type": QUERY}, "params": {"query": ASK}}, 400),
        ({"method": "POST", "content": f"query={ASK}"}, 415),  # form without its type
        ({"method": "POST", "content": ASK}, 415),  # query without its type
        ({"method": "POST", "content": ASK, "headers": {"content-type": "text/plain"}}, 415),
        ({"method": "POST", "content": ASK.encode("utf-16"), "headers": {"content-type": QUERY}}, 400),
        ({"method": "POST", "content": ASK, "headers": {"content-type": f"{QUERY}; charset=UTF-16"}}, 415),
        ({"method": "GET", "params": "query=%FF%FE"}, 400),  # not UTF-8
        ({"method": "PUT", "content": ASK, "headers": {"content-type": QUERY}}, 405),
        ({"method": "DELETE"}, 405),
        ({"method": "POST", "content": "x" * 1_000_001, "headers": {"content-type": QUERY}}, 413),
        # updates, in each of their forms
        ({"method": "GET", "params": {"update": "CLEAR ALL"}}, 403),
        ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403),
        ({"method": "POST", "data": {"update": ["CLEAR ALL", "CLEAR ALL"]}}, 403),
        ({"method": "POST", "content": "CLEAR ALL", "headers": {"content-type": UPDATE}}, 403),
        ({"method": "POST", "data": {"query": "INSERT DATA { <a:a> <a:a> <a:a> }"}}, 403),
        ({"method": "POST", "data": {"query": ASK, "update": "CLEAR ALL"}}, 403),
    ],
)
def test_what_is_refused(client: httpx.Client, request_of: dict[str, Any], status: int) -> None:
    response = client.request(url="/sparql", **request_of)
    assert response.status_code == status, response.text
    if status != 405:
        assert len(response.text.strip().splitlines()) == 1
        assert "Traceback" not in response.text
    assert rows(client.get("/sparql", params={"query": SELECT})) == 5


def test_the_service_describes_itself(client: httpx.Client) -> None:
    response = client.get("/sparql", headers={"accept": "text/turtle"})
    triples = list(pyoxigraph.parse(response.content, format=pyoxigraph.RdfFormat.TURTLE))
    kinds = {triple.object.value for triple in triples if triple.predicate.value.endswith("supportedLanguage")}
    assert kinds == {"http://www.w3.org/ns/sparql-service-description#SPARQL11Query"}
    assert "yasgui" in client.get("/sparql", headers={"accept": "text/html"}).text


def test_a_query_that_takes_too_long_is_ended_and_the_next_one_answered(kept: Path) -> None:
    slow = "SELECT (count(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
    with TestClient(app(kept, hosts=["testserver"], limits=Limits(seconds=3))) as client:
        response = client.get("/sparql", params={"query": slow})
        assert response.status_code == 503
        assert "more than 3 seconds" in response.text
        assert rows(client.get("/sparql", params={"query": SELECT})) == 5


def test_after_a_query_that_takes_too_long_the_only_process_answers_what_it_is_asked(kept: Path) -> None:
    slow = Question("SELECT (count(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", RESULTS, GRAPHS)
    workers = Workers(kept, Limits(seconds=1), number=1)
    try:
        late, *then = (asyncio.run(workers.answer(one)) for one in (slow, *[Question(ASK, RESULTS, GRAPHS)] * 2))
    finally:
        workers.close()
    assert (late.status, b"more than 1 seconds" in late.body) == (503, True)
    assert [(one.status, json.loads(one.body)["boolean"]) for one in then] == [(200, True)] * 2


def test_a_query_that_needs_too_much_memory_is_ended_and_the_next_one_answered(kept: Path) -> None:
    product = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?c ?f ?i ?l"
    with TestClient(app(kept, hosts=["testserver"], limits=Limits(60, 100_000_000))) as client:
        response = client.get("/sparql", params={"query": product})
        assert (response.status_code, "more than 100 MB" in response.text) == (503, True)
        assert rows(client.get("/sparql", params={"query": SELECT})) == 5


def test_loading_documents_and_opening_the_index_take_little_of_the_memory_of_a_query(kept: Path) -> None:
    workers = Workers(kept, Limits(60, 50_000_000), number=1)
    asked = [Question(ASK, RESULTS, GRAPHS, (ONE,)), *[Question(ASK, RESULTS, GRAPHS)] * 3]
    try:
        assert [asyncio.run(workers.answer(one)).status for one in asked] == [200] * 4
    finally:
        workers.close()


def test_a_query_that_nests_too_deep_is_answered_with_a_word(client: httpx.Client) -> None:
    response = client.post("/sparql", data={"query": f"SELECT * {'{' * 50_000}{'}' * 50_000}"})
    assert (response.status_code, "nests too deep" in response.text) == (503, True)
    assert rows(client.get("/sparql", params={"query": SELECT})) == 5


@pytest.mark.parametrize("silent", ["", "SILENT"])
def test_the_endpoint_asks_no_other_host(client: httpx.Client, silent: str) -> None:
    with listening() as other:
        query = f"SELECT * {{ {{ SELECT * {{ SERVICE {silent} <{other.url}> {{ ?s ?p ?o }} }} }} }}"
        told = [client.get("/sparql", params={"query": query}), client.post("/sparql", data={"query": query})]
        told.append(client.get("/sparql", params={"query": query, "default-graph-uri": ONE}))
        assert {(response.status_code, "SERVICE" in response.text) for response in told} == {(403, True)}
        assert other.connections == 0
    assert rows(client.get("/sparql", params={"query": SELECT})) == 5


def test_slow_queries_do_not_hold_up_pages(kept: Path) -> None:
    slow = "SELECT (count(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
    served = app(kept, hosts=["testserver"], limits=Limits(seconds=12))
    with TestClient(served) as client, ThreadPoolExecutor(WAITING + 20) as threads:
        asked = [threads.submit(client.get, "/sparql", params={"query": slow}) for _ in range(WAITING + 20)]
        while not any(one.done() for one in asked):  # those that are too many are told so at once
            time.sleep(0.05)
        for path in ("/claims", "/api/claims"):
            assert client.get(path).status_code == 200
        assert sum(not one.done() for one in asked) == WAITING
        assert {one.result().status_code for one in asked} == {503}


def test_building_the_index_takes_none_of_the_time_of_a_query(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    shutil.copy(kept, path)
    folder = tmp_path / "kg.db.sparql"
    folder.mkdir()
    with TestClient(app(path, hosts=["testserver"], limits=Limits(seconds=1))) as client:
        held = os.open(folder, os.O_RDONLY)
        fcntl.flock(held, fcntl.LOCK_EX)  # as a long build does
        freed = Timer(4, os.close, [held])
        freed.start()
        assert rows(client.get("/sparql", params={"query": SELECT})) == 5
        assert not freed.is_alive()
    assert len(list(folder.iterdir())) == 1


def test_other_origins_ask_only_if_let(kept: Path) -> None:
    headers = {"origin": "https://example.org"}
    for cors, answered in (("", None), ("https://example.org", "https://example.org")):
        with TestClient(app(kept, hosts=["testserver"], cors=cors)) as client:
            response = client.get("/sparql", params={"query": ASK}, headers=headers)
            assert response.headers.get("access-control-allow-origin") == answered


def test_other_names_of_the_host_are_refused(kept: Path) -> None:
    with TestClient(app(kept), base_url="http://attacker.example") as client:
        assert client.get("/sparql", params={"query": ASK}).status_code == 400


@pytest.mark.parametrize(
    ("accept", "found"),
    [
        (None, ["a/x", "a/y", "b/z"]),
        ("b/*", ["b/z"]),
        ("a/*;q=0.2, b/z", ["b/z", "a/x", "a/y"]),
        ("a/x;q=0, */*", ["a/y", "b/z"]),
        ("c/c", []),
        ("a/x;q=nonsense", ["a/x"]),
    ],
)
def test_negotiation(accept: str | None, found: list[str]) -> None:
    assert acceptable(accept, ["a/x", "a/y", "b/z"]) == found


def test_sparqlwrapper_works(server: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    asked = wrapper.SPARQLWrapper(f"{server}/sparql")
    for method in (wrapper.GET, wrapper.POST):
        asked.setMethod(method)
        asked.setQuery(SELECT)
        asked.setReturnFormat(wrapper.JSON)
        assert len(asked.queryAndConvert()["results"]["bindings"]) == 5
    asked.setQuery("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }")
    asked.setReturnFormat(wrapper.TURTLE)
    assert b"gk:Claim" in asked.queryAndConvert() or b"Claim" in asked.queryAndConvert()


PLAIN: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


def check(schema: dict[str, Any], value: object) -> None:
    """Asserts that a value matches its schema, and that no object has columns missing from it."""
    if "anyOf" in schema:
        check(next(part for part in schema["anyOf"] if (part["type"] == "null") == (value is None)), value)
        return
    if schema["type"] == "array":
        assert isinstance(value, list)
        for item in value:
            check(schema["items"], item)
    elif schema["type"] == "object":
        assert isinstance(value, dict)
        told = schema.get("properties", {})
        assert told.keys() <= value.keys()
        for name, item in value.items():
            assert name in told or "additionalProperties" in schema, f"nothing tells of {name}"
            check(told.get(name) or schema["additionalProperties"], item)
    else:
        assert isinstance(value, PLAIN[schema["type"]]), (schema, value)
        assert value in schema.get("enum", [value])


def test_an_answer_of_no_known_type_is_refused() -> None:
    with pytest.raises(TypeError, match="complex"):
        schemas.of(dict[str, complex])


def test_the_api_is_as_its_description_says(client: httpx.Client) -> None:
    described = client.get("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    values = {"actor": "RUS", "claim": "", "a": "Russia", "b": "ukraine"}
    values["claim"] = client.get("/api/claims").json()[0]["claim"]
    for path, operations in described["paths"].items():
        response = client.get(path.format(**values))
        assert response.status_code == 200, (path, response.text)
        schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert type(response.json()) is {"array": list, "object": dict}[schema["type"]], path
        assert response.json(), path
        check(schema, response.json())
        for parameter in operations["get"]["parameters"]:
            for value in parameter["schema"].get("enum", ()):
                answer = client.get(path.format(**values), params={parameter["name"]: value})
                assert answer.status_code == 200, (path, parameter["name"], value)
    assert [row["relation"] for row in client.get("/api/relations/russia/ukraine").json()]
    assert client.get("/api/claims", params={"words": "russia", "limit": "1"}).json()[0]["sentence"]


@pytest.mark.parametrize("limit", ["9" * 5000, "0" * 5000 + "7", "\u0663" * 5000])
def test_a_limit_may_be_any_number(client: httpx.Client, limit: str) -> None:
    for path in ("/api/claims", "/claims", "/api/path/RUS/UKR"):
        assert client.get(path, params={"limit": limit}).status_code == 200


NASTY = ("a\0b", "9" * 5000, 'a* OR "', "-a", "../..")


def test_nothing_that_is_asked_ends_in_an_error_of_the_server(client: httpx.Client) -> None:
    values = {"actor": "RUS", "claim": "x", "a": "RUS", "b": "UKR"}
    paths = [f"/api/{call.path}" for call in CALLS] + ["/actor/{actor}", "/dyad/{a}/{b}", "/claim/{claim}"]
    for nasty in NASTY:
        for call in CALLS:
            for name in call.parameters:
                path = f"/api/{call.path}".format(**values)
                response = client.get(path, params={name: nasty})
                assert response.status_code in (200, 400, 404), (path, name, nasty, response.text)
        for path in paths:
            response = client.get(path.format(**dict.fromkeys(values, quote(nasty, safe=""))))
            assert response.status_code in (200, 400, 404), (path, nasty, response.text)
        for path, name in (("/claims", "words"), ("/claims", "since"), ("/search", "q"), ("/sparql", "query")):
            assert client.get(path, params={name: nasty}).status_code in (200, 400, 404), (path, nasty)


@pytest.mark.parametrize(
    ("path", "status", "error"),
    [
        ("/api/actors/nobodyx", 404, "no actor"),
        ("/api/claims/none", 404, "no claim"),
        ("/api/claims?limit=none", 400, "limit"),
        ("/api/claims?limit=0", 400, "limit"),
        ("/api/claims?limit=%C2%B2", 400, "limit"),
        ("/api/claims?words=a%00b", 400, "'words' has a control character"),
        ("/api/actors/RUS%00", 400, "'actor' has a control character"),
        ("/api/relations/RUS/U%1BKR", 400, "'b' has a control character"),
        ("/api/claims?since=none", 400, "date"),
        ("/api/claims?group=none", 404, "no group"),
        ("/api/central?measure=fame", 404, "no measure"),
        ("/api/timeline/RUS/UKR?by=week", 404, "no period"),
        ("/api/nothing", 404, "Not Found"),
    ],
)
def test_errors_of_the_api_say_what_is_wrong(client: httpx.Client, path: str, status: int, error: str) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert error in json.loads(response.text)["error"]


def test_who_leaves_within_a_request_leaves_no_traceback(kept: Path) -> None:
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: Any) -> None:  # noqa: ANN401 - of the protocol
        sent.append(message)

    headers = [(b"host", b"localhost"), (b"content-type", b"application/sparql-query")]
    scope = {"type": "http", "method": "POST", "path": "/sparql", "raw_path": b"/sparql", "query_string": b""}
    messages = [{"type": "http.request", "body": b"ASK", "more_body": True}]
    asyncio.run(app(kept)({**scope, "headers": headers}, receive, send))
    assert [message["status"] for message in sent if "status" in message] in ([], [400])
