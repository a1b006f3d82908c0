"""Claims, actors and documents as small HTML, everything escaped, readable on light and dark ground.

Once this module is imported they show themselves so in a notebook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from graphkit.model import UNNAMED, Actor, Claim, Document, Evidence, Span

COLOURS = {"subject": "#7ab6ff66", "object": "#ffb86b66", "cue": "#9be08a66", "speaker": "#d8a6ff66"}
"""Of the parts of a sentence, half transparent so that the ground shows through."""
SHOWN = 8
"""Sentences of a claim that are shown of many."""


def of_claim(claim: Claim) -> str:
    """A claim with its sentences."""
    sentences = "".join(
        f'<blockquote style="margin:.3em 1em">{marked(e)}<br><small>{how(e)}</small></blockquote>'
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


def how(evidence: Evidence) -> str:
    """How some evidence states its claim: polarity, status, who says so, and the date of the event."""
    parts = [str(evidence.polarity), str(evidence.status)]
    parts += [f"said by {evidence.speaker.actor.name}"] if evidence.speaker else []
    parts += [f"said by {UNNAMED}"] if evidence.hearsay else []
    parts += [str(evidence.date)] if evidence.date else []
    return escape(", ".join(parts))


def marked(evidence: Evidence) -> str:
    """The sentence of some evidence with subject, object, cue and speaker marked."""
    return mark(evidence.quote.text, evidence.quote.start, spans_of(evidence))


def spans_of(evidence: Evidence) -> list[tuple[str, Span]]:
    """The parts of a sentence that are marked, by name."""
    found: list[tuple[str, Span]] = [("subject", evidence.subject), ("object", evidence.object), ("cue", evidence.cue)]
    return [*found, ("speaker", evidence.speaker)] if evidence.speaker else found


def mark(sentence: str, start: int, spans: Sequence[tuple[str, Span]]) -> str:
    """A sentence with parts marked by name; of parts that overlap the first one is kept."""
    kept: list[tuple[int, int, str]] = []
    for name, span in spans:
        begin, end = span.start - start, span.end - start
        if 0 <= begin < end <= len(sentence) and all(end <= b or begin >= e for b, e, _ in kept):
            kept.append((begin, end, name))
    pieces, at = [], 0
    for begin, end, name in sorted(kept):
        style = f"background:{COLOURS[name]};color:inherit"
        pieces += [
            escape(sentence[at:begin]),
            f'<mark class="{name}" style="{style}">{escape(sentence[begin:end])}</mark>',
        ]
        at = end
    return "".join([*pieces, escape(sentence[at:])])


NOUNS: Mapping[type, Callable[..., str]] = {Actor: of_actor, Claim: of_claim, Document: of_document}
"""What shows itself as markup once this module is imported: notebooks ask the class for ``_repr_html_``."""
for noun, markup in NOUNS.items():
    setattr(noun, "_repr_html_", markup)  # noqa: B010 - the model itself knows nothing of markup
