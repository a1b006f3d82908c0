"""Questions to the index."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from graphkit import sparql
from graphkit.errors import NotInstalled, StoreError, UnknownName
from graphkit.graph import KnowledgeGraph
from graphkit.model import Polarity, Status
from graphkit.sparql import Limits, OverLimit, QueryError, RefusedQuery
from tests.listener import Listener, listening
from tests.values import CHN, PUTIN, RELATIONS, RUS, SYMMETRIC, UKR, claim, day, document

pytest.importorskip("pyoxigraph", reason="needs the extra 'sparql'")


def sample(path: Path | None = None) -> KnowledgeGraph:
    kg = KnowledgeGraph(path)
    kg.add(document("a.txt", published=day(0)), [claim(), claim(PUTIN, SYMMETRIC, UKR, at=90, speaker=UKR)])
    kg.add(
        document("b.txt", published=day(40)),
        [claim(PUTIN, SYMMETRIC, UKR, document="b.txt", speaker=RUS, polarity=Polarity.NEGATED)],
    )
    return kg


def test_ready_queries_answer_and_say_what_they_tell() -> None:
    kg = sample()
    ready = sparql.queries()
    assert {"dyad", "contested", "accusations", "monthly", "evidence"} <= ready.keys()
    for name, path in ready.items():
        assert path.read_text().startswith("# "), name
        assert sparql.ask(kg, name).variables, name
    rows = list(sparql.ask(kg, "dyad").rows)
    assert [(row[0], row[2], row[3], row[4]) for row in rows] == [
        ("Russia", "China", "https://w3id.org/graphkit/ontology#asserted", "1")
    ]
    assert len(list(sparql.ask(kg, "dyad", other="UKR").rows)) == 1
    assert len(list(sparql.ask(kg, "contested").rows)) == 1
    assert [row[0] for row in sparql.ask(kg, "monthly").rows] == ["2023-01", "2023-02"]
    (one,) = kg.filter(status="contested")
    assert len(list(sparql.ask(kg, "evidence", claim=one.id).rows)) == 2


def test_what_a_ready_query_counts_as_fact_is_asserted() -> None:
    accuses = next(relation for relation in RELATIONS.values() if relation.group == "ACCUSE")
    kg = KnowledgeGraph()
    kg.add(
        document("a.txt", published=day(0)),
        [
            claim(RUS, accuses, UKR),
            claim(CHN, accuses, UKR, at=90, polarity=Polarity.NEGATED),
            claim(UKR, accuses, CHN, at=180, confidence=0.4),
            claim(UKR, accuses, RUS, at=270, speaker=CHN),
            claim(RUS, SYMMETRIC, UKR, at=360, status=Status.PLANNED),
        ],
    )
    assert list(sparql.ask(kg, "accusations").rows) == [("RUS", "UKR", "1", "1")]
    for other, expected in (("UKR", [("2023", "1", accuses.intensity)]), ("CHN", [])):
        rows = sparql.ask(kg, "climate", one="UKR" if other == "CHN" else "RUS", other=other).rows
        assert [(year, claims, float(mean or 0)) for year, claims, mean in rows] == expected


def test_query_text_file_and_forms(tmp_path: Path) -> None:
    kg = sample()
    path = tmp_path / "q.rq"
    path.write_text("ASK { ?claim a gk:Claim }")
    assert sparql.ask(kg, str(path)).verdict is True
    assert sparql.ask(kg, "ASK { ?claim a gk:Nothing }").verdict is False
    triples = sparql.ask(kg, "CONSTRUCT { ?s a gk:X } WHERE { ?s a gk:Claim }")
    assert len(list(triples.rows)) == 2
    assert "gk:X" in sparql.results(kg, "CONSTRUCT { ?s a gk:X } WHERE { ?s a gk:Claim }", "json")
    found = json.loads(sparql.results(kg, "SELECT ?name WHERE { actor:RUS rdfs:label ?name }", "json"))
    assert found["results"]["bindings"][0]["name"]["value"] == "Russia"
    for form in sparql.FORMATS:
        assert "Russia" in sparql.results(kg, "SELECT ?name WHERE { actor:RUS rdfs:label ?name }", form)


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("SELECT * WHERE { ?s ?p }", r"query:1:\d+: not SPARQL"),
        ("INSERT DATA { gk:a gk:b gk:c }", "this is an update"),
        ("# note\nPREFIX x: <http://x.org/>\ndelete where { ?s ?p ?o }", "this is an update"),
    ],
)
def test_what_is_no_query_is_told(query: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        sparql.ask(sample(), query)


@pytest.fixture
def other() -> Iterator[Listener]:
    with listening() as found:
        yield found


FEDERATED = (
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { service silent<URL>{ ?s ?p ?o } } } }",
    "ASK { FILTER NOT EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "ASK { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { BIND(1 AS ?a) OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
    "# no SERVICE\nSELECT * { SERVICE # 'quoted'\n<URL> { ?s ?p ?o } }",
    "PREFIX x: <URL> SELECT * { SERVICEx: { ?s ?p ?o } }",  # the parser wants no space there
    "PREFIX : <URL> ASK { ServiceSilent:{ ?s ?p ?o } }",
    "PREFIX service: <URL> ASK { SERVICEservice: { ?s ?p ?o } }",
    "SELECT * { VALUES (?a ?b) { (1 2) } FILTER(?a<?b)SERVICE#>\n<URL> { ?s ?p ?o } }",  # no IRI, a comment
    "SELECT * { VALUES (?a ?b) { (1 2) } FILTER(?a<?b#'>\n)SERVICE <URL> { ?s ?p 'o' } }",
    "SELECT * { ?s ?p 'it\\'s' . SERVICE <URL> { ?s ?p 'o' } }",
    "SELECT * { ?s rdfs:it\\'s ?o . SERVICE <URL> { ?s ?p 'o' } }",
    'SELECT * { ?s ?p """a" # """ . SERVICE <URL> { ?s ?p ?o } }',
)


