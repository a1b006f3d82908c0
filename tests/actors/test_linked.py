"""Overlapping mentions: which are kept, and which overlap a span."""

from __future__ import annotations

import pytest

from graphkit.actors.linked import Linked, merge, touching
from graphkit.model import Actor, Kind

SOMEBODY = Actor("X", "X", Kind.STATE, "X")


def at(*spans: tuple[int, int]) -> list[Linked]:
    return [Linked(a, b, "x" * (b - a), SOMEBODY, "X", "name", "noun") for a, b in spans]


def spans(mentions: list[Linked]) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in mentions]


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ([(0, 5), (7, 9)], [], [(0, 5), (7, 9)]),
        ([(0, 5), (7, 9)], [(4, 6)], [(4, 6), (7, 9)]),
        ([(0, 5), (7, 9)], [(5, 7)], [(0, 5), (5, 7), (7, 9)]),
        ([(0, 5), (7, 9)], [(0, 9)], [(0, 9)]),
        ([(0, 5)], [(9, 12), (7, 9)], [(0, 5), (7, 9), (9, 12)]),
        # of new ones that overlap the longer, of equally long ones the first
        ([], [(0, 3), (2, 6)], [(2, 6)]),
        ([], [(2, 5), (0, 3)], [(0, 3)]),
        ([(3, 4)], [(0, 3), (2, 6), (6, 7)], [(2, 6), (6, 7)]),
    ],
)
def test_a_new_mention_takes_the_place_of_what_it_overlaps(
    old: list[tuple[int, int]], new: list[tuple[int, int]], left: list[tuple[int, int]]
) -> None:
    assert spans(merge(at(*old), at(*new))) == left


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (0, 2, []),
        (0, 3, [(2, 4)]),
        (3, 4, [(2, 4)]),
        (4, 6, []),
        (3, 7, [(2, 4), (6, 9)]),
        (0, 20, [(2, 4), (6, 9), (9, 10)]),
        (9, 10, [(9, 10)]),
        (8, 9, [(6, 9)]),
        (10, 20, []),
    ],
)
def test_what_shares_a_character_touches(start: int, end: int, found: list[tuple[int, int]]) -> None:
    assert spans(list(touching(at((2, 4), (6, 9), (9, 10)), start, end))) == found
