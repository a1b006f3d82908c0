"""Of the candidates that a sentence may hold, those it does hold: likely enough, asserted, and said only once."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.extract.candidates import Candidate
from graphkit.extract.cues import Cues
from graphkit.extract.parse import Parse

Scored = tuple[Candidate, Cues, float]


def settle(parse: Parse, scored: Iterable[Scored], threshold: float) -> list[Scored]:
    """The best reading of each ordered pair and group; what a complement repeats of its governor is left out."""
    likely = [s for s in scored if s[2] >= threshold and s[1].asserted]
    likely.sort(key=lambda s: (-s[2], s[0].clause.token, s[0].subject.token, s[0].object.token))
    kept: list[Scored] = []
    for candidate, cues, probability in likely:
        if not any(_repeats(parse, candidate, other) for other, _, _ in kept):
            kept.append((candidate, cues, probability))
    return sorted(kept, key=lambda s: (s[0].clause.token, s[0].subject.token, s[0].object.token))


def _repeats(parse: Parse, one: Candidate, other: Candidate) -> bool:
    """Whether two candidates of the same pair say one thing: in one group, or by one word."""
    pair = {one.subject.mention.code, one.object.mention.code}
    if pair != {other.subject.mention.code, other.object.mention.code}:
        return False
    same_way = one.subject.mention.code == other.subject.mention.code
    if one.relation.group == other.relation.group:
        return same_way or one.relation.symmetric or one.clause.token == other.clause.token
    return one.clause.token == other.clause.token or _complements(parse, one.clause.token, other.clause.token)


def _complements(parse: Parse, one: int, other: int) -> bool:
    return any(
        parse.heads[a] == b and parse.deps[a] in ("xcomp", "dobj", "attr") for a, b in ((one, other), (other, one))
    )
