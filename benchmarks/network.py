"""How fast a large network is queried: ``python benchmarks/network.py [CLAIMS] [ACTORS]`` (a million, ten thousand).

A few actors are in most of the random claims, as in the news. The store is filled by SQL, since filling it document by
document would take an hour. Each query runs in its own process, as in real use. Times are seconds of the process and of
the query alone; networkx's own functions are the peers, and need scipy.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from benchmarks import synthetic
from graphkit.graph import KnowledgeGraph
from graphkit.store.rows import COLUMNS

PER_DOCUMENT = 5
QUESTIONS = {
    "projection": "network(kg)",
    "path": "next(paths(kg, '{a}', '{b}'))",
    "path, five by weight": "list(paths(kg, '{a}', '{b}', number=5, length='weight'))",
    "pagerank": "central(network(kg, Choices(mutual=True)))",
    "betweenness, 400 pivots": "betweenness(network(kg))",
    "balance": "balance(network(kg))",
    "timeline": "timeline(kg.between('{a}', '{b}').events())",
    "summary": "questions.summary(kg)",
    "pairs": "questions.pairs(kg)",
    "claims of two": "questions.claims(kg.between('A0', 'A1'))",
    "relations of two": "questions.relations(kg, 'A0', 'A1')",
    "profile of the most named": "questions.profile(kg, 'A0')",
    "search": "questions.search(kg, 'Actor 12')",
    "words": "list(kg.filter(words='A7'))",
    "dyad-months": "questions.table(kg, 'dyad-months')",
    "communities": "questions.communities(kg)",
    "reach": "questions.reach(kg, kg.actor('A5'))",
    "report": "kg.report()",
}
PEERS = {
    "pagerank": "__import__('networkx').pagerank(made)",
    "betweenness, 10 pivots": "__import__('networkx').betweenness_centrality(undirected(made), k=10, seed=7)",
}
_CODE = """
import resource, sys, time
from pathlib import Path
from graphkit.graph import KnowledgeGraph
from graphkit import questions
from graphkit.network import *
kg = KnowledgeGraph(Path(sys.argv[1]))
made = network(kg, Choices(mutual=True)) if "made" in sys.argv[2] else None
began = time.perf_counter()
eval(sys.argv[2])
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main() -> None:
    claims, actors = (int(word) for word in [*sys.argv[1:], "1000000", "10000"][:2])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kg.db"
        began = time.perf_counter()
        fill(path, claims, actors)
        with KnowledgeGraph(path) as graph:
            report, pairs = graph.report(), sum(1 for _ in graph.dyads())
        print(
            f"{report.claims} claims, {report.evidence} pieces of evidence, {report.actors} actors, {pairs} dyads; "
            f"filled in {time.perf_counter() - began:.0f} s, {path.stat().st_size / 1e6:.0f} MB"
        )
        ends = {"a": f"A{actors - 1}", "b": f"A{actors - 2}"}
        peers = {f"networkx {name}": code for name, code in PEERS.items()} if find_spec("scipy") else {}
        for name, question in {**QUESTIONS, **peers}.items():
            began = time.perf_counter()
            run = [sys.executable, "-c", _CODE, str(path), question.format(**ends)]
            done = subprocess.run(run, capture_output=True, text=True, check=True)  # noqa: S603
            seconds, memory = map(float, done.stdout.split())
            print(f"{name:33}{time.perf_counter() - began:8.2f} s {seconds:8.2f} s alone {memory:8.0f} MB", flush=True)
    if not peers:
        print("networkx's own pagerank needs scipy: pip install scipy")
    print(f"this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def fill(path: Path, claims: int, actors: int) -> None:
    """Fill a store with that many claims, each with one piece of evidence, five per document."""
    choice = random.Random(7)  # noqa: S311 - no secret
    document, made = next(synthetic.documents(400, each=400))
    with KnowledgeGraph(path) as graph:  # one document as usual, for its relations
        graph.add(document, made)
        connection = graph.opened.connection
        (build,) = connection.execute("SELECT key FROM builds").fetchone()
        relations = connection.execute("SELECT name, symmetric FROM relations").fetchall()
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        for table in ("evidence", "claims", "sentences", "actors", "documents"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - own names
        rows = ((f"A{n}", f"Actor {n}", "State", f"A{n}", None, "[]") for n in range(actors))
        connection.executemany("INSERT INTO actors VALUES (?, ?, ?, ?, ?, ?)", rows)
        seen = set()
        columns = ("id", "claim", "document", *COLUMNS)
        insert = f"INSERT INTO evidence ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
        for number in range(claims):
            key, at = number // PER_DOCUMENT + 1, number % PER_DOCUMENT
            if at == 0:
                day = f"{2000 + choice.randrange(25)}-{choice.randrange(1, 13):02}-{choice.randrange(1, 29):02}"
                connection.execute(
                    "INSERT INTO documents (key, id, hash, build, published, language, body_start, text, sketch, "
                    "origin) VALUES (?, ?, '', ?, ?, 'en', 0, '', x'', ?)",
                    (key, f"d{key}", build, day, f"d{key}"),
                )
            while True:
                one, other = (int(actors * choice.random() ** 3) for _ in range(2))  # a few are in most claims
                relation, symmetric = choice.choice(relations)
                if symmetric and f"A{other}" < f"A{one}":
                    one, other = other, one
                if one != other and (one, relation, other) not in seen:
                    break
            seen.add((one, relation, other))
            ends = (f"A{one}", relation, f"A{other}")
            connection.execute(
                "INSERT INTO claims VALUES (?, ?, ?, ?, 'asserted', 0.9, 1, 1, 1, ?, ?)",
                (f"c{number}", *ends, day, day),
            )
            connection.execute(
                "INSERT INTO sentences (document, start, stop, text) VALUES (?, ?, ?, ?)",
                (key, at, at + 1, f"{ends[0]} {relation} {ends[2]}"),
            )
            end = (f"A{one}", f"A{one}", "name", "", at, at, f"A{other}", f"A{other}", "name", "", at, at)
            values = (f"e{number}", f"c{number}", key, at, at + 1, relation, at, at + 1, *end, *(None,) * 6)
            stated = ("affirmed", "actual", None, 0.9, "synthetic", 0, None, None, None)
            connection.execute(insert, (*values, *stated))
        connection.execute("COMMIT")


if __name__ == "__main__":
    main()
