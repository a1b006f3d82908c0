"""A cache of answers by request, so that nothing is paid for twice."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from graphkit.errors import ModelError


class Answers:
    """The answers in a file, inside ``opened``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, asked: bytes) -> str | None:
        """The cached answer to a question, if any."""
        row = self._connection.execute("SELECT answer FROM answers WHERE asked = ?", (_key(asked),)).fetchone()
        return row[0] if row else None

    def keep(self, asked: bytes, answer: str) -> None:
        """Keep the answer to a question."""
        with self._connection:
            self._connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (_key(asked), answer))


@contextmanager
def opened(path: Path) -> Iterator[Answers]:
    """The answers in a file, created if necessary; raises ModelError if that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS answers (asked TEXT PRIMARY KEY, answer TEXT NOT NULL)")
            yield Answers(connection)
    except (OSError, sqlite3.Error) as error:
        raise ModelError(
            f"{path}: cannot cache answers ({error})", "name another file in GRAPHKIT_OPENAI_CACHE"
        ) from error


def _key(asked: bytes) -> str:
    return hashlib.sha256(asked).hexdigest()
