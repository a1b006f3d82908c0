"""Short items of known difficulty: one is right when all its events are, with polarity, status and speaker."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graphkit import extract
from graphkit.model import Document
from graphkit.ontology import standing_groups
from tests.quality.test_floors import published, scorer, told

FLOORS = json.loads((Path(__file__).parent / "probes.json").read_text(encoding="utf-8"))
"""The number of completely correct probes by kind; these numbers only rise."""


def event(judge: Any, record: dict[str, Any], *, hearsay: bool) -> tuple[object, ...]:  # noqa: ANN401
    ends = [judge.code(record["subject"]), judge.code(record["object"])]
    if record["relation"] in judge.symmetric:
        ends.sort()
    speaker = judge.code(record["speaker"]) if record["speaker"] else None
    return (*ends, record["relation"], record["polarity"], record["status"], speaker, hearsay)


@pytest.fixture(scope="session")
def right(shared: Path) -> Counter[str]:
    judge = scorer(shared)
    items = [json.loads(line) for line in (shared / "eval" / "probes.jsonl").read_text(encoding="utf-8").splitlines()]
    documents = [Document(item["id"], item["text"], published=published(item["date"])) for item in items]
    counts: Counter[str] = Counter()
    for item, (_, claims) in zip(items, extract.extract(documents, extract.load()), strict=True):
        found = {
            event(judge, told(c, e), hearsay=e.hearsay) for c in claims if not c.relation.standing for e in c.evidence
        }
        wanted = {
            event(judge, c, hearsay=bool(item.get("hearsay")))
            for c in item["claims"]
            if judge.group_of[c["relation"]] not in standing_groups()
        }
        counts[item["kind"]] += found == wanted
    return counts


@pytest.mark.parametrize("kind", sorted(FLOORS))
def test_no_kind_is_read_worse(right: Counter[str], kind: str) -> None:
    assert right[kind] >= FLOORS[kind]
