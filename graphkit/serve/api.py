"""The JSON API: a table of its calls, from which its OpenAPI description is also generated."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from graphkit import questions
from graphkit.documents import parse_date
from graphkit.errors import InputError, UnknownName
from graphkit.formats.records import records
from graphkit.model import Polarity, Status
from graphkit.model.status import ClaimStatus
from graphkit.network.centrality import MEASURES
from graphkit.network.series import PERIODS
from graphkit.questions import Filter, as_rows
from graphkit.serve import schemas
from graphkit.serve.parameters import NARROWING, narrow
from graphkit.serve.schemas import Schema

if TYPE_CHECKING:
    from graphkit.model import Actor
    from graphkit.store.reading import Event
    from graphkit.store.view import View

MOST = 1000
"""The maximum number of rows in one response."""
Values = Mapping[str, str]


@dataclass(frozen=True)
class Call:
    """One endpoint of the API."""

    path: str
    """The path below /api, with {names} of path parameters."""
    tells: str
    answer: Callable[[View, Values], Any]
    gives: object
    """The type of the answer."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Parameters of the query string and their meaning."""
    types: Mapping[str, Schema] = field(default_factory=dict)
    """JSON Schemas of parameters that differ from those of other calls."""


_TIME = {"since": "only events since this day (YYYY-MM-DD)", "until": "only events up to this day"}
_PART = {"confidence": "only with at least this confidence", **_TIME}
_LIMIT = {"limit": f"maximum number of rows (default 40, at most {MOST})"}


def _asked(values: Values) -> Filter:
    """The period and minimum confidence of a call as a filter."""
    since, until = _day(values, "since"), _day(values, "until")
    if since and until and since > until:
        raise InputError(f"since={since} is after until={until}", "swap them")
    return Filter(since=since, until=until, min_confidence=_confidence(values))


def _day(values: Values, name: str) -> date | None:
    if not values.get(name):
        return None
    try:
        return parse_date(values[name])
    except ValueError as error:
        raise InputError(f"{name}={values[name][:40]!r} is not a date", "write it as YYYY-MM-DD") from error


def limit(values: Values, otherwise: int = 40) -> int:
    """The requested number of rows; raises InputError if it is not a number."""
    return whole(values, "limit", otherwise, MOST)


def whole(values: Values, name: str, otherwise: int, most: int) -> int:
    """A positive number, at most ``most``; raises InputError for anything else."""
    text = values.get(name) or str(otherwise)
    digits = text.lstrip("0")
    if not text.isdecimal() or not digits:
        raise InputError(f"{name}={text[:40]!r} is not a positive number", f"give one up to {most}")
    return most if len(digits) > len(str(most)) else min(int(digits), most)


def _summary(graph: View, values: Values) -> Any:  # noqa: ANN401 - JSON
    report = graph.report()
    figures = questions.summary(graph, _asked(values)).figures
    return {"documents": report.documents, "claims": report.claims, "evidence": report.evidence, "network": figures}


def _actors(graph: View, values: Values) -> Any:  # noqa: ANN401
    asked = values.get("q", "")
    found = graph.search(asked) if asked else sorted(graph.actors(), key=lambda a: (a.kind == "Person", a.name))
    return [_named(actor) for actor in found[: limit(values)]]


def _named(actor: Actor) -> schemas.Named:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "code": actor.code,
        "wikidata": actor.wikidata,
    }


def _actor(graph: View, values: Values) -> Any:  # noqa: ANN401
    found = questions.profile(graph, values["actor"], _asked(values))
    return {
        "actor": _named(found.actor),
        "offices": as_rows(found.offices),
        "does": dict(found.does),
        "suffers": dict(found.suffers),
        "partners": as_rows(found.partners[: limit(values)]),
    }


def _claims(graph: View, values: Values) -> Any:  # noqa: ANN401
    return as_rows(questions.brief(graph, chosen(graph, values)[: limit(values)]))


def chosen(graph: View, values: Values) -> list[Event]:
    """The evidence selected by the parameters of a call, latest first."""
    asked = replace(
        _asked(values),
        relations=_one(values, "relation"),
        groups=_one(values, "group"),
        speaker=values.get("speaker", ""),
        actors=tuple(filter(None, [_one(values, "actor")])),
        words=values.get("words", ""),
        statuses=frozenset(_one(values, "status")),
    )
    return list(narrow(graph, questions.claims(graph, asked), values))


def _confidence(values: Values) -> float:
    text = values.get("confidence") or "0"
    try:
        least = float(text)
    except ValueError:
        least = -1.0
    if not 0 <= least <= 1:
        raise InputError(f"confidence={text[:40]!r} is not a number from 0 to 1", "give one such as 0.5")
    return least


