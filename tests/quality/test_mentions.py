"""Actors are found in newspaper prose that introduces nobody: the floors only rise."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from graphkit.actors import Linked, find
from graphkit.gazetteer import load

SENTENCES = Path(__file__).with_name("mentions.tsv")
PRECISION, RECALL = 0.985, 0.975
EXPECTED = re.compile(r"(\S[^:]*):([A-Z]+)")


def rows() -> list[dict[str, str]]:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def found() -> Iterator[tuple[list[tuple[str, str]], list[Linked]]]:
    """For each sentence the mentions due, as a part of their text with a code, and those made that may act."""
    gazetteer = load()
    for row in rows():
        made = find(row["text"], gazetteer, date.fromisoformat(row["date"]))
        yield EXPECTED.findall(row["mentions"]), [m for m in made if m.form != "place" and m.rule != "backed"]


def test_expected_mentions_stand_in_their_sentences() -> None:
    for row in rows():
        assert all(part in row["text"] for part, _ in EXPECTED.findall(row["mentions"])), row


def test_no_figure_falls_below_its_floor() -> None:
    hits = made_of = due_of = 0
    for due, made in found():
        left = list(made)
        for part, code in due:
            hit = next((m for m in left if part in m.text and m.code == code), None)
            if hit is not None:
                left.remove(hit)
                hits += 1
        made_of, due_of = made_of + len(made), due_of + len(due)
    assert hits / made_of >= PRECISION
    assert hits / due_of >= RECALL
