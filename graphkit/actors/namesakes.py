"""Namesakes: persons, towns and provinces that share the name of an actor, and people not in the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from graphkit.actors.gazetteer import NOUN, Condition, Gazetteer
from graphkit.actors.linked import Linked, touching
from graphkit.actors.naming import PARTICLES, Naming
from graphkit.actors.spelling import Plain
from graphkit.languages.en import names as en
from graphkit.model import Kind

FIRST = re.compile(r"[A-Z](?<![\w'-].)[a-z]+(?= (?:[A-Z]|al |bin |ben |de |da |di |del |van |von |der |la |le ))")
FULL = re.compile(
    r"\w+(?: [A-Z]\.?(?= ))?(?: (?:al|bin|ben|de|da|di|del|van|von|der|la|le))*(?: [A-Z]\w*[a-z]\w*(?:-\w+)?){1,2}"
)
"""A given name and what may be a surname."""
JOINED = ("-", "–", "/")
GIVEN = re.compile(r"(?<![\w'-])([A-Z][a-z]+)(?: [A-Z]\.?)? $")
"""What may be a given name, before what may be a surname."""
TOWN = re.compile(r",\s+([A-Z]\w*(?: [A-Z]\w+)?)\b(?!\w)")
ADDRESS = re.compile(r"\b(?:[a-z]+ |^|\. )([A-Z][a-z]+(?: [A-Z][a-z]+)?), $")
"""A town before what may be its province."""
SECOND = re.compile(r"[a-z,'] ([A-Z][\w']+(?:-[A-Z]\w+)*) $")
"""A name right before another one, within a sentence."""
NEIGHBOURS = frozenset({"RUS", "ABKHAZIA", "SOUTHOSSETIA", "ARM", "AZE"})
"""States and territories beside the state that shares its name with a province of the USA."""
NEXT = re.compile(r"(?: [A-Z][a-z]+\b){1,12}")
"""The names after a name, at most twelve."""
ALONE = re.compile(r"(?<=[a-z.,] )[A-Z][a-z]+\b")
"""A name with no other before it."""
ROLE = re.compile(r" (?:[a-z]+ ){1,3}")
"""Between a body and somebody of it."""
SMALL = re.compile(r" [a-z]")
OWNER = re.compile(r"(?:'s?)?(?: [a-z]+)? ")
JUNIOR = re.compile(r",? (?:Jr|Sr|III|IV)\b\.?")
"""A suffix that marks the name of a son or father."""


class Stranger(NamedTuple):
    """A person named in full who is not in the tables."""

    start: int
    end: int
    surname: str


class _Elsewhere:
    """Other occurrences of names in a text; the result of each search is kept."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._first: dict[str, int] = {}

    def first(self, name: str) -> int:
        """The first position of a name in the text."""
        if name not in self._first:
            self._first[name] = self._text.find(name)
        return self._first[name]

    @cached_property
    def alone(self) -> dict[str, int]:
        """The last position of each name without another name before it."""
        return {match[0]: match.start() for match in ALONE.finditer(self._text)}


def meant(written: Plain, linked: Sequence[Linked], gazetteer: Gazetteer) -> list[Linked]:
    """The mentions without those whose words refer to something or somebody else here."""
    conditions = gazetteer.conditions
    spoken_of = {m.code for m in linked if m.text not in conditions}
    starts, ends = {m.start: m for m in linked}, {m.end: m for m in linked}
    others: set[str] = set()
    """Names of bodies that belong to another state in this text."""
    kept = []
    elsewhere = _Elsewhere(written.text)
    for mention in linked:
        condition = conditions.get(mention.text)
        if condition is not None and condition.default == "alone":
            if mention.text in others or _is_owned(written.text, mention, linked, gazetteer):
                others.add(mention.text)
                continue
            if condition.company & spoken_of and mention.code not in spoken_of | condition.company:
                continue
            if _is_led_abroad(written.text, mention, linked, condition):
                continue
        elif condition is not None and not _holds(condition, spoken_of):
            continue
        if not (
            _is_another(written, mention, starts, elsewhere, gazetteer)
            or _is_part(written, mention, ends, spoken_of, gazetteer)
        ):
            kept.append(mention)
    full = any(mention.actor.kind is Kind.PERSON for mention in kept)
    return list(_surnamed(written.text, kept, gazetteer)) if full else kept


