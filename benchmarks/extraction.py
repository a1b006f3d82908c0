"""How fast text becomes claims, against spaCy's own pipeline on the same text, and where the time goes.

usage: python benchmarks/extraction.py [BRIEFS]

Reads every n-th brief of the corpus in GRAPHKIT_SHARED on one thread. The ratio that matters is words a second of
the whole extraction to words a second of spaCy's default ``nlp.pipe`` in the same run.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
from datetime import date
from pathlib import Path

for library in ("OPENBLAS", "OMP", "BLIS"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

import spacy

from graphkit import extract
from graphkit.extract.words import MODELS
from graphkit.model import Document

SHARED = Path(os.environ.get("GRAPHKIT_SHARED", "../shared"))


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    with gzip.open(SHARED / "corpus" / "wcep_international.jsonl.gz", "rt", encoding="utf-8") as corpus:
        rows = [json.loads(line) for line in corpus]
    rows = rows[:: max(1, len(rows) // number)]
    documents = [Document(id=r["id"], text=r["text"], published=date.fromisoformat(r["date"])) for r in rows]
    words = sum(len(r["text"].split()) for r in rows)
    nlp = spacy.load(next(name for name in MODELS if name in spacy.util.get_installed_models()))
    using = extract.load()
    list(extract.extract(documents[:20], using))
    list(nlp.pipe([d.text for d in documents[:20]]))

    clock = time.process_time()
    list(nlp.pipe(d.text for d in documents))
    spacys = time.process_time() - clock
    clock = time.process_time()
    prepared = [extract.prepare(document, using) for document in documents]
    names = time.process_time() - clock
    clock = time.process_time()
    passages = sum(1 for p in prepared for _ in extract.read(p, using))
    reading = time.process_time() - clock
    clock = time.process_time()
    claims = sum(len(found) for _, found in extract.extract(documents, using))
    whole = time.process_time() - clock
    print(f"{len(rows)} briefs, {words} words, {passages} passages read, {claims} claims")
    print(
        f"names {names:.2f} s, reading {reading:.2f} s ({1000 * reading / passages:.1f} ms a passage), rest of it "
        f"{whole - names - reading:.2f} s"
    )
    print(f"graphkit {words / whole:.0f} words a second, spaCy {words / spacys:.0f}, ratio {spacys / whole:.2f}")


if __name__ == "__main__":
    main()
