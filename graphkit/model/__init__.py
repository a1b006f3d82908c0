"""The core data types of graphkit: frozen values that every other module uses.

Nothing here depends on spaCy, rdflib, networkx or the file system. All character offsets index the text of a document
as the user gave it: ``document.text[start:end]`` is always the text of the span.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from graphkit.model.dates import PartialDate as PartialDate
from graphkit.model.tenure import Tenure

UNNAMED = "an unnamed source"
"""The speaker of hearsay, in text output."""

MERGED = ", merged "
"""Precedes the id and name of a merged actor in a mention's rule, and a merged relation in an extractor's name."""


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
    """Whether the relation holds, is planned, or is only hypothetical."""

    ACTUAL = "actual"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


def qualifiers(polarity: Polarity, status: Status, speaker: str | None, *, hearsay: bool) -> list[str]:
    """How something is stated, in text output: "negated", "planned", "says Iran"; empty for a plain fact."""
    said = [str(polarity)] if polarity is not Polarity.AFFIRMED else []
    said += [str(status)] if status is not Status.ACTUAL else []
    said += [f"says {speaker}"] if speaker else []
    return [*said, f"says {UNNAMED}"] if hearsay else said


@dataclass(frozen=True, slots=True)
class Document:
    """One text and its metadata; ``id`` is unique within a build."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    published: PartialDate | None = None
    """The day of publication, or the month or year if no more is known."""
    language: str = "en"
    body_start: int = 0
    """Where the prose begins: after the front matter, if there is any."""

    def __post_init__(self) -> None:
        if isinstance(self.published, date):  # a plain date, as most programs use
            object.__setattr__(self, "published", PartialDate.of(self.published))
        elif isinstance(self.published, str):
            object.__setattr__(self, "published", PartialDate.parse(self.published))

    @property
    def as_of(self) -> date | None:
        """The day as of which names and offices are resolved: the middle of a month or year."""
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
    """A span that refers to an actor: who, acting for whom on that date, and the rule that found it."""

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
    """Whether it holds over a period; other relations are events, which happen at one time."""


FLOOR = 0.5
"""The confidence below which a reading is kept and shown, but never a plain fact and never counted."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place in one document that states a claim, and how."""

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
    """The actor to whom the text attributes the content; None if the text itself says so."""
    date: PartialDate | None
    confidence: float
    extractor: str
    """The rule or model that found it, e.g. ``frame:verb:accuse`` or ``scorer``."""
    hearsay: bool = False
    """Whether an unnamed source says so ("allegedly", "critics say"); ``speaker`` is None then."""
    tenure: Tenure | None = None
    """The office by which the subject leads the object; None if no table knows one for that day."""

    @property
    def office(self) -> str | None:
        """The code of that office."""
        return self.tenure.office if self.tenure else None

    @property
    def is_sure(self) -> bool:
        """Whether it was read with enough confidence to count."""
        return self.confidence >= FLOOR

    @property
    def licenses_fact(self) -> bool:
        """Whether this evidence alone lets the claim stand as a plain fact.

        It must be confident enough, affirmed, actual, and in the text's own words or an actor's about its own action;
        never hearsay.
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
        """Stable across runs and machines for the same meaning; independent of order if the relation is symmetric."""
        return claim_id(self.subject.id, self.relation, self.object.id)

    @property
    def is_fact(self) -> bool:
        """Whether some evidence makes it a plain triple and no denial contests that evidence."""
        sure = [e for e in self.evidence if e.is_sure]
        denials = [e for e in sure if e.polarity is Polarity.NEGATED and e.status is Status.ACTUAL]
        return any(e.licenses_fact and not any(_same_occurrence(e, d) for d in denials) for e in self.evidence)


def _same_occurrence(one: Evidence, other: Evidence) -> bool:
    """Whether two places are about one event: they are in one document, or give the same event date."""
    return one.document == other.document or (one.date is not None and one.date == other.date)


@dataclass(frozen=True, slots=True, order=True)
class Build:
    """What documents are read with: versions of program and model, digests of ontology and seeds."""

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
    """Merge claims with the same id and all their evidence, each place once; sorted by id and place."""
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
