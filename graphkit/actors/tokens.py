"""Words in a text that may be somebody's short name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from graphkit.actors.gazetteer import Gazetteer
from graphkit.actors.linked import Linked
from graphkit.languages.en.names import BACKED


def short_names(
    plain: str, bearers: Collection[str], gazetteer: Gazetteer, linked: Sequence[Linked]
) -> list[tuple[int, int, str]]:
    """Words that are somebody's short name, with their positions, the longest at each; none within a name found."""
    matcher, _ = gazetteer.surname_automaton
    spans = [
        (start, end)
        for _, start, end in matcher.find_matches_as_indexes(plain, overlapping=True)
        if not plain[end : end + 1].isalnum() and _whole(plain, start, end)
    ]
    if unknown := [name for name in bearers if name and name not in gazetteer.surnames]:
        places = AhoCorasick(unknown, matchkind=MatchKind.Standard).find_matches_as_indexes(plain, overlapping=True)
        spans += [(start, end) for _, start, end in places if _whole(plain, start, end)]
    if not spans:
        return []
    found: list[tuple[int, int, str]] = []
    position = number = 0
    names = [(mention.end, mention.start) for mention in linked if mention.rule != "place"]
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= position:
            position = end
            while number < len(names) and names[number][0] <= start:
                number += 1
            free = number == len(names) or names[number][1] >= end
            word = plain[start:end]
            if free and (word in gazetteer.surnames or word in bearers):
                found.append((start, end, word))
    return found


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a name consists of complete words, or is part of a pair: "the Biden-Xi summit"."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or (before in ("'", "_") and before) or after.isalnum():
        return False
    if before == "-":
        return text[start - 2 : start - 1].isalpha()
    return (
        after not in ("-", "_") or not after or text[end + 1 : end + 2].isupper() or BACKED.match(text, end) is not None
    )
