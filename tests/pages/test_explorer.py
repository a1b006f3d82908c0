"""Searching, URLs, filters, labels and small screens in the explorer."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from graphkit.actors import resolve
from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Document, Kind, PartialDate, Status
from graphkit.ontology import load_relations
from graphkit.pages import page as explorer
from graphkit.show.notebook import Page
from tests.browser import opened
from tests.values import DIRECTED, SYMMETRIC, claim

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab

SHIPPED = resolve.known().actors
STATES = [SHIPPED[key] for key in ("USA", "RUS", "UKR", "CHN", "GBR", "NLD", "MMR", "AUS")]
XI = Actor("xi-jinping", "Xi Jinping", Kind.PERSON, "CHN")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight states in a ring; the United States towards Russia by two relations; one event of 1950, a plan for 2030."""
    graph = KnowledgeGraph()
    made = [claim(one, DIRECTED, STATES[n - 1], date=f"2020-{n + 1:02}-01") for n, one in enumerate(STATES)]
    made += [claim(STATES[0], SYMMETRIC, STATES[1], at=n, date="2021-03-01") for n in (100, 200)]
    made += [claim(STATES[0], DIRECTED, STATES[1], at=300 + n, date=f"2020-0{n}-07") for n in range(1, 8)]
    made += [claim(XI, DIRECTED, STATES[1], at=400, date="1950-01")]
    made += [claim(STATES[1], DIRECTED, STATES[0], at=500, date="2030-06", status=Status.PLANNED)]
    source = Document("a.txt", "Text. " * 200, "A title", "https://www.example.org/a", PartialDate(2021, 1, 1))
    graph.add(source, made)
    found = tmp_path_factory.mktemp("pages") / "kg.html"
    found.write_text(explorer(graph), encoding="utf-8")
    return found


@contextmanager
def seen(file: Path, address: str = "", width: int = 1400, height: int = 900) -> Iterator[Tab]:
    """The page once it has settled; by the end it must have reported no errors and made no requests."""
    with opened(width, height) as (page, watched):
        page.goto(file.as_uri() + address)
        page.wait_for_selector("html[data-ready]")
        yield page
        assert watched.errors == []
        assert {url.partition("#")[0] for url in watched.requests} == {file.as_uri()}


def test_search_finds_whom_a_name_means(file: Path) -> None:
    means = {"US": "United States", "xi": "China", "uk": "United Kingdom", "holland": "Netherlands", "burma": "Myanmar"}
    with seen(file) as page:
        for asked, name in means.items():
            page.fill("#search", asked)
            page.press("#search", "Enter")
            assert page.locator("#side h2").inner_text() == name, asked
        page.fill("#search", "us")
        assert page.locator("#found li span").all_inner_texts()[:3] == ["United States", "Russia", "Australia"]
        page.press("#search", "ArrowDown")
        page.press("#search", "Enter")
        assert page.locator("#side h2").inner_text() == "Russia"
        page.fill("#search", "nobody at all")
        page.press("#search", "Enter")
        assert page.locator("#side h2").inner_text() == "Not found"


def test_the_search_tells_of_each_how_much_is_told_and_forgets(file: Path) -> None:
    with seen(file) as page:
        page.fill("#search", "xi")
        assert page.locator("#found li").first.inner_text().split("\n") == ["Xi Jinping", "acts for China · 1 piece"]
        page.press("#search", "Enter")
        assert page.locator("#side h2 + p").inner_text() == "Xi Jinping acts for China here."
        assert page.input_value("#search") == "Xi Jinping"
        page.click("#side .pairs button >> nth=0")
        assert page.input_value("#search") == ""
        page.fill("#search", "nobody at all")
        page.press("#search", "Enter")
        assert page.input_value("#search") == "nobody at all"
        assert page.evaluate("location.hash") == ""  # nobody else stays selected
        assert page.locator("#side h2 + p").inner_text() == "No actor in this graph is called “nobody at all”."
        assert page.locator("#side .pairs button").count() > 5
        page.click("#reset")
        assert page.input_value("#search") == ""


