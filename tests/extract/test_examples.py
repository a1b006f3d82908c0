"""The example sentences of the ontology go through the extractor: each must give its relation between its actors."""

from __future__ import annotations

from functools import cache

import pytest

from graphkit import extract, ontology
from graphkit.model import Document, PartialDate

DAY = PartialDate(2015, 6, 1)
FLOOR = 0.75
"""The share of examples that must be read correctly; it only rises."""


@cache
def found() -> dict[int, set[str]]:
    using = extract.load()
    documents = [Document(str(n), e.text, published=DAY) for n, e in enumerate(ontology.load_examples())]
    return {
        int(document.id): {claim.relation.name for claim in claims}
        for document, claims in extract.extract(documents, using)
    }


def test_examples_give_their_relation() -> None:
    examples = ontology.load_examples()
    right = [example.relation in found()[number] for number, example in enumerate(examples)]
    missed = [example.text for example, ok in zip(examples, right, strict=True) if not ok]
    assert sum(right) / len(right) >= FLOOR, "\n".join(missed)


@pytest.mark.parametrize("relation", sorted(ontology.load_relations()))
def test_every_relation_has_two_examples(relation: str) -> None:
    assert sum(example.relation == relation for example in ontology.load_examples()) >= 2
