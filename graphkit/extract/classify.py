"""Which kind of relation a text states between two marked phrases: every PLOVER group with its probability."""

from __future__ import annotations

import math

from graphkit.errors import InputError
from graphkit.extract import reader
from graphkit.extract.passages import MARKS, Marked
from graphkit.ontology import standing_groups

NO_RELATION = "NO_RELATION"
"""The label for two phrases that the text does not relate."""
KIND = "State:noun"
"""The default kind of a phrase."""


def classify(
    text: str,
    subject: tuple[int, int],
    object: tuple[int, int],  # noqa: A002
    *,
    kinds: tuple[str, str] = (KIND, KIND),
) -> list[tuple[str, float]]:
    """Rank the 16 groups of events and NO_RELATION by how likely ``text`` states them from subject to object.

    Both are character spans, ``text[start:end]``, of different words; ``kinds`` gives the kind of actor and the form of
    each, such as ``Person:noun``. The probabilities add up to 1. Raises InputError for spans that do not mark two
    phrases, ModelError if the weights are missing.

    >>> text = "Russia bombed towns in Ukraine."
    >>> classify(text, subject=(0, 6), object=(23, 30))[0][0]
    'ASSAULT'
    """
    for name, (start, end) in (("subject", subject), ("object", object)):
        if not 0 <= start < end <= len(text):
            raise InputError(
                f"{name} ({start}, {end}) is not within the text", f"give offsets between 0 and {len(text)}"
            )
    if subject[0] < object[1] and object[0] < subject[1]:
        raise InputError(f"subject {subject} and object {object} overlap", "mark two separate phrases")
    if unknown := set(kinds) - MARKS.keys():
        raise InputError(f"no kind {min(unknown)!r}", f"use one of {', '.join(MARKS)}")
    trained = reader.load()
    margins = trained.rank(text, Marked(*subject, kinds[0], "subject"), Marked(*object, kinds[1], "object"))
    if not margins:
        raise InputError("a phrase without a letter, or too far into the text", "mark words, and pass a shorter text")
    mass = dict.fromkeys(sorted(set(trained.groups.values()) - standing_groups()), 0.0) | {NO_RELATION: 1.0}
    for relation, margin in margins.items():
        if trained.groups[relation] in mass:
            mass[trained.groups[relation]] += math.exp(margin)
    total = sum(mass.values())
    return sorted(((group, likely / total) for group, likely in mass.items()), key=lambda item: (-item[1], item[0]))
