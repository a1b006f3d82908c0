"""Weigh all evidence for a claim: its status, dates, counts and occurrences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from graphkit.model import FLOOR, Claim, Evidence, PartialDate, Polarity, Status


class ClaimStatus(StrEnum):
    """How far a claim can be believed; only an asserted one is a plain fact."""

    ASSERTED = "asserted"
    DENIED = "denied"
    CONTESTED = "contested"
    ATTRIBUTED = "attributed"
    HEARSAY = "hearsay"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    TENTATIVE = "tentative"
    """All its evidence was read with too little confidence."""


class Counting(NamedTuple):
    """Which evidence counts: its status, and its least confidence."""

    told: frozenset[str]
    least: float

    def has(self, told: str, confidence: float) -> bool:
        """Whether evidence of that status and confidence counts."""
        return told in self.told and confidence >= self.least


def counting(statuses: Iterable[str]) -> Counting:
    """Which evidence counts for claims of these statuses: actual, or of their own status, and confident enough."""
    asked = set(statuses)
    told = {Status.ACTUAL.value, *({Status.PLANNED.value, Status.HYPOTHETICAL.value} & asked)}
    if ClaimStatus.TENTATIVE in asked:
        return Counting(frozenset(map(str, Status)), 0.0)
    return Counting(frozenset(told), FLOOR)


class Source(NamedTuple):
    """What weighing needs of a document: its publication date, and the document it copies (itself if none)."""

    published: PartialDate | None
    origin: str


class Statement(NamedTuple):
    """What weighing needs of a piece of evidence."""

    document: str
    source: Source
    polarity: Polarity
    status: Status
    speaker: str | None
    """The code of the speaker."""
    own: bool
    """Whether it is in the text's own words, or an actor's about its own action."""
    date: PartialDate | None
    confidence: float
    hearsay: bool
    """Whether an unnamed source says so."""

    @classmethod
    def of(cls, evidence: Evidence, sources: Mapping[str, Source]) -> Statement:
        """The statement made by a piece of evidence; KeyError if its document is not among the sources."""
        speaker = evidence.speaker.code if evidence.speaker else None
        return cls(
            evidence.document,
            sources[evidence.document],
            evidence.polarity,
            evidence.status,
            speaker,
            not evidence.hearsay and speaker in (None, evidence.subject.code),
            evidence.date,
            evidence.confidence,
            evidence.hearsay,
        )


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One occurrence of an event, or one period over which a standing relation is attested (ends included)."""

    start: PartialDate
    end: PartialDate


@dataclass(frozen=True, slots=True)
class Assessment:
    """A claim's evidence, weighed."""

    status: ClaimStatus
    confidence: float
    """That of its most confident evidence."""
    evidence: int
    documents: int
    origins: int
    """Documents, counting near-duplicates once."""
    first_seen: date | None
    """The earliest publication date of a document that states it."""
    last_seen: date | None
    occurrences: tuple[Occurrence, ...]


def weigh(claim: Claim, sources: Mapping[str, Source]) -> Assessment:
    """Assess a claim, given by id the documents that its evidence comes from."""
    return weigh_statements([Statement.of(e, sources) for e in claim.evidence], standing=claim.relation.standing)


def weigh_statements(statements: Sequence[Statement], *, standing: bool) -> Assessment:
    """Assess a claim from at least one statement; ``standing`` says whether its relation is no event."""
    sure = [s for s in statements if s.confidence >= FLOOR]
    published = [s.source.published for s in statements if s.source.published]
    return Assessment(
        status=status(statements),
        confidence=max(s.confidence for s in statements),
        evidence=len(statements),
        documents=len({s.document for s in statements}),
        origins=len({s.source.origin for s in statements}),
        first_seen=min((day.first for day in published), default=None),
        last_seen=max((day.last for day in published), default=None),
        occurrences=_intervals(sure) if standing else _events(sure),
    )


def status(statements: Sequence[Statement]) -> ClaimStatus:
    """The status of a claim that these statements make."""
    statements = [s for s in statements if s.confidence >= FLOOR]
    if not statements:
        return ClaimStatus.TENTATIVE
    actual = [s for s in statements if s.status is Status.ACTUAL]
    affirmed = [s for s in actual if s.polarity is Polarity.AFFIRMED]
    denied = [s for s in actual if s.polarity is Polarity.NEGATED]
    if _is_fact(affirmed, denied):
        return ClaimStatus.ASSERTED
    if affirmed and denied:
        voices = {_voice(s) for s in affirmed} | {_voice(s) for s in denied}
        return ClaimStatus.CONTESTED if len(voices) > 1 else ClaimStatus.DENIED
    if affirmed:
        return ClaimStatus.HEARSAY if all(s.hearsay for s in affirmed) else ClaimStatus.ATTRIBUTED
    if denied:
        return ClaimStatus.DENIED
    intended = {s.status for s in statements if s.polarity is Polarity.AFFIRMED}
    if Status.PLANNED in intended:
        return ClaimStatus.PLANNED
    return ClaimStatus.HYPOTHETICAL if intended else ClaimStatus.DENIED


_UNDENIED = (
    ClaimStatus.TENTATIVE,
    ClaimStatus.HYPOTHETICAL,
    ClaimStatus.PLANNED,
    ClaimStatus.HEARSAY,
    ClaimStatus.ATTRIBUTED,
    ClaimStatus.ASSERTED,
)
"""The statuses of a claim that nobody denies, where more statements can only raise it to a later one."""


def raised(before: ClaimStatus, more: Sequence[Statement]) -> ClaimStatus | None:
    """The status of a claim after more statements, at least one; None if it depends on those before, too."""
    if before not in _UNDENIED or any(s.polarity is Polarity.NEGATED for s in more):
        return None
    return max(before, status(more), key=_UNDENIED.index)


def _is_fact(affirmed: Iterable[Statement], denied: Iterable[Statement]) -> bool:
    # The rule of Claim.is_fact, in a single pass over the evidence.
    documents = {s.document for s in denied}
    dates = {s.date for s in denied if s.date}
    return any(s.own and s.document not in documents and s.date not in dates for s in affirmed)


def _voice(statement: Statement) -> tuple[str, str]:
    if statement.speaker:
        return "actor", statement.speaker
    return "hearsay" if statement.hearsay else "text", statement.source.origin


def _events(statements: Iterable[Statement]) -> tuple[Occurrence, ...]:
    # A month counts separately from a day in it: the text may be about another event in that month.
    happened = {s.date for s in statements if s.date and s.polarity is Polarity.AFFIRMED and s.status is Status.ACTUAL}
    return tuple(Occurrence(when, when) for when in sorted(happened))


def _intervals(statements: Iterable[Statement]) -> tuple[Occurrence, ...]:
    seen = [(_when(s), s.polarity is Polarity.AFFIRMED) for s in statements if s.status is Status.ACTUAL]
    spans: list[list[PartialDate]] = []
    is_open = False
    for when, holds in sorted((when, holds) for when, holds in seen if when):
        if holds and is_open:
            spans[-1].append(when)
        elif holds:
            spans.append([when])
        is_open = holds
    return tuple(Occurrence(span[0], span[-1]) for span in spans)


def _when(statement: Statement) -> PartialDate | None:
    return statement.date or statement.source.published
