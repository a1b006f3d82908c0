"""An office held for a period, and the wording of a claim based on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.model import Claim, PartialDate, RelationType

CODE = re.compile(r"[a-z]+(?:_[a-z]+)*")
"""What the code of an office looks like."""
HEADS = frozenset({"head_of_state", "head_of_government", "paramount_leader", "leader", "head", "secretary_general"})
"""Offices that head their body: for these the relation's own label is used."""
_OF_MANY = frozenset(
    {"activist", "commander", "deputy", "envoy", "journalist", "judge", "legislator", "official", "spokesperson"}
)
"""Offices that several people hold at once."""


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office, by its code in the actor tables, and its first and last day as far as known."""

    office: str
    start: PartialDate | None = None
    end: PartialDate | None = None

    def __str__(self) -> str:
        if self.start and self.end:
            return f"{spoken(self.office)} {self.start} to {self.end}"
        ends = (("since", self.start), ("until", self.end))
        return " ".join([spoken(self.office), *(f"{word} {day}" for word, day in ends if day)])


def spoken(office: str) -> str:
    """The code of an office in words."""
    return office.replace("_", " ")


def phrase(relation: RelationType, office: str | None) -> str:
    """The words between the two actors of a claim: the label of its relation, or the office held.

    >>> from graphkit.ontology import load_relations
    >>> [relation] = (r for r in load_relations().values() if r.inverse == "ledBy")
    >>> [phrase(relation, office) for office in (None, "head_of_state", "foreign_minister", "official")]
    ['leads', 'leads', 'is foreign minister of', 'is an official of']
    """
    return f"is {_title(office)} of" if office and office not in HEADS else relation.label


def phrase_of(claim: Claim) -> str:
    """The same for a whole claim: the office, if all its evidence that has one agrees."""
    offices = {evidence.office for evidence in claim.evidence if evidence.office}
    return phrase(claim.relation, offices.pop() if len(offices) == 1 else None)


def named(relation: str, office: str | None) -> str:
    """The name of a relation in tables, followed by the office if that is not the head.

    >>> named("heads USA", "foreign_minister"), named("heads USA", "head_of_state")
    ('heads USA (as foreign minister)', 'heads USA')
    """
    return f"{relation} (as {_title(office)})" if office and office not in HEADS else relation


def _title(office: str) -> str:
    words = spoken(office)
    if office not in _OF_MANY:
        return words
    return f"an {words}" if words[0] in "aeiou" else f"a {words}"
