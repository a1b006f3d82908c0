"""How fast several processes read, how much memory each needs, and how long every command takes to start.

usage: python benchmarks/workers.py [BRIEFS] [NUMBERS OF WORKERS, 1,2 by default]

Reads every n-th brief of the corpus in GRAPHKIT_SHARED. The ratio that matters is words per second of two
processes to those of one, once all have loaded; the figures go to RESULTS.md.
"""

from __future__ import annotations

import gzip
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

from graphkit.cli import app
from graphkit.model import Document
from graphkit.pipeline import Attempt, reading
from graphkit.pipeline.pool import Lost, in_order

SHARED = Path(os.environ.get("GRAPHKIT_SHARED", "../shared"))
WARM = 20
"""Briefs read before the clock starts."""
Watched = tuple[Attempt, int, int, float]
"""The result for a document, the process, its peak memory so far in kilobytes, and the CPU seconds it took."""


def documents(number: int) -> list[Document]:
    with gzip.open(SHARED / "corpus" / "wcep_international.jsonl.gz", "rt", encoding="utf-8") as corpus:
        rows = [json.loads(line) for line in corpus]
    rows = rows[:: max(1, len(rows) // number)][:number]
    return [Document(id=r["id"], text=r["text"], published=date.fromisoformat(r["date"])) for r in rows]


def watching() -> Callable[[Document], Watched]:
    return partial(watched, reading(None, ()))


def watched(read: partial[Attempt], document: Document) -> Watched:
    began = time.process_time()
    attempt = read(document)
    spent = time.process_time() - began
    return attempt, os.getpid(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, spent


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    crews = [int(n) for n in sys.argv[2].split(",")] if len(sys.argv) > 2 else [1, 2]
    given = documents(number + WARM)
    versions = " ".join(f"{name} {version(name)}" for name in ("onnxruntime", "numpy", "tokenizers"))
    print(f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    print(f"Python {platform.python_version()}, {versions}, {len(given)} briefs\n")
    print("| workers | words/s | ratio | words/s of CPU | MB a worker |\n|---|---|---|---|---|")
    alone = 0.0
    for workers in crews:
        peaks: dict[int, int] = {}
        words, began, spent = 0, 0.0, 0.0
        for place, (document, result) in enumerate(in_order(given, watching, workers)):
            if isinstance(result, Lost):
                raise SystemExit(f"{document.id}: {result.reason}")
            peaks[result[1]] = result[2]
            began = began or (time.perf_counter() if place == WARM else 0.0)
            words += len(document.text.split()) if place > WARM else 0
            spent += result[3] if place > WARM else 0
        rate = words / (time.perf_counter() - began)
        alone = alone or rate
        row = (workers, f"{rate:,.0f}", f"{rate / alone:.2f}", f"{words / spent:,.0f}", max(peaks.values()) // 1024)
        print("|", " | ".join(map(str, row)), "|", flush=True)
    print("\n| command | seconds of CPU to its help |\n|---|---|")
    for command in sorted(str(c.name) for c in app.registered_commands):
        print(f"| {command} | {min(start_up(command.rstrip('_')) for _ in range(3)):.2f} |", flush=True)


def start_up(command: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    call = [sys.executable, "-m", "graphkit", command, "--help"]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own commands
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
