"""Of the candidates that a sentence may hold, those it does hold: likely enough, and said only once."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.extract.candidates import Candidate
from graphkit.extract.cues import Cues
from graphkit.extract.frames import OPPONENT
from graphkit.extract.parse import Parse

FLOOR = 0.25
"""A reading less likely than this is left out, however likely its rivals make a relation."""
STATED = 0.15
"""The same where a frame states it outright."""
STANDING = 0.5
"""The same for what holds rather than happens, of which texts state little and imply much."""
SURE = 0.35
"""A frame as likely as this leaves its predicate no looser reading …"""
OVERRULES = 0.8
"""… that is not this likely."""
RIVAL = 1.6
"""So much likelier another subject of the same predicate, relation and object makes one an intruder."""
FURTHER = 0.35
"""How likely a second reading of the same pair must be."""
FRAMED = 0.3
"""The same where a frame states it outright."""
STRUCTURE = "STRUCTURE"
Scored = tuple[Candidate, Cues, float]


def settle(parse: Parse, scored: Iterable[Scored], threshold: float) -> list[Scored]:
    """The readings that hold: for each pair of actors the likeliest, and others that are likely by themselves.

    What the text only asks for, threatens or forbids is none. A pair counts when it is likely related at all: its
    candidates are rival readings of few words, so their probabilities add up to that of a relation. In one group and
    direction a pair is given one relation, and one word gives it no two; what a complement repeats of its governor is
    left out.
    """
    asserted = [s for s in scored if s[1].asserted]
    framed = {c.clause.token for c, _, likely in asserted if c.frame and likely >= SURE}
    best: dict[tuple[int, str, str], float] = {}
    for candidate, _, likely in asserted:
        best[_rest(candidate)] = max(likely, best.get(_rest(candidate), 0.0))
    likeliest: dict[tuple[str, str, str], Scored] = {}
    for candidate, cues, likely in asserted:
        if not candidate.relation.symmetric and best[_rest(candidate)] > RIVAL * likely:
            continue
        if candidate.frame is None and candidate.clause.token in framed and likely < OVERRULES:
            continue
        if candidate.relation.group == STRUCTURE and likely < STANDING:
            continue
        key = _key(candidate)
        if key not in likeliest or likely > likeliest[key][2]:
            likeliest[key] = (candidate, cues, likely)
    pairs: dict[tuple[str, ...], list[Scored]] = {}
    for (one, other, _), reading in likeliest.items():
        pairs.setdefault(tuple(sorted((one, other))), []).append(reading)
    kept: list[Scored] = []
    for readings in pairs.values():
        readings.sort(
            key=lambda s: (-s[2], s[0].clause.token, s[0].subject.token, s[0].object.token, s[0].relation.name)
        )
        stated = readings[0][0].frame is not None
        if readings[0][2] < (STATED if stated else FLOOR):
            continue
        if not stated and sum(likely for _, _, likely in readings) < threshold:
            continue
        own = readings[:1]
        for reading in readings[1:]:
            if reading[2] >= (FRAMED if reading[0].frame else FURTHER) and not any(
                _same(parse, reading[0], other) for other, _, _ in own
            ):
                own.append(reading)
        kept += own
    return sorted(kept, key=lambda s: (s[0].clause.token, s[0].subject.token, s[0].object.token, s[0].relation.name))


def _rest(candidate: Candidate) -> tuple[int, str, str]:
    """All of a candidate but its subject."""
    return candidate.clause.token, candidate.relation.name, candidate.object.mention.code


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
