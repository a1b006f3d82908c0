"""How things show themselves in a notebook: small HTML, everything escaped, readable on light and dark ground."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.export import whole
from graphkit.model import UNNAMED
from graphkit.network import Choices, dyads
from graphkit.pages import page

if TYPE_CHECKING:
    from graphkit.graph import KnowledgeGraph
    from graphkit.model import Actor, Claim, Document, Evidence, Span

COLOURS = {"subject": "#7ab6ff66", "object": "#ffb86b66", "cue": "#9be08a66", "speaker": "#d8a6ff66"}
"""Of the parts of a sentence, half transparent so that the ground shows through."""
Piece = tuple[str, str]
"""Words, and which part of a claim they are: subject, object, cue, speaker, or none."""
SHOWN = 8
"""Sentences or pairs that are shown of many."""


class Html:
    """Markup that a notebook shows as such; ``save`` writes it as a file."""

    def __init__(self, text: str, about: str) -> None:
        self.text, self._about = text, about

    def _repr_html_(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return self._about

    def save(self, path: Path | str) -> Path:
        """Write the markup; returns where."""
        with whole(Path(path)) as file:
            file.write(self.text)
        return Path(path)


class Page(Html):
    """A whole page: a notebook shows it in a frame of its own."""

    height = 640

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.text)}" style="width:100%;height:{self.height}px;border:1px solid #8886" '
            f'sandbox="allow-scripts" title="{escape(repr(self))}"></iframe>'
        )


def show(graph: KnowledgeGraph, *, title: str = "graphkit", persons: bool = False) -> Page:
    """The explorer over a graph."""
    return Page(page(graph, title=title, persons=persons), f"explorer of {_count(len(graph), 'claim')}")


def of_graph(graph: KnowledgeGraph) -> str:
    """A graph: its size and its most active pairs."""
    found = sorted(dyads(graph, Choices()).values(), key=lambda d: (-d.weight, d.source, d.target))
    names = {actor.code: actor.name for actor in graph.actors() if actor.kind != "Person"}
    rows = "".join(
        "".join(
            ["<tr>"]
            + [_td(names.get(end, end)) for end in (d.source, d.target)]
            + [_td(value) for value in (d.events, d.weight, f"{d.balance:+.0f}", d.last or "")]
            + ["</tr>"]
        )
        for d in found[:SHOWN]
    )
    head = "".join(f"<th>{name}</th>" for name in ("who", "to whom", "events", "origins", "balance", "last"))
    documents = sum(1 for _ in graph.documents())
    return (
        f"<p><b>KnowledgeGraph</b>: {_count(len(graph), 'claim')} in {_count(documents, 'document')}, "
        f"{_count(len(found), 'pair')} of actors</p><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def of_claim(claim: Claim) -> str:
    """A claim with its sentences."""
    sentences = "".join(
        f'<blockquote style="margin:.3em 1em">{marked(e)}<br><small>{escape(how(e))}</small></blockquote>'
        for e in claim.evidence[:SHOWN]
    )
    more = f"<p>… {len(claim.evidence) - SHOWN} more</p>" if len(claim.evidence) > SHOWN else ""
    ends = [escape(name) for name in (claim.subject.name, claim.relation.label, claim.object.name)]
    return f"<p><b>{ends[0]}</b> {ends[1]} <b>{ends[2]}</b></p>{sentences}{more}"


def of_actor(actor: Actor) -> str:
    """An actor with its kind, code and Wikidata id."""
    parts = [escape(str(actor.kind)), escape(actor.code)]
    if actor.wikidata:
        address = escape(f"https://www.wikidata.org/wiki/{actor.wikidata}")
        parts.append(f'<a href="{address}" rel="noreferrer">{escape(actor.wikidata)}</a>')
    return f"<b>{escape(actor.name)}</b> ({', '.join(parts)})"


def of_document(document: Document) -> str:
    """A document with its title, date and beginning."""
    title = escape(document.title or document.id)
    when = f" · {document.published}" if document.published else ""
    text = document.text[document.body_start :].strip()
    beginning = escape(text[:600]) + ("…" if len(text) > 600 else "")
    return f'<p><b>{title}</b>{when}</p><div style="white-space:pre-wrap">{beginning}</div>'


@dataclass(frozen=True)
class Passage:
    """A stretch of a document: a sentence with what it states, or what stands between two."""

    pieces: tuple[Piece, ...]
    stated: tuple[tuple[Claim, Evidence], ...] = ()


def passages(document: Document, claims: Iterable[Claim]) -> Iterator[Passage]:
    """The whole text of a document, piece by piece, with the claims of each sentence."""
    sentences: dict[tuple[int, int], list[tuple[Claim, Evidence]]] = {}
    for claim in claims:
        for evidence in claim.evidence:
            if evidence.document == document.id:
                sentences.setdefault((evidence.quote.start, evidence.quote.end), []).append((claim, evidence))
    at = document.body_start
    for start, end in sorted(sentences):
        if start < at:  # a sentence within one that is shown
            continue
        if start > at:
            yield Passage(((document.text[at:start], ""),))
        stated = sentences[start, end]
        spans = [span for _, evidence in stated for span in _parts(evidence)]
        yield Passage(tuple(_pieces(document.text[start:end], start, spans)), tuple(stated))
        at = end
    if at < len(document.text):
        yield Passage(((document.text[at:], ""),))


def text(document: Document, claims: Iterable[Claim]) -> Html:
    """A document with its actors marked, and under each sentence the claims that it makes."""
    found, number = [], 0
    for passage in passages(document, claims):
        number += len(passage.stated)
        found.append(_html(passage.pieces))
        if passage.stated:
            arrows = "".join(f"<li>{_arrow(claim, evidence)}</li>" for claim, evidence in passage.stated)
            found.append(f'<ul style="margin:.1em 0 .5em 1em;font-size:.9em">{arrows}</ul>')
    about = f"{document.id}: {_count(number, 'claim')}"
    return Html(f'<div style="white-space:pre-wrap;line-height:1.6">{"".join(found)}</div>', about)


def _arrow(claim: Claim, evidence: Evidence) -> str:
    sign = "↔" if claim.relation.symmetric else "→"
    told = escape(how(evidence))
    names = [escape(name) for name in (claim.subject.name, claim.relation.label, claim.object.name)]
    beside = "" if told == "affirmed, actual" else f" ({told})"
    return f"{names[0]} <i>{names[1]}</i> {sign} {names[2]}{beside}"


def how(evidence: Evidence) -> str:
    """How some evidence states its claim: polarity, status, who says so, and the date of the event."""
    parts = [str(evidence.polarity), str(evidence.status)]
    parts += [f"said by {evidence.speaker.actor.name}"] if evidence.speaker else []
    parts += [f"said by {UNNAMED}"] if evidence.hearsay else []
    parts += [str(evidence.date)] if evidence.date else []
    return ", ".join(parts)


def _parts(evidence: Evidence) -> list[tuple[str, Span]]:
    parts: list[tuple[str, Span]] = [("subject", evidence.subject), ("object", evidence.object), ("cue", evidence.cue)]
    return [*parts, ("speaker", evidence.speaker)] if evidence.speaker else parts


def pieces(evidence: Evidence) -> list[Piece]:
    """The sentence of some evidence, cut where subject, object, cue and speaker begin and end."""
    return _pieces(evidence.quote.text, evidence.quote.start, _parts(evidence))


def marked(evidence: Evidence) -> str:
    """The sentence of some evidence with subject, object, cue and speaker marked."""
    return _html(pieces(evidence))


def _pieces(sentence: str, start: int, spans: Sequence[tuple[str, Span]]) -> list[Piece]:
    """A sentence cut by its parts; of parts that overlap the first one is kept."""
    kept: list[tuple[int, int, str]] = []
    for name, span in spans:
        begin, end = span.start - start, span.end - start
        if 0 <= begin < end <= len(sentence) and all(end <= b or begin >= e for b, e, _ in kept):
            kept.append((begin, end, name))
    found, at = [], 0
    for begin, end, name in sorted(kept):
        found += [(sentence[at:begin], ""), (sentence[begin:end], name)]
        at = end
    return [piece for piece in [*found, (sentence[at:], "")] if piece[0]]


def _html(pieces: Iterable[Piece]) -> str:
    return "".join(
        f'<mark class="{name}" style="background:{COLOURS[name]};color:inherit">{escape(words)}</mark>'
        if name
        else escape(words)
        for words, name in pieces
    )


def _td(value: object) -> str:
    return f'<td style="text-align:left">{escape(str(value))}</td>'


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