def test_a_selection_tells_what_the_filters_keep_out_of_it(file: Path) -> None:
    with seen(file, "#who=RUS&whom=USA&status=asserted,planned") as page:
        assert page.locator("#side article").count() == 2
        assert page.locator("#side details").count() == 0
    with seen(file, "#who=RUS&until=2020-05") as page:
        told = page.locator("#side details")
        assert told.locator("summary").inner_text() == "The filters hide 5 pieces of evidence"
        before = page.locator("#side .pairs b").all_inner_texts()
        told.locator("summary").click()
        rows = told.locator("p").all_inner_texts()
        assert rows == ["time from before 2020-01 to 2020-05 Undo (5 more)"]
        told.locator("button").click()
        assert sum(map(int, page.locator("#side .pairs b").all_inner_texts())) == sum(map(int, before)) + 5
        assert told.count() == 0


def test_a_view_is_in_the_address_and_can_be_gone_back_to(file: Path) -> None:
    with seen(file) as page:
        page.click("#side .pairs button >> nth=0")
        page.get_by_label("planned", exact=False).first.check()
        page.get_by_label("until month").fill("5")
        address = page.evaluate("location.hash")
        assert re.fullmatch(r"#who=USA&whom=RUS&until=2020-05&status=asserted%2Cplanned", address)
        count = page.locator("#count").inner_text()
        page.click("#back")
        page.wait_for_url(lambda url: "until" not in url)
        assert page.locator("#count").inner_text() != count
        page.go_back()
        page.wait_for_url("**#who=USA&whom=RUS")
        assert not page.get_by_label("planned", exact=False).first.is_checked()
        page.click("#reset")
        assert page.evaluate("location.hash") == ""
        assert page.locator("#side h2").inner_text() == "Strongest pairs"
    with seen(file, address) as page:
        assert page.locator("#count").inner_text() == count
        assert page.locator("#side h2").inner_text() == "United States → Russia"
    with seen(file, "#who=nobody&from=never&status=what&evidence=-3&confidence=x") as page:
        assert "No evidence matches the filters. It is excluded by:" in page.locator("#empty").inner_text()


def test_when_nothing_is_left_the_page_says_why_and_undoes_it(file: Path) -> None:
    with seen(file) as page:
        assert page.locator("#empty").is_hidden()
        page.get_by_label("minimum confidence").fill("1")
        assert "confidence of at least 1.00" in page.locator("#empty").inner_text()
        page.click("#empty .undo")
        assert page.locator("#empty").is_hidden()
        assert page.get_by_label("minimum confidence").input_value() == "0"
        page.get_by_label("asserted").uncheck()
        assert "none selected" in page.locator("#empty").inner_text()
        page.click("#empty >> text=Remove all filters")
        assert page.locator("#empty").is_hidden()
    with seen(file, "#confidence=1&evidence=99") as page:  # each of the two alone would empty it
        told = page.locator("#empty").inner_text()
        assert "No evidence matches these filters together:" in told
        assert "confidence of at least 1.00" in told
        assert "at least 99 pieces of evidence per pair" in told
        page.click("#empty >> text=Remove all filters")
        assert page.locator("#empty").is_hidden()


def test_a_pair_is_told_by_relation_with_counts_and_sources(file: Path) -> None:
    with seen(file, "#who=USA&whom=RUS") as page:
        shares = [row.split("\n") for row in page.locator("#side .shares button").all_inner_texts()]
        assert shares == [[DIRECTED.label, "7"], [SYMMETRIC.label, "2"]]
        page.click("#side .shares button >> nth=1")
        assert page.locator("#side article").count() == 2
        assert page.locator("#side .source").first.inner_text() == "A title · example.org · 2021-01-01"
        assert page.locator("#side .source a").first.get_attribute("href") == "https://www.example.org/a"


def test_no_name_is_under_what_lies_over_the_picture(file: Path) -> None:
    boxes = """["zoom", "key", "count"].map((id) => document.getElementById(id).getBoundingClientRect()).map(
        ({ left, right, top, bottom }) => ({ left, right, top, bottom }))"""
    for width, height in ((390, 844), (800, 600)):
        with seen(file, "#who=USA&whom=RUS", width, height) as page:
            page.wait_for_timeout(600)  # the camera has arrived
            at = page.locator("#canvas").bounding_box()
            assert at is not None
            names = page.evaluate("explorer.picture.names")
            assert {"United States", "Russia"} <= {name["label"] for name in names}
            for name in names:
                left, right = name["left"] + at["x"], name["right"] + at["x"]
                top, bottom = name["top"] + at["y"], name["bottom"] + at["y"]
                for box in page.evaluate(boxes):
                    apart = right <= box["left"] or left >= box["right"] or bottom <= box["top"] or top >= box["bottom"]
                    assert apart, (width, name["label"])


