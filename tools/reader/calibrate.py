"""Calibrate margins to probabilities, and choose the threshold of a claim, on held-out news.

    python tools/reader/calibrate.py [graphkit/weights] [--fold N] [--threshold T] [--summed S] [--write]

Prints the figures of gold_train in five folds, with the threshold of each chosen on the other four, and with --write
puts the calibration (Platt 1999) and the threshold into reader.json. The calibration uses the briefs of gold_train and
the newspaper paragraphs together: both are news, and briefs alone make long sentences overconfident. --fold is that of
train.py: the fifth of gold_train that the reader has not seen; without it the reader has seen none of it. --threshold
sets the least probability of a claim; the default is the best on gold_train, which one fifth hardly determines.
Standing relations then need a confidence of .5, as they have too few items for a better choice. --summed sets the
threshold for all relations of one group together.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np
from corpus import CACHE, FOLDS, Item, held_out, load

from graphkit import ontology
from graphkit.documents import CleanText, sentences
from graphkit.extract import reader, rereading
from graphkit.extract.reader import Reading

RELATIONS = ontology.load_relations()
PRECISION = 0.74
"""The least precision (claims right in every part) required here, to get .70 elsewhere: it hardly lowers F1."""
Key = tuple[object, ...]


def keys(subject: str, relation: str, obj: str, polarity: str, status: str) -> tuple[Key, Key, Key]:
    """A claim at the levels dyad, root and strict."""
    pair = tuple(sorted((subject, obj)))
    ends = pair if RELATIONS[relation].symmetric else (subject, obj)
    return pair, (ends, RELATIONS[relation].group), (ends, relation, polarity, status)


def of(item: Item, reading: Reading) -> tuple[Key, Key, Key]:
    """A reading at the three levels."""
    one, other = item.mentions[reading.subject].code, item.mentions[reading.object].code
    return keys(one, reading.relation, other, str(reading.polarity), str(reading.status))


def gold(item: Item) -> list[tuple[Key, Key, Key]]:
    """The events of an item at the three levels."""
    return [
        keys(c.subject, c.relation, c.object, c.polarity, c.status)
        for c in item.claims
        if not RELATIONS[c.relation].standing
    ]


def events(readings: Sequence[Reading]) -> list[Reading]:
    """The readings of events."""
    return [r for r in readings if not RELATIONS[r.relation].standing]


def counts(read: Sequence[tuple[Item, list[Reading]]], keep: Callable[[Reading], bool]) -> np.ndarray:
    """Hits, predicted and gold claims at each level, [3, 3], and below them items without claims: noisy, all, 0."""
    table = np.zeros((4, 3))
    for item, readings in read:
        there, told = gold(item), [of(item, r) for r in readings if keep(r)]
        for level in range(3):
            a, b = {k[level] for k in there}, {k[level] for k in told}
            table[level] += len(a & b), len(b), len(a)
        if not item.claims:
            table[3] += bool(told), 1, 0
    return table


def f1(table: np.ndarray, level: int = 2) -> float:
    """The harmonic mean of precision and recall at a level."""
    return float(2 * table[level, 0] / max(1, table[level, 1] + table[level, 2]))


def shown(table: np.ndarray) -> str:
    """Precision, recall and F1 of each level, and noise."""
    parts = [
        f"{name} {table[n, 0] / max(1, table[n, 1]):.3f}/{table[n, 0] / max(1, table[n, 2]):.3f}/{f1(table, n):.3f}"
        for n, name in enumerate(("dyad", "root", "strict"))
    ]
    return " ".join(parts) + f" noise {table[3, 0]:.0f}/{table[3, 1]:.0f}"


def looked(trained: reader.Reader, item: Item) -> list[Reading]:
    """All readings of an item, with doubtful passages read again."""
    return rereading.read(trained, item.text, item.mentions, sentences(CleanText(item.text, range(len(item.text) + 1))))


def standing(trained: reader.Reader, items: Sequence[Item]) -> float:
    """The threshold with the highest F1 for standing relations, ignoring polarity."""

    def key(subject: str, relation: str, obj: str) -> Key:
        return keys(subject, relation, obj, "", "")[1][0], relation

    there, told = [], []
    for number, item in enumerate(items):
        there += [(number, key(c.subject, c.relation, c.object)) for c in item.claims if RELATIONS[c.relation].standing]
        for r in looked(trained, item):
            if RELATIONS[r.relation].standing:
                ends = item.mentions[r.subject].code, item.mentions[r.object].code
                told.append((trained.probability(r.margin), (number, key(ends[0], r.relation, ends[1]))))

    def harmonic(least: float) -> float:
        made, gold_ = {k for p, k in told if p >= least}, set(there)
        return 2 * len(made & gold_) / max(1, len(made) + len(gold_))

    return float(max(np.arange(0.3, 0.9, 0.05).round(2), key=harmonic))


def best(read: Sequence[tuple[Item, list[Reading]]]) -> float:
    """The margin threshold with the highest strict F1 among those with PRECISION."""
    tables = {least: counts(read, lambda r, least=least: r.margin >= least) for least in np.arange(-2.0, 2.05, 0.05)}
    precise = [least for least, table in tables.items() if table[2, 0] >= PRECISION * table[2, 1]]
    return float(max(precise, key=lambda least: f1(tables[least])))


def platt(margins: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Slope and intercept of the logistic curve through margins and whether they were right, by Newton's method."""
    x = np.stack([margins, np.ones_like(margins)], 1)
    w = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2), x.T @ (p - right))
    return float(w[0]), float(w[1])


