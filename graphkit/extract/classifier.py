"""Which kind of relation a text states between two marked phrases: every PLOVER group with its probability.

A log-linear model over the strings and averaged word vectors of ``features``: one head tells whether the two are
related at all, the other which group relates them. ``tools/train_classifier.py`` makes the weights, docs/model-card.md
tells from what and how good they are. At run time it needs numpy and a parse, nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit import resources
from graphkit.errors import InputError, ModelError
from graphkit.extract import parse as parsing
from graphkit.extract.features import Hints, View, describe
from graphkit.extract.parse import Parse

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.language import Language

NO_RELATION = "NO_RELATION"
"""The label of two phrases that the text does not relate."""
EVEN = 8.0
"""The weight that the features of a pair share, so that long sentences do not shout."""
FORMAT = 1
"""The version of the weights file that this code reads."""


@dataclass(frozen=True)
class Vectors:
    """Word vectors: a row per lemma, scaled by how much the word tells (``w``, rows x dimensions, float32)."""

    index: Mapping[str, int]
    w: NDArray[np.float32]

    def parts(self, view: View) -> NDArray[np.float32]:
        """The directions of the averaged vectors of a view's parts, one after the other; zeros for an empty part."""
        import numpy as np

        width = self.w.shape[1]
        joined = np.zeros(len(view.parts) * width, dtype=np.float32)
        for place, lemmas in enumerate(view.parts):
            rows = [self.index[lemma] for lemma in lemmas if lemma in self.index]
            if rows:
                total = self.w[rows].sum(axis=0)
                norm = math.sqrt(float(total @ total))
                joined[place * width : (place + 1) * width] = total / (norm + 1e-6)
        return joined


@dataclass(frozen=True)
class Classifier:
    """The weights; the last column of each array is the head that tells related from unrelated."""

    groups: tuple[str, ...]
    hints: Hints
    index: Mapping[str, int]
    sparse: NDArray[np.int8]
    scale: NDArray[np.float32]
    dense: NDArray[np.float32]
    bias: NDArray[np.float32]
    vectors: Vectors

    def score(self, parse: Parse, subject: Collection[int], obj: Collection[int]) -> dict[str, float]:
        """The probability of each group and of no relation, in the order of ``groups``; they add up to 1.

        ``subject`` and ``obj`` are disjoint, non-empty sets of token indices of the parse.
        """
        import numpy as np

        view = describe(parse, subject, obj, self.hints)
        rows = [self.index[name] for name in view.names if name in self.index]
        logits = self.sparse[rows].sum(axis=0, dtype=np.int32) * self.scale * (EVEN / math.sqrt(len(view.names)))
        logits = logits + self.vectors.parts(view) @ self.dense + self.bias
        related = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, float(logits[-1])))))
        shares = np.exp(logits[:-1] - logits[:-1].max())
        shares *= related / shares.sum()
        return dict(zip(self.groups, shares.tolist(), strict=True)) | {NO_RELATION: 1.0 - related}


def classify(
    text: str,
    subject: tuple[int, int],
    object: tuple[int, int],  # noqa: A002 - the grammatical object, beside subject
    *,
    nlp: Language | None = None,
) -> list[tuple[str, float]]:
    """Rank the PLOVER groups and NO_RELATION for what the text says the subject does to the object, likeliest first.

    ``subject`` and ``object`` are spans of characters in ``text``, end exclusive; the text is one sentence or two. Of
    two phrases one inside the other, the outer is what remains of it. The probabilities add up to 1. Raises InputError
    when a span holds no word of the text, and ModelError when no English pipeline is installed (``nlp`` is the one to
    use, where it is loaded already).

    >>> classify("Russia bombs Ukraine.", subject=(0, 6), object=(13, 20))[0][0]  # doctest: +SKIP
    'ASSAULT'
    """
    for name, (start, end) in (("subject", subject), ("object", object)):
        if not 0 <= start < end <= len(text) or not text[start:end].strip():
            raise InputError(
                f"{name} span ({start}, {end}) holds no word of the text",
                f"give start and end characters within 0 and {len(text)}",
            )
    (parse,) = parsing.parse(nlp or _pipeline(), [(0, text)])
    pair = separate(parse, subject, object)
    if pair is None:
        raise InputError(f"subject span {subject} and object span {object} mark the same words", "mark two phrases")
    ranked = load().score(parse, *pair)
    return sorted(ranked.items(), key=lambda item: (-item[1], item[0]))


def score(parse: Parse, subject: Collection[int], obj: Collection[int]) -> Mapping[str, float]:
    """``Classifier.score`` with the weights shipped in the package, loaded at the first call."""
    return load().score(parse, subject, obj)


def load(path: Path | None = None) -> Classifier:
    """Read the weights shipped with the package, once, or those at another path; raises ModelError."""
    return _load(path or resources.weights() / "classifier.npz")


@cache
def _load(path: Path) -> Classifier:
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as file:
            data: dict[str, Any] = dict(file)
    except (OSError, ValueError) as error:
        raise ModelError(f"{path.name}: no weights to read", "run tools/train_classifier.py") from error
    if "format" not in data or int(data["format"]) != FORMAT:
        raise ModelError(f"{path.name}: weights of another version", "run tools/train_classifier.py")
    return assemble(data)


def assemble(data: Mapping[str, Any]) -> Classifier:
    """A classifier from the arrays of a weights file."""
    import numpy as np

    words = _lines(data["words"])
    return Classifier(
        groups=tuple(_lines(data["groups"])),
        hints={lemma: tuple(groups.split()) for lemma, groups in (line.split("\t") for line in _lines(data["hints"]))},
        index={name: row for row, name in enumerate(_lines(data["names"]))},
        sparse=data["sparse"],
        scale=data["scale"].astype(np.float32),
        dense=data["dense"].astype(np.float32),
        bias=data["bias"].astype(np.float32),
        vectors=Vectors(
            {word: row for row, word in enumerate(words)},
            data["vectors"].astype(np.float32) * data["weights"].astype(np.float32)[:, None],
        ),
    )


def _lines(blob: NDArray[np.uint8]) -> list[str]:
    return blob.tobytes().decode("utf-8").split("\n")


@cache
def _pipeline() -> Language:
    return parsing.load_pipeline()


def separate(
    parse: Parse, subject: tuple[int, int], obj: tuple[int, int]
) -> tuple[frozenset[int], frozenset[int]] | None:
    """The tokens of two spans of characters, no token in both; nothing when they do not mark two phrases.

    A phrase inside the other keeps its tokens: in "Iraqi fighters" and "Iraqi" the first is left with "fighters".
    """
    first, second = _tokens(parse, subject), _tokens(parse, obj)
    if first < second:
        second -= first
    else:
        first -= second
    return (first, second) if first and second else None


def _tokens(parse: Parse, span: tuple[int, int]) -> frozenset[int]:
    start, end = span
    return frozenset(t for t in range(len(parse)) if parse.starts[t] < end and parse.ends[t] > start)
