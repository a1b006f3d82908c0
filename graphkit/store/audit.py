"""Inconsistent rows of a store, one by one; they may come from an older program or a damaged disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from graphkit.errors import InputError
from graphkit.store import constraints, rows


def faults(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Each fault with its document, actor or claim (as prefix and id)."""
    kept = connection.text_factory
    connection.text_factory = _decode
    try:
        yield from _found(connection)
    finally:
        connection.text_factory = kept


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _found(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    actors = rows.Actors(connection)
    checks: tuple[tuple[str, str, Check], ...] = (
        ("document", f"SELECT {rows.DOCUMENT} FROM documents d", _document),  # noqa: S608 - own names
        ("actor", "SELECT * FROM actors", _actor),
        ("claim", rows.EVIDENCE, partial(_evidence, actors=actors)),
        ("claim", "SELECT id, status FROM claims", _status),
    )
    for kind, query, check in checks:
        for row in connection.execute(f"{query} ORDER BY 1"):
            focus = f"{kind}:{str(row[0]).encode('utf-8', 'backslashreplace').decode()}"
            try:
                for fault in check(row):
                    yield focus, fault.culprit
            except sqlite3.DataError as error:
                yield focus, str(error).partition(": ")[2]


Check = Callable[[tuple[Any, ...]], Iterable[InputError]]
"""Returns the faults of a row; raises DataError if it cannot be read at all."""


def _document(row: tuple[Any, ...]) -> Iterable[InputError]:
    return constraints.of_document(rows.make_document(row))


def _actor(row: tuple[Any, ...]) -> Iterable[InputError]:
    return constraints.of_actor(rows.make_actor(row))


def _evidence(row: tuple[Any, ...], actors: rows.Actors) -> Iterable[InputError]:
    return constraints.of_evidence(rows.make_evidence(row, actors))


def _status(row: tuple[Any, ...]) -> Iterable[InputError]:
    rows.make_status(row)
    return ()
