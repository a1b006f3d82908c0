"""A graph, its explorer and its documents in a notebook: HTML, everything escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.formats import whole
from graphkit.model.control_characters import escaped
from graphkit.model.tenure import phrase
from graphkit.pages import page
from graphkit.questions import pairs
from graphkit.show.passages import how, passages
from graphkit.show.snippets import markup_of

if TYPE_CHECKING:
    from graphkit.model import Claim, Document, Evidence
    from graphkit.store.view import View

SHOWN = 8
"""The maximum number of pairs shown."""


class Html:
    """HTML that a notebook renders; ``save`` writes it to a file."""

    def __init__(self, text: str, about: str) -> None:
        self.text, self._about = text, about

    def _repr_html_(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self._about

    def save(self, path: Path | str) -> Path:
        """Write the HTML to a file; returns its path."""
        with whole(Path(path)) as file:
            file.write(self.text)
        return Path(path)


class Page(Html):
    """A complete page, shown in an iframe by a notebook."""

    height = 640

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.text)}" style="width:100%;height:{self.height}px;border:1px solid #8886" '
            f'sandbox="allow-scripts" title="{escape(repr(self))}"></iframe>'
        )


def show(graph: View, *, title: str = "graphkit", persons: bool = False) -> Page:
    """The explorer for a graph."""
    return Page(page(graph, title=title, persons=persons), f"explorer of {_count(len(graph), 'claim')}")


def of_graph(graph: View) -> str:
    """A graph: its size and its most active pairs."""
    found = pairs(graph)
    rows = "".join(
        "".join(
            ["<tr>"]
            + [_td(value) for value in (p.who, p.whom, p.events, p.origins, f"{p.balance:+.0f}", p.last or "")]
            + ["</tr>"]
        )
        for p in found[:SHOWN]
    )
    head = "".join(f"<th>{name}</th>" for name in ("who", "to whom", "events", "origins", "balance", "last"))
    documents = sum(1 for _ in graph.documents())
    return (
        f"<p><b>KnowledgeGraph</b>: {_count(len(graph), 'claim')} in {_count(documents, 'document')}, "
        f"{_count(len(found), 'pair')} of actors</p><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def text(document: Document, claims: Iterable[Claim]) -> Html:
    """A document with its actors marked, and below each sentence the claims it makes."""
    found, number = [], 0
    for passage in passages(document, claims):
        number += len(passage.stated)
        found.append(markup_of(passage.pieces))
        if passage.stated:
            arrows = "".join(f"<li>{_arrow(claim, evidence)}</li>" for claim, evidence in passage.stated)
            found.append(f'<ul style="margin:.1em 0 .5em 1em;font-size:.9em">{arrows}</ul>')
    about = f"{document.id}: {_count(number, 'claim')}"
    return Html(f'<div style="white-space:pre-wrap;line-height:1.6">{"".join(found)}</div>', about)


def _arrow(claim: Claim, evidence: Evidence) -> str:
    sign = "↔" if claim.relation.symmetric else "→"
    told = escaped(how(evidence))
    names = [escaped(name) for name in (claim.subject.name, phrase(claim.relation, evidence.office), claim.object.name)]
    beside = "" if told == "affirmed, actual" else f" ({told})"
    return f"{names[0]} <i>{names[1]}</i> {sign} {names[2]}{beside}"


def _td(value: object) -> str:
    return f'<td style="text-align:left">{escaped(str(value))}</td>'


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
