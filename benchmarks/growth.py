"""Whether time per document and memory stay constant: ``python benchmarks/growth.py [NUMBERS] [READ]``.

The numbers are 1000,10000,100000 and READ 300 by default.

Documents are the corpus with changed ids, added to a store on disk. Only READ briefs are really read, and their claims
are reused for all: the reader's cost does not depend on the number of documents, but that of the store and its copies
may. Each number runs in its own process.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from benchmarks.corpus import briefs, repeated
from graphkit import extract
from graphkit.graph import KnowledgeGraph
from graphkit.model import Claim


def main() -> None:
    numbers = (sys.argv[1] if len(sys.argv) > 1 else "1000,10000,100000").split(",")
    read = sys.argv[2] if len(sys.argv) > 2 else "300"
    print(
        "| documents | ms of CPU a document, all | the last tenth | MB of memory | MB on disk |\n|---|---|---|---|---|"
    )
    for number in numbers:
        subprocess.run([sys.executable, __file__, "alone", number, read], check=True)  # noqa: S603


def alone(number: int, read: int) -> None:
    """Fill a store and report what it took."""
    claims = [found for _, found in extract.extract(briefs(read), extract.load())]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kg.db"
        began = late = time.process_time()
        with KnowledgeGraph(path) as graph:
            for place, document in enumerate(repeated(number)):
                if place == number - number // 10:
                    late = time.process_time()
                graph.add(document, [_of(document.id, claim) for claim in claims[place % read]])
        ended = time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        each, last = 1000 * (ended - began) / number, 1000 * (ended - late) / (number // 10)
        print(f"| {number:,} | {each:.2f} | {last:.2f} | {peak:.0f} | {path.stat().st_size / 1e6:.0f} |", flush=True)


def _of(document: str, claim: Claim) -> Claim:
    return replace(claim, evidence=tuple(replace(e, document=document) for e in claim.evidence))


if __name__ == "__main__":
    if sys.argv[1:2] == ["alone"]:
        alone(int(sys.argv[2]), int(sys.argv[3]))
    else:
        main()
