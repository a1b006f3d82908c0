"""How fast a graph is stored, written, indexed and queried, against rdflib: ``python benchmarks/graph.py [CLAIMS]``.

rdflib gets a tenth of the claims if all would take minutes, and its time is multiplied by ten: its loader and
serializer are linear at best.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import rdflib

from benchmarks import synthetic
from graphkit import sparql
from graphkit.formats import rdf
from graphkit.graph import KnowledgeGraph
from graphkit.sparql.indexing import index

TENTH = 10


def main() -> None:
    """Print each figure with its peer's and their ratio."""
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path, small = Path(folder) / "kg.db", Path(folder) / "small.db"
        print(f"{claims} claims")
        print(f"  stored                {timed(lambda: fill(path, claims)):8.1f} s  {path.stat().st_size / 1e6:.0f} MB")
        fill(small, claims // TENTH)
        writing(path, small)
        opening(path)
        asking(small)


def fill(path: Path, claims: int) -> None:
    """Store synthetic documents."""
    with KnowledgeGraph(path) as graph:
        for document, found in synthetic.documents(claims):
            graph.add(document, found)


def writing(path: Path, small: Path) -> None:
    """Write Turtle, in a separate process to measure memory, compared with rdflib's serializer on the same graph."""
    code = (
        "import resource, sys, time; from pathlib import Path; from graphkit import formats; "
        "from graphkit.graph import KnowledgeGraph; graph = KnowledgeGraph(Path(sys.argv[1])); "
        "began = time.perf_counter(); formats.export(graph, Path(sys.argv[2])); "
        "print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    memory = []
    for store in (small, path):
        run = [sys.executable, "-c", code, str(store), str(store.with_suffix(".ttl"))]
        ours, peak = map(float, subprocess.run(run, capture_output=True, text=True, check=True).stdout.split())  # noqa: S603
        memory.append(peak)
    graph = rdflib.Graph()
    load = timed(lambda: graph.parse(small.with_suffix(".ttl")))
    theirs = timed(lambda: graph.serialize(format="turtle")) * TENTH
    print(f"  written as Turtle     {ours:8.1f} s  rdflib {theirs:8.1f} s  {theirs / ours:6.1f} x")
    print(f"  memory for a tenth, all {memory[0]:6.0f} MB, {memory[1]:.0f} MB")
    with KnowledgeGraph(path) as opened:
        ours = timed(lambda: index(opened))
    print(
        f"  indexed on disk       {ours:8.1f} s  rdflib {load * TENTH:8.1f} s  {load * TENTH / ours:6.1f} x (its load)"
    )


def opening(path: Path) -> None:
    """Open the store and read all claims of one dyad."""

    def dyad() -> None:
        with KnowledgeGraph(path) as graph:
            list(graph.between("AAA", "AAB"))

    print(f"  opened, dyad answered {median(dyad) * 1000:8.1f} ms")


def asking(small: Path) -> None:
    """Two queries on an in-memory index and on rdflib's engine, both over the same tenth."""
    turtle = small.with_suffix(".ttl")
    fast, slow = pyoxigraph.Store(), rdflib.Graph()
    fast.bulk_load(path=str(turtle), format=pyoxigraph.RdfFormat.TURTLE)
    slow.parse(turtle)
    print(f"  {len(fast)} triples")
    # The simplest form of the question: rdflib's engine does not finish the built-in query, which uses codes.
    dyad = "SELECT ?claim ?relation { ?claim gk:subject actor:AAA ; gk:object ?object ; gk:relation ?relation }"
    for name, query, repeat in (("dyads of one actor", dyad, 5), ("monthly", sparql.read("monthly"), 1)):
        ours = median(lambda query=query: list(fast.query(query, prefixes=rdf.prefixes())))  # type: ignore[misc]
        theirs = median(lambda query=query: list(slow.query(query)), repeat)  # type: ignore[misc]
        print(f"  {name:21} {ours * 1000:8.1f} ms rdflib {theirs * 1000:8.1f} ms {theirs / ours:6.1f} x")


def timed(action: Callable[[], object]) -> float:
    """Seconds that an action takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def median(action: Callable[[], object], repeat: int = 5) -> float:
    """The median seconds of several runs."""
    return statistics.median(timed(action) for _ in range(repeat))


if __name__ == "__main__":
    main()
