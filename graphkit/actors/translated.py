"""Mentions in texts of languages other than English, found by tables of names, adjectives of states, and offices.

Names come from the language's folder, and for persons and bodies also from the actor tables. A title with a state or
body refers to who held the office on the day, if the tables have it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property

from graphkit.actors import linking
from graphkit.actors.gazetteer import ADJECTIVE, NOUN, WORD, Gazetteer, Name
from graphkit.actors.linked import Linked, merge
from graphkit.actors.mentions import NameMatch, find_names
from graphkit.actors.spelling import ONE
from graphkit.actors.tables import rows, split
from graphkit.errors import SeedError
from graphkit.languages.registry import Language, known
from graphkit.model import Actor, Kind

NOBODY = "-"
"""The actor of names that do not refer to one."""
SHARED = {Kind.PERSON, Kind.ARMED_GROUP, Kind.ORGANISATION}
"""Kinds of actors whose names in the actor tables are also used in other languages."""
LOCATED = ("capital", "place")
"""The rules for names of towns, many of which are the same in other languages."""
_LEFT = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w'-]*[ -]$|[-']$(?<![ldLD]')")
_RIGHT = re.compile(r"[ -][A-Z]")
"""A capitalised word right before or after a town, unless it starts a sentence."""
HEADS = frozenset({"head_of_state", "head_of_government", "leader", "foreign_minister", "defence_minister"})
TITLED = HEADS | {"secretary_general", "head"}
"""Offices of heads and representatives of a body."""
GAP = re.compile(r",? ")


@dataclass(frozen=True)
class Translated:
    """The actors under the names of a language."""

    language: Language
    gazetteer: Gazetteer
    titles: dict[str, str]
    """Title in plain form -> office."""

    @cached_property
    def title(self) -> re.Pattern[str]:
        """A title, followed by the field of the office: "ministre russe des Affaires étrangères"."""
        return re.compile(rf"(?<!\w)(?:{_either(self.titles)})(?!\w)", re.IGNORECASE)

    @cached_property
    def divided(self) -> dict[str, list[tuple[str, str]]]:
        """First word of titles of several words -> the rest and the office; the body may come in between."""
        found: dict[str, list[tuple[str, str]]] = {}
        for title, office in self.titles.items():
            first, _, rest = title.partition(" ")
            if rest:
                found.setdefault(first.lower(), []).append((rest, office))
        return found

    @cached_property
    def of(self) -> re.Pattern[str]:
        """What joins a title to the body after it."""
        joining = sorted(self.language.words["of"], key=len, reverse=True)
        articles = "(?:(?:la|le|les) |l')?"
        return re.compile(rf" (?:{'|'.join(map(re.escape, joining))})(?<=\w) {articles}| d'| de l'", re.IGNORECASE)


def load(language: Language, gazetteer: Gazetteer) -> Translated:
    """Read the name tables of a language; raises SeedError with file and line."""
    folder = language.folder
    names: dict[str, dict[Name, None]] = {}
    for surface, readings in gazetteer.names.items():
        kept = [r for r in readings if gazetteer.actors[r.actor].kind in SHARED and r.form == NOUN]
        if (
            kept
            and surface[0].isupper()
            and (" " in surface or gazetteer.actors[kept[0].actor].kind is not Kind.PERSON)
        ):
            names[surface] = dict.fromkeys(kept)
        elif located := [reading for reading in readings if reading.rule in LOCATED]:
            names[surface] = dict.fromkeys(located)
    own: dict[str, dict[Name, None]] = {}
    for surface, name in _named(language, gazetteer):
        if name is None:
            own[surface] = {}  # regardless of other meanings
        else:
            own.setdefault(surface, {})[name] = None
    names |= own
    titles = {
        plain(row["title"]).lower(): row["office"]
        for _, row in rows(folder / "titles.tsv", ("title", "office", "source"))
    }
    made = replace(
        gazetteer,
        names={surface: tuple(readings) for surface, readings in names.items()},
        contexts=(),
        titles={},
    )
    return Translated(language, made, titles)


def _named(language: Language, gazetteer: Gazetteer) -> Iterator[tuple[str, Name | None]]:
    folder = language.folder
    for line, row in rows(folder / "states.tsv", ("actor", "name", "source")):
        _check(row["actor"], gazetteer, f"states.tsv:{line}")
        yield plain(row["name"]), Name(row["actor"], "name", NOUN)
    for line, row in rows(folder / "demonyms.tsv", ("actor", "masculine", "feminine", "source")):
        _check(row["actor"], gazetteer, f"demonyms.tsv:{line}")
        for form in dict.fromkeys((row["masculine"], row["feminine"])):
            for written in dict.fromkeys((form, form if form[-1] in "sx" else f"{form}s")):
                yield plain(written), Name(row["actor"], "demonym", ADJECTIVE)
                yield plain(written[0].upper() + written[1:]), Name(row["actor"], "demonym", NOUN)
    for line, row in rows(folder / "names.tsv", ("actor", "rule", "names", "source")):
        if row["actor"] != NOBODY:
            _check(row["actor"], gazetteer, f"names.tsv:{line}")
        for written in split(row["names"]):
            yield plain(written), None if row["actor"] == NOBODY else Name(row["actor"], row["rule"], NOUN)


def _check(actor: str, gazetteer: Gazetteer, place: str) -> None:
    if actor not in gazetteer.actors:
        raise SeedError(f"{place}: no actor {actor!r}, in column actor", "give the id of an actor in the tables")


def plain(text: str) -> str:
    """A text in the form used for matching, character for character, without accents.

    >>> plain("L’Élysée, à Kiev")
    "L'Elysee, a Kiev"
    """
    return text.translate(ONE)


def find(text: str, names: Translated, on: date | None) -> list[Linked]:
    """All mentions of actors by name, adjective or office, left to right, not overlapping."""
    on = on or datetime.now(UTC).date()
    written = plain(text)
    placed = (found for found in find_names(written, names.gazetteer) if not _is_within_a_name(written, found))
    linked = [_link(found, names.gazetteer, on) for found in placed]
    linked = merge(linked, list(_titled(written, linked, names, on)))
    return [mention._replace(text=text[mention.start : mention.end]) for mention in linked]


def _is_within_a_name(text: str, found: NameMatch) -> bool:
    """Whether a town is part of a longer name not in the tables: "Jean Charleroi", "Hamburg-Mannheimer"."""
    if any(reading.rule != "place" for reading in found.readings):
        return False
    before, behind = _LEFT.search(text, max(0, found.start - 40), found.start), _RIGHT.match(text, found.end)
    return before is not None or behind is not None


def finder(gazetteer: Gazetteer) -> Callable[[str, str, date | None], list[Linked]]:
    """A function that finds the mentions in a text, given its language code and date."""
    loaded: dict[str, Translated] = {}

    def found(text: str, language: str, on: date | None) -> list[Linked]:
        told = known(language)
        if told is None:
            return linking.find(text, gazetteer, on)
        if told.code not in loaded:
            loaded[told.code] = load(told, gazetteer)
        return find(text, loaded[told.code], on)

    return found


def _link(found: NameMatch, gazetteer: Gazetteer, on: date) -> Linked:
    """The likeliest reading: a person who held an office on the day, an actor that still exists."""
    actors = [gazetteer.actors[reading.actor] for reading in found.readings]
    holding = [
        any(t.held(on) for t in gazetteer.tenures.get(a.id, ())) or gazetteer.predecessor(a.id, on) for a in actors
    ]
    lasting = [a.id not in gazetteer.ended for a in actors]
    best = max(range(len(actors)), key=lambda n: (holding[n], lasting[n], -n))
    actor, reading = actors[best], found.readings[best]
    code = gazetteer.serves(actor, on) if actor.kind is Kind.PERSON else actor.code
    gender = gazetteer.naming.gender(actor.name) if actor.kind is Kind.PERSON else ""
    return Linked(found.start, found.end, found.text, actor, code, reading.rule, reading.form, gender=gender)


def _titled(text: str, linked: Sequence[Linked], names: Translated, on: date) -> Iterator[Linked]:
    starts = {mention.start: mention for mention in linked}
    for title in names.title.finditer(text):
        office, end = names.titles[title[0].lower()], title.end()
        end, body, office = _body(text, end, title[0], office, starts, names)
        former = _former(text, title.start(), names)
        name, position = _person(text, end, starts, names)
        if name is None:
            if body is not None and not former:
                meant = names.gazetteer.holder(office, body.code, on) if office in TITLED else None
                yield _made(text, title.start(), end, meant or body, body.code, "office", office)
            continue
        code = names.gazetteer.serves(name.actor, on)
        body = body or (names.gazetteer.by_code(code) if office in HEADS else None)
        heads = body if office in TITLED and not former else None
        mention = _made(text, title.start(), position, name.actor, code, "title", office)
        yield mention._replace(heads=heads)


def _body(
    text: str, end: int, title: str, office: str, starts: dict[int, Linked], names: Translated
) -> tuple[int, Actor | None, str]:
    """The end of a title including its body, that body, and the office, which words after the body may determine."""
    mention = starts.get(end + 1) if text[end : end + 1] == " " else None
    if mention is None or mention.form != ADJECTIVE:
        joined = names.of.match(text, end)
        mention = starts.get(joined.end()) if joined else None
    if mention is None or mention.actor.kind is Kind.PERSON:
        return end, None, office
    end = mention.end
    for rest, closer in names.divided.get(title.lower(), ()):
        if text[end + 1 : end + 1 + len(rest)].lower() == rest:
            return end + 1 + len(rest), mention.actor, closer
    return end, mention.actor, office


def _person(text: str, end: int, starts: dict[int, Linked], names: Translated) -> tuple[Linked | None, int]:
    """The person named right after a title, and the end of the name."""
    while (word := WORD.match(text, end + 1)) and text[end : end + 1] == " ":
        if word[0].lower() not in names.language.words["between"]:
            break
        end = word.end()
    gap = GAP.match(text, end)
    mention = starts.get(gap.end()) if gap else None
    if mention is None or mention.actor.kind is not Kind.PERSON:
        return None, end
    return mention, mention.end


def _former(text: str, start: int, names: Translated) -> bool:
    before = text[max(0, start - 12) : start].rstrip(" ").lower()
    return any(re.search(rf"(?<!\w){re.escape(word)}$", before) for word in names.language.words["former"])


def _made(text: str, start: int, end: int, actor: Actor, code: str, rule: str, office: str) -> Linked:
    return Linked(start, end, text[start:end], actor, code, rule, NOUN, office=office)


def _either(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