def _is_led_abroad(text: str, mention: Linked, linked: Sequence[Linked], condition: Condition) -> bool:
    """Whether somebody of another state, where a body has this name, follows: "Congress leader Rahul Gandhi"."""
    near = touching(linked, mention.end + 1, mention.end + 40) if condition.company else ()
    person = near[0] if near and near[0].actor.kind is Kind.PERSON else None
    if person is None or person.code not in condition.company or person.code == mention.code:
        return False
    return ROLE.fullmatch(text, mention.end, person.start) is not None


def reconsidered(
    text: str, found: Sequence[Linked], linked: Sequence[Linked], gazetteer: Gazetteer
) -> Iterator[Linked]:
    """The ambiguous names that were left out until surnames had named their state: "Aznar said that it was ETA"."""
    doubtful = [m for m in found if m.text in gazetteer.conditions]
    spoken_of = {m.code for m in linked} if doubtful else set()
    for mention in doubtful:
        condition = gazetteer.conditions[mention.text]
        if touching(linked, mention.start, mention.end):
            continue
        alone = condition.default == "alone" and condition.company and mention.code in spoken_of
        if (condition.default == "mentioned" and _holds(condition, spoken_of)) or (
            alone
            and not _is_owned(text, mention, linked, gazetteer)
            and not _is_led_abroad(text, mention, found, condition)
        ):
            yield mention


def _surnamed(text: str, linked: Sequence[Linked], gazetteer: Gazetteer) -> Iterator[Linked]:
    """The mentions; a demonym that is the surname of a person named earlier refers to them: "Volker Turk ... Turk"."""
    named: dict[str, Linked] = {}
    for mention in linked:
        if mention.actor.kind is Kind.PERSON and " " in mention.text:
            named[mention.text.rpartition(" ")[2]] = mention
        bearer = named.get(mention.text) if mention.rule == "demonym" else None
        if (
            bearer is None
            or en.DETERMINED.search(text[max(0, mention.start - 9) : mention.start])
            or (SMALL.match(text, mention.end) and not gazetteer.naming.verb.match(text, mention.end))
        ):
            yield mention
        else:
            yield mention._replace(actor=bearer.actor, code=bearer.code, rule="surname", form=NOUN)


def _is_another(
    written: Plain, mention: Linked, starts: dict[int, Linked], elsewhere: _Elsewhere, gazetteer: Gazetteer
) -> bool:
    """Whether the name is that of a person, a town or a place elsewhere."""
    if mention.actor.kind is Kind.PERSON:
        return _is_junior(written.text, mention, gazetteer) or _is_longer(written, mention, starts, gazetteer)
    if mention.rule in ("demonym", "backed"):
        return False
    return (
        (written.text[mention.end : mention.end + 1] == "," and _is_town(written.text, mention, gazetteer))
        or _is_person(written, mention, starts, gazetteer)
        or (mention.rule == "place" and not _is_place(written, mention, elsewhere, gazetteer))
    )


def _is_part(
    written: Plain, mention: Linked, ends: dict[int, Linked], spoken_of: set[str], gazetteer: Gazetteer
) -> bool:
    """Whether the name is part of a longer one: of a person, or of a town in a province with the name of a state.

    "Giovanni Lo Porto", "Alicia Barcena Ibarra"; "Brunswick, Georgia", unless the town is known or a neighbour named.
    """
    text = written.text
    if mention.rule == "place":
        before = text[max(0, mention.start - 30) : mention.start]
        named = ends.get(mention.start - 1) if before.endswith(" ") else None
        return (
            (named is not None and named.actor.kind is Kind.PERSON)
            or en.OF_FAMILY.search(before) is not None
            or (named is None and not written.flat(mention.start) and _is_second(before, gazetteer))
            or before[:-1].rpartition(" ")[2] in en.VESSELS
        )
    if mention.text not in gazetteer.naming.provinces or mention.actor.kind is not Kind.STATE:
        return False
    before = text[max(0, mention.start - 30) : mention.start]
    town = ADDRESS.search(before)
    if town is None or town[1] in gazetteer.names or town[1] in gazetteer.naming.unlike_names:
        return False
    return en.AMERICAN.match(text, mention.end) is not None or NEIGHBOURS.isdisjoint(spoken_of)


