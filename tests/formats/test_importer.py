"""Importing claims."""

from __future__ import annotations

import csv
import json
import math
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from graphkit import formats
from graphkit.actors.resolve import known
from graphkit.errors import GraphkitError, InputError
from graphkit.formats import Options, importer, triple_reader
from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Build, Claim, Document, PartialDate
from graphkit.model.tenure import Tenure
from graphkit.store import constraints
from tests.values import CHN, DIRECTED, PUTIN, RUS, STANDING, SYMMETRIC, UKR, claim, day, document, graphs

WHOLE = Options(texts=True)


def whole(kg: KnowledgeGraph) -> str:
    return "".join(formats.write(kg, "ttl", WHOLE))


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
    formats.export(kg, path, options=WHOLE)
    if len(kg) == 0:
        return
    importer.import_file(back, path)
    assert list(back) == list(kg)
    assert list(back.documents()) == list(kg.documents())
    assert whole(back) == whole(kg)


# Turtle has its own test above; XML, which has no control characters, is held against it by its triples
READ = sorted({*formats.WRITERS} & {*triple_reader.FORMATS, "csv", "json", "jsonl", "tsv"} - {"rdf", "ttl"})


@pytest.mark.parametrize("name", READ)
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graphs())
def test_what_a_format_keeps_comes_back(tmp_path: Path, name: str, found: list[tuple[Document, list[Claim]]]) -> None:
    kg, back = KnowledgeGraph(), KnowledgeGraph()
    path = tmp_path / f"x.{name}"
    for source, claims in found:
        if name in triple_reader.FORMATS:
            kg.add(source, claims)
        elif claims:  # records have no texts and no documents without claims; an empty cell is one that is not there
            kg.add(Document(source.id, "", source.title or None, source.url or None, source.published), claims)
    if name not in triple_reader.FORMATS:  # and one code of a scheme
        assume(all(len(dict(actor.notations)) == len(actor.notations) for actor in kg.actors()))
    assume(len(kg) > 0)
    formats.export(kg, path, options=WHOLE)
    assert importer.import_file(back, path).errors == ()
    assert list(back) == list(kg)
    assert list(back.documents()) == list(kg.documents())
    assert whole(back) == whole(kg)


def test_a_claim_that_two_documents_make_is_counted_once(tmp_path: Path) -> None:
    kg = KnowledgeGraph()
    for name in ("a.txt", "b.txt"):
        kg.add(Document(name, "x" * 400), [claim(document=name)])
    formats.export(kg, tmp_path / "kg.jsonl")
    done = importer.import_file(KnowledgeGraph(), tmp_path / "kg.jsonl")
    assert (done.documents, done.claims, done.evidence) == (2, 1, 2)


def test_json_lines_come_back_as_they_were(tmp_path: Path) -> None:
    kg, back = sample(), KnowledgeGraph()
    path = tmp_path / "x.jsonl"
    formats.export(kg, path)
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
    assert [str(error).removeprefix(str(path)).split("; ")[0] for error in done.errors] == [
        ":1: is not JSON (Expecting value at character 1)",
        ":3: has no 'source'",
    ]


@pytest.mark.parametrize("suffix", triple_reader.FORMATS)
@pytest.mark.parametrize("library", ["pyoxigraph", "rdflib"])
def test_every_syntax_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, library: str) -> None:
    if library == "rdflib":
        monkeypatch.setitem(sys.modules, "pyoxigraph", None)
    else:
        pytest.importorskip("pyoxigraph")
    kg, back = sample(), KnowledgeGraph()
    path = tmp_path / f"x.{suffix}"
    formats.export(kg, path, options=Options(base="https://example.org/kg/", texts=True))
    brought = importer.import_file(back, path)
    assert (brought.documents, brought.claims, brought.evidence, brought.errors) == (2, 4, 4, ())
    assert whole(back) == whole(kg)


