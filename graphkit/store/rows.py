"""Turn rows of the store into model objects; a row that cannot be converted is an error that names it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

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
from graphkit.model.status import ClaimStatus, Source, Statement
from graphkit.model.tenure import Tenure
from graphkit.ontology import standing_groups

MENTION = ("", "_code", "_rule", "_text", "_start", "_stop")
COLUMNS = (
    "start stop cue cue_start cue_stop "
    + " ".join(role + part for role in ("subject", "object", "speaker") for part in MENTION)
    + " polarity status date confidence extractor hearsay office office_from office_until"
).split()


DOCUMENT = "d.id, d.text, d.title, d.url, d.published, d.language, d.body_start"
"""The columns needed for documents."""

EVIDENCE = (
    f"SELECT c.id, c.subject, c.relation, c.object, d.id, s.text, {', '.join('e.' + name for name in COLUMNS)} "  # noqa: S608 - own names
    "FROM claims c JOIN evidence e ON e.claim = c.id JOIN documents d ON d.key = e.document "
    "JOIN sentences s ON s.document = e.document AND s.start = e.start AND s.stop = e.stop"
)
"""Selects the rows needed for claims and evidence."""


_T = TypeVar("_T")
_P = ParamSpec("_P")


def _sensible(
    make: Callable[Concatenate[tuple[Any, ...], _P], _T],
) -> Callable[Concatenate[tuple[Any, ...], _P], _T]:
    """Wrap a row converter so that each error names the row, as a database error."""

    @wraps(make)
    def made(row: tuple[Any, ...], /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return make(row, *args, **kwargs)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise sqlite3.DataError(f"{make.__name__.rpartition('_')[2]} {row[0]}: {error}") from error

    return made


@_sensible
def make_claim(
    row: tuple[Any, ...],
    relations: Mapping[str, RelationType],
    actors: Mapping[str, Actor],
    evidence: tuple[Evidence, ...],
) -> Claim:
    """The claim in a row that begins with its id, subject, relation and object."""
    _, subject, relation, obj = row[:4]
    return Claim(actors[subject], relations[relation], actors[obj], evidence)


@_sensible
def make_evidence(row: tuple[Any, ...], actors: Mapping[str, Actor]) -> Evidence:
    """The evidence in a row selected by EVIDENCE."""
    document, sentence, start, stop, cue, cue_start, cue_stop = row[4:11]
    polarity, status, when, confidence, extractor, hearsay, *office = row[29:]
    return Evidence(
        document,
        Span(start, stop, sentence),
        _mention(row[11:17], actors),
        _mention(row[17:23], actors),
        Span(cue_start, cue_stop, cue),
        Polarity(polarity),
        Status(status),
        _mention(row[23:29], actors) if row[23] is not None else None,
        _date(when),
        confidence,
        extractor,
        bool(hearsay),
        _tenure(*office),
    )


def _tenure(office: str | None, start: str | None, end: str | None) -> Tenure | None:
    return Tenure(office, _date(start), _date(end)) if office else None


def _mention(row: tuple[Any, ...], actors: Mapping[str, Actor]) -> Mention:
    actor, code, rule, text, start, stop = row
    return Mention(start, stop, text, actors[actor], code, rule)


class Actors(dict[str, Actor]):
    """The actors of a store by id, each read on first use."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, key: str) -> Actor:
        row = self._connection.execute("SELECT * FROM actors WHERE id = ?", (key,)).fetchone()
        if row is None:
            raise KeyError(key)
        return self.setdefault(key, make_actor(row))


@_sensible
def make_actor(row: tuple[Any, ...]) -> Actor:
    """The actor in a row of its table."""
    key, name, kind, code, wikidata, notations = row
    pairs = tuple((scheme, value) for scheme, value in json.loads(notations))
    return Actor(key, name, Kind(kind), code, wikidata, pairs)


@_sensible
def make_relation(row: tuple[Any, ...]) -> RelationType:
    """The relation in a row of its table."""
    name, iri, label, definition, group, intensity, symmetric, inverse, domain, range_ = row
    ends, standing = [tuple(map(Kind, column.split())) for column in (domain, range_)], group in standing_groups()
    return RelationType(
        name, iri, label, definition, group, intensity, bool(symmetric), inverse, ends[0], ends[1], standing
    )


@_sensible
def make_document(row: tuple[Any, ...]) -> Document:
    """The document in a row with those columns."""
    key, text, title, url, published, language, body_start = row
    return Document(key, text, title, url, _date(published), language, int(body_start))


@_sensible
def make_source(row: tuple[Any, ...]) -> Source:
    """The Source in a row of id, publication date and origin."""
    _, published, origin = row
    return Source(_date(published), origin)


@_sensible
def make_status(row: tuple[Any, ...]) -> ClaimStatus:
    """The status in a row of claim id and status."""
    return ClaimStatus(row[1])


@_sensible
def make_statement(row: tuple[Any, ...]) -> Statement:
    """The Statement in a row selected by ``reading.read_statements``."""
    document, published, origin, polarity, status, speaker, subject, when, confidence, hearsay = row
    return Statement(
        document,
        Source(_date(published), origin),
        Polarity(polarity),
        Status(status),
        speaker,
        not hearsay and speaker in (None, subject),
        _date(when),
        confidence,
        bool(hearsay),
    )


@_sensible
def plain_event(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row selected by ``reading.read_events``, checked: the date is text or None, and numbers are numbers."""
    intensity, day, confidence = row[6], row[14], row[15]
    if not (isinstance(intensity, _NUMBER) and isinstance(confidence, _NUMBER) and isinstance(day, str | None)):
        raise TypeError(f"intensity {intensity!r}, day {day!r}, confidence {confidence!r}")
    return row


_NUMBER = (float, int)


@lru_cache(20_000)
def _date(value: str | None) -> PartialDate | None:
    return PartialDate.parse(value) if value else None