def _is_second(before: str, gazetteer: Gazetteer) -> bool:
    """Whether the word before makes a longer name, inside a sentence: "Yukio Mishima", "Grupo Santander"."""
    word = SECOND.search(before)
    return (
        word is not None
        and en.PART_OF.fullmatch(word[1]) is None
        and word[1] not in gazetteer.naming.unlike_names
        and word[1] not in gazetteer.naming.words["institution"]
        and word[1].lower() not in gazetteer.titles
    )


def _is_town(text: str, mention: Linked, gazetteer: Gazetteer) -> bool:
    """Whether a town of the same name elsewhere is meant: "Moscow, Idaho", but not "Ukraine, Georgia and Moldova"."""
    match = TOWN.match(text, mention.end)
    if match is None or mention.rule not in ("capital", "place", "name", "alias"):
        return False
    provinces, first = gazetteer.naming.provinces, match[1].split()[0]
    if mention.rule in ("name", "alias") and any(r.rule == "name" for r in gazetteer.names.get(first, ())):
        return False
    of = provinces.get(match[1]) or (provinces.get(first) if first not in gazetteer.names else None)
    return of is not None and of != mention.code


def _is_junior(text: str, mention: Linked, gazetteer: Gazetteer) -> bool:
    """Whether a son or father of the same name is meant, and no title shows that it is the official after all."""
    if JUNIOR.match(text, mention.end) is None:
        return False
    words = text[max(0, mention.start - 40) : mention.start].lower().split()
    return not any(" ".join(words[-size:]) in gazetteer.titles for size in (1, 2, 3))


def _is_longer(written: Plain, mention: Linked, starts: dict[int, Linked], gazetteer: Gazetteer) -> bool:
    """Whether somebody's short name is part of another person's name: "Saddam Karimov", "Omar bin Laden"."""
    text, naming = written.text, gazetteer.naming
    name = mention.text.split(" ")
    if any(word.lower() not in PARTICLES for word in name[:-1]) or "-" in mention.text or written.flat(mention.start):
        return False
    before = GIVEN.search(text[max(0, mention.start - 20) : mention.start])
    if before and (before[1] in naming.given or before[1] in gazetteer.firsts):
        return before[1] not in naming.unlike_names and before[1].lower() not in gazetteer.titles
    behind = NEXT.match(text, mention.end)
    if behind is None or mention.end + 1 in starts or _opens_title(text, mention.end + 1, gazetteer):
        return False
    word = behind[0].split()[0]
    return word not in naming.words["time"] and word not in naming.words["office"]


def _is_person(written: Plain, mention: Linked, starts: dict[int, Linked], gazetteer: Gazetteer) -> bool:
    """Whether the name of a state or town is that of a person here: "Chad Smith", "Michael Jordan", "Paris Hilton"."""
    name, naming = mention.text, gazetteer.naming
    part = naming.homonyms.get(name, "given" if name in naming.given or mention.rule == "capital" else "")
    if not part:
        return False
    words_before = written.text[max(0, mention.start - 16) : mention.start]
    if mention.rule != "capital" and (words_before.endswith(JOINED) or en.BODY_OF.search(words_before)):
        return False  # U.S.-Israel Strategic Group, Government of Israel Decision
    text = written.text
    if part in ("surname", "both") or mention.rule == "place":
        before = GIVEN.search(text[max(0, mention.start - 20) : mention.start])
        if before and before[1] in naming.given:
            place = mention.start - len(before[0])
            if not (before[1] in naming.homonyms or before[1] in gazetteer.names) or _opens_name(
                written, place, naming
            ):
                return True
    if part in ("given", "both") and not written.flat(mention.start):
        surname = starts.get(mention.end + 1) if text[mention.end : mention.end + 1] == " " else None
        if surname is not None and naming.homonyms.get(surname.text) in ("surname", "both"):
            return _opens_name(written, mention.start, naming)  # Jordan Holland
        behind = NEXT.match(text, mention.end)
        if behind and mention.end + 1 not in starts and not _opens_title(text, mention.end + 1, gazetteer):
            words = behind[0].split()
            if words[0] in gazetteer.surnames and naming.locates(text[max(0, mention.start - 12) : mention.start]):
                return False  # In Kampala Powell met Museveni
            named = words[0] in naming.given and (
                len(words) > 1 or words[0] in gazetteer.firsts
            )  # In Paris Hillary Clinton
            return not (named or words[0] in naming.words["time"] or naming.words["institution"] & set(words))
    return False


