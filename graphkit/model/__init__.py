"""The nouns of graphkit: frozen values that every other module speaks in.

Nothing here knows spaCy, rdflib, networkx or a file system. All character offsets index the text of a document as the
user gave it: ``document.text[start:end]`` is always the text of the span.
"""

from __future__ import annotations

import hashlib
import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import total_ordering

from graphkit.model.tenure import Tenure

UNNAMED = "an unnamed source"
"""The speaker of hearsay, in words for people."""

MERGED = ", merged "
"""In the rule of a mention, before the id and name of a merged actor; in an extractor, before a merged relation."""


class Kind(StrEnum):
    """What an actor is."""

    STATE = "State"
    PERSON = "Person"
    ORGANISATION = "Organisation"
    ARMED_GROUP = "ArmedGroup"
    BLOC = "Bloc"
    TERRITORY = "Territory"


class Polarity(StrEnum):
    """Whether the text says that the relation holds or that it does not."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Status(StrEnum):
    """Whether the relation holds, is intended, or is merely entertained."""

    ACTUAL = "actual"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


def qualifiers(polarity: Polarity, status: Status, speaker: str | None, *, hearsay: bool) -> list[str]:
    """How something is said, in words for people: "negated", "planned", "says Iran"; nothing for a plain fact."""
    said = [str(polarity)] if polarity is not Polarity.AFFIRMED else []
    said += [str(status)] if status is not Status.ACTUAL else []
    said += [f"says {speaker}"] if speaker else []
    return [*said, f"says {UNNAMED}"] if hearsay else said


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what is known about it; ``id`` is unique within a build."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    published: PartialDate | None = None
    """The day of publication, or its month or year where no more is known."""
    language: str = "en"
    body_start: int = 0
    """Where the prose begins: behind the front matter, when the file has one."""

    def __post_init__(self) -> None:
        if isinstance(self.published, date):  # a plain date, as most programs have it
            object.__setattr__(self, "published", PartialDate.of(self.published))
        elif isinstance(self.published, str):
            object.__setattr__(self, "published", PartialDate.parse(self.published))

    @property
    def as_of(self) -> date | None:
        """The day as of which names and offices in it are read: of a month or year the middle."""
        return self.published.middle if self.published else None


@dataclass(frozen=True, slots=True)
class Span:
    """A slice of a document's text, in characters, end exclusive."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence(Span):
    """One sentence of a document."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A political actor.

    ``id`` is the last part of its IRI. ``code`` is ISO 3166 alpha-3 for a state, an upper-case slug for other bodies
    and, for a person, the code of the state or body they act for (the latest known one).
    """

    id: str
    name: str
    kind: Kind
    code: str
    wikidata: str | None = None
    notations: tuple[tuple[str, str], ...] = ()
    """Other identifiers as (scheme, value), e.g. ("iso2", "RU"), ("cow", "365")."""


@dataclass(frozen=True, slots=True)
class Mention(Span):
    """A span that means an actor: who, acting for whom on that date, and by which rule it was found."""

    actor: Actor
    code: str
    rule: str


@dataclass(frozen=True, slots=True)
class RelationType:
    """A kind of relation, read from ``ontologies/relations.ttl``."""

    name: str
    iri: str
    label: str
    definition: str
    group: str
    """The PLOVER event type, or a group of standing relations."""
    intensity: float
    """PLOVER score from -10 (conflict) to 10 (cooperation); 0 for a standing relation."""
    symmetric: bool
    inverse: str | None
    domain: tuple[Kind, ...]
    range: tuple[Kind, ...]
    standing: bool
    """Whether it holds over a time; others are events, which happen at one."""


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month or a day of the calendar, as far as it is known; ValueError for one that does not exist.

    ``str()`` gives its ISO 8601 text. A year sorts before its months, and a month before its days, as the texts do.

    >>> february = PartialDate(2024, 2)
    >>> str(february), february.granularity, str(february.last)
    ('2024-02', 'month', '2024-02-29')
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError(f"day {self.day} of no month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date that YYYY, YYYY-MM or YYYY-MM-DD writes; ValueError for any other text."""
        if not _ISO_DATE.fullmatch(text):
            raise ValueError(f"{text!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
        try:
            return cls(*map(int, text.split("-")))
        except ValueError as error:
            raise ValueError(f"{text!r} is no date: {error}") from None

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """A whole day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def covering(cls, first: date, last: date) -> PartialDate | None:
        """The finest date that holds all days from the first to the last; None when they lie in different years."""
        if first.year != last.year:
            return None
        if first.month != last.month:
            return cls(first.year)
        return cls(first.year, first.month, None if first.day != last.day else first.day)

    @property
    def granularity(self) -> str:
        """``year``, ``month`` or ``day``."""
        return _GRANULARITIES[(self.month is not None) + (self.day is not None)]

    @property
    def first(self) -> date:
        """The first day it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def middle(self) -> date:
        """The day in the middle of all it may mean."""
        return self.first + (self.last - self.first) / 2

    def to(self, granularity: str) -> PartialDate | None:
        """The year, month or day it lies in, or None when it is not known that precisely."""
        kept = _GRANULARITIES.index(granularity)
        if kept > _GRANULARITIES.index(self.granularity):
            return None
        return PartialDate(self.year, self.month if kept else None, self.day if kept > 1 else None)

    def __contains__(self, other: PartialDate) -> bool:
        return self.first <= other.first and other.last <= self.last

    def __lt__(self, other: PartialDate) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[int, int, int]:
        return self.year, self.month or 0, self.day or 0

    def __str__(self) -> str:
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)])


