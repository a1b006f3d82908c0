"""What is likely enough for a claim: a reading alone, or the sum of the readings in one group."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.extract import decision, reader
from graphkit.extract.reader import Reading
from graphkit.model import Polarity, Status
from graphkit.ontology import load_relations

CODES = ("RUS", "UKR", "RUS")
RELATIONS = load_relations()


def reading(relation: str, sure: int, ends: tuple[int, int] = (0, 1), status: Status = Status.ACTUAL) -> Reading:
    """A reading with a probability in hundredths, for the curve of ``trained``."""
    return Reading(*ends, relation, float(sure), Polarity.AFFIRMED, status, None, hearsay=False, cue=(0, 1))


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> reader.Reader:
    """The reader with round thresholds, and a margin that is a probability in hundredths."""
    monkeypatch.setattr(reader.Reader, "probability", lambda _, margin: margin / 100)
    return replace(reader.load(), threshold=0.44, summed=0.53, standing=0.5)


def made(trained: reader.Reader, *readings: Reading) -> set[int]:
    return decision.likely(readings, CODES, RELATIONS, trained)


def test_a_reading_that_is_likely_alone_is_a_claim_and_does_not_bring_the_rest_of_its_group(
    trained: reader.Reader,
) -> None:
    assert made(trained, reading("accuses", 44), reading("criticizes", 43)) == {0}
    assert made(trained, reading("accuses", 60), reading("criticizes", 50)) == {0, 1}
    assert made(trained, reading("accuses", 43)) == set()


def test_of_a_group_that_is_likely_together_the_likeliest_is_a_claim(trained: reader.Reader) -> None:
    assert made(trained, reading("accuses", 20), reading("criticizes", 33)) == {1}
    assert made(trained, reading("accuses", 20), reading("criticizes", 32)) == set()
    assert made(trained, reading("accuses", 27), reading("criticizes", 27)) == {0}


def test_what_is_summed_has_one_group_and_one_direction_whatever_the_mentions(trained: reader.Reader) -> None:
    assert made(trained, reading("accuses", 30), reading("rejects", 30)) == set()
    assert made(trained, reading("accuses", 30), reading("criticizes", 30, (1, 0))) == set()
    assert made(trained, reading("accuses", 30, (0, 1)), reading("criticizes", 31, (2, 1))) == {1}


def test_what_stands_is_likely_alone_or_not_at_all(trained: reader.Reader) -> None:
    assert made(trained, reading("alliedWith", 49), reading("memberOf", 49)) == set()
    assert made(trained, reading("alliedWith", 50)) == {0}


@pytest.mark.parametrize(
    ("relation", "status", "expected"),
    [("alliedWith", Status.PLANNED, False), ("alliedWith", Status.ACTUAL, True), ("visits", Status.PLANNED, True)],
)
def test_what_is_yet_to_stand_is_no_claim(relation: str, status: Status, *, expected: bool) -> None:
    assert decision.stands(reading(relation, 90, status=status), RELATIONS) is expected
