"""Queries on a graph: words in a search box, and every filter compared with similar ones."""

from __future__ import annotations

from datetime import date, datetime
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.errors import InputError
from graphkit.store.graph import Graph
from graphkit.store.selection import Selection, condition, match
from tests.values import CHN, DIRECTED, PUTIN, RELATIONS, RUS, STANDING, UKR, claim, day, document

OTHER = next(r for r in RELATIONS.values() if not r.symmetric and r.group not in {DIRECTED.group, STANDING.group})
"""A relation of a third group."""


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("war", '("war")'),
        ("war peace", '("war" "peace")'),
        ('"arms deal" talks', '("arms deal" "talks")'),
        ("nucl*", '("nucl"*)'),
        ("war -peace -truce", '("war") NOT "peace" NOT "truce"'),
        ("war -x", '("war") NOT "x"'),
        ('war -"arms deal"', '("war") NOT "arms deal"'),
        ("war OR peace", '("war" OR "peace")'),
        ("war OR", '("war")'),
        ("OR war", '("OR" "war")'),
        ("war OR OR peace", '("war" OR "OR" "peace")'),
        ("or AND NOT", '("or" "AND" "NOT")'),
        ("war -", '("war" "-")'),
        ('war -"', '("war" "-")'),
        ("Jong-un", '("Jong-un")'),
        ('5"', '("5")'),
        ('a"b', '("a""b")'),
    ],
)
def test_a_search_box_is_read(typed: str, asked: str) -> None:
    assert match(typed) == asked


@pytest.mark.parametrize("typed", ["", "  ", "-war", "-war -peace"])
def test_a_search_for_nothing_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="contains no word to search for; give one without a minus"):
        match(typed)


@pytest.fixture(scope="module")
def kg() -> Graph:
    """Four claims; ``left`` names them by the places of their evidence."""
    graph = Graph()
    graph.add(
        document("a", published=day(0)),
        [
            claim(RUS, DIRECTED, CHN, document="a", date="2023-03-22", confidence=0.6),
            claim(RUS, OTHER, UKR, document="a", at=100, speaker=UKR, date="2022"),
        ],
    )
    graph.add(
        document("b", published=day(30)),
        [
            claim(PUTIN, STANDING, RUS, document="b", at=200),
            claim(CHN, DIRECTED, RUS, document="b", at=300, speaker=PUTIN, date="2023-02"),
        ],
    )
    return graph


ASKED: dict[str, tuple[Selection, set[int]]] = {
    "all": (Selection(), {0, 100, 200, 300}),
    "relation": (Selection(relations=frozenset({DIRECTED.name})), {0, 300}),
    "relations": (Selection(relations=frozenset({OTHER.name, STANDING.name})), {100, 200}),
    "group": (Selection(groups=frozenset({STANDING.group, OTHER.group})), {100, 200}),
    "actor": (Selection(actors=(frozenset({"CHN"}),)), {0, 300}),
    "code": (Selection(actors=(frozenset({"RUS"}),)), {0, 100, 200, 300}),
    "person": (Selection(actors=(frozenset({"vladimir-putin"}),)), {200}),
    "either": (Selection(actors=(frozenset({"UKR", "vladimir-putin"}),)), {100, 200}),
    "pair": (Selection(actors=(frozenset({"CHN"}), frozenset({"RUS"}))), {0, 300}),
    "pair of a person": (Selection(actors=(frozenset({"RUS"}), frozenset({"vladimir-putin"}))), {200}),
    "no pair": (Selection(actors=(frozenset({"CHN"}), frozenset({"UKR"}))), set()),
    "status": (Selection(statuses=frozenset({"asserted"})), {0, 200}),  # type: ignore[arg-type]
    "since a day": (Selection(since=date(2023, 2, 28)), {0, 300}),
    "since the day after": (Selection(since=date(2023, 3, 1)), {0}),
    "since that day": (Selection(since=date(2023, 3, 22)), {0}),
    "since too late": (Selection(since=date(2023, 3, 23)), set()),
    "until a day of the year": (Selection(until=date(2022, 1, 1)), {100}),
    "until the first of the month": (Selection(until=date(2023, 2, 1)), {100, 200, 300}),
    "until the day before": (Selection(until=date(2023, 1, 31)), {100, 200}),
    "known": (Selection(known=day(0)), {0, 100}),
    "not yet known": (Selection(known=day(-1)), set()),
    "document": (Selection(documents=frozenset({"b"})), {200, 300}),
    "claim": (Selection(claims=frozenset({claim(RUS, OTHER, UKR).id})), {100}),
    "speaker": (Selection(speakers=frozenset({"UKR"})), {100}),
    "speaker's code": (Selection(speakers=frozenset({"RUS"})), {300}),
    "speaker's id": (Selection(speakers=frozenset({"vladimir-putin"})), {300}),
    "words": (Selection(words="Ukraine"), {100}),
    "words without": (Selection(words="Russia -Ukraine -Putin"), {0, 300}),
    "confidence": (Selection(min_confidence=0.6), {0, 100, 200, 300}),
    "more confidence": (Selection(min_confidence=0.61), {100, 200, 300}),
}
"""Each filter with the positions of the evidence that it keeps."""


