"""Claims in a graph: merged, weighed, selected."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers

import graphkit
from graphkit.errors import UnknownName
from graphkit.formats import export
from graphkit.graph import KnowledgeGraph, KnowledgeView
from graphkit.model import Actor, Claim, Document, Kind, PartialDate, Polarity, Status, merge
from graphkit.model.status import ClaimStatus, Occurrence, counting
from graphkit.store import minhash
from graphkit.store.graph import Graph
from graphkit.store.view import View
from tests.values import CHN, DIRECTED, PUTIN, RUS, STANDING, SYMMETRIC, UKR, claim, day, document, graphs

NEGATED = Polarity.NEGATED


def graph(*claims: Claim, published: date | None = None) -> KnowledgeGraph:
    kg = KnowledgeGraph()
    for key in dict.fromkeys(e.document for c in claims for e in c.evidence):
        mine = [c for c in claims if c.evidence[0].document == key]
        kg.add(document(key, published=published), mine)
    return kg


def ends(kg: View) -> set[tuple[str, str]]:
    return {(c.subject.id, c.object.id) for c in kg}


def test_evidence_of_one_claim_meets_over_documents() -> None:
    kg = graph(claim(), claim(at=80), claim(document="b.txt"), claim(UKR))
    assert len(kg) == 2
    assert [c.id for c in kg] == sorted(c.id for c in kg)
    found = kg[claim().id]
    assert [(e.document, e.quote.start) for e in found.evidence] == [("a.txt", 0), ("a.txt", 80), ("b.txt", 0)]
    assert claim().id in kg
    assert "nothing" not in kg
    with pytest.raises(KeyError):
        kg["nothing"]


def test_a_symmetric_claim_is_one_whichever_end_comes_first() -> None:
    kg = graph(claim(RUS, SYMMETRIC, CHN), claim(CHN, SYMMETRIC, RUS, document="b.txt"))
    (found,) = kg
    assert (found.subject, found.object) == (CHN, RUS)
    assert [e.subject.actor for e in found.evidence] == [RUS, CHN]


@settings(deadline=None, max_examples=60)
@given(graphs())
def test_a_graph_gives_back_what_merging_gives(found: list[tuple[Document, list[Claim]]]) -> None:
    kg = KnowledgeGraph()
    for source, claims in found:
        kg.add(source, claims)
    merged = merge(c for _, claims in sorted(found, key=lambda pair: pair[0].id) for c in claims)
    assert [(c.id, c.relation, set(c.evidence)) for c in kg] == [(c.id, c.relation, set(c.evidence)) for c in merged]
    assert list(kg.documents()) == sorted((source for source, _ in found), key=lambda d: d.id)
    for one in kg:
        assert (kg.weigh(one).status is ClaimStatus.ASSERTED) == one.is_fact
        assert kg.filter(status=kg.weigh(one).status.value).get(one.id) == one


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ([claim()], "asserted"),
        ([claim(polarity=NEGATED)], "denied"),
        ([claim(), claim(document="b.txt", polarity=NEGATED)], "asserted"),
        ([claim(date="2023-01"), claim(document="b.txt", date="2023-01", polarity=NEGATED)], "contested"),
        ([claim(speaker=UKR), claim(at=90, speaker=RUS, polarity=NEGATED)], "contested"),
        ([claim(speaker=UKR), claim(at=90, speaker=UKR, polarity=NEGATED)], "denied"),
        ([claim(speaker=UKR)], "attributed"),
        ([claim(speaker=PUTIN)], "asserted"),
        ([claim(hearsay=True)], "hearsay"),
        ([claim(hearsay=True), claim(at=90, speaker=UKR)], "attributed"),
        ([claim(hearsay=True), claim(at=90)], "asserted"),
        ([claim(hearsay=True), claim(at=90, polarity=NEGATED)], "contested"),
        ([claim(hearsay=True), claim(at=90, speaker=RUS, polarity=NEGATED)], "contested"),
        ([claim(hearsay=True, polarity=NEGATED)], "denied"),
        ([claim(hearsay=True), claim(at=90, status=Status.PLANNED)], "hearsay"),
        ([claim(hearsay=True, status=Status.PLANNED)], "planned"),
        ([claim(status=Status.PLANNED)], "planned"),
        ([claim(status=Status.PLANNED, polarity=NEGATED)], "denied"),
        ([claim(status=Status.HYPOTHETICAL)], "hypothetical"),
        ([claim(status=Status.HYPOTHETICAL), claim(at=90, status=Status.PLANNED)], "planned"),
        ([claim(status=Status.PLANNED), claim(document="b.txt")], "asserted"),
    ],
)
def test_status(claims: list[Claim], status: str) -> None:
    kg = graph(*claims)
    (found,) = kg
    assert kg.weigh(found).status == status
    assert found.is_fact == (status == "asserted")
    assert len(kg.filter(status=status)) == 1
    assert len(kg.filter(status=[s for s in ClaimStatus if s != status])) == 0


def test_hearsay_never_stands_as_a_fact() -> None:
    (evidence,) = claim(hearsay=True).evidence
    assert not evidence.licenses_fact
    kg = graph(claim(hearsay=True), claim(UKR))
    assert [event.hearsay for event in kg.filter(status="hearsay").events()] == [True]
    assert [(d.source, d.target) for d in kg.dyads()] == [("UKR", "CHN")]
    assert len(list(kg.dyads(["asserted", "hearsay"]))) == 2
    assert f"actor:UKR gk:{DIRECTED.name} actor:CHN ." in kg.to_turtle()
    assert f"actor:RUS gk:{DIRECTED.name} actor:CHN ." not in kg.to_turtle()


def test_counts_and_dates() -> None:
    kg = KnowledgeGraph()
    for key, offset, sure in (("a.txt", 9, 0.5), ("b.txt", 2, 0.8), ("c.txt", 5, 0.7)):
        kg.add(document(key, published=day(offset)), [claim(document=key, confidence=sure)])
    kg.add(document("d.txt"), [claim(document="d.txt", confidence=0.1)])
    (found,) = kg
    standing = kg.weigh(found)
    assert (standing.evidence, standing.documents, standing.origins) == (4, 4, 4)
    assert (standing.first_seen, standing.last_seen, standing.confidence) == (day(2), day(9), 0.8)


REPORT = "Leaders of both countries met in the capital on Monday to discuss trade, energy and the war. " * 4


def test_copies_of_one_text_count_once() -> None:
    kg = KnowledgeGraph()
    kg.add(Document("b.txt", "AGENCY - " + REPORT + "They left."), [claim(document="b.txt")])
    kg.add(Document("c.txt", REPORT + "Both left on Tuesday."), [claim(document="c.txt")])
    kg.add(Document("d.txt", "Something else was said by others in a place far away."), [claim(document="d.txt")])
    (found,) = kg
    assert kg.weigh(found).origins == 2
    assert kg.source("c.txt").origin == "b.txt"
    kg.add(Document("a.txt", REPORT), [claim(document="a.txt")])
    assert kg.weigh(kg[found.id]).origins == 2
    assert kg.source("c.txt").origin == "a.txt"
    assert kg.opened.connection.execute("SELECT origins FROM claims").fetchone() == (2,)
    kg.add(Document("b.txt", "It says quite another thing by now, in words of its own."), [claim(document="b.txt")])
    assert kg.weigh(kg[found.id]).origins == 3
    kg.remove("a.txt")
    assert kg.source("c.txt").origin == "c.txt"
    assert kg.opened.connection.execute("SELECT origins FROM claims").fetchone() == (3,)


def test_sketches_estimate_resemblance() -> None:
    words = [f"w{n}" for n in range(400)]
    one = minhash.sketch(" ".join(words))
    half = minhash.sketch(" ".join(words[:300] + [f"x{n}" for n in range(100)]))
    assert minhash.resemblance(one, one) == 1
    assert minhash.resemblance(one, half) == pytest.approx(0.6, abs=0.2)
    assert minhash.unpack(minhash.pack(one)) == one
    assert minhash.resemblance(minhash.sketch(""), minhash.sketch("")) == 0


def test_two_visits_are_two() -> None:
    kg = graph(
        claim(date="2019-06-05"),
        claim(document="b.txt", date="2023-03-20"),
        claim(document="c.txt", date="2023-03-20"),
        claim(document="d.txt", date="2024", status=Status.PLANNED),
        claim(document="e.txt"),
    )
    (found,) = kg
    dates = [PartialDate(2019, 6, 5), PartialDate(2023, 3, 20)]
    assert kg.weigh(found).occurrences == tuple(Occurrence(d, d) for d in dates)


def test_standing_relations_hold_over_intervals() -> None:
    kg = graph(
        claim(RUS, STANDING, CHN, date="2001"),
        claim(RUS, STANDING, CHN, document="b.txt", date="2005-01-01"),
        claim(RUS, STANDING, CHN, document="c.txt", date="2007", polarity=NEGATED),
        claim(RUS, STANDING, CHN, document="d.txt"),
        published=day(0),
    )
    (found,) = kg
    spans = [(str(o.start), str(o.end)) for o in kg.weigh(found).occurrences]
    assert spans == [("2001", "2005-01-01"), ("2023-01-01", "2023-01-01")]


def test_filters() -> None:
    kg = graph(claim(), claim(PUTIN, SYMMETRIC, UKR, document="b.txt", confidence=0.4), claim(UKR, STANDING, CHN))
    assert ends(kg.filter(relation=DIRECTED.name)) == {("RUS", "CHN")}
    assert ends(kg.filter(relation=[DIRECTED.name, STANDING.name])) == {("RUS", "CHN"), ("UKR", "CHN")}
    assert ends(kg.filter(actor="RUS")) == {("RUS", "CHN"), ("UKR", "vladimir-putin")}
    assert ends(kg.filter(actor="vladimir-putin")) == {("UKR", "vladimir-putin")}
    assert ends(kg.filter(group=STANDING.group)) == {("UKR", "CHN")}
    assert ends(kg.filter(min_confidence=0.5)) == {("RUS", "CHN"), ("UKR", "CHN")}
    assert ends(kg.filter(document="b.txt")) == {("UKR", "vladimir-putin")}
    assert ends(kg.filter(actor="UKR").filter(actor="CHN")) == {("UKR", "CHN")}
    assert ends(kg.between("CHN", "RUS")) == {("RUS", "CHN")}
    assert ends(kg.between("RUS", "UKR")) == {("UKR", "vladimir-putin")}
    assert not kg.filter(relation="fightsWarWith")
    assert [a.id for a in kg.between("CHN", "RUS").actors()] == ["CHN", "RUS"]
    assert [d.id for d in kg.filter(document="b.txt").documents()] == ["b.txt"]
    assert len(kg.filter(actor="RUS")) == 2
    assert ends(kg.filter(relation=DIRECTED.name.upper())) == {("RUS", "CHN")}
    assert ends(kg.filter(group=STANDING.group.lower())) == {("UKR", "CHN")}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"relation": "fightsWarWit"}, "no relation 'fightsWarWit'; did you mean 'fightsWarWith'?"),
        ({"relation": ["fightsWarWith", "nonsense"]}, "no relation 'nonsense'"),
        ({"group": "nonsense"}, "no group 'nonsense'; choose one of "),
        ({"status": "nonsense"}, "no status 'nonsense'; choose one of asserted, denied"),
        ({"actor": "nonsense"}, "no actor 'nonsense'"),
        ({"speaker": "nonsense"}, "no actor 'nonsense'"),
    ],
)
def test_a_filter_refuses_names_of_nothing(asked: dict[str, str], told: str) -> None:
    with pytest.raises(UnknownName, match=re.escape(told)):
        graph(claim()).filter(**asked)  # type: ignore[arg-type]


def test_dates_choose_evidence_and_the_claim_is_weighed_by_what_is_left() -> None:
    kg = KnowledgeGraph()
    kg.add(document("a.txt", published=day(0)), [claim(speaker=UKR, date="2022-05")])
    kg.add(document("b.txt", published=day(20)), [claim(document="b.txt")])
    (found,) = kg
    assert kg.weigh(found).status == "asserted"
    view = kg.filter(until=day(10))
    (early,) = view
    assert len(early.evidence) == 1
    assert view.weigh(early).status == "attributed"
    assert len(view.filter(status="asserted")) == 0
    assert len(view.filter(status="attributed")) == 1
    assert early.id not in view.filter(status="asserted")
    assert len(kg.filter(since=date(2022, 5, 20), until=date(2022, 6, 1))) == 1
    assert not kg.filter(since=date(2022, 6, 1), until=day(10))
    assert [e.document for c in kg.at(day(5)) for e in c.evidence] == ["a.txt"]
    assert not kg.at(date(2022, 12, 1))
    assert view.statuses() == {early.id: "attributed"}
    assert kg.at(day(5)).statuses() == {early.id: "attributed"}
    assert kg.filter(relation=STANDING.name).statuses() == {}


@pytest.mark.parametrize("until", [None, day(10)])
def test_whose_state_is_asked_for_does_not_change_how_a_claim_stands(until: date | None) -> None:
    kg = KnowledgeGraph()
    as_chinese = claim(PUTIN, DIRECTED, UKR, document="b.txt", polarity=NEGATED)
    (denied,) = as_chinese.evidence
    denied = replace(denied, subject=replace(denied.subject, code="CHN"))
    kg.add(document("a.txt", published=day(0)), [claim(PUTIN, DIRECTED, UKR)])
    kg.add(document("b.txt", published=day(3)), [replace(as_chinese, evidence=(denied,))])
    for actor in ("RUS", "CHN"):
        view = kg.filter(actor=actor, until=until)
        (found,) = view
        assert len(found.evidence) == 1
        assert view.weigh(found).status == "asserted"
        assert view.statuses() == {found.id: "asserted"}
        asked = view.filter(status="asserted")
        assert [list(asked), list(asked.by_document()), asked.get(found.id)] == [[found], [found], found]
        assert [len(asked), len(list(asked.events()))] == [1, 1]
        other = view.filter(status="denied")
        assert not [*other, *other.by_document(), *other.events()]
        assert found.id not in other


@settings(deadline=None, max_examples=60)
@given(graphs(), integers(0, 40))
def test_every_question_of_a_view_weighs_its_own_evidence(found: list[tuple[Document, list[Claim]]], last: int) -> None:
    kg = KnowledgeGraph()
    for source, claims in found:
        kg.add(source, claims)
    view = kg.filter(until=day(last), min_confidence=0.1)
    stands = {c.id: view.weigh(c).status for c in view}
    assert {e.claim: e.status for e in view.events()} == stands
    for status in ClaimStatus:
        part = view.filter(status=status)
        assert {e.claim for e in part.events()} == {c.id for c in part} == {k for k, s in stands.items() if s == status}
        told = [
            e
            for e in view.events()
            if stands[e.claim] == status and e.polarity == "affirmed" and counting([status]).has(e.how, e.confidence)
        ]
        pairs = {frozenset((e.subject, e.object)) for e in told if e.subject != e.object}
        assert {frozenset(d[:2]) for d in view.dyads([status], persons=True, structure=True)} == pairs


def test_an_actor_known_better_is_written_better() -> None:
    kg = graph(claim(Actor("RUS", "Russland", Kind.STATE, "RUS")), claim(document="b.txt"))
    assert {c.subject.name for c in kg} == {"Russia"}


_DUMP = """
import sys
from tests.values import *
from graphkit.errors import StoreError
from graphkit.graph import KnowledgeGraph
kg = KnowledgeGraph()
kg.add(document("a.txt"), [claim(), claim(UKR), claim(PUTIN, SYMMETRIC, UKR, at=90)])
kg.add(document("b.txt"), [claim(document="b.txt")])
sys.stdout.write(kg.to_turtle())
"""


def test_turtle_is_the_same_for_every_hash_seed() -> None:
    turtles = set()
    for seed in ("0", "1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = [sys.executable, "-c", _DUMP]
        root = Path(__file__).parents[1]
        turtles.add(subprocess.run(run, capture_output=True, check=True, env=environment, cwd=root).stdout)
    assert len(turtles) == 1
    assert b"gk:Claim" in turtles.pop()


def test_a_file_may_be_named_by_a_string(tmp_path: Path) -> None:
    named = str(tmp_path / "kg.db")
    with KnowledgeGraph(named) as graph:
        graph.add(document(), [claim()])
        pytest.importorskip("pyoxigraph", reason="the extra sparql is not installed")
        assert list(graph.sparql("SELECT ?c WHERE { ?c a gk:Claim }"))
        assert graph.path == tmp_path / "kg.db"
        export(graph, str(tmp_path / "kg.ttl"))
    assert (tmp_path / "kg.ttl").read_text(encoding="utf-8").count("a gk:Claim") == 1
    again = graphkit.build([document("b", "The weather was fine.")], store=named)
    assert [told.id for told in again.documents()] == ["a.txt", "b"]


def test_a_view_reads_and_draws_and_has_nothing_to_write_with() -> None:
    kg = graph(claim())
    for view in (kg.filter(), kg.filter(actor="RUS"), kg.at(day(0)), kg.between("RUS", "UKR").filter(words="x")):
        assert isinstance(view, KnowledgeView)
        assert not isinstance(view, Graph)
        assert {*dir(Graph)} - {*dir(View)} == {"__enter__", "__exit__", "add", "close", "fail", "remove"}
    assert type(Graph().filter()) is View
