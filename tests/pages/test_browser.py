"""The explorer as a person uses it, from disk, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.graph import KnowledgeGraph
from graphkit.pages import page as explorer
from tests.browser import opened
from tests.pages.conftest import HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Page as Tab


def test_the_explorer_works_from_disk(kg: KnowledgeGraph, tmp_path: Path) -> None:
    file = tmp_path / "kg.html"
    file.write_text(explorer(kg, title=HOSTILE, persons=True), encoding="utf-8")
    with opened() as (page, watched):
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]")
        count = page.locator("#count")
        assert count.inner_text() == "4 actors, 3 directed pairs, 3 pieces of evidence"  # the denied one waits

        page.fill("#search", "Putin")
        page.press("#search", "Enter")
        assert page.locator("#side h2").inner_text() == "Vladimir Putin"
        page.click("#side .pairs button")
        assert page.locator("#side blockquote").inner_text() == "Vladimir Putin offers talks to Ukraine."
        page.fill("#search", "alert(1)")
        page.press("#search", "Enter")
        assert page.locator("#side h2").inner_text().startswith("</script><script>alert(1)</script>")

        page.keyboard.press("Escape")
        assert page.locator("#side h2").inner_text() == "Strongest pairs"
        page.wait_for_timeout(400)  # the camera has arrived
        page.keyboard.press("0")
        where = resting(page)
        box = page.locator("#picture").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + where["x"], box["y"] + where["y"])
        page.wait_for_selector("#side blockquote")

        page.keyboard.press("Escape")
        before = page.locator("#picture").screenshot()
        page.get_by_label("denied").check()
        assert count.inner_text() == "5 actors, 4 directed pairs, 4 pieces of evidence"
        page.wait_for_timeout(200)
        assert page.locator("#picture").screenshot() != before

        page.get_by_label("until month").fill("0")
        assert count.inner_text() == "2 actors, 1 directed pair, 1 piece of evidence"
        page.get_by_label("minimum confidence").fill("1")
        assert count.inner_text() == "0 actors, 0 directed pairs, 0 pieces of evidence"
        assert watched.errors == []
        assert watched.requests == [file.as_uri()]


def resting(page: Tab) -> dict[str, float]:
    """The middle of the first line once the camera rests."""
    before = None
    for _ in range(100):
        page.wait_for_timeout(200)
        where: dict[str, float] = page.evaluate(MIDDLE)
        if where == before:
            return where
        before = where
    pytest.fail("the camera never stands still")


MIDDLE = """(() => {
  const { picture, graph } = explorer;
  const [one, other] = graph.extremities(graph.edges()[0]).map((node) => picture.getNodeDisplayData(node));
  return picture.framedGraphToViewport({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
})()"""
