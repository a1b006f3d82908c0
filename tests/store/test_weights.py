"""The stored weight of a claim is that of all its evidence, however it came, and takes no longer the more there is."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.model import Document, PartialDate, Polarity, Status
from graphkit.store import writing
from graphkit.store.graph import Graph
from tests.values import CHN, RUS, claim

TEXTS = {"one": " ".join(f"word{n}" for n in range(60)), "two": " ".join(f"other{n}" for n in range(60))}
QUERY = f"SELECT id, {writing._WEIGHED} FROM claims ORDER BY id"

evidence = st.builds(
    lambda at, polarity, status, speaker, when, confidence, hearsay: {
        "at": 100 * at,
        "polarity": polarity,
        "status": status,
        "speaker": speaker,
        "date": when,
        "confidence": confidence,
        "hearsay": hearsay,
    },
    st.integers(0, 2),
    st.sampled_from([Polarity.AFFIRMED] * 4 + [Polarity.NEGATED]),
    st.sampled_from(Status),
    st.sampled_from([None, RUS, CHN]),
    st.sampled_from([None, "2020", "2021-03", "2021-03-04"]),
    st.sampled_from([0.3, 0.6, 0.9]),
    st.booleans(),
)
steps = st.tuples(
    st.sampled_from("abcdefgh"),
    st.sampled_from([None, *sorted(TEXTS)]),
    st.sampled_from([None, PartialDate(2019), PartialDate.of(date(2020, 5, 6))]),
    st.lists(evidence, min_size=1, max_size=3),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(steps, min_size=1, max_size=9))
def test_weights_are_those_of_all_evidence(
    given_steps: list[tuple[str, str | None, PartialDate | None, list[dict[str, object]]]],
) -> None:
    kg = Graph()
    for key, text, published, stated in given_steps:
        document = Document(key, TEXTS.get(text or "", f"Text of {key} alone."), published=published)
        kg.add(document, [claim(document=key, **part) for part in stated])  # type: ignore[arg-type]
        connection = kg.opened.connection
        stored = connection.execute(QUERY).fetchall()
        writing.weigh_claims(connection, [row[0] for row in stored])
        assert stored == connection.execute(QUERY).fetchall()


def work(kg: Graph, number: int) -> int:
    """Steps of SQLite's machine to add one more document, in hundreds."""
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    kg.opened.connection.set_progress_handler(count, 100)
    report(kg, number)
    kg.opened.connection.set_progress_handler(None, 100)
    return steps


def report(kg: Graph, number: int) -> None:
    """Add a document that says what all the others do, and is half boilerplate."""
    key = f"{number:05}"
    own = " ".join(f"{key}x{n}" for n in range(20))
    kg.add(Document(key, f"{own} Subscribe to our daily news about the world and its leaders."), [claim(document=key)])


def test_what_everybody_reports_is_added_as_fast_as_anything() -> None:
    kg = Graph()
    for number in range(300):
        report(kg, number)
    early = work(kg, 300)
    for number in range(301, 2400):
        report(kg, number)
    assert work(kg, 2400) < 1.5 * early
