"""Panels, Neo4j, FollowTheMoney, nanopublications, guarded cells: read by the programs that use them."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterable
from itertools import permutations
from pathlib import Path

import pytest

from graphkit.actors.resolve import exactly
from graphkit.formats import Options, cells, export, importer, write
from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Document, Kind, PartialDate
from graphkit.model.status import ClaimStatus
from tests.formats.test_events import sample
from tests.values import DIRECTED, RUS, SYMMETRIC, UKR, claim

FOLLOWTHEMONEY = Path(sys.prefix) / "followthemoney"
"""Where .ci/tools installs followthemoney: separately, since it needs 14 packages that nothing else does."""


def told() -> KnowledgeGraph:
    kg = sample()
    later = [
        claim(document="c.txt", date="2023-05-01"),
        claim(UKR, SYMMETRIC, RUS, document="c.txt", at=60, date="2023-05"),
    ]
    kg.add(Document("c.txt", "unlike the others"), later)
    return kg


def panel(name: str, kg: KnowledgeGraph, *, zero_fill: bool = False) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(write(kg, name, Options(zero_fill=zero_fill))))))


def test_panels_count_as_the_table_of_dyad_months() -> None:
    kg = told()
    rows = {(r["actor1"], r["actor2"], f"{r['year']}-{int(r['month']):02}"): r for r in panel("dyad-month", kg)}
    expected = {(row["source"], row["target"], row["month"]): row for row in kg.table("dyad-months")}
    assert rows.keys() == expected.keys()
    for key, row in rows.items():
        found = [float(row[name]) for name in ("events", "cooperation", "conflict")]
        assert found == [expected[key][name] for name in ("events", "cooperation", "conflict")]
        assert int(row["events"]) == sum(int(value) for name, value in row.items() if name.startswith("n_"))
    assert [(r["year"], r["actor1"], r["events"]) for r in panel("dyad-year", kg) if r["year"] == "2022"] == [
        ("2022", "UKR", "1")  # in no month: the text gives the year alone
    ]


def test_zeros_fill_every_pair_and_period() -> None:
    kg = told()
    sparse, full = panel("dyad-month", kg), panel("dyad-month", kg, zero_fill=True)
    assert [row for row in full if row["events"] != "0"] == sparse
    pairs = {(row["actor1"], row["actor2"]) for row in sparse}
    months = [(row["year"], row["month"]) for row in full if (row["actor1"], row["actor2"]) == ("RUS", "CHN")]
    assert months == [("2023", "2"), ("2023", "3"), ("2023", "4"), ("2023", "5")]
    assert len(full) == len(pairs) * 4


def test_panels_join_with_correlates_of_war() -> None:
    pd = pytest.importorskip("pandas")
    found = pd.read_csv(io.StringIO("".join(write(told(), "dyad-year"))))
    cow = pd.DataFrame({"ccode1": [365], "ccode2": [710], "year": [2023], "contiguity": [1]})
    joined = cow.merge(found, on=["ccode1", "ccode2", "year"])
    assert list(joined.iso3_1 + joined.iso3_2) == ["RUSCHN"]
    assert found[found.actor1 == "NATO"][["iso3_1", "ccode1"]].isna().all(axis=None)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_page(title: str) -> str:
    """A section of the page on formats."""
    page = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    return page.partition(f"\n### {title}\n")[2].partition("\n### ")[0]


def test_the_page_names_every_property_of_neo4j_and_followthemoney(tmp_path: Path) -> None:
    export(told(), tmp_path / "n", "neo4j")
    names = {name.partition(":")[0] for path in (tmp_path / "n").iterdir() for name in read(path)[0]}
    assert {name for name in names if f"`{name}`" not in of_page("Neo4j")} == {""}
    entities = [json.loads(line) for line in write(told(), "ftm")]
    names = {name for entity in entities for name in (entity["schema"], *entity["properties"])}
    assert {name for name in names if f"`{name}`" not in of_page("FollowTheMoney")} == set()


def test_neo4j_files_hang_together_and_only_facts_are_edges(tmp_path: Path) -> None:
    kg = told()
    export(kg, tmp_path / "n", "neo4j")
    files = {path.stem: read(path) for path in (tmp_path / "n").iterdir()}
    ids: dict[str, set[str]] = {}
    for rows in files.values():
        for name in rows[0]:
            if ":ID(" in name:
                ids[name.partition("(")[2]] = {row[name] for row in rows}
                assert len(ids[name.partition("(")[2]]) == len(rows)
    for rows in files.values():
        for name in rows[0]:
            if name.startswith((":START_ID(", ":END_ID(")):
                assert {row[name] for row in rows} <= ids[name.partition("(")[2]]
    asserted = {c.id for c in kg if kg.weigh(c).status is ClaimStatus.ASSERTED}
    assert {row["claim"] for row in files["facts"]} == asserted
    assert {row["id:ID(Claim)"]: row["status"] for row in files["claims"]} == {c.id: kg.weigh(c).status for c in kg}
    assert len(files["supports"]) == len(files["evidence"]) == sum(len(c.evidence) for c in kg)


FTM = {
    "Person": {"name", "country", "wikidataId", "weakAlias"},
    "PublicBody": {"name", "country", "wikidataId", "weakAlias"},
    "Organization": {"name", "country", "wikidataId", "weakAlias"},
    "Article": {"title", "fileName", "sourceUrl", "publishedAt"},
    "UnknownLink": {"subject", "object", "role", "date", "summary", "proof", "sourceUrl", "recordId"},
}
"""The schemata and properties of FollowTheMoney 4.11 that we use."""


def test_followthemoney_entities_are_whole_and_only_factual_events_are_links() -> None:
    entities = [json.loads(line) for line in write(told(), "ftm")]
    assert len({entity["id"] for entity in entities}) == len(entities)
    known: set[str] = set()
    for entity in entities:
        assert entity["properties"].keys() <= FTM[entity["schema"]]
        for name in ("subject", "object", "proof"):
            assert set(entity["properties"].get(name, ())) <= known
        known.add(entity["id"])
    links = [entity["properties"] for entity in entities if entity["schema"] == "UnknownLink"]
    assert len(links) == 6
    assert {tuple(link.get("date", ["none"])) for link in links} >= {("2023-03-20",), ("2023-02",), ("2022",)}


@pytest.fixture(scope="module")
def followthemoney() -> Callable[[Iterable[str]], list[str]]:
    """What the followthemoney model rejects in entities."""
    if not FOLLOWTHEMONEY.is_dir():
        pytest.skip(f"followthemoney is not there: .ci/tools puts it into {FOLLOWTHEMONEY}")
    command = [sys.executable, "-W", "ignore", str(Path(__file__).with_name("followthemoney_check.py"))]
    environment = {**os.environ, "PYTHONPATH": str(FOLLOWTHEMONEY)}

    def check(lines: Iterable[str]) -> list[str]:
        text = "".join(lines)
        done = subprocess.run(
            command, input=text, env=environment, check=True, capture_output=True, encoding="utf-8", timeout=120
        )
        return done.stdout.splitlines()

    return check


def test_followthemoney_takes_them(followthemoney: Callable[[Iterable[str]], list[str]]) -> None:
    kg = told()
    strange = ["https://", "http://[::1", "http://a b", "ftp://example.org/x", "no address", "https://www.example.org/"]
    for number, url in enumerate(strange):
        of = f"u{number}.txt"
        kg.add(Document(of, f"text {number}", "A title", url), [claim(document=of, date="2023-03-20")])
    for date in ("0999-12-31", "0001", "1000-01-01", "2999-12-31", "3000", "9999-12-31"):
        of = f"{date}.txt"
        kg.add(Document(of, f"text of {date}", None, None, PartialDate.parse(date)), [claim(document=of, date=date)])
    lines = list(write(kg, "ftm"))
    assert len([line for line in lines if '"Article"' in line]) >= len(strange) + 6
    assert followthemoney(lines) == []


def test_followthemoney_takes_the_finished_case(followthemoney: Callable[[Iterable[str]], list[str]]) -> None:
    kg = KnowledgeGraph()
    importer.import_file(kg, Path(__file__).parents[2] / "examples" / "graph.ttl", resolve=exactly)
    lines = list(write(kg, "ftm"))
    assert len(lines) > 50
    assert followthemoney(lines) == []


def test_followthemoney_takes_not_everything(followthemoney: Callable[[Iterable[str]], list[str]]) -> None:
    wrong = {"Article": ("sourceUrl", "none"), "PublicBody": ("country", "qqq"), "UnknownLink": ("date", "2023-99-99")}
    entities = [json.loads(line) for line in write(told(), "ftm")]
    ids = {entity["id"] for entity in entities if entity["schema"] in wrong}
    for entity in entities:
        if entity["schema"] in wrong:
            name, value = wrong[entity["schema"]]
            entity["properties"][name] = [value]
    told_of = followthemoney(json.dumps(entity) + "\n" for entity in entities)
    assert {line.partition(" ")[0] for line in told_of if " invalid " in line} == ids


def test_nanopublications_are_well_formed_and_assert_only_facts() -> None:
    pyoxigraph = pytest.importorskip("pyoxigraph")
    kg = told()
    text = "".join(write(kg, "nanopub"))
    store = pyoxigraph.Store()
    store.load(input=text.encode(), format=pyoxigraph.RdfFormat.TRIG)
    asked = """
        PREFIX np: <http://www.nanopub.org/nschema#>
        SELECT ?np ?a ?p ?i WHERE { GRAPH ?head { ?np a np:Nanopublication ; np:hasAssertion ?a ;
            np:hasProvenance ?p ; np:hasPublicationInfo ?i . }
          FILTER EXISTS { GRAPH ?a { ?s1 ?p1 ?o1 } } FILTER EXISTS { GRAPH ?p { ?a ?p2 ?o2 } }
          FILTER EXISTS { GRAPH ?i { ?np ?p3 ?o3 } } }"""
    found = list(store.query(asked))
    assert len(found) == len(kg)
    assert len({str(term) for row in found for term in (row["np"], row["a"], row["p"], row["i"])}) == 4 * len(kg)
    facts = store.query(
        "PREFIX gk: <https://w3id.org/graphkit/ontology#> SELECT DISTINCT ?c WHERE { GRAPH ?g { "
        "?c gk:subject ?s ; gk:relation ?r ; gk:object ?o ; gk:claimStatus ?status . ?s ?r ?o } }"
    )
    assert {str(row["c"].value).rpartition("/")[2] for row in facts} == {
        c.id for c in kg if kg.weigh(c).status is ClaimStatus.ASSERTED
    }


FORMULAS = ["=1+1", "+49", "-2", "@SUM", "\tx", "\rx", "\n=1", "\uff1d1", "'=1", "plain"]


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_guarded_tables_run_nothing_and_come_back_as_they_were(name: str, tmp_path: Path) -> None:
    kg = KnowledgeGraph()
    for number, title in enumerate(FORMULAS):
        key = f"{number}.txt"
        kg.add(Document(key, f"text {number}", title), [claim(document=key)])
    path = tmp_path / f"x.{name}"
    export(kg, path, options=Options(excel_safe=True))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="," if name == "csv" else "\t"))
    assert not [cell for row in rows for cell in row.values() if cells.is_run(cell)]
    assert [row["title"] for row in rows] == [f"'{title}" if cells.is_run(title) else title for title in FORMULAS]
    back = KnowledgeGraph()
    assert importer.import_file(back, path).errors == ()
    assert back.to_turtle() == kg.to_turtle()


def test_no_quote_lets_a_guarded_cell_without_quoting_run(tmp_path: Path) -> None:
    kg = KnowledgeGraph()
    for number, name in enumerate(["=1+1", '"=1+1', '""@SUM(A1)"', '"plain"']):
        key = f"{number}.txt"
        kg.add(
            Document(key, f"text {number}", name, name),
            [claim(Actor(f"p{number}", name, Kind.PERSON, name), document=key)],
        )
    export(kg, tmp_path / "x", "gdelt", Options(excel_safe=True))
    found: list[str] = []
    for path in sorted((tmp_path / "x").iterdir()):
        for line in path.read_text(encoding="utf-8").splitlines():
            found += line.split("\t")
    assert not [
        cell for cell in found if cells.is_run(cell.lstrip('"')) and not cell.lstrip("-").replace(".", "").isdigit()
    ]
    assert {"'=1+1", "'\"=1+1", '\'""@SUM(A1)"', '"plain"'} <= set(found)


@pytest.mark.parametrize("name", ["polecat", "dyad-month", "ftm", "nanopub", "gdelt", "neo4j"])
def test_memory_is_flat_in_the_number_of_claims(name: str, tmp_path: Path) -> None:
    cast = [Actor(f"p{n}", f"Person {n}", Kind.PERSON, f"C{n}") for n in range(30)]
    made = [
        claim(*ends, date=f"{1800 + number % 200}-07")
        for number, ends in enumerate((one, DIRECTED, other) for one, other in permutations(cast, 2))
    ]
    peaks = []
    for number in (100, 100, 800):  # the first fills what is kept for good
        with KnowledgeGraph() as kg:
            kg.add(Document("a.txt", ""), made[:number])
            tracemalloc.start()
            export(kg, tmp_path / "x", name)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[2] < 2 * peaks[1] + 100_000
