"""Which kind of relation a text states between two marked phrases: every PLOVER group with its probability."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from graphkit import ontology, resources
from graphkit.errors import InputError
from graphkit.extract import lexicon, pairs
from graphkit.extract import parse as parsing
from graphkit.extract.clauses import clause_records

if TYPE_CHECKING:
    from spacy.language import Language

    from graphkit.extract.lexicon import Lexicon

NO_RELATION = "NO_RELATION"
"""The label of two phrases that the text does not relate."""
STANDING = "STRUCTURE"
"""The group of what holds rather than happens, which is left out."""


def classify(text: str, subject: tuple[int, int], object: tuple[int, int]) -> list[tuple[str, float]]:  # noqa: A002
    """Rank the 16 groups of events and NO_RELATION by how likely ``text`` states them from subject to object.

    Both are spans of characters, ``text[start:end]``, of different words of one sentence. The probabilities add up
    to 1. Raises InputError for spans that mark no two phrases, ModelError when weights or parser are missing.

    >>> text = "Russia bombed towns in Ukraine."
    >>> classify(text, subject=(0, 6), object=(23, 30))[0][0]  # doctest: +SKIP
    'ASSAULT'
    """
    for name, (start, end) in (("subject", subject), ("object", object)):
        if not 0 <= start < end <= len(text):
            raise InputError(
                f"{name} ({start}, {end}) is no part of the text", f"give offsets between 0 and {len(text)}"
            )
    nlp, words = _resources()
    parse = next(parsing.parse(nlp, [(0, text)]))
    marks = pairs.given(parse, subject, object)
    relater = pairs.load()
    verdict = relater.judge(parse, marks, pairs.hints(clause_records(parse, words), words))[0, 1]
    relations = ontology.load_relations()
    mass = dict.fromkeys(ontology.groups(relations), 0.0)
    for name, likely in zip(relater.relations, verdict.relations.tolist(), strict=True):
        mass[relations[name].group] += likely
    del mass[STANDING]
    mass[NO_RELATION] = verdict.none
    total = sum(mass.values())
    return sorted(((group, likely / total) for group, likely in mass.items()), key=lambda item: (-item[1], item[0]))


@cache
def _resources() -> tuple[Language, Lexicon]:
    folder = resources.ontologies() / "lexicon"
    return parsing.load_pipeline(), lexicon.load(folder, ontology.load_relations())
