"""What happened, one event at a time, for formats that have no notion of claims.

Negated, planned and hypothetical evidence, hearsay alone, and what only another actor says are not events.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from graphkit import resources
from graphkit.actors.resolve import known
from graphkit.actors.tables import rows
from graphkit.model import Claim, Evidence, Kind, Mention, PartialDate, Polarity, Status
from graphkit.model.status import ClaimStatus
from graphkit.store.view import View


class FactualEvent(NamedTuple):
    """An event on a date between two actors, with whom they acted for, and every place that reports it."""

    claim: Claim
    when: PartialDate | None
    """The date of the event, else of publication."""
    actor: Mention
    recipient: Mention
    evidence: tuple[Evidence, ...]

    @property
    def key(self) -> str:
        """Twenty hex digits, stable across runs for the same event."""
        parts = (self.claim.id, str(self.when), self.actor.actor.id, self.actor.code, self.recipient.code)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def factual_events(graph: View) -> Iterator[FactualEvent]:
    """The events of claims that are facts, by claim id and date; one claim is in memory at a time.

    At least one place must state it in the text's own words, or in the actor's own, and no denial may contradict it;
    then all that affirm it count. A symmetric relation is two events, one in each direction.
    """
    for claim in graph:
        if claim.relation.standing or graph.weigh(claim).status is not ClaimStatus.ASSERTED:
            continue
        actual = [evidence for evidence in claim.evidence if evidence.status is Status.ACTUAL]
        denials = [evidence for evidence in actual if evidence.polarity is Polarity.NEGATED]
        told: dict[tuple[str, str, str, bool], list[Evidence]] = {}
        for evidence in actual:
            if evidence.polarity is Polarity.AFFIRMED:
                for turned in (False, True) if claim.relation.symmetric else (False,):
                    actor, recipient = _ends(claim, evidence, turned=turned)
                    when = _when(graph, evidence)
                    key = (str(when) if when else "", actor.code, recipient.code, turned)
                    told.setdefault(key, []).append(evidence)
        for key, places in sorted(told.items(), key=lambda item: item[0]):
            if Claim(claim.subject, claim.relation, claim.object, (*places, *denials)).is_fact:
                actor, recipient = _ends(claim, places[0], turned=key[3])
                yield FactualEvent(claim, _when(graph, places[0]), actor, recipient, tuple(places))


def _ends(claim: Claim, evidence: Evidence, *, turned: bool) -> tuple[Mention, Mention]:
    ends = evidence.subject, evidence.object
    # The mentions of a symmetric relation are in text order, which may differ from that of the claim.
    return ends if (ends[0].actor.id == claim.subject.id) != turned else ends[::-1]


def _when(graph: View, evidence: Evidence) -> PartialDate | None:
    return evidence.date or graph.source(evidence.document).published


def sector(mention: Mention, when: PartialDate | None) -> str:
    """The PLOVER sector of an actor, or empty if unknown.

    It is known for holders of offices in the tables at that time, and for metonyms ("the Pentagon").
    """
    if mention.rule == "metonym":
        return _metonyms().get(mention.text, "")
    if mention.actor.kind is Kind.PERSON and when and _in_office(mention.actor.id, mention.code, when.first, when.last):
        return "GOV"
    return ""


def state(code: str) -> str | None:
    """The code, if it is that of a state in the shipped tables: ISO 3166 alpha-3, including former states."""
    actor = known().actors.get(code)
    return code if actor and actor.kind is Kind.STATE and len(code) == 3 else None


def cow(code: str) -> str | None:
    """The Correlates of War number of a state, if it has one."""
    return dict(known().actors[code].notations).get("cow") if state(code) else None


def _in_office(person: str, body: str, first: date, last: date) -> bool:
    offices = known().tenures.get(person, ())
    return any(office.of == body and office.held(first) and office.held(last) for office in offices)


_INSTITUTIONS = {
    **dict.fromkeys(("government", "executive", "presidency", "defence ministry", "foreign ministry"), "GOV"),
    **dict.fromkeys(("armed forces", "army"), "MIL"),
    "legislature": "LEG",
    "court": "JUD",
}


@lru_cache(maxsize=1)
def _metonyms() -> dict[str, str]:
    path = resources.seeds() / "actors" / "metonyms.tsv"
    columns = ("surface", "actor", "rule", "institution", "source")
    return {row["surface"]: _INSTITUTIONS.get(row["institution"], "") for _, row in rows(path, columns)}


def host(url: str | None) -> str | None:
    """The site that a document was on.

    >>> host("https://www.example.org/news/1")
    'example.org'
    """
    rest = url.partition("://")[2] if url else ""
    return rest.partition("/")[0].rpartition("@")[2].partition(":")[0].removeprefix("www.") or None
