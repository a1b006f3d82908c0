"""Event data formats, each read by the programs that use them."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from graphkit import resources
from graphkit.actors.resolve import exactly
from graphkit.errors import InputError, StoreError, UnknownName
from graphkit.formats import FOLDERS, WRITERS, Options, eventcodes, export, importer, write
from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Document, Kind, PartialDate, Polarity, Status
from graphkit.ontology import load_relations
from tests.values import CHN, DIRECTED, PUTIN, RUS, STANDING, SYMMETRIC, UKR, claim, day

RSF = Actor("RSF", "Rapid Support Forces", Kind.ARMED_GROUP, "RSF")
NATO = Actor("NATO", "NATO", Kind.ORGANISATION, "NATO", "Q7184")


def sample() -> KnowledgeGraph:
    """Of everything stated only five events happened, one of them in both directions."""
    kg = KnowledgeGraph()
    kg.add(
        Document("a.txt", "x" * 400, "A title", "https://www.example.org/a?b=1", PartialDate.of(day(80))),
        [
            claim(date="2023-03-20"),
            claim(at=60, date="2023-03-20"),
            claim(PUTIN, SYMMETRIC, UKR, at=120, date="2023-02"),
            claim(NATO, DIRECTED, RSF, at=200),
            claim(UKR, DIRECTED, CHN, at=300, date="2022"),
        ],
    )
    otherwise = [
        claim(UKR, DIRECTED, RUS, document="b.txt", polarity=Polarity.NEGATED),
        claim(CHN, DIRECTED, UKR, document="b.txt", at=50, status=Status.PLANNED),
        claim(CHN, DIRECTED, RUS, document="b.txt", at=100, status=Status.HYPOTHETICAL),
        claim(NATO, DIRECTED, RUS, document="b.txt", at=150, hearsay=True),
        claim(NATO, DIRECTED, CHN, document="b.txt", at=200, speaker=RUS),
        claim(RUS, STANDING, UKR, document="b.txt", at=250),
        claim(document="b.txt", at=300, hearsay=True, date="2023-03-25"),
    ]
    kg.add(Document("b.txt", "", published=PartialDate.of(day(90))), otherwise)
    return kg


def gdelt(kg: KnowledgeGraph, tmp_path: Path) -> Path:
    export(kg, tmp_path / "g", "gdelt")
    return tmp_path / "g"


def test_gdelt_holds_what_happened_and_nothing_else(tmp_path: Path) -> None:
    pd = pytest.importorskip("pandas")
    folder = gdelt(sample(), tmp_path)
    events = pd.read_csv(folder / "export.CSV", sep="\t", header=None, names=eventcodes.GDELT_EVENTS, dtype=str)
    mentions = pd.read_csv(folder / "mentions.CSV", sep="\t", header=None, names=eventcodes.GDELT_MENTIONS)
    assert set(events.Actor1Name) == {"RUSSIA", "VLADIMIR PUTIN", "UKRAINE", "NATO"}
    assert len(events) == 5
    russia = events[(events.Actor1Name == "RUSSIA") & (events.Actor2Name == "CHINA")].iloc[0]
    assert (russia.Day, russia.FractionDate, russia.NumMentions, russia.NumSources) == (
        "20230320",
        "2023.2191",
        "2",
        "1",
    )
    assert (russia.DATEADDED, russia.SOURCEURL) == ("20230322000000", "https://www.example.org/a?b=1")
    putin = events[events.Actor1Name == "VLADIMIR PUTIN"].iloc[0]
    assert (putin.Actor1Code, putin.Actor1CountryCode, putin.Actor1Type1Code) == ("RUSGOV", "RUS", "GOV")
    assert pd.isna(putin.Day)
    assert putin.MonthYear == "202302"
    nato = events[events.Actor1Name == "NATO"].iloc[0]
    assert (nato.Actor1Code, nato.Actor1KnownGroupCode) == ("IGONAT", "NAT")
    assert pd.isna(nato.Actor2Code)
    never = [name for name in eventcodes.GDELT_EVENTS if "Geo" in name or name in {"AvgTone", "IsRootEvent"}]
    assert events[never].isna().all(axis=None)
    assert set(mentions.GlobalEventID.astype(str)) == set(events.GlobalEventID)
    assert sorted(mentions.Confidence) == [90] * 6


def test_a_year_of_gdelt_is_its_codebook() -> None:
    assert len(eventcodes.GDELT_EVENTS) == len(set(eventcodes.GDELT_EVENTS)) == 61
    assert len(eventcodes.GDELT_MENTIONS) == 16
    assert len(eventcodes.POLECAT) == 40


def test_polecat_is_read_by_polars() -> None:
    pl = pytest.importorskip("polars")
    text = "".join(write(sample(), "polecat"))
    found = pl.read_csv(io.StringIO(text), separator="\t", infer_schema_length=0)
    assert tuple(found.columns) == eventcodes.POLECAT
    row = found.filter(pl.col("Actor Name") == "Russia").row(0, named=True)
    assert (row["Event Date"], row["Event Type"], row["Intensity"]) == (
        "2023-03-20",
        DIRECTED.group,
        str(DIRECTED.intensity),
    )
    assert (row["Actor Country"], row["Actor COW"], row["Recipient COW"]) == ("RUS", "365", "710")
    assert (row["Source"], row["Publication Date"]) == ("example.org", "2023-03-22")
    assert set(found["Quad Code"]) <= set(eventcodes.QUADS)
    putin = found.filter(pl.col("Actor Name") == "Vladimir Putin").row(0, named=True)
    assert (putin["Primary Actor Sector"], putin["Event Date"]) == ("GOV", None)


def test_every_relation_has_codes_of_its_kind() -> None:
    codes = eventcodes.load()
    events = [relation for relation in load_relations().values() if not relation.standing]
    assert {relation.name for relation in events} == set(codes.relations)
    text = (resources.ontologies() / "relations.ttl").read_text(encoding="utf-8")
    for relation in events:
        coded = codes.relations[relation.name]
        assert (relation.group, coded.mode) in codes.plover
        stanza = text[text.index(f"gk:{relation.name} a ") :].partition("\n\n")[0]
        roots = {code[:2] for code in re.findall(r"cameo:(\d+)", stanza)}
        assert coded.cameo in codes.cameo
        assert coded.cameo[:2] in roots


def test_goldstein_scores_and_quad_classes_are_those_of_the_reference(shared: Path) -> None:
    with (shared / "plover" / "cameo_codes.csv").open(encoding="utf-8") as file:
        facts = {row["code"]: (float(row["goldstein"]), int(row["quad"])) for row in csv.DictReader(file)}
    assert {code: (found.goldstein, found.quad) for code, found in eventcodes.load().cameo.items()} == facts


def test_codes_name_relations_and_actors_that_exist() -> None:
    codes, known = eventcodes.load(), load_relations()
    named = {found.relation for found in codes.cameo.values()} | {found.relation for found in codes.plover.values()}
    assert named - {None} <= set(known)
    assert all((actor := exactly(group.actor)) and actor.id == group.actor for group in codes.groups.values())


def test_our_events_come_back(tmp_path: Path) -> None:
    kg = sample()
    (tmp_path / "p.txt").write_text("".join(write(kg, "polecat")), encoding="utf-8")
    for path in (gdelt(kg, tmp_path) / "export.CSV", tmp_path / "p.txt"):
        back = KnowledgeGraph()
        assert importer.import_file(back, path, resolve=exactly).errors == ()
        ends = {(c.relation.group, *sorted((c.subject.name, c.object.name))) for c in back}
        assert ends >= {(DIRECTED.group, "China", "Russia"), (DIRECTED.group, "NATO", "Rapid Support Forces")}
        text = next(iter(back.documents())).text
        for evidence in (e for c in back for e in c.evidence):
            for span in (evidence.quote, evidence.subject, evidence.object, evidence.cue):
                assert text[span.start : span.end] == span.text
        assert {str(e.date) for c in back for e in c.evidence} >= {"2023-03-20"}


def event(**cells: str) -> str:
    row = {"GlobalEventID": "1", "Day": "20230320", "EventCode": "111", **cells}
    return "\t".join(row.get(name, "") for name in eventcodes.GDELT_EVENTS)


def states(one: str, other: str, **cells: str) -> str:
    codes = {"Actor1Code": one, "Actor1CountryCode": one[:3], "Actor2Code": other, "Actor2CountryCode": other[:3]}
    return event(**{**codes, **cells})


def test_rows_of_gdelt_that_make_no_claim_are_counted_by_reason(tmp_path: Path) -> None:
    path = tmp_path / "20230320.export.CSV"
    lines = [
        states("USA", "CHN"),
        states("USA", "CHN", EventCode="010"),
        states("USA", "CHN", EventCode="010"),
        states("USA", "CHN", EventCode="036") + "\n" + states("FRA", "DEU", EventCode="043"),
        states("RUSREB", "UKR", Actor1Type1Code="REB"),
        states("USA", "USA"),
        event(Actor1Code="USA", Actor1CountryCode="USA"),
        states("QQQ", "USA"),
        states("USA", "CHN", Day="20231399"),
        states("ROM", "UNO", Actor2CountryCode="", Actor2KnownGroupCode="UNO"),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    kg = KnowledgeGraph()
    done = importer.import_file(kg, path, resolve=exactly)
    assert {(c.subject.id, c.relation.name, c.object.id) for c in kg} == {
        ("USA", "criticizes", "CHN"),
        ("USA", "offersTalksTo", "CHN"),
        ("DEU", "visits", "FRA"),
        ("ROU", "criticizes", "UN"),
    }
    assert [str(error).removeprefix(f"{path}:") for error in done.errors] == [
        "2: 2 rows are left out, event types without a relation in the ontology: CAMEO 010 (2); see `graphkit schema`",
        "6: 1 row is left out, actors of a sector that does not act for its state: REB (1)",
        "7: 1 row is left out, an actor with itself: United States (1)",
        "8: 1 row is left out, an actor is missing",
        "9: 1 row is left out, actors we do not know: QQQ (1); see `graphkit actors`",
        "10: 1 row is left out, no date: 20231399 (1); write YYYYMMDD (GDELT) or YYYY-MM-DD (POLECAT)",
    ]


def test_polecat_rows(tmp_path: Path) -> None:
    columns = ["Event Type", "Event Mode", "Event Date"]
    columns += [f"{role} {what}" for role in ("Actor", "Recipient") for what in ("Name", "Country")]
    columns += ["Primary Actor Sector", "Primary Recipient Sector"]
    rows = [
        ["ASSAULT", "aerial", "2023-03-20", "Russia", "RUS", "None", "UKR", "MIL", "None"],
        ["CONSULT", "visit", "2023-03-20", "Vladimir Putin", "RUS", "China", "CHN", "GOV", "None"],
        ["PROTEST", "demo", "2023-03-20", "Students", "FRA", "France", "FRA", "EDU", "GOV"],
        ["ASSAULT", "", "2023-03-20", "Hamas", "PSE", "Israel", "ISR", "REB", "GOV"],
        ["AID", "", "2023-03-20", "USA; GBR", "USA; GBR", "Ukraine", "UKR", "GOV", "GOV"],
        ["RETREAT", "resign", "2023-03-20", "Russia", "RUS", "Ukraine", "UKR", "GOV", "GOV"],
    ]
    path = tmp_path / "ngec.txt"
    path.write_text("\n".join("\t".join(row) for row in [columns, *rows]), encoding="utf-8")
    kg = KnowledgeGraph()
    done = importer.import_file(kg, path, resolve=exactly)
    assert {(c.subject.name, c.relation.name, c.object.name) for c in kg} == {
        ("Russia", "bombs", "Ukraine"),
        ("Vladimir Putin", "visits", "China"),
        ("Hamas", "attacks", "Israel"),
    }
    assert [str(error).partition(": ")[2] for error in done.errors] == [
        "1 row is left out, actors of a sector that does not act for its state: EDU (1)",
        "1 row is left out, several actors in one cell: USA; GBR (1); give each pair a row",
        "1 row is left out, event types without a relation in the ontology: RETREAT resign (1); see `graphkit schema`",
    ]


def test_mentions_alone_are_no_claims(tmp_path: Path) -> None:
    path = gdelt(sample(), tmp_path) / "mentions.CSV"
    with pytest.raises(InputError, match=r"is a table of mentions, which names no actors; import the \.export\.CSV"):
        importer.import_file(KnowledgeGraph(), path)


@pytest.mark.parametrize("name", [*WRITERS, *FOLDERS])
def test_the_same_bytes_each_time_whatever_the_order_of_documents(name: str, tmp_path: Path) -> None:
    one, other = sample(), KnowledgeGraph()
    for source in reversed(list(one.documents())):
        other.add(source, list(one.filter(document=source.id)))
    for kg, target in ((one, tmp_path / "one"), (other, tmp_path / "other")):
        export(kg, target, name)

    def files(target: Path) -> dict[str, bytes]:
        found = sorted(target.iterdir()) if target.is_dir() else [target]
        return {path.name if target.is_dir() else "": path.read_bytes() for path in found}

    assert files(tmp_path / "one") == files(tmp_path / "other")


def test_formats_of_several_files_want_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="gdelt is several files; name a folder for them with -o"):
        write(sample(), "gdelt")
    (tmp_path / "x").write_text("mine")
    with pytest.raises(StoreError, match="is a file, and this format is several; name a folder"):
        export(sample(), tmp_path / "x", "gdelt")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    with pytest.raises(UnknownName, match="ttl has no periods to fill with zeros"):
        write(sample(), "ttl", Options(zero_fill=True))
    with pytest.raises(UnknownName, match="ttl is not a table for spreadsheets"):
        write(sample(), "ttl", Options(excel_safe=True))
