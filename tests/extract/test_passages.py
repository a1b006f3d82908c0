"""Passages: every mention marked on its pieces, sentences read once, the one before as context."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from graphkit import resources
from graphkit.actors.linked import Linked
from graphkit.extract.passages import CONTEXT, MARKS, PASSAGE, Marked, cut, encode
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
