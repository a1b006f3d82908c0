"""Near-duplicate documents of a store: a document's origin is the first, by id, of its cluster of copies.

Two documents are in one cluster if their sketches resemble each other, directly or through others, so origins do not
depend on the order in which documents were added.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from graphkit.store.minhash import KEYS, THRESHOLD, pack, resemblance, sketch, unpack


def settle(connection: sqlite3.Connection, document: int, text: str, told: str | None = None) -> set[int]:
    """Sketch a document (a key) and join it with its copies; return the documents whose origin changed.

    A document without a text is a copy of the document ``told`` (an id), if any.
    """
    changed = leave(connection, document)
    hashes = sketch(text)
    connection.execute("UPDATE documents SET sketch = ? WHERE key = ?", (pack(hashes), document))
    connection.executemany("INSERT INTO sketches VALUES (?, ?)", [(value, document) for value in hashes[:KEYS]])
    if told and not hashes:
        connection.execute("UPDATE documents SET origin = ? WHERE key = ?", (told, document))
        return changed | {document}
    return changed | _join(connection, document)


def leave(connection: sqlite3.Connection, document: int) -> set[int]:
    """Remove a document (a key) from its cluster, which is formed again; return the documents whose origin changed."""
    connection.execute("DELETE FROM sketches WHERE document = ?", (document,))
    kin = _origins(connection, "origin = (SELECT origin FROM documents WHERE key = ?)", document)
    connection.executemany("UPDATE documents SET origin = id WHERE key = ?", [(key,) for key in kin])
    for key in kin.keys() - {document}:
        _join(connection, key)
    return {key for key, origin in kin.items() if _origins(connection, "key = ?", key)[key] != origin}


def _join(connection: sqlite3.Connection, document: int) -> set[int]:
    own, mine = connection.execute("SELECT origin, sketch FROM documents WHERE key = ?", (document,)).fetchone()
    hashes = unpack(mine)
    near = [
        connection.execute("SELECT origin, sketch FROM documents WHERE key = ?", (key,)).fetchone()
        for key in _candidates(connection, document, hashes[:KEYS])
    ]
    origins = {
        origin
        for origin, other in near
        if origin != own and (other == mine or resemblance(hashes, unpack(other)) >= THRESHOLD)
    }
    if not origins:
        return set()
    first = min(origins | {own})
    moved: set[int] = set()
    for origin in sorted((origins | {own}) - {first}):
        moved |= _origins(connection, "origin = ?", origin).keys()
        connection.execute("UPDATE documents SET origin = ? WHERE origin = ?", (first, origin))
    return moved


_EACH, _NEAREST = 256, 64
"""How many documents are looked at for each key, and how many of all these are compared."""


def _candidates(connection: sqlite3.Connection, document: int, keys: Sequence[int]) -> list[int]:
    """The documents (keys) most likely to be copies of a document, the likeliest first.

    Copies share at least half of their keys; a single common one is a stock phrase, which may be in any number of
    documents, so only the first are looked at.
    """
    shared = Counter[int]()
    for key in keys:
        shared.update(
            found
            for (found,) in connection.execute(
                "SELECT document FROM sketches WHERE hash = ? ORDER BY document LIMIT ?", (key, _EACH)
            )
        )
    del shared[document]
    enough = [(-count, found) for found, count in shared.items() if count >= min(2, len(keys))]
    return [found for _, found in sorted(enough)[:_NEAREST]]


def _origins(connection: sqlite3.Connection, condition: str, value: int | str) -> dict[int, str]:
    query = f"SELECT key, origin FROM documents WHERE {condition}"  # noqa: S608 - the value is bound
    return dict(connection.execute(query, (value,)))
