"""The JSON API: a table of what it answers, from which its OpenAPI description is written too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphkit import __version__
from graphkit.documents.reading import parse_date
from graphkit.errors import InputError, UnknownName
from graphkit.export.tables import records
from graphkit.model import STRUCTURE, Polarity, Status
from graphkit.network import Choices, answers, central, network, paths, resolve, summary, timeline
from graphkit.network.centrality import FOLLOWING, MEASURES
from graphkit.network.names import keys
from graphkit.network.series import PERIODS
from graphkit.ontology import check_group, find_relation, load_relations
from graphkit.serve.asking import NARROWING, narrow
from graphkit.standing import ClaimStatus

if TYPE_CHECKING:
    from graphkit.graph import KnowledgeGraph

MOST = 1000
"""Rows of one answer."""
Values = Mapping[str, str]
Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Call:
    """One thing that the API answers."""

    path: str
    """Below /api, with {names} of what it takes from there."""
    tells: str
    answer: Callable[[KnowledgeGraph, Values], Any]
    parameters: Mapping[str, str] = field(default_factory=dict)
    """What may be asked in the query string, and what it means."""
    types: Mapping[str, Schema] = field(default_factory=dict)
    """JSON Schemas of parameters that mean something else here than in other calls."""
    rows: bool = True
    """Whether the answer is a list of rows; else it is one object."""


_TIME = {"since": "events from that day (YYYY-MM-DD) on", "until": "events up to that day"}
_LIMIT = {"limit": f"so many rows at most (40; never more than {MOST})"}


def _timed(graph: KnowledgeGraph, values: Values) -> KnowledgeGraph:
    try:
        days = {name: parse_date(values[name]) for name in _TIME if values.get(name)}
    except ValueError as error:
        raise InputError(f"a date of this call is none ({error})", "write YYYY-MM-DD") from error
    return graph.filter(**days) if days else graph  # type: ignore[arg-type]


def limit(values: Values, otherwise: int = 40) -> int:
    """How many rows are asked for; InputError for what is no number."""
    text = values.get("limit") or str(otherwise)
    digits = text.lstrip("0")
    if not text.isdecimal() or not digits:
        raise InputError(f"limit={text[:40]!r} is no number from 1 on", f"give one up to {MOST}")
    return min(int(digits[: len(str(MOST))]), MOST)


def _summary(graph: KnowledgeGraph, values: Values) -> Any:  # noqa: ANN401 - JSON
    report = graph.report()
    figures = summary(network(_timed(graph, values)))
    return {"documents": report.documents, "claims": report.claims, "evidence": report.evidence, "network": figures}


def _actors(graph: KnowledgeGraph, values: Values) -> Any:  # noqa: ANN401
    asked = values.get("q", "")
    found = graph.search(asked) if asked else sorted(graph.actors(), key=lambda a: (a.kind == "Person", a.name))
    return [
        {"id": a.id, "name": a.name, "kind": str(a.kind), "code": a.code, "wikidata": a.wikidata}
        for a in found[: limit(values)]
    ]


def _actor(graph: KnowledgeGraph, values: Values) -> Any:  # noqa: ANN401
    found = answers.profile(_timed(graph, values), resolve(graph, values["actor"]))
    who = found.actor
    return {
        "actor": {"id": who.id, "name": who.name, "kind": str(who.kind), "code": who.code, "wikidata": who.wikidata},
        "offices": found.offices,
        "does": dict(found.does),
        "suffers": dict(found.suffers),
        "partners": found.partners[: limit(values)],
    }


def _claims(graph: KnowledgeGraph, values: Values) -> Any:  # noqa: ANN401
    return list(answers.brief(graph, reversed(chosen(graph, values)[-limit(values) :])))


def chosen(graph: KnowledgeGraph, values: Values) -> list[Any]:
    """The evidence that the parameters of a call for claims leave, earliest first."""
    known = load_relations()
    part = _timed(graph, values).filter(
        relation=find_relation(known, values["relation"]).name if values.get("relation") else (),
        group=check_group(known, values["group"]) if values.get("group") else (),
        speaker=keys(graph.actor(values["speaker"])) if values.get("speaker") else (),
        actor=keys(graph.actor(values["actor"])) if values.get("actor") else (),
        words=values.get("words", ""),
    )
    status = values.get("status")
    found = (event for event in part.events() if not status or event.status == status)
    return list(narrow(graph, found, values))


def _claim(graph: KnowledgeGraph, values: Values) -> Any:  # noqa: ANN401
    claim = graph.get(values["claim"])
    if claim is None:
        raise UnknownName(f"no claim {values['claim']!r}", "see /api/claims")
    return {"id": claim.id, "status": str(graph.weigh(claim).status), "evidence": list(records(claim, graph))}


def _relations(graph: KnowledgeGraph, values: Values) -> Any:  # noqa: ANN401
    a, b = resolve(graph, values["a"]), resolve(graph, values["b"])
    return answers.relations(answers.between(_timed(graph, values), a, b), a, b)[: limit(values)]


def _timeline(graph: KnowledgeGraph, values: Values) -> Any:  # noqa: ANN401
    by = values.get("by") or "month"
    if by not in PERIODS:
        raise UnknownName(f"no period {by!r}", f"say {', '.join(PERIODS)}")
    a, b = resolve(graph, values["a"]), resolve(graph, values["b"])
    found = [event for event in answers.between(_timed(graph, values), a, b) if event.group != STRUCTURE]
    return answers.periods(timeline(found, by))


def _path(graph: KnowledgeGraph, values: Values) -> Any:  # noqa: ANN401
    a, b = resolve(graph, values["a"]), resolve(graph, values["b"])
    names = {actor.id: actor.name for actor in graph.actors()}
    found = paths(_timed(graph, values), a.id, b.id, number=min(limit(values, 1), 20))
    return answers.steps(found, names)


def _central(graph: KnowledgeGraph, values: Values) -> Any:  # noqa: ANN401
    measure = values.get("measure") or "pagerank"
    made = network(_timed(graph, values), Choices(mutual=measure in FOLLOWING))
    ranks = central(made, measure)
    return [
        {"code": node, "name": made.nodes[node].get("name", node), measure: value}
        for node, value in list(ranks.items())[: limit(values, 20)]
    ]


_PERIOD: Schema = {"type": "string", "enum": list(PERIODS), "default": "month"}

CALLS = (
    Call("summary", "The size of the graph and the shape of its network.", _summary, _TIME, rows=False),
    Call("actors", "Actors by name.", _actors, {"q": "a part of the name, or id or code", **_LIMIT}),
    Call("actors/{actor}", "An actor with offices, relations and partners.", _actor, {**_TIME, **_LIMIT}, rows=False),
    Call(
        "claims",
        "Evidence of claims, latest first.",
        _claims,
        {
            "actor": "with this actor",
            "relation": "of this relation",
            "group": "of this group",
            "status": "asserted, denied, contested, attributed, hearsay, planned or hypothetical",
            "speaker": "said by this actor",
            "words": "with these words in the sentence",
            **NARROWING,
            **_TIME,
            **_LIMIT,
        },
    ),
    Call("claims/{claim}", "A claim with all its evidence.", _claim, rows=False),
    Call("relations/{a}/{b}", "What two actors do to each other.", _relations, {**_TIME, **_LIMIT}),
    Call("timeline/{a}/{b}", "How that went.", _timeline, {"by": "the period", **_TIME}, {"by": _PERIOD}),
    Call("path/{a}/{b}", "How two actors hang together.", _path, {**_TIME, "limit": "so many paths (1; at most 20)"}),
    Call("central", "Who is most central.", _central, {"measure": ", ".join(MEASURES), **_TIME, **_LIMIT}),
)


def description(address: str) -> dict[str, Any]:
    """The API as OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "graphkit", "version": __version__, "description": "Claims between political actors."},
        "servers": [{"url": address}],
        "paths": {f"/api/{call.path}": {"get": _operation(call)} for call in CALLS},
    }


