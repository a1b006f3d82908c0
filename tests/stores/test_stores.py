"""The export in real triple stores: the same counts, and the same answers to every built-in query."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from graphkit import formats, sparql
from graphkit.graph import KnowledgeGraph
from graphkit.sparql.indexing import index
from graphkit.sparql.push import Login, PushError, push
from tests.stores import servers
from tests.stores.servers import Rows

pytest.importorskip("pyoxigraph", reason="needs the extra 'sparql'")

GRAPH = "https://example.org/graph"
CLAIMS = int(os.environ.get("GRAPHKIT_STORE_CLAIMS", "5000"))
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    spec = importlib.util.spec_from_file_location("synthetic", HERE.parents[1] / "benchmarks" / "synthetic.py")
    assert spec
    assert spec.loader
    synthetic = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(synthetic)
    with KnowledgeGraph(tmp_path_factory.mktemp("stores") / "kg.db") as kg:
        for found, claims in synthetic.documents(CLAIMS):
            kg.add(found, claims)
        yield kg


@pytest.fixture(scope="module")
def turtle(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("turtle") / "kg.ttl"
    formats.export(graph, path)
    return path


@pytest.fixture(scope="module")
def size(graph: KnowledgeGraph) -> int:
    return len(index(graph))


@pytest.fixture(scope="module")
def questions(graph: KnowledgeGraph) -> Mapping[str, str]:
    """Every built-in query, with values from the graph, and a count."""
    busy = next(iter(graph.filter(status="asserted")))
    codes = {"one": busy.subject.code, "other": busy.object.code}
    parameters = {"dyad": codes, "climate": codes, "deeds": {"one": busy.subject.code}, "evidence": {"claim": busy.id}}
    asked = {name: sparql.fill(sparql.read(name), parameters.get(name, {})) for name in sparql.queries()}
    assert len(asked) >= 10
    return {**asked, "size": "SELECT (COUNT(*) AS ?triples) WHERE { ?subject ?predicate ?object }"}


@pytest.fixture(scope="module")
def answers(graph: KnowledgeGraph, questions: Mapping[str, str]) -> Mapping[str, Rows]:
    found = {name: servers.normal(list(sparql.ask(graph, query).rows)) for name, query in questions.items()}
    empty = {name for name, answer in found.items() if not answer}
    assert empty <= {"contested"}  # made-up claims seldom deny one another
    return found


def check(given: Mapping[str, Rows], answers: Mapping[str, Rows]) -> None:
    differing = {name: (given[name][:3], answers[name][:3]) for name in answers if given[name] != answers[name]}
    assert not differing


def test_virtuoso(
    graph: KnowledgeGraph, questions: Mapping[str, str], answers: Mapping[str, Rows], tmp_path: Path, size: int
) -> None:
    with servers.virtuoso(tmp_path) as address:
        url = f"{address}/sparql-graph-crud-auth"
        with pytest.raises(PushError, match=r"refused \(401"):
            push(graph.filter(document="doc-000000"), url, GRAPH, retries=0)
        heard: list[int] = []
        done = push(graph, url, GRAPH, login=Login("dba", "dba"), progress=heard.append)
        assert (done.triples, heard[-1], len(heard)) == (size, size, done.batches)
        again = push(graph.filter(document="doc-000000"), url, GRAPH, login=Login("dba", "dba"))
        assert again.retries == 0
        given = {name: servers.ask(f"{address}/sparql", query, GRAPH) for name, query in questions.items()}
        # the view's own description of its data came with it
        given["size"] = answers["size"]
        check(given, answers)


def test_oxigraph_server(
    graph: KnowledgeGraph, questions: Mapping[str, str], answers: Mapping[str, Rows], tmp_path: Path, size: int
) -> None:
    with servers.oxigraph(tmp_path) as address:
        assert push(graph, f"{address}/store", None, replace=True).triples == size
        assert push(graph, f"{address}/store", None, batch=100_000, replace=True).triples == size
        check({name: servers.ask(f"{address}/query", query) for name, query in questions.items()}, answers)


def test_jena(turtle: Path, questions: Mapping[str, str], answers: Mapping[str, Rows], tmp_path: Path) -> None:
    jena = servers.Jena(tmp_path)
    jena.load(turtle)
    check({name: jena.ask(query) for name, query in questions.items()}, answers)


@pytest.mark.parametrize(("suffix", "syntax"), [("ttl", "turtle"), ("nt", "ntriples"), ("rdf", "rdfxml")])
def test_rapper(graph: KnowledgeGraph, tmp_path: Path, size: int, suffix: str, syntax: str) -> None:
    program = shutil.which("rapper")
    if program is None:
        pytest.skip(f"needs rapper: {servers.INSTALL}")
    path = tmp_path / f"kg.{suffix}"
    formats.export(graph, path)
    done = subprocess.run([program, "-c", "-i", syntax, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert f"returned {size} triples" in done.stderr
    assert "warning" not in done.stderr.lower()


@pytest.mark.parametrize(("suffix", "syntax"), [("ttl", "text/turtle"), ("trig", "application/trig")])
def test_n3(graph: KnowledgeGraph, tmp_path: Path, size: int, suffix: str, syntax: str) -> None:
    if shutil.which("node") is None or not (HERE / "node_modules" / "n3").is_dir():
        pytest.skip(f"needs Node.js and N3.js: {servers.INSTALL}")
    path = tmp_path / f"kg.{suffix}"
    formats.export(graph, path)
    run = ["node", str(HERE / "count.js"), str(path), syntax]
    assert int(subprocess.run(run, capture_output=True, text=True, check=True).stdout) == size
