"""French is read as well as the floors say, on sentences written for this and in the style of newspapers.

Those of ``development`` were there when tables and rules were written; those of ``unseen`` and ``fresh`` were not, or
were not looked at one by one.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from graphkit import extract
from graphkit.model import Document, PartialDate

GOLD = Path(__file__).with_name("french.tsv")
DAY = PartialDate(2024, 6, 1)
Stated = tuple[str, str, str, str, str, str]
"""Subject, relation, object (codes), polarity, status, and who says so."""


@cache
def gold(part: str) -> dict[str, set[Stated]]:
    """The sentences of a part, each with what it states."""
    found: dict[str, set[Stated]] = {}
    with GOLD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["part"] == part:
                stated = found.setdefault(row["sentence"], set())
                if row["relation"]:
                    stated.add(tuple(row[name] for name in list(row)[2:]))  # type: ignore[arg-type]
    return found


@cache
def read(part: str) -> dict[str, set[Stated]]:
    """What is read in the sentences of a part, without what titles alone state."""
    sentences = list(gold(part))
    documents = [Document(str(n), text, published=DAY, language="fr") for n, text in enumerate(sentences)]
    return {
        document.text: {
            _ordered(
                evidence.subject.code,
                claim.relation.name,
                evidence.object.code,
                str(evidence.polarity),
                str(evidence.status),
                "hearsay" if evidence.hearsay else evidence.speaker.code if evidence.speaker else "",
                symmetric=claim.relation.symmetric,
            )
            for claim in claims
            for evidence in claim.evidence
            if not evidence.extractor.startswith("structure")
        }
        for document, claims in extract.extract(documents, extract.load())
    }


def _ordered(
    subject: str, relation: str, object_: str, polarity: str, status: str, speaker: str, *, symmetric: bool
) -> Stated:
    ends = sorted((subject, object_)) if symmetric else (subject, object_)
    return ends[0], relation, ends[1], polarity, status, speaker


def figures(part: str, *, speakers: bool) -> tuple[float, float]:
    """Precision and recall of what is read, with or without who says so."""
    symmetric = {name for name, relation in extract.load().relations.items() if relation.symmetric}
    wanted = {
        (text, *_ordered(*claim, symmetric=claim[1] in symmetric)[: 6 if speakers else 5])
        for text, claims in gold(part).items()
        for claim in claims
    }
    made = {(text, *claim[: 6 if speakers else 5]) for text, claims in read(part).items() for claim in claims}
    right = len(wanted & made)
    return right / len(made), right / len(wanted)


FLOORS = [
    ("development", False, 0.98, 0.96),
    ("development", True, 0.98, 0.96),
    ("unseen", False, 0.88, 0.65),
    ("unseen", True, 0.82, 0.60),
    ("fresh", False, 0.91, 0.78),
    ("fresh", True, 0.85, 0.73),
]
"""Part, whether speakers count, precision, recall; they only rise."""


@pytest.mark.parametrize(("part", "speakers", "precision", "recall"), FLOORS)
def test_no_figure_falls_below_its_floor(part: str, speakers: bool, precision: float, recall: float) -> None:
    made = figures(part, speakers=speakers)
    assert made[0] >= precision
    assert made[1] >= recall


def test_there_are_a_hundred_and_fifty_texts() -> None:
    assert [len(gold(part)) for part in ("development", "unseen", "fresh")] == [94, 20, 40]
