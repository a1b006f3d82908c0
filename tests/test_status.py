"""How evidence is weighed: what counts, whose word it is, and when the thing happened or stood."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from graphkit.model import FLOOR, PartialDate, Polarity, Status
from graphkit.model.status import ClaimStatus, Source, Statement, counting, status, weigh_statements
from tests.values import RUS, UKR, claim, day

NEGATED, PLANNED, HYPOTHETICAL = Polarity.NEGATED, Status.PLANNED, Status.HYPOTHETICAL


def said(
    document: str = "a",
    polarity: Polarity = Polarity.AFFIRMED,
    how: Status = Status.ACTUAL,
    *,
    speaker: str | None = None,
    origin: str | None = None,
    published: date | None = None,
    when: str | None = None,
    confidence: float = 0.9,
    hearsay: bool = False,
) -> Statement:
    """A statement of a document, its own word unless somebody says it or it is hearsay."""
    source = Source(PartialDate.of(published) if published else None, origin or document)
    own = speaker is None and not hearsay
    told = PartialDate.parse(when) if when else None
    return Statement(document, source, polarity, how, speaker, own, told, confidence, hearsay)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ([said(confidence=FLOOR)], "asserted"),
        ([said(confidence=FLOOR - 0.01)], "tentative"),
        ([said(), said("b", NEGATED, confidence=0.4)], "asserted"),
        # a denial in the same document, or of the same date in another one, contests a fact; any other does not
        ([said(speaker="UKR"), said(polarity=NEGATED)], "contested"),
        ([said(), said(polarity=NEGATED)], "denied"),
        ([said(), said("b"), said("b", NEGATED)], "asserted"),
        ([said(when="2020"), said("b", NEGATED, when="2021")], "asserted"),
        ([said(when="2020"), said("b", NEGATED, when="2020")], "contested"),
        ([said("a", when="2020"), said("b", NEGATED, when="2020", origin="a")], "denied"),  # one voice, told twice
        ([said(hearsay=True), said("a", NEGATED, hearsay=True)], "denied"),
        ([said(hearsay=True), said("b", NEGATED, hearsay=True)], "contested"),
        ([said(hearsay=True), said(speaker="UKR")], "attributed"),
        ([said(hearsay=True), said("b", hearsay=True)], "hearsay"),
        ([said(how=HYPOTHETICAL), said(polarity=NEGATED, how=PLANNED)], "hypothetical"),
        ([said(how=PLANNED), said(polarity=NEGATED, how=HYPOTHETICAL)], "planned"),
        ([said(polarity=NEGATED, how=HYPOTHETICAL)], "denied"),
        ([said(how=PLANNED), said(polarity=NEGATED)], "denied"),
    ],
)
def test_how_a_claim_stands_whatever_the_order(statements: list[Statement], expected: str) -> None:
    assert {status(list(order)) for order in permutations(statements)} == {expected}


@pytest.mark.parametrize(
    ("speaker", "hearsay", "own"), [(None, False, True), (RUS, False, True), (UKR, False, False), (None, True, False)]
)
def test_a_deed_is_owned_by_the_text_and_by_who_does_it(speaker: object, hearsay: bool, own: bool) -> None:
    (evidence,) = claim(speaker=speaker, hearsay=hearsay, date="2023-02").evidence  # type: ignore[arg-type]
    statement = Statement.of(evidence, {"a.txt": Source(PartialDate.of(day(1)), "b.txt")})
    assert statement.own is own
    assert statement.speaker == (speaker and speaker.code)  # type: ignore[attr-defined]
    assert statement.source == Source(PartialDate.of(day(1)), "b.txt")
    assert (str(statement.date), statement.hearsay) == ("2023-02", hearsay)


def test_all_evidence_is_counted_and_the_surest_tells_how_sure_it_is() -> None:
    statements = [
        said("a", published=day(3), confidence=0.3),
        said("b", published=day(9), origin="a"),
        said("b", published=day(9), origin="a", confidence=0.6),
        said("c"),
    ]
    found = weigh_statements(statements, standing=False)
    assert (found.evidence, found.documents, found.origins, found.confidence) == (4, 3, 2, 0.9)
    assert (found.first_seen, found.last_seen, found.status) == (day(3), day(9), "asserted")
    undated = weigh_statements([said()], standing=False)
    assert (undated.first_seen, undated.last_seen) == (None, None)


@pytest.mark.parametrize(
    ("standing", "statements", "expected"),
    [
        (
            False,
            [said(when="2020-05"), said(when="2020-05-03"), said("b", when="2020-05")],
            ["2020-05", "2020-05-03"],
        ),
        (False, [said(when="2020", polarity=NEGATED), said(when="2021", how=PLANNED), said(published=day(0))], []),
        (False, [said(when="2020", confidence=0.4), said(when="2019")], ["2019"]),
        (True, [said(when="2020"), said(when="2018"), said(when="2019")], ["2018 to 2020"]),
        (True, [said(when="2018"), said(when="2019", polarity=NEGATED), said(when="2020")], ["2018", "2020"]),
        (True, [said(when="2018", polarity=NEGATED), said(published=day(0))], ["2023-01-01"]),
        (True, [said(when="2018"), said(when="2019", how=PLANNED), said(), said(when="2020")], ["2018 to 2020"]),
        (True, [said(when="2018"), said(when="2019", polarity=NEGATED, confidence=0.4)], ["2018"]),
    ],
)
def test_events_happen_and_relations_last(standing: bool, statements: list[Statement], expected: list[str]) -> None:
    found = weigh_statements(statements, standing=standing).occurrences
    assert [str(o.start) if o.start == o.end else f"{o.start} to {o.end}" for o in found] == expected


@pytest.mark.parametrize(
    ("statuses", "counted"),
    [
        (["asserted"], [("actual", 0.5)]),
        (["asserted", "planned"], [("actual", 0.5), ("planned", 0.5)]),
        (["hypothetical"], [("actual", 0.5), ("hypothetical", 0.5)]),
        (["tentative"], [(how, sure) for how in ("actual", "planned", "hypothetical") for sure in (0.0, 0.5)]),
        ([], [("actual", 0.5)]),
    ],
)
def test_what_counts_is_told_as_its_claims_stand(statuses: list[str], counted: list[tuple[str, float]]) -> None:
    count = counting([ClaimStatus(name) for name in statuses])
    every = [(how, sure) for how in ("actual", "planned", "hypothetical") for sure in (0.0, 0.5)]
    assert [pair for pair in every if count.has(*pair)] == [pair for pair in every if pair in counted]
