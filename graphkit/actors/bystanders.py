"""Mentions that do not act: leaders whose relatives or critics are meant, and states whose teams play."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graphkit.actors import civilians
from graphkit.actors.gazetteer import ADJECTIVE, NOUN, Gazetteer
from graphkit.actors.linked import Linked, merge, touching
from graphkit.actors.mentions import SmallWords
from graphkit.actors.spelling import Plain
from graphkit.actors.unlisted import introduced
from graphkit.documents import CleanText, sentences, spanning
from graphkit.languages.en import civilians as private
from graphkit.languages.en import names as en
from graphkit.model import Kind

RESULT = re.compile(r"\d(?:[-–]|, [A-Z][A-Za-z ]+ )\d")

GIVEN = re.compile(r"\b([A-Z][a-z]+) $")


def acting(written: Plain, small: SmallWords, linked: Sequence[Linked], gazetteer: Gazetteer) -> list[Linked]:
    """The mentions, with leaders whose relatives or critics are meant marked as not acting, and without teams.

    ``small`` are the words in the text about sport and politics, among others.
    """
    text = written.text
    linked = merge(linked, list(_aides(text, linked, gazetteer)))
    if sport := list(_sport(text, small, gazetteer)):
        played = bytearray(len(text))
        for start, end in sport:
            played[start:end] = b"\x01" * (end - start)
        linked = [m for m in linked if m.actor.kind not in (Kind.STATE, Kind.TERRITORY) or not played[m.start]]
    return [
        m if m.actor.kind is not Kind.PERSON and m.rule != "metonym" else _near(text, m, gazetteer)
        for m in civilians.without(text, linked, gazetteer)
        if m.actor.kind is not Kind.PERSON or not _is_private(text, m, gazetteer)
    ]


def _aides(text: str, linked: Sequence[Linked], gazetteer: Gazetteer) -> Iterator[Linked]:
    """People who act for a leader, to replace the leader: "Putin spokesman Dmitry Peskov"."""
    for mention in linked:
        if mention.actor.kind is Kind.PERSON and mention.rule != "backed":
            match, body = gazetteer.naming.aide.match(text, mention.end), gazetteer.by_code(mention.code)
            if match and body and not touching(linked, match.start(1), match.end()):
                whole = text[mention.start : match.end()]
                if found := introduced(match[1], body, gazetteer):
                    yield Linked(mention.start, match.end(), whole, found.actor, mention.code, "unlisted", NOUN)


def _near(text: str, mention: Linked, gazetteer: Gazetteer) -> Linked:
    """The mention of a leader or palace, marked as not acting if it only says whose relative or critic somebody is."""
    behind, before = gazetteer.naming.near
    if behind.match(text, mention.end):
        return mention._replace(rule="backed", form=ADJECTIVE)
    window = text[max(0, mention.start - 40) : mention.start]
    if mention.actor.kind is Kind.PERSON and (" of " in window or " to " in window) and before.search(window):
        return mention._replace(rule="backed", form=ADJECTIVE)
    return mention


def _is_private(text: str, mention: Linked, gazetteer: Gazetteer) -> bool:
    """Whether a leader's name is that of a ship, or of somebody whose age and trade follow: "Assad, 44, a barber"."""
    before = text[text.rfind(" ", 0, max(0, mention.start - 1)) + 1 : max(0, mention.start - 1)]
    if before in en.SHIPS and (
        " " in mention.text or before in en.FLEET or not gazetteer.naming.verb.match(text, mention.end)
    ):
        return True
    if mention.rule != "surname" or text[mention.end : mention.end + 1] != ",":
        return False
    aged = private.AGED.match(text, mention.end)
    words = aged[1].split() if aged and aged[1] else []
    return aged is not None and (
        not words or ("former" not in words and not gazetteer.naming.civilians.isdisjoint(words))
    )


def _sport(text: str, small: SmallWords, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """The sentences that are only about a match."""
    scored = RESULT.search(text) is not None
    if not scored and "sport" not in small.kinds:
        return
    found = [
        (start, end, "sport" in kinds)
        for start, end, kinds in small.found
        if ("sport" in kinds or "politics" in kinds)
        and not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
        and not ("sport" in kinds and _is_a_name(text, start, end, gazetteer))
    ]
    if scored:
        found += [(*match.span(), True) for match in en.SCORE.finditer(text)]
    if any(sporting for _, _, sporting in found):
        spans = sentences(CleanText(text, range(len(text) + 1)))
        played = {spanning(spans, start, end) for start, end, sporting in found if sporting}
        yield from played - {spanning(spans, start, end) for start, end, sporting in found if not sporting}


def _is_a_name(text: str, start: int, end: int, gazetteer: Gazetteer) -> bool:
    """Whether a sports word is a surname, as in "Joe Hockey", or a contest's name in lower case: ashes."""
    if text[start].islower():
        return text[start:end] in gazetteer.naming.words["contest"]
    before = GIVEN.search(text[max(0, start - 16) : start])
    return before is not None and before[1] in gazetteer.naming.given
