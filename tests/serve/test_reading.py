"""From a question to the sentence and on to its document: lists, counts, charts, search and failures."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Document, Kind, PartialDate, Polarity, Status
from graphkit.serve import api, app
from graphkit.serve.chart import TALL, TOP, chart
from graphkit.store.reading import Event
from tests.browser import opened
from tests.values import CHN, DIRECTED, PUTIN, RELATIONS, RUS, STANDING, SYMMETRIC, UKR, claim, document

ADDRESS = "https://www.example.org/a?b=1&c=2"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Russia towards Ukraine in many ways and words, sixty times in a document of a newspaper."""
    path = tmp_path_factory.mktemp("reading") / "kg.db"
    made = [claim(RUS, DIRECTED, UKR, document="a/b", at=100 * n, date=f"2022-{n % 12 + 1:02}-01") for n in range(60)]
    made += [
        claim(PUTIN, SYMMETRIC, UKR, document="a/b", at=6000, date="2022-03"),
        claim(UKR, SYMMETRIC, RUS, document="a/b", at=6100, status=Status.PLANNED),
        claim(UKR, DIRECTED, RUS, document="a/b", at=6200, polarity=Polarity.NEGATED, speaker=CHN),
        claim(PUTIN, STANDING, RUS, document="a/b", at=6300),
        claim(RUS, DIRECTED, UKR, document="a/b", at=6400, date="2022-03-01", confidence=0.3),
    ]
    text = "".join(place.quote.text.ljust(100) for one in made for place in one.evidence)
    with KnowledgeGraph(path) as graph:
        graph.add(Document("a/b", text, "War & <i>peace</i>", ADDRESS, PartialDate(2024, 1, 1)), made)
    with TestClient(app(path, hosts=["testserver"]), raise_server_exceptions=False) as found:
        found.headers["accept"] = "text/html"
        yield found


def test_every_sentence_leads_to_its_document(client: httpx.Client) -> None:
    key = client.get("/api/claims").json()[0]["claim"]
    for path in ("/claims", "/actor/RUS", "/dyad/RUS/UKR", f"/claim/{key}", "/search?q=russia&all=1"):
        text = client.get(path).text
        home = re.search(r'<a href="(/document/a%2Fb)#(e[0-9a-f]+)">War &amp; &lt;i&gt;peace&lt;/i&gt;</a>', text)
        assert home, path
        assert f'<a href="{html.escape(ADDRESS)}" rel="noreferrer">example.org</a> · 2024-01-01' in text, path
        whole = client.get(home[1]).text
        assert f'<li id="{home[2]}">' in whole
    assert whole.count('<li id="e') == 65
    assert '<mark class="subject">Vladimir Putin</mark>' in whole
    assert "65 claims" in whole


def test_counts_lead_to_as_many_sentences(client: httpx.Client) -> None:
    seen = 0
    for path in ("/actor/RUS", "/actor/UKR", "/actor/vladimir-putin", "/dyad/RUS/UKR", f"/relation/{SYMMETRIC.name}"):
        for address, number in re.findall(r'<a href="(/claims\?[^"]*)">(\d+)</a>', client.get(path).text):
            found = client.get(html.unescape(address)).text
            assert re.search(rf'role="status">{number} sentences?[,<]', found), (path, address)
            seen += 1
    assert seen >= 9


def test_counts_are_right_where_one_name_begins_another(tmp_path: Path) -> None:
    gin, gnb = (Actor(code, name, Kind.STATE, code) for code, name in (("GIN", "Guinea"), ("GNB", "Guinea-Bissau")))
    with KnowledgeGraph(tmp_path / "kg.db") as graph:
        graph.add(document(), [claim(gnb, DIRECTED, gin)])
    with TestClient(app(tmp_path / "kg.db", hosts=["testserver"])) as client:
        (address,) = re.findall(r'<a href="(/claims\?by[^"]*)">1</a>', client.get("/dyad/GIN/GNB").text)
        assert 'role="status">1 sentence,' in client.get(html.unescape(address)).text


def test_claims_are_asked_by_a_form_and_come_in_pages(client: httpx.Client) -> None:
    text = client.get("/claims", params={"actor": "russia", "relation": DIRECTED.name, "since": "2022-01-01"}).text
    assert "62 sentences, 1 to 50" in text
    assert f'<option value="{DIRECTED.name}" selected>{DIRECTED.label}</option>' in text
    assert 'name="since" value="2022-01-01"' in text
    later = re.search(r'rel="next" href="([^"]+)"', text)
    assert later
    assert "62 sentences, 51 to 62" in client.get(html.unescape(later[1])).text
    assert "1 sentence," in client.get("/claims?speaker=china").text
    assert "64 sentences," in client.get("/claims?confidence=0.5").text
    assert "0 sentences" in client.get("/claims?words=nothing&page=7").text
    for wrong in ("actor=nobody+at+all", "how=what", "page=x", "confidence=2", "since=soon", "relation=none"):
        assert client.get(f"/claims?{wrong}").status_code in (400, 404), wrong


def test_relations_are_told_in_plain_words(client: httpx.Client) -> None:
    for path in ("/actor/RUS", "/dyad/RUS/UKR", "/claims", "/search?q=russia&all=1"):
        shown = re.sub(r"<[^>]*>", "", client.get(path).text)
        assert DIRECTED.label in shown, path
        assert DIRECTED.name not in shown, path


