"""The overhead of Dask and Spark over the pool: ``python benchmarks/engines.py [DOCUMENTS] [SHARDS] [ENGINES]``.

50,000 documents in 50 shards by default, two workers, each engine in its own process with everything it starts. The
ratio is the pool's time to the engine's; all must write the same bytes. ENGINES to compare are pool,dask,spark.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.corpus import repeated

WORKERS = 2


def main() -> None:
    number, shards = (
        (int(word) for word in [*sys.argv[1:], "50000", "50"][:2]) if len(sys.argv) < 4 else map(int, sys.argv[1:3])
    )
    engines = (sys.argv[3] if len(sys.argv) > 3 else "pool,dask,spark").split(",")
    print(f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    print(f"Python {platform.python_version()}, {number:,} documents in {shards} shards, {WORKERS} workers\n")
    print("| engine | seconds | documents/s | ratio to the pool |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        paths = written(Path(folder), number, shards)
        alone, digests = 0.0, set()
        for engine in engines:
            out = Path(folder) / engine
            began = time.perf_counter()
            call = [sys.executable, "-m", "graphkit", "extract", *paths, "--engine", engine, "--workers", str(WORKERS)]
            subprocess.run([*call, "-o", str(out)], check=True, capture_output=True)  # noqa: S603 - our own command
            spent = time.perf_counter() - began
            alone = alone or spent
            digests.add(digest(out))
            print(f"| {engine} | {spent:.0f} | {number / spent:.1f} | {alone / spent:.2f} |", flush=True)
    if len(digests) > 1:
        raise SystemExit("the engines gave different bytes")


def written(folder: Path, number: int, shards: int) -> list[str]:
    """The files of documents."""
    paths = [folder / f"{shard:04}.jsonl" for shard in range(shards)]
    files = [path.open("w", encoding="utf-8") for path in paths]
    for place, document in enumerate(repeated(number)):
        record = {"id": document.id, "text": document.text, "date": str(document.published)}
        files[place * shards // number].write(f"{json.dumps(record)}\n")
    for file in files:
        file.close()
    return list(map(str, paths))


def digest(folder: Path) -> str:
    """A digest of all files in a folder together."""
    whole = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


if __name__ == "__main__":
    main()
