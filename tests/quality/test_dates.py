"""Dates of events in sentences as newspapers write them: a row an event, its cue in brackets."""

from pathlib import Path

import pytest

from graphkit.extract.times import event_date
from graphkit.model import PartialDate

TABLE = Path(__file__).parent / "dates.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("published", "status", "sentence", "expected"), ROWS)
def test_an_event_has_the_date_that_its_sentence_gives_it(
    published: str, status: str, sentence: str, expected: str
) -> None:
    before, cue, after = sentence.replace("]", "[").split("[")
    found = event_date(
        before + cue + after,
        PartialDate.parse(published) if published else None,
        planned=status == "planned",
        cue=(len(before), len(before + cue)),
    )
    assert (str(found) if found else "") == expected
