"""Claims taken back in."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from graphkit import export, importer, rdfgraph
from graphkit.errors import InputError
from graphkit.export import Choices
from graphkit.graph import Build, KnowledgeGraph
from graphkit.model import Actor, Claim, Document
from tests.values import CHN, DIRECTED, PUTIN, RUS, SYMMETRIC, UKR, claim, day, document, graphs

WHOLE = Choices(texts=True)


def whole(kg: KnowledgeGraph) -> str:
    return "".join(export.write(kg, "ttl", WHOLE))


def sample() -> KnowledgeGraph:
    kg = KnowledgeGraph()
    kg.add(
        document("a/1.txt", published=day(0)), [claim(document="a/1.txt", date="2023"), claim(UKR, document="a/1.txt")]
    )
    said = [
        claim(PUTIN, SYMMETRIC, UKR, document="b é.txt", speaker=RUS),
        claim(CHN, DIRECTED, UKR, document="b é.txt", at=90, hearsay=True),
    ]
    kg.add(document("b é.txt"), said)
    return kg


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graphs())
def test_our_own_turtle_comes_back_as_it_was(tmp_path: Path, found: list[tuple[Document, list[Claim]]]) -> None:
    kg, back = KnowledgeGraph(), KnowledgeGraph()
    for source, claims in found:
        kg.add(source, claims)
    path = tmp_path / "x.ttl"
    export.export(kg, path, choices=WHOLE)
    if len(kg) == 0:
        return
    importer.import_file(back, path)
    assert list(back) == list(kg)
    assert list(back.documents()) == list(kg.documents())
    assert whole(back) == whole(kg)


def test_json_lines_come_back_as_they_were(tmp_path: Path) -> None:
    kg, back = sample(), KnowledgeGraph()
    path = tmp_path / "x.jsonl"
    export.export(kg, path)
    assert importer.import_file(back, path).errors == ()
    assert list(back) == list(kg)
    assert back.to_turtle() == kg.to_turtle()
    assert len(back.filter(status="hearsay")) == 1
    lines = path.read_text().splitlines()
    older = [json.dumps({k: v for k, v in json.loads(line).items() if k != "hearsay"}) for line in lines]
    path.write_text("\n".join(older))
    importer.import_file(back := KnowledgeGraph(), path)
    assert [e.hearsay for c in back for e in c.evidence] == [False] * 4
    path.write_text("\n".join(["no json", *lines[:1], '{"document": "a"}']))
    done = importer.import_file(KnowledgeGraph(), path)
    assert done.evidence == 1
    assert [str(error).split(" is ")[0] for error in done.errors] == [f"{path}:1:", f"{path}:3:"]


@pytest.mark.parametrize("suffix", rdfgraph.FORMATS)
@pytest.mark.parametrize("library", ["pyoxigraph", "rdflib"])
def test_every_syntax_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, library: str) -> None:
    if library == "rdflib":
        monkeypatch.setitem(sys.modules, "pyoxigraph", None)
    else:
        pytest.importorskip("pyoxigraph")
    kg, back = sample(), KnowledgeGraph()
    path = tmp_path / f"x.{suffix}"
    export.export(kg, path, choices=Choices(base="https://example.org/kg/", texts=True))
    brought = importer.import_file(back, path)
    assert (brought.documents, brought.claims, brought.evidence, brought.errors) == (2, 4, 4, ())
    assert whole(back) == whole(kg)


def resolve(name: str) -> Actor | None:
    return next((a for a in (RUS, CHN, UKR, PUTIN) if name in {a.id, a.name}), None)


def test_a_table_is_evidence_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    rows = [
        "subject,relation,object,date,status",
        f"Russia,{DIRECTED.name},China,2023-03,",
        f'"Ukraine",{SYMMETRIC.label.upper()},Vladimir Putin,,planned',
        f"Atlantis,{DIRECTED.name},China,,",
        f"Russia,{DIRECTED.name}x,China,,",
        f"Russia,{DIRECTED.name},Russia,,",
        f"Russia,{DIRECTED.name},China,yesterday,",
        f"Russia,{DIRECTED.name},China,,maybe",
    ]
    path.write_text("\ufeff" + "\r\n".join(rows), encoding="utf-8", newline="")
    kg = KnowledgeGraph()
    brought = importer.import_file(kg, path, resolve=resolve)
    assert (brought.documents, brought.claims) == (1, 2)
    said = [str(error).removeprefix(str(path)) for error in brought.errors]
    assert said == [
        ":4: no actor 'Atlantis'; see `graphkit actors`",
        f":5: no relation '{DIRECTED.name}x'; did you mean '{DIRECTED.name}'?",
        ":6: 'Russia' is related to itself; a claim has two actors",
        ":7: 'yesterday' is no date; write YYYY, YYYY-MM or YYYY-MM-DD",
        ":8: 'maybe' is no status; choose one of actual, planned, hypothetical",
    ]
    (source,) = kg.documents()
    for found in kg:
        for evidence in found.evidence:
            for span in (evidence.quote, evidence.subject, evidence.object, evidence.cue):
                assert source.text[span.start : span.end] == span.text
    (fact,) = kg.filter(status="asserted")
    assert (fact.subject, fact.relation, fact.object) == (RUS, DIRECTED, CHN)
    assert fact.evidence[0].quote.text == rows[1]


def test_our_own_table_comes_back_as_triples(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    export.export(sample(), path)
    kg = KnowledgeGraph()
    brought = importer.import_file(kg, path, resolve=resolve)
    assert brought.errors == ()
    assert [c.id for c in kg] == [c.id for c in sample()]
    assert [[e.hearsay for e in c.evidence] for c in kg] == [[e.hearsay for e in c.evidence] for c in sample()]


def test_hearsay_in_a_table_is_true_or_false(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    rows = [f"{said},Russia,{DIRECTED.name},China" for said in ("True", "", "false", "perhaps")]
    path.write_text("\n".join(["hearsay,subject,relation,object", *rows]))
    kg = KnowledgeGraph()
    brought = importer.import_file(kg, path, resolve=resolve)
    assert [str(e).removeprefix(str(path)) for e in brought.errors] == [
        ":5: 'perhaps' is no hearsay; choose one of false, true"
    ]
    assert [e.hearsay for c in kg for e in c.evidence] == [True, False, False]


def test_plain_triples_from_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(
        "@prefix gk: <https://w3id.org/graphkit/ontology#> . @prefix x: <http://x.org/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        f'x:ru rdfs:label "Russia" ; gk:{DIRECTED.name} <http://y.org/CHN> ; x:knows x:all .\n'
        f"x:none gk:{DIRECTED.name} x:ru ."
    )
    kg = KnowledgeGraph()
    brought = importer.import_file(kg, path, resolve=resolve)
    assert [str(e).removeprefix(str(path)) for e in brought.errors] == [
        ":1: no actor 'http://x.org/none'; see `graphkit actors`"
    ]
    (fact,) = kg
    assert (fact.subject, fact.object) == (RUS, CHN)


def test_our_direct_triples_come_back(tmp_path: Path) -> None:
    path = tmp_path / "x.nt"
    export.export(sample(), path, choices=Choices(detail="direct"))
    kg = KnowledgeGraph()
    importer.import_file(kg, path, resolve=resolve)
    assert [c.id for c in kg] == [c.id for c in sample().filter(status="asserted")]


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("x.ttl", "@prefix gk: <", "cannot be parsed"),
        ("x.nt", "<a> <b>", "cannot be parsed"),
        ("x.ttl", "", "has no claims and no triples"),
        ("x.doc", "", r"\.doc cannot be read"),
        ("x.csv", "a,b\n1,2\n", "needs the columns subject, relation and object"),
        ("x.csv", "", "needs the columns subject, relation and object"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, content: str, complaint: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(InputError, match=complaint):
        importer.import_file(KnowledgeGraph(), path)
    with pytest.raises(InputError, match=r"no such file|No such file"):
        importer.import_file(KnowledgeGraph(), tmp_path / "none.ttl")


def test_an_export_cut_off_is_named_and_nothing_is_added(tmp_path: Path) -> None:
    path = tmp_path / "x.nt"
    export.export(sample(), path)
    kept = [line for line in path.read_text().splitlines() if "/mention/" not in line.split()[0]]
    path.write_text("\n".join(kept) + "\n")
    kg = KnowledgeGraph()
    with pytest.raises(InputError, match="is not described; was a part of the export cut off"):
        importer.import_file(kg, path)
    assert not kg


def test_builds_are_named_in_the_export() -> None:
    kg = KnowledgeGraph(build=Build("1.0", "sm", "abc", "def"))
    kg.add(document(), [claim()])
    assert 'gk:program "1.0"' in kg.to_turtle()
