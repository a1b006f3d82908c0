"""How fast actors are found in text, compared with spaCy's PhraseMatcher on the same names.

usage: python benchmarks/mentions.py [BRIEFS]

Reads every n-th brief of the corpus in GRAPHKIT_SHARED on one thread, in turns, and takes the best of seven. The peer
is spaCy's tokenizer and a PhraseMatcher of every name of the tables; it knows no titles, surnames, dates or namesakes.
The ratio that matters is milliseconds per 1,000 words of ``find`` to those of the peer.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import spacy
from spacy.matcher import PhraseMatcher

from graphkit.actors import gazetteer
from graphkit.actors.linking import find

SHARED = Path(os.environ.get("GRAPHKIT_SHARED", "../shared"))
ROUNDS = 7


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    with gzip.open(SHARED / "corpus" / "wcep_international.jsonl.gz", "rt", encoding="utf-8") as corpus:
        rows = [json.loads(line) for line in corpus]
    rows = rows[:: max(1, len(rows) // number)]
    texts = [(row["text"], date.fromisoformat(row["date"])) for row in rows]
    words = sum(len(text.split()) for text, _ in texts)

    clock = time.process_time()
    known = gazetteer.load()
    loading = time.process_time() - clock
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("name", list(nlp.tokenizer.pipe(known.names)))

    def ours() -> int:
        return sum(len(find(text, known, on)) for text, on in texts)

    def peers() -> int:
        return sum(len(matcher(nlp.make_doc(text))) for text, _ in texts)

    found, told = ours(), peers()
    mine, other = [], []
    for _ in range(ROUNDS):
        mine.append(timed(ours))
        other.append(timed(peers))
    own, peer = (min(times) / words * 1e6 for times in (mine, other))
    print(f"{len(rows)} briefs, {words} words; tables loaded in {loading:.2f} s")
    print(f"graphkit {own:.2f} ms per 1,000 words ({found} mentions), PhraseMatcher {peer:.2f} ms ({told} names)")
    print(f"ratio {own / peer:.2f}")


def timed(run: Callable[[], int]) -> float:
    """The CPU seconds of a call."""
    clock = time.process_time()
    run()
    return time.process_time() - clock


if __name__ == "__main__":
    main()
