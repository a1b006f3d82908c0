"""The gazetteer: all known actors with their names and their offices over time.

``seeds/actors/*.tsv`` has one row per fact, each with its source. Actor tables (states, organisations, groups,
territories, blocs, persons, and users' own) have the same columns, so one function reads them all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from graphkit import resources
from graphkit.actors import customs, naming, offices, rebels
from graphkit.actors.offices import Office
from graphkit.actors.rebels import Rebels
from graphkit.actors.spelling import key
from graphkit.actors.tables import COLUMNS, TABLES, period, rows, split
from graphkit.errors import SeedError
from graphkit.languages.en.factions import STEMS
from graphkit.model import Actor, Kind

NOUN, ADJECTIVE, PLACE = "noun", "adjective", "place"
KINDS = {kind.value: kind for kind in Kind}
WORD = re.compile(r"\w+|[^\w\s]")
ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
Contexts = tuple[tuple[str, ...], list[tuple[str, str]]]
"""Words found beside a name, and the same words with what each applies to."""


@dataclass(frozen=True, slots=True)
class Name:
    """One reading of a name: the actor, the rule that gives it, and the grammatical form."""

    actor: str
    rule: str
    form: str


@dataclass(frozen=True, slots=True)
class Condition:
    """When an ambiguous name refers to a known actor.

    ``default`` is "first" (unless another is mentioned), "alone" (unless it is another state's, as it may be if the
    text names one of ``company`` and not the actor's own) or "mentioned" (only if the text names one of ``company``).
    """

    default: str
    company: frozenset[str]


@dataclass(frozen=True)
class Gazetteer:
    """All actors and the names, titles and offices that identify them."""

    actors: Mapping[str, Actor]
    names: Mapping[str, tuple[Name, ...]]
    """Plain form of a name -> its readings; none if it names something that is not an actor."""
    offices: tuple[Office, ...]
    titles: Mapping[str, tuple[str, str]]
    """Lower-case title -> (office, its body or empty)."""
    contexts: tuple[tuple[str, str, str], ...]
    """(before or after, what it applies to, words): neighbouring words that give a name another meaning."""
    naming: naming.Naming
    conditions: Mapping[str, Condition]
    """Plain form of a name -> the condition that decides its meaning."""
    ended: Mapping[str, tuple[date | None, date]]
    """Actor that no longer exists -> its first and last day."""
    rebels: tuple[Rebels, ...] = ()

    @cached_property
    def automaton(self) -> tuple[AhoCorasick, tuple[tuple[Name, ...], ...]]:
        """The matcher for all names (Aho & Corasick 1975) and their readings by pattern number."""
        surfaces = sorted(self.names)
        return AhoCorasick(surfaces, matchkind=MatchKind.Standard), tuple(self.names[name] for name in surfaces)

    @cached_property
    def small_automaton(self) -> tuple[AhoCorasick, tuple[Collection[str], ...]]:
        """The matcher for words searched in lower case, and the kinds of each by pattern number."""
        kinds = {"title": self.titles, "faction": STEMS, **{of: self.naming.words[of] for of in ("sport", "politics")}}
        kinds["shorthand"] = [row.word.lower() for row in self.naming.shorthand]
        words = sorted({word for some in kinds.values() for word in some})
        of = tuple(frozenset(kind for kind, some in kinds.items() if word in some) for word in words)
        return AhoCorasick(words, matchkind=MatchKind.Standard), of

    @cached_property
    def neighbours(self) -> tuple[dict[str, Contexts], dict[str, Contexts]]:
        """The contexts by the word next to the name: those before it, and those after it."""
        before: dict[str, list[tuple[str, str]]] = {}
        after: dict[str, list[tuple[str, str]]] = {}
        for position, applies, words in self.contexts:
            place, word = (before, WORD.findall(words)[-1]) if position == "before" else (after, WORD.findall(words)[0])
            place.setdefault(word, []).append((words, applies))
        one, other = ({word: (tuple(w for w, _ in c), c) for word, c in place.items()} for place in (before, after))
        return one, other

    def by_code(self, code: str) -> Actor | None:
        """The state or body with this code, never a person."""
        return self._bodies.get(code)

    @cached_property
    def _bodies(self) -> dict[str, Actor]:
        return {a.code: a for a in reversed(list(self.actors.values())) if a.kind is not Kind.PERSON}

    @cached_property
    def demonyms(self) -> dict[str, str]:
        """State id -> its first adjective, such as Syrian."""
        result: dict[str, str] = {}
        for surface, reading in ((surface, reading) for surface, some in self.names.items() for reading in some):
            if reading.form == ADJECTIVE and reading.rule == "demonym":
                result.setdefault(reading.actor, surface)
        return result

    @cached_property
    def tenures(self) -> dict[str, list[Office]]:
        """Person id -> tenures."""
        result: dict[str, list[Office]] = {}
        for office in self.offices:
            result.setdefault(office.person, []).append(office)
        return result

    @cached_property
    def seats(self) -> dict[tuple[str, str], list[Office]]:
        """(office, of) -> tenures."""
        result: dict[tuple[str, str], list[Office]] = {}
        for office in self.offices:
            result.setdefault((office.office, office.of), []).append(office)
        return result

    @cached_property
    def surname_automaton(self) -> tuple[AhoCorasick, tuple[str, ...]]:
        """The matcher for all short names of persons, and for non-actors that begin like one: "Merkel cell"."""
        things = (name for name, readings in self.names.items() if not readings and " " in name)
        short = tuple(sorted({*self.surnames, *(name for name in things if name.split(" ")[0] in self.surnames)}))
        return AhoCorasick(short, matchkind=MatchKind.Standard), short

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """Names of at least two letters, all capitals."""
        return frozenset(name for name in self.names if name.isupper() and len(name) > 1)

    @cached_property
    def families(self) -> dict[str, str]:
        """Family names in capitals, as some papers write them, that are not recognisable by form -> their usual form.

        These are short ones before given names, such as XI, and those with particles, such as LE DRIAN.
        """
        first = (
            p[0].split(" ", 1)[0] for p in self.persons if self.naming.order.get(self.actors[p[1]].code) == "first"
        )
        short = (name for name in first if name.isalpha() and len(name) in (2, 3) and name.upper() not in self.acronyms)
        several = sorted((name for name in self.surnames if " " in name), reverse=True)  # Von der Leyen, von der Leyen
        return {name.upper(): name for name in (*several[::-1], *short)}

    @cached_property
    def surnames(self) -> dict[str, tuple[str, ...]]:
        """Short form of a name, such as Xi or von der Leyen -> persons called by it."""
        result: dict[str, dict[str, None]] = {}
        for surface, person in self.persons:
            for short in self.naming.goes_by(surface, self.actors[person].code, key(self.actors[person].name)):
                if self.names.get(short) != ():  # Islam and Muslim are surnames, but refer to nobody on their own
                    result.setdefault(short, {})[person] = None
        return {short: tuple(people) for short, people in result.items()}

    @cached_property
    def firsts(self) -> dict[str, tuple[str, ...]]:
        """First word of a name -> persons: kings and popes are called by it."""
        result: dict[str, dict[str, None]] = {}
        for surface, person in self.persons:
            result.setdefault(surface.split()[0], {})[person] = None
        return {first: tuple(people) for first, people in result.items()}

    @cached_property
    def persons(self) -> tuple[tuple[str, str], ...]:
        """Every name of every person in plain form, with the person's id."""
        kinds = {actor.id for actor in self.actors.values() if actor.kind is Kind.PERSON}
        return tuple(
            (surface, reading.actor)
            for surface, readings in self.names.items()
            for reading in readings
            if reading.actor in kinds
        ) + tuple((key(self.actors[person].name), person) for person in kinds if " " not in self.actors[person].name)

    def predecessor(self, actor: str, on: date) -> bool:
        """Whether an actor that no longer exists existed on a day."""
        first, last = self.ended.get(actor, (None, date.min))
        return on <= last and (first is None or first <= on)

    def holder(self, office: str, of: str, on: date | None) -> Actor | None:
        """Who held an office on a day; None if nobody or more than one person is known."""
        if on is None:
            return None
        people = {seat.person for seat in self.seats.get((office, of), ()) if seat.held(on)}
        return self.actors[people.pop()] if len(people) == 1 else None

    def serves(self, person: Actor, on: date | None) -> str:
        """The code of the state or body a person acts for on a day, never one that the person's own group fights."""
        if on is None or person.id not in self.tenures:
            return person.code
        held = {t.of: self.actors[t.of] for t in self.tenures[person.id] if t.held(on)}
        if held:
            weight = self.naming.weight
            fought = {war.state for war in self.rebels if war.actor in held and war.fought(on)} if len(held) > 1 else ()
            bodies = [body for body in held.values() if body.code not in fought]
            return max(bodies, key=lambda b: (b.kind is Kind.STATE, weight.get(b.code, 0), b.code == person.code)).code
        soon = [t.of for t in self.tenures[person.id] if t.coming(on)]
        return next((of for of in soon if self.actors[of].kind is Kind.STATE), person.code)


def load(extra: Sequence[Path | str] = ()) -> Gazetteer:
    """Read the built-in tables and those of the user, which override rows with the same id.

    Raises SeedError with file, line and remedy; nothing is loaded partially.
    """
    folder = resources.seeds() / "actors"
    actors: dict[str, Actor] = {}
    names: dict[str, dict[Name, None]] = {}
    own: set[str] = set()
    ended: dict[str, tuple[date | None, date]] = {}
    for path in [*(folder / f"{table}.tsv" for table in TABLES), *map(Path, extra)]:
        file, shipped = path.name, path.parent == folder
        for line, row in rows(path, COLUMNS):
            actor = _actor(row, f"{file}:{line}")
            actors[actor.id] = actor
            first, last = period(row, f"{file}:{line}")
            if last:
                ended[actor.id] = first, last
            if not shipped:
                own.add(actor.id)
            for surface, name in _names(actor, row):
                names.setdefault(key(surface), {})[name] = None
    habits = customs.load(folder)
    _people(names, actors, habits, folder, own)
    _others(names, actors, folder)
    conditions = dict(_conditions(names, actors, folder))
    for surface in [name for name in names if name[0].islower()]:  # as at the start of a sentence: "Pro-Russian rebels"
        names.setdefault(surface[0].upper() + surface[1:], names[surface])
    return Gazetteer(
        actors=actors,
        names={surface: tuple(readings) for surface, readings in names.items()},
        offices=tuple(offices.read(folder / "offices.tsv", actors)),
        titles={
            key(row["surface"]).lower(): (row["office"], row["of"])
            for _, row in rows(folder / "titles.tsv", ("surface", "office", "of", "source"))
        },
        contexts=tuple(
            (row["position"], row["applies"], key(row["words"]))
            for _, row in rows(folder / "contexts.tsv", ("position", "applies", "words", "reason", "source"))
        ),
        naming=habits,
        conditions=conditions,
        ended=ended,
        rebels=tuple(rebels.read(folder / "rebels.tsv", actors)),
    )


def _people(
    names: dict[str, dict[Name, None]],
    actors: Mapping[str, Actor],
    habits: naming.Naming,
    folder: Path,
    own: Collection[str],
) -> None:
    """Add other spellings of persons' names and the short names they are known by.

    A built-in person with a one-word name, such as Francis, is only recognised by it depending on the date, as others
    are by a surname; a one-word alias and the name of a user's person always refer to them.
    """
    for surface, readings in list(names.items()):
        people = [reading.actor for reading in readings if actors[reading.actor].kind is Kind.PERSON]
        if people and " " not in surface:
            kept = [r for r in readings if r.actor not in people or r.rule != "name" or r.actor in own]
            names[surface] = dict.fromkeys(kept)
            if not kept:
                del names[surface]
        elif len(people) == len(readings):
            for spelled in habits.spelled(surface, actors[people[0]].code):
                for person in people:
                    names.setdefault(spelled, {}).setdefault(Name(person, "variant", NOUN))
    for _, row in rows(folder / "knownas.tsv", ("surface", "person", "source")):
        for reading in list(names.get(key(row["person"]), ())):
            names.setdefault(key(row["surface"]), {})[Name(reading.actor, "alias", NOUN)] = None


def _others(names: dict[str, dict[Name, None]], actors: Mapping[str, Actor], folder: Path) -> None:
    """Add metonyms, places, and names of things that are not actors."""
    for _, row in rows(folder / "metonyms.tsv", ("surface", "actor", "rule", "institution", "source")):
        if row["actor"] in actors and row["rule"] in ("always", "capital"):
            rule = "capital" if row["rule"] == "capital" else "metonym"
            readings = names.setdefault(key(row["surface"]), {})
            if all(reading.rule in ("capital", "metonym") for reading in readings):
                readings[Name(row["actor"], rule, NOUN)] = None
    for _, row in rows(folder / "places.tsv", ("surface", "actor", "kind", "source")):
        if row["actor"] in actors:
            names.setdefault(key(row["surface"]), {Name(row["actor"], "place", PLACE): None})
    for _, row in rows(folder / "nonactors.tsv", ("surface", "reason", "source")):
        names.setdefault(key(row["surface"]), {})


def _conditions(
    names: dict[str, dict[Name, None]], actors: Mapping[str, Actor], folder: Path
) -> Iterator[tuple[str, Condition]]:
    """The conditions of ambiguous names; the first reading in the table is put first."""
    for _, row in rows(folder / "ambiguous.tsv", ("surface", "actors", "default", "with", "reason", "source")):
        surface, first = key(row["surface"]), split(row["actors"])[0]
        if first in actors and surface in names:
            names[surface] = dict.fromkeys(sorted(names[surface], key=lambda n: n.actor != first))
            yield surface, Condition(row["default"], frozenset(split(row["with"])))


def _actor(row: Mapping[str, str], place: str) -> Actor:
    for column in ("id", "kind", "code", "name"):
        if not row[column]:
            raise SeedError(f"{place}: column {column} is empty", "every actor needs id, kind, code and name")
    if not ID.fullmatch(row["id"]):
        raise SeedError(f"{place}: {row['id']!r} is not a valid id, in column id", "use letters, digits and hyphens")
    if row["kind"] not in KINDS:
        raise SeedError(f"{place}: no kind {row['kind']!r}, in column kind", f"use one of {', '.join(Kind)}")
    if not CODE.fullmatch(row["code"]):
        raise SeedError(
            f"{place}: {row['code']!r} is not a code, in column code", "use ISO alpha-3 or upper-case slug: FRA, NATO"
        )
    if row["wikidata"] and not (row["wikidata"][0] == "Q" and row["wikidata"][1:].isdecimal()):
        raise SeedError(
            f"{place}: {row['wikidata']!r} is not a Wikidata id, in column wikidata", "write Q159 or leave it empty"
        )
    notations = []
    for part in sorted(split(row["notations"])):
        scheme, _, value = part.partition(":")
        if not scheme or not value:
            raise SeedError(f"{place}: {part!r} is not a notation, in column notations", "write it as iso2:FR|cow:220")
        notations.append((scheme, value))
    return Actor(row["id"], row["name"], KINDS[row["kind"]], row["code"], row["wikidata"] or None, tuple(notations))


def _names(actor: Actor, row: Mapping[str, str]) -> Iterator[tuple[str, Name]]:
    yield actor.name, Name(actor.id, "name", NOUN)
    for alias in split(row["aliases"]):
        if len(alias) > 1:
            yield alias, Name(actor.id, "acronym" if alias.replace(".", "").isupper() else "alias", NOUN)
    for demonym in split(row["demonyms"]):
        plural = demonym.endswith("s") and not demonym.endswith("ss")
        yield demonym, Name(actor.id, "demonym", NOUN if plural else ADJECTIVE)
