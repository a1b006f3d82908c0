"""The network layer on graphs small enough to work out by hand, and on networkx's known ones."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import networkx as nx
import pytest

from graphkit.cli.completion import complete_actor, complete_group, complete_relation
from graphkit.errors import InputError, UnknownName
from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Claim, Kind, PartialDate, Status
from graphkit.network import (
    Choices,
    balance,
    behind,
    betweenness,
    central,
    claims_graph,
    communities,
    dyads,
    network,
    paths,
    reached,
    summary,
    timeline,
    undirected,
)
from graphkit.network.centrality import risen
from graphkit.network.files import FORMS, written
from graphkit.network.series import every_period, sparkline
from graphkit.questions import relations
from tests.test_cli import run
from tests.values import CHN, PUTIN, RELATIONS, RUS, UKR, claim, document

ICC = Actor("ICC", "International Criminal Court", Kind.ORGANISATION, "ICC", "Q47488")
FRIENDLY = next(r for r in RELATIONS.values() if r.intensity > 0 and not r.symmetric)
HOSTILE = next(r for r in RELATIONS.values() if r.intensity < 0 and not r.symmetric)
MUTUAL = next(r for r in RELATIONS.values() if r.symmetric and r.intensity > 0)
OFFICE = next(r for r in RELATIONS.values() if r.standing and not r.symmetric)


@pytest.fixture
def kg() -> KnowledgeGraph:
    """ICC → Putin, who stands for Russia; Russia and China get on; Russia is at odds with Ukraine, twice the same."""
    graph = KnowledgeGraph()
    said: list[tuple[str, list[Claim]]] = [
        ("a", [claim(ICC, HOSTILE, PUTIN, document="a", date="2023-03-17")]),
        (
            "b",
            [claim(PUTIN, OFFICE, RUS, document="b"), claim(RUS, MUTUAL, CHN, document="b", date="2023-03-21", at=99)],
        ),
        ("c", [claim(RUS, HOSTILE, UKR, document="c", date="2022-02-24")]),
        ("d", [claim(RUS, HOSTILE, UKR, document="d", date="2022-03")]),
        ("e", [claim(UKR, FRIENDLY, CHN, document="e", date="2022", confidence=0.6)]),
    ]
    for key, claims in said:
        text = f"{key * 40} unlike any other text {key * 7} {key}"
        graph.add(document(key, text, published=PartialDate(2024, 1, 1)), claims)
    return graph


def test_dyads_roll_persons_up_and_count_origins(kg: KnowledgeGraph) -> None:
    found = dyads(kg)
    assert set(found) == {("CHN", "RUS"), ("ICC", "RUS"), ("RUS", "UKR"), ("UKR", "CHN")}
    war = found["RUS", "UKR"]
    assert (war.events, war.weight) == (2, 2)
    assert war.conflict == 2 * HOSTILE.intensity
    assert (war.first, war.last) == ("2022-02-24", "2022-03")
    apart = dyads(kg, Choices(persons=True, structure=True))
    assert ("ICC", "vladimir-putin") in apart
    assert ("vladimir-putin", "RUS") in apart
    assert set(dyads(kg, Choices(sign=1))) == {("CHN", "RUS"), ("UKR", "CHN")}


def test_what_is_read_with_too_little_confidence_is_kept_and_not_counted() -> None:
    graph = KnowledgeGraph()
    unsure, sure = claim(UKR, FRIENDLY, CHN, confidence=0.49), claim(RUS, HOSTILE, UKR, at=90)
    again = claim(RUS, HOSTILE, UKR, at=160, confidence=0.3)
    graph.add(document(), [unsure, sure, again])
    assert graph.statuses() == {unsure.id: "tentative", sure.id: "asserted"}
    assert [(pair, found.events) for pair, found in dyads(graph).items()] == [(("RUS", "UKR"), 1)]
    assert [row.events for row in relations(graph, "RUS", "UKR").rows] == [1]
    assert list(dyads(graph, Choices(frozenset({"tentative"})))) == [("UKR", "CHN")]
    assert len(graph) == 2
    assert not unsure.is_fact
    assert [c.id for c in graph.filter(status="tentative")] == [unsure.id]


def test_networks_add_up_and_keep_names(kg: KnowledgeGraph) -> None:
    made = network(kg)
    assert made.nodes["ICC"]["name"] == "International Criminal Court"
    plain = undirected(made)
    assert plain["RUS"]["UKR"]["weight"] == 2
    assert plain["RUS"]["UKR"]["distance"] == 0.5
    assert claims_graph(kg).number_of_edges() == 4
    assert claims_graph(kg, Choices(persons=True)).number_of_edges() == 5


def test_a_path_leads_from_the_court_to_china(kg: KnowledgeGraph) -> None:
    (path,) = paths(kg, "ICC", "CHN")
    assert [(hop.source, hop.target, hop.forward) for hop in path] == [
        ("ICC", "vladimir-putin", True),
        ("vladimir-putin", "RUS", True),
        ("RUS", "CHN", True),
    ]
    assert path[0].event.date == "2023-03-17"
    both = list(paths(kg, "ICC", "CHN", number=5))
    assert [len(p) for p in both] == [3, 4]
    assert list(paths(kg, "ICC", "CHN", longest=2)) == []
    assert list(paths(kg, "ICC", "CHN", avoid={"RUS"})) == []
    assert reached(kg, "ICC", avoid={"RUS"}) == {"ICC", "vladimir-putin"}
    assert list(paths(kg, "CHN", "ICC", directed=True)) == []


def test_a_path_in_time_never_steps_back(kg: KnowledgeGraph) -> None:
    assert list(paths(kg, "ICC", "UKR", in_time=True)) == []
    (path,) = paths(kg, "UKR", "CHN", in_time=True)
    assert [hop.target for hop in path] == ["CHN"]


def test_measures_agree_with_known_graphs() -> None:
    named: nx.DiGraph[str] = nx.DiGraph()
    for one, other in nx.karate_club_graph().to_directed().edges:
        signs = {"events": 1, "cooperation": 1.0, "conflict": 0.0, "balance": 1.0}
        named.add_edge(f"{one:02}", f"{other:02}", weight=1, distance=0.5, **signs)
    assert next(iter(central(named, "degree"))) == "33"
    assert central(named, "degree")["33"] == 17
    assert central(named, "betweenness")["00"] == pytest.approx(0.43763528)
    assert central(named, "core")["00"] == 4
    ranks = central(named, "pagerank")
    assert sum(ranks.values()) == pytest.approx(1.0)
    assert ranks["33"] == pytest.approx(0.10091892, abs=1e-5)
    assert ranks["00"] == pytest.approx(0.09700181, abs=1e-5)
    known = central(named, "eigenvector")
    assert central(named, "hubs")["33"] == pytest.approx(known["33"] / sum(known.values()), abs=1e-4)
    star: nx.DiGraph[str] = nx.DiGraph()
    for leaf in "abc":
        star.add_edge(leaf, "hub", weight=1, distance=1.0)
    assert central(star, "authorities")["hub"] == pytest.approx(1.0)
    assert central(star, "hubs")["a"] == pytest.approx(1 / 3)
    assert list(central(named, "eigenvector"))[:2] == ["33", "00"]
    parts = communities(named)
    assert len(parts) == 4
    assert {member for part in parts for member in part.members} == set(named)
    assert communities(named) == parts


def test_balance_of_hand_made_triads() -> None:
    def signed(*ties: tuple[str, str, float]) -> nx.DiGraph[str]:
        made: nx.DiGraph[str] = nx.DiGraph()
        for one, other, sign in ties:
            made.add_edge(one, other, weight=1, distance=1.0, events=1, cooperation=0.0, conflict=0.0, balance=sign)
        return made

    friends = balance(signed(("a", "b", 2.0), ("b", "c", 3.0), ("a", "c", 1.0)))
    assert (friends.balanced, friends.unbalanced, friends.frustration) == (1, 0, 0)
    torn = balance(signed(("a", "b", 2.0), ("b", "c", 3.0), ("c", "a", -1.0)))
    assert (torn.balanced, torn.unbalanced, torn.frustration) == (0, 1, 1)
    assert torn.tense[0].members == ("a", "b", "c")
    assert torn.tense[0].tension == 1.0
    enemies = balance(signed(("a", "b", -2.0), ("b", "c", -3.0), ("a", "c", -1.0)))
    assert enemies.unbalanced == 1
    camps = balance(signed(("a", "b", 2.0), ("b", "c", -3.0), ("a", "c", -1.0)))
    assert camps.frustration == 0


def test_empty_graphs_have_empty_answers() -> None:
    kg = KnowledgeGraph()
    made = network(kg)
    assert central(made) == {}
    assert communities(made) == []
    assert balance(made).tense == ()
    assert summary(made) == {"actors": 0, "dyads": 0}
    assert timeline(kg.events()) == []
    assert list(paths(kg, "A", "B")) == []


def test_timeline_counts_origins_once_a_period(kg: KnowledgeGraph) -> None:
    events = list(kg.between("RUS", "UKR").events())
    years = timeline(events, "year")
    assert [(b.period, b.events, b.conflict) for b in years] == [("2022", 2, 2 * HOSTILE.intensity)]
    months = timeline(events, "month")
    assert [b.period for b in months] == ["2022-02", "2022-03"]
    assert [b.period for b in timeline(events, "day")] == ["2022-02-24"]
    wide = [*timeline(events[:1], "month"), *timeline(kg.between("RUS", "CHN").events(), "month")]
    assert len(list(every_period(sorted(wide, key=lambda b: b.period), "month"))) == 14
    assert sparkline([0, 0]) == "▁▁"


def test_rise_and_fall() -> None:
    assert list(risen({"a": 1.0, "b": 2.0}, {"b": 1.0, "c": 3.0})) == [
        ("c", 0.0, 3.0),
        ("a", 1.0, 0.0),
        ("b", 2.0, 1.0),
    ]


@pytest.mark.parametrize(
    ("name", "actor"),
    [("russia", "RUS"), ("RUS", "RUS"), ("q159", "RUS"), ("Putin", "vladimir-putin"), ("Russian Federation", "RUS")],
)
def test_names_resolve_as_people_type_them(kg: KnowledgeGraph, name: str, actor: str) -> None:
    assert kg.actor(name).id == actor


def test_a_name_that_is_unknown_suggests_others(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="did you mean Ukraine"):
        kg.actor("Ukrane")


@pytest.fixture
def store(kg: KnowledgeGraph, tmp_path: Path) -> Path:
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as file:
        for document_ in kg.documents():
            file.add(document_, list(kg.filter(document=document_.id)))
    return path


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("relations", "russia", "ukraine"), HOSTILE.name),
        (("timeline", "russia", "ukraine", "--by", "year"), "2022"),
        (("actor", "russia"), "Ukraine"),
        (("claims", "--actor", "ICC"), "Putin"),
        (("claims", "putin", "--limit", "3"), "date"),
        (("path", "ICC", "china"), "Vladimir Putin"),
        (("central", "--measure", "degree"), "Russia"),
        (("central", "--compare", "2022", "2023"), "change"),
        (("communities",), "stability"),
        (("balance",), "tension"),
        (("summary",), "Ukraine"),
    ],
)
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md", "ttl"])
def test_every_question_in_every_form(
    arguments: tuple[str, ...], shown: str, form: str, store: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments, "--store", str(store), "--format", form) == 0
    out = capfd.readouterr().out
    if form in ("json", "jsonl", "ttl") and shown in ("date", "change", "stability", "tension"):
        return  # the head of a table, which JSON has in its objects if there are any
    assert shown in out


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("path", "ICC", "china", "--avoid", "russia"), 1, "no path from"),
        (("path", "ICC", "china", "--length", "feet"), 2, "choose hops or weight"),
        (("central", "--measure", "fame"), 2, "choose degree, "),
        (("central", "--sign", "odd"), 2, "cooperation or conflict"),
        (("timeline", "russia", "china", "--by", "week"), 2, "choose year, month or day"),
        (("relations", "russia", "chna"), 2, "did you mean China"),
        (("summary", "--format", "xml"), 2, "no format"),
    ],
)
def test_questions_without_an_answer(
    arguments: tuple[str, ...], status: int, message: str, store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments, "--store", str(store)) == status
    assert message in capsys.readouterr().err


def test_questions_and_the_graph_import_nothing_heavy() -> None:
    heavy = {"spacy", "thinc", "rdflib", "networkx", "numpy", "matplotlib", "pandas", "polars", "pyoxigraph"}
    code = f"import sys, graphkit.cli, graphkit.questions, graphkit.graph; sys.exit(bool({heavy} & {{*sys.modules}}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_symmetric_relation_leads_both_ways_where_directions_count(kg: KnowledgeGraph) -> None:
    both = dyads(kg, Choices(mutual=True))
    assert both["CHN", "RUS"].weight == both["RUS", "CHN"].weight == 1
    assert len(both) == len(dyads(kg)) + 1
    assert [e.relation for e in behind(kg, "RUS", "CHN", Choices(mutual=True), one_way=True)] == [MUTUAL.name]
    assert behind(kg, "RUS", "CHN", one_way=True) == []
    assert [e.document for e in behind(kg, "UKR", "RUS")] == ["c", "d"]
    assert [len(p) for p in paths(kg, "RUS", "CHN", directed=True)] == [1]


def _edges(*ties: tuple[str, str]) -> nx.DiGraph[str]:
    made: nx.DiGraph[str] = nx.DiGraph()
    for one, other in ties:
        numbers = {"events": 1, "cooperation": 1.0, "conflict": 0.0, "balance": 1.0}
        made.add_edge(one, other, weight=1, distance=1.0, **numbers)
    return made


def test_betweenness_by_hand_and_by_pivots() -> None:
    # a chain: of the six pairs of others over four nodes, each inner node is between two of its three
    chain = _edges(("a", "b"), ("c", "b"), ("c", "d"))
    assert betweenness(chain) == (
        {"a": 0.0, "b": pytest.approx(2 / 3), "c": pytest.approx(2 / 3), "d": 0.0},
        dict.fromkeys("abcd", 0.0),
    )
    apart = _edges(("a", "b"), ("b", "c"), ("x", "y"), ("b", "b"))
    assert betweenness(apart)[0]["b"] == pytest.approx(2 / 12)  # one pair of the six that leave b out
    known = nx.gnm_random_graph(120, 400, seed=3)
    named = _edges(*((f"{one:03}", f"{other:03}") for one, other in known.edges))
    exact = nx.betweenness_centrality(named.to_undirected())
    assert betweenness(named)[0] == pytest.approx(exact)
    values, errors = betweenness(named, 40)
    within = [abs(values[node] - exact[node]) <= 2 * errors[node] for node in exact if errors[node]]
    assert sum(within) / len(within) > 0.75


@pytest.mark.parametrize("measure", ["pagerank", "betweenness", "eigenvector", "hubs", "authorities", "core"])
def test_a_backend_counts_the_same(measure: str) -> None:
    pytest.importorskip("nx_rustworkx", reason="the extra `fast` is not installed")
    known = nx.gnm_random_graph(60, 240, seed=5, directed=True)
    made = _edges(*((f"{one:02}", f"{other:02}") for one, other in known.edges))
    ours = central(made, measure)
    assert central(made, measure, backend="rustworkx") == pytest.approx(ours, abs=1e-4)


def test_backends_that_are_not_there_are_named() -> None:
    made = _edges(("a", "b"))
    with pytest.raises(UnknownName, match="no networkx backend 'abacus'"):
        central(made, backend="abacus")
    if "rustworkx" in nx.config.backends.keys():  # noqa: SIM118 - it is no mapping
        with pytest.raises(UnknownName, match="uses no backend"):
            central(made, "degree", backend="rustworkx")


def test_loops_components_and_symmetry() -> None:
    loop = _edges(("a", "a"), ("a", "b"), ("b", "a"))
    assert central(loop, "degree") == {"a": 1.0, "b": 1.0}
    assert central(loop, "strength") == {"a": 2.0, "b": 2.0}
    apart = _edges(("a", "b"), ("b", "c"), ("c", "a"), ("x", "y"))
    assert central(apart, "eigenvector") == pytest.approx({**dict.fromkeys("abc", 3**-0.5), "x": 0, "y": 0}, abs=1e-6)
    # a ring is the same seen from everywhere
    ring = _edges(("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"))
    for measure in ("pagerank", "betweenness", "eigenvector", "hubs", "authorities", "core", "degree", "strength"):
        assert len({round(value, 9) for value in central(ring, measure).values()}) == 1, measure
    # by hand: x gets d/2 + (1-d)/2 of rank 1 shared by two with a sink, so x : y = 1 : 1.85
    sink = central(_edges(("x", "y")), "pagerank")
    assert sink["y"] / sink["x"] == pytest.approx(1.85)


def test_a_network_as_a_file(kg: KnowledgeGraph, store: Path, tmp_path: Path) -> None:
    made = network(kg)
    for form in FORMS:
        path = tmp_path / f"net.{form}"
        assert run("network", "--store", str(store), "-o", str(path)) == 0
        assert path.read_text(encoding="utf-8") == written(made, form)
    assert nx.read_graphml(tmp_path / "net.graphml")["RUS"]["UKR"]["weight"] == 2
    assert nx.read_gexf(tmp_path / "net.gexf").nodes["ICC"]["label"] == "International Criminal Court"
    rows = list(csv.DictReader(io.StringIO((tmp_path / "net.csv").read_text(encoding="utf-8"))))
    assert {(row["source"], row["target_name"]) for row in rows} >= {("ICC", "Russia"), ("RUS", "Ukraine")}
    assert nx.cytoscape_graph(json.loads((tmp_path / "net.cyjs").read_text())).number_of_edges() == 4
    assert run("network", "--store", str(store), "--claims", "-o", str(tmp_path / "all.csv")) == 0
    assert "relation" in (tmp_path / "all.csv").read_text().splitlines()[0]
    assert run("network", "--store", str(store), "-f", "png") == 2


def test_claims_of_one_command_are_the_input_of_another(
    store: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("claims", "--store", str(store), "--actor", "UKR", "--format", "jsonl") == 0
    lines = capfd.readouterr().out
    assert len(lines.splitlines()) == 3
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    assert run("export", "-", "--format", "csv") == 0
    found = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    assert sorted((row["subject_id"], row["object_id"]) for row in found) == [("RUS", "UKR")] * 2 + [("UKR", "CHN")]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("russia ukraine", 2),
        ('"russia ukraine"', 0),
        ("ukr*", 3),
        ("court OR china", 3),
        ("ukraine -china", 2),
        ("U.S.", 0),
        ('"', 0),
    ],
)
def test_words_are_looked_for_as_in_a_search_box(kg: KnowledgeGraph, words: str, number: int) -> None:
    assert len(list(kg.filter(words=words).events())) == number


def test_a_search_for_nothing_is_refused(kg: KnowledgeGraph) -> None:
    with pytest.raises(InputError, match="contains no word to search for; give one without a minus"):
        list(kg.filter(words="-china").events())


def test_a_person_counts_for_whom_it_acted_for_then() -> None:
    guterres = Actor("antonio-guterres", "António Guterres", Kind.PERSON, "UN")
    premier = Actor("antonio-guterres", "António Guterres", Kind.PERSON, "PRT")
    graph = KnowledgeGraph()
    graph.add(document("a", published=PartialDate(2000, 1, 1)), [claim(premier, FRIENDLY, CHN, document="a")])
    graph.add(document("b", published=PartialDate(2020, 1, 1)), [claim(guterres, FRIENDLY, CHN, document="b")])
    assert [e.document for e in graph.filter(actor="PRT").events()] == ["a"]
    assert [e.document for e in graph.between("CHN", "UN").events()] == ["b"]
    assert [e.document for e in graph.filter(actor="antonio-guterres").events()] == ["a", "b"]


def test_the_shell_is_offered_actors_and_relations(store: Path) -> None:
    asking = SimpleNamespace(params={"store": str(store)}, command=SimpleNamespace(params=[]))
    offered = dict(complete_actor(asking, "r"))  # type: ignore[arg-type]
    assert offered == {"Russia": "State, RUS", "RUS": "Russia"}
    assert [name for name, _ in complete_relation("fights")] == ["fightsWarWith"]
    assert list(complete_group("san")) == ["SANCTION"]


@pytest.mark.parametrize("directed", [False, True])
def test_what_is_near_suffices_for_the_shortest_way(directed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    known = nx.gnm_random_graph(40, 60, seed=1, directed=True)
    cast = [Actor(f"N{n:02}", f"Nation {n}", Kind.STATE, f"N{n:02}") for n in known]
    graph = KnowledgeGraph()
    for number, (one, other) in enumerate(known.edges):
        said = claim(cast[one], MUTUAL if number % 5 == 0 else HOSTILE, cast[other], document=str(number))
        graph.add(document(str(number), f"{number} " * 9), [said])
    found = []
    for most in (500, 0):
        monkeypatch.setattr(sys.modules["graphkit.network.paths"], "MANY", most)
        ways = ((one.id, other.id) for one in cast for other in cast)
        found.append([len(next(paths(graph, *way, directed=directed), [])) for way in ways])
    assert found[0] == found[1]
    assert max(found[0]) > 4
    assert 0 in found[0]


def test_a_plan_is_no_event_of_a_claim_that_happened_elsewhere() -> None:
    graph = KnowledgeGraph()
    graph.add(document("a"), [claim(RUS, HOSTILE, UKR, document="a", date="2022-02-24")])
    graph.add(document("b"), [claim(RUS, HOSTILE, UKR, document="b", date="2030", status=Status.PLANNED)])
    assert dyads(graph)["RUS", "UKR"].events == 1
    assert [e.document for e in behind(graph, "RUS", "UKR")] == ["a"]
    assert [hop.event.document for hop in next(paths(graph, "RUS", "UKR"))] == ["a"]
    assert [e.document for e in relations(graph, "RUS", "UKR").events] == ["a"]
    both = Choices(statuses=frozenset({"asserted", "planned"}))
    assert dyads(graph, both)["RUS", "UKR"].events == 2
