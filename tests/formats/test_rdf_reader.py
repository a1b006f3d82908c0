"""Reading RDF fetches nothing and expands nothing without bound, whoever parses."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from graphkit.errors import InputError
from graphkit.formats import rdf_reader
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
        with pytest.raises(InputError, match="would be fetched; write it into the file"):
            rdf_reader.load(path)
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
            rdf_reader.load(path)
        assert other.connections == 0


@pytest.mark.usefixtures("_parser")
def test_entities_that_abbreviate_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.rdf"
    path.write_text(f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x "http://e/">]>{XML}')
    assert rdf_reader.load(path)["http://a"]["http://e/p"][0].value == "http://e/"


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
        rdf_reader.load(tmp_path / name)


def test_a_mistake_with_a_line_break_is_told_in_one_line(tmp_path: Path) -> None:
    pytest.importorskip("pyoxigraph")
    (tmp_path / "x.nt").write_text("<http://a> <http://b\n> <http://c> .")
    with pytest.raises(InputError, match=r"x.nt:1:\d+: cannot be parsed \(Invalid IRI code point ' '\)"):
        rdf_reader.load(tmp_path / "x.nt")
