"""Every claim that the sample articles make has been read against its sentence by a person: most are right."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from graphkit import extract
from graphkit.documents import read
from graphkit.model import Document

REVIEWED = Path(__file__).with_name("reviewed.tsv")
SAMPLES = Path(__file__).parents[2] / "seeds" / "documents"
WRONG = 33
"""The maximum number of claims known to be wrong; it only falls."""
RIGHT = 309
"""The minimum number of claims known to be right; it only rises."""


def reviewed() -> dict[tuple[str, ...], str]:
    """Document, who does what to whom, how it is stated and who says so, and whether that is right."""
    with REVIEWED.open(encoding="utf-8", newline="") as file:
        return {tuple(row[:-1]): row[-1] for row in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]}


def made() -> set[tuple[str, ...]]:
    """What the sample articles claim with a confidence that counts."""
    documents = [document for document in read([SAMPLES]) if isinstance(document, Document)]
    found: set[tuple[str, ...]] = set()
    for document, claims in extract.extract(documents, extract.load()):
        for claim in claims:
            for evidence in claim.evidence:
                if evidence.is_sure:
                    speaker = evidence.speaker.actor.id if evidence.speaker else ""
                    found.add(
                        (
                            document.id,
                            evidence.subject.actor.id,
                            claim.relation.name,
                            evidence.object.actor.id,
                            str(evidence.polarity),
                            str(evidence.status),
                            "hearsay" if evidence.hearsay else speaker,
                        )
                    )
    return found


def test_every_claim_of_the_sample_articles_has_been_read_and_few_are_wrong() -> None:
    verdicts, found = reviewed(), made()
    assert found - verdicts.keys() == set(), "read these against their sentences and put them into reviewed.tsv"
    verdict = Counter(verdicts[claim] for claim in found)
    assert verdict["wrong"] <= WRONG
    assert verdict["right"] >= RIGHT