@pytest.mark.parametrize("suffix", triple_reader.FORMATS)
def test_the_longest_text_comes_back_and_a_longer_one_is_refused(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("pyoxigraph", reason="a parser that takes no literal of more than 16 MiB")
    text = "😀" * constraints.LONGEST_DOCUMENT
    with KnowledgeGraph() as kg, KnowledgeGraph() as again:
        kg.add(document("a.txt", text), [])
        formats.export(kg, tmp_path / f"a.{suffix}", options=Options(texts=True))
        importer.import_file(again, tmp_path / f"a.{suffix}")
        found = again.document("a.txt")
        assert found
        assert found.text == text
        with pytest.raises(InputError, match=r"'b': the text has 2,000,001 characters; split it at 2,000,000"):
            kg.add(document("b", f"{text}."), [])


@pytest.mark.parametrize("texts", [True, False])
def test_copies_and_the_build_come_back_too(tmp_path: Path, texts: bool) -> None:
    kg, back = KnowledgeGraph(build=Build("graphkit 1", "reader 2", "3", "4")), KnowledgeGraph()
    for key in ("a.txt", "b.txt"):
        kg.add(document(key, "One and the same text of a few words."), [claim(document=key)])
    kg.add(document("c.txt", published=day(1)), [])
    path, again = tmp_path / "x.ttl", tmp_path / "y.ttl"
    formats.export(kg, path, options=Options(texts=texts))
    importer.import_file(back, path)
    formats.export(back, again, options=Options(texts=texts))
    assert again.read_text() == path.read_text()
    assert [back.weigh(c).origins for c in back] == [1]


def test_our_own_export_without_claims_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    for documents in ([], [document("c.txt", published=day(1))]):
        kg, back = KnowledgeGraph(), KnowledgeGraph()
        for one in documents:
            kg.add(one, [])
        for suffix in [*triple_reader.FORMATS, "json", "jsonl", "csv", "tsv"]:
            path = tmp_path / f"x.{suffix}"
            formats.export(kg.filter(), path, options=WHOLE)
            assert importer.import_file(back, path).errors == ()
        assert list(back.documents()) == documents


@pytest.mark.parametrize(
    ("good", "bad", "complaint"),
    [
        ("gk:confidence 0.9", 'gk:confidence "inf"', "'inf' is not a valid confidence"),
        ("gk:confidence 0.9", "gk:confidence 9.0", "9.0 is not a confidence"),
        ("gk:start 0", 'gk:start "٠"', "'٠' is not a valid start"),
        ("gk:end 22", f"gk:end {10**30}", "is not a valid quote span"),
        ("actor:RUS", "actor:%3D1%2B1", "'=1+1' is not a valid actor id"),
        ("2023-03-20", "2023-13-20", "month must be in 1..12"),
    ],
)
def test_rdf_that_could_not_be_kept_is_refused_in_one_line(tmp_path: Path, good: str, bad: str, complaint: str) -> None:
    kg = KnowledgeGraph()
    kg.add(document(), [claim(date="2023-03-20")])
    turtle = re.sub(r"gk:end 29", "gk:end 22", kg.to_turtle())
    assert good in turtle
    path = tmp_path / "x.ttl"
    path.write_text(turtle.replace(good, bad))
    with pytest.raises(InputError, match=re.escape(complaint)) as raised:
        importer.import_file(kg, path)
    assert "\n" not in str(raised.value)


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
        ":6: 'Russia' is related to itself; a claim needs two different actors",
        ":7: 'yesterday' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD",
        ":8: 'maybe' is not a valid status; choose one of actual, planned, hypothetical",
    ]
    (source,) = kg.documents()
    for found in kg:
        for evidence in found.evidence:
            for span in (evidence.quote, evidence.subject, evidence.object, evidence.cue):
                assert source.text[span.start : span.end] == span.text
    (fact,) = kg.filter(status="asserted")
    assert (fact.subject, fact.relation, fact.object) == (RUS, DIRECTED, CHN)
    assert fact.evidence[0].quote.text == rows[1]


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl"])
def test_our_own_tables_and_records_come_back_as_they_were(tmp_path: Path, suffix: str) -> None:
    kg, back = KnowledgeGraph(), KnowledgeGraph()
    odd = 'One\u2028two\u2029three\x85four\x0bfive\r\nsix\rseven\n"eight", nine\tten'
    said = claim(PUTIN, SYMMETRIC, UKR, speaker=RUS, date="2023-03", confidence=0.25)
    (evidence,) = said.evidence
    evidence = replace(evidence, quote=replace(evidence.quote, text=odd), extractor="")
    kg.add(
        Document("a.txt", "", f"A title: {odd}", "http://x.org", PartialDate.of(day(3))),
        [replace(said, evidence=(evidence,))],
    )
    kg.add(Document("b é.txt", ""), [claim(CHN, DIRECTED, UKR, document="b é.txt", at=90, hearsay=True)])
    path = tmp_path / f"x.{suffix}"
    formats.export(kg, path)
    assert importer.import_file(back, path).errors == ()
    assert list(back) == list(kg)
    assert list(back.documents()) == list(kg.documents())