def unseen(kept: int | None) -> tuple[list[Item], list[Item]]:
    """The briefs of gold_train and the newspaper paragraphs that the reader has not been trained on."""
    briefs, paragraphs = (load(CACHE.with_name(f"{source}.jsonl")) for source in ("gold", "paragraphs"))
    return [i for i in briefs if held_out(i, kept)], [i for i in paragraphs if held_out(i, kept)]


def main(folder: Path, kept: int | None, threshold: float | None, summed: float, *, write: bool) -> None:
    """Print figures; write calibration and threshold."""
    trained = reader.load(folder)
    briefs, paragraphs = unseen(kept)
    read, longer = ([(i, events(looked(trained, i))) for i in items] for items in (briefs, paragraphs))
    part = 1 if kept is None else FOLDS  # within a fifth, parts use different bits than the fifth itself
    folds = [[e for e in read if crc32(e[0].id.encode()) // part % FOLDS == n] for n in range(FOLDS)]
    table = np.zeros((4, 3))
    for number, fold in enumerate(folds):
        least = best([e for n, other in enumerate(folds) if n != number for e in other])
        table += counts(fold, lambda r, least=least: r.margin >= least)
    print("five folds:", shown(table))
    news = [*read, *longer]
    pairs = [(r.margin, of(item, r)[2] in {k[2] for k in gold(item)}) for item, own in news for r in own]
    slope, intercept = platt(*(np.array(values, dtype=float) for values in zip(*pairs, strict=True)))
    stands = 0.5 if threshold else None
    threshold = threshold or float(1 / (1 + np.exp(-(slope * best(read) + intercept))))
    print(f"slope {slope:.2f}, intercept {intercept:.2f}, threshold {threshold:.2f}")
    trained = replace(trained, calibration=(slope, intercept))
    stands = stands or standing(trained, [item for item, _ in news])
    print(f"threshold of what stands {stands:.2f}")
    if write:
        about = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        about |= {
            "calibration": [round(slope, 3), round(intercept, 3)],
            "threshold": round(threshold, 3),
            "summed": summed,
            "standing": stands,
        }
        (folder / "reader.json").write_text(json.dumps(about, indent=1), encoding="utf-8")


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path, nargs="?", default=Path("graphkit/weights"))
    options.add_argument("--fold", type=int)
    options.add_argument("--threshold", type=float)
    options.add_argument("--summed", type=float, default=0.53)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    main(given.folder, given.fold, given.threshold, given.summed, write=given.write)
