"""Dates of events in French sentences: a row an event, its cue in brackets.

Those of ``development`` were there when forms and rules were written, those of ``fresh`` were not.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graphkit import extract
from graphkit.actors import translated
from graphkit.model import PartialDate

TABLE = Path(__file__).with_name("french_dates.tsv")
FLOORS = {"development": 1.0, "fresh": 0.96}
"""The shares of correct dates and of correctly missing ones; they only rise."""


def right(part: str) -> list[bool]:
    reading = extract.load().other("fr")
    assert reading is not None
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["part"] == part]
    found = []
    for row in rows:
        before, cue, after = row["sentence"].replace("]", "[").split("[")
        text, published = before + cue + after, PartialDate.parse(row["published"])
        mentions = translated.find(text, reading.names, published.first)
        place = (len(before), len(before + cue))
        date = reading.date(text, 0, place, mentions, published, planned=row["status"] == "planned")
        found.append((str(date) if date else "") == row["date"])
    return found


@pytest.mark.parametrize(("part", "floor"), FLOORS.items())
def test_events_have_the_dates_that_french_sentences_give_them(part: str, floor: float) -> None:
    found = right(part)
    assert sum(found) / len(found) >= floor
