"""What noun phrases stand for: the actor itself, an agent, something owned, or only a place."""

from __future__ import annotations

import pytest

from graphkit.extract.arguments import expand, readings
from tests.extract.notation import mention, parsed

ROLES = {"troops": "forces", "army": "forces", "rebels": "opposition", "diplomats": "people"}


def stands_for(notation: str, actors: dict[int, tuple[str, str]], head: int) -> set[tuple[str, str]]:
    """The (code, via) pairs of the phrase at ``head``; ``actors`` maps tokens to code and form."""
    parse = parsed(notation)
    mentions = [mention(parse, token, code, form=form) for token, (code, form) in actors.items()]
    found = readings(parse, mentions, ROLES)
    return {(argument.mention.code, argument.via) for argument in expand(parse, head, found)}


@pytest.mark.parametrize(
    ("notation", "actors", "head", "expected"),
    [
        pytest.param("Russia/NNP/nsubj/1 left/VBD/ROOT/1", {0: ("RUS", "noun")}, 0, {("RUS", "actor")}, id="name"),
        pytest.param(
            "Russian/JJ/amod/1 troops/NNS/nsubj/2 left/VBD/ROOT/2",
            {0: ("RUS", "adjective")},
            1,
            {("RUS", "agent")},
            id="forces act for their state",
        ),
        pytest.param(
            "Syrian/JJ/amod/1 rebels/NNS/nsubj/2 left/VBD/ROOT/2",
            {0: ("SYR", "adjective")},
            1,
            set(),
            id="rebels do not",
        ),
        pytest.param(
            "the/DT/det/1 army/NN/nsubj/4 of/IN/prep/1 Chad/NNP/pobj/2 left/VBD/ROOT/4",
            {3: ("TCD", "noun")},
            1,
            {("TCD", "agent")},
            id="of-phrase",
        ),
        pytest.param(
            "the/DT/det/2 US/NNP/compound/2 embargo/NN/nsubj/3 ended/VBD/ROOT/3",
            {1: ("USA", "noun")},
            2,
            {("USA", "owner")},
            id="a thing is owned",
        ),
        pytest.param(
            "Russia/NNP/nsubj/3 and/CC/cc/0 China/NNP/conj/0 left/VBD/ROOT/3",
            {0: ("RUS", "noun"), 2: ("CHN", "noun")},
            0,
            {("RUS", "actor"), ("CHN", "actor")},
            id="coordination",
        ),
        pytest.param(
            "Russian/JJ/amod/3 and/CC/cc/0 Chinese/JJ/conj/0 troops/NNS/ROOT/3",
            {0: ("RUS", "adjective"), 2: ("CHN", "adjective")},
            3,
            {("RUS", "agent"), ("CHN", "agent")},
            id="coordinated modifiers",
        ),
        pytest.param(
            "dozens/NNS/nsubj/4/dozen of/IN/prep/0 Russian/JJ/amod/3 troops/NNS/pobj/1 left/VBD/ROOT/4",
            {2: ("RUS", "adjective")},
            0,
            {("RUS", "agent")},
            id="partitive",
        ),
        pytest.param("Aleppo/NNP/ROOT/0", {0: ("SYR", "place")}, 0, {("SYR", "place")}, id="place"),
    ],
)
def test_readings(notation: str, actors: dict[int, tuple[str, str]], head: int, expected: set[tuple[str, str]]) -> None:
    assert stands_for(notation, actors, head) == expected
