"""Inconsistencies in a store are reported row by row, with what contains them."""

from __future__ import annotations

import pytest

from graphkit.store.audit import faults
from graphkit.store.graph import Graph
from tests.values import CHN, RUS, claim, day, document

CLAIM = claim(document="a")


@pytest.fixture
def graph() -> Graph:
    made = Graph()
    made.add(document("a", published=day(0)), [CLAIM])
    return made


def test_a_sound_store_has_no_faults(graph: Graph) -> None:
    assert list(faults(graph.opened.connection)) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE documents SET body_start = -1", [("document:a", "-1 is not a position in a text")]),
        ("UPDATE documents SET published = 'May'", [("document:a", "May")]),
        ("UPDATE documents SET title = CAST(x'61ff' AS TEXT)", [("document:a", "the title 'a\\udcff' is not Unicode")]),
        (
            "UPDATE actors SET wikidata = x'07' WHERE id = 'RUS'",
            [
                (f"actor:{RUS.id}", "wikidata b'\\x07' is not a string"),
                (f"claim:{CLAIM.id}", "wikidata b'\\x07' is not a string"),
            ],
        ),
        (
            "UPDATE actors SET kind = 'Ghost' WHERE id = 'CHN'",
            [(f"actor:{CHN.id}", "'Ghost' is not a valid Kind"), (f"claim:{CLAIM.id}", "'Ghost' is not a valid Kind")],
        ),
        ("UPDATE evidence SET confidence = 2", [(f"claim:{CLAIM.id}", "2.0 is not a confidence")]),
        ("UPDATE evidence SET cue_stop = 0", [(f"claim:{CLAIM.id}", "to 0 is not a valid cue span")]),
        ("UPDATE claims SET status = 'sure'", [(f"claim:{CLAIM.id}", "'sure' is not a valid ClaimStatus")]),
    ],
)
def test_a_fault_is_told_with_what_it_lies_in(graph: Graph, change: str, told: list[tuple[str, str]]) -> None:
    connection = graph.opened.connection
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(change)
    found = list(faults(connection))
    assert [focus for focus, _ in found] == [focus for focus, _ in told]
    assert all(part in said for (_, said), (_, part) in zip(found, told, strict=True)), found


def test_bytes_that_are_no_text_are_shown_and_what_is_read_next_is_text_again(graph: Graph) -> None:
    connection = graph.opened.connection
    connection.execute("UPDATE documents SET id = CAST(x'62ff' AS TEXT)")
    assert [focus for focus, _ in faults(connection)] == ["document:b\\udcff"]
    assert connection.text_factory is str
