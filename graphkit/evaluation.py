"""Evaluate extracted claims against annotated ones.

Three levels, each stricter: the two actors (dyad), who acts on whom in which group (root), and relation, polarity and
status as well (strict). Standing relations are counted separately. A claim counts once per item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graphkit.model import RelationType
from graphkit.ontology import load_relations, standing_groups

LEVELS = ("dyad", "root", "strict")
BINS = 10
Record = Mapping[str, Any]
"""A claim as in a JSON line: subject, relation, object, polarity, status, speaker."""
Key = tuple[str | None, ...]


@dataclass(frozen=True)
class Figures:
    """How many claims were found, how many of them correctly, and how many there are."""

    hit: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of claims found that are correct."""
        return self.hit / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of gold claims that were found."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.hit / (self.predicted + self.gold) if self.hit else 0.0


@dataclass(frozen=True)
class Bin:
    """Claims of similar confidence: their number, mean confidence, and the share correct at level strict."""

    claims: int
    confidence: float
    right: float


@dataclass(frozen=True)
class Scores:
    """The results of ``evaluate``, with the terms of the guidelines."""

    levels: Mapping[str, Figures]
    """dyad, root, strict and structure."""
    groups: Mapping[str, Figures]
    relations: Mapping[str, Figures]
    """By group and by relation, requiring actors, direction and that to be correct."""
    empty: int
    """Items without claims, and how many of them got one."""
    noisy: int
    spoken: int
    """Strict matches with a gold speaker, and how many have the right one."""
    speaker_right: int
    polarity: Figures
    """Of the matches in actors and relation: polarity right, all, all."""
    status: Figures
    reversed: int
    """Claims with the right relation but reversed actors."""
    calibration: tuple[Bin, ...]

    def flat(self) -> dict[str, float]:
        """Every figure by name, as compared by ``--against``."""
        flat = {}
        for title, table in (("", self.levels), ("group ", self.groups), ("relation ", self.relations)):
            for name, figures in table.items():
                for figure in ("precision", "recall", "f1"):
                    flat[f"{title}{name} {figure}"] = round(getattr(figures, figure), 4)
        flat["polarity"], flat["status"] = round(self.polarity.precision, 4), round(self.status.precision, 4)
        flat["speaker"] = round(self.speaker_right / self.spoken, 4) if self.spoken else 0.0
        flat["noisy items"] = round(self.noisy / self.empty, 4) if self.empty else 0.0
        return flat

    def record(self) -> dict[str, Any]:
        """The results as a JSON object."""
        return {**asdict(self), "flat": self.flat()}


class Codes:
    """Which codes and names count as the same actor: rows of ``code`` and ``names`` (with bars) of a TSV file."""

    def __init__(self, path: Path | None = None) -> None:
        self.same: dict[str, str] = {}
        lines = path.read_text(encoding="utf-8").splitlines()[1:] if path else []
        for line in lines:
            code, *names = line.split("\t")
            for name in (code, *"|".join(names).split("|")):
                self.same[fold(name)] = code
        self.known = frozenset(self.same.values())

    def of(self, actor: Record | None) -> str | None:
        """The code under which an actor counts."""
        if not actor:
            return None
        code = actor.get("code") or ""
        if code in self.known:
            return str(code)
        return self.same.get(fold(code)) or self.same.get(fold(actor.get("name") or "")) or code or None


def fold(name: str) -> str:
    """A name without case, article, spaces and punctuation."""
    return re.sub(r"[^a-z0-9]", "", name.lower().removeprefix("the "))


def evaluate(
    gold: Mapping[str, Sequence[Record]], predicted: Mapping[str, Sequence[Record]], codes: Codes | None = None
) -> Scores:
    """Compare the claims predicted for each item with its gold claims; items missing from gold are ignored."""
    judge = _Judge(codes or Codes(), load_relations())
    levels = {level: judge.count(gold, predicted, level, structure=False) for level in LEVELS}
    levels["structure"] = judge.count(gold, predicted, "strict", structure=True)
    names = sorted({str(c["relation"]) for claims in gold.values() for c in claims})
    matches = list(judge.matches(gold, predicted))
    pairs = [(one, other) for one, other in matches if judge.key(one, "strict") == judge.key(other, "strict")]
    spoken = [(one, other) for one, other in pairs if one.get("speaker")]
    empty = [item for item, claims in gold.items() if not claims]
    same = [(one["polarity"] == other["polarity"], one["status"] == other["status"]) for one, other in matches]
    return Scores(
        levels=levels,
        groups={
            group: judge.count(gold, predicted, "root", structure=group in standing_groups(), group=group)
            for group in dict.fromkeys(r.group for r in judge.relations.values())
        },
        relations={name: judge.count(gold, predicted, "relation", structure=None, relation=name) for name in names},
        empty=len(empty),
        noisy=sum(bool(predicted.get(item)) for item in empty),
        spoken=len(spoken),
        speaker_right=sum(judge.codes.of(a["speaker"]) == judge.codes.of(b.get("speaker")) for a, b in spoken),
        polarity=Figures(sum(right for right, _ in same), len(same), len(same)),
        status=Figures(sum(right for _, right in same), len(same), len(same)),
        reversed=judge.reversed(gold, predicted),
        calibration=tuple(judge.calibration(gold, predicted)),
    )


