"""The graph in a store: claims merged by id across documents, in memory or in one SQLite file."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

from graphkit.errors import InputError
from graphkit.model import Build, Claim, Document
from graphkit.store import constraints, duplicates, reading, schema, writing
from graphkit.store.view import Opened, View


class Graph(View):
    """A whole store, for reading and adding.

    Without a path the graph lives in memory; with one, in that SQLite file, which is created if missing and contains
    every document as soon as it is added. Closing the graph closes its views.
    """

    def __init__(self, path: Path | str | None = None, *, build: Build | None = None) -> None:
        path = None if path is None else Path(path)
        connection = schema.connect(path)
        super().__init__(Opened(path, build or Build(), connection, reading.Sources(connection)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; views of this graph are closed too."""
        self.opened.connection.close()

    def add(
        self, document: Document, claims: Iterable[Claim], origin: str | None = None, build: Build | None = None
    ) -> None:
        """Add a document with its claims in one transaction, replacing what it said before.

        A document without its text may be declared a copy of another (``origin``, an id), and an imported one the work
        of another ``build``.
        Raises ValueError if some evidence is in another document, InputError if some part is not supported by every
        format, StoreError if the file cannot be written.
        """
        claims = list(claims)
        for fault in chain(constraints.of_document(document), *map(constraints.of_claim, claims)):
            raise InputError(f"{document.id!r:.80}: {fault.culprit}", fault.remedy)
        strange = {e.document for claim in claims for e in claim.evidence} - {document.id}
        if strange or not all(claim.evidence for claim in claims):
            raise ValueError(f"claims of {document.id!r} may only have evidence in it, not in {sorted(strange)}")
        connection = self.opened.connection
        with schema.transaction(connection, self.path):
            key = writing.enter_document(connection, document, writing.enter_build(connection, build or self.build))
            stale = writing.take_back(connection, key)
            moved = duplicates.settle(connection, key, document.text[document.body_start :], origin)
            stale |= writing.claims_of(connection, moved - {key})
            stated = writing.write_claims(connection, key, claims)
            connection.execute("DELETE FROM failures WHERE document = ?", (document.id,))
            writing.weigh_claims(connection, stale)
            writing.weigh_more(connection, stated - stale, key)
        self.opened.sources.clear()

    def remove(self, document: str) -> bool:
        """Remove a document, its evidence, and claims left without any; return whether it was there."""
        connection = self.opened.connection
        with schema.transaction(connection, self.path):
            row = connection.execute("SELECT key FROM documents WHERE id = ?", (document,)).fetchone()
            failed = connection.execute("DELETE FROM failures WHERE document = ?", (document,)).rowcount
            if row:
                moved = duplicates.leave(connection, row[0]) - {row[0]}
                touched = writing.take_back(connection, row[0]) | writing.claims_of(connection, moved)
                connection.execute("DELETE FROM documents WHERE key = ?", row)
                writing.weigh_claims(connection, touched)
        self.opened.sources.clear()
        return row is not None or failed > 0

    def fail(self, document: str, reason: str) -> None:
        """Record that a document could not be read; what it said before is kept."""
        connection = self.opened.connection
        with schema.transaction(connection, self.path):
            connection.execute(
                "INSERT INTO failures VALUES (?, ?, ?) ON CONFLICT (document) DO UPDATE "
                "SET reason = excluded.reason, build = excluded.build",
                (_writable(document), _writable(reason), writing.enter_build(connection, self.build)),
            )


def _writable(text: str) -> str:
    """A failure message, with unencodable characters (from a file name) escaped."""
    return text.encode("utf-8", "backslashreplace").decode()
