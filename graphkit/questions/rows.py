"""Convert typed rows to plain ones: each row is a dataclass, its fields are the columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


@lru_cache(maxsize=64)
def _columns(kind: type[DataclassInstance]) -> tuple[tuple[str, str], ...]:
    return tuple((part.name, part.name.rstrip("_")) for part in fields(kind))


def columns(kind: type[DataclassInstance]) -> tuple[str, ...]:
    """The column names of such rows: the fields, without the underscore that avoids Python keywords."""
    return tuple(name for _, name in _columns(kind))


def as_row(row: DataclassInstance) -> dict[str, Any]:
    """The values of a row by column."""
    return {name: getattr(row, attribute) for attribute, name in _columns(type(row))}


def as_rows(rows: Iterable[DataclassInstance]) -> list[dict[str, Any]]:
    """The values of each row by column."""
    return [as_row(row) for row in rows]
