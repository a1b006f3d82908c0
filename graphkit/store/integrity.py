"""Check the file of a store with SQLite, when an error may come from damaged bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path


def damage(path: Path, scripts: Sequence[str]) -> str:
    """What is damaged in a file created by these scripts, in a few words; empty if it is intact. Reads all of it.

    Only the scripts that the file has run count, according to its version.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return _found(connection, scripts)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return _line(str(error))


def _found(connection: sqlite3.Connection, scripts: Sequence[str]) -> str:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    with closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript("".join(scripts[:version]))
        if _tables(connection) != _tables(fresh):
            return "its tables have been altered"
    (told,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if told != "ok":
        return _line(told)
    astray = connection.execute("PRAGMA foreign_key_check").fetchone()
    if astray:
        return f"a row of {astray[0]} belongs to none of {astray[2]}"
    # the words of sentences are a separate index, which checks itself
    connection.execute("SELECT count(*) FROM words WHERE words MATCH 'a*'").fetchone()
    return ""


_COLUMNS = "SELECT m.type, m.name, c.name FROM sqlite_master m LEFT JOIN pragma_table_xinfo(m.name) c ORDER BY 1, 2, 3"


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str, str | None]]:
    """Tables, indices and triggers, and the columns of tables."""
    return connection.execute(_COLUMNS).fetchall()


def _line(text: str) -> str:
    return " ".join(text.split())
