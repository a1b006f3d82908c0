"""Short descriptions of a body once it is clear which one is meant: "the Fund", "the North", "the bloc"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graphkit.actors.gazetteer import NOUN, Gazetteer
from graphkit.actors.linked import Linked, touching
from graphkit.actors.naming import Shorthand
from graphkit.languages.en import names as en
from graphkit.model import Kind


def named(text: str, linked: Sequence[Linked], gazetteer: Gazetteer) -> Iterator[Linked]:
    """Mentions by such words of bodies identified by the others that the text names.

    If the word is part of a longer name in the text, known or not, it is not shorthand there.
    """
    for row in gazetteer.naming.shorthand:
        if row.word not in text:
            continue
        others = [mention for mention in linked if mention.text != row.word]
        states = any(mention.actor.kind is Kind.STATE for mention in others)
        if not row.fits({mention.code for mention in others}, states=states):
            continue
        article = "" if row.bare else "[Tt]he "
        places = [match.span() for match in re.finditer(rf"\b{article}{row.word}(?!{en.GOES_ON})", text)]
        if places and (row.bare or not _is_taken(text, row, linked)):
            actor = gazetteer.actors[row.actor]
            for start, end in places:
                if not touching(others, start, end):
                    yield Linked(start, end, text[start:end], actor, actor.code, "shorthand", NOUN)


def _is_taken(text: str, row: Shorthand, linked: Sequence[Linked]) -> bool:
    """Whether the word ends a longer name: "Global Fund", "the African Union"."""
    longer = re.finditer(rf"\b[A-Z][\w'-]+ {row.word}\b", text) if row.word[0].isupper() else ()
    return any(
        not match[0].lower().startswith("the ")
        and all(mention.code != row.actor for mention in touching(linked, match.start(), match.end()))
        for match in longer
    )