def test_a_pair_is_told_by_what_its_colour_is_of(tmp_path: Path) -> None:
    graph = KnowledgeGraph()
    relations = [load_relations()[name] for name in ("visits", "meetsWith", "bombs")]
    graph.add(
        Document("a", "Text. " * 99),
        [claim(STATES[0], r, STATES[1], document="a", at=90 * n) for n, r in enumerate(relations)],
    )
    path = tmp_path / "kg.html"
    path.write_text(explorer(graph), encoding="utf-8")
    with seen(path) as page:
        told = page.locator("#side .pairs small").all_inner_texts()
        assert "bombs" in told
        assert "visits" not in told


def until(page: Tab, holds: str) -> None:
    """Waits until an expression of the page holds; the page forbids playwright's own way, which evaluates strings."""
    for _ in range(60):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never: {holds}")


def test_the_largest_actors_are_named_and_colours_told(file: Path) -> None:
    with seen(file) as page:
        assert {"United States", "Russia"} <= {name["label"] for name in page.evaluate("explorer.picture.names")}
        assert page.locator("#key").inner_text().split() == ["state", *"cooperation conflict both or neither".split()]
        ratio = "explorer.picture.getCamera().getState().ratio"
        page.wait_for_timeout(400)
        whole = page.evaluate(ratio)
        page.click("#zoom-in")
        until(page, f"{ratio} < 0.8 * {whole}")
        page.click("#fit-all")
        until(page, f"Math.abs({ratio} - {whole}) < 0.05 * {whole}")
        assert page.locator("#fit-selection").is_disabled()


def settled(page: Tab, told: str) -> None:
    """Waits until the camera has arrived and two values some frames apart are equal."""
    before = None
    for _ in range(30):
        until(page, "!explorer.picture.getCamera().isAnimated()")
        now = page.evaluate(told)
        if now == before:
            return
        before = now
        page.wait_for_timeout(600)
    pytest.fail("never settled")


def test_the_legend_tells_how_much_circles_and_lines_stand_for(file: Path) -> None:
    sizes = """() => [...document.querySelectorAll("#scale [class]")].map((row) =>
        [row.className, row.textContent, parseFloat(row.style.getPropertyValue("--size"))])"""
    drawn = """() => { const { picture, graph } = explorer;
        const ends = (node) => graph.edges(node).map((edge) => graph.getEdgeAttribute(edge, "zIndex"));
        const told = (node) => ends(node).reduce((sum, own) => sum + own, 0);
        return { actor: Object.fromEntries(graph.filterNodes((_, { hidden }) => !hidden).map((node) =>
                [told(node), 2 * picture.scaleSize(graph.getNodeAttribute(node, "size"))])),
            pair: Object.fromEntries(graph.mapEdges((_, { zIndex, size }) => [zIndex, picture.scaleSize(size)])) }; }"""
    with seen(file) as page:
        settled(page, sizes)
        told, before = page.evaluate(sizes), page.evaluate(drawn)
        assert [kind for kind, *_ in told] == ["actor", "actor", "pair", "pair"]
        assert [re.sub("[0-9]+", "", words) for _, words, _ in told] == ["", " an actor", "", " a pair"]
        for kind, words, size in told:  # between two that are drawn, by the root
            (few, small), *_, (many, large) = ((float(own), pixels) for own, pixels in before[kind].items())
            share = (float(words.split()[0]) ** 0.5 - few**0.5) / (many**0.5 - few**0.5)
            assert size == pytest.approx(small + share * (large - small), abs=0.1), (kind, words)
        page.click("#zoom-in")
        until(page, f"({sizes})()[2][2] > 1.1 * {told[2][2]}")
        page.get_by_label("minimum confidence").fill("1")
        until(page, "document.querySelector('#scale').textContent === ''")


def test_the_whole_picture_stands_above_the_legend_and_fills_its_room(file: Path) -> None:
    ends = """() => { const { picture, graph } = explorer;
        const ys = graph.filterNodes((_, { hidden }) => !hidden).map((node) =>
            picture.framedGraphToViewport(picture.getNodeDisplayData(node)).y);
        const [ground, legend] = ["canvas", "legend"].map((id) => document.getElementById(id).getBoundingClientRect());
        return [Math.min(...ys), Math.max(...ys), legend.top - ground.top]; }"""
    for width, height in ((1400, 600), (800, 600)):
        with seen(file, width=width, height=height) as page:
            page.wait_for_timeout(500)
            rested(page, "Russia")
            top, bottom, legend = page.evaluate(ends)
            assert 0 < top < bottom < legend
            assert bottom - top > 0.7 * legend
            assert abs((top + bottom) / 2 - legend / 2) < 0.1 * legend


