"""Every claim that the sample articles make has been read against its sentence by a person: most are right."""

from __future__ import annotations

import csv
import html
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from graphkit import extract
from graphkit.actors.gazetteer import load as load_gazetteer
from graphkit.documents import read
from graphkit.model import FLOOR, Document
from graphkit.ontology import load_relations

REVIEWED = Path(__file__).with_name("reviewed.tsv")
ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "seeds" / "documents"
SHOWN = ("README.md", "notebooks/01_build.ipynb", "notebooks/02_explore.ipynb", "notebooks/03_networks.ipynb")
WRONG = 33
"""The maximum number of claims known to be wrong; it only falls."""
RIGHT = 310
"""The minimum number of claims known to be right; it only rises."""


def reviewed() -> dict[tuple[str, ...], str]:
    """Document, who does what to whom, how it is stated and who says so, and whether that is right."""
    with REVIEWED.open(encoding="utf-8", newline="") as file:
        return {tuple(row[:-1]): row[-1] for row in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]}


def made(least: float = FLOOR) -> set[tuple[str, ...]]:
    """What the sample articles claim with at least this confidence."""
    return {claim for claim, confidence in told() if confidence >= least}


@cache
def told() -> list[tuple[tuple[str, ...], float]]:
    """What the sample articles claim, each with its confidence."""
    documents = [document for document in read([SAMPLES]) if isinstance(document, Document)]
    found: list[tuple[tuple[str, ...], float]] = []
    for document, claims in extract.extract(documents, extract.load()):
        for claim in claims:
            for evidence in claim.evidence:
                speaker = evidence.speaker.actor.id if evidence.speaker else ""
                row = (
                    document.id,
                    evidence.subject.actor.id,
                    claim.relation.name,
                    evidence.object.actor.id,
                    str(evidence.polarity),
                    str(evidence.status),
                    "hearsay" if evidence.hearsay else speaker,
                )
                found.append((row, evidence.confidence))
    return found


def test_every_claim_of_the_sample_articles_has_been_read_and_few_are_wrong() -> None:
    verdicts, found = reviewed(), made()
    assert found - verdicts.keys() == set(), "read these against their sentences and put them into reviewed.tsv"
    verdict = Counter(verdicts[claim] for claim in found)
    assert verdict["wrong"] <= WRONG
    assert verdict["right"] >= RIGHT


def test_the_demo_prints_nothing_that_is_wrong() -> None:
    least = re.search(r"graphkit claims .*--min-confidence (\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert least is not None
    verdicts, printed = reviewed(), made(float(least[1]))
    assert len(printed) >= 60
    assert {verdicts[claim] for claim in printed} == {"right"}


def misread() -> set[str]:
    """Claims of which every reading is known to be wrong, in words: with the name of the relation, and its label."""
    actors, relations = load_gazetteer().actors, load_relations()
    verdicts: dict[tuple[str, ...], set[str]] = {}
    for (_, subject, relation, obj, *_), verdict in reviewed().items():
        verdicts.setdefault((subject, relation, obj), set()).add(verdict)
    return {
        f"{actors[subject].name} {words} {actors[obj].name}"
        for (subject, relation, obj), found in verdicts.items()
        if found == {"wrong"}
        for words in (relation, relations[relation].label)
    }


def shown(path: Path) -> str:
    """What a page shows or a notebook prints, without markup, arrows and columns."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        outputs = (output for cell in json.loads(text)["cells"] for output in cell.get("outputs", []))
        text = "\n".join(
            "".join(part)
            for output in outputs
            for part in (output.get("text", []), output.get("data", {}).get("text/html", []))
        )
    return " ".join(re.sub("[→↔←]", " ", html.unescape(re.sub("<[^>]+>", " ", text))).split())


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_shown_first_is_not_known_to_be_wrong(name: str) -> None:
    page = shown(ROOT / name)
    assert [claim for claim in sorted(misread()) if claim in page] == []


def test_a_misread_claim_would_be_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Iraq    tradesWith  Kuwait\n<b>Pakistan</b> criticizes → <i>United States</i>", encoding="utf-8")
    assert {claim for claim in misread() if claim in shown(page)} == {
        "Iraq tradesWith Kuwait",
        "Pakistan criticizes United States",
    }
