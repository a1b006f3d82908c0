"""Persons not in the tables whom a text introduces by a title: their names, without ranks and letters after them."""

from __future__ import annotations

import re
from typing import NamedTuple

from graphkit.actors.gazetteer import Gazetteer
from graphkit.actors.initials import person
from graphkit.actors.naming import SUFFIXES
from graphkit.languages.en import titles as en
from graphkit.model import Actor, Kind

COURTESY = re.compile(r"([A-Z][a-z]+)\.? (?=[A-Z])")
"""What may be a courtesy title before a name, such as Mr."""
WORD = re.compile(r"\S+")


class Introduced(NamedTuple):
    """A person and where the name starts and ends in the phrase that was taken for a name."""

    actor: Actor
    start: int
    end: int


def unlisted(name: str, body: Actor) -> Actor:
    """A person not in the tables who acts for a state or body."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return Actor(f"unlisted-{slug}-{body.code.lower()}", name, Kind.PERSON, body.code)


def introduced(phrase: str, body: Actor, gazetteer: Gazetteer) -> Introduced | None:
    """The person of a body whom a capitalised phrase names, if it is a name: "Field Marshal Mohamed Tantawi"."""
    words = [(m[0], m.start(), m.end()) for m in WORD.finditer(phrase.partition("'s ")[0])]
    while words and _leads(words[0][0], gazetteer):
        del words[0]
    while words and _trails(words[-1][0]):
        del words[-1]
    bare = [word for word, _, _ in words]
    if len(bare) < 2 or not gazetteer.naming.words["institution"].isdisjoint(bare):
        return None
    name = " ".join(bare).removesuffix("'s")
    return Introduced(person(name, gazetteer) or unlisted(name, body), words[0][1], words[0][1] + len(name))


def behind_courtesy(text: str, place: int, gazetteer: Gazetteer) -> int:
    """The start of the name after courtesy titles and ranks: "Mr Kostas Karamanlis", "Gen. Mark Milley"."""
    while (word := COURTESY.match(text, place)) is not None:
        if word[1] not in gazetteer.naming.words["courtesy"] and word[1].lower() not in en.RULERS | en.RANKED:
            break
        place = word.end()
    return place


def may_begin(words: str, gazetteer: Gazetteer) -> bool:
    """Whether a name may begin with the first of these words."""
    first = words.split(maxsplit=1)[0]
    return first not in gazetteer.naming.unlike_names and first not in en.TITLES


def _leads(word: str, gazetteer: Gazetteer) -> bool:
    bare = word.rstrip(".,")
    return bare in gazetteer.naming.words["courtesy"] or bare.lower() in en.RANKED or bare in en.LEADING


def _trails(word: str) -> bool:
    """Whether a word is letters after a name, such as AC, or a lone initial."""
    return word.isupper() and word not in SUFFIXES and "." not in word and len(word) < 6
