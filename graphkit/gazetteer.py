"""The actor tables: who there is, under which names, in which office when.

``seeds/actors/*.tsv`` holds one row a fact, each with its source. Actor tables (states, organisations, groups,
territories, blocs, persons, and those of users) share one set of columns, so that one reader serves all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from graphkit import resources
from graphkit.errors import SeedError
from graphkit.model import Actor, Kind, PartialDate

COLUMNS = (
    "id",
    "kind",
    "code",
    "name",
    "aliases",
    "demonyms",
    "wikidata",
    "notations",
    "start",
    "end",
    "source",
    "as_of",
)
"""The columns of every actor table; aliases, demonyms and notations hold several values between bars."""
TABLES = ("states", "organisations", "groups", "territories", "blocs", "persons")
NOUN, ADJECTIVE, PLACE = "noun", "adjective", "place"
WORD = re.compile(r"\w+|[^\w\s]")
ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Name:
    """One way a name is read: whom it means, by which rule, and in which form it stands."""

    actor: str
    rule: str
    form: str


@dataclass(frozen=True, slots=True)
class Office:
    """A person's tenure; an open end means that it lasted at least until ``known`` (the date of the source)."""

    person: str
    office: str
    of: str
    start: date | None
    end: date | None
    known: date | None

    def held(self, on: date) -> bool:
        """Whether the office was surely held on that day."""
        if self.start is not None and on < self.start:
            return False
        if self.end is not None:
            return on <= self.end
        return self.start is not None and (self.known is None or on <= self.known + timedelta(days=730))


@dataclass(frozen=True)
class Gazetteer:
    """All actors and the names, titles and offices that lead to them."""

    actors: Mapping[str, Actor]
    names: Mapping[str, tuple[Name, ...]]
    """Surface form, case as written, to its readings; no reading means a name of something that is no actor."""
    offices: tuple[Office, ...]
    titles: Mapping[str, tuple[str, str]]
    """Lower-case title -> (office, the body it is of or empty)."""
    roles: Mapping[str, str]
    """Lower-case noun -> role class."""
    contexts: tuple[tuple[str, str, str], ...]
    """(before or after, what it applies to, words): neighbours that make a name mean something else."""
    common_surnames: frozenset[str]

    @cached_property
    def automaton(self) -> tuple[AhoCorasick, tuple[str, ...]]:
        """The matcher of all names (Aho & Corasick 1975) and the names by pattern number."""
        surfaces = tuple(sorted(self.names))
        return AhoCorasick(surfaces, matchkind=MatchKind.Standard), surfaces

    @cached_property
    def title_automaton(self) -> tuple[AhoCorasick, tuple[str, ...]]:
        """The matcher of all titles, which reads lower-case text, and the titles by pattern number."""
        titles = tuple(sorted(self.titles))
        return AhoCorasick(titles, matchkind=MatchKind.Standard), titles

    @cached_property
    def neighbours(self) -> tuple[dict[str, list[tuple[str, str]]], dict[str, list[tuple[str, str]]]]:
        """The contexts by the word next to the name: those that stand before it, and those behind."""
        before: dict[str, list[tuple[str, str]]] = {}
        after: dict[str, list[tuple[str, str]]] = {}
        for position, applies, words in self.contexts:
            place, word = (before, WORD.findall(words)[-1]) if position == "before" else (after, WORD.findall(words)[0])
            place.setdefault(word, []).append((applies, words))
        return before, after

    def by_code(self, code: str) -> Actor | None:
        """The state or body with this code itself, never a person."""
        return self._bodies.get(code)

    @cached_property
    def _bodies(self) -> dict[str, Actor]:
        return {a.code: a for a in reversed(list(self.actors.values())) if a.kind is not Kind.PERSON}

    @cached_property
    def demonyms(self) -> dict[str, str]:
        """State id -> its first adjective, as in Syrian."""
        result: dict[str, str] = {}
        for surface, readings in self.names.items():
            for reading in readings:
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
    def surnames(self) -> dict[str, tuple[str, ...]]:
        """Last word of a name or alias -> persons who bear it."""
        result: dict[str, dict[str, None]] = {}
        for surface, readings in self.names.items():
            for reading in readings:
                if self.actors[reading.actor].kind is Kind.PERSON and " " in surface:
                    result.setdefault(surface.rsplit(" ", 1)[-1], {})[reading.actor] = None
                    if len(surface.split()) <= 3:
                        result.setdefault(surface.split(" ", 1)[0], {})[reading.actor] = None
        return {surname: tuple(people) for surname, people in result.items()}

    def holder(self, office: str, of: str, on: date | None) -> Actor | None:
        """Who held an office on a day; None when nobody is known, or two are."""
        if on is None:
            return None
        people = {seat.person for seat in self.seats.get((office, of), ()) if seat.held(on)}
        return self.actors[people.pop()] if len(people) == 1 else None

    def serves(self, person: Actor, on: date | None) -> str:
        """The code of the state or body a person acts for on a day."""
        if on is not None:
            for tenure in self.tenures.get(person.id, ()):
                if tenure.held(on) and tenure.of in self.actors:
                    return self.actors[tenure.of].code
        return person.code


