"""Any number of documents from the corpus in GRAPHKIT_SHARED: briefs, and mixed news with little politics."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from graphkit import extract
from graphkit.model import Document, PartialDate

SHARED = Path(os.environ.get("GRAPHKIT_SHARED", "../shared"))
FILLING = 14
"""Sentences without an actor per sentence with one, in mixed news."""


def rows(name: str = "wcep_international") -> list[dict[str, str]]:
    """The records in a file of the corpus."""
    with gzip.open(SHARED / "corpus" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def briefs(number: int) -> list[Document]:
    """Every n-th brief of international news."""
    every = rows()
    kept = every[:: max(1, len(every) // number)][:number]
    return [Document(r["id"], r["text"], published=PartialDate.parse(r["date"])) for r in kept]


def repeated(number: int) -> Iterator[Document]:
    """All briefs, repeated under other ids up to the given number."""
    given = briefs(min(number, 29_896))
    for place, document in enumerate(islice(cycle(given), number)):
        yield replace(document, id=f"{document.id}-{place // len(given)}")


def mixed(number: int, using: extract.Resources) -> list[Document]:
    """Briefs among sentences from the same corpus that name no actor, like most of a newspaper."""
    fillers = (sentence for row in rows() for sentence in _without(row, using))
    made = []
    for brief in briefs(number):
        around = list(islice(fillers, FILLING))
        half = len(around) // 2
        made.append(replace(brief, text=" ".join([*around[:half], brief.text, *around[half:]])))
    return made


def _without(row: dict[str, str], using: extract.Resources) -> Iterator[str]:
    prepared = extract.prepare(Document(row["id"], row["text"]), using)
    for start, end in prepared.sentences:
        if not any(start <= mention.start < end for mention in prepared.mentions):
            yield prepared.clean.text[start:end]
