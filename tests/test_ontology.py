"""The relations, the vocabulary and the reader of both."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from graphkit import ontology, resources
from graphkit.errors import SeedError, UnknownName
from graphkit.model import Kind
from graphkit.ontology import GK, NAMESPACES

RELATIONS = resources.ontologies() / "relations.ttl"
VOCABULARY = resources.ontologies() / "graphkit.ttl"
SHAPES = resources.ontologies() / "shapes.ttl"


@pytest.fixture(scope="module")
def parsed() -> rdflib.Graph:
    return rdflib.Graph().parse(RELATIONS)


def test_every_relation_of_the_guidelines_is_there_and_no_other(shared: Path) -> None:
    guidelines = (shared / "eval" / "GUIDELINES.md").read_text(encoding="utf-8")
    section = guidelines.split("## Relations")[1].split("STRUCTURE claims are annotated")[0]
    found = {name: bool(sym) for name, sym in re.findall(r"\*\*(\w+)\*\*(?: \((sym))?", section)}
    relations = ontology.load_relations()
    assert {name: relation.symmetric for name, relation in relations.items()} == found


def test_groups_are_those_of_the_guidelines(shared: Path) -> None:
    guidelines = (shared / "eval" / "GUIDELINES.md").read_text(encoding="utf-8")
    relations = ontology.load_relations()
    told = dict(re.findall(r"^([A-Z]+): (\*\*.*)$", guidelines, re.MULTILINE))
    assert told.keys() == set(ontology.groups(relations))
    for group, names in told.items():
        assert set(re.findall(r"\*\*(\w+)\*\*", names)) == {r.name for r in relations.values() if r.group == group}


def test_intensity_is_the_score_of_a_matching_type_or_mode(shared: Path, parsed: rdflib.Graph) -> None:
    with (shared / "plover" / "plover_scores.csv").open(encoding="utf-8") as file:
        scores = {f"{row['event']}-{row['mode']}".rstrip("-"): float(row["score"]) for row in csv.DictReader(file)}
    for relation in ontology.load_relations().values():
        codes = [
            str(code).removeprefix(NAMESPACES["plover"])
            for code in parsed.objects(rdflib.URIRef(relation.iri), rdflib.SKOS.closeMatch)
            if str(code).startswith(NAMESPACES["plover"])
        ]
        assert bool(codes) != relation.standing, relation.name
        assert set(codes) <= scores.keys(), relation.name
        wanted = {scores[code] for code in codes} | {scores[relation.group]} if codes else {0.0}
        assert relation.intensity in wanted, relation.name


def test_cameo_matches_exist(shared: Path, parsed: rdflib.Graph) -> None:
    with (shared / "plover" / "cameo_codes.csv").open(encoding="utf-8") as file:
        known = {row["code"] for row in csv.DictReader(file)}
    codes = {
        str(code).removeprefix(NAMESPACES["cameo"])
        for code in parsed.objects(None, rdflib.SKOS.closeMatch)
        if str(code).startswith(NAMESPACES["cameo"])
    }
    assert codes
    assert codes <= known


@pytest.mark.parametrize("path", [RELATIONS, VOCABULARY], ids=lambda path: path.name)
def test_the_strict_reader_reads_what_rdflib_reads(path: Path) -> None:
    graph = rdflib.Graph().parse(path)
    mine = {(t.subject, t.predicate, t.object.value, t.object.is_iri) for t in ontology.read_turtle(path)}
    theirs = {(str(s), str(p), str(o), isinstance(o, rdflib.URIRef)) for s, p, o in graph}
    assert mine == theirs
    assert len(graph) == len(mine)


def test_relations_are_sorted_within_their_group() -> None:
    relations = list(ontology.load_relations().values())
    for group in ontology.groups({r.name: r for r in relations}):
        names = [r.name.lower() for r in relations if r.group == group]
        assert names == sorted(names)


def test_every_relation_has_two_examples_of_its_own() -> None:
    examples = ontology.load_examples()
    relations = ontology.load_relations()
    for name in relations:
        assert sum(example.relation == name for example in examples) >= 2, name
    assert len({example.text for example in examples}) == len(examples)
    for example in examples:
        for span in (example.subject, example.object):
            assert example.text[span.start : span.end] == span.text
        assert example.text.endswith(".")
        assert "[" not in example.text


def test_standing_groups_are_those_that_the_vocabulary_marks() -> None:
    relations = ontology.load_relations().values()
    graph = rdflib.Graph().parse(VOCABULARY)
    marked = {str(group).removeprefix(GK) for group in graph.subjects(rdflib.URIRef(GK + "standing"))}
    assert ontology.standing_groups() == marked == {r.group for r in relations if r.standing}
    assert all(graph.value(rdflib.URIRef(GK + r.group), rdflib.RDF.type) for r in relations)


def test_kinds_and_inverses() -> None:
    relations = ontology.load_relations()
    vocabulary = {triple.subject for triple in ontology.read_turtle(VOCABULARY)}
    assert any(r.domain != tuple(Kind) for r in relations.values())
    for relation in relations.values():
        assert relation.inverse is None or GK + relation.inverse in vocabulary
        assert not (relation.symmetric and relation.inverse)


def test_whatever_a_gk_name_stands_for_is_in_the_vocabulary() -> None:
    defined = {t.subject for path in (RELATIONS, VOCABULARY) for t in ontology.read_turtle(path)}
    for path in (RELATIONS, VOCABULARY, SHAPES):
        used = {str(term) for triple in rdflib.Graph().parse(path) for term in triple if str(term).startswith(GK)}
        assert used - {GK} <= defined, path.name


def test_every_class_and_property_says_what_it_is() -> None:
    graph = rdflib.Graph().parse(VOCABULARY)
    for subject in set(graph.subjects(rdflib.RDFS.isDefinedBy)):
        said = (rdflib.RDFS.comment, rdflib.SKOS.definition)
        assert any(graph.value(subject, predicate) for predicate in said), subject
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("gk:x a gk:Relation .", ":1: prefix 'gk' is not declared"),
        ("@prefix gk: <https://w3id.org/graphkit/ontology#> .\n\ngk:x a gk:Relation", "the file ends"),
        ("@prefix gk: <https://w3id.org/graphkit/ontology#> .\ngk:x a gk:Relation .", ":2: gk:x needs exactly one"),
        ("@prefix gk: <https://w3id.org/graphkit/ontology#> .\ngk:x a [] .", ":2: '[] .' is not understood"),
        ('@prefix gk: <https://w3id.org/graphkit/ontology#> .\n"x" a gk:Relation .', ":2: 'x' where a stanza"),
        ("@prefix gk: <https://w3id.org/graphkit/ontology#> .\ngk:x , gk:y gk:z .", ":2: ',' where name or iri or a"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "relations.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SeedError) as caught:
        ontology.load_relations(path)
    assert str(caught.value).startswith(str(path))
    assert complaint in str(caught.value)


def test_a_wrong_kind_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "relations.ttl"
    text = RELATIONS.read_text(encoding="utf-8").replace("gk:domainKind gk:State", "gk:domainKind gk:Planet", 1)
    path.write_text(text, encoding="utf-8")
    line = text[: text.index("gk:Planet")].count("\n") + 1
    with pytest.raises(SeedError, match=f":{line}: gk:Planet is not a kind of actor"):
        ontology.load_relations(path)


def test_an_example_needs_both_marks(tmp_path: Path) -> None:
    path = tmp_path / "relations.ttl"
    path.write_text(RELATIONS.read_text(encoding="utf-8").replace("[Greece]s and", "Greece and"), encoding="utf-8")
    with pytest.raises(SeedError, match="one \\[subject\\]s and one \\[object\\]o"):
        ontology.load_examples(path)


def test_an_unknown_relation_is_told_the_nearest() -> None:
    relations = ontology.load_relations()
    some = next(iter(relations))
    assert ontology.find_relation(relations, some).name == some
    with pytest.raises(UnknownName, match=f"did you mean '{some}'"):
        ontology.find_relation(relations, some[:-1])
    with pytest.raises(UnknownName, match="graphkit schema"):
        ontology.find_relation(relations, "???")


def test_shorten() -> None:
    assert ontology.shorten(GK + "Claim") == "gk:Claim"
    assert ontology.shorten("urn:x") == "urn:x"


def test_loading_needs_no_rdf_library() -> None:
    code = "import sys; from graphkit import ontology; ontology.load_relations(); print('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
