"""How likely each relation holds between two actors of a sentence: a small head on top of the encoder.

It reads every pair of marked phrases at once and knows no frames; ``judge`` weighs what it says with what they say.
``tools/train_pairs.py`` makes the weights, docs/model-card.md tells from what and how good they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import ThreadpoolController

from graphkit import resources
from graphkit.errors import InputError, ModelError
from graphkit.extract.arguments import Argument, Arguments
from graphkit.extract.clauses import NOUN, Clause
from graphkit.extract.encoder import Encoder, gelu, linear, widen
from graphkit.extract.lexicon import Lexicon
from graphkit.extract.parse import Parse

if TYPE_CHECKING:
    from graphkit.extract.encoder import Array

FORMAT = 1
"""The version of the weights file that this code reads."""
UNKNOWN_KIND = "State:noun"
"""What a phrase is taken for when nobody says."""
Hints = Mapping[int, Mapping[str, float]]
"""Token -> relations that the lexicon ties to it -> 1 where usual, 0.5 where possible."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase of the sentence that stands for an actor: its tokens, the head of its phrase, its kind and form."""

    start: int
    end: int
    head: int
    kind: str
    """Actor kind and form of the mention, as in ``State:noun``."""
    actor: str
    """What is the same for all phrases that stand for the same actor."""


@dataclass(frozen=True)
class Verdict:
    """What a sentence says of one phrase towards another."""

    relations: Array
    """Probability of each relation, in the order of ``Relater.relations``; with ``none`` they add up to 1."""
    none: float
    negated: float

    @cached_property
    def values(self) -> list[float]:
        """The probabilities as plain numbers."""
        made: list[float] = self.relations.tolist()
        return made


Verdicts = Mapping[tuple[int, int], Verdict]
"""By the numbers of the two marks."""


@dataclass(frozen=True)
class Relater:
    """The encoder and the head."""

    encoder: Encoder
    relations: tuple[str, ...]
    kinds: Mapping[str, int]
    weights: Mapping[str, Array]

    def judge(self, parse: Parse, marks: Sequence[Mark], hints: Hints) -> dict[tuple[int, int], Verdict]:
        """A verdict for each ordered pair of marks that stand for different actors, computed in one thread."""
        pairs = [
            (i, j)
            for i, one in enumerate(marks)
            for j, other in enumerate(marks)
            if i != j and one.actor != other.actor
        ]
        if not pairs:
            return {}
        with _threads().limit(limits=1, user_api="blas"):
            return self._verdicts(parse, marks, hints, pairs)

    def _verdicts(
        self, parse: Parse, marks: Sequence[Mark], hints: Hints, pairs: Sequence[tuple[int, int]]
    ) -> dict[tuple[int, int], Verdict]:
        tops = [meeting(parse, marks[i].head, marks[j].head) for i, j in pairs]
        wanted = {*tops, *(mark.end - 1 for mark in marks), *(mark.head for mark in marks)}
        whole, tokens = self.encoder.encode(parse, self._kinds(parse, marks), self._hints(hints), wanted)
        ends = np.stack([tokens[mark.end - 1] + tokens[mark.head] for mark in marks])
        above = np.stack([tokens[top] for top in tops])
        one, other = ends[[i for i, _ in pairs]], ends[[j for _, j in pairs]]
        joined = np.concatenate([one, other, above, one * other, np.broadcast_to(whole, one.shape)], axis=1)
        hidden = gelu(linear(joined, self.weights, "head"))
        odds = np.exp(np.minimum(linear(hidden, self.weights, "rel"), np.float32(60)))
        polarity = linear(hidden, self.weights, "pol")
        negated = 1 / (1 + np.exp(polarity[:, 0] - polarity[:, 1]))
        total = 1 + odds.sum(axis=1)
        return {
            pair: Verdict(odds[row] / total[row], float(1 / total[row]), float(negated[row]))
            for row, pair in enumerate(pairs)
        }

    def _kinds(self, parse: Parse, marks: Sequence[Mark]) -> list[int]:
        kinds = [0] * len(parse)
        for mark in marks:
            for token in range(mark.start, mark.end):
                kinds[token] = self.kinds[mark.kind]
        return kinds

    def _hints(self, hints: Hints) -> dict[int, Array]:
        place = {name: column for column, name in enumerate(self.relations)}
        vectors = {}
        for token, weights in hints.items():
            vector = np.zeros(len(self.relations), dtype=np.float32)
            for name, weight in weights.items():
                if name in place:
                    vector[place[name]] = weight
            vectors[token] = vector
        return vectors


