"""How fast text becomes claims, against spaCy's own pipeline on the same text, and where the time goes.

usage: python benchmarks/extraction.py [BRIEFS] [ROUNDS]   (600 and 5)

International news is every n-th brief of the corpus in GRAPHKIT_SHARED; mixed news is a tenth as many among sentences
that name no actor. One thread; in each round both read the same texts in turn. The ratio is the median over the rounds
of words per second of CPU for the whole extraction to those of spaCy's default ``nlp.pipe``.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from importlib.metadata import version

for library in ("OPENBLAS", "OMP", "BLIS"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

import spacy
from spacy.language import Language

from benchmarks.corpus import briefs, mixed
from graphkit import extract
from graphkit.extract.untrained import MODELS
from graphkit.model import Document


def main() -> None:
    number, rounds = (int(word) for word in [*sys.argv[1:], "600", "5"][:2])
    nlp = spacy.load(next(name for name in MODELS if name in spacy.util.get_installed_models()))
    using = extract.load()
    versions = " ".join(f"{name} {version(name)}" for name in ("onnxruntime", "numpy", "tokenizers", "spacy"))
    print(f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    print(f"Python {platform.python_version()}, {versions}, median of {rounds}\n")
    print(
        "| news | words | sentences read | words/s | spaCy | ratio | beside the reader |\n|---|---|---|---|---|---|---|"
    )
    stages: Counter[str] = Counter()
    for name, documents in (("international", briefs(number)), ("mixed", mixed(max(1, number // 10), using))):
        measure(name, documents, nlp, using, rounds, stages)
    print("\n| stage, international news | share |\n|---|---|")
    for stage, spent in stages.most_common():
        print(f"| {stage} | {spent / stages.total():.1%} |")


def measure(
    name: str,
    documents: list[Document],
    nlp: Language,
    using: extract.Resources,
    rounds: int,
    stages: Counter[str],
) -> None:
    """A row of the table; the seconds by stage are summed for the first one."""
    words = sum(len(document.text.split()) for document in documents)
    prepared = [extract.prepare(document, using) for document in documents]
    read = sum(
        any(p.start <= start < p.start + len(p.text) for p in made.passages)
        for made in prepared
        for start, _ in made.sentences
    )
    share = read / sum(len(made.sentences) for made in prepared)
    list(extract.extract(documents[:20], using))
    list(nlp.pipe([document.text for document in documents[:20]]))
    ours, theirs, others = [], [], []
    for _ in range(rounds):
        began = time.process_time()
        list(nlp.pipe(document.text for document in documents))
        theirs.append(time.process_time() - began)
        using.clock.take()
        began = time.process_time()
        list(extract.extract(documents, using))
        ours.append(time.process_time() - began)
        spent = using.clock.take()
        others.append(1 - spent.get("reader", 0.0) / sum(spent.values()))
        if name == "international":
            stages.update(spent)
    ratio = statistics.median(them / us for us, them in zip(ours, theirs, strict=True))
    beside = statistics.median(share * us / them for share, us, them in zip(others, ours, theirs, strict=True))
    speeds = [f"{words / statistics.median(seconds):,.0f}" for seconds in (ours, theirs)]
    print(
        f"| {name} | {words:,} | {share:.0%} | {' | '.join(speeds)} | {ratio:.2f} | {beside:.2f} of spaCy's time |",
        flush=True,
    )


if __name__ == "__main__":
    main()
