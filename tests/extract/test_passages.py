"""Passages: every mention is marked on its pieces, sentences are read once, the previous one is context."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from graphkit import resources
from graphkit.actors.linked import Linked
from graphkit.extract.passages import CONTEXT, MARKS, PASSAGE, SENTENCES, SLOTS, Marked, Passage, cut, encode, mark
from graphkit.model import Actor, Kind

TOKENIZER = Tokenizer.from_file(str(Path(resources.weights()) / "tokenizer.json"))
STATE = MARKS["State:noun"]


def linked(start: int, end: int, code: str) -> Linked:
    actor = Actor(id=code, name=code.title(), kind=Kind.STATE, code=code)
    return Linked(start, end, code, actor, code, "name", "noun")


def test_mentions_are_marked_on_their_pieces() -> None:
    text = "Uzbekistan met Chad. Uzbek troops left."
    mentions = [
        Marked(0, 10, "State:noun", "UZB"),
        Marked(15, 19, "State:noun", "TCD"),
        Marked(21, 26, "State:adjective", "UZB"),
    ]
    encoded = encode(text, mentions, TOKENIZER)
    assert encoded.mentions == [0, 1, 2]
    for number, mention in enumerate(mentions):
        first, last = encoded.starts[number], encoded.ends[number]
        assert (encoded.offsets[first][0], encoded.offsets[last - 1][1]) == (mention.start, mention.end)
        assert encoded.marks[first] == 2 * MARKS[mention.mark] - 1
        assert set(encoded.marks[first + 1 : last]) <= {2 * MARKS[mention.mark]}
    assert [encoded.slots[place] for place in encoded.starts] == [1, 2, 1]
    assert encoded.stops == [0, 0, 1]
    assert sum(mark > 0 for mark in encoded.marks) == sum(
        e - s for s, e in zip(encoded.starts, encoded.ends, strict=True)
    )


def test_a_mention_beyond_the_longest_passage_is_left_out() -> None:
    text = "Chad " * 40
    mentions = [Marked(5 * n, 5 * n + 4, "State:noun", "TCD") for n in range(40)]
    encoded = encode(text, mentions, TOKENIZER, longest=20)
    assert len(encoded.ids) == 20
    assert 0 < len(encoded.mentions) < 20


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 20))
def test_any_text_can_be_encoded(text: str, start: int, size: int) -> None:
    mention = Marked(start, start + size, "Person:noun", "X")
    encoded = encode(text, [mention], TOKENIZER)
    assert len(encoded.ids) == len(encoded.marks) == len(encoded.slots) == len(encoded.offsets)
    assert all(0 <= s < e <= len(encoded.ids) for s, e in zip(encoded.starts, encoded.ends, strict=True))


def test_sentences_of_a_long_text_are_read_once_with_the_one_before() -> None:
    sentence = "Chad thanked Mali for help in the long drought of last year. "
    text = sentence * 40
    spans = [(n * len(sentence), (n + 1) * len(sentence) - 1) for n in range(40)]
    mentions = [
        linked(start + at, start + at + 4, code) for start, _ in spans for at, code in ((0, "TCD"), (13, "MLI"))
    ]
    passages = list(cut(text, spans, mentions))
    assert len(passages) > 2
    own = [m for p in passages for m in p.mentions[p.told :]]
    assert own == mentions
    for before, passage in pairwise(passages):
        assert passage.text == text[passage.start : passage.start + len(passage.text)]
        assert passage.mentions[: passage.told] == before.mentions[-2:]
        assert len(passage.text) <= PASSAGE + CONTEXT


def test_a_passage_with_one_actor_is_not_read() -> None:
    assert list(cut("Chad left. Chad came.", [(0, 10), (11, 21)], [linked(0, 4, "TCD"), linked(11, 15, "TCD")])) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "State:noun"),
        ({"form": "place"}, "State:place"),
        ({"form": "adjective"}, "State:adjective"),
        ({"form": "verb"}, "State:noun"),
        ({"rule": "backed", "form": "adjective"}, "State:backed"),
        ({"gender": "f"}, "Person:woman"),
        ({"gender": "m"}, "Person:man"),
        ({"gender": "m", "rule": "backed"}, "State:backed"),
        ({"gender": "m", "form": "adjective"}, "State:adjective"),
    ],
)
def test_a_mention_is_marked_by_its_bearer_and_how_it_stands(changed: dict[str, Any], expected: str) -> None:
    assert mark(linked(0, 4, "TCD")._replace(**changed)) == expected
    assert expected in MARKS


def test_every_mark_has_two_numbers_of_its_own() -> None:
    assert sorted(MARKS.values()) == list(range(1, len(MARKS) + 1))
    text = "Chad."
    numbers = {tuple(encode(text, [Marked(0, 4, name, "TCD")], TOKENIZER).marks) for name in MARKS}
    assert len(numbers) == len(MARKS)


def test_actors_beyond_the_last_slot_share_it() -> None:
    names = [f"Ch{chr(97 + number)}d" for number in range(SLOTS + 2)]
    text = " ".join(names)
    mentions = [Marked(5 * n, 5 * n + 4, "State:noun", name) for n, name in enumerate(names)]
    encoded = encode(text, mentions, TOKENIZER)
    assert [encoded.slots[place] for place in encoded.starts] == [*range(1, SLOTS + 1), SLOTS, SLOTS]


def test_mentions_may_come_in_any_order_and_side_by_side() -> None:
    mentions = [
        Marked(8, 12, "State:noun", "MLI"),
        Marked(0, 4, "State:noun", "TCD"),
        Marked(4, 8, "State:noun", "TGO"),
    ]
    encoded = encode("ChadTogoMali", mentions, TOKENIZER)
    assert encoded.starts == sorted(encoded.starts)
    assert all(end <= start for end, start in zip(encoded.ends, encoded.starts[1:], strict=False))
    assert encoded.mentions == [n for n in (1, 2, 0) if n in encoded.mentions]


def test_what_is_told_stands_before_the_sentences_of_a_passage() -> None:
    passage = Passage(10, "Chad. Mali.", (linked(10, 14, "TCD"), linked(16, 20, "MLI")), 1)
    assert [(m.start, m.end, m.mark, m.code) for m in passage.marked] == [
        (0, 4, "State:noun", "TCD"),
        (6, 10, "State:noun", "MLI"),
    ]
    assert [passage.is_told(0), passage.is_told(1), passage.is_told(0, 1), passage.is_told()] == [
        True,
        False,
        False,
        True,
    ]


@given(st.lists(st.integers(5, 700), min_size=1, max_size=12))
def test_sentences_go_together_as_far_as_they_fit(sizes: list[int]) -> None:
    """Each has Chad and Mali at the beginning and the end."""
    spans, mentions, place = [], [], 0
    for size in sizes:
        spans.append((place, place + size + 4))
        mentions += [linked(place, place + 2, "TCD"), linked(place + size + 2, place + size + 4, "MLI")]
        place += size + 5
    text = "x" * place
    read: list[tuple[int, int]] = []
    for passage in cut(text, spans, mentions):
        end = passage.start + len(passage.text)
        inside = [span for span in spans if passage.start <= span[0] and span[1] <= end]
        assert (inside[0][0], inside[-1][1]) == (passage.start, end)
        context = inside[: passage.told // 2]
        own = inside[len(context) :]
        assert [m.start for m in passage.mentions] == [m.start for m in mentions if passage.start <= m.start < end]
        assert context == ([read[-1]] if read and own[0][0] - read[-1][0] <= CONTEXT else [])
        assert len(own) == 1 or own[-1][1] - own[0][0] <= PASSAGE
        assert len(own) <= SENTENCES
        read += own
        rest = spans[len(read) :]
        assert not rest or len(own) == SENTENCES or rest[0][1] - own[0][0] > PASSAGE
    assert read == spans
