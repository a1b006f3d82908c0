"""Claims, actors and documents as short HTML, everything escaped, readable on light and dark backgrounds.

Importing this module makes notebooks show them that way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from graphkit.model import Actor, Claim, Document, Evidence
from graphkit.model.control_characters import escaped
from graphkit.model.tenure import phrase_of
from graphkit.show.passages import Piece, how, pieces

COLOURS = {"subject": "#7ab6ff66", "object": "#ffb86b66", "cue": "#9be08a66", "speaker": "#d8a6ff66"}
"""Colours for the parts of a sentence, half transparent so that the background shows through."""
SHOWN = 8
"""The maximum number of sentences shown for a claim."""


def of_claim(claim: Claim) -> str:
    """A claim with its sentences."""
    sentences = "".join(
        f'<blockquote style="margin:.3em 1em">{marked(e)}<br><small>{escaped(_how(e))}</small></blockquote>'
        for e in claim.evidence[:SHOWN]
    )
    more = f"<p>… {len(claim.evidence) - SHOWN} more</p>" if len(claim.evidence) > SHOWN else ""
    ends = [escaped(name) for name in (claim.subject.name, phrase_of(claim), claim.object.name)]
    return f"<p><b>{ends[0]}</b> {ends[1]} <b>{ends[2]}</b></p>{sentences}{more}"


def _how(evidence: Evidence) -> str:
    return f"{how(evidence)}, {evidence.tenure}" if evidence.tenure else how(evidence)


def of_actor(actor: Actor) -> str:
    """An actor with its kind, code and Wikidata id."""
    parts = [escaped(str(actor.kind)), escaped(actor.code)]
    if actor.wikidata:
        address = escaped(f"https://www.wikidata.org/wiki/{actor.wikidata}")
        parts.append(f'<a href="{address}" rel="noreferrer">{escaped(actor.wikidata)}</a>')
    return f"<b>{escaped(actor.name)}</b> ({', '.join(parts)})"


def of_document(document: Document) -> str:
    """A document with its title, date and beginning."""
    title = escaped(document.title or document.id)
    when = f" · {document.published}" if document.published else ""
    text = document.text[document.body_start :].strip()
    beginning = escaped(text[:600]) + ("…" if len(text) > 600 else "")
    return f'<p><b>{title}</b>{when}</p><div style="white-space:pre-wrap">{beginning}</div>'


def marked(evidence: Evidence) -> str:
    """The sentence of a piece of evidence with subject, object, cue and speaker marked."""
    return markup_of(pieces(evidence))


def markup_of(parts: Iterable[Piece]) -> str:
    """The pieces of a sentence as HTML, with the parts of claims marked."""
    return "".join(
        f'<mark class="{name}" style="background:{COLOURS[name]};color:inherit">{escaped(words)}</mark>'
        if name
        else escaped(words)
        for words, name in parts
    )


NOUNS: Mapping[type, Callable[..., str]] = {Actor: of_actor, Claim: of_claim, Document: of_document}
"""The classes that get an HTML display when this module is imported: notebooks call ``_repr_html_``."""
for noun, markup in NOUNS.items():
    setattr(noun, "_repr_html_", markup)  # noqa: B010 - the model itself knows nothing about HTML
