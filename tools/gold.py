"""Annotated items as the training scripts read them: those of GRAPHKIT_SHARED, and labels.tsv beside this file.

labels.tsv annotates briefs of the shared corpus by the guidelines of the gold files, without quoting them: a row a
claim, and a row with no more than its id for a brief that makes none.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from graphkit import extract, ontology
from graphkit.actors import find

SHARED = Path(os.environ.get("GRAPHKIT_SHARED", "../shared"))
LABELS = Path(__file__).parent / "labels.tsv"
EXAMPLE_DAY = date(2015, 6, 1)
"""The day as of which names in the example sentences are read."""


def scoring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no score.py in {SHARED}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def day(text: str) -> date:
    """The first day that a date of year, month or day precision allows."""
    parts = [*map(int, text[:10].split("-")), 1, 1]
    return date(parts[0], parts[1], parts[2])


def read_gold(name: str) -> Iterator[dict[str, Any]]:
    """The items of a gold file."""
    for line in (SHARED / "eval" / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def read_examples(using: extract.Resources) -> Iterator[dict[str, Any]]:
    """The example sentences of the ontology as gold items; their actors are linked by name."""
    for number, example in enumerate(ontology.load_examples()):
        linked = find(example.text, using.gazetteer, EXAMPLE_DAY)
        ends = [
            next(
                ({"code": m.code, "name": m.actor.name} for m in linked if m.start < span.end and m.end > span.start),
                None,
            )
            for span in (example.subject, example.object)
        ]
        if all(ends):
            claim = {"subject": ends[0], "relation": example.relation, "object": ends[1], "polarity": "affirmed"}
            claim |= {"status": "actual", "speaker": None}
            yield {"id": f"example-{number}", "date": str(EXAMPLE_DAY), "text": example.text, "claims": [claim]}


def read_labelled() -> Iterator[dict[str, Any]]:
    """The corpus briefs in labels.tsv as gold items; a brief without claims has a row with no more than its id."""
    claims: dict[str, list[dict[str, Any]]] = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines()[1:]:
        item, *cells = line.split("\t")
        own = claims.setdefault(item, [])
        if cells[0]:
            subject, relation, obj, polarity, status, speaker = cells
            own.append(
                {
                    "subject": {"text": "", "code": subject},
                    "relation": relation,
                    "object": {"text": "", "code": obj},
                    "polarity": polarity,
                    "status": status,
                    "speaker": {"code": speaker} if speaker else None,
                }
            )
    with gzip.open(SHARED / "corpus" / "wcep_international.jsonl.gz", "rt", encoding="utf-8") as corpus:
        for row in map(json.loads, corpus):
            if row["id"] in claims:
                yield {"id": row["id"], "date": row["date"], "text": row["text"], "claims": claims[row["id"]]}
