"""The contents of a store as a whole: sizes, failures, builds, and state."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from graphkit.model import Build


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read, and why."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """The contents of a store."""

    documents: int
    claims: int
    evidence: int
    actors: int
    failures: tuple[Failure, ...]
    builds: tuple[tuple[Build, int], ...]
    """Each build with the number of documents it read."""
    outdated: int
    """Documents read by a build other than the current one; a rebuild would read them again."""


def read_report(connection: sqlite3.Connection, present: Build) -> Report:
    """The report of a store, relative to the current build."""
    ask = connection.execute
    documents, claims, evidence, actors = ask(
        "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM claims), "
        "(SELECT count(*) FROM evidence), (SELECT count(*) FROM actors)"
    ).fetchone()
    failures = tuple(Failure(*row) for row in ask("SELECT document, reason FROM failures ORDER BY document"))
    builds = tuple(
        (Build(*row[:4]), row[4])
        for row in ask(
            "SELECT b.program, b.model, b.ontology, b.seeds, count(*) FROM builds b "
            "JOIN documents d ON d.build = b.key GROUP BY b.key ORDER BY 1, 2, 3, 4"
        )
    )
    outdated = sum(number for build, number in builds if build != present)
    return Report(documents, claims, evidence, actors, failures, builds, outdated)


def read_document_state(connection: sqlite3.Connection, document: str) -> tuple[str, Build] | None:
    """The content hash of a document (an id) and the build that read it; None if it is not in the store."""
    row = connection.execute(
        "SELECT d.hash, b.program, b.model, b.ontology, b.seeds FROM documents d "
        "JOIN builds b ON b.key = d.build WHERE d.id = ?",
        (document,),
    ).fetchone()
    return (row[0], Build(*row[1:])) if row else None


def read_stamp(connection: sqlite3.Connection) -> str:
    """A string that changes whenever the store changes."""
    name, change = connection.execute("SELECT store, change FROM state").fetchone()
    return f"{name}-{change}"
