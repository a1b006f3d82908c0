"""Short forms that a text itself gives: "the Palestinian Authority (PA)", "the Lake Chad Basin Commission, or LCBC"."""

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
"""A sign with which a word goes on."""
WORDS = re.compile(r"[A-Za-z]+")


def introduced(text: str, linked: Sequence[Linked], gazetteer: Gazetteer) -> Iterator[Linked]:
    """The mentions of states and bodies by the short forms that stand beside their names, from there on.

    A short form has letters of the name, in order and from its first, so that the news agency behind a town is none.
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
    """Whether a short form has the initials of the words of a name, but for small words, or most of them."""
    words = WORDS.findall(name)
    letters = [letter for letter in short if letter.isupper()]
    if not words or words[0][0].upper() != letters[0]:
        return False
    rest = iter([word[0].upper() for word in words])
    return all(letter in rest for letter in letters)
