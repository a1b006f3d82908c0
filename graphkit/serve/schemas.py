"""JSON Schemas of the API's responses, made from the types of its rows."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any, TypedDict, Union, get_args, get_origin, get_type_hints, is_typeddict

from graphkit.formats.records import Record
from graphkit.model import Kind
from graphkit.model.status import ClaimStatus
from graphkit.questions import Partner, Post
from graphkit.questions.rows import columns

Schema = Mapping[str, Any]

_PLAIN = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}


class Named(TypedDict):
    """An actor."""

    id: str
    name: str
    kind: Kind
    code: str
    wikidata: str | None


class Size(TypedDict):
    """The size of a graph."""

    documents: int
    claims: int
    evidence: int
    network: Mapping[str, float]


class Profile(TypedDict):
    """An actor with its offices, relations and partners."""

    actor: Named
    offices: Sequence[Post]
    does: Mapping[str, int]
    suffers: Mapping[str, int]
    partners: Sequence[Partner]


class Stated(TypedDict):
    """A claim with all its evidence."""

    id: str
    status: ClaimStatus
    evidence: Sequence[Record]


def of(kind: Any) -> Schema:  # noqa: ANN401 - any type
    """The schema of a type: plain types, unions, sequences, mappings, row dataclasses and typed dictionaries.

    A schema is returned unchanged.

    >>> of(Sequence[str | None])
    {'type': 'array', 'items': {'anyOf': [{'type': 'string'}, {'type': 'null'}]}}
    """
    if isinstance(kind, Mapping):
        return kind
    if kind in _PLAIN:
        return {"type": _PLAIN[kind]}
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return {"anyOf": [of(part) for part in parts]}
    if origin in (Sequence, list, tuple):
        return {"type": "array", "items": of(parts[0])}
    if origin in (Mapping, dict):
        return {"type": "object", "additionalProperties": of(parts[1])}
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return _object(dict(zip(columns(kind), (hints[part.name] for part in fields(kind)), strict=True)))
    if is_typeddict(kind):
        return _object(get_type_hints(kind))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"type": "string", "enum": [str(value) for value in kind]}
    raise TypeError(f"{kind} has no schema")


def _object(parts: Mapping[str, Any]) -> Schema:
    return {
        "type": "object",
        "required": list(parts),
        "properties": {name: of(part) for name, part in parts.items()},
    }


CENTRAL: Schema = {
    "type": "array",
    "items": {**_object({"code": str, "name": str}), "additionalProperties": {"type": "number"}},
}
"""Actors; the value of each is under the name of the measure."""
