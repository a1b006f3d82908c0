"""Private persons and works of art with a nationality: "a French tourist", "Brazil's star", "Italian wine"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from graphkit.actors.gazetteer import ADJECTIVE, PLACE, Gazetteer
from graphkit.actors.linked import Linked
from graphkit.actors.naming import Naming
from graphkit.documents import CleanText, sentences, spanning
from graphkit.languages.en import civilians as en
from graphkit.model import Kind

NEXT = re.compile(r"(?: [a-z][a-z-]*(?:'s)?){1,3}")
"""The words in small letters after a nationality, at most three."""
NAMED = re.compile(r" ([A-Z][a-z]+) ([A-Z][a-z]+)\b")
"""What may be the name of a private person after a nationality."""

JOINS = frozenset({"-", "–", "/", ", ", " and ", " or ", ", and "})
"""Between two nationalities of the same persons."""


def without(text: str, linked: Sequence[Linked], gazetteer: Gazetteer) -> list[Linked]:
    """The mentions without nationalities of private persons, and with their towns as locations.

    Those in a sentence about an act of states, which may have them as its object, are kept if others are named.
    """
    private = {number for number, mention in enumerate(linked) if _is_anybodys(text, linked, number, gazetteer.naming)}
    if not private:
        return list(linked)
    private.update(list(_joined(text, linked, private)))
    if len(private) < len(linked) and en.TOLD.search(text):
        spans = sentences(CleanText(text, range(len(text) + 1)))
        private = {number for number in private if not en.TOLD.search(text, *spanning(spans, *_span(linked[number])))}
    return [
        m._replace(form=PLACE) if number in private else m
        for number, m in enumerate(linked)
        if number not in private or m.rule == "capital"
    ]


def _joined(text: str, linked: Sequence[Linked], private: Collection[int]) -> Iterator[int]:
    """The nationalities before these that belong to the same persons: "Japanese and Mongolian archaeologists"."""
    for last in private:
        first = last
        while first and _is_nationality(linked[first - 1]):
            if text[linked[first - 1].end : linked[first].start] not in JOINS:
                break
            first -= 1
            yield first


def _span(mention: Linked) -> tuple[int, int]:
    return mention.start, mention.end


def _is_anybodys(text: str, linked: Sequence[Linked], number: int, naming: Naming) -> bool:
    """Whether a mention is the nationality or the country of a private person or a work of art."""
    mention = linked[number]
    if text.startswith("'s ", mention.end):
        own = mention.rule == "name" and mention.actor.kind is Kind.STATE
        return own and _is_civilian(text, mention.end + 2, naming.civilians - naming.words["kin"])
    if text[mention.end : mention.end + 1] != " " or not _is_nationality(mention):
        return False
    return _is_civilian(text, mention.end, naming.civilians) or _is_stranger(text, linked, number, naming)


def _is_nationality(mention: Linked) -> bool:
    """Whether it may say where a person comes from: an adjective, a capital, or letters such as US."""
    if mention.actor.kind not in (Kind.STATE, Kind.TERRITORY) or mention.form == PLACE:
        return False
    return mention.rule in ("capital", "acronym") or (mention.rule == "demonym" and mention.form == ADJECTIVE)


def _is_civilian(text: str, place: int, civilians: Collection[str]) -> bool:
    """Whether a private person or a work of art follows: " samba queen", " painter's widow"."""
    match = NEXT.match(text, place)
    for word in match[0].split() if match else ():
        bare = word.removesuffix("'s")
        if bare in civilians:
            return True
        if bare in en.ENDS or bare in en.OFFICIAL:
            return False
    return False


def _is_stranger(text: str, linked: Sequence[Linked], number: int, naming: Naming) -> bool:
    """Whether the name of somebody unknown follows an adjective: "the German Steffi Graf"."""
    mention = linked[number]
    following = linked[number + 1].start if number + 1 < len(linked) else len(text)
    match = NAMED.match(text, mention.end) if mention.rule == "demonym" else None
    return (
        match is not None
        and following >= match.end()
        and match[1] in naming.given
        and match[1] not in naming.homonyms
        and match[1] not in naming.words["time"]
        and match[2] not in naming.words["institution"]
    )
