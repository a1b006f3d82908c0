"""Private persons and works of art with a nationality: "a French tourist", "Brazil's star", "Italian wine"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from graphkit.actors.gazetteer import ADJECTIVE, PLACE, Gazetteer
from graphkit.actors.linked import Linked, touching
from graphkit.actors.naming import Naming
from graphkit.documents import CleanText, sentences, spanning
from graphkit.languages.en import civilians as en
from graphkit.model import Kind

REACH = 60
"""How far the three words after a nationality reach."""
STOPS = '.,;:!?)"\n'
NAMED = re.compile(r" ([A-Z][a-z]+) ([A-Z][a-z]+)\b")
"""What may be the name of a private person after a nationality."""

MARKS = {"name": "'", "demonym": " ", "capital": " ", "acronym": " "}
"""What must follow a country, a nationality or a town for a private person to be its next word."""
COUNTRIES = (Kind.STATE, Kind.TERRITORY)
JOINS = frozenset({"-", "–", "/", ", ", " and ", " or ", ", and "})
"""Between two nationalities of the same persons."""


def without(text: str, linked: Sequence[Linked], gazetteer: Gazetteer) -> list[Linked]:
    """The mentions without nationalities of private persons, and with their towns as locations.

    Those in a sentence about an act of states, which may have them as its object, are kept if others are named.
    """
    somebody = [n for n, m in enumerate(linked) if m.rule == "demonym" and _is_somebody(text, m)]
    if somebody:
        spans = sentences(CleanText(text, range(len(text) + 1)))
        alone = {n for n in somebody if not _is_object(text, linked, n, *spanning(spans, *_span(linked[n])))}
        linked = [m for n, m in enumerate(linked) if n not in alone]
    private = {
        number
        for number, mention in enumerate(linked)
        if text[mention.end : mention.end + 1] == MARKS.get(mention.rule)
        and _is_anybodys(text, linked, number, gazetteer.naming)
    }
    if not private:
        return list(linked)
    private.update(list(_joined(text, linked, private)))
    lower = text.lower()
    if en.TOLD.search(lower) and any(m.form != PLACE and n not in private for n, m in enumerate(linked)):
        spans = sentences(CleanText(text, range(len(text) + 1)))
        private = {number for number in private if not en.TOLD.search(lower, *spanning(spans, *_span(linked[number])))}
    return [
        m._replace(form=PLACE) if number in private else m
        for number, m in enumerate(linked)
        if number not in private or m.rule == "capital"
    ]


def _is_somebody(text: str, mention: Linked) -> bool:
    """Whether a nationality is used for one person who is not named: "a young Italian"."""
    before = text[max(0, mention.start - 40) : mention.start]
    return (
        mention.actor.kind in COUNTRIES
        and mention.text[-1] != "s"
        and en.SOMEBODY.search(before) is not None
        and en.ALONE.match(text[mention.end : mention.end + 12]) is not None
    )


def _is_object(text: str, linked: Sequence[Linked], number: int, start: int, end: int) -> bool:
    """Whether a sentence names an actor whose act has that person as its object, or just may be about such an act."""
    code, described = linked[number].code, en.DESCRIBED.search(text, start, linked[number].start)
    if any(m.form != PLACE and m.code != code for m in touching(linked, start, end)):
        return True
    return described is None and en.TOLD.search(text[start:end].lower()) is not None


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
    place = mention.end
    if mention.rule == "name":
        own = text[place + 1 : place + 3] == "s " and mention.actor.kind is Kind.STATE
        return own and _is_civilian(text, place + 2, naming.pursuits)
    if text[place + 1 : place + 2].islower():
        return _is_civilian(text, place, naming.civilians) and _is_nationality(mention)
    return mention.rule == "demonym" and _is_stranger(text, linked, number, naming) and _is_nationality(mention)


def _is_nationality(mention: Linked) -> bool:
    """Whether it may say where a person comes from: an adjective, a capital, or letters such as US."""
    if mention.actor.kind not in COUNTRIES or mention.form == PLACE:
        return False
    return mention.rule in ("capital", "acronym") or (mention.rule == "demonym" and mention.form == ADJECTIVE)


def _is_civilian(text: str, place: int, civilians: Collection[str]) -> bool:
    """Whether a private person or a work of art follows: " samba queen", " painter's widow"."""
    for word in text[place + 1 : place + REACH].split(None, 3)[:3]:
        bare = word.rstrip(STOPS)
        owned = bare.removesuffix("'s")
        if owned in civilians:
            return True
        if len(bare) < len(word) or not word[:1].islower() or owned in en.ENDS:
            return False
    return False


def _is_stranger(text: str, linked: Sequence[Linked], number: int, naming: Naming) -> bool:
    """Whether the name of somebody unknown follows an adjective: "the German Steffi Graf"."""
    match = NAMED.match(text, linked[number].end)
    if match is None:
        return False
    following = linked[number + 1].start if number + 1 < len(linked) else len(text)
    return (
        following >= match.end()
        and match[1] in naming.given
        and match[1] not in naming.homonyms
        and match[1] not in naming.words["time"]
        and match[2] not in naming.words["institution"]
    )
