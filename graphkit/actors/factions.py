"""Unnamed armed and political opponents of a state: Syrian rebels, insurgents in Iraq."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from graphkit.actors.gazetteer import NOUN, Gazetteer
from graphkit.actors.linked import Linked, touching
from graphkit.actors.spelling import key
from graphkit.languages.en import factions as en
from graphkit.model import Actor, Kind

NAMED = re.compile(r"\b([A-Z][\w'’-]+)[ -]$")
"""A name before such a word: "Kamwina Nsapu rebels"."""
GREAT = 3
"""The weight of the powers whose forces fight rebels abroad."""
SENTENCE = re.compile(r"[.!?]\s+(?=[A-Z\d\"“])|;\s+|\n")


def named(text: str, linked: Sequence[Linked], gazetteer: Gazetteer, on: date) -> Iterator[Linked]:
    """The factions in a text, as actors named after the state that they fight or oppose.

    Without a state's name, the state is the one that follows ("rebels in Syria"), or that of a war fought on that day
    in a state named in the text; otherwise, if the text names no armed group, the one state in which the sentence is
    set or whose forces it names.
    """
    for mention in linked:
        if mention.actor.kind is not Kind.STATE or mention.rule not in ("demonym", "name"):
            continue
        behind = en.BEHIND.match(text, mention.end) if text[mention.end : mention.end + 1] in ("'", " ", "\n") else None
        if behind and (mention.rule == "demonym" or behind[0].startswith("'s")):
            span, word = (mention.start, behind.end()), behind[1].lower()
            if word == "opposition" and en.RESISTED.search(text[max(0, mention.start - 40) : mention.start]):
                continue  # despite Russian and Serbian opposition
            of_war = word != "opposition" and _fighting(word, {mention.code}, (), gazetteer, on)
            if of_war:
                yield Linked(*span, text[slice(*span)], of_war, of_war.code, "faction", NOUN)
            else:
                yield _faction(text, *span, mention, word, gazetteer)
    sentences = _Sentences(text, linked, gazetteer.naming.weight)
    spoken_of = {mention.code for mention in linked}
    grouped = any(mention.actor.kind is Kind.ARMED_GROUP for mention in linked)  # "the rebels" may then be that group
    for match in en.ALONE.finditer(text):
        before = match.start()
        while before and text[before - 1] in " -–":
            before -= 1
        if touching(linked, before - 1, match.end()):  # Houthi rebels, Syrian rebels, pro-Russian separatists
            continue
        name = NAMED.search(text[max(0, match.start() - 30) : match.start()])
        if name and name[1] not in gazetteer.naming.unlike_names:  # Kamwina Nsapu rebels, but "The rebels"
            continue
        word = match[match.lastindex or 0].lower()
        region = en.REGION.match(text, match.end())
        if region and (regional := gazetteer.names.get(f"{region[1]} {word}s")):  # rebels in Aceh
            actor = gazetteer.actors[regional[0].actor]
            yield Linked(match.start(), match.end(), match[0], actor, actor.code, "faction", NOUN)
            continue
        joined, sentence = _joined(text, match, linked), sentences.around(match)
        fighting = None
        if not grouped or word in ("rebel", "opposition"):
            fighting = _fighting(word, {joined.code} if joined else sentence.places, spoken_of, gazetteer, on)
        if fighting:
            yield Linked(match.start(), match.end(), match[0], fighting, fighting.code, "faction", NOUN)
        elif word in en.OPPOSED:
            state = joined or (None if grouped else sentence.state)
            if state:
                yield _faction(text, match.start(), match.end(), state, word, gazetteer)


def opposed(text: str, linked: Sequence[Linked], gazetteer: Gazetteer) -> list[Linked]:
    """The mentions, with persons called opposition leaders acting for the opposition and not for their state.

    Being called so does not make them head of a state; any other office given in the text is kept.
    """
    led: dict[str, str] = {}
    called: set[int] = set()
    for mention in linked:
        if mention.actor.kind is not Kind.PERSON:
            continue
        before = text[max(0, mention.start - 40) : mention.start]
        if en.LEADER.search(mention.text) or any(m.end() == len(before) for m in en.LEADER.finditer(before)):
            state = gazetteer.by_code(mention.code)
            if state and state.kind is Kind.STATE:
                led[mention.actor.id] = _actor(
                    gazetteer.demonyms.get(state.id, state.name), "opposition", gazetteer
                ).code
                called.add(mention.start)
    return [
        m._replace(code=led[m.actor.id], heads=None if m.start in called else m.heads) if m.actor.id in led else m
        for m in linked
    ]


def _fighting(
    word: str, places: Collection[str], spoken_of: Collection[str], gazetteer: Gazetteer, on: date
) -> Actor | None:
    """The rebels that a word refers to, if one war was fought on that day in a state named in the text.

    ``places`` are the states in which its sentence is set.
    """
    if len(places) > 1:
        return None
    codes = places or spoken_of
    found = {war.actor for war in gazetteer.rebels if war.state in codes and war.fought(on) and word in war.words}
    return gazetteer.actors[found.pop()] if len(found) == 1 else None


def _joined(text: str, match: re.Match[str], linked: Sequence[Linked]) -> Linked | None:
    """The state joined to the word by a preposition."""
    near = touching(linked, match.end(), match.end() + 60)
    if near and near[0].rule in ("name", "place", "capital") and near[0].actor.kind is Kind.STATE:
        return near[0] if en.WITHIN.fullmatch(text, match.end(), near[0].start) else None
    return None


@dataclass(frozen=True, slots=True)
class _Sentence:
    places: Collection[str]
    """The codes of the states in which it is set."""
    state: Linked | None
    """The one state in which it is set, or whose forces it names."""


class _Sentences:
    """The sentences of a text, each analysed once."""

    def __init__(self, text: str, linked: Sequence[Linked], weight: Mapping[str, int]) -> None:
        self._text, self._linked, self._weight = text, linked, weight
        self._breaks = [match.span() for match in SENTENCE.finditer(text)]
        self._seen: dict[tuple[int, int], _Sentence] = {}

    def around(self, match: re.Match[str]) -> _Sentence:
        """The sentence that contains a word."""
        behind = bisect_left(self._breaks, match.start(), key=itemgetter(1))
        start = self._breaks[behind - 1][1] if behind else 0
        if behind < len(self._breaks) and self._breaks[behind][1] == match.start():
            # before a word like this, a full stop only ends a sentence together with a line break
            place = self._breaks[behind][0]
            start = max((m.end() for m in SENTENCE.finditer(self._text, place, match.start())), default=start)
            behind += 1
        span = start, self._breaks[behind][0] if behind < len(self._breaks) else len(self._text)
        if span not in self._seen:
            self._seen[span] = self._read(*span)
        return self._seen[span]

    def _read(self, start: int, end: int) -> _Sentence:
        text = self._text
        own = [m for m in touching(self._linked, start, end) if m.actor.kind is Kind.STATE]
        places = {
            m.code for m in own if m.rule == "name" and en.LOCATES.search(text[max(start, m.start - 60) : m.start])
        }
        home = [m for m in own if m.rule == "demonym" and en.HOME.match(text, m.end)]
        at_home = [m for m in home if self._weight.get(m.code, 0) < GREAT]  # the French army fights rebels in Mali
        some = [m for m in own if m.code in places] or at_home
        return _Sentence(places, some[0] if len({m.code for m in some}) == 1 else None)


def _faction(text: str, start: int, end: int, state: Linked, word: str, gazetteer: Gazetteer) -> Linked:
    people = state.text if state.rule == "demonym" else gazetteer.demonyms.get(state.actor.id, state.text)
    actor = _actor(people, en.PEOPLE.get(word, f"{word}s"), gazetteer)
    return Linked(start, end, text[start:end], actor, actor.code, "faction", NOUN)


def _actor(people: str, word: str, gazetteer: Gazetteer) -> Actor:
    """The actor with this name, a new one unless it is in the tables."""
    name = f"{people} {word}"
    known = gazetteer.names.get(key(name))
    if known:
        return gazetteer.actors[known[0].actor]
    code = re.sub(r"[^A-Z]", "", name.upper())
    kind = Kind.ORGANISATION if word in ("opposition", "dissidents") else Kind.ARMED_GROUP
    return Actor(f"faction-{code.lower()}", name, kind, code)
