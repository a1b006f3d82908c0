"""What is wrong with a store file, in a few words."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from graphkit.errors import StoreError
from graphkit.graph import KnowledgeGraph
from graphkit.store.integrity import damage
from graphkit.store.schema import MIGRATIONS


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ("", ""),
        ("DELETE FROM documents", "a row of [a-z]+ belongs to none of documents"),
        ("DELETE FROM actors WHERE id = 'UKR'", "a row of [a-z]+ belongs to none of actors"),
        ("ALTER TABLE documents ADD COLUMN extra", "its tables have been altered"),
        ("CREATE TABLE extra (a)", "its tables have been altered"),
        ("DROP TRIGGER {trigger}", "its tables have been altered"),
    ],
)
def test_what_another_program_did_to_a_store_is_told(store: Path, done: str, told: str) -> None:
    with closing(sqlite3.connect(store)) as connection:
        (trigger,) = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchone()
        connection.execute(done.format(trigger=trigger))
        connection.commit()
    assert re.fullmatch(told, damage(store, MIGRATIONS))


def test_a_sentence_that_is_not_unicode_is_told_with_the_remedy(store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("UPDATE actors SET name = CAST(x'ff' AS TEXT) WHERE id = 'UKR'")
        connection.commit()
    with (
        KnowledgeGraph(store) as kg,
        pytest.raises(StoreError, match=r"is damaged .*; `graphkit validate` lists the damage"),
    ):
        list(kg)


def test_a_store_takes_nothing_that_belongs_to_no_document(store: Path) -> None:
    with KnowledgeGraph(store) as kg, pytest.raises(sqlite3.IntegrityError):
        kg.opened.connection.execute("UPDATE evidence SET document = 4711")