def _opens_name(written: Plain, place: int, naming: Naming) -> bool:
    """Whether a given name that is also a place precedes a surname, where a place would not: not "In Paris Germany"."""
    return not written.flat(place) and not naming.locates(written.text[max(0, place - 12) : place])


def _opens_title(text: str, place: int, gazetteer: Gazetteer) -> bool:
    """Whether a title begins at a position."""
    words = re.match(r"[\w-]+(?: [\w-]+)?(?: [\w-]+)?", text[place : place + 40].lower())
    if words is None:
        return False
    parts = words[0].split(" ")
    return any(" ".join(parts[:size]) in gazetteer.titles for size in range(1, len(parts) + 1))


def _is_place(written: Plain, mention: Linked, elsewhere: _Elsewhere, gazetteer: Gazetteer) -> bool:
    """Whether a small place is meant: nobody has its name, or the words before it mark a location."""
    name, text = mention.text, written.text
    before = text[max(0, mention.start - 12) : mention.start]
    if before.endswith("the ") and en.LONGER.search(text[max(0, elsewhere.first(name) - 20) : elsewhere.first(name)]):
        return False  # the cruiser General Belgrano ... the Belgrano
    if gazetteer.naming.placed.search(before):
        return name not in gazetteer.surnames or gazetteer.naming.located.search(before) is not None
    return not (
        _is_given(text, mention, elsewhere, gazetteer)
        or name in gazetteer.surnames
        or name in gazetteer.naming.given
        or name in gazetteer.firsts
        or name.lower() in gazetteer.naming.common
        or written.flat(mention.start)
    )


def _is_given(text: str, mention: Linked, elsewhere: _Elsewhere, gazetteer: Gazetteer) -> bool:
    """Whether a surname follows that the text later uses alone: "Samar Badawi ... Badawi"."""
    behind = NEXT.match(text, mention.end)
    surname = behind[0].rsplit(" ", 1)[-1] if behind else ""
    if behind is None or surname in gazetteer.naming.words["institution"]:
        return False
    return elsewhere.alone.get(surname, 0) > behind.end() + 1


def _holds(condition: Condition, spoken_of: set[str]) -> bool:
    """Whether, under its condition, an ambiguous name refers to a known actor in a text that mentions these codes."""
    return condition.default != "mentioned" or bool(condition.company & spoken_of) or not condition.company


def _is_owned(text: str, mention: Linked, linked: Sequence[Linked], gazetteer: Gazetteer) -> bool:
    """Whether a body belongs to another state here: "Australia's Special Air Service", "the White House in Bishkek"."""
    if en.VISITED.match(text, mention.end):
        return False
    near = touching(linked, mention.start - 12, mention.end + 10)
    for other in (m for m in near if m.code != mention.code and m.actor.kind is not Kind.PERSON):
        gap = text[other.end : mention.start]
        owned = other.end <= mention.start and len(gap) < 12 and OWNER.fullmatch(gap)
        if owned and not gazetteer.naming.verb.fullmatch(gap.rstrip()):  # Iran told Congress
            return True
        if 0 <= other.start - mention.end < 10 and en.WITHIN.fullmatch(text, mention.end, other.start):
            return True
    return False


def strangers(written: Plain, linked: Sequence[Linked], gazetteer: Gazetteer) -> Iterator[Stranger]:
    """Persons named by given name and surname who are not known actors."""
    text, naming = written.text, gazetteer.naming
    position = 0
    for word in FIRST.finditer(text):
        first, start = word[0], word.start()
        if start < position or first not in naming.given or first in naming.homonyms or written.flat(start):
            continue
        match = FULL.match(text, start)
        if match and not touching(linked, start, match.end()):
            position = match.end()
            yield Stranger(start, position, match[0].rsplit(" ", 1)[-1])
