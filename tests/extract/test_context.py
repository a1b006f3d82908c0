"""The readings of a sentence shared by two passages."""

from __future__ import annotations

from graphkit.actors.linked import Linked
from graphkit.extract import context
from graphkit.extract.passages import Passage
from graphkit.extract.reader import LEAST, Reading
from graphkit.model import Actor, Polarity, Status
from tests.values import CHN, RUS, UKR

FIRST, SHARED, LAST = "Russia bombed Ukraine. ", "China met Russia. ", "China left Ukraine."


def linked(text: str, actor: Actor, word: str, start: int) -> Linked:
    place = text.index(word, start)
    return Linked(place, place + len(word), word, actor, actor.code, "name", "noun")


def passages() -> tuple[Passage, Passage]:
    text, own = FIRST + SHARED + LAST, len(FIRST)
    first = [linked(text, RUS, "Russia", 0), linked(text, UKR, "Ukraine", 0)]
    shared = [linked(text, CHN, "China", own), linked(text, RUS, "Russia", own)]
    end = len(FIRST + SHARED)
    last = [linked(text, CHN, "China", end), linked(text, UKR, "Ukraine", end)]
    return (
        Passage(0, FIRST + SHARED, (*first, *shared), 0),
        Passage(own, SHARED + LAST, (*shared, *last), 2),
    )


def reading(subject: int, obj: int, relation: str, margin: float, source: str = "reader") -> Reading:
    return Reading(subject, obj, relation, margin, Polarity.AFFIRMED, Status.ACTUAL, None, False, (0, 1), source)


def margins(given: list[Reading], again: list[Reading]) -> list[float]:
    passage, after = passages()
    return [found.margin for found in context.agreed(passage, given, after, again)]


def test_what_both_read_of_the_shared_sentence_has_the_mean_of_both() -> None:
    assert margins([reading(2, 3, "meetsWith", 1.0)], [reading(0, 1, "meetsWith", 2.0)]) == [1.5]


def test_what_the_next_passage_does_not_read_there_is_least_likely_in_it() -> None:
    found = [reading(2, 3, "meetsWith", 1.0)]
    for again in (
        [],
        [reading(1, 0, "meetsWith", 2.0)],
        [reading(0, 1, "visits", 2.0)],
        [reading(2, 1, "meetsWith", 2.0)],
    ):
        assert margins(found, again) == [(1 + LEAST) / 2]


def test_what_stands_elsewhere_or_is_read_by_words_stays_as_it_is() -> None:
    found = [
        reading(0, 1, "bombs", 1.0),
        reading(2, 1, "visits", 0.5),
        reading(2, 3, "meetsWith", 0.2, "lexicon:meet:1"),
    ]
    assert margins(found, [reading(0, 1, "meetsWith", 2.0)]) == [1.0, 0.5, 0.2]