_DAY = {"type": "string", "format": "date"}
_TYPES: Mapping[str, Schema] = {
    "since": _DAY,
    "until": _DAY,
    "limit": {"type": "integer", "minimum": 1, "maximum": MOST},
    "status": {"type": "string", "enum": [str(status) for status in ClaimStatus]},
    "polarity": {"type": "string", "enum": [str(value) for value in Polarity]},
    "how": {"type": "string", "enum": [str(value) for value in Status]},
    "measure": {"type": "string", "enum": list(MEASURES), "default": "pagerank"},
}
"""Of the parameters that are more than text."""
_ERROR: Schema = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "string"}, "remedy": {"type": ["string", "null"]}},
}


def _operation(call: Call) -> Schema:
    inner = [part[1:-1] for part in call.path.split("/") if part.startswith("{")]
    text = {"type": "string"}
    types = {**_TYPES, **call.types}
    answer = {"type": "array", "items": {"type": "object"}} if call.rows else {"type": "object"}
    return {
        "summary": call.tells,
        "operationId": call.path.replace("{", "").replace("}", "").replace("/", "-"),
        "parameters": [{"name": name, "in": "path", "required": True, "schema": text} for name in inner]
        + [
            {"name": name, "in": "query", "description": about, "schema": types.get(name, text)}
            for name, about in call.parameters.items()
        ],
        "responses": {
            "200": _response(call.tells, answer),
            "400": _response("A parameter is wrong; `error` says which and what to do.", _ERROR),
            "404": _response("There is no such actor, claim or value.", _ERROR),
        },
    }


def _response(about: str, schema: Schema) -> Schema:
    return {"description": about, "content": {"application/json": {"schema": schema}}}
