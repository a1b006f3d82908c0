"""Actors are found in newspaper prose that introduces nobody; the floors only rise."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graphkit.actors.gazetteer import load
from graphkit.actors.linked import Linked
from graphkit.actors.linking import find

SENTENCES = Path(__file__).with_name("mentions.tsv")
FRESH = Path(__file__).with_name("fresh.tsv")
BLIND = Path(__file__).with_name("blind.tsv")
"""Written without knowledge of the program and not corrected after what it finds, so some expectations are arguable."""
BYSTANDERS = Path(__file__).with_name("bystanders.tsv")
STRANGERS = Path(__file__).with_name("strangers.tsv")
FALSE, MISSED = {BYSTANDERS: 15, STRANGERS: 13}, {BYSTANDERS: 1, STRANGERS: 0}
PRECISION, RECALL = {SENTENCES: 0.99, FRESH: 0.95, BLIND: 0.92}, {SENTENCES: 0.98, FRESH: 0.97, BLIND: 0.94}
EXPECTED = re.compile(r"(\S[^:]*):([A-Z][A-Z0-9]*)")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def found(path: Path) -> Iterator[tuple[list[tuple[str, str]], list[Linked]]]:
    """For each sentence the mentions due, as a part of their text with a code, and those made that may act."""
    gazetteer = load()
    for row in rows(path):
        made = find(row["text"], gazetteer, date.fromisoformat(row["date"]))
        yield EXPECTED.findall(row["mentions"]), [m for m in made if m.form != "place" and m.rule != "backed"]


def counted(path: Path) -> tuple[int, int, int]:
    """How many mentions are right, made and due."""
    hits = made_of = due_of = 0
    for due, made in found(path):
        left = list(made)
        for part, code in due:
            hit = next((m for m in left if part in m.text and m.code == code), None)
            if hit is not None:
                left.remove(hit)
                hits += 1
        made_of, due_of = made_of + len(made), due_of + len(due)
    return hits, made_of, due_of


@pytest.mark.parametrize("path", [SENTENCES, FRESH, BLIND, BYSTANDERS, STRANGERS], ids=lambda path: path.stem)
def test_expected_mentions_stand_in_their_sentences(path: Path) -> None:
    for row in rows(path):
        assert all(part in row["text"] for part, _ in EXPECTED.findall(row["mentions"])), row


@pytest.mark.parametrize("path", [SENTENCES, FRESH, BLIND], ids=lambda path: path.stem)
def test_no_figure_falls_below_its_floor(path: Path) -> None:
    hits, made, due = counted(path)
    assert hits / made >= PRECISION[path]
    assert hits / due >= RECALL[path]


@pytest.mark.parametrize("path", [BYSTANDERS, STRANGERS], ids=lambda path: path.stem)
def test_sport_goods_companies_and_namesakes_are_hardly_ever_actors(path: Path) -> None:
    hits, made, due = counted(path)
    assert made - hits <= FALSE[path]
    assert due - hits <= MISSED[path]
