"""Exports: golden files byte for byte, every syntax the same triples, tables record by record."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import tracemalloc
import warnings
from itertools import permutations
from pathlib import Path

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings

from graphkit import formats
from graphkit.errors import StoreError, UnknownName
from graphkit.formats import WRITERS, Options, syntaxes
from graphkit.formats.rdf import blocks
from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Build, Claim, Document, Kind, PartialDate, Polarity, Status
from graphkit.model.tenure import Tenure
from tests.values import CHN, DIRECTED, PUTIN, RUS, STANDING, SYMMETRIC, UKR, claim, day, document, graphs

GOLDEN = Path(__file__).parents[1] / "golden"
MINISTER = Tenure("foreign_minister", PartialDate(2018, 4, 26), PartialDate(2021))
SYNTAXES = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml", "nq": "nquads", "trig": "trig"}


def sample() -> KnowledgeGraph:
    kg = KnowledgeGraph(build=Build("1.0", "sm", "0a1b", "2c3d"))
    said = 'It said: "so\\be it",\n\ttwice. ' * 3
    kg.add(
        Document("news/1 é.txt", said, 'A "title"', "https://example.org/1", PartialDate.of(day(80))),
        [
            claim(document="news/1 é.txt", date="2023-03-20"),
            claim(PUTIN, SYMMETRIC, UKR, document="news/1 é.txt", at=50, speaker=PUTIN, date="2023-03"),
        ],
    )
    kg.add(
        document("2.txt", published=day(90)),
        [
            claim(document="2.txt", status=Status.PLANNED, date="2024"),
            claim(RUS, STANDING, UKR, document="2.txt", at=60, polarity=Polarity.NEGATED),
            claim(UKR, STANDING, CHN, document="2.txt", at=120, speaker=CHN, confidence=0.5, tenure=MINISTER),
            claim(CHN, DIRECTED, UKR, document="2.txt", at=180, hearsay=True),
        ],
    )
    return kg


@pytest.mark.parametrize("name", WRITERS)
def test_golden(name: str) -> None:
    found = "".join(formats.write(sample(), name))
    path = GOLDEN / f"sample.{name}"
    if os.environ.get("GRAPHKIT_GOLDEN") == "write":
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_bytes().decode()


@pytest.mark.parametrize("detail", ["direct", "claims"])
def test_golden_with_less_detail(detail: str) -> None:
    found = "".join(formats.write(sample(), "ttl", Options(detail=detail)))
    path = GOLDEN / f"sample-{detail}.ttl"
    if os.environ.get("GRAPHKIT_GOLDEN") == "write":
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_bytes().decode()


def triples(text: str, name: str) -> set[tuple[object, ...]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib warns of what it calls itself
        graph = rdflib.Dataset(default_union=True)
        graph.parse(data=text, format=SYNTAXES[name])
        return set(graph.triples((None, None, None)))


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graphs())
def test_every_syntax_says_the_same(found: list[tuple[Document, list[Claim]]]) -> None:
    kg = KnowledgeGraph()
    for source, claims in found:
        kg.add(source, claims)
    turtle = triples("".join(formats.write(kg, "ttl")), "ttl")
    assert not [term for triple in turtle for term in triple if isinstance(term, rdflib.BNode)]
    for name in ("nt", "nq", "trig", "jsonld"):
        assert triples("".join(formats.write(kg, name)), name) == turtle, name


def test_rdf_xml_says_the_same_but_for_control_characters() -> None:
    kg = sample()
    assert triples("".join(formats.write(kg, "rdf")), "rdf") == triples("".join(formats.write(kg, "ttl")), "ttl")
    kg.add(Document("x", "", "a\x01b"), [])
    assert "a\ufffdb" in "".join(formats.write(kg, "rdf"))


def test_evidence_stands_in_the_graph_of_its_document() -> None:
    lines = "".join(formats.write(sample(), "nq")).splitlines()
    quotes = [line for line in lines if "#quote>" in line]
    assert len(quotes) == 6
    assert all("/document/" in line.rsplit("> .", 1)[0].rsplit("<", 1)[1] for line in quotes)
    assert not any("/document/" in line.rsplit("<", 1)[1] for line in lines if "#claimStatus>" in line)


def test_lines_are_sorted_also_when_there_are_many() -> None:
    lines = list(syntaxes.triples(blocks(sample())))
    assert list(syntaxes.ntriples(blocks(sample()))) == sorted(lines)
    assert list(syntaxes._sorted(iter(lines), size=7)) == sorted(lines)


def test_the_description_counts_right() -> None:
    turtle = triples("".join(formats.write(sample(), "ttl")), "ttl")
    (counted,) = [o for _, p, o in turtle if str(p) == "http://rdfs.org/ns/void#triples"]
    assert int(str(counted)) == len(turtle)


def test_only_facts_are_plain_triples() -> None:
    direct = triples("".join(formats.write(sample(), "nt", Options(detail="direct"))), "nt")
    assert {(str(s).rsplit("/", 1)[1], str(o).rsplit("/", 1)[1]) for s, _, o in direct} == {
        ("RUS", "CHN"),
        ("UKR", "vladimir-putin"),
    }


def test_base_and_texts() -> None:
    kg = sample()
    based = "".join(formats.write(kg, "nt", Options(base="https://example.org/kg/", texts=True)))
    assert "https://w3id.org/graphkit/actor/" not in based
    assert "<https://example.org/kg/actor/RUS>" in based
    assert "It said" in based
    assert "It said" not in "".join(formats.write(kg, "nt"))


KEYS = (
    "document subject object relation group polarity status speaker hearsay office office_from office_until date "
    "confidence quote start end extractor claim cue source"
).split()
PARTY = "id code name kind affiliation wikidata notations rule text start end".split()


def test_records() -> None:
    records = [json.loads(line) for line in formats.write(sample(), "jsonl")]
    assert len(records) == 6
    assert [r["hearsay"] for r in records].count(True) == 1
    offices = [(r["office"], r["office_from"], r["office_until"]) for r in records]
    assert sorted(offices, key=str) == [("foreign_minister", "2018-04-26", "2021"), *[(None, None, None)] * 5]
    for record in records:
        assert list(record) == KEYS
        assert list(record["subject"]) == PARTY
    spoken = next(r for r in records if r["speaker"] and r["speaker"]["id"] == "vladimir-putin")
    assert list(spoken["speaker"]) == PARTY
    assert (spoken["speaker"]["code"], spoken["speaker"]["name"]) == ("RUS", "Vladimir Putin")
    assert spoken["subject"]["code"] == "RUS"
    assert json.loads("".join(formats.write(sample(), "json"))) == records
    assert json.loads("".join(formats.write(KnowledgeGraph(), "json"))) == []
    for name, delimiter in (("csv", ","), ("tsv", "\t")):
        table = list(csv.DictReader(io.StringIO("".join(formats.write(sample(), name))), delimiter=delimiter))
        assert [row["quote"] for row in table] == [r["quote"] for r in records]
        assert [row["subject_code"] for row in table] == [r["subject"]["code"] for r in records]
        assert [row["hearsay"] == "true" for row in table] == [r["hearsay"] for r in records]
        parts = ("office", "office_from", "office_until")
        assert [tuple(row[part] or None for part in parts) for row in table] == offices
    assert len("".join(formats.write(KnowledgeGraph(), "csv")).splitlines()) == 1


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    formats.export(sample(), path)
    content = path.read_bytes()
    assert content.decode() == sample().to_turtle()
    kg = sample()
    kg.opened.connection.execute("UPDATE evidence SET polarity = 'broken'")
    with pytest.raises(StoreError, match=r"is damaged .*broken"):
        formats.export(kg, path)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["x.ttl"]
    with pytest.raises(StoreError, match="cannot be written"):
        formats.export(sample(), tmp_path / "none" / "x.ttl")


def test_unknown_names() -> None:
    with pytest.raises(UnknownName, match="did you mean 'ttl'"):
        formats.write(sample(), "tttl")
    with pytest.raises(UnknownName, match="choose one of direct, claims, evidence"):
        formats.write(sample(), "ttl", Options(detail="all"))
    with pytest.raises(UnknownName, match="no format 'doc'"):
        formats.format_of(Path("x.doc"))


def test_memory_is_flat(tmp_path: Path) -> None:
    cast = [Actor(f"p{n}", f"Person {n}", Kind.PERSON, "RUS") for n in range(45)]
    made = [claim(one, DIRECTED, other) for one, other in permutations(cast, 2)]
    peaks = []
    for number in (200, 1900):
        with KnowledgeGraph(tmp_path / f"{number}.db") as kg:
            kg.add(document(), made[:number])
            assert len(kg) == number
            tracemalloc.start()
            pieces = sum(1 for _ in formats.write(kg, "ttl"))
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
            assert pieces > 4 * number
    assert peaks[1] < peaks[0] + 200_000  # a graph held whole would take megabytes


@pytest.mark.skipif(shutil.which("rapper") is None, reason="needs rapper: apt-get install raptor2-utils")
@pytest.mark.parametrize(("name", "kind"), [("ttl", "turtle"), ("nt", "ntriples"), ("rdf", "rdfxml")])
def test_rapper_reads_it(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / f"x.{name}"
    formats.export(sample(), path)
    done = subprocess.run(["rapper", "-c", "-i", kind, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
