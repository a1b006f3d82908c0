"""Of the candidates that a sentence may hold, those it does hold: likely enough, and said only once."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.extract.candidates import Candidate
from graphkit.extract.cues import Cues
from graphkit.extract.frames import OPPONENT
from graphkit.extract.parse import Parse

FLOOR = 0.3
"""A reading less likely than this is left out, however likely its rivals make a relation."""
FURTHER = 0.45
"""How likely a second reading of the same pair must be."""
FRAMED = 0.35
"""The same where a frame states it."""
UNASSERTED = 0.5
"""What is left of a reading's likelihood where the text only asks for, threatens or forbids it."""
Scored = tuple[Candidate, Cues, float]


def settle(parse: Parse, scored: Iterable[Scored], threshold: float) -> list[Scored]:
    """The readings that hold: for each pair of actors the likeliest, and others that are likely by themselves.

    A pair counts when it is likely related at all: the candidates of a pair are rival readings of few words, so their
    probabilities add up to that of a relation. In one group and direction a pair is given one relation, and one word
    gives it no two; what a complement repeats of its governor is left out.
    """
    likeliest: dict[tuple[str, str, str], Scored] = {}
    for candidate, cues, likely in scored:
        weighed = likely if cues.asserted else likely * UNASSERTED
        key = _key(candidate)
        if key not in likeliest or weighed > likeliest[key][2]:
            likeliest[key] = (candidate, cues, weighed)
    pairs: dict[tuple[str, ...], list[Scored]] = {}
    for (one, other, _), reading in likeliest.items():
        pairs.setdefault(tuple(sorted((one, other))), []).append(reading)
    kept: list[Scored] = []
    for readings in pairs.values():
        readings.sort(
            key=lambda s: (-s[2], s[0].clause.token, s[0].subject.token, s[0].object.token, s[0].relation.name)
        )
        if sum(likely for _, _, likely in readings) < threshold or readings[0][2] < FLOOR:
            continue
        own = readings[:1]
        for reading in readings[1:]:
            if reading[2] >= (FRAMED if reading[0].frame else FURTHER) and not any(
                _same(parse, reading[0], other) for other, _, _ in own
            ):
                own.append(reading)
        kept += own
    return sorted(kept, key=lambda s: (s[0].clause.token, s[0].subject.token, s[0].object.token, s[0].relation.name))


def _key(candidate: Candidate) -> tuple[str, str, str]:
    one, other = candidate.subject.mention.code, candidate.object.mention.code
    if candidate.relation.symmetric and other < one:
        one, other = other, one
    return one, other, candidate.relation.name


def _same(parse: Parse, one: Candidate, other: Candidate) -> bool:
    """Whether two candidates of a pair say one thing: by the same words, or in the same group and direction."""
    if OPPONENT in (one.object.mention.rule, other.object.mention.rule):
        return False
    here, there = one.clause.token, other.clause.token
    if one.relation.group == other.relation.group:
        same_way = one.subject.mention.code == other.subject.mention.code
        return same_way or one.relation.symmetric or here == there
    return here == there or any(
        parse.heads[a] == b and parse.deps[a] in ("xcomp", "dobj", "attr") for a, b in ((here, there), (there, here))
    )
