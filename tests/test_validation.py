"""The shapes and the rules beyond them find what is broken, and nothing in what is whole."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from graphkit import formats, validation
from graphkit.errors import GraphkitError, StoreError
from graphkit.graph import KnowledgeGraph
from graphkit.model import Document, PartialDate
from graphkit.model.tenure import Tenure
from tests.test_cli import run
from tests.values import CHN, PUTIN, RUS, STANDING, SYMMETRIC, UKR, claim, day

pytest.importorskip("pyshacl", reason="needs the extra 'validate'")


def sample(path: Path | None = None) -> KnowledgeGraph:
    kg = KnowledgeGraph(path)
    made = [
        claim(date="2023-03-20"),
        claim(PUTIN, SYMMETRIC, UKR, at=60, speaker=RUS, date="2023"),
        claim(UKR, STANDING, CHN, at=120, date="2023-03", tenure=Tenure("head", PartialDate(2019), PartialDate(2024))),
        claim(CHN, SYMMETRIC, RUS, at=200, hearsay=True),
    ]
    text = " " * 300
    for one in made:
        quote = one.evidence[0].quote
        text = text[: quote.start] + quote.text + text[quote.end :]
    fixed = [c if c.evidence[0].speaker is None else claim(PUTIN, SYMMETRIC, UKR, at=60, speaker=PUTIN) for c in made]
    kg.add(Document("a.txt", text, "Title", "http://x.org", PartialDate.of(day(0))), fixed)
    return kg


def test_what_we_write_is_valid(tmp_path: Path) -> None:
    assert validation.validate_graph(sample()).findings == ()
    for suffix in ("ttl", "nt", "jsonld", "rdf", "trig", "nq"):
        path = tmp_path / f"x.{suffix}"
        formats.export(sample(), path)
        assert validation.validate(path).findings == (), suffix
        assert validation.validate(path, shapes=False).claims == 4, suffix


@pytest.mark.parametrize(
    ("found", "instead", "rule"),
    [
        ("gk:polarity gk:affirmed", "gk:polarity gk:perhaps", "Evidence-polarity"),
        ('gk:code "RUS"', 'gk:code "rus"', "Actor-code"),
        ("gk:intensity 2.5", "gk:intensity 25.0", "Claim-intensity"),
        ("gk:confidence 0.9", 'gk:confidence "high"', "Evidence-confidence"),
        ('gk:date "2023-03-20"^^xsd:date', 'gk:date "20 March"', "Evidence-date"),
        ("gk:start 0", "gk:start 9000", "Evidence-start"),
        ("prov:wasDerivedFrom document:a%2Etxt", "prov:wasDerivedFrom actor:RUS", "Evidence-wasDerivedFrom"),
        ("gk:claimStatus gk:asserted", "gk:claimStatus gk:attributed", "licence"),
        ("actor:UKR gk:", "actor:RUS gk:", "fact"),
        ("gk:hearsay true", "gk:hearsay false", "Evidence-hearsay"),
        ("gk:hearsay true", "gk:hearsay true ; gk:speaker actor:UKR", "Evidence-voice"),
        ('gk:office "head"', 'gk:office "Head"', "Evidence-office"),
        ('gk:office "head"', 'gk:office "head", "leader"', "Evidence-office"),
        ('gk:office "head" ;', "", "HasOffice-office"),
        ('gk:officeFrom "2019"^^xsd:gYear', "gk:officeFrom 2019", "Evidence-officeFrom"),
        ('gk:officeUntil "2024"^^xsd:gYear', "gk:officeUntil gk:actual", "Evidence-officeUntil"),
        ("gk:claimStatus gk:hearsay", "gk:claimStatus gk:rumoured", "Claim-claimStatus"),
        ("gk:claimStatus gk:hearsay", "gk:claimStatus gk:asserted", "hearsay"),
    ],
)
def test_what_is_broken_is_found(tmp_path: Path, found: str, instead: str, rule: str) -> None:
    turtle = sample().to_turtle().replace("document:a.txt", "document:a%2Etxt")
    assert found in turtle
    path = tmp_path / "x.ttl"
    path.write_text(turtle.replace(found, instead), encoding="utf-8")
    findings = validation.validate(path).findings
    assert rule in {finding.rule for finding in findings}
    assert all(str(finding).count("\n") == 0 for finding in findings)


def test_rules_of_a_store(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    with sample(path) as kg:
        assert validation.validate(path, shapes=False).findings == ()
        kg.opened.connection.execute("UPDATE claims SET status = 'denied'")
        kg.opened.connection.execute("UPDATE documents SET text = 'X' || text")
    rules = {finding.rule for finding in validation.validate(path, shapes=False).findings}
    assert {"status", "quote", "cue", "subject", "object"} <= rules


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        ("UPDATE evidence SET date = '2023-13'", "month must be in 1..12"),
        ("UPDATE evidence SET confidence = 9e999", "inf is not a confidence"),
        ("UPDATE evidence SET polarity = 'perhaps'", "'perhaps' is not a valid Polarity"),
        ("UPDATE evidence SET cue_stop = -1", "is not a valid cue span"),
        ("UPDATE evidence SET subject_start = 'there'", "is not a valid subject span"),
        ("UPDATE evidence SET cue = CAST(x'ff' AS TEXT)", "is not Unicode"),
        ("UPDATE documents SET title = CAST(x'ff' AS TEXT)", "is not Unicode"),
        ("UPDATE documents SET published = '0000-00-00'", "out of range"),
        ("UPDATE documents SET id = '=1+1'", "'=1+1' is not a valid document id"),
        ("UPDATE actors SET kind = 'Ghost'", "'Ghost' is not a valid Kind"),
        ("""UPDATE actors SET notations = '[["iso2", 3]]'""", "the iso2 3 is not a string"),
        ("UPDATE actors SET notations = '['", "Expecting value"),
        ("UPDATE claims SET status = 'rumoured'", "'rumoured' is not a valid ClaimStatus"),
    ],
)
def test_rows_that_make_no_sense_are_found_and_read_in_one_line(tmp_path: Path, damage: str, what: str) -> None:
    path = tmp_path / "kg.db"
    with sample(path) as kg:
        kg.opened.connection.execute(damage)
    findings = validation.validate(path).findings
    assert any(what in str(finding) for finding in findings)
    assert all(str(finding).count("\n") == 0 for finding in findings)
    assert {finding.rule for finding in findings} == {"sound"}
    # What is merely odd is still read; what is no noun is one line.
    with KnowledgeGraph(path) as kg, suppress(StoreError):
        list(kg), list(kg.documents()), kg.statuses()


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(GraphkitError, match="no such file"):
        validation.validate(tmp_path / "none.db")


@pytest.mark.parametrize(
    ("name", "status", "told"),
    [
        ("kg.ttl", 0, "no findings in 4 claims"),
        ("kg.db", 0, "no findings in 4 claims"),
        ("direct.ttl", 0, "has no claims to check"),
        ("nothing.ttl", 0, "has no claims to check"),
        ("nothing.db", 0, "has no claims to check"),
        ("others.ttl", 2, "has no claims and no triples with known relations; see `graphkit schema`"),
        ("empty.ttl", 2, "has no claims and no triples with known relations; see `graphkit schema`"),
    ],
)
def test_all_is_well_is_said_of_claims_alone(
    name: str, status: int, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    match path.stem:
        case "others":
            path.write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
        case "empty":
            path.touch()
        case stem:
            store = path if path.suffix == ".db" else None
            kg = KnowledgeGraph(store) if stem == "nothing" else sample(store)
            if store is None:
                formats.export(kg, path, options=formats.Options(detail="direct" if stem == "direct" else "evidence"))
            kg.close()
    assert run("validate", str(path), "--no-shapes") == status
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert told in shown.err