@pytest.mark.parametrize("query", FEDERATED)
def test_no_query_asks_another_host(other: Listener, query: str) -> None:
    text = query.replace("URL", other.url)
    with pytest.raises(RefusedQuery, match="SERVICE would query another host"):
        sample().sparql(text)
    with pytest.raises(RefusedQuery, match="SERVICE"):
        sparql.results(sample(), text, "json")
    assert other.connections == 0


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { SERVIC\\U00000065 <URL> { ?s ?p ?o } }",
        "SELECT * FROM <URL> FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <URL>",
        "CLEAR ALL ; LOAD SILENT <URL> INTO GRAPH <urn:g>",
        "SELECT * { SERVICE <URL> { ?s ?p } }",
    ],
)
def test_whatever_comes_of_a_query_no_other_host_is_asked(other: Listener, query: str) -> None:
    with suppress(QueryError):
        sample().sparql(query.replace("URL", other.url))
    assert other.connections == 0


@pytest.mark.parametrize("text", ["PREFIX <<<<<<> " * 12, "PREFIX" + " " * 100_000, " " * 100_000, "\n" * 100_000])
def test_no_query_takes_more_time_to_look_at_than_in_proportion(text: str) -> None:
    began = time.process_time()
    with suppress(QueryError):
        sparql.check(f"{text}SELECT")
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service a gk:Claim } # SERVICE <http://x.org/> { ?s ?p ?o }",
        "SELECT * { ?s a gk:Claim FILTER('SERVICE <http://x.org/> { ?s ?p ?o }' != \"service\") }",
        "PREFIX service: <http://x.org/service#> SELECT * { ?s a gk:Claim FILTER(?s != service:SERVICE) }",
        "SELECT * { ?s a gk:Claim OPTIONAL { ?s <http://x.org/SERVICE> ?o } }",
        'SELECT * { ?s a gk:Claim FILTER("""a "SERVICE" { """@service-en != ?s) }',
    ],
)
def test_the_word_alone_is_no_offence(query: str) -> None:
    assert len(sample().sparql(query)) == 2


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service {\n ?service ?p } }",
        "SELECT ?service {\n ?service ?p ?o",
        "SELECT (1 AS ?service)\n(2 AS ?service) {}",
    ],
)
def test_a_mistake_in_a_query_with_the_word_is_told_where_it_is(query: str) -> None:
    with pytest.raises(QueryError, match=r"query:2:\d+: not SPARQL"):
        sample().sparql(query)


