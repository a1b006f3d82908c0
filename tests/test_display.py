"""Tables, notebook displays and pictures: their contents, and that text from a graph never becomes markup."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import graphkit
from graphkit import Document, pages
from graphkit.cli import output
from graphkit.errors import GraphkitError, UnknownName
from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Claim, Kind, PartialDate
from graphkit.model.tenure import Tenure
from graphkit.questions import TABLES, profile
from graphkit.show import plots, snippets
from tests.pages.conftest import HOSTILE, kg
from tests.test_cli import run
from tests.values import CHN, DIRECTED, PUTIN, RELATIONS, RUS, SYMMETRIC, UKR, claim, day, document

LEADS = RELATIONS["leads"]
graph = kg
"""Also as a fixture here: the small graph with a hostile actor."""


def markup(thing: object) -> str:
    """The displays a notebook finds for an object."""
    shown: str = getattr(thing, "_repr_html_")()  # noqa: B009 - which the model does not declare
    return shown


def test_everything_shows_itself_and_no_text_is_markup(kg: KnowledgeGraph) -> None:
    shown = [kg._repr_html_(), kg.show(title=HOSTILE)._repr_html_(), kg.text(HOSTILE)._repr_html_()]
    shown += [markup(thing) for thing in (*kg, *kg.actors(), *kg.documents())]
    shown += [kg.table(kind)._repr_html_() for kind in TABLES]
    for text in shown:
        assert "<script>alert" not in text
        assert "<b>bold" not in text
    assert "alert(1)" in shown[2]
    assert repr(kg).startswith("<KnowledgeGraph of ")
    assert "explorer of" in repr(kg.show())


def test_a_document_has_its_claims_under_its_sentences() -> None:
    words = "Russia offers talks to China."
    made = claim(document="a.txt")
    text = made.evidence[0].quote.text
    graph = KnowledgeGraph()
    graph.add(document("a.txt", f"{text} Then {words}"), [made])
    found = graph.text("a.txt").text
    assert '<mark class="subject"' in found
    assert f"<li>Russia <i>{made.relation.label}</i> → China</li>" in found
    assert found.index("<li>") < found.index("Then")
    with pytest.raises(KeyError):
        graph.text("b.txt")


def test_hearsay_is_told_as_such_wherever_claims_are_shown() -> None:
    graph = KnowledgeGraph()
    graph.add(document(), [claim(hearsay=True), claim(PUTIN, SYMMETRIC, UKR, at=90, speaker=CHN)])
    made = next(iter(graph.filter(status="hearsay")))
    assert "actual, said by an unnamed source" in markup(made)
    assert [row[4] for row in output.rows(graph)] == ["says an unnamed source", "says China"]
    shown = pages.content(graph)
    assert shown["speakers"] == ["CHN", "an unnamed source"]
    assert sorted(event[5] for event in shown["events"]) == [0, 1]


def test_an_office_below_the_head_is_named_wherever_claims_are_shown() -> None:
    made = claim(PUTIN, LEADS, RUS, tenure=Tenure("foreign_minister", PartialDate(2018, 4, 26), PartialDate(2021)))
    head = claim(PUTIN, LEADS, UKR, at=90, tenure=Tenure("head_of_state", PartialDate(2012, 5, 7)))
    graph = KnowledgeGraph()
    graph.add(document(), [made, head, claim(PUTIN, LEADS, CHN, at=180)])
    minister, president, unknown = (markup(graph[one.id]) for one in (made, head, claim(PUTIN, LEADS, CHN)))
    assert "</b> is foreign minister of <b>Russia</b>" in minister
    assert "<small>affirmed, actual, foreign minister 2018-04-26 to 2021</small>" in minister
    assert "</b> leads <b>Ukraine</b>" in president
    assert "<small>affirmed, actual, head of state since 2012-05-07</small>" in president
    assert "</b> leads <b>China</b>" in unknown
    assert "<small>affirmed, actual</small>" in unknown
    assert "<li>Vladimir Putin <i>is foreign minister of</i> → Russia</li>" in markup(graph.text("a.txt"))
    assert [row[2] for row in output.rows(graph)] == ["leads (as foreign minister)", "leads", "leads"]
    posts = ["leads China", "leads Russia (as foreign minister)", "leads Ukraine"]
    assert [str(post) for post in profile(graph, "Vladimir Putin").offices] == posts


def test_a_claim_whose_evidence_knows_several_offices_is_worded_by_its_relation() -> None:
    graph = KnowledgeGraph()
    told = [Tenure("foreign_minister"), None, Tenure("official"), Tenure("foreign_minister")]
    graph.add(document(), [claim(PUTIN, LEADS, RUS, at=90 * n, tenure=one) for n, one in enumerate(told)])
    (made,) = graph
    assert "</b> leads <b>Russia</b>" in markup(made)
    assert [row[2] for row in output.rows(graph)] == [
        "leads (as foreign minister)",
        "leads",
        "leads (as an official)",
        "leads (as foreign minister)",
    ]
    offices = ["leads Russia (as foreign minister)", "leads Russia (as an official)"]
    assert [str(post) for post in profile(graph, "Vladimir Putin").offices] == offices


def test_marks_that_overlap_keep_the_first() -> None:
    made: Claim = claim()
    evidence = made.evidence[0]
    object.__setattr__(evidence, "cue", evidence.subject)
    assert snippets.marked(evidence).count("<mark") == 2


@pytest.fixture
def panel() -> KnowledgeGraph:
    """Two months of Russia, Putin and Ukraine; China and Russia once."""
    graph = KnowledgeGraph()
    graph.add(document("a", published=day(0)), [claim(RUS, DIRECTED, UKR, document="a", date="2022-02-24")])
    graph.add(document("b", published=day(0)), [claim(PUTIN, DIRECTED, UKR, document="b", date="2022-02")])
    graph.add(document("c", published=day(0)), [claim(RUS, SYMMETRIC, CHN, document="c", date="2022-03-01")])
    graph.add(document("d", published=day(0)), [claim(RUS, DIRECTED, CHN, document="d", date="2022")])
    return graph


def test_tables_are_rows_of_plain_values(panel: KnowledgeGraph) -> None:
    months = list(panel.table("dyad-months"))
    assert [(row["source"], row["target"], row["month"], row["events"]) for row in months] == [
        ("CHN", "RUS", "2022-03", 1),
        ("RUS", "CHN", "2022-03", 1),
        ("RUS", "UKR", "2022-02", 2),
    ]
    assert [row["claim"] for row in panel.table("claims")] == [c.id for c in panel]
    assert len(panel.table("evidence")) == 4
    assert repr(panel.table("evidence")[:1]).count("\n") == 1
    with pytest.raises(UnknownName, match="choose one of claims"):
        panel.table("nonsense")


def test_tables_convert(panel: KnowledgeGraph) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    frame = panel.to_pandas("dyad-months")
    assert frame.groupby("month")["events"].sum().to_dict() == {"2022-02": 2, "2022-03": 2}
    assert panel.to_polars("evidence").shape == (4, len(panel.table("evidence").columns))
    assert panel.to_networkx()["RUS"]["UKR"]["events"] == 2


def test_from_a_query_to_a_picture_in_one_chain(panel: KnowledgeGraph) -> None:
    pytest.importorskip("pyoxigraph")
    found = panel.sparql("SELECT ?claim { ?claim a gk:Claim ; gk:object actor:UKR }")
    assert len(found) == 2
    part = found.subgraph()
    assert {c.object.id for c in part} == {"UKR"}
    assert "explorer of 2 claims" in repr(part.show())
    actors = panel.sparql("SELECT ?a { VALUES ?a { actor:RUS actor:UKR } ?a a gk:State }")
    assert {c.id for c in actors.subgraph()} == {c.id for c in panel.between("RUS", "UKR")}
    assert panel.sparql("ASK { ?s ?p ?o }")[0] == {"answer": True}
    with pytest.raises(UnknownName, match="name no claims"):
        panel.sparql("SELECT (1 AS ?one) {}").subgraph()


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
@pytest.mark.parametrize("picture", ["network", "timeline", "matrix", "centrality"])
def test_pictures(panel: KnowledgeGraph, tmp_path: Path, picture: str, suffix: str) -> None:
    pytest.importorskip("matplotlib")
    arguments = ("russia", "ukraine") if picture == "timeline" else ()
    written = []
    for number in range(2):
        path = tmp_path / f"{number}.{suffix}"
        plots.save(getattr(panel, f"plot_{picture}")(*arguments), path)
        written.append(path.read_bytes())
    assert written[0] == written[1]
    if suffix == "svg" and picture != "timeline":
        assert b"Russia" in written[0] or b"<path" in written[0]


def test_a_picture_is_the_same_in_every_run(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    store = tmp_path / "kg.db"
    others = "Chad Mali Niger Peru Cuba Iran Iraq India Japan Kenya Oman Qatar Spain Syria Togo Turkey Yemen".split()
    text = " ".join(f"France met {other}." for other in others)
    graphkit.build([Document("a", text)], store=store).close()
    draw = "import sys; from pathlib import Path; from graphkit import KnowledgeGraph as K; "
    draw += "from graphkit.show.plots import save; save(K(sys.argv[1]).plot_network(actors=7), Path(sys.argv[2]))"
    written = []
    for seed in "12":
        picture = tmp_path / f"{seed}.svg"
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", draw, str(store), str(picture)], env=environment, check=True)
        written.append(picture.read_bytes())
    assert written[0] == written[1]


def test_pictures_tell_what_their_colours_and_lengths_mean(panel: KnowledgeGraph) -> None:
    pytest.importorskip("matplotlib")
    lines = panel.plot_network().legends[0]
    assert [text.get_text() for text in lines.get_texts()] == [
        "mostly cooperation",
        "mostly conflict",
        "equal amounts of both",
    ]
    timeline = panel.plot_timeline("russia", "ukraine")
    assert [text.get_text() for text in timeline.legends[0].get_texts()] == ["cooperation", "conflict"]
    assert [label.get_text() for label in timeline.axes[0].get_xticklabels()] == ["2022-02"]
    assert (timeline.axes[0].get_xlabel(), timeline.axes[0].get_ylabel()) == ("month", "sum of intensities")
    assert [np.asarray(line.get_ydata()).tolist() for line in timeline.axes[0].get_lines()] == [[0, 0]]
    cells, bar = panel.plot_matrix().axes
    assert (cells.get_ylabel(), cells.get_xlabel()) == ("who", "to whom")
    assert bar.get_ylabel() == "conflict (−) and cooperation (+), sum of intensities"
    marks = [label.get_text() for label in bar.get_yticklabels()]
    assert marks[len(marks) // 2] == "0"
    assert len(marks) >= 3


def test_a_network_tells_how_much_its_widths_and_circles_mean() -> None:
    pytest.importorskip("matplotlib")
    from matplotlib.collections import PathCollection

    graph = KnowledgeGraph()
    for number, (one, other) in enumerate([(RUS, UKR), (RUS, UKR), (CHN, UKR), (RUS, UKR)]):
        key = str(number)
        graph.add(document(key, published=day(number)), [claim(one, DIRECTED, other, document=key)])
    [axes] = graph.plot_network().axes
    told = axes.get_legend()
    assert told is not None
    words = [text.get_text() for text in told.get_texts()]
    assert words == ["1 source of a tie", "3 sources of a tie", "1 source of an actor", "4 sources of an actor"]
    thin, thick, small, large = told.get_lines()
    assert [line.get_linewidth() for line in (thin, thick)] == sorted(line.get_linewidth() for line in axes.get_lines())
    areas = sorted(dots.get_sizes()[0] for dots in axes.collections if isinstance(dots, PathCollection))
    assert [mark.get_markersize() ** 2 for mark in (small, large)] == pytest.approx([areas[0], areas[-1]])


def test_what_adds_up_to_nothing_is_told_from_what_is_not_told(panel: KnowledgeGraph) -> None:
    pytest.importorskip("matplotlib")
    assert panel.plot_matrix().legends == []
    friend = min(RELATIONS.values(), key=lambda one: (abs(DIRECTED.intensity + one.intensity), one.symmetric))
    assert abs(DIRECTED.intensity + friend.intensity) < 1
    graph = KnowledgeGraph()
    for key, relation in (("a", DIRECTED), ("b", friend)):
        graph.add(document(key, published=day(0)), [claim(RUS, relation, UKR, document=key)])
    graph.add(document("c", published=day(0)), [claim(UKR, DIRECTED, CHN, document="c")])
    figure = graph.plot_matrix()
    cells = figure.axes[0]
    [place] = np.asarray(cells.collections[-1].get_offsets())
    names = [[label.get_text() for label in labels] for labels in (cells.get_yticklabels(), cells.get_xticklabels())]
    assert [names[0][round(place[1])], names[1][round(place[0])]] == ["Russia", "Ukraine"]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["about equal amounts of both"]


def test_marks_of_a_matrix_come_in_one_order() -> None:
    pytest.importorskip("matplotlib")
    friend = min(RELATIONS.values(), key=lambda one: (abs(DIRECTED.intensity + one.intensity), one.symmetric))
    states = [Actor(f"A{n}", f"State {n}", Kind.STATE, f"A{n}") for n in range(9)]
    graph = KnowledgeGraph()
    for n, (one, other) in enumerate(itertools.pairwise(states)):
        for relation in (DIRECTED, friend):
            key = f"{n} {relation.name}"
            graph.add(document(key), [claim(one, relation, other, document=key)])
    marks = [tuple(place[::-1]) for place in np.asarray(graph.plot_matrix().axes[0].collections[-1].get_offsets())]
    assert len(marks) == 8
    assert marks == sorted(marks)


def test_the_ticks_of_a_long_time_are_round() -> None:
    pytest.importorskip("matplotlib")
    graph = KnowledgeGraph()
    for year in (1983, 2011):
        made = claim(RUS, DIRECTED, UKR, document=str(year), date=f"{year}-05-03")
        graph.add(document(str(year), published=day(0)), [made])
    for by in ("year", "month"):
        [axes] = graph.plot_timeline("russia", "ukraine", by=by).axes
        assert [tick.get_text() for tick in axes.get_xticklabels()] == ["1985", "1990", "1995", "2000", "2005", "2010"]


def test_names_in_a_picture_hide_neither_each_other_nor_the_circles(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    graph = KnowledgeGraph()
    long = "Economic Community of $West$ African \\frac{States"
    others = [Actor(f"A{n}", f"{long} {n}" if n % 5 == 0 else f"State {n}", Kind.STATE, f"A{n}") for n in range(24)]
    for number, other in enumerate(others):
        key = str(number)
        made = [
            claim(RUS, DIRECTED, other, document=key),
            claim(other, SYMMETRIC, others[number // 2 - 1], document=key),
        ]
        graph.add(document(key), made)
    figure = graph.plot_network()
    [axes] = figure.axes
    judged = axes.get_position().bounds
    plots.save(figure, tmp_path / "x.svg")
    figure.draw_without_rendering()
    assert axes.get_position().bounds == judged  # names are drawn where it was judged what they hide
    names = [text.get_window_extent() for text in axes.texts]
    assert len(names) == 25
    assert [(a, b) for a, b in itertools.combinations(names, 2) if a.overlaps(b)] == []
    circles = [axes.transData.transform(dots.get_offsets())[0] for dots in axes.collections]
    assert [place for place in circles if any(box.contains(*place) for box in names)] == []
    assert any(text.get_text().startswith("Economic Community of\n") for text in axes.texts)


def test_pictures_of_nothing_are_empty(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    empty = KnowledgeGraph()
    for picture in ("network", "matrix", "centrality"):
        plots.save(getattr(empty, f"plot_{picture}")(), tmp_path / "x.svg")
    with pytest.raises(UnknownName, match="no picture"):
        plots.save(empty.plot_network(), tmp_path / "x.gif")


def test_the_command_draws(kg: KnowledgeGraph, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("matplotlib")
    store = tmp_path / "kg.db"
    with KnowledgeGraph(store) as kept:
        for source in kg.documents():
            kept.add(source, list(kg.filter(document=source.id)))
    target = tmp_path / "x.svg"
    assert run("plot", "timeline", "russia", "ukraine", "--store", str(store), "-o", str(target)) == 0
    assert target.read_text().startswith("<?xml")
    assert run("plot", "timeline", "russia", "--store", str(store), "-o", str(target)) == 2
    assert run("plot", "cake", "--store", str(store), "-o", str(target)) == 2
    assert "choose one of network" in capsys.readouterr().err


def test_what_is_missing_is_named(panel: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, ask in (
        ("pandas", panel.to_pandas),
        ("polars", panel.to_polars),
        ("matplotlib", panel.plot_network),
        ("pyoxigraph", lambda: panel.sparql("ASK {}")),
    ):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, module, None)
            with pytest.raises((GraphkitError, ImportError), match=module):
                ask()


def test_questions_are_one_line(panel: KnowledgeGraph) -> None:
    assert [row["who"] for row in panel.relations_of("russia", "ukraine")] == ["Russia → Ukraine"]
    assert [row["period"] for row in panel.timeline("russia", "ukraine", by="year")] == ["2022"]
    assert [row["to"] for row in panel.paths("ukraine", "china")] == ["Russia", "China"]
    assert list(panel.relations_of("ukraine", "china")) == []
    assert panel.relations_of("ukraine", "china")._repr_html_().startswith("<table>")
    with pytest.raises(UnknownName, match="both Ukraine; name two actors"):
        panel.paths("ukraine", "ukraine")
    assert panel.central("degree")[0]["code"] == "RUS"
    assert {row["code"] for row in panel.partners("russia")} == {"CHN", "UKR"}
    assert len(panel.paths("ukraine", "china").subgraph()) == 2


def test_what_the_public_names_give_shows_itself() -> None:
    code = "import graphkit; print(graphkit.Document('a', 'Text.')._repr_html_())"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert told.startswith("<p><b>a</b>")
