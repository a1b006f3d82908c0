"""The pages of the server as Jinja2 templates; values from a graph are escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from graphkit.pages.templates import environment
from graphkit.questions import standing

if TYPE_CHECKING:
    from jinja2 import Environment

LINKS = {
    "Explorer": "/",
    "Claims": "/claims",
    "Contested": "/claims?status=contested",
    "SPARQL": "/sparql",
    "API": "/api",
}
"""The main pages of the server."""


def part(text: object) -> str:
    """A text as one segment of a path."""
    return quote(str(text), safe="")


def words(kind: str) -> str:
    """The kind of an actor in words.

    >>> words("ArmedGroup")
    'armed group'
    """
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", kind).lower()


def claims(**asked: object) -> str:
    """The URL of a list of claims; empty values are left out."""
    given = {name: value for name, value in asked.items() if value not in ("", None)}
    return f"/claims?{urlencode(given)}" if given else "/claims"


def search(words: str) -> str:
    """The URL of all search results for some words."""
    return f"/search?{urlencode({'q': words, 'all': '1'})}"


@cache
def _templates() -> Environment:
    found = environment(Path(__file__).parent / "templates")
    found.filters |= {"part": part, "words": words}
    found.globals |= {"claims": claims, "search": search, "standing": standing, "links": LINKS}
    return found


def render(template: str, title: str, here: str = "", /, **values: Any) -> str:  # noqa: ANN401 - what the template asks for
    """A complete page; ``here`` is the name of its link in the navigation."""
    context: Mapping[str, Any] = {"title": title, "here": here, **values}
    return _templates().get_template(f"{template}.html").render(context)
