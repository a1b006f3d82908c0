"""The most likely meaning of a short name: the best-known bearer, in office on the day or shortly before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from graphkit.actors.gazetteer import Gazetteer
from graphkit.actors.offices import Office
from graphkit.model import Actor

RANKS = {
    "paramount_leader": 5,
    "head_of_state": 4,
    "head_of_government": 4,
    "secretary_general": 4,
    "head": 4,
    "high_representative": 4,
    "leader": 4,
    "crown_prince": 4,
    "prosecutor": 4,
    "acting_head": 4,
    "joint_head": 4,
    "foreign_minister": 3,
    "vice_president": 2,
    "opposition_leader": 3,
    "commander": 3,
    "security_adviser": 3,
    "defence_minister": 2,
    "interior_minister": 2,
    "finance_minister": 2,
    "envoy": 2,
    "speaker": 2,
}
"""Points for an office; any other gives one. The weight of the state or body, 0 to 3, is added."""
SURE = 4
"""The minimum standing for a surname alone to refer to its bearer: a head of anything, a major power's minister."""
MARGIN = 1
"""The minimum lead of the best bearer over the next."""
PROMINENT = 6
"""The standing of persons the news treats like heads of large states: candidates, a small state's famous king."""
SPOKEN_OF = 2
"""Points if the text names the bearer's state or body."""
RECENT, REMEMBERED, COMING = 3, 15, 1
"""Years after an office in which its holder ranks two and three lower, and years before it (three lower)."""
AROUND = 100
"""Days before a high office, and after any senior one, in which its holder ranks one lower: elected, just deposed."""


class Standing(NamedTuple):
    """A bearer and how likely a short name refers to them."""

    person: Actor
    score: int


def standing(person: Actor, gazetteer: Gazetteer, on: date) -> int:
    """How well known a person is on a day, by the highest office held then, before or soon after; 0 without one.

    Persons whom the world remembers never fall below ``SURE`` after holding one; during their periods of prominence
    persons are as well known as the head of a large state.
    """
    tenures = gazetteer.tenures.get(person.id, ())
    score = max([_tenure(tenure, gazetteer, on) for tenure in tenures], default=0)
    if any(start <= on <= end for start, end in gazetteer.naming.prominent.get(person.id, ())):
        score = max(score, PROMINENT)
    if person.id in gazetteer.naming.remembered and any(t.start is not None and t.start <= on for t in tenures):
        return max(score, SURE)
    return score


def heads(person: Actor, gazetteer: Gazetteer, on: date) -> bool:
    """Whether a person is at the head of something on a day."""
    tenures = gazetteer.tenures.get(person.id, ())
    return any(RANKS.get(tenure.office, 1) >= RANKS["head"] and tenure.held(on) for tenure in tenures)


def _tenure(tenure: Office, gazetteer: Gazetteer, on: date) -> int:
    end = tenure.end or tenure.known
    if end is not None and on.year - end.year > REMEMBERED + 1:
        return 0
    rank = RANKS.get(tenure.office, 1)
    score = rank + gazetteer.naming.weight.get(tenure.of, 0)
    if tenure.held(on):
        return score
    if tenure.start is not None and on < tenure.start:
        if rank >= 4 and (tenure.start - on).days <= AROUND:
            return score - 1
        return score - 3 if rank >= 4 and (tenure.start - on).days <= COMING * 365 else 0
    if end is None or end > on:
        return 0
    if rank >= 2 and tenure.end is not None and (on - end).days <= AROUND:
        return score - 1
    years = (on - end).days / 365
    if years <= RECENT and rank >= 3:
        return score - 2
    return score - 3 if rank >= 4 and years <= REMEMBERED else 0


def ranked(people: Iterable[Actor], gazetteer: Gazetteer, on: date, spoken_of: Collection[str] = ()) -> list[Standing]:
    """Bearers of a name, likeliest first; ``spoken_of`` are codes of states and bodies named in the text."""
    found = []
    for person in people:
        score = standing(person, gazetteer, on)
        if score and (person.code in spoken_of or gazetteer.serves(person, on) in spoken_of):
            score += SPOKEN_OF
        found.append(Standing(person, score))
    return sorted(found, key=lambda s: (-s.score, not s.person.wikidata, s.person.id))


def likeliest(found: Sequence[Standing], gazetteer: Gazetteer, on: date) -> Standing | None:
    """The first if it leads clearly; two rows for one person, heads of the same body, do not compete."""
    if not found:
        return None
    best, *rest = found
    rivals = [other for other in rest if other.score > best.score - MARGIN and not _same(best, other, gazetteer, on)]
    return None if rivals else best


def shared(found: Sequence[Standing], gazetteer: Gazetteer, on: date) -> Actor | None:
    """The state or body that all the likeliest bearers of a name serve, such as Qatar for Al Thani, if it is sure."""
    likely = [s for s in found if s.score > found[0].score - MARGIN]
    codes = {gazetteer.serves(standing.person, on) for standing in likely}
    return gazetteer.by_code(codes.pop()) if len(codes) == 1 and found[0].score >= SURE else None


def lead(best: Standing, others: Iterable[Actor], gazetteer: Gazetteer, on: date) -> int:
    """The lead of a bearer of a name over the others."""
    return best.score - max((standing(person, gazetteer, on) for person in others), default=0)


def _same(one: Standing, other: Standing, gazetteer: Gazetteer, on: date) -> bool:
    heads = [
        {t.of for t in gazetteer.tenures.get(s.person.id, ()) if t.held(on) and RANKS.get(t.office, 0) > 3}
        for s in (one, other)
    ]
    return bool(heads[0] & heads[1]) and not (one.person.wikidata and other.person.wikidata)
