"""The pages of the server: in the HTML, and as a person sees them in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import quote

import httpx2 as httpx
import pyoxigraph
import pytest
from starlette.testclient import TestClient

from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Kind, PartialDate
from graphkit.model.tenure import Tenure
from graphkit.serve import app
from tests.browser import opened
from tests.values import DIRECTED, PUTIN, RELATIONS, RUS, STANDING, claim, document

LED = ("/actor/", "/document/", "/dyad/", "/claim/", "/claims?")
"""Where links with an id lead."""


@pytest.fixture(scope="module")
def client(kept: Path) -> Iterator[httpx.Client]:
    with TestClient(app(kept, hosts=["testserver"]), base_url="http://testserver") as found:
        yield found


def test_every_page_answers_and_takes_no_text_for_markup(client: httpx.Client) -> None:
    claims = client.get("/api/claims").json()
    paths = ["/", "/claims", "/claims?words=russia", "/contested", "/api", "/sparql", "/actor/EVIL", "/dyad/RUS/EVIL"]
    paths += [f"/document/{quote(claim['document'], safe='')}" for claim in claims]
    paths += [
        "/search?q=u&all=1",
        "/relation/visits",
        f"/claim/{claims[0]['claim']}",
        *(f"/claim/{c['claim']}" for c in claims),
    ]
    for path in paths:
        response = client.get(path, headers={"accept": "text/html"})
        assert response.status_code == 200, path
        assert "alert(1)</script>" not in response.text, path
        assert "<b>bold</b>" not in response.text, path
        assert "default-src 'none'" in response.headers["content-security-policy"], path


def test_no_page_has_a_control_character_or_turns_text_around(tmp_path: Path) -> None:
    hostile = "a\x1b[2Jb\x07\x9b31m\x7f\u202ec\x02d\u2066e\r\nf"
    evil = Actor("EVIL", hostile, Kind.PERSON, "EVIL")
    told = claim(evil, DIRECTED, RUS, document="one", speaker=evil, date="2024")
    told_in = replace(document("one", f"{hostile} " * 20), title=hostile, url=f"https://{hostile}/")
    with KnowledgeGraph(tmp_path / "kg.db") as graph:
        graph.add(told_in, [told])
    paths = ["/", "/claims", "/search?q=a&all=1", "/actor/EVIL", "/dyad/EVIL/RUS", "/document/one", f"/claim/{told.id}"]
    paths += [f"/relation/{DIRECTED.name}", "/sparql", "/actor/%E2%80%AE", "/%E2%80%AE%1B"]
    with TestClient(app(tmp_path / "kg.db", hosts=["testserver"])) as client:
        for path in paths:
            text = client.get(path, headers={"accept": "text/html"}).text
            assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text), path
        assert "a␛[2Jb␇\ufffd31m␡\ufffdc␂d\ufffde\nf" in client.get("/document/one").text


def test_links_to_ids_of_every_kind_lead_somewhere(tmp_path: Path) -> None:
    ids = [
        "a/b",
        "a%2Fb",
        "100%",
        "w?h#a&t",
        "s p+c;e",
        "ü",
        "Ü",
        " before",
        "after ",
        "c\x851",
        "\u202eb",
        "l\u2028s",
        "..x",
    ]
    with KnowledgeGraph(tmp_path / "kg.db") as graph:
        for key in ids:
            one = Actor(key, f"Name of {key}", Kind.PERSON, key)
            graph.add(document(key), [claim(one, DIRECTED, RUS, document=key, speaker=one, date="2024")])
    seen, left = set[str](), ["/claims?limit=200", "/actor/RUS", f"/relation/{DIRECTED.name}"]
    with TestClient(app(tmp_path / "kg.db", hosts=["testserver"])) as client:
        while left:
            path = left.pop()
            answer = client.get(path, headers={"accept": "text/html"})
            assert answer.status_code == 200, path
            seen.add(path)
            links = (unescape(link).partition("#")[0] for link in re.findall('<a href="(/[^"]*)"', answer.text))
            left += {link for link in links if link.startswith(LED)} - seen - set(left)
    for kind in ("actor", "document"):
        assert {f"/{kind}/{quote(key, safe='')}" for key in ids} <= seen


def test_an_empty_answer_says_what_it_is_that_there_is_none_of(tmp_path: Path) -> None:
    with KnowledgeGraph(tmp_path / "kg.db") as graph:
        graph.add(document(), [claim()])
    with TestClient(app(tmp_path / "kg.db", hosts=["testserver"])) as client:
        assert "No claim in this graph is contested." in client.get("/contested").text
        assert (
            "No sentence matches all fields; clear a field, or give words exactly as in the sentence."
            in client.get("/claims?status=contested&words=nothing").text
        )
        assert (
            "No sentence contains all of these words in exactly this form."
            in client.get("/search?q=offer+nothing").text
        )
        assert "confidence 0.90" in client.get("/claims").text


def test_a_search_leads_to_the_actor(client: httpx.Client) -> None:
    response = client.get("/search", params={"q": "putin"})
    assert response.url.path == "/actor/vladimir-putin"
    assert f'{STANDING.label} <a href="/actor/RUS">Russia</a>' in response.text
    assert client.get("/search", params={"q": "nobody at all"}).status_code == 404


def test_what_is_not_there_is_said_in_one_page(client: httpx.Client) -> None:
    for path in ("/actor/nobodyx", "/claim/none", "/relation/none", "/dyad/RUS/nobodyx"):
        response = client.get(path)
        assert response.status_code == 404, path
        assert "<h1>Not found</h1>" in response.text


def test_names_may_have_a_slash(tmp_path: Path) -> None:
    odd = Actor("a/b%2F?c", "AC/DC", Kind.ARMED_GROUP, "AC/DC")
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as graph:
        graph.add(document(), [claim(odd, DIRECTED, RUS)])
    with TestClient(app(path, hosts=["testserver"])) as client:
        (row,) = client.get("/api/claims").json()
        for key in (odd.id, odd.code, odd.name):
            part = quote(key, safe="")
            assert client.get(f"/api/actors/{part}").json()["actor"]["id"] == odd.id
            assert "<h1>AC/DC</h1>" in client.get(f"/actor/{part}").text
            assert "<h1>AC/DC and Russia</h1>" in client.get(f"/dyad/{part}/RUS").text
        assert client.get("/search", params={"q": odd.id}).status_code == 200
        assert row["claim"] in client.get(f"/actor/{quote(odd.id, safe='')}").text
        assert client.get("/static/style.css").status_code == client.get("/static/sparql.js").status_code == 200


def test_actors_and_claims_are_rdf_for_programs(client: httpx.Client) -> None:
    key = client.get("/api/claims", params={"actor": "UKR", "limit": "1"}).json()[0]["claim"]
    for path in ("/actor/RUS", f"/claim/{key}", "/relation/visits"):
        response = client.get(path, headers={"accept": "text/turtle"})
        assert response.headers["content-type"].startswith("text/turtle"), path
        assert len(list(pyoxigraph.parse(response.content, format=pyoxigraph.RdfFormat.TURTLE))) > 5, path
    assert f"claim:{key}" in client.get(f"/claim/{key}", headers={"accept": "text/turtle"}).text


def test_a_sentence_has_its_parts_marked(client: httpx.Client) -> None:
    key = client.get("/api/claims", params={"actor": "UKR", "limit": "1"}).json()[0]["claim"]
    text = client.get(f"/claim/{key}").text
    for part in ('<mark class="subject"', '<mark class="object">Ukraine</mark>', '<mark class="cue"'):
        assert part in text


def test_hearsay_is_told_as_such(tmp_path: Path) -> None:
    made = claim(hearsay=True)
    with KnowledgeGraph(tmp_path / "kg.db") as graph:
        graph.add(document(), [made])
    with TestClient(app(tmp_path / "kg.db", hosts=["testserver"])) as client:
        assert "actual, said by an unnamed source" in client.get(f"/claim/{made.id}").text
        assert "says an unnamed source" in client.get("/claims").text


def test_an_office_below_the_head_is_named_on_every_page(tmp_path: Path) -> None:
    made = claim(
        PUTIN, RELATIONS["leads"], RUS, tenure=Tenure("foreign_minister", PartialDate(2018), PartialDate(2021))
    )
    with KnowledgeGraph(tmp_path / "kg.db") as graph:
        graph.add(document(), [made])
    with TestClient(app(tmp_path / "kg.db", hosts=["testserver"])) as client:
        claims, actor, source = (
            client.get(path).text for path in ("/claims", "/actor/vladimir-putin", "/document/a.txt")
        )
        assert f'<a href="/claim/{made.id}">is foreign minister of</a> <a href="/actor/RUS">Russia</a>' in claims
        assert f'<a href="/claim/{made.id}">is foreign minister of</a> <a href="/actor/RUS">Russia</a>' in source
        assert '· is foreign minister of <a href="/actor/RUS">Russia</a>' in actor
        page = client.get(f"/claim/{made.id}").text
        assert "<title>Vladimir Putin is foreign minister of Russia" in page
        assert "affirmed, actual · foreign minister 2018 to 2021 · by" in page
        (row,) = client.get("/api/claims").json()
        assert (row["relation"], row["office"]) == ("leads", "foreign_minister")
        (post,) = client.get("/api/actors/vladimir-putin").json()["offices"]
        assert post == {"relation": "leads", "code": "RUS", "name": "Russia", "office": "foreign_minister"}
        (place,) = client.get(f"/api/claims/{made.id}").json()["evidence"]
        assert [place[part] for part in ("office", "office_from", "office_until")] == [
            "foreign_minister",
            "2018",
            "2021",
        ]


def test_the_pages_in_a_browser(server: str) -> None:
    with opened() as (page, watched):
        page.goto(f"{server}/")
        page.wait_for_selector("html[data-ready]")
        page.fill("#search", "Putin")
        page.press("#search", "Enter")
        assert page.locator("#side h2").inner_text() == "Russia"  # whom he acts for
        page.click("#side .pairs button")
        assert page.locator("#side blockquote").count() >= 1
        page.click("text=Claims")
        page.fill("input[name=q]", "Putin")
        page.press("input[name=q]", "Enter")
        assert page.locator("h1").inner_text() == "Vladimir Putin"
        page.click("main table a")
        assert "Ukraine" in page.locator("h1").inner_text()
        assert page.locator("svg rect").count() == 1
        page.click(".told >> nth=0 >> a >> nth=1")
        assert page.locator("blockquote mark.subject").first.inner_text() == "Vladimir Putin"
        page.goto(f"{server}/actor/EVIL")
        assert page.locator("h1").inner_text().startswith("</script><script>alert(1)</script>")

        page.goto(f"{server}/sparql")
        page.wait_for_selector(".yasqe_queryButton")
        page.click(".yasqe_queryButton")
        page.wait_for_selector(".yasr_results table tbody tr")
        assert page.locator(".yasr_results table tbody tr").count() == 7
        assert watched.errors == []
        assert all(url.startswith((server, "data:", "blob:")) for url in watched.requests)


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (800, 600), (390, 844)])
def test_counts_and_bars_are_clicked_and_no_page_is_wider_than_its_window(server: str, width: int, height: int) -> None:
    with opened(width, height) as (page, watched):
        clicked = 0
        for path in ("/actor/RUS", "/dyad/RUS/UKR", "/dyad/RUS/CHN", f"/relation/{DIRECTED.name}"):
            page.goto(f"{server}{path}")
            for part in ('main table a[href^="/claims"], main .counts a[href^="/claims"]', ".chart a"):
                for number in range(page.locator(part).count()):
                    link = page.locator(part).nth(number)
                    told = link.inner_text() if part != ".chart a" else link.locator("title").text_content()
                    assert told
                    link.click()
                    period, _, events = told.rpartition(": ")
                    sentences = int(page.locator("[role=status]").inner_text().split()[0])
                    copies = sentences - int(events.split()[0])  # a bar counts what copies tell once
                    assert copies >= 0 if period else copies == 0, (path, told)
                    lines = page.locator(".told .says li").all_inner_texts()
                    assert lines
                    assert all(period in line for line in lines)
                    page.go_back()
                    clicked += 1
        assert clicked == 10
        paths = ("/claims", "/contested", "/api", "/sparql", "/search?q=u&all=1", "/document/one", "/no/such", "/")
        for path in (*paths, "/actor/RUS", "/dyad/RUS/UKR", "/actor/EVIL"):
            page.goto(f"{server}{path}")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert [error for error in watched.errors if "404" not in error] == []


def test_on_a_phone_nothing_is_cut_off_or_covered(server: str) -> None:
    inside = """(selector) => [...document.querySelectorAll(selector)].every((node) => {
        const { left, right } = node.getBoundingClientRect();
        return left >= 0 && right <= innerWidth; })"""
    with opened(390, 844) as (page, watched):
        for path, selectors in {
            "/dyad/RUS/UKR": ("main td", ".chart rect", ".chart text"),
            "/actor/RUS": ("main th", ".chart rect", ".chart text"),
            "/claims": ("main input", "main select", "blockquote"),
        }.items():
            page.goto(f"{server}{path}")
            for selector in selectors:
                assert page.locator(selector).count(), (path, selector)
                assert page.evaluate(inside, selector), (path, selector)
        page.goto(f"{server}/sparql")
        page.wait_for_selector(".yasqe_queryButton")
        page.wait_for_selector(".CodeMirror-line")
        # in one step, since the editor draws its lines anew as it likes
        edges = """() => [document.querySelector(".yasqe_queryButton").getBoundingClientRect().bottom,
            document.querySelector(".CodeMirror-line").getBoundingClientRect().top]"""
        button, line = page.evaluate(edges)
        assert 0 < button <= line
        page.click(".yasqe_queryButton")
        page.wait_for_selector(".yasr_results table tbody tr")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.goto(f"{server}/api")
        broken = """() => [...document.querySelectorAll("main td")].some((node) => {
            const words = document.createRange();
            words.selectNodeContents(node);
            const line = parseFloat(getComputedStyle(node).lineHeight);
            return node.textContent && words.getBoundingClientRect().height > 5 * line; })"""
        assert not page.evaluate(broken), "columns too narrow to be read"
        assert watched.errors == []


def test_a_page_for_an_error_is_for_who_reads_it_in_a_browser(client: TestClient) -> None:
    text = client.get("/actor/nobody-here").text
    assert "<p>The graph has no actor &#39;nobody-here&#39;.</p>" in text
    assert "`" not in text