LATER = ("office", "office_from", "office_until")


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "parquet"])
def test_what_was_written_before_offices_were_known_comes_back_without_them(tmp_path: Path, suffix: str) -> None:
    kg, back = KnowledgeGraph(), KnowledgeGraph()
    tenure = Tenure("foreign_minister", PartialDate(2018, 4, 26), PartialDate(2021))
    kg.add(Document("a.txt", ""), [claim(PUTIN, STANDING, UKR, tenure=tenure), claim(at=90)])
    path = tmp_path / f"x.{suffix}"
    formats.export(kg, path)
    if suffix == "parquet":
        pq = pytest.importorskip("pyarrow.parquet", reason="needs the extra 'parquet'")
        path /= "evidence.parquet"
        pq.write_table(pq.read_table(path).drop_columns([*LATER]), path)
    elif suffix == "jsonl":
        records = map(json.loads, path.read_text().splitlines())
        path.write_text("\n".join(json.dumps({k: v for k, v in row.items() if k not in LATER}) for row in records))
    else:
        sign = "\t" if suffix == "tsv" else ","
        head, *rows = csv.reader(path.read_text().splitlines(), delimiter=sign)
        kept = [place for place, column in enumerate(head) if column not in LATER]
        with path.open("w", newline="") as file:
            csv.writer(file, delimiter=sign).writerows([[row[place] for place in kept] for row in (head, *rows)])
    assert importer.import_file(back, path).errors == ()
    without = [replace(c, evidence=tuple(replace(e, tenure=None) for e in c.evidence)) for c in kg]
    assert list(back) == without


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "ttl", "nt", "jsonld", "parquet"])
@pytest.mark.parametrize("ends", [("", ""), ("2018-04-26", ""), ("", "2021"), ("2018-04", "2021-01-26")], ids=str)
def test_an_office_and_its_time_come_back_as_they_were(tmp_path: Path, suffix: str, ends: tuple[str, str]) -> None:
    kg, back = KnowledgeGraph(), KnowledgeGraph()
    tenure = Tenure("foreign_minister", *(PartialDate.parse(day) if day else None for day in ends))
    kg.add(Document("a.txt", ""), [claim(PUTIN, STANDING, UKR, tenure=tenure), claim(at=90)])
    if suffix == "parquet":
        pytest.importorskip("pyarrow", reason="needs the extra 'parquet'")
    formats.export(kg, tmp_path / f"x.{suffix}")
    assert importer.import_file(back, tmp_path / f"x.{suffix}").errors == ()
    assert list(back) == list(kg)
    assert {e.tenure for c in back for e in c.evidence} == {tenure, None}


@pytest.mark.parametrize(
    ("found", "instead", "complaint"),
    [
        ('gk:office "head" ;', "", "from 2018 until … no office is held"),
        ('"2018"^^xsd:gYear', '"soon"', "'soon' is not a date"),
        ('gk:office "head"', 'gk:office "Head of"', "'Head of' is not an office"),
    ],
)
def test_an_office_in_rdf_that_makes_no_sense_is_refused_in_one_line(
    tmp_path: Path, found: str, instead: str, complaint: str
) -> None:
    kg, path = KnowledgeGraph(), tmp_path / "x.ttl"
    kg.add(Document("a.txt", ""), [claim(PUTIN, STANDING, UKR, tenure=Tenure("head", PartialDate(2018)))])
    text = kg.to_turtle()
    assert found in text
    path.write_text(text.replace(found, instead))
    with pytest.raises(InputError) as raised:
        importer.import_file(KnowledgeGraph(), path)
    assert complaint in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "ttl"])
def test_actors_as_they_are_shipped_are_written_again_byte_for_byte(tmp_path: Path, suffix: str) -> None:
    usa, iran = (known().actors[code] for code in ("USA", "IRN"))
    kg, back = KnowledgeGraph(), KnowledgeGraph()
    made = [claim(usa, DIRECTED, iran, document="a"), claim(iran, DIRECTED, usa, document="a", at=90)]
    kg.add(Document("a", ""), made)
    first, again = tmp_path / f"first.{suffix}", tmp_path / f"again.{suffix}"
    formats.export(kg, first)
    importer.import_file(back, first)
    formats.export(back, again)
    assert list(back.actors()) == list(kg.actors())
    assert again.read_bytes() == first.read_bytes()


