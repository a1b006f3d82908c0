"""What the words of a sentence mean in their context: a small transformer encoder (Vaswani et al. 2017) in numpy.

Its weights were distilled from MiniLM (Wang et al. 2020) and trained on for pairs of actors; docs/model-card.md tells
how. They lie on disk as 8-bit integers with a scale a row and are widened when loaded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from math import pi, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from graphkit.extract.parse import Parse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

PARTS = re.compile(r"\w+|[^\w\s]")
UNKNOWN, START, STOP = "[UNK]", "[CLS]", "[SEP]"
EPSILON = 1e-12
MASKED = -1e9


@dataclass(frozen=True)
class Encoder:
    """Word pieces, what is known of each token beside its word, and the layers."""

    pieces: Mapping[str, int]
    dependencies: Mapping[str, int]
    """Dependency label -> row of the table ``dep``; labels it does not know are row 0."""
    weights: Mapping[str, Array]
    layers: int
    heads: int
    _seen: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def encode(
        self, parse: Parse, kinds: Sequence[int], hints: Mapping[int, Array], wanted: Collection[int]
    ) -> tuple[Array, dict[int, Array]]:
        """The vector of the whole sentence, and those of the wanted tokens.

        ``kinds`` gives each token's row of the table ``kind`` (0: no actor), ``hints`` the relations that the lexicon
        ties to a token, as a vector over all relations. What goes beyond the longest sentence trained on is cut off.
        The last layer is worked out for the wanted tokens alone, which is most of its cost saved.
        """
        w = self.weights
        longest = len(w["pos"])
        ids, tokens, first = [self.pieces[START]], [-1], []
        for token, word in enumerate(parse.words):
            row = self.of_word(word)
            first.append(min(len(ids), longest - 1))
            ids += row
            tokens += [token] * len(row)
        ids, tokens = [*ids[: longest - 1], self.pieces[STOP]], [*tokens[: longest - 1], -1]
        labels = [self.dependencies.get(dep, 0) for dep in parse.deps]
        x = w["word"][ids] @ w["up"].T + w["pos"][: len(ids)]
        x += w["kind"][[kinds[t] if t >= 0 else 0 for t in tokens]]
        x += w["dep"][[labels[t] if t >= 0 else 0 for t in tokens]]
        for token, hint in hints.items():
            if first[token] < longest - 1:
                x[first[token]] += w["lex"] @ hint
        x = _normal(x, w, "norm")
        for layer in range(self.layers - 1):
            x = self._layer(x, f"layers.{layer}")
        tokens_wanted = sorted(wanted)
        x = self._layer(x, f"layers.{self.layers - 1}", [0, *(first[token] for token in tokens_wanted)])
        return x[0], {token: x[row] for row, token in enumerate(tokens_wanted, 1)}

    def of_word(self, word: str) -> tuple[int, ...]:
        """The pieces of a word, longest first from the left, as WordPiece splits it; accents and case do not count."""
        if word not in self._seen:
            self._seen[word] = tuple(self._split(word)) or (self.pieces[UNKNOWN],)
        return self._seen[word]

    def _split(self, word: str) -> list[int]:
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        ids: list[int] = []
        for part in PARTS.findall(plain.replace("_", " ")):
            begin, own = 0, []
            while begin < len(part):
                lead = "##" if begin else ""
                end = next((e for e in range(len(part), begin, -1) if lead + part[begin:e] in self.pieces), begin)
                if end == begin:
                    own = [self.pieces[UNKNOWN]]
                    break
                own.append(self.pieces[lead + part[begin:end]])
                begin = end
            ids += own
        return ids

    def _layer(self, x: Array, name: str, rows: Sequence[int] | None = None) -> Array:
        """One layer; with ``rows`` its output for those alone."""
        w, size = self.weights, x.shape[1] // self.heads
        asking = x if rows is None else x[list(rows)]
        query, key, value = (
            linear(given, w, f"{name}.{part}").reshape(len(given), self.heads, size).transpose(1, 0, 2)
            for part, given in (("q", asking), ("k", x), ("v", x))
        )
        scores = query @ key.transpose(0, 2, 1) / np.float32(sqrt(size))
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        mixed = (scores @ value).transpose(1, 0, 2).reshape(asking.shape)
        x = _normal(asking + linear(mixed, w, f"{name}.o"), w, f"{name}.n1")
        return _normal(x + linear(gelu(linear(x, w, f"{name}.f1")), w, f"{name}.f2"), w, f"{name}.n2")


def linear(x: Array, weights: Mapping[str, Array], name: str) -> Array:
    """Rows x inputs times the matrix ``name.weight`` (outputs x inputs), plus ``name.bias``: rows x outputs."""
    return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]


def gelu(x: Array) -> Array:
    """The Gaussian error linear unit in its tanh form (Hendrycks & Gimpel 2016)."""
    bent: Array = np.tanh(np.float32(sqrt(2 / pi)) * (x + np.float32(0.044715) * x * x * x))
    bent += np.float32(1.0)
    bent *= x
    bent *= np.float32(0.5)
    return bent


def _normal(x: Array, weights: Mapping[str, Array], name: str) -> Array:
    centred = x - x.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + np.float32(EPSILON))
    normal: Array = centred / spread * weights[f"{name}.weight"] + weights[f"{name}.bias"]
    return normal


def widen(stored: Mapping[str, Any]) -> dict[str, Array]:
    """The 32-bit weights behind a stored table: ``name`` in int8 beside ``name.scale``, or 16-bit floats alone."""
    return {
        name: stored[name].astype(np.float32) * stored[f"{name}.scale"].astype(np.float32)[:, None]
        if f"{name}.scale" in stored
        else stored[name].astype(np.float32)
        for name in stored
        if not name.endswith(".scale") and name != "about"
    }
