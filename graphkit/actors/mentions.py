"""Finding names in a text: one Aho-Corasick pass, longest match at word boundaries.

The context may show that the words name something else: "Washington Post", "South China Sea".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from graphkit.actors.gazetteer import ADJECTIVE, NOUN, PLACE, WORD, Gazetteer, Name
from graphkit.languages.en import names as en

HYPHENS = frozenset("-–")
CURRENCIES = frozenset("$£€¥")
ARTICLE = ("the ", "The ")
WESTERN = frozenset({"Western", "the West", "The West"})


class SmallWords(NamedTuple):
    """The words of a text that are matched in lower case, even within longer words."""

    kinds: Collection[str]
    """All kinds found in the text: title, faction, sport, politics, shorthand."""
    found: Sequence[tuple[int, int, Collection[str]]]
    """Start, end and kinds of each word."""


class NameMatch(NamedTuple):
    """A name in a text and its readings; ``rule`` is set if the spelling alone decides it."""

    start: int
    end: int
    text: str
    readings: tuple[Name, ...]


def find_names(text: str, gazetteer: Gazetteer) -> list[NameMatch]:
    """All names of actors in a text, left to right, longest first, not overlapping; offsets are in ``text``."""
    matcher, patterns = gazetteer.automaton
    spans = [
        (start, -end, number)
        for number, start, end in matcher.find_matches_as_indexes(text, overlapping=True)
        if not (text[start - 1 : start].isalnum() or (text[end : end + 1].isalnum() and text[end - 1].isalnum()))
    ]
    spans.sort()
    found: list[NameMatch] = []
    position = 0
    for start, minus, number in spans:
        if start < position:
            continue
        end = -minus
        if text[start : start + 4] in ARTICLE and any(s == start + 4 and -m > end for s, m, _ in spans):
            continue  # the Commonwealth of Independent States is not the Commonwealth
        position = end
        readings = patterns[number]
        if readings and not _names_something_else(text, start, end, gazetteer, readings):
            found.append(NameMatch(start, end, text[start:end], _read(text, start, end, readings)))
    parts = [*_prefixes(text, gazetteer), *_halves(text, gazetteer)]
    if parts:
        found += [p for p in parts if _free(found, p.start, p.end)]
        found.sort(key=lambda f: f.start)
    return found


def small_words(text: str, gazetteer: Gazetteer) -> SmallWords:
    """The words of a text that are matched in lower case, found in one Aho-Corasick pass."""
    matcher, kinds = gazetteer.small_automaton
    matches = matcher.find_matches_as_indexes(text.lower(), overlapping=True)
    found = [(start, end, kinds[number]) for number, start, end in matches]
    return SmallWords({kind for _, _, some in found for kind in some}, found)


def _free(found: Sequence[NameMatch], start: int, end: int) -> bool:
    """Whether a span overlaps none of these names, which are in order and do not overlap each other."""
    behind = bisect_left(found, end, key=lambda name: name.start)
    return behind == 0 or found[behind - 1].end <= start


def _names_something_else(text: str, start: int, end: int, gazetteer: Gazetteer, readings: tuple[Name, ...]) -> bool:
    name = text[start:end]
    if text[end : end + 1] in CURRENCIES:  # AU$3 million, UK£5
        return True
    if name[-4:] in ("west", "West") and name.lower() == "the west" and en.DIRECTION.match(text, end):
        return True
    if name[-4:] in ("West", "tern") and name in WESTERN and en.NAMES_ON.match(text, end):
        return True
    left, right = gazetteer.neighbours
    if start:
        word = text[text.rfind(" ", 0, start - 1) + 1 : start - 1]
        if not word.isalnum() or text[start - 1] != " ":
            word = _last_word(text[start - 24 if start > 24 else 0 : start].rstrip())
        if word in left:
            behind, contexts = text[start - 24 if start > 24 else 0 : start].rstrip(), left[word]
            for words, applies in contexts[1] if behind.endswith(contexts[0]) else ():
                whole = behind.endswith(words) and not behind[: -len(words)][-1:].isalnum()
                if whole and _applies(applies, name, readings):
                    return True
    if text[end : end + 1] == " ":
        place, owned = end + 1, False
    elif text.startswith("'s ", end):
        place, owned = end + 3, True
    else:
        return False
    blank = text.find(" ", place)
    word = text[place:blank]
    if blank < 0 or not word.isalnum():
        word = _first_word(text[place : end + 26].lstrip())
    if word in right:
        ahead, contexts = text[place : end + 26].lstrip(), right[word]
        for words, applies in contexts[1] if ahead.startswith(contexts[0]) else ():
            fits = _applies(applies, name, readings) and not (owned and applies in ("any", "city", "name"))
            if fits and ahead.startswith(words) and not ahead[len(words) :][:1].isalnum():
                return True
    return False


def _last_word(text: str) -> str:
    """The last word or punctuation mark of a text."""
    place = len(text)
    while place and (text[place - 1].isalnum() or text[place - 1] == "_"):
        place -= 1
    return text[place:] or text[-1:]


def _first_word(text: str) -> str:
    """The first word or punctuation mark of a text."""
    match = WORD.match(text)
    return match[0] if match else ""


def _applies(applies: str, name: str, readings: tuple[Name, ...]) -> bool:
    """Whether a context applies to a name: to adjectives, to others, to capitals and places, to one name, or to any."""
    if applies == "demonym":
        return any(reading.rule == "demonym" for reading in readings)
    if applies.startswith("only "):
        return name in applies[5:].split("/")
    if applies == "name":
        return all(reading.rule != "demonym" for reading in readings)
    if applies == "city":
        return any(reading.rule in ("capital", "place") for reading in readings)
    return applies != "state-georgia" or name in ("Georgia", "Georgian")


def _read(text: str, start: int, end: int, readings: tuple[Name, ...]) -> tuple[Name, ...]:
    """Adjust rule and form to the context: for or against, backed, or the first half of a compound."""
    hyphened = text[end : end + 1] in HYPHENS
    if (hyphened or text[start - 3 : start - 1] in en.AGAINST_ENDS) and backed(text, start, end):
        return tuple(Name(r.actor, "backed", ADJECTIVE) for r in readings)
    if hyphened and text[end + 1 : end + 2].isupper():
        return tuple(Name(r.actor, r.rule, ADJECTIVE if r.form != PLACE else PLACE) for r in readings)
    if readings[0].form == ADJECTIVE and _stands_alone(text, start, end):
        return tuple(Name(r.actor, r.rule, NOUN) for r in readings)
    return readings


def backed(text: str, start: int, end: int) -> bool:
    """Whether a name only says whom somebody supports, opposes or is helped by: "anti-Assad", "Iran-backed"."""
    if text[end : end + 1] in HYPHENS and en.BACKED.match(text, end):
        return True
    return (
        text[start - 3 : start - 1] in en.AGAINST_ENDS
        and en.AGAINST.search(text[max(0, start - 6) : start]) is not None
    )


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether an adjective is used as a noun: "the French say", "a Palestinian.", "killed an Israeli"."""
    if not en.DETERMINED.search(text[max(0, start - 9) : start]):
        return False
    return en.UNATTACHED.match(text[end : end + 10]) is not None


def _halves(text: str, gazetteer: Gazetteer) -> Iterator[NameMatch]:
    for half in en.HALVES:
        if half in text:
            break
    else:
        return
    for match in en.HALF.finditer(text):
        readings = gazetteer.names.get(f"{match[1]} {match[2]}")
        if readings:
            yield NameMatch(match.start(), match.end(), match[1], readings)


def _prefixes(text: str, gazetteer: Gazetteer) -> Iterator[NameMatch]:
    if "o-" not in text and "o–" not in text:
        return
    for match in en.PREFIX.finditer(text):
        actor = en.PREFIXES[match[1]]
        if actor in gazetteer.actors:
            yield NameMatch(match.start(), match.end(), match[1], (Name(actor, "demonym", ADJECTIVE),))
