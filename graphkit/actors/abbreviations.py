"""Abbreviations introduced in a text: "the Palestinian Authority (PA)", "the Lake Chad Basin Commission, or LCBC"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from graphkit.actors.gazetteer import NOUN, Gazetteer
from graphkit.actors.linked import Linked
from graphkit.languages.en import names as en
from graphkit.model import Actor, Kind

BEFORE = re.compile(r"\b([A-Z][A-Za-z&-]*[A-Z]) \((?:the )?$")
WITHIN = re.compile(r"[\w-]")
"""A character that continues a word."""
WORDS = re.compile(r"[A-Za-z]+")


def introduced(text: str, linked: Sequence[Linked], gazetteer: Gazetteer) -> Iterator[Linked]:
    """Mentions of states and bodies by the abbreviations given beside their names, from there on.

    An abbreviation has letters of the name in order, from its first, so the news agency after a town is not one.
    """
    given: dict[str, tuple[int, Actor]] = {}
    for mention in linked:
        if mention.actor.kind is Kind.PERSON or " " not in mention.text:
            continue
        match = en.SHORTENED.match(text, mention.end) if text[mention.end : mention.end + 1] in (" ", ",") else None
        if match is None and text[mention.end : mention.end + 1] == ")":
            match = BEFORE.search(text, max(0, mention.start - 20), mention.start)
        if match is None:
            continue
        short = next(group for group in match.groups() if group)
        if short not in given and any(_shortens(short, name) for name in (mention.text, mention.actor.name)):
            given[short] = match.start(), mention.actor
    new = [
        short
        for short, (_, actor) in given.items()
        if [name.actor for name in gazetteer.names.get(short, ())] != [actor.id]
    ]
    if not new:
        return
    matcher = AhoCorasick(new, matchkind=MatchKind.Standard)
    for number, start, end in matcher.find_matches_as_indexes(text, overlapping=True):
        first, actor = given[new[number]]
        within = WITHIN.match(text, end) or (start > first and WITHIN.match(text, start - 1))
        if start >= first and not within:
            yield Linked(start, end, text[start:end], actor, actor.code, "acronym", NOUN)


def _shortens(short: str, name: str) -> bool:
    """Whether an abbreviation consists of initials of the words of a name, in order."""
    words = WORDS.findall(name)
    letters = [letter for letter in short if letter.isupper()]
    if not words or words[0][0].upper() != letters[0]:
        return False
    rest = iter([word[0].upper() for word in words])
    return all(letter in rest for letter in letters)
