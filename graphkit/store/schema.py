"""The SQLite file of a graph: its schema and migrations, and how it is opened, locked and refused."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from graphkit.errors import GraphkitError, StoreError
from graphkit.store.integrity import damage

APPLICATION_ID = 0x676B_6731
"""Marks the file as graphkit's in its header, where ``file`` and SQLite tools see it."""

_FIRST = """
CREATE TABLE state (
    store TEXT NOT NULL,
    change INTEGER NOT NULL
);
INSERT INTO state VALUES (lower(hex(randomblob(8))), 0);
CREATE TABLE builds (
    key INTEGER PRIMARY KEY,
    program TEXT NOT NULL, model TEXT NOT NULL, ontology TEXT NOT NULL, seeds TEXT NOT NULL,
    UNIQUE (program, model, ontology, seeds)
);
CREATE TABLE documents (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL,
    build INTEGER NOT NULL REFERENCES builds,
    title TEXT, url TEXT, published TEXT, language TEXT NOT NULL, body_start INTEGER NOT NULL,
    text TEXT NOT NULL,
    sketch BLOB NOT NULL,
    origin TEXT NOT NULL
);
CREATE INDEX documents_origin ON documents (origin);
CREATE TABLE sketches (
    hash INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    PRIMARY KEY (hash, document)
) WITHOUT ROWID;
CREATE INDEX sketches_document ON sketches (document);
CREATE TABLE failures (
    document TEXT PRIMARY KEY,
    reason TEXT NOT NULL,
    build INTEGER NOT NULL REFERENCES builds
);
CREATE TABLE sentences (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    start INTEGER NOT NULL, stop INTEGER NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (document, start, stop)
);
CREATE VIRTUAL TABLE words USING fts5 (
    text, content = 'sentences', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER sentences_in AFTER INSERT ON sentences BEGIN
    INSERT INTO words (rowid, text) VALUES (new.key, new.text);
END;
CREATE TRIGGER sentences_out AFTER DELETE ON sentences BEGIN
    INSERT INTO words (words, rowid, text) VALUES ('delete', old.key, old.text);
END;
CREATE TABLE actors (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL, kind TEXT NOT NULL, code TEXT NOT NULL, wikidata TEXT,
    notations TEXT NOT NULL
);
CREATE INDEX actors_code ON actors (code);
CREATE TABLE relations (
    name TEXT PRIMARY KEY,
    iri TEXT NOT NULL, label TEXT NOT NULL, definition TEXT NOT NULL, "group" TEXT NOT NULL,
    intensity REAL NOT NULL, symmetric INTEGER NOT NULL, inverse TEXT, domain TEXT NOT NULL, range TEXT NOT NULL
);
CREATE TABLE claims (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL REFERENCES actors,
    relation TEXT NOT NULL REFERENCES relations,
    object TEXT NOT NULL REFERENCES actors,
    status TEXT NOT NULL, confidence REAL NOT NULL,
    evidence INTEGER NOT NULL, documents INTEGER NOT NULL, origins INTEGER NOT NULL,
    first_seen TEXT, last_seen TEXT
) WITHOUT ROWID;
CREATE INDEX claims_subject ON claims (subject, object);
CREATE INDEX claims_object ON claims (object);
CREATE INDEX claims_relation ON claims (relation);
CREATE TABLE evidence (
    id TEXT NOT NULL UNIQUE,
    claim TEXT NOT NULL REFERENCES claims DEFERRABLE INITIALLY DEFERRED,
    document INTEGER NOT NULL REFERENCES documents,
    start INTEGER NOT NULL, stop INTEGER NOT NULL,
    cue TEXT NOT NULL, cue_start INTEGER NOT NULL, cue_stop INTEGER NOT NULL,
    subject TEXT NOT NULL REFERENCES actors, subject_code TEXT NOT NULL, subject_rule TEXT NOT NULL,
    subject_text TEXT NOT NULL, subject_start INTEGER NOT NULL, subject_stop INTEGER NOT NULL,
    object TEXT NOT NULL REFERENCES actors, object_code TEXT NOT NULL, object_rule TEXT NOT NULL,
    object_text TEXT NOT NULL, object_start INTEGER NOT NULL, object_stop INTEGER NOT NULL,
    speaker TEXT REFERENCES actors, speaker_code TEXT, speaker_rule TEXT,
    speaker_text TEXT, speaker_start INTEGER, speaker_stop INTEGER,
    polarity TEXT NOT NULL, status TEXT NOT NULL, date TEXT, confidence REAL NOT NULL, extractor TEXT NOT NULL,
    FOREIGN KEY (document, start, stop) REFERENCES sentences (document, start, stop)
);
CREATE INDEX evidence_claim ON evidence (claim);
CREATE INDEX evidence_place ON evidence (document, start, stop);
CREATE INDEX evidence_ends ON evidence (subject, object);
CREATE INDEX evidence_codes ON evidence (subject_code, object_code);
CREATE INDEX evidence_object ON evidence (object);
CREATE INDEX evidence_object_code ON evidence (object_code);
CREATE INDEX evidence_speaker ON evidence (speaker) WHERE speaker IS NOT NULL;
"""

_HEARSAY = "ALTER TABLE evidence ADD COLUMN hearsay INTEGER NOT NULL DEFAULT 0;"

