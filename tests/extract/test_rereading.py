"""Only doubtful passages are read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graphkit.extract import reader, rereading
from graphkit.extract.passages import Marked
from graphkit.extract.reader import Reading
from graphkit.model import Polarity, Status

FIRST, SECOND = "Russia bombed Ukraine.", "China met Russia."
TEXT = f"{FIRST} {SECOND}"
SENTENCES = [(0, len(FIRST)), (len(FIRST) + 1, len(TEXT))]
MENTIONS = [
    Marked(0, 6, "State:noun", "RUS"),
    Marked(14, 21, "State:noun", "UKR"),
    Marked(23, 28, "State:noun", "CHN"),
    Marked(33, 39, "State:noun", "RUS"),
]
BOMBS, MEETS = ("RUS", "UKR", "bombs"), ("CHN", "RUS", "meetsWith")


def reading(subject: int, obj: int, relation: str, margin: float) -> Reading:
    return Reading(subject, obj, relation, margin, Polarity.AFFIRMED, Status.ACTUAL, None, False, (0, 1))


@dataclass
class Written:
    """A reader with fixed answers that records what it was asked."""

    first: list[Reading]
    turned: dict[tuple[str, str, str], float]
    alone: dict[str, dict[tuple[str, str, str], float]]
    least: float = 0.2
    asked: list[tuple[str, bool]] = field(default_factory=list)

    def read(self, _text: str, _mentions: Sequence[Marked]) -> list[Reading]:
        return self.first

    def weigh(
        self, text: str, mentions: Sequence[Marked], *, turned: bool = False
    ) -> dict[tuple[str, str, str], float]:
        self.asked.append((text, turned))
        assert [text[m.start : m.end] for m in mentions] == [w.strip(".") for w in text.split() if w[0].isupper()]
        return self.turned if turned else self.alone[text]


def looked(written: Written, sentences: Sequence[tuple[int, int]] = SENTENCES) -> list[tuple[str, float]]:
    found = rereading.read(written, TEXT, MENTIONS, sentences)  # type: ignore[arg-type]
    return [(one.relation, round(one.margin, 3)) for one in found]


def test_what_is_sure_either_way_is_read_once() -> None:
    written = Written([reading(0, 1, "bombs", 0.71), reading(2, 3, "meetsWith", -0.31)], {}, {})
    assert looked(written) == [("bombs", 0.71), ("meetsWith", -0.31)]
    assert written.asked == []


def test_a_passage_with_a_doubt_has_the_mean_of_three_looks_likeliest_first() -> None:
    first = [reading(0, 1, "bombs", 3.0), reading(2, 3, "meetsWith", 0.6)]
    written = Written(first, {BOMBS: 0.0, MEETS: 2.4}, {SECOND: {MEETS: 3.0}})
    # the first sentence holds no doubt, so it is not read by itself, and its first look counts twice
    assert looked(written) == [("bombs", 2.0), ("meetsWith", 2.0)]
    assert written.asked == [(TEXT, True), (SECOND, False)]
    written = Written(first, {BOMBS: 0.0, MEETS: 3.0}, {SECOND: {MEETS: 3.0}})
    assert looked(written) == [("meetsWith", 2.2), ("bombs", 2.0)]


def test_one_sentence_is_not_read_by_itself_again() -> None:
    written = Written([reading(0, 1, "bombs", 0.3)], {BOMBS: 0.9}, {})
    assert looked(written, [(0, len(TEXT))]) == [("bombs", 0.5)]


def test_what_two_sentences_tell_together_is_not_read_in_either() -> None:
    written = Written([reading(2, 1, "condemns", 0.3)], {("CHN", "UKR", "condemns"): 0.0}, {})
    assert looked(written) == [("condemns", 0.2)]
    assert written.asked == [(TEXT, True)]


def test_the_reader_weighs_as_it_reads_and_the_number_of_an_actor_says_little() -> None:
    trained = reader.load()
    told = {BOMBS: 0, MEETS: 0} | trained.weigh(TEXT, MENTIONS)
    for one in trained.read(TEXT, MENTIONS):
        assert one.margin == told[MENTIONS[one.subject].code, MENTIONS[one.object].code, one.relation]
    turned = trained.weigh(TEXT, MENTIONS, turned=True)
    assert turned != told
    assert turned.keys() == told.keys()
    assert min(turned[BOMBS], turned[MEETS]) > 2
    # one after the other and in another order they are the same actors
    assert trained.weigh(TEXT, [replace(m) for m in reversed(MENTIONS)]) == told


def test_a_reader_is_undecided_about_what_is_barely_a_claim() -> None:
    trained = reader.load()
    assert abs(trained.probability(trained.least) - trained.threshold) < 1e-9