def _one(values: Values, name: str) -> tuple[str, ...]:
    return (values[name],) if values.get(name) else ()


def _claim(graph: View, values: Values) -> Any:  # noqa: ANN401
    claim = graph.get(values["claim"])
    if claim is None:
        raise UnknownName(f"no claim {values['claim']!r}", "see /api/claims")
    return {"id": claim.id, "status": str(graph.weigh(claim).status), "evidence": list(records(claim, graph))}


def _relations(graph: View, values: Values) -> Any:  # noqa: ANN401
    return as_rows(questions.relations(graph, values["a"], values["b"], _asked(values)).rows[: limit(values)])


def _timeline(graph: View, values: Values) -> Any:  # noqa: ANN401
    return as_rows(
        questions.timeline(graph, values["a"], values["b"], values.get("by") or "month", _asked(values)).rows
    )


def _path(graph: View, values: Values) -> Any:  # noqa: ANN401
    number = min(limit(values, 1), 20)
    return as_rows(questions.paths(graph, values["a"], values["b"], _asked(values), number=number).steps)


def _central(graph: View, values: Values) -> Any:  # noqa: ANN401
    found = questions.central(graph, values.get("measure") or "pagerank", _asked(values))
    return [{"code": row.code, "name": row.name, found.measure: row.value} for row in found.rows[: limit(values, 20)]]


_PERIOD: Schema = {"type": "string", "enum": list(PERIODS), "default": "month"}

CALLS = (
    Call("summary", "The size of the graph and the shape of its network.", _summary, schemas.Size, _PART),
    Call(
        "actors",
        "Actors by name.",
        _actors,
        Sequence[schemas.Named],
        {"q": "part of the name, or id or code", **_LIMIT},
    ),
    Call(
        "actors/{actor}", "An actor with offices, relations and partners.", _actor, schemas.Profile, {**_PART, **_LIMIT}
    ),
    Call(
        "claims",
        "Evidence of claims, latest first.",
        _claims,
        Sequence[questions.ClaimRow],
        {
            "actor": "with this actor",
            "relation": "with this relation",
            "group": "with a relation in this group",
            "status": "asserted, denied, contested, attributed, hearsay, planned, hypothetical or tentative",
            "speaker": "said by this actor",
            "words": "with these words in the sentence",
            **NARROWING,
            **_PART,
            **_LIMIT,
        },
    ),
    Call("claims/{claim}", "A claim with all its evidence.", _claim, schemas.Stated),
    Call(
        "relations/{a}/{b}",
        "What two actors do to each other.",
        _relations,
        Sequence[questions.Relation],
        {**_PART, **_LIMIT},
    ),
    Call(
        "timeline/{a}/{b}",
        "How the relations of two actors changed over time.",
        _timeline,
        Sequence[questions.Period],
        {"by": "the length of a period", **_PART},
        {"by": _PERIOD},
    ),
    Call(
        "path/{a}/{b}",
        "How two actors are connected.",
        _path,
        Sequence[questions.Step],
        {**_PART, "limit": "maximum number of paths (default 1, at most 20)"},
    ),
    Call(
        "central",
        "Who is most central.",
        _central,
        schemas.CENTRAL,
        {"measure": ", ".join(MEASURES), **_PART, **_LIMIT},
    ),
)


def description(address: str) -> dict[str, Any]:
    """The API as OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "graphkit",
            "version": version("newsgraphkit"),
            "description": "Claims between political actors.",
        },
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
    "confidence": {"type": "number", "minimum": 0, "maximum": 1},
    "measure": {"type": "string", "enum": list(MEASURES), "default": "pagerank"},
}
"""Schemas of parameters other than plain text."""
_ERROR: Schema = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "string"}, "remedy": {"type": ["string", "null"]}},
}


def _operation(call: Call) -> Schema:
    inner = [part[1:-1] for part in call.path.split("/") if part.startswith("{")]
    text = {"type": "string"}
    types = {**_TYPES, **call.types}
    return {
        "summary": call.tells,
        "operationId": call.path.replace("{", "").replace("}", "").replace("/", "-"),
        "parameters": [{"name": name, "in": "path", "required": True, "schema": text} for name in inner]
        + [
            {"name": name, "in": "query", "description": about, "schema": types.get(name, text)}
            for name, about in call.parameters.items()
        ],
        "responses": {
            "200": _response(call.tells, schemas.of(call.gives)),
            "400": _response("A parameter is invalid; `error` says which, `remedy` what to do.", _ERROR),
            "404": _response("There is no such actor, claim or value.", _ERROR),
        },
    }


def _response(about: str, schema: Schema) -> Schema:
    return {"description": about, "content": {"application/json": {"schema": schema}}}
