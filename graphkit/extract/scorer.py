"""How likely a candidate is a claim: a logistic regression over its features, calibrated.

The weights are a table of feature and weight that a reader can open; ``tools/train_scorer.py`` makes it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graphkit import resources

EXACT = "exact"
"""The feature of a candidate that a frame states outright."""


@dataclass(frozen=True)
class Scorer:
    """Feature weights, the intercept and the probability from which a candidate is a claim."""

    weights: Mapping[str, float]
    intercept: float
    threshold: float

    def probability(self, features: Iterable[str], measures: Iterable[tuple[str, float]] = ()) -> float:
        """The probability, 0 to 1, that a candidate with these features is a claim of its sentence."""
        weights = self.weights
        total = self.intercept + sum(weights.get(feature, 0.0) for feature in features)
        total += sum(weights.get(name, 0.0) * value for name, value in measures)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def load(path: Path | None = None) -> Scorer:
    """Read the weights shipped with the package, or another table of the same form."""
    path = path or resources.weights() / "scorer.tsv"
    special: dict[str, float] = {}
    weights: dict[str, float] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, value = line.rsplit("\t", 1)
            (special if name.startswith("=") else weights)[name] = float(value)
    return Scorer(weights, special["=intercept"], special["=threshold"])
