"""Of the candidates that a sentence may hold, those it does hold: likely enough, asserted, and said only once."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.extract.candidates import Candidate
from graphkit.extract.cues import Cues
from graphkit.extract.frames import OPPONENT
from graphkit.extract.parse import Parse

FLOOR = 0.2
"""A reading less likely than this is left out, however likely its rivals make a relation."""
LOOSE = 0.4
"""A reading that no frame states must be at least this likely: parsers err, and a wrong claim costs more than none."""
SURE = 0.35
"""A frame as likely as this leaves its predicate no looser readings, and stands beside other readings of its pair."""
Scored = tuple[Candidate, Cues, float]


def settle(parse: Parse, scored: Iterable[Scored], threshold: float) -> list[Scored]:
    """The readings that hold: for each pair the likeliest, and others that are likely by themselves.

    A pair counts when it is likely related at all; what a complement repeats of its governor is left out.
    The candidates of a pair are rival readings of few words, so their probabilities add up to that of a relation.
    """
    asserted = [s for s in scored if s[1].asserted]
    framed = {s[0].clause.token for s in asserted if s[0].frame and s[2] >= SURE}
    asserted = [s for s in asserted if s[0].frame or s[0].clause.token not in framed]
    together: dict[tuple[str, str], float] = {}
    for candidate, _, probability in asserted:
        together[_pair(candidate)] = together.get(_pair(candidate), 0.0) + probability
    asserted = [s for s in asserted if s[2] >= (FLOOR if s[0].frame else LOOSE)]
    asserted.sort(key=lambda s: (-s[2], s[0].clause.token, s[0].subject.token, s[0].object.token, s[0].relation.name))
    kept: list[Scored] = []
    best: set[tuple[str, str]] = set()
    for candidate, cues, probability in asserted:
        pair = _pair(candidate)
        first = pair not in best
        likely = together[pair] >= threshold
        if (likely if first or (candidate.frame and probability >= SURE) else probability >= threshold) and not any(
            _repeats(parse, candidate, other) for other, _, _ in kept
        ):
            kept.append((candidate, cues, probability))
        best.add(pair)
    return sorted(kept, key=lambda s: (s[0].clause.token, s[0].subject.token, s[0].object.token))


def _pair(candidate: Candidate) -> tuple[str, str]:
    """The two actors, unordered: readings that differ only in direction are rivals too."""
    codes = sorted((candidate.subject.mention.code, candidate.object.mention.code))
    return codes[0], codes[1]


def _repeats(parse: Parse, one: Candidate, other: Candidate) -> bool:
    """Whether two candidates of the same pair say one thing: in one group, or by one word."""
    if _pair(one) != _pair(other):
        return False
    if OPPONENT in (one.object.mention.rule, other.object.mention.rule) and one.relation != other.relation:
        return False
    if one.relation.group == other.relation.group:
        same_way = one.subject.mention.code == other.subject.mention.code
        return same_way or one.relation.symmetric or one.clause.token == other.clause.token
    return one.clause.token == other.clause.token or _complements(parse, one.clause.token, other.clause.token)


def _complements(parse: Parse, one: int, other: int) -> bool:
    return any(
        parse.heads[a] == b and parse.deps[a] in ("xcomp", "dobj", "attr") for a, b in ((one, other), (other, one))
    )
