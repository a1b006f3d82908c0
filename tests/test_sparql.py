"""Questions to the index."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from graphkit import sparql
from graphkit.errors import StoreError, UnknownName
from graphkit.graph import KnowledgeGraph
from graphkit.model import Polarity
from graphkit.sparql import QueryError
from tests.values import CHN, PUTIN, RUS, SYMMETRIC, UKR, claim, day, document

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


def test_unknown_names() -> None:
    with pytest.raises(UnknownName, match="no query 'nothing'"):
        sparql.ask(sample(), "nothing")
    with pytest.raises(UnknownName, match="it has one, other"):
        sparql.ask(sample(), "dyad", third="USA")
    with pytest.raises(UnknownName, match="no result format"):
        sparql.results(sample(), "dyad", "pdf")


def test_parameters_cannot_break_out() -> None:
    assert list(sparql.ask(sample(), "dyad", one='RUS" } . ?a ?b ?c # ').rows) == []
    with pytest.raises(QueryError, match="is no IRI"):
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
