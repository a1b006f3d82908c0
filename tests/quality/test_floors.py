"""Quality on annotated news does not fall: the floors beside this file only rise."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from graphkit import extract
from graphkit.model import Claim, Document, Evidence, Mention, PartialDate

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


def published(text: str) -> PartialDate:
    return PartialDate.parse(text)


def actor(mention: Mention | None) -> dict[str, str] | None:
    return None if mention is None else {"code": mention.code, "name": mention.actor.name}


def told(claim: Claim, evidence: Evidence) -> dict[str, Any]:
    """A piece of evidence in the scorer's format."""
    return {
        "subject": actor(evidence.subject),
        "relation": claim.relation.name,
        "object": actor(evidence.object),
        "polarity": str(evidence.polarity),
        "status": str(evidence.status),
        "speaker": actor(evidence.speaker),
    }


def scorer(shared: Path) -> Any:  # noqa: ANN401 - a class of a module loaded by path
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    return score.Scorer()


@pytest.fixture(scope="session")
def report(shared: Path) -> dict[str, Any]:
    """The output of score.py for the extractor on the development items."""
    items = [json.loads(line) for line in (shared / "eval" / "gold_dev.jsonl").read_text(encoding="utf-8").splitlines()]
    documents = [Document(item["id"], item["text"], published=published(item["date"])) for item in items]
    predicted = {
        document.id: [told(claim, evidence) for claim in claims for evidence in claim.evidence]
        for document, claims in extract.extract(documents, extract.load())
    }
    result: dict[str, Any] = scorer(shared).score({item["id"]: item["claims"] for item in items}, predicted)
    return result


@pytest.mark.parametrize("level", sorted(FLOORS))
@pytest.mark.parametrize("figure", ["P", "R", "F1"])
def test_no_figure_falls_below_its_floor(report: dict[str, Any], level: str, figure: str) -> None:
    assert report[level][figure] >= FLOORS[level][figure]