@cache
def _threads() -> ThreadpoolController:
    """Products this small gain nothing from more threads, lose much where other programs run, and could differ."""
    return ThreadpoolController()


def phrases(found: Arguments) -> list[Argument]:
    """One argument for each mention in a sentence, left to right: its reading at the first head."""
    first: dict[tuple[int, int, str], Argument] = {}
    for _, arguments in sorted(found.items()):
        for argument in arguments:
            mention = argument.mention
            first.setdefault((mention.start, mention.end, mention.actor.id), argument)
    return [first[key] for key in sorted(first)]


def mark(parse: Parse, argument: Argument) -> Mark:
    """An argument as the pair model reads it."""
    mention = argument.mention
    inside = [t for t in range(len(parse)) if parse.starts[t] < mention.end and parse.ends[t] > mention.start]
    return Mark(inside[0], inside[-1] + 1, argument.token, f"{mention.actor.kind}:{mention.form}", mention.code)


def given(parse: Parse, *spans: tuple[int, int]) -> list[Mark]:
    """Marks for spans of characters whose actors are not known; raises InputError when they mark no separate words."""
    taken = [{t for t in range(len(parse)) if parse.starts[t] < end and parse.ends[t] > start} for start, end in spans]
    result = []
    for number, own in enumerate(taken):
        inside = own - {t for other in taken[:number] + taken[number + 1 :] if not own <= other for t in other}
        if not inside or any(inside == other for other in taken[:number]):
            raise InputError("the two spans do not mark two phrases", "give the character offsets of separate words")
        head = next((t for t in sorted(inside) if parse.heads[t] not in inside or parse.heads[t] == t), min(inside))
        result.append(Mark(min(inside), max(inside) + 1, head, UNKNOWN_KIND, str(number)))
    return result


def hints(clauses: Iterable[Clause], lexicon: Lexicon) -> dict[int, dict[str, float]]:
    """The relations that the lexicon ties to each predicate, whatever its arguments."""
    result: dict[int, dict[str, float]] = {}
    for clause in clauses:
        table = lexicon.nouns if clause.pos == NOUN else lexicon.verbs
        rows = next((rows for key in clause.keys if (rows := table.get(key))), ())
        weights = {frame.relation.name: 0.5 for frame in rows}
        weights |= {frame.relation.name: 1.0 for frame in rows if frame.usual}
        if weights:
            result[clause.token] = weights
    return result


def meeting(parse: Parse, one: int, other: int) -> int:
    """The lowest token of the parse that governs, or is, both."""
    up = [one]
    while parse.heads[up[-1]] != up[-1]:
        up.append(parse.heads[up[-1]])
    while other not in up and parse.heads[other] != other:
        other = parse.heads[other]
    return other if other in up else up[-1]


def untrained(relations: tuple[str, ...]) -> Relater:
    """A relater that knows the order of the relations and nothing else."""
    return Relater(Encoder({}, {}, {}, 0, 0), relations, {}, {})


@cache
def load(path: Path | None = None) -> Relater:
    """Read the weights shipped with the package, or another file of the same form; raises ModelError."""
    path = path or resources.weights() / "pairs.npz"
    try:
        with np.load(path, allow_pickle=False) as file:
            stored = dict(file)
        about = json.loads(stored["about"].tobytes())
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path}: no weights of the pair model", "make them with tools/train_pairs.py") from error
    if about["format"] != FORMAT:
        raise ModelError(f"{path}: format {about['format']}", f"this version reads format {FORMAT}")
    weights = widen(stored)
    encoder = Encoder(
        pieces={piece: row for row, piece in enumerate(about["pieces"])},
        dependencies={label: row for row, label in enumerate(about["dependencies"], 1)},
        weights={name: array for name, array in weights.items() if not name.startswith(("head", "rel", "pol", "sta"))},
        layers=about["layers"],
        heads=about["heads"],
    )
    return Relater(
        encoder=encoder,
        relations=tuple(about["relations"]),
        kinds={kind: row for row, kind in enumerate(about["kinds"], 1)},
        weights={name: array for name, array in weights.items() if name.startswith(("head", "rel", "pol", "sta"))},
    )