_TENTATIVE = "UPDATE claims SET status = 'tentative' WHERE confidence < 0.5;"
"""Low-confidence claims used to be facts; other claims are weighed again when evidence is added or removed."""
_OFFICE = """
ALTER TABLE evidence ADD COLUMN office TEXT;
ALTER TABLE evidence ADD COLUMN office_from TEXT;
ALTER TABLE evidence ADD COLUMN office_until TEXT;
"""
MIGRATIONS: Sequence[str] = (_FIRST, _HEARSAY, _TENTATIVE, _OFFICE)
"""The scripts that migrate each schema version to the next; the version of a file is how many it has run."""


def connect(path: Path | None, migrations: Sequence[str] = MIGRATIONS) -> sqlite3.Connection:
    """Open a store at the newest schema, creating it if missing; None is a store in memory.

    A file that cannot be written, on a read-only medium or in a read-only folder, is opened for reading.

    Raises StoreError if the file is not a store, or is corrupt, locked, or of a newer schema; it is not changed then.
    """
    with explained(path):
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return _opened(path, migrations)
            except sqlite3.OperationalError as error:
                # Creating the file or switching it to WAL locks others out, and SQLite does not always make them wait.
                if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                    raise
            time.sleep(0.02)


PATIENCE = 5.0
"""Seconds to wait for another program that is writing."""


def _opened(path: Path | None, migrations: Sequence[str]) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(path or ":memory:", timeout=PATIENCE, isolation_level=None)
        try:
            _migrate(connection, path, migrations)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
    except sqlite3.OperationalError as error:
        if path and path.is_file() and error.sqlite_errorname.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            return _for_reading(path, migrations)
        raise
    return connection


def _for_reading(path: Path, migrations: Sequence[str]) -> sqlite3.Connection:
    """Open a store for reading that, or whose folder, cannot be written."""
    log = path.with_name(f"{path.name}-wal")
    # Without a pending log nobody can be writing, so SQLite need not look for the files that writers leave.
    pending = log.is_file() and log.stat().st_size > 0
    where = f"{path.absolute().as_uri()}?{'mode=ro' if pending else 'immutable=1'}"
    connection = sqlite3.connect(where, timeout=PATIENCE, isolation_level=None, uri=True)
    try:
        version = _version(connection, path, migrations)
    except BaseException:
        connection.close()
        raise
    if version == len(migrations):
        return connection
    connection.close()
    remedy = "copy it to where it can be written, and open that"
    raise StoreError(f"{path}: has the old schema {version} and cannot be written", remedy)


def _migrate(connection: sqlite3.Connection, path: Path | None, migrations: Sequence[str]) -> None:
    version = _version(connection, path, migrations)
    if version == len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for script in migrations[_version(connection, path, migrations) :]:
            for statement in _statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection, path: Path | None, migrations: Sequence[str]) -> int:
    # In one statement, since another process may be creating the tables at this moment.
    application, version, tables = connection.execute(
        "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), "
        "(SELECT count(*) FROM sqlite_master)"
    ).fetchone()
    if application != APPLICATION_ID and (application or version or tables):
        raise StoreError(f"{path}: is a database of another program", "name a new file")
    if version > len(migrations):
        raise StoreError(f"{path}: has schema {version}, newer than this program's {len(migrations)}", "upgrade it")
    return int(version)


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path | None) -> Iterator[None]:
    """Commit and count a change at the end of the block; an error in it rolls everything back."""
    with explained(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("UPDATE state SET change = change + 1")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def explained(path: Path | None) -> Iterator[None]:
    """Turn SQLite errors within the block into a one-line StoreError with a remedy.

    Any other error becomes one too if it comes from damaged bytes, for which the file is then checked.
    """
    try:
        yield
    except GraphkitError:
        raise
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        for prefix, (what, remedy) in _TROUBLES.items():
            if name.startswith(prefix):
                raise StoreError(f"{path or 'the store in memory'}: {what} ({error})", remedy) from error
        if isinstance(error, sqlite3.DataError) or (not name and isinstance(error, sqlite3.OperationalError)):
            # A row that cannot be converted, or text that is not UTF-8: SQLite itself accepts both.
            raise StoreError(f"{path or 'the store in memory'}: is damaged ({error})", _DAMAGED) from error
        _blame(path, error)
        raise
    except (
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
    ) as error:  # raised on rows that are not as they were written
        _blame(path, error)
        raise


def _blame(path: Path | None, error: Exception) -> None:
    """Raise StoreError if the file is damaged, and so the error is not a bug in the program."""
    if path and (told := damage(path, MIGRATIONS)):
        what, remedy = _TROUBLES["SQLITE_CORRUPT"]
        raise StoreError(f"{path}: {what} ({told})", remedy) from error


_DAMAGED = "`graphkit validate` lists the damage; remove those documents or rebuild the store"


_TROUBLES = {
    "SQLITE_BUSY": ("is locked", "wait until the other program has ended"),
    "SQLITE_LOCKED": ("is locked", "wait until the other program has ended"),
    "SQLITE_NOTADB": ("is not a store", "name another file"),
    "SQLITE_CORRUPT": ("is corrupt", "restore it from a copy or rebuild it"),
    "SQLITE_FULL": ("no room is left on the disk", "free some space; nothing was half written"),
    "SQLITE_IOERR": ("cannot be read or written", "check the disk; nothing was half written"),
    "SQLITE_READONLY": ("cannot be written", "check the permissions of the file and its folder"),
    "SQLITE_CANTOPEN": ("cannot be opened", "check the folder and its permissions"),
    "SQLITE_TOOBIG": ("a text is too long for SQLite", "split the document"),
}
