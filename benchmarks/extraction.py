"""Where the time of extraction goes: everything around the parse, against the parse itself.

usage: python benchmarks/extraction.py [BRIEFS]

Reads every n-th brief of the corpus in GRAPHKIT_SHARED on one thread and prints the seconds of each stage, and the
ratio that matters: all that is not spaCy, to spaCy.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
from datetime import date
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from graphkit import extract
from graphkit.extract import parse as parsing
from graphkit.model import Document, merge

SHARED = Path(os.environ.get("GRAPHKIT_SHARED", "../shared"))


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    with gzip.open(SHARED / "corpus" / "wcep_international.jsonl.gz", "rt", encoding="utf-8") as corpus:
        rows = [json.loads(line) for line in corpus]
    rows = rows[:: max(1, len(rows) // number)]
    documents = [Document(id=r["id"], text=r["text"], published=date.fromisoformat(r["date"])) for r in rows]
    using = extract.load()
    list(extract.extract(documents[:20], using))
    spent = dict.fromkeys(("names", "parse", "grammar", "pair model", "judging"), 0.0)

    def timed(stage: str, since: float) -> float:
        now = time.perf_counter()
        spent[stage] += now - since
        return now

    clock = time.perf_counter()
    prepared = [extract.prepare(document, using) for document in documents]
    clock = timed("names", clock)
    texts = [(c.start, p.clean.text[c.start : c.end]) for p in prepared for c in p.candidates]
    parses = iter(list(parsing.parse(using.nlp, texts)))
    clock = timed("parse", clock)
    readings = [reading for p in prepared for reading in extract.read(p, parses, using)]
    clock = timed("grammar", clock)
    verdicts = [using.relater.judge(r.parse, r.marks, r.hints) for r in readings]
    clock = timed("pair model", clock)
    kept = 0
    for reading, verdict in zip(readings, verdicts, strict=True):
        considered = extract.consider(reading, using, verdict)
        kept += len(extract.judge(reading.parse, using.scorer, considered))
    timed("judging", clock)
    words = sum(len(r["text"].split()) for r in rows)
    clock = time.perf_counter()
    claims = sum(len(merge(found)) for _, found in extract.extract(documents, using))
    whole = time.perf_counter() - clock
    for stage, seconds in spent.items():
        print(f"{stage:12}{seconds:8.2f} s {1000 * seconds / len(texts):8.2f} ms a parsed sentence")
    rest = sum(spent.values()) - spent["parse"]
    print(f"{len(rows)} briefs, {words} words, {len(texts)} sentences parsed, {kept} readings kept, {claims} claims")
    print(f"whole: {whole:.2f} s, {words / whole:.0f} words a second")
    print(f"all but the parse / the parse: {rest / spent['parse']:.2f}")


if __name__ == "__main__":
    main()
