"""The trained reader: which relations a passage states between its actors, and how.

An encoder reads the passage once. One head gives every pair of mentions a margin for every relation, above 0 if it is
likelier than not; a second head gives polarity, status, speaker and cue for each relation found. ``tools/reader`` makes
the weights; docs/model-card.md says what they were trained on and how good they are.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from graphkit import resources
from graphkit.errors import ModelError
from graphkit.extract.passages import MARKS, Encoded, Marked, encode
from graphkit.model import Polarity, Status

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

FORMAT = 3
"""The version of the weights that this code reads."""
POLARITIES = (Polarity.AFFIRMED, Polarity.NEGATED)
STATUSES = (Status.ACTUAL, Status.PLANNED, Status.HYPOTHETICAL)
LONGEST = 400
"""Most pieces of a passage; the rest is not read."""
MOST = 600
"""Most pairs of mentions scored in a passage; if there are more, the closest ones.

Even, since two mentions make a pair in each direction.
"""
SHARP = 2.0
"""How sharply the best pair of mentions dominates the score of its actors, as in training."""
SCENE = 2.0
"""By how much a mention that is a location must score higher to be the one that acts."""
LEAST = -3.0
"""Relations with a lower margin are not returned."""
HALF = 0.5

_Members = dict[tuple[str, str], list[int]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One relation between two actors in a passage; mentions are indices into the given list."""

    subject: int
    object: int
    relation: str
    margin: float
    """Log-odds of the relation against none, before calibration."""
    polarity: Polarity
    status: Status
    speaker: int | None
    """The mention of the speaker; None if the text itself or an unnamed source says so."""
    hearsay: bool
    """Whether an unnamed source says so."""
    cue: tuple[int, int]
    """The offsets of the word that states it."""
    source: str = "reader"
    """What produced it: the reader, or a row of the lexicon."""
    kept: bool = False
    """Whether it is likely enough for a claim, according to ``decision``."""


