"""Pages are legible in light and dark mode: text has enough contrast (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.browser import opened
from tests.values import DIRECTED

PATHS = (
    "/claims",
    "/contested",
    "/api",
    "/search?q=u&all=1",
    "/document/one",
    "/no/such",
    "/actor/RUS",
    "/dyad/RUS/UKR",
)
FAINT = """(least) => {
    const numbers = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number)
        .map((value, n) => colour.startsWith("color(") && n < 3 ? 255 * value : value);
    const light = ([r, g, b]) => { const part = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
        return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b); };
    const over = ([r, g, b, a = 1], below) => [r, g, b].map((v, n) => a * v + (1 - a) * below[n]);
    const behind = (node) => { const found = numbers(getComputedStyle(node).backgroundColor);
        const rest = () => node.parentElement ? behind(node.parentElement) : [255, 255, 255];
        return found.length === 4 && found[3] === 0 ? rest() : over(found, found.length === 4 ? rest() : [0, 0, 0]); };
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const faint = new Set();
    let seen = 0;
    while (words.nextNode()) {
        const node = words.currentNode.parentElement, style = getComputedStyle(node);
        const text = words.currentNode.textContent.trim();
        if (!text || node.closest("script, style, #yasgui") || !node.checkVisibility({ visibilityProperty: true })) {
            continue; }
        seen += 1;
        const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        const below = behind(node), own = node.closest("svg") ? style.fill : style.color;
        const [high, low] = [light(over(numbers(own), below)), light(below)].sort((a, b) => b - a);
        const ratio = (high + 0.05) / (low + 0.05);
        if (ratio < (large ? 3 : least)) faint.add(`${text.slice(0, 40)}: ${ratio.toFixed(2)}`);
    }
    return { seen, faint: [...faint] };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1400, 900), (800, 600), (390, 844)])
def test_all_words_stand_out(server: str, scheme: Literal["light", "dark"], width: int, height: int) -> None:
    grounds = set()
    with opened(width, height) as (page, watched):
        page.emulate_media(color_scheme=scheme)
        for path in (*PATHS, f"/relation/{DIRECTED.name}", "/sparql", "/"):
            page.goto(f"{server}{path}")
            if path == "/":
                page.wait_for_selector("html[data-ready]")
            told = page.evaluate(FAINT, 4.5)
            assert told["seen"] > 5, path
            assert told["faint"] == [], path
            grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert [error for error in watched.errors if "404" not in error] == []
    (ground,) = grounds
    assert (sum(map(int, ground.removeprefix("rgb(").removesuffix(")").split(","))) < 200) == (scheme == "dark")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_hints_in_fields_are_as_legible_as_other_words(server: str, scheme: Literal["light", "dark"]) -> None:
    with opened(800, 600) as (page, _):
        page.emulate_media(color_scheme=scheme)
        for path, soft in (("/claims", ".soft"), ("/", ".hint")):
            page.goto(f"{server}{path}")
            colour = "([selector, part]) => getComputedStyle(document.querySelector(selector), part).color"
            hint = page.evaluate(colour, ["input[placeholder]", "::placeholder"])
            assert hint == page.evaluate(colour, [soft, None]), path


def test_the_head_of_a_page_is_one_line_and_a_phrase_is_read_in_its_field(server: str) -> None:
    with opened(800, 600) as (page, _):
        page.goto(f"{server}/claims")
        head = page.locator("body > header").bounding_box()
        assert head
        assert head["height"] < 64
        needed = "(node) => { node.value = node.placeholder; return [node.scrollWidth, node.clientWidth]; }"
        wanted, room = page.locator("body > header input").evaluate(needed)
        assert wanted <= room