WRONG: list[tuple[tuple[str, ...], object, str]] = [
    (("date",), "2023-3-1", "'2023-3-1' is not a date"),
    (("date",), "2023-13", "month must be in 1..12"),
    (("date",), "٢٠٢٣", "'٢٠٢٣' is not a date"),
    (("date",), 2023, "date is 2023, not a text"),
    (("source", "published"), "2023-99-99", "month must be in 1..12"),
    (("confidence",), math.nan, "nan is not a confidence"),
    (("confidence",), math.inf, "inf is not a confidence"),
    (("confidence",), 2, "2 is not a confidence"),
    (("confidence",), None, "confidence is None, not a number"),
    (("start",), -5, "-5 to 29 is not a valid quote span"),
    (("start",), 90, "90 to 29 is not a valid quote span"),
    (("cue", "end"), 10**30, "is not a valid cue span"),
    (("subject", "start"), 1.5, "start is 1.5, not a whole number"),
    (("subject", "id"), "=1+1", "'=1+1' is not a valid actor id"),
    (("subject", "id"), "a\nb", "is not a valid actor id"),
    (("subject", "id"), "", "the actor id is empty"),
    (("subject", "id"), 3, "id is 3, not a text"),
    (("subject", "name"), "\ud800", "is not Unicode (a lone surrogate)"),
    (("subject", "notations"), {"cow": 3}, "cow is 3, not a text"),
    (("subject", "kind"), "Ghost", "'Ghost' is not a valid Kind"),
    (("object",), None, "object is None, not an object"),
    (("document",), "=cmd.txt", "'=cmd.txt' is not a valid document id"),
    (("source", "title"), "\udfff", "is not Unicode (a lone surrogate)"),
    (("source", "url"), ["x"], "url is ['x'], not a text"),
    (("quote",), "long " * 30_000, "the quote has 150,000 characters"),
    (("hearsay",), "false", "hearsay is 'false', not true or false"),
    (("office",), 3, "office is 3, not a text"),
    (("office",), "Foreign Minister", "'Foreign Minister' is not an office"),
    (("office_from",), "2018", "from 2018 until … no office is held"),
]


@pytest.mark.parametrize(("where", "value", "complaint"), WRONG, ids=[complaint for _, _, complaint in WRONG])
def test_a_record_that_could_not_be_kept_is_refused_in_one_line(
    tmp_path: Path, where: tuple[str, ...], value: object, complaint: str
) -> None:
    path = tmp_path / "x.jsonl"
    kg = KnowledgeGraph()
    kg.add(document(), [claim()])
    formats.export(kg, path)
    good = path.read_text()
    record = json.loads(good)
    part = record
    for key in where[:-1]:
        part = part[key]
    part[where[-1]] = value
    path.write_text(f"{json.dumps(record)}\n{good}")
    brought = importer.import_file(back := KnowledgeGraph(), path)
    (error,) = brought.errors
    assert str(error).startswith(f"{path}:1: ")
    assert complaint in str(error)
    assert "\n" not in str(error)
    assert error.remedy
    assert list(back) == list(kg)


TABLE = re.findall(
    r"(?m)^\| ((?:`[a-z-]+`(?:, )?)+)(?: \(folder\))? \| out, import \|",
    (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8"),
)


@pytest.mark.parametrize("name", re.findall(r"[a-z]+", " ".join(TABLE)))
def test_what_the_table_of_formats_says_is_imported_comes_back(tmp_path: Path, name: str) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow", reason="needs the extra 'parquet'")
    formats.export(sample(), tmp_path / f"x.{name}", name)
    assert importer.import_file(back := KnowledgeGraph(), tmp_path / f"x.{name}").errors == ()
    assert list(back) == list(sample())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[1, ", ":1:5: is not JSON (Expecting value); give"),
        ("[" * 100_000, ": is not JSON; give"),
        ('{"@context": {}}', ": is not an array of records; name JSON-LD .jsonld"),
    ],
    ids=["cut off", "too deep", "no array"],
)
def test_what_is_no_array_of_records_is_refused_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(InputError) as raised:
        importer.import_file(KnowledgeGraph(), path)
    assert str(raised.value).startswith(f"{path}{told}")


