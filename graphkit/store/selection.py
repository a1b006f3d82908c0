"""Select claims and their evidence: filters as a value, and as an SQL condition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from graphkit.errors import InputError
from graphkit.model.status import ClaimStatus


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter on claims; every non-empty field must match, with any one of its values.

    ``relations``, ``groups``, ``claims`` and ``statuses`` select whole claims; the rest selects evidence, and a claim
    keeps what passes. It is weighed on that alone, except that actors do not affect its status.
    """

    relations: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    actors: tuple[frozenset[str], ...] = ()
    """Each set must match subject or object, by id or the code of whom it acts for there; two sets match both."""
    statuses: frozenset[ClaimStatus] = frozenset()
    since: date | None = None
    """Evidence of events from that day on; an undated event gets the publication date of its document."""
    until: date | None = None
    """Evidence of events up to that day."""
    known: date | None = None
    """Evidence in documents published up to that day."""
    documents: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    """By id."""
    speakers: frozenset[str] = frozenset()
    """Evidence whose speaker is one of these (ids or codes)."""
    words: str = ""
    """Evidence in sentences with all these words; see ``match``."""
    min_confidence: float = 0.0

    def __post_init__(self) -> None:
        for name in ("since", "until", "known"):
            day = getattr(self, name)
            if isinstance(day, datetime):  # as in pandas; the time would exclude dates without one
                object.__setattr__(self, name, day.date())
            elif not isinstance(day, date | None):
                raise InputError(f"{day!r} is not a date", "give a datetime.date, such as date(2022, 2, 24)")

    @property
    def narrows_evidence(self) -> bool:
        """Whether a claim may lose part of its evidence."""
        chosen = (self.since, self.until, self.known, self.documents, self.speakers, self.words)
        return any(chosen) or self.min_confidence > 0


def condition(selections: Sequence[Selection]) -> tuple[str, list[str | float]]:
    """All filters as a condition on the tables c (claims), e (evidence), d (documents), and its parameters.

    The status is included only if all evidence counts, since it depends on what evidence is left.
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
        _among("c.id", asked.claims),
        _ends(asked.actors),
        _speakers(asked.speakers),
        (_WORDS, [match(asked.words)] if asked.words.strip() else []),
        # A month or a year spans its first to its last day, so that 2023 matches 2023-03-22.
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
    return f"{column} IN ({_marks(wanted)})", wanted


def _ends(actors: tuple[frozenset[str], ...]) -> _Term:
    """Evidence whose actors match; each way of naming them uses its own index."""
    named = [sorted(names) for names in actors]
    ways: list[tuple[str, list[str]]] = []
    if len(named) == 2:
        for one, other in (named, named[::-1]):
            ways += [
                (f"{subject} IN ({_marks(one)}) AND {obj} IN ({_marks(other)})", [*one, *other])
                for subject in _ROLES["subject"]
                for obj in _ROLES["object"]
            ]
    else:
        for names in named:
            ways += [(f"{column} IN ({_marks(names)})", names) for role in _ROLES.values() for column in role]
    found = " UNION ".join(f"SELECT rowid FROM evidence WHERE {way}" for way, _ in ways)  # noqa: S608 - values are bound
    return f"e.rowid IN ({found})", [name for _, names in ways for name in names]


_ROLES = {"subject": ("subject", "subject_code"), "object": ("object", "object_code")}


def _speakers(names: Iterable[str]) -> _Term:
    asked = sorted(names)
    return f"(e.speaker IN ({_marks(asked)}) OR e.speaker_code IN ({_marks(asked)}))", [*asked, *asked]


def match(words: str) -> str:
    """Translate search-box syntax to SQLite's FTS5: all words; "a phrase"; beginn*; -without; this OR that.

    Raises InputError if there is nothing to search for.

    >>> match('nucl* "arms deal" -U.S.')
    '("nucl"* "arms deal") NOT "U.S."'
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for piece in _TOKEN.findall(words):
        if piece == "OR" and wanted and wanted[-1] != "OR":
            wanted.append(piece)
        elif piece.startswith("-") and piece[1:].strip('"*'):
            unwanted.append(_term(piece[1:]))
        else:
            wanted.append(_term(piece))
    if wanted and wanted[-1] == "OR":
        wanted.pop()
    if not wanted:
        raise InputError(f"{words!r} contains no word to search for", "give one without a minus")
    return " NOT ".join([f"({' '.join(wanted)})", *unwanted])


_TOKEN = re.compile(r'-?"[^"]*"|\S+')


def _term(token: str) -> str:
    text = token.strip('"*').replace('"', '""')
    return f'"{text}"*' if token.endswith("*") else f'"{text}"'


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


_WORDS = (
    "EXISTS (SELECT 1 FROM sentences w WHERE (w.document, w.start, w.stop) = (e.document, e.start, e.stop) "
    "AND w.key IN (SELECT rowid FROM words WHERE words MATCH ?))"
)


def _day(day: date | None) -> list[str | float]:
    return [day.isoformat()] if day else []