def left(kg: Graph, *selections: Selection) -> set[int]:
    view = kg
    for selection in selections:
        view = view.select(selection)  # type: ignore[assignment]
    places = {e.quote.start for c in view for e in c.evidence}
    assert {e.quote for e in view.events()} == {e.quote.text for c in view for e in c.evidence}
    assert len(view) == len(list(view)) == len({e.claim for e in view.events()})
    return places


@pytest.mark.parametrize("name", ASKED)
def test_a_filter_leaves_what_it_asks_for(kg: Graph, name: str) -> None:
    asked, places = ASKED[name]
    assert left(kg, asked) == places


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(list(combinations(sorted(ASKED.keys() - {"status"}), 2))))
def test_of_two_filters_both_hold(kg: Graph, names: tuple[str, str]) -> None:
    (one, first), (other, second) = (ASKED[name] for name in names)
    assert left(kg, one, other) == left(kg, other, one) == first & second


@pytest.mark.parametrize(
    ("asked", "narrows"),
    [
        (Selection(), False),
        (Selection(relations=frozenset({DIRECTED.name}), claims=frozenset({"x"}), actors=(frozenset({"RUS"}),)), False),
        (Selection(min_confidence=0.01), True),
        (Selection(words="war"), True),
        (Selection(speakers=frozenset({"RUS"})), True),
        (Selection(known=day(0)), True),
    ],
)
def test_a_status_is_asked_of_the_file_only_while_all_evidence_counts(asked: Selection, narrows: bool) -> None:
    assert asked.narrows_evidence is narrows
    standing = Selection(statuses=frozenset({"asserted"}))  # type: ignore[arg-type]
    assert ("c.status" not in condition([asked, standing])[0]) is narrows


@pytest.mark.parametrize("asked", ["2023-03-22", 2023, "2023"])
def test_what_is_no_day_is_refused(kg: Graph, asked: Any) -> None:  # noqa: ANN401 - what no type allows
    for call in (kg.at, lambda day: kg.filter(since=day), lambda day: kg.filter(until=day)):
        with pytest.raises(InputError, match=f"^{asked!r} is not a date; give a datetime.date, such as"):
            call(asked)


def test_of_a_day_with_an_hour_the_whole_day_counts(kg: Graph) -> None:
    noon = datetime(2023, 3, 22, 12)  # noqa: DTZ001 - as pandas reads days
    assert {c.id for c in kg.filter(since=noon)} == {c.id for c in kg.filter(since=noon.date())}
    assert {c.id for c in kg.filter(until=noon)} == {c.id for c in kg.filter(until=noon.date())}
    assert {c.id for c in kg.filter(since=noon, until=noon)} != set()


def test_no_filter_asks_for_nothing() -> None:
    assert condition([]) == condition([Selection()]) == ("1", [])