NODE = """(name) => {
  const { picture, graph } = explorer;
  const node = graph.nodes().find((one) => graph.getNodeAttribute(one, "label") === name);
  const data = picture.getNodeDisplayData(node);
  return { ...picture.framedGraphToViewport(data), told: data.label, hidden: data.hidden };
}"""


def rested(page: Tab, name: str) -> dict[str, float]:
    """The position of a node once the camera has arrived."""
    until(page, "!explorer.picture.getCamera().isAnimated()")
    where: dict[str, float] = page.evaluate(NODE, name)
    return where


def test_what_a_resting_mouse_points_at_gives_way_to_what_is_asked_for(file: Path) -> None:
    with seen(file) as page:
        box, where = page.locator("#canvas").bounding_box(), rested(page, "Myanmar")
        assert box is not None
        page.mouse.move(box["x"] + where["x"], box["y"] + where["y"])
        until(page, "explorer.picture.hoveredNode !== null")
        assert page.evaluate(NODE, "Ukraine")["told"] == ""  # no neighbour of Myanmar
        page.keyboard.press("/")
        page.keyboard.type("russia")
        page.keyboard.press("Enter")
        assert page.evaluate(NODE, "Ukraine")["told"] == "Ukraine"
        page.mouse.move(box["x"] + 5, box["y"] + box["height"] / 2)
        where = rested(page, "Russia")
        page.mouse.move(box["x"] + where["x"], box["y"] + where["y"])
        until(page, "explorer.picture.hoveredNode !== null")
        page.get_by_label("minimum confidence").evaluate(
            "(node) => { node.value = 1; node.dispatchEvent(new Event('input')); }"
        )
        assert page.evaluate("explorer.picture.hoveredNode") is None  # of an empty picture nothing is left


@pytest.mark.parametrize(("width", "height"), [(800, 600), (390, 844)])
def test_on_a_small_screen_the_graph_shows_first(file: Path, width: int, height: int) -> None:
    with seen(file, width=width, height=height) as page:
        box = page.locator("#canvas").bounding_box()
        assert box is not None
        assert box["width"] == width
        assert box["height"] > 0.8 * height
        assert not page.locator("#filters, #side").locator("visible=true").count()
        page.click("#fold-filters")
        page.get_by_label("denied").check()
        page.keyboard.press("Escape")
        page.click("#fold-filters")
        page.fill("#search", "russia")
        page.press("#search", "Enter")
        assert page.locator("#side h2").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == width
    with seen(file, "#who=RUS", width=width, height=height) as page:
        assert page.locator("#side h2").inner_text() == "Russia"


def test_it_works_in_the_frame_of_a_notebook(file: Path, tmp_path: Path) -> None:
    frame = Page(file.read_text(encoding="utf-8"), "explorer")._repr_html_()
    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!doctype html>{frame}", encoding="utf-8")
    with opened() as (page, watched):
        page.goto(notebook.as_uri())
        inner = page.frame_locator("iframe")
        inner.locator("html[data-ready]").wait_for()
        inner.locator("#side .pairs button").first.click()
        assert inner.locator("#side h2").inner_text() == "United States → Russia"
        inner.locator("#reset").click()
        assert inner.locator("#side h2").inner_text() == "Strongest pairs"
        assert watched.errors == []