def load(extra: Sequence[Path | str] = ()) -> Gazetteer:
    """Read the shipped tables and those of the user, which override rows of the same id.

    Raises SeedError with file, line and remedy; nothing is half-loaded.
    """
    folder = resources.seeds() / "actors"
    actors: dict[str, Actor] = {}
    names: dict[str, dict[Name, None]] = {}
    for path in [*(folder / f"{table}.tsv" for table in TABLES), *map(Path, extra)]:
        for line, row in rows(path, COLUMNS):
            actor = _actor(row, f"{path.name}:{line}")
            actors[actor.id] = actor
            for surface, name in _names(actor, row):
                names.setdefault(surface, {})[name] = None
    _spell(names, actors, [_split(row["forms"]) for _, row in rows(folder / "variants.tsv", ("forms", "source"))])
    for _, row in rows(folder / "metonyms.tsv", ("surface", "actor", "rule", "institution", "source")):
        if row["actor"] in actors and row["rule"] in ("always", "capital"):
            rule = "capital" if row["rule"] == "capital" else "metonym"
            names.setdefault(row["surface"], {Name(row["actor"], rule, NOUN): None})
    for _, row in rows(folder / "places.tsv", ("surface", "actor", "kind", "source")):
        if row["actor"] in actors and row["surface"] not in names:
            names[row["surface"]] = {Name(row["actor"], "place", PLACE): None}
    for _, row in rows(folder / "nonactors.tsv", ("surface", "reason", "source")):
        names.setdefault(row["surface"], {})
    for _, row in rows(folder / "ambiguous.tsv", ("surface", "actors", "default", "with", "reason", "source")):
        first = row["actors"].split("|")[0]
        if first in actors and row["surface"] in names:
            readings = names[row["surface"]]
            names[row["surface"]] = dict.fromkeys(sorted(readings, key=lambda n: n.actor != first))
    return Gazetteer(
        actors=actors,
        names={surface: tuple(readings) for surface, readings in names.items()},
        offices=tuple(_offices(folder / "offices.tsv", actors)),
        titles={
            row["surface"].lower(): (row["office"], row["of"])
            for _, row in rows(folder / "titles.tsv", ("surface", "office", "of", "source"))
        },
        roles={row["lemma"]: row["class"] for _, row in rows(folder / "roles.tsv", ("lemma", "class", "source"))},
        contexts=tuple(
            (row["position"], row["applies"], row["words"])
            for _, row in rows(folder / "contexts.tsv", ("position", "applies", "words", "reason", "source"))
        ),
        common_surnames=frozenset(row["surname"] for _, row in rows(folder / "commonnames.tsv", ("surname", "source"))),
    )


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Numbered rows of a tab-separated file with exactly these columns; lines that start with # are comments.

    Cells left out at the end of a line are empty. Raises SeedError with file, line, column and remedy.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise SeedError(f"{path}: {error.strerror}", "name an actor table that can be read") from error
    except UnicodeDecodeError as error:
        raise SeedError(f"{path}: not UTF-8", "save the table as UTF-8") from error
    header: list[str] | None = None
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            _check_header(header, columns, f"{path.name}:{number}")
            continue
        if len(cells) == 1 and len(header) > 1:
            raise SeedError(
                f"{path.name}:{number}: one cell, so no column {header[1]}", "separate the cells with tabs, not spaces"
            )
        if len(cells) > len(header):
            raise SeedError(
                f"{path.name}:{number}: {len(cells)} cells, the last behind column {header[-1]}",
                f"expected {len(header)}, tab separated",
            )
        row = dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True))
        if header[0] == "id" and row["id"]:
            if row["id"] in seen:
                raise SeedError(
                    f"{path.name}:{number}: id {row['id']!r} stands in line {seen[row['id']]} too, in column id",
                    "give every actor one row",
                )
            seen[row["id"]] = number
        yield number, row
    if header is None:
        raise SeedError(f"{path.name}:1: no columns", f"begin the table with {', '.join(columns)}, tab separated")