@dataclass(frozen=True)
class _Judge:
    codes: Codes
    relations: Mapping[str, RelationType]

    def key(self, claim: Record, level: str) -> Key:
        ends = (self.codes.of(claim["subject"]), self.codes.of(claim["object"]))
        name = str(claim["relation"])
        relation = self.relations.get(name)
        if level == "dyad" or (relation is not None and relation.symmetric):
            ends = (min(map(str, ends)), max(map(str, ends)))
        if level == "dyad":
            return ends
        if level == "root":
            return (*ends, relation.group if relation else None)
        return (*ends, name) if level == "relation" else (*ends, name, claim["polarity"], claim["status"])

    def keys(
        self, claims: Iterable[Record], level: str, structure: bool | None, group: str | None, relation: str | None
    ) -> set[Key]:
        found = set()
        for claim in claims:
            name = str(claim["relation"])
            own = self.relations.get(name)
            if structure is not None and (own is not None and own.standing) != structure:
                continue
            if (group is None or (own is not None and own.group == group)) and (relation is None or name == relation):
                found.add(self.key(claim, level))
        return found

    def count(
        self,
        gold: Mapping[str, Sequence[Record]],
        predicted: Mapping[str, Sequence[Record]],
        level: str,
        *,
        structure: bool | None,
        group: str | None = None,
        relation: str | None = None,
    ) -> Figures:
        hit = made = due = 0
        for item, claims in gold.items():
            want = self.keys(claims, level, structure, group, relation)
            got = self.keys(predicted.get(item, ()), level, structure, group, relation)
            hit, made, due = hit + len(want & got), made + len(got), due + len(want)
        return Figures(hit, made, due)

    def matches(
        self, gold: Mapping[str, Sequence[Record]], predicted: Mapping[str, Sequence[Record]]
    ) -> Iterator[tuple[Record, Record]]:
        """Gold and predicted claims with the same actors and relation; better matches come first."""
        for item, claims in gold.items():
            left = list(predicted.get(item, ()))
            for claim in claims:
                same = [c for c in left if self.key(c, "relation") == self.key(claim, "relation")]
                if same:
                    best = max(same, key=lambda c: self.key(c, "strict") == self.key(claim, "strict"))
                    left.remove(best)
                    yield claim, best

    def reversed(self, gold: Mapping[str, Sequence[Record]], predicted: Mapping[str, Sequence[Record]]) -> int:
        total = 0
        for item, claims in gold.items():
            want = self.keys(claims, "relation", None, None, None)
            for key in self.keys(predicted.get(item, ()), "relation", None, None, None) - want:
                total += (key[1], key[0], key[2]) in want
        return total

    def calibration(
        self, gold: Mapping[str, Sequence[Record]], predicted: Mapping[str, Sequence[Record]]
    ) -> Iterator[Bin]:
        sure: Counter[int] = Counter()
        right: Counter[int] = Counter()
        total: Counter[int] = Counter()
        for item, claims in gold.items():
            want = {self.key(claim, "strict") for claim in claims}
            for claim in predicted.get(item, ()):
                if "confidence" in claim:
                    place = min(BINS - 1, int(claim["confidence"] * BINS))
                    total[place] += 1
                    sure[place] += round(claim["confidence"] * 1000)
                    right[place] += self.key(claim, "strict") in want
        for place in sorted(total):
            number = total[place]
            yield Bin(number, round(sure[place] / number / 1000, 3), round(right[place] / number, 3))


def differences(
    gold: Mapping[str, Sequence[Record]], predicted: Mapping[str, Sequence[Record]], codes: Codes | None = None
) -> Iterator[tuple[str, list[Key], list[Key]]]:
    """Items whose claims differ at level strict: the item, the missed and the extra claims."""
    judge = _Judge(codes or Codes(), load_relations())
    for item, claims in gold.items():
        want = {judge.key(claim, "strict") for claim in claims}
        got = {judge.key(claim, "strict") for claim in predicted.get(item, ())}
        if want != got:
            yield item, sorted(want - got, key=str), sorted(got - want, key=str)
