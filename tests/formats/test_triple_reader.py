"""Reading RDF fetches nothing and expands nothing without bound, whichever library parses."""

from __future__ import annotations

import json
import sys
import time
import tracemalloc
from contextlib import nullcontext
from pathlib import Path

import pytest

from graphkit.errors import InputError
from graphkit.formats import triple_reader
from tests.listener import listening

HEAD = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
XML = HEAD + '<rdf:Description rdf:about="http://a"><e:p>&x;</e:p></rdf:Description></rdf:RDF>'


@pytest.fixture(params=["pyoxigraph", "rdflib"])
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "rdflib":
        monkeypatch.setitem(sys.modules, "pyoxigraph", None)
    else:
        pytest.importorskip("pyoxigraph")


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(
    "context",
    [
        "URL",
        [{"a": "http://a"}, "URL"],
        [["URL"]],
        [[{"@import": "URL"}], {}],
        {"@version": 1.1, "@import": "URL"},
        {"@version": 1.1, "a": {"@id": "http://a", "@context": "URL"}},
        "secret.jsonld",
    ],
)
def test_contexts_are_not_fetched(tmp_path: Path, context: object) -> None:
    (tmp_path / "secret.jsonld").write_text('{"@context": {"a": "http://secret"}}')
    path = tmp_path / "x.jsonld"
    with listening() as other:
        made = {"@context": context, "@id": "http://x", "a": {"@id": "http://y", "b": "c"}}
        path.write_text(json.dumps(made).replace("URL", other.url))
        with pytest.raises(InputError, match="refers to a context elsewhere; include it in the file"):
            triple_reader.load(path)
        assert other.connections == 0


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY x SYSTEM "URL">',
        '<!ENTITY x SYSTEM "secret.txt">',
        '<!ENTITY % p SYSTEM "URL"> %p; <!ENTITY x "">',
        '<!ENTITY y "lol"><!ENTITY x "&y;&y;">',
        f'<!ENTITY x "{"x" * 300}">',
    ],
)
def test_entities_are_not_fetched_and_stay_small(tmp_path: Path, entities: str) -> None:
    (tmp_path / "secret.txt").write_text("SECRET")
    path = tmp_path / "x.rdf"
    with listening() as other:
        path.write_text(f'<?xml version="1.0"?><!DOCTYPE r [{entities}]>{XML}'.replace("URL", other.url))
        with pytest.raises(InputError, match="is long, nested or in another file"):
            triple_reader.load(path)
        assert other.connections == 0


@pytest.mark.usefixtures("_parser")
def test_entities_that_abbreviate_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.rdf"
    path.write_text(f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x "http://e/">]>{XML}')
    assert triple_reader.load(path)["http://a"]["http://e/p"][0].value == "http://e/"


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("x.ttl", "@prefix a: <http://a/> .\na:b a:c a:d .\na:b a:c .", 3),
        ("x.trig", "@prefix a: <http://a/> .\n\na:b a:c .", 3),
        ("x.rdf", f"{HEAD}\n</a>", 2),
        ("x.jsonld", '{"@id": "http://a",\n"http://b": [1,\n}', 3),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, name: str, text: str, line: int) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=rf"{name}:{line}(:\d+)?: cannot be parsed \((?!Parser).+\)$"):
        triple_reader.load(tmp_path / name)


def test_a_mistake_with_a_line_break_is_told_in_one_line(tmp_path: Path) -> None:
    pytest.importorskip("pyoxigraph")
    (tmp_path / "x.nt").write_text("<http://a> <http://b\n> <http://c> .")
    with pytest.raises(InputError, match=r"x.nt:1:\d+: cannot be parsed \(Invalid IRI code point ' '\)"):
        triple_reader.load(tmp_path / "x.nt")


FAR = f"http://{'x' * 100_000}/"
DESCRIBED = '<rdf:Description rdf:about="http://a">{}</rdf:Description></rdf:RDF>'


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("prefix.ttl", f"@prefix a: <{FAR}> .\n" + "a:1 a:2 a:3 .\n" * 5_000),
        ("subject.ttl", f"@prefix a: <{FAR}> .\na:1 <http://b> {', '.join(map(str, range(9_000)))} ."),
        ("datatype.ttl", f"@prefix a: <{FAR}> .\n" + "<http://a> <http://b> '1'^^a:x .\n" * 5_000),
        ("base.trig", f"@base <{FAR}> .\n" + "".join(f"<{each}> <b> <c> .\n" for each in range(5_000))),
        ("vocabulary.jsonld", json.dumps({"@context": {"@vocab": FAR}, **{f"p{each}": 1 for each in range(5_000)}})),
        ("term.jsonld", json.dumps({"@context": {"a": {"@id": FAR}}, **{f"a:{each}": 1 for each in range(5_000)}})),
        ("base.jsonld", json.dumps({"@context": {"@base": FAR}, "http://p": [{"@id": f"{n}"} for n in range(9_000)]})),
        ("namespace.rdf", f'{HEAD[:-1]} xmlns:f="{FAR}">' + DESCRIBED.format("<f:p>1</f:p>" * 5_000)),
        ("base.rdf", f'{HEAD[:-1]} xml:base="{FAR}">' + DESCRIBED.format('<e:p rdf:resource="y"/>' * 5_000)),
    ],
)
def test_no_prefix_and_no_base_makes_many_bytes_of_few(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    tracemalloc.start()
    try:
        began = time.process_time()
        with pytest.raises(
            InputError,
            match=r"more than 100 times as long as the file; write it as|context with a long name|a long xml",
        ):
            triple_reader.load(tmp_path / name)
        assert time.process_time() - began < 10
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


def test_attributes_that_stand_for_themselves_make_no_many_bytes_of_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyoxigraph", None)  # which gives no attribute that is not there
    lists = f'<!DOCTYPE r [<!ATTLIST e:q e:z CDATA "{"y" * 100_000}">]>'
    (tmp_path / "x.rdf").write_text(f"{lists}{HEAD}{DESCRIBED.format('<e:q/>' * 5_000)}")
    with pytest.raises(InputError, match="times as long as the file"):
        triple_reader.load(tmp_path / "x.rdf")


@pytest.mark.usefixtures("_parser")
def test_elements_nest_to_an_end(tmp_path: Path) -> None:
    path = tmp_path / "x.rdf"
    for depth, refused in ((400, False), (50_000, True)):
        path.write_text(f"{HEAD}{'<rdf:Description><e:p>' * depth}{'</e:p></rdf:Description>' * depth}</rdf:RDF>")
        began = time.process_time()
        with pytest.raises(InputError, match="more than 1,000 deep") if refused else nullcontext():
            assert len(triple_reader.load(path)) == depth
        assert time.process_time() - began < 10