def _check_header(header: Sequence[str], columns: Sequence[str], place: str) -> None:
    if list(header) == list(columns):
        return
    remedy = f"expected {', '.join(columns)}, tab separated"
    for column in columns:
        if column not in header:
            raise SeedError(f"{place}: no column {column} in {', '.join(header)}", remedy)
    for column in header:
        if column not in columns:
            raise SeedError(f"{place}: no such column {column!r}", remedy)
    raise SeedError(f"{place}: columns {', '.join(header)}", remedy)


def _actor(row: Mapping[str, str], place: str) -> Actor:
    for column in ("id", "kind", "code", "name"):
        if not row[column]:
            raise SeedError(f"{place}: column {column} is empty", "every actor needs id, kind, code and name")
    if not ID.fullmatch(row["id"]):
        raise SeedError(f"{place}: {row['id']!r} is no id, in column id", "use letters, digits and hyphens")
    if row["kind"] not in set(Kind):
        raise SeedError(f"{place}: no kind {row['kind']!r}, in column kind", f"use one of {', '.join(Kind)}")
    if not CODE.fullmatch(row["code"]):
        raise SeedError(
            f"{place}: {row['code']!r} is no code, in column code", "write ISO alpha-3 or an upper-case slug: FRA, NATO"
        )
    if row["wikidata"] and not (row["wikidata"][0] == "Q" and row["wikidata"][1:].isdecimal()):
        raise SeedError(
            f"{place}: {row['wikidata']!r} is no Wikidata id, in column wikidata", "write it as Q159, or leave it empty"
        )
    _period(row, place)
    notations = []
    for part in _split(row["notations"]):
        scheme, _, value = part.partition(":")
        if not scheme or not value:
            raise SeedError(f"{place}: {part!r} is no notation, in column notations", "write it as iso2:FR|cow:220")
        notations.append((scheme, value))
    return Actor(row["id"], row["name"], Kind(row["kind"]), row["code"], row["wikidata"] or None, tuple(notations))


def _names(actor: Actor, row: Mapping[str, str]) -> Iterator[tuple[str, Name]]:
    yield actor.name, Name(actor.id, "name", NOUN)
    for alias in _split(row["aliases"]):
        if len(alias) > 1:
            yield alias, Name(actor.id, "acronym" if alias.replace(".", "").isupper() else "alias", NOUN)
    for demonym in _split(row["demonyms"]):
        plural = demonym.endswith("s") and not demonym.endswith("ss")
        yield demonym, Name(actor.id, "demonym", NOUN if plural else ADJECTIVE)


def _spell(names: dict[str, dict[Name, None]], actors: Mapping[str, Actor], variants: Sequence[Iterable[str]]) -> None:
    """Add the other spellings of names of persons, a word at a time: "Sergei Lavrov" beside "Sergey Lavrov"."""
    others: dict[str, list[str]] = {}
    for forms in map(list, variants):
        for form in forms:
            others.setdefault(form, []).extend(other for other in forms if other != form)
    for surface, readings in list(names.items()):
        words = surface.split()
        if len(words) < 2 or any(actors[reading.actor].kind is not Kind.PERSON for reading in readings):
            continue
        for place, word in enumerate(words):
            for other in others.get(word, ()):
                spelled = " ".join([*words[:place], other, *words[place + 1 :]])
                for reading in readings:
                    names.setdefault(spelled, {}).setdefault(Name(reading.actor, "variant", NOUN))


def _offices(path: Path, actors: Mapping[str, Actor]) -> Iterator[Office]:
    for line, row in rows(path, ("person", "office", "of", "title", "start", "end", "source", "as_of")):
        place = f"{path.name}:{line}"
        for column in ("person", "of"):
            if row[column] not in actors:
                raise SeedError(
                    f"{place}: no actor {row[column]!r}, in column {column}", "name one of the actor tables by its id"
                )
        start, end = _period(row, place)
        yield Office(row["person"], row["office"], row["of"], start, end, _day(row, "as_of", place, first=False))


def _period(row: Mapping[str, str], place: str) -> tuple[date | None, date | None]:
    start, end = _day(row, "start", place, first=True), _day(row, "end", place, first=False)
    if start and end and end < start:
        raise SeedError(
            f"{place}: it ends on {end} before it starts on {start}, in columns start and end", "put the dates in order"
        )
    return start, end


def _day(row: Mapping[str, str], column: str, place: str, *, first: bool) -> date | None:
    """The first or last day that a date of year, month or day precision allows."""
    text = row[column]
    if not text:
        return None
    try:
        when = PartialDate.parse(text)
    except ValueError as error:
        raise SeedError(
            f"{place}: {text!r} is no date, in column {column}", "write it as 2001, 2001-05 or 2001-05-31"
        ) from error
    return when.first if first else when.last


def _split(cell: str) -> Iterable[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