def test_a_month_of_many_years_is_seen(tmp_path: Path) -> None:
    graph = KnowledgeGraph()
    days = ("1923-05-02", "1923-05-03", "1960-01-03", "1990-01-03", "2023-07-04")
    made = [claim(STATES[0], DIRECTED, STATES[1], at=90 * n, date=day) for n, day in enumerate(days)]
    graph.add(Document("a.txt", "Text. " * 99), made)
    path = tmp_path / "kg.html"
    path.write_text(explorer(graph), encoding="utf-8")
    with seen(path) as page:
        drawn = Image.open(io.BytesIO(page.locator("#months").screenshot())).convert("RGB")
        colour = page.evaluate("getComputedStyle(document.getElementById('happened')).stroke")
    columns = np.asarray(drawn, float)[-8]
    bar, ground = np.array(re.findall("[0-9]+", colour), float), columns[drawn.width // 5]
    full = [np.dot(column - ground, bar - ground) / np.dot(bar - ground, bar - ground) for column in columns]
    assert sum(share > 0.6 for share in full) >= 4  # each bar has a column of its colour, not a trace of it


def test_everything_can_be_reached_by_keys(file: Path) -> None:
    with seen(file) as page:
        page.keyboard.press("/")
        page.keyboard.type("china")
        page.keyboard.press("Enter")
        assert page.locator("#side h2").inner_text() == "China"
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.locator("#side .pairs button").first.evaluate("node => node === document.activeElement"):
                break
        page.keyboard.press("Enter")
        assert "→" in page.locator("#side h2").inner_text()
        unnamed = """[...document.querySelectorAll("button, input, select, a")].filter((node) =>
            !node.textContent.trim() && !node.getAttribute("aria-label") && !node.labels?.length)"""
        assert page.evaluate(f"{unnamed}.map((node) => node.outerHTML)") == []


PLACES = Path(__file__).parents[2] / "pages" / "src" / "places.js"
TIME = Path(__file__).parents[2] / "pages" / "src" / "time.js"


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_the_axis_of_time_ends_with_the_last_event() -> None:
    dates = [*((day, False) for day in ("1914", "2020-01-05", "2020-03", "2020")), ("2041-05", True), ("", False)]
    dates += [("2020-02", False)] * 100
    events = json.dumps([{"date": day, "ahead": ahead} for day, ahead in dates])
    script = f"import {{ axis }} from {json.dumps(TIME.as_uri())}; console.log(JSON.stringify(axis({events})))"
    done = subprocess.run(["node", "--input-type=module", "-e", script], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["bins"] == ["before 2020-01", "2020-01", "2020-02", "2020-03", "after 2020-03"]
    assert found["places"][:6] == [[0, 0], [1, 1], [3, 3], [1, 3], [4, 4], None]


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
@pytest.mark.parametrize(
    ("first", "months", "named"),
    [
        ("1982-04", 493, ["1990", "2000", "2010", "2020"]),
        ("2019-11", 20, ["2020", "2021"]),
        ("2022-02", 8, ["2022-02"]),
        ("2020-01", 3, ["2020"]),
    ],
)
def test_round_years_are_named_below_the_axis(first: str, months: int, named: list[str]) -> None:
    begun = int(first[:4]) * 12 + int(first[5:]) - 1
    bins = [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(begun, begun + months)]
    bins = [f"before {bins[0]}", *bins, f"after {bins[-1]}"]
    told = f"console.log(JSON.stringify(years({json.dumps(bins)}, 5)))"
    script = f"import {{ years }} from {json.dumps(TIME.as_uri())}; {told}"
    done = subprocess.run(["node", "--input-type=module", "-e", script], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert [year for year, _ in found] == named
    assert [bins[place] for _, place in found] == [year if "-" in year else f"{year}-01" for year in named]


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
@pytest.mark.parametrize(
    ("size", "beside", "place"),
    [
        (8, {}, "right"),
        (8, {"right": 20}, "left"),
        (8, {"right": 20, "left": 20, "below": 6, "above": 20}, "below"),  # the circle of which it hides least
        (8, {"right": 20, "left": 6, "below": 20, "above": 20}, "left"),
        (4, {"right": 20, "left": 6, "below": 20, "above": 20}, None),
        (4, {"right": 20, "below": 10, "above": 10}, "left"),
    ],
)
def test_a_name_hides_as_little_as_it_can_of_other_circles(
    size: int, beside: dict[str, int], place: str | None
) -> None:
    middles = {"right": (160, 100), "left": (40, 100), "below": (100, 118), "above": (100, 82)}
    circles = [
        {"left": x - r, "right": x + r, "top": y - r, "bottom": y + r, "label": side}
        for side, r in beside.items()
        for x, y in [middles[side]]
    ]
    data = {"x": 100, "y": 100, "size": size, "label": "own"}
    room = {"width": 400, "taken": [], "circles": circles, "lines": []}
    asked = f"placed({json.dumps(data)}, 80, 12, {json.dumps(room)})"
    script = f"import {{ placed }} from {json.dumps(PLACES.as_uri())}; console.log(JSON.stringify({asked}))"
    done = subprocess.run(["node", "--input-type=module", "-e", script], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    if place is None:
        assert found is None
        return
    left, base = found["left"], found["base"]
    told = "right" if left > 100 else "left" if left + 80 < 100 else "below" if base > 100 else "above"
    assert told == place


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The United States towards eighty states and bodies, of some much more than of others."""
    graph = KnowledgeGraph()
    many = [actor for actor in SHIPPED.values() if actor.kind == Kind.STATE and actor.id != "USA"][:80]
    made = [
        claim(STATES[0], DIRECTED, other, at=1000 * n + 40 * m, date=f"2020-01-{m + 1:02}")
        for n, other in enumerate(many)
        for m in range(1 + 30 // (n + 1))
    ]
    graph.add(Document("a.txt", "Text. " * 20_000), made)
    found = tmp_path_factory.mktemp("crowd") / "kg.html"
    found.write_text(explorer(graph), encoding="utf-8")
    return found


@pytest.mark.parametrize(("width", "height"), [(390, 844), (800, 600), (1400, 900)])
def test_no_name_is_over_another_and_small_ones_are_over_no_circle(crowd: Path, width: int, height: int) -> None:
    seen_circles = """() => { const { picture, graph } = explorer;
        return graph.filterNodes((_, { hidden }) => !hidden).map((node) => {
            const data = picture.getNodeDisplayData(node);
            return { ...picture.framedGraphToViewport(data), size: picture.scaleSize(data.size),
                label: graph.getNodeAttribute(node, "label") }; }); }"""
    with seen(crowd, width=width, height=height) as page:
        page.wait_for_timeout(600)
        rested(page, "United States")
        names, circles = page.evaluate("explorer.picture.names"), page.evaluate(seen_circles)
    assert len(names) > 8
    sizes = {circle["label"]: circle["size"] for circle in circles}
    for name in names:
        for other in names:
            beside = name["right"] < other["left"] or name["left"] > other["right"]
            assert name is other or beside or name["bottom"] < other["top"] or name["top"] > other["bottom"]
        if sizes[name["label"]] < 5:
            assert [
                one["label"]
                for one in circles
                if one["label"] != name["label"]
                and name["left"] < one["x"] < name["right"]
                and name["top"] < one["y"] < name["bottom"]
            ] == []


@pytest.mark.parametrize(("width", "height"), [(390, 844), (800, 600), (1400, 900)])
def test_a_selection_is_shown_whole_between_what_lies_over_the_picture(crowd: Path, width: int, height: int) -> None:
    with seen(crowd, "#who=USA&whom=AFG", width=width, height=height) as page:
        page.wait_for_timeout(600)
        found = page.evaluate(
            """() => { const { picture, view } = explorer; const box = (id) => document.getElementById(id)
                .getBoundingClientRect(); const ground = box("canvas");
            return { ends: [view.a, view.b].map((node) => { const data = picture.getNodeDisplayData(String(node));
                return { ...picture.framedGraphToViewport(data), size: picture.scaleSize(data.size) }; }),
                room: { left: 0, right: box("zoom").left - ground.left, bottom: box("legend").top - ground.top,
                top: Math.max(0, box("count").bottom - ground.top) } }; }"""
        )
    for end in found["ends"]:
        assert found["room"]["left"] <= end["x"] - end["size"]
        assert end["x"] + end["size"] <= found["room"]["right"]
        assert found["room"]["top"] <= end["y"] - end["size"]
        assert end["y"] + end["size"] <= found["room"]["bottom"]


@pytest.mark.parametrize(("width", "height"), [(800, 600), (390, 844)])
def test_a_panel_of_a_small_screen_leaves_room_for_the_picture(file: Path, width: int, height: int) -> None:
    with seen(file, width=width, height=height) as page:
        for opened_one, other in (("filters", "side"), ("side", "filters"), ("filters", "side")):
            page.click(f"#fold-{opened_one}")
            panel, ground = (page.locator(one).bounding_box() for one in (f"#{opened_one}", "#canvas"))
            assert panel is not None
            assert ground is not None
            assert not page.locator(f"#{other}").is_visible()
            aside = panel["x"] + panel["width"] <= ground["x"] or ground["x"] + ground["width"] <= panel["x"]
            assert aside or ground["y"] + ground["height"] <= panel["y"]
            assert ground["width"] * ground["height"] > 0.3 * width * height
            assert panel["y"] + panel["height"] <= height
            count = page.locator("#count").bounding_box()
            assert count is not None
            beside = count["x"] >= panel["x"] + panel["width"] or count["x"] + count["width"] <= panel["x"]
            assert beside or count["y"] + count["height"] <= panel["y"]
            page.wait_for_timeout(400)
            where, legend = rested(page, "Russia"), page.locator("#legend").bounding_box()
            assert legend is not None
            assert 0 < where["y"] < legend["y"] - ground["y"]
