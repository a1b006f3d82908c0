"""Near-duplicate documents of a store: a document's origin is the first, by id, of its cluster of copies.

Two documents are in one cluster if their sketches resemble each other, directly or through others, so origins do not
depend on the order in which documents were added.
"""

from __future__ import annotations

import sqlite3

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
    # Copies share at least half of their keys; a single common one is a stock phrase. The nearest come first.
    near = connection.execute(
        "SELECT DISTINCT d.origin, d.sketch FROM documents d JOIN (SELECT document FROM sketches WHERE hash IN "
        "(SELECT hash FROM sketches WHERE document = ?) GROUP BY document HAVING count(*) >= ? "
        "ORDER BY count(*) DESC, document LIMIT 64) s "
        "ON d.key = s.document WHERE d.origin != ?",
        (document, min(2, len(hashes)), own),
    ).fetchall()
    origins = {origin for origin, other in near if other == mine or resemblance(hashes, unpack(other)) >= THRESHOLD}
    if not origins:
        return set()
    first = min(origins | {own})
    moved: set[int] = set()
    for origin in sorted((origins | {own}) - {first}):
        moved |= _origins(connection, "origin = ?", origin).keys()
        connection.execute("UPDATE documents SET origin = ? WHERE origin = ?", (first, origin))
    return moved


def _origins(connection: sqlite3.Connection, condition: str, value: int | str) -> dict[int, str]:
    query = f"SELECT key, origin FROM documents WHERE {condition}"  # noqa: S608 - the value is bound
    return dict(connection.execute(query, (value,)))