def test_without_pyoxigraph_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyoxigraph", None)
    for ask in (sparql.ask, sparql.to_rdflib, lambda kg, q="": sparql.results(kg, q, "json")):
        with pytest.raises(NotInstalled, match=r"graphkit\[sparql\]"):
            ask(sample(), *(() if ask is sparql.to_rdflib else ["SELECT * { SERVICE <http://127.0.0.1:1/> {} }"]))


def test_unknown_names() -> None:
    with pytest.raises(UnknownName, match="no query 'nothing'"):
        sparql.ask(sample(), "nothing")
    with pytest.raises(UnknownName, match="it has one, other"):
        sparql.ask(sample(), "dyad", third="USA")
    with pytest.raises(UnknownName, match="no result format"):
        sparql.results(sample(), "dyad", "pdf")


def test_parameters_cannot_break_out() -> None:
    assert list(sparql.ask(sample(), "dyad", one='RUS" } . ?a ?b ?c # ').rows) == []
    with pytest.raises(QueryError, match="is not an IRI"):
        sparql.ask(sample(), "evidence", claim="http://x> } ?a ?b ?c")


def test_the_index_is_kept_and_made_anew_when_the_store_changed(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with sample(path) as kg:
        assert len(list(sparql.ask(kg, "dyad").rows)) == 1
        (first,) = (tmp_path / "kg.db.sparql").iterdir()
        made = first.stat().st_mtime_ns
        sparql.ask(kg, "dyad")
        assert first.stat().st_mtime_ns == made
        kg.add(document("c.txt"), [claim(CHN, SYMMETRIC, RUS, document="c.txt")])
        assert len(list(sparql.ask(kg, "dyad").rows)) == 2
        (second,) = (tmp_path / "kg.db.sparql").iterdir()
        assert second != first
        assert len(list(sparql.ask(kg.filter(relation=SYMMETRIC.name), "dyad").rows)) == 1


def test_no_room_for_the_index(tmp_path: Path) -> None:
    with sample(tmp_path / "kg.db") as kg:
        (tmp_path / "kg.db.sparql").write_text("in the way")
        with pytest.raises(StoreError, match=r"kg\.db\.sparql"):
            sparql.ask(kg, "dyad")


def test_through_rdflib() -> None:
    pytest.importorskip("oxrdflib")
    bridge = sparql.to_rdflib(sample())
    found = bridge.query("SELECT ?name WHERE { actor:RUS rdfs:label ?name }")
    assert json.loads(found.serialize(format="json") or b"")["results"]["bindings"][0]["name"]["value"] == "Russia"


def test_nothing_is_fetched_through_rdflib(other: Listener) -> None:
    pytest.importorskip("oxrdflib")
    from rdflib.plugins.sparql import prepareQuery

    bridge = sparql.to_rdflib(sample())
    text = f"SELECT * {{ SERVICE <{other.url}> {{ ?s ?p ?o }} }}"
    for query in (text, prepareQuery(text), prepareQuery(f"SELECT * FROM <{other.url}> {{ ?s ?p ?o }}")):
        with pytest.raises(RefusedQuery):
            list(bridge.query(query))
    for how in ((), ("sparql", "sparql", None, None, False)):
        with pytest.raises(RefusedQuery, match=r"its own engine|SERVICE"):
            bridge.query(text, *how)
    with pytest.raises(RefusedQuery, match="its own engine"):
        bridge.query(text, use_store_provided=False)
    for provided in (True, False):
        with pytest.raises(RefusedQuery, match="update"):
            bridge.update(f"LOAD <{other.url}>", use_store_provided=provided)
    bridge.bind("service", "http://x.org/")
    assert not list(bridge.query("SELECT * { ?s service:is ?o }"))
    assert other.connections == 0


def test_what_an_ended_build_left_behind_goes_with_the_next(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    left = tmp_path / "kg.db.sparql" / ".part-left" / "index"
    left.mkdir(parents=True)
    with sample(path) as kg:
        sparql.ask(kg, "dyad")
        assert [entry.name for entry in (tmp_path / "kg.db.sparql").iterdir()] == [kg.stamp()]


READ_ONLY = """
import os, signal, sys
from multiprocessing import Pipe
from pathlib import Path
from threading import Thread
from graphkit import sparql
from graphkit.graph import KnowledgeGraph
from graphkit.sparql import processes

sparql.ask(KnowledgeGraph(), "dyad")
processes._used()  # whatever Python loads for it may lie where nobody else may read
import resource
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
path = Path(sys.argv[1])
with KnowledgeGraph(path) as kg:
    print(len(list(sparql.ask(kg, "dyad").rows)))
signal.signal = lambda *_: None  # which the main thread alone may call
here, there = Pipe()
Thread(target=processes._serve, args=(there, path, processes.Limits()), daemon=True).start()
made = []
index, processes.index = processes.index, lambda graph: made.append(graph) or index(graph)
for _ in range(2):
    here.send(processes.Question("ASK { ?s a gk:Claim }", ("text/csv",), ()))
    print(here.recv(), here.recv().body)
print(len(made))
"""


@pytest.mark.parametrize("folder", [0o755, 0o555])
def test_a_store_that_lies_in_a_folder_that_cannot_be_written_is_asked(folder: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "kg.db"
        sample(path).close()
        path.chmod(0o444)
        Path(place).chmod(folder)
        done = subprocess.run(
            [sys.executable, "-c", READ_ONLY, str(path)], capture_output=True, text=True, check=False, timeout=60
        )
        assert done.stdout.split("\n")[:-1] == ["1", *["None b'true'"] * 2, "1"], done.stderr


def test_a_full_disk_is_told_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("IO error: No space left on device: While appending to file")  # as the engine says it

    monkeypatch.setattr("graphkit.sparql.indexing.load_graph", full)
    with sample(tmp_path / "kg.db") as kg, pytest.raises(StoreError, match="free some room on the disk"):
        sparql.ask(kg, "dyad")


def test_a_build_that_is_ended_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_: object) -> None:
        raise SystemExit

    monkeypatch.setattr("graphkit.sparql.indexing.load_graph", ended)
    with sample(tmp_path / "kg.db") as kg, pytest.raises(SystemExit):
        sparql.ask(kg, "dyad")
    assert list((tmp_path / "kg.db.sparql").iterdir()) == []


def test_many_readers(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    sample(path).close()
    counts: list[int] = []

    def query() -> None:
        with KnowledgeGraph(path) as kg:
            counts.append(len(list(sparql.ask(kg, "dyad").rows)))

    threads = [threading.Thread(target=query) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [1] * 4


SLOW = "SELECT (count(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?c ?f ?i ?l"
DEEP = f"SELECT * {{{'{' * 50_000}{'}' * 50_000}}}"


@pytest.mark.parametrize("kept", [True, False])
def test_what_a_query_may_take_is_limited_in_the_library(kept: bool, tmp_path: Path) -> None:
    with sample(tmp_path / "kg.db" if kept else None) as kg:
        with pytest.raises(OverLimit, match=r"more than 0\.5 seconds; narrow it"):
            kg.sparql(SLOW, timeout=0.5)
        with pytest.raises(OverLimit, match="more than 100 MB or nests too deep"):
            sparql.ask(kg, LARGE, limits=Limits(60, 100_000_000))
        with pytest.raises(OverLimit, match="longer than 100 bytes"):
            sparql.results(kg, "dyad", "json", limits=Limits(answer=100))
        for query in ("dyad", "ASK { ?c a gk:Claim }", "CONSTRUCT WHERE { ?c a gk:Claim }"):
            assert sorted(map(str, kg.sparql(query, timeout=60))) == sorted(map(str, kg.sparql(query)))
        with pytest.raises(QueryError, match=r"query:1:\d+: not SPARQL"):
            kg.filter(actor="UKR").sparql("SELECT {", timeout=60)


@pytest.mark.parametrize("kept", [True, False])
def test_what_the_index_takes_is_not_taken_from_the_memory_of_a_query(kept: bool, tmp_path: Path) -> None:
    limits = Limits(60, 50_000_000)
    with sample(tmp_path / "kg.db" if kept else None) as kg:
        assert list(sparql.ask(kg, "SELECT (COUNT(*) AS ?n) { ?c a gk:Claim }", limits=limits).rows) == [("2",)]
        with pytest.raises(OverLimit, match="more than 50 MB or nests too deep"):
            sparql.ask(kg, LARGE, limits=limits)


@pytest.mark.parametrize(("query", "said"), [(SLOW, "more than 1 second"), (LARGE, "100 MB"), (DEEP, "too deep")])
def test_a_query_of_the_command_that_takes_too_much_ends_in_one_line(query: str, said: str, tmp_path: Path) -> None:
    sample(tmp_path / "kg.db").close()
    limits = ["--timeout", "1" if query == SLOW else "60", "--memory", "100"]
    call = [sys.executable, "-m", "graphkit", "sparql", "-", "--store", str(tmp_path / "kg.db"), *limits]
    done = subprocess.run(call, check=False, input=query, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    assert said in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_no_query_outlives_the_command_for_long(end: signal.Signals, tmp_path: Path) -> None:
    sample(tmp_path / "kg.db").close()
    call = [sys.executable, "-m", "graphkit", "sparql", SLOW, "--store", str(tmp_path / "kg.db"), "--timeout", "4"]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        time.sleep(2.5)
        assert running.poll() is None
        os.killpg(running.pid, end) if end == signal.SIGINT else running.send_signal(end)
        assert running.stderr
        assert "Traceback" not in running.stderr.read()  # its end is that of the last process
        until = time.monotonic() + (1 if end == signal.SIGINT else 10)
        while any(_is_of(stat, running.pid) for stat in Path("/proc").glob("[0-9]*/stat")):
            assert time.monotonic() < until
            time.sleep(0.05)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_who_asked_may_be_killed_while_the_process_that_answers_starts(tmp_path: Path) -> None:
    sample(tmp_path / "kg.db").close()
    call = [sys.executable, "-m", "graphkit", "sparql", SLOW, "--store", str(tmp_path / "kg.db"), "--timeout", "1"]
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        while not any(_loads_engine(stat.parent) for stat in _others(running.pid)):
            assert running.poll() is None
        running.kill()
        assert running.stderr
        assert running.stderr.read() == ""


def _others(group: int) -> Iterator[Path]:
    return (
        stat for stat in Path("/proc").glob("[0-9]*/stat") if stat.parent.name != str(group) and _is_of(stat, group)
    )


def _loads_engine(process: Path) -> bool:
    with suppress(OSError):
        begun = "spawn_main" in (process / "cmdline").read_text()  # before, it is a copy of who starts it
        return begun and "pyoxigraph" in (process / "maps").read_text()
    return False


def _is_of(stat: Path, group: int) -> bool:
    """Whether a process belongs to a group and lives."""
    try:
        state, _, of, *_ = stat.read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return int(of) == group and state != "Z"