FLOOR = 0.5
"""The confidence below which a reading is kept and shown, but is never a plain fact and not counted."""
_GRANULARITIES = ("year", "month", "day")
_ISO_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place in one document that states a claim, and how it states it."""

    document: str
    quote: Span
    """The sentence."""
    subject: Mention
    object: Mention
    cue: Span
    """The word or words that express the relation."""
    polarity: Polarity
    status: Status
    speaker: Mention | None
    """Whom the text attributes the content to; None when the text itself says so."""
    date: PartialDate | None
    confidence: float
    extractor: str
    """The rule or model that found it, e.g. ``frame:verb:accuse`` or ``scorer``."""
    hearsay: bool = False
    """Whether a source says so that the text does not name ("allegedly", "critics say"); ``speaker`` is None then."""
    tenure: Tenure | None = None
    """The office by which the subject leads the object; None where no table knows one of that day."""

    @property
    def office(self) -> str | None:
        """The code of that office."""
        return self.tenure.office if self.tenure else None

    @property
    def is_sure(self) -> bool:
        """Whether it was read with confidence enough to count."""
        return self.confidence >= FLOOR

    @property
    def licenses_fact(self) -> bool:
        """Whether this evidence alone lets the claim stand as a plain fact.

        It must be sure enough, affirmed, actual and the text's own word, or an actor's word about its own deed; never
        hearsay.
        """
        own = self.speaker is None or self.speaker.code == self.subject.code
        actual = self.polarity is Polarity.AFFIRMED and self.status is Status.ACTUAL
        return actual and own and not self.hearsay and self.is_sure


@dataclass(frozen=True, slots=True)
class Claim:
    """Subject, relation, object, and every piece of evidence for it."""

    subject: Actor
    relation: RelationType
    object: Actor
    evidence: tuple[Evidence, ...] = field(repr=False)

    @property
    def id(self) -> str:
        """The same for the same meaning in every run, on every machine; order-free when the relation is symmetric."""
        return claim_id(self.subject.id, self.relation, self.object.id)

    @property
    def is_fact(self) -> bool:
        """Whether some evidence lets it stand as a plain triple and no denial contests that evidence."""
        sure = [e for e in self.evidence if e.is_sure]
        denials = [e for e in sure if e.polarity is Polarity.NEGATED and e.status is Status.ACTUAL]
        return any(e.licenses_fact and not any(_same_occurrence(e, d) for d in denials) for e in self.evidence)


def _same_occurrence(one: Evidence, other: Evidence) -> bool:
    """Whether two places speak of one event: they stand in one document, or give the same event date."""
    return one.document == other.document or (one.date is not None and one.date == other.date)


@dataclass(frozen=True, slots=True, order=True)
class Build:
    """With what documents are read: versions of the program and the model, digests of ontology and seeds."""

    program: str = ""
    model: str = ""
    ontology: str = ""
    seeds: str = ""


def claim_id(subject: str, relation: RelationType, obj: str) -> str:
    """Twenty hex digits of the SHA-256 of subject id, relation name and object id."""
    ends = sorted((subject, obj)) if relation.symmetric else [subject, obj]
    return hashlib.sha256("\x1f".join([ends[0], relation.name, ends[1]]).encode()).hexdigest()[:20]


def evidence_id(claim: str, evidence: Evidence) -> str:
    """Twenty hex digits of the SHA-256 of the claim id and the place."""
    place = (evidence.document, evidence.subject.start, evidence.object.start, evidence.cue.start, evidence.cue.end)
    return hashlib.sha256("\x1f".join([claim, *map(str, place)]).encode()).hexdigest()[:20]


def merge(claims: Iterable[Claim]) -> list[Claim]:
    """Claims of the same id become one with all their evidence, each place once; sorted by id and place."""
    merged: dict[str, Claim] = {}
    places: dict[str, dict[str, Evidence]] = {}
    for claim in claims:
        merged.setdefault(claim.id, claim)
        for evidence in claim.evidence:
            places.setdefault(claim.id, {}).setdefault(evidence_id(claim.id, evidence), evidence)
    return [
        Claim(claim.subject, claim.relation, claim.object, tuple(sorted(places[key].values(), key=_reading_order)))
        for key, claim in sorted(merged.items())
    ]


def _reading_order(evidence: Evidence) -> tuple[str, int, int, int]:
    return evidence.document, evidence.cue.start, evidence.subject.start, evidence.object.start