def test_the_search_finds_actors_relations_and_sentences(client: httpx.Client) -> None:
    text = client.get("/search", params={"q": DIRECTED.label}).text
    assert f'<a href="/relation/{DIRECTED.name}">' in text
    text = client.get("/search", params={"q": "ukr", "all": "1"}).text
    assert '<a href="/actor/UKR">Ukraine</a>' in text
    assert "The latest 12 of" in client.get("/search", params={"q": "ukraine", "all": "1"}).text
    assert client.get("/search", params={"q": "volodymyr nobody"}).status_code == 404
    text = client.get("/search", params={"q": "ukrain", "all": "1"}).text
    assert "these contain words that start with it (ukrain*)" in text
    assert 'The latest 12 of <a href="/claims?words=ukrain%2A">' in text


def test_failures_look_like_pages(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    for path, status in (("/no/such", 404), ("/document/none", 404), ("/claims?page=0", 400), ("/static/none", 404)):
        response = client.get(path)
        assert response.status_code == status, path
        assert 'role="search"' in response.text, path
    monkeypatch.setattr(api, "chosen", broken)
    response = client.get("/claims")
    assert response.status_code == 500
    assert "its log says why" in response.text
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert client.get("/no/such", headers={"accept": "*/*"}).text == "Not Found\n"


def test_a_chart_has_axes_years_and_a_zero_line() -> None:
    def event(day: str, intensity: float) -> Event:
        ends = ("RUS", "RUS", "r", "G", intensity, False, "UKR", "UKR")
        return Event("c", day, *ends, "asserted", "affirmed", "actual", None, day, 0.9, "d", day, "", False)

    assert chart([]) is None
    drawn = chart([event("2021-11-05", 4), event("2022-02-24", -9)])
    assert drawn is not None
    assert [year for _, year in drawn.years] == ["2022"]
    (zero,) = (y for y, label in drawn.values if label == "0")
    plus, minus = drawn.bars
    assert plus.y + plus.height == pytest.approx(zero)
    assert minus.y == pytest.approx(zero)
    assert minus.height / plus.height == pytest.approx(9 / 4, rel=0.01)
    assert (minus.since, minus.until) == ("2022-02-01", "2022-02-28")
    assert min(bar.y for bar in drawn.bars) >= TOP
    assert minus.y + minus.height <= TOP + TALL
    one = chart([event("2014-12-18", 1)])
    assert one is not None
    assert one.years == ((one.bars[0].x, "2014-12"),)
    long = chart([event(f"{year}-01-01", 1) for year in range(1950, 2020)])
    assert long is not None
    assert [year for _, year in long.years] == [str(year) for year in range(1950, 2020, 10)]


def test_a_year_at_the_end_of_an_axis_is_named_whole(tmp_path: Path) -> None:
    ends = [claim(RUS, DIRECTED, UKR, document="a", at=n, date=day) for n, day in ((0, "2017-02"), (99, "2022-01"))]
    with KnowledgeGraph(tmp_path / "kg.db") as graph:
        graph.add(document("a"), ends)
    with TestClient(app(tmp_path / "kg.db", hosts=["testserver"])) as client:
        text = client.get("/dyad/RUS/UKR").text
    (wide,) = re.findall(r'viewBox="0 0 (\d+)', text)
    named = re.findall(r'<text class="year"( text-anchor="end")? x="([\d.]+)" y="[\d.]+">(\d+)<', text)
    assert [year for *_, year in named] == ["2018", "2019", "2020", "2021", "2022"]
    for at_end, x, year in named:
        for sign in (6.7, 13.4):  # a digit, on a phone twice as large
            assert float(x) + (0 if at_end else sign * len(year)) <= int(wide), year


def test_the_ready_queries_are_offered_and_dark_is_dark(server: str) -> None:
    with opened() as (page, watched):
        page.emulate_media(color_scheme="dark")
        page.goto(f"{server}/sparql")
        page.wait_for_selector(".yasqe_queryButton")
        assert page.locator("#yasgui").evaluate("node => getComputedStyle(node).filter").startswith("invert")
        page.select_option("#ready", "speakers")
        page.click(".yasqe_queryButton")
        page.wait_for_selector(".yasr_results table tbody tr")
        assert (
            "China" in page.locator(".yasr_results").inner_text() or "CHN" in page.locator(".yasr_results").inner_text()
        )
        assert watched.errors == []
        assert all(url.startswith((server, "data:", "blob:")) for url in watched.requests)


def test_nothing_that_people_read_is_in_camel_case(tmp_path: Path) -> None:
    group = Actor("FRONT", "Some Front", Kind.ARMED_GROUP, "FRONT")
    relation = next(one for one in RELATIONS.values() if one.name.lower() != one.name and not one.standing)
    with KnowledgeGraph(tmp_path / "kg.db") as graph:
        graph.add(document(), [claim(group, relation, RUS)])
    with TestClient(app(tmp_path / "kg.db", hosts=["testserver"])) as client:
        for path in (
            "/actor/FRONT",
            "/search?q=front&all=1",
            "/dyad/FRONT/RUS",
            f"/relation/{relation.name}",
            "/claims",
        ):
            shown = client.get(path).text.partition("<main")[2]
            assert path not in ("/actor/FRONT", "/search?q=front&all=1") or "armed group · " in shown
            shown = re.sub(r"<code>[^<]*</code>|<[^>]*>", " ", shown)  # what is to be typed is as it is typed
            assert re.findall(r"\b[a-zA-Z]*[a-z][A-Z]\w*", shown) == [], path
