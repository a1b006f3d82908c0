"""Import GDELT 2 and POLECAT event tables as claims, with their rows as evidence.

A row becomes a claim if its event type maps to a relation and both actors are known states, groups or bodies, or act
for them: rebels of a state are not that state. All other rows are counted by the reason they are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from graphkit.errors import InputError
from graphkit.formats.csvrows import Row, rows
from graphkit.formats.eventcodes import GDELT_EVENTS, GDELT_MENTIONS, OFFICIAL, load
from graphkit.formats.record_reader import Entries, Entry
from graphkit.model import (
    Actor,
    Claim,
    Document,
    Evidence,
    Kind,
    Mention,
    PartialDate,
    Polarity,
    RelationType,
    Span,
    Status,
)
from graphkit.store import constraints

Resolve = Callable[[str], Actor | None]
Cells = Mapping[str, str]

SHOWN = 8
"""How many of the values for which rows are left out are named."""


class Reason(StrEnum):
    """The reason a row makes no claim."""

    BROKEN = "malformed rows"
    EVENT = "event types without a relation in the ontology"
    NOBODY = "an actor is missing"
    SECTOR = "actors of a sector that does not act for its state"
    STRANGER = "actors we do not know"
    SEVERAL = "several actors in one cell"
    ITSELF = "an actor with itself"
    DATE = "no date"


_REMEDIES = {
    Reason.BROKEN: "fix the rows",
    Reason.EVENT: "see `graphkit schema`",
    Reason.STRANGER: "see `graphkit actors`",
    Reason.SEVERAL: "give each pair a row",
    Reason.DATE: "write YYYYMMDD (GDELT) or YYYY-MM-DD (POLECAT)",
}


class Left(Exception):
    """A row that makes no claim, and the value responsible."""

    def __init__(self, reason: Reason, value: str) -> None:
        super().__init__(reason)
        self.reason, self.value = reason, value


class Party(NamedTuple):
    """An actor in a row: who it is, whom it acts for, and the cell that says so."""

    actor: Actor
    code: str
    cell: str


class Event(NamedTuple):
    """The event in a row."""

    relation: str
    subject: Party
    object: Party
    when: PartialDate | None
    cell: str
    """The column of the event type."""


Reader = Callable[[Cells, Resolve], Event]


@dataclass
class _Leftover:
    first: int
    values: Counter[str] = field(default_factory=Counter)


class Table(NamedTuple):
    """An event table: how its rows are read, and the rows."""

    name: str
    reader: Reader
    rows: Iterator[Row]


def recognised(text: str) -> Table | None:
    """The event table in a text, or None; raises InputError for a mentions table, which has no actors."""
    head = text[: text.find("\n")].rstrip("\r") if "\n" in text else text
    tab = "\t" if "\t" in head else ","
    cells = head.split(tab)
    if tab == "\t" and cells[0].isdecimal():
        if len(cells) == len(GDELT_EVENTS):
            return Table("gdelt", _gdelt, rows(text, tab, [name.lower() for name in GDELT_EVENTS], quoted=False))
        if len(cells) == len(GDELT_MENTIONS):
            raise InputError("is a table of mentions, which names no actors", "import the .export.CSV")
        return None
    names = {cell.strip().strip('"').lower() for cell in cells}
    for name, reader, needed in (
        ("gdelt", _gdelt, {"actor1code", "actor2code", "eventcode"}),
        ("polecat", _polecat, {"event type", "actor name", "recipient name"}),
    ):
        if needed <= names:
            return Table(name, reader, islice(rows(text, tab), 1, None))
    return None


def documents(name: str, text: str, table: Table, relations: Mapping[str, RelationType], resolve: Resolve) -> Entries:
    """The file as a document with a claim per usable row; one error per reason that others are left out."""
    left: dict[Reason, _Leftover] = {}
    claims = []
    for row in table.rows:
        try:
            claims.append(_claim(name, text, row, table, relations, resolve))
        except Left as error:
            left.setdefault(error.reason, _Leftover(row.number)).values[error.value] += 1
    for reason, leftover in left.items():
        yield _told(name, reason, leftover)
    yield Entry(Document(name, text), claims)


def _told(name: str, reason: Reason, leftover: _Leftover) -> InputError:
    number = leftover.values.total()
    named = [f"{value} ({count:,})" for value, count in sorted(leftover.values.items(), key=_most)[:SHOWN] if value]
    others = len(leftover.values) - len(named) if named else 0
    values = f": {', '.join(named)}{f' and {others:,} others' if others > 0 else ''}" if named else ""
    rows_ = "1 row is" if number == 1 else f"{number:,} rows are"
    return InputError(f"{name}:{leftover.first}: {rows_} left out, {reason}{values}", _REMEDIES.get(reason))


def _most(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


def _claim(
    name: str, text: str, row: Row, table: Table, relations: Mapping[str, RelationType], resolve: Resolve
) -> Claim:
    try:
        cells = row.read()
    except InputError as error:
        raise Left(Reason.BROKEN, error.culprit) from None
    event = table.reader(cells, resolve)
    if event.subject.actor.id == event.object.actor.id:
        raise Left(Reason.ITSELF, event.subject.actor.name)
    line = text[row.start : row.end].rstrip("\r\n")
    places = _places(line, cells)

    def span(cell: str) -> Span:
        at = row.start + places[cell] if cell in places else row.start
        words = cells[cell] if cell in places else line
        return Span(at, at + len(words), words)

    def mention(party: Party) -> Mention:
        place = span(party.cell)
        return Mention(place.start, place.end, place.text, party.actor, party.code, "import")

    evidence = Evidence(
        name,
        Span(row.start, row.start + len(line), line),
        mention(event.subject),
        mention(event.object),
        span(event.cell),
        Polarity.AFFIRMED,
        Status.ACTUAL,
        None,
        event.when,
        1.0,
        f"import:{table.name}",
    )
    claim = Claim(event.subject.actor, relations[event.relation], event.object.actor, (evidence,))
    for fault in constraints.of_claim(claim):
        raise Left(Reason.BROKEN, fault.culprit)
    return claim


def _places(line: str, cells: Cells) -> Mapping[str, int]:
    """The start of each cell in its line; not determined for lines with quotes."""
    found, at = {}, 0
    for name, cell in cells.items():
        if not line.startswith(cell, at):
            return {}
        found[name] = at
        at += len(cell) + 1
    return found


def _gdelt(cells: Cells, resolve: Resolve) -> Event:
    code = cells["eventcode"].strip()
    meaning = load().cameo.get(code)
    if meaning is None or meaning.relation is None:
        raise Left(Reason.EVENT, f"CAMEO {code}")
    parties = [_gdelt_party(cells, f"actor{number}", resolve) for number in (1, 2)]
    subject, obj = reversed(parties) if meaning.is_reversed else parties
    day, month, year = (cells.get(name, "") for name in ("day", "monthyear", "year"))
    return Event(meaning.relation, subject, obj, _date(day or cells.get("sqldate", "") or month or year), "eventcode")


_COUNTRIES = {"ROM": "ROU", "TMP": "TLS", "GZS": "PSE", "WSB": "PSE"}
"""CAMEO codes that are no longer, or never were, ISO 3166 codes."""


def _gdelt_party(cells: Cells, role: str, resolve: Resolve) -> Party:
    code, country = cells[f"{role}code"], cells.get(f"{role}countrycode", "")
    kinds = [cells.get(f"{role}type{number}code", "") for number in (1, 2, 3)]
    group = load().groups.get(cells.get(f"{role}knowngroupcode", ""))
    if group and (body := resolve(group.actor)):
        return Party(body, body.code, f"{role}code")
    if not country:
        name = cells.get(f"{role}name", "")
        if not code and (actor := resolve(name)):
            return Party(actor, actor.code, f"{role}name")  # how graphkit writes bodies without a CAMEO code
        raise Left(Reason.STRANGER, code or name) if code or name else Left(Reason.NOBODY, "")
    for kind in kinds:
        if kind and kind not in OFFICIAL:
            raise Left(Reason.SECTOR, kind)
    return _state(country, f"{role}code", resolve)


def _state(country: str, cell: str, resolve: Resolve) -> Party:
    code = _COUNTRIES.get(country, country)
    actor = resolve(code)
    if actor is None or actor.code != code or actor.kind not in {Kind.STATE, Kind.TERRITORY}:
        raise Left(Reason.STRANGER, country)
    return Party(actor, actor.code, cell)


def _polecat(cells: Cells, resolve: Resolve) -> Event:
    kind, mode = (_cell(cells, name) for name in ("event type", "event mode"))
    codes = load().plover
    meaning = codes.get((kind.upper(), mode.lower()))
    if meaning is None or meaning.relation is None:
        raise Left(Reason.EVENT, f"{kind} {mode}".strip())
    subject, obj = (_polecat_party(cells, role, resolve) for role in ("actor", "recipient"))
    return Event(meaning.relation, subject, obj, _date(_cell(cells, "event date")), "event type")


def _cell(cells: Cells, name: str) -> str:
    """The value of a cell; POLECAT writes None for empty ones."""
    value = cells.get(name, "").strip()
    return "" if value == "None" else value


def _polecat_party(cells: Cells, role: str, resolve: Resolve) -> Party:
    name, country = _cell(cells, f"{role} name"), _cell(cells, f"{role} country")
    sector = _cell(cells, f"primary {role} sector")
    if ";" in country or ";" in name:
        raise Left(Reason.SEVERAL, name or country)
    actor = resolve(name) if name else None
    if not country:
        if actor is None:
            raise Left(Reason.STRANGER, name) if name else Left(Reason.NOBODY, "")
        return Party(actor, actor.code, f"{role} name")
    if sector and sector not in OFFICIAL:
        if actor is None or actor.kind in {Kind.STATE, Kind.PERSON}:
            raise Left(Reason.SECTOR, sector)
        return Party(actor, actor.code, f"{role} name")
    if actor and (actor.code == country or (actor.kind is Kind.PERSON and sector)):
        return Party(actor, country, f"{role} name")
    return _state(country, f"{role} country", resolve)


def _date(text: str) -> PartialDate | None:
    digits = text.replace("-", "")
    if not digits:
        return None
    parts = [part for part in (digits[:4], digits[4:6], digits[6:]) if part]
    try:
        return PartialDate.parse("-".join(parts))
    except ValueError:
        raise Left(Reason.DATE, text) from None
