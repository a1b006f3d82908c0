"""Which claims and which of their evidence are meant: filters as a value, and as a condition of SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graphkit.standing import ClaimStatus


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter of claims; every field that is not empty must hold, one of its values suffices.

    ``since``, ``until``, ``known``, ``documents`` and ``min_confidence`` choose evidence: a claim stays with the
    evidence that passes and is weighed by that alone. The other fields choose whole claims.
    """

    relations: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    actors: tuple[frozenset[str], ...] = ()
    """Each set must name one end of the claim, by id or by code; two sets name its two ends."""
    statuses: frozenset[ClaimStatus] = frozenset()
    since: date | None = None
    """Evidence of events from that day on; an undated event counts as of the day its document was published."""
    until: date | None = None
    """Evidence of events up to that day."""
    known: date | None = None
    """Evidence in documents published up to that day."""
    documents: frozenset[str] = frozenset()
    min_confidence: float = 0.0

    @property
    def narrows_evidence(self) -> bool:
        """Whether a claim may lose a part of its evidence."""
        return bool(self.since or self.until or self.known or self.documents or self.min_confidence > 0)


def condition(selections: Sequence[Selection]) -> tuple[str, list[str | float]]:
    """What all the filters ask, as a condition over the tables c (claims), e (evidence), d (documents), and its values.

    The status is not part of it unless the whole evidence counts, since it hangs on what evidence is left.
    """
    weighed = any(selection.narrows_evidence for selection in selections)
    active = [term for selection in selections for term in _terms(selection, weighed=weighed) if term[1]]
    return " AND ".join(term for term, _ in active) or "1", [value for _, values in active for value in values]


_Term = tuple[str, list[str | float]]


def _terms(asked: Selection, *, weighed: bool) -> list[_Term]:
    return [
        _among("c.relation", asked.relations),
        _group(asked.groups),
        _among("d.id", asked.documents),
        _ends(asked.actors),
        # A month or a year begins with its first day and reaches to its last, so that 2023 meets 2023-03-22.
        (f"{_WHEN} || substr('9999-99-99', length({_WHEN}) + 1) >= ?", _day(asked.since)),
        (f"{_WHEN} <= ?", _day(asked.until)),
        ("d.published <= ?", _day(asked.known)),
        ("e.confidence >= ?", [asked.min_confidence] if asked.min_confidence > 0 else []),
        _among("c.status", () if weighed else asked.statuses),
    ]


_WHEN = "coalesce(e.date, d.published)"


def _group(groups: Iterable[str]) -> _Term:
    among, values = _among('"group"', groups)
    return f"c.relation IN (SELECT name FROM relations WHERE {among})", values  # noqa: S608 - values are bound


def _among(column: str, values: Iterable[str]) -> _Term:
    wanted: list[str | float] = [*sorted(values)]
    return f"{column} IN ({', '.join('?' * len(wanted))})", wanted


def _ends(actors: tuple[frozenset[str], ...]) -> _Term:
    named = [sorted(names) for names in actors]
    chosen = [
        f"(SELECT id FROM actors WHERE id IN ({marks}) OR code IN ({marks}))"  # noqa: S608 - values are bound
        for marks in (", ".join("?" * len(names)) for names in named)
    ]
    if len(named) == 2:
        one, other = chosen
        first, second = named
        return (
            f"((c.subject IN {one} AND c.object IN {other}) OR (c.subject IN {other} AND c.object IN {one}))",
            [*first, *first, *second, *second, *second, *second, *first, *first],
        )
    return " AND ".join(f"(c.subject IN {one} OR c.object IN {one})" for one in chosen), [
        name for names in named for name in names * 4
    ]


def _day(day: date | None) -> list[str | float]:
    return [day.isoformat()] if day else []