@dataclass(frozen=True)
class Reader:
    """The weights, ready to run on one thread."""

    encoder: InferenceSession
    pairs: InferenceSession
    claims: InferenceSession
    tokenizer: Tokenizer
    relations: tuple[str, ...]
    symmetric: frozenset[str]
    groups: Mapping[str, str]
    """The group of each relation."""
    calibration: tuple[float, float]
    """Slope and intercept that map margins to log-odds of a correct reading (Platt 1999)."""
    threshold: float
    """The threshold on the probability of a claim."""
    summed: float
    """The threshold on the sum over the relations of one group, from one actor to the other."""
    standing: float
    """The threshold for standing relations, such as memberships."""
    _looked: dict[tuple[str, tuple[Marked, ...]], tuple[Encoded, dict[str, Any]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """The last passage, encoded; it may be used many times."""

    def probability(self, margin: float) -> float:
        """How likely it is that a reading with this margin is entirely correct."""
        slope, intercept = self.calibration
        return float(1 / (1 + np.exp(-(slope * margin + intercept))))

    @property
    def least(self) -> float:
        """The least margin of a claim."""
        if not 0 < self.threshold < 1:
            return math.copysign(math.inf, self.threshold - HALF)
        slope, intercept = self.calibration
        return (math.log(self.threshold / (1 - self.threshold)) - intercept) / slope

    def read(self, text: str, mentions: Sequence[Marked]) -> list[Reading]:
        """The readings of a passage, likeliest first; mentions must not overlap."""
        encoded = encode(text, mentions, self.tokenizer, LONGEST)
        codes = [mentions[number].code for number in encoded.mentions]
        pairs = _pairs(codes, encoded.starts)
        if not pairs:
            return []
        spans = self._spans(encoded)
        margins = self._margins(spans, pairs)
        places = {n for n, number in enumerate(encoded.mentions) if mentions[number].mark.endswith(":place")}
        found = list(self._found(margins, pairs, codes, places))
        readings = self._stated(text, spans, encoded, mentions, found)
        return sorted(readings, key=lambda r: (-r.margin, r.cue, r.subject, r.object, r.relation))

    def weigh(
        self, text: str, mentions: Sequence[Marked], *, turned: bool = False
    ) -> dict[tuple[str, str, str], float]:
        """The margin of every relation between each ordered pair of actors in a passage, by code.

        ``turned`` numbers the actors from last to first; ``read`` numbers them by first mention.
        """
        encoded = encode(text, mentions, self.tokenizer, LONGEST)
        codes = [mentions[number].code for number in encoded.mentions]
        pairs = _pairs(codes, encoded.starts)
        if not pairs:
            return {}
        margins = self._margins(self._spans(encoded.turned() if turned else encoded), pairs)
        return {
            (*ends, relation): margin
            for ends, pooled in self._pooled(margins, _members(pairs, codes)).items()
            for relation, margin in zip(self.relations, pooled.tolist(), strict=True)
        }

    def reads(self, text: str, mentions: Sequence[Marked]) -> str:
        """Why a passage is not read completely, in words; empty if it is."""
        # no piece is shorter than a character
        if len(text) > LONGEST and len(self.tokenizer.encode(text).ids) > LONGEST:
            return "too long"
        if len(mentions) ** 2 <= MOST:
            return ""
        codes = [mentions[number].code for number in encode(text, mentions, self.tokenizer, LONGEST).mentions]
        return "too many actors" if sum(one != other for one in codes for other in codes) > MOST else ""

    def rank(self, text: str, subject: Marked, object: Marked) -> dict[str, float]:  # noqa: A002
        """The margin of every relation from one mention to another, with nothing else marked."""
        encoded = encode(text, [subject, object], self.tokenizer, LONGEST)
        if len(encoded.mentions) < 2:
            return {}
        pair = (encoded.mentions.index(0), encoded.mentions.index(1))
        return dict(zip(self.relations, self._margins(self._spans(encoded), [pair])[0].tolist(), strict=True))

    def stated(
        self,
        text: str,
        mentions: Sequence[Marked],
        subject: int,
        object: int,  # noqa: A002
        relation: str | None = None,
    ) -> Iterator[Reading]:
        """How a relation of two mentions is stated, whatever its margin: one reading, or none if they are cut off."""
        key = (text, tuple(mentions))
        if key not in self._looked:
            encoded = encode(text, mentions, self.tokenizer, LONGEST)
            self._looked.clear()
            self._looked[key] = encoded, self._spans(encoded)
        encoded, spans = self._looked[key]
        if {subject, object} <= set(encoded.mentions):
            ends = encoded.mentions.index(subject), encoded.mentions.index(object)
            number = self.relations.index(relation) if relation else 0
            yield from self._stated(text, spans, encoded, mentions, [(*ends, number, 0.0)])

    def _spans(self, encoded: Encoded) -> dict[str, Any]:
        """The input of the heads: the vectors of the pieces, and the positions of the mentions."""
        ids = np.array([encoded.ids], dtype=np.int64)
        fed = {
            "ids": ids,
            "marks": np.array([encoded.marks]),
            "slots": np.array([encoded.slots]),
            "mask": np.ones_like(ids, dtype=bool),
        }
        vectors = self.encoder.run(None, fed)[0][0]
        given = {"starts": encoded.starts, "ends": encoded.ends, "stops": encoded.stops}
        return {"h": vectors} | {name: np.array(values, dtype=np.int64) for name, values in given.items()}

    def _margins(self, spans: Mapping[str, Any], pairs: Sequence[tuple[int, int]]) -> np.ndarray[Any, Any]:
        index = np.array(pairs, dtype=np.int64)
        margins: np.ndarray[Any, Any] = self.pairs.run(None, {**spans, "i": index[:, 0], "j": index[:, 1]})[0]
        return margins

    def _found(
        self,
        margins: np.ndarray[Any, Any],
        pairs: Sequence[tuple[int, int]],
        codes: Sequence[str],
        places: Collection[int],
    ) -> Iterator[tuple[int, int, int, float]]:
        """The relations of actors above LEAST: the best pair of mentions, the relation, and the pooled margin.

        Subjects are preferably not locations: Putin, not the Kremlin, in "Putin spoke at the Kremlin".
        """
        members = _members(pairs, codes)
        for (one, other), pooled in self._pooled(margins, members).items():
            numbers = members[one, other]
            for relation, name in enumerate(self.relations):
                margin = float(pooled[relation])
                if margin > LEAST and not (name in self.symmetric and other < one):
                    scene = [SCENE * (pairs[n][0] in places) for n in numbers]
                    best = numbers[int(np.argmax(margins[numbers, relation] - scene))]
                    yield *pairs[best], relation, margin

    def _pooled(self, margins: np.ndarray[Any, Any], members: _Members) -> dict[tuple[str, str], np.ndarray[Any, Any]]:
        """The margins [R] between ordered pairs of actors; symmetric relations get the mean of both directions."""
        pooled = {ends: _pool(margins[numbers]).astype(np.float64) for ends, numbers in members.items()}
        both = np.array([name in self.symmetric for name in self.relations])
        return {
            (one, other): np.where(both, (pooled[one, other] + pooled[other, one]) / 2, pooled[one, other])
            for one, other in pooled
        }

    def _stated(
        self,
        text: str,
        spans: Mapping[str, Any],
        encoded: Encoded,
        mentions: Sequence[Marked],
        found: Sequence[tuple[int, int, int, float]],
    ) -> Iterator[Reading]:
        if not found:
            return
        index = np.array([f[:3] for f in found], dtype=np.int64)
        fed = {**spans, "i": index[:, 0], "j": index[:, 1], "relation": index[:, 2]}
        polarity, status, hearsay, speaker, attention = self.claims.run(None, fed)
        for row, (i, j, relation, margin) in enumerate(found):
            who = _speaker(speaker[row], [mentions[n].code for n in encoded.mentions])
            yield Reading(
                encoded.mentions[i],
                encoded.mentions[j],
                self.relations[relation],
                margin,
                POLARITIES[int(polarity[row].argmax())],
                STATUSES[int(status[row].argmax())],
                None if who is None else encoded.mentions[who],
                who is None and float(hearsay[row]) > HALF,
                _cue(attention[row], encoded, (i, j), text),
            )


def _pairs(codes: Sequence[str], starts: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of mentions of different actors, in both directions."""
    pairs = [(i, j) for i, one in enumerate(codes) for j, other in enumerate(codes) if one != other]
    if len(pairs) > MOST:
        near = sorted(pairs, key=lambda pair: (abs(starts[pair[0]] - starts[pair[1]]), sorted(pair)))
        pairs = sorted(near[:MOST])
    return pairs


def _members(pairs: Sequence[tuple[int, int]], codes: Sequence[str]) -> _Members:
    """The indices of the mention pairs of each two actors."""
    members: _Members = {}
    for number, (i, j) in enumerate(pairs):
        members.setdefault((codes[i], codes[j]), []).append(number)
    return members


def _pool(margins: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Pool the margins [N, R] of the mention pairs of two actors to [R]: close to the maximum of each column."""
    scaled = SHARP * margins
    top = scaled.max(axis=0)
    pooled: np.ndarray[Any, Any] = (top + np.log(np.exp(scaled - top).sum(axis=0))) / SHARP
    return pooled


def _speaker(likely: np.ndarray[Any, Any], codes: Sequence[str]) -> int | None:
    """The likeliest mention of the likeliest speaking actor; nobody comes first in ``likely``."""
    by_actor: dict[str, float] = {}
    for number, code in enumerate(codes):
        by_actor[code] = by_actor.get(code, 0.0) + float(likely[number + 1])
    actor = max(by_actor, key=lambda code: by_actor[code])
    if by_actor[actor] <= float(likely[0]):
        return None
    return max((n for n, code in enumerate(codes) if code == actor), key=lambda n: float(likely[n + 1]))


def _cue(attention: np.ndarray[Any, Any], encoded: Encoded, ends: tuple[int, int], text: str) -> tuple[int, int]:
    """The word with the most attention for a claim, excluding the two actors' own names."""
    weights: dict[tuple[int, int], float] = {}
    word = (0, 0)
    for piece, (start, end) in enumerate(encoded.offsets):
        if not text[start:end].isalnum() or any(encoded.starts[n] <= piece < encoded.ends[n] for n in ends):
            continue
        begun = weights.pop(word, 0.0) if word[1] == start else 0.0
        word = (word[0] if begun else start, end)
        weights[word] = begun + float(attention[piece])
    if not weights:
        return encoded.offsets[encoded.starts[ends[0]]]
    return max(weights, key=lambda place: (weights[place], -place[0]))


@cache
def load(folder: Path | None = None) -> Reader:
    """Load the shipped weights, or others in the same format; raises ModelError."""
    # otherwise it reports each run to Microsoft, from a file in the user's home (onnxruntime/docs/Privacy.md)
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    from onnxruntime import InferenceSession, SessionOptions
    from tokenizers import Tokenizer

    folder = folder or resources.weights()
    try:
        about = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder}: no reader weights", "make them as described in tools/reader/README.md") from error
    if about.get("format") != FORMAT or about.get("marks") != list(MARKS):
        raise ModelError(f"{folder}: weights of another version", f"this version reads format {FORMAT}")
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # memory plans for every passage length cost more than they save

    def session(name: str) -> InferenceSession:
        return InferenceSession(str(folder / f"{name}.onnx"), options, providers=["CPUExecutionProvider"])

    try:
        return Reader(
            session("encoder"),
            session("pairs"),
            session("claims"),
            Tokenizer.from_file(str(folder / "tokenizer.json")),
            tuple(about["relations"]),
            frozenset(about["symmetric"]),
            about["groups"],
            tuple(about["calibration"]),
            about["threshold"],
            about["summed"],
            about["standing"],
        )
    except Exception as error:  # onnxruntime and tokenizers raise their own errors, all for broken files
        raise ModelError(f"{folder}: damaged weights ({error})", "reinstall graphkit") from error
