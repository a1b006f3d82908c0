"""Usability of the pages: typing errors, URLs to share, links into a text, results."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from graphkit.graph import KnowledgeGraph
from graphkit.model import PartialDate, Span
from graphkit.serve import api, app
from tests.browser import opened
from tests.values import CHN, DIRECTED, PUTIN, SYMMETRIC, UKR, claim, document


@pytest.fixture(scope="module")
def client(kept: Path) -> Iterator[httpx.Client]:
    with TestClient(app(kept, hosts=["testserver"]), base_url="http://testserver") as found:
        yield found


def test_a_name_with_a_slip_leads_to_the_one_that_is_meant(client: httpx.Client) -> None:
    text = client.get("/search", params={"q": "rusia"}).text
    assert 'did you mean <a href="/search?q=Russia">Russia</a>?' in text
    assert client.get("/search?q=Russia").url.path == "/actor/RUS"
    assert "<p>The graph has no actor &#39;rusia&#39;: did you mean Russia?</p>" in client.get("/actor/rusia").text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("page=-1", "Page=&#39;-1&#39; is not a positive number: give one up to 1."),
        ("since=2023-02-30", "Since=&#39;2023-02-30&#39; is not a date: write it as YYYY-MM-DD."),
        ("until=soon", "Until=&#39;soon&#39; is not a date: write it as YYYY-MM-DD."),
        ("since=2024-01-02&until=2023-01-02", "Since=2024-01-02 is after until=2023-01-02: swap them."),
    ],
)
def test_what_is_wrong_with_a_call_is_named(client: httpx.Client, asked: str, told: str) -> None:
    response = client.get(f"/claims?{asked}")
    assert response.status_code == 400
    assert f"<p>{told}</p>" in response.text


def test_every_page_of_a_long_list_can_be_reached() -> None:
    assert api.whole({"page": "1500"}, "page", 1, 2000) == 1500
    assert api.whole({"page": "9" * 99}, "page", 1, 2000) == 2000
    assert api.whole({}, "page", 1, 2000) == 1


def test_the_address_of_a_list_has_what_was_asked_for_and_no_more(server: str) -> None:
    with opened() as (page, watched):
        page.goto(f"{server}/claims")
        page.fill("[name=actor]", "Putin")
        page.fill("[name=words]", "Ukraine")
        page.click("form.ask button")
        assert page.url == f"{server}/claims?actor=Putin&words=Ukraine"
        assert page.locator(".told").count() > 0
        assert page.input_value("[name=actor]") == "Putin"
        page.fill("[name=actor]", "")
        page.fill("[name=words]", "")
        page.click("form.ask button")
        assert page.url == f"{server}/claims"
        assert watched.errors == []


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (390, 844)])
def test_a_link_into_a_text_shows_the_sentence_too(server: str, width: int, height: int) -> None:
    with opened(width, height) as (page, _):
        page.goto(f"{server}/claims?actor=Putin&with=Russia")
        page.click(".told p.soft a")
        assert "/document/three#e" in page.url
        page.wait_for_timeout(200)
        inside = (
            "(node) => { const { top, bottom } = node.getBoundingClientRect(); return [top, bottom, innerHeight]; }"
        )
        for part in (".says li:target", ".stated:has(+ .says li:target) mark.subject"):
            top, bottom, tall = page.locator(part).evaluate(inside)
            assert 0 <= top < bottom <= tall, part


def test_a_sentence_of_a_table_stands_on_a_line_of_its_own(server: str) -> None:
    with opened(800, 600) as (page, _):
        page.goto(f"{server}/dyad/RUS/UKR")
        above = (
            "(node) => [node.getBoundingClientRect().top, node.previousElementSibling.getBoundingClientRect().bottom]"
        )
        top, bottom = page.locator("td.example").first.evaluate(above)
        assert top >= bottom


BROKEN = """() => [...document.querySelectorAll(".yasr_results table :is(th, td)")].filter((node) => {
    const words = node.textContent.trim();
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top / 12)));
    return /^[A-Za-z:]+$/.test(words) && lines.size > 2; }).map((node) => node.textContent)"""


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (390, 844)])
def test_ready_queries_answer_in_plain_words_that_lead_to_pages(server: str, width: int, height: int) -> None:
    with opened(width, height) as (page, watched):
        page.goto(f"{server}/sparql")
        page.wait_for_selector(".yasqe_queryButton")
        page.select_option("#ready", "evidence")
        page.click(".yasqe_queryButton")
        page.wait_for_selector(".yasr_results table tbody td .nonIri")
        cells = page.locator(".yasr_results table tbody td").all_inner_texts()
        assert {"gk:affirmed", "gk:negated"} & set(cells)
        assert [cell for cell in cells if "XMLSchema" in cell or cell.startswith('"')] == []
        assert page.evaluate(BROKEN) == []
        page.select_option("#ready", "dyad")
        page.click(".yasqe_queryButton")
        page.wait_for_selector(".yasr_results a.iri >> text=offersTalksTo")
        with page.expect_popup() as opening:
            page.locator(".yasr_results a.iri").first.click()
        assert opening.value.url == f"{server}/relation/offersTalksTo"
        with page.expect_popup() as opening:
            page.locator(".yasr_results a.iri").nth(1).click()
        assert opening.value.url.startswith(f"{server}/claims?status=")
        assert watched.errors == []


def test_what_is_wrong_with_a_query_is_read_without_scrolling(server: str) -> None:
    with opened(390, 844) as (page, _):
        page.goto(f"{server}/sparql")
        page.wait_for_selector(".yasqe_queryButton")
        page.evaluate("yasgui.getTab().getYasqe().setValue('SELECT ?x WHERE { ?x gk:bogus }}')")
        page.click(".yasqe_queryButton")
        told = page.locator(".yasr pre")
        told.wait_for()
        assert "not SPARQL" in told.inner_text()
        assert told.evaluate("(node) => node.scrollWidth <= node.clientWidth")


def test_a_sentence_with_several_claims_stands_once_with_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "kg.db"
    made = [claim(), claim(PUTIN, SYMMETRIC, CHN, at=200, date="2021")]
    whole, other = "Putin and Xi met, and Russia helped.", "Putin and Xi met again."
    two = [
        replace(one, evidence=(replace(one.evidence[0], quote=Span(0, len(whole), whole)),))
        for one in (*made, claim(UKR, DIRECTED, CHN, at=100, date="2023"))
    ]
    later = claim(PUTIN, SYMMETRIC, CHN, at=300, date="2020")
    later = replace(later, evidence=(replace(later.evidence[0], quote=Span(300, 300 + len(other), other)),))
    with KnowledgeGraph(path) as graph:
        graph.add(document(published=PartialDate(2022)), [*two, later])
    with TestClient(app(path, hosts=["testserver"])) as client:
        for page in ("/claims", "/actor/CHN", "/search?q=Putin&all=1"):
            text = client.get(page).text
            assert text.count(f'<blockquote dir="auto">{whole}</blockquote>') == 1, page
            assert text.count('<div class="told">') == 2, page
            first = text.partition('<div class="told">')[2].partition("</div>")[0]
            assert [f'href="/claim/{one.id}"' in first for one in two] == [True] * 3, page
            assert first.count("2021 · ") == first.count("2023 · ") == 1, page
        assert "4 pieces of evidence in 2 sentences, 1 to 2," in client.get("/claims").text
        shown = client.get("/claims?limit=1").text
        assert f"{other}</blockquote>" not in shown
        assert "page 1 of 2" in shown
        assert f"{other}</blockquote>" in client.get("/claims?limit=1&page=2").text
        assert "The latest 2 of" not in client.get("/search?q=Putin&all=1").text