def test_what_is_bad_in_an_array_costs_its_record_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    formats.export(sample(), path)
    path.write_text(f'[1, {{"document": "a"}}, {path.read_text().lstrip("[")}')
    done = importer.import_file(back := KnowledgeGraph(), path)
    assert [str(error).removeprefix(str(path)).split("; ")[0] for error in done.errors] == [
        ":1: is not a JSON object",
        ":2: has no 'source'",
    ]
    assert list(back) == list(sample())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[" * 100_000, "is not JSON"),
        ('{"document":' * 100_000, "is not JSON"),
        ("[1]", "is not a JSON object; "),
        (f'{{"start": {"1" * 5000}}}', "is not JSON"),
    ],
)
def test_a_line_of_strange_json_is_refused_in_one_line(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(line)
    (error,) = importer.import_file(KnowledgeGraph(), path).errors
    assert str(error).startswith(f"{path}:1: {said}")


@pytest.fixture(params=[131_072, 10**9], ids=["limit", "limit raised"])
def _of_csv(request: pytest.FixtureRequest) -> Iterator[None]:
    """The cell size limit of the csv module, by default and after documents were read."""
    before = csv.field_size_limit(request.param)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("_of_csv")
def test_a_table_with_a_monstrous_cell_or_number_is_read_around_it(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    row = f"Russia,{DIRECTED.name},China"
    rows = [f"{'x' * 140_000},{row},1", f"a,{row},nan", f"a,{row},١", f"a,{row},1e999", f"a\u2028b,{row},.5"]
    path.write_text("\n".join(["note,subject,relation,object,confidence", *rows]))
    kg = KnowledgeGraph()
    brought = importer.import_file(kg, path, resolve=resolve)
    assert [str(e).removeprefix(str(path)).split("; ")[0] for e in brought.errors] == [
        ":2: is not a table row (field larger than field limit (131072))",
        ":3: 'nan' is not a confidence",
        ":4: '١' is not a confidence",
        ":5: '1e999' is not a confidence",
    ]
    assert [e.confidence for c in kg for e in c.evidence] == [0.5]


def test_hearsay_in_a_table_is_true_or_false(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    rows = [f"{said},Russia,{DIRECTED.name},China" for said in ("True", "", "false", "perhaps")]
    path.write_text("\n".join(["hearsay,subject,relation,object", *rows]))
    kg = KnowledgeGraph()
    brought = importer.import_file(kg, path, resolve=resolve)
    assert [str(e).removeprefix(str(path)) for e in brought.errors] == [
        ":5: 'perhaps' is not a valid hearsay; choose one of false, true"
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
    formats.export(sample(), path, options=Options(detail="direct"))
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
        ("20230320.export.CSV.zip", "", "is compressed; decompress it"),
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
    formats.export(sample(), path)
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


PUT_IN = (
    b"\0", b'"', b"\xff", b"<", b"{" * 99, b"\n", b"inf", b"NaN", b"1e999", b"-1", b"&x;", b"\\ud800", b"\\uD800",
    b"\xed\xa0\x80", b"\xe2\x80\xa8", b"0001-01-01", b"2023-13", b"9" * 5_000, b"null", b"true", b"[]", b"=1+1", b",",
)  # fmt: skip


def changed(chance: random.Random, whole: bytes) -> bytes:
    """Bytes changed, cut, doubled and put in, and numbers and words exchanged for others, at a few places."""
    data = bytearray(whole)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(6):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[at : at + chance.randint(1, 200)]
            case 2:
                data[at:at] = data[at : at + 200]
            case 3:
                word = re.compile(rb"[0-9.]+|[A-Za-z]+").search(data, at)
                if word:
                    data[word.start() : word.end()] = chance.choice(PUT_IN)
            case 4 if chance.random() < 0.3:
                del data[at:]
            case _:
                data[at:at] = chance.choice(PUT_IN)
    return bytes(data)


def attack(chance: random.Random, whole: bytes, path: Path) -> None:
    """Imports a modified file, exports what was kept and imports that again."""
    path.write_bytes(changed(chance, whole))
    with KnowledgeGraph() as into:
        refused: Sequence[Exception]
        try:
            refused = importer.import_file(into, path, resolve=resolve).errors
        except GraphkitError as error:
            refused = [error]
        assert not any("\n" in str(error) for error in refused)
        kept = list(into)
        for form in ("ttl", "jsonl", "csv") if kept else ():
            again = path.with_name(f"again.{form}")
            formats.export(into, again)
            with KnowledgeGraph() as back:
                assert importer.import_file(back, again).errors == ()
                assert [c.id for c in back] == [c.id for c in kept]


@pytest.mark.parametrize("form", ["ttl", "nt", "nq", "trig", "jsonld", "rdf", "jsonl", "csv", "tsv"])
def test_a_changed_file_is_refused_in_a_line_or_what_is_kept_comes_back(tmp_path: Path, form: str) -> None:
    chance, path = random.Random(form), tmp_path / f"x.{form}"
    formats.export(sample(), path)
    whole = path.read_bytes()
    for _ in range(40):
        attack(chance, whole, path)
