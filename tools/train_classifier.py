"""Train the classifier of pairs: graphkit/weights/classifier.npz.

usage: python tools/train_classifier.py [--cv] [--out graphkit/weights/classifier.npz]

Reads the data that classifier_data.py names and the word vectors of classifier_words.npz. With --cv it prints
cross-validated quality and writes nothing. Deterministic: the same data, lexicon and ontology give the same weights.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import classifier_data as data
import numpy as np
from classifier_data import Row
from scipy import sparse
from scipy.optimize import minimize
from sklearn.metrics import f1_score, log_loss, roc_auc_score

from graphkit.extract.classifier import EVEN, FORMAT, Classifier, Vectors, assemble
from graphkit.extract.features import View

FOLDS = 5
RARE = 2
"""A feature seen in fewer rows is left out."""
WEIGHTS = {data.PLV: 1.0, data.GOLD: 0.3, data.EXAMPLES: 1.0, data.TEMPLATES: 0.5, data.CORPUS: 0.15}
"""How much a row of each source counts."""
OWN = 3.0
"""How freely a source may have its own mix of groups; the mix is left behind in training."""
DENSE = 2.0
STRENGTH, RELATED_STRENGTH = 3.0, 0.3
"""Inverse L2 penalties of the two heads."""
QUADS = {
    1: "AGREE CONSULT SUPPORT",
    2: "YIELD COOPERATE AID",
    3: "REQUEST ACCUSE REJECT THREATEN",
    4: "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
"""The quad classes as PLV has them."""
QUAD = {group: quad for quad, groups in QUADS.items() for group in groups.split()}
HERE = Path(__file__).parent

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Head:
    """A log-linear model: weights of named features, then of the word vectors, and a bias a class."""

    names: Mapping[str, int]
    weights: Array
    bias: Array


def words(path: Path = HERE / "classifier_words.npz") -> dict[str, Any]:
    with np.load(path, allow_pickle=False) as file:
        return dict(file)


def vectors(table: Mapping[str, Any]) -> Vectors:
    lemmas = table["words"].tobytes().decode("utf-8").split("\n")
    scaled = table["vectors"].astype(np.float32) * table["weights"].astype(np.float32)[:, None]
    return Vectors({lemma: row for row, lemma in enumerate(lemmas)}, scaled)


def vocabulary(views: Sequence[View], least: int = RARE) -> dict[str, int]:
    counts = Counter(name for view in views for name in view.names)
    return {name: row for row, name in enumerate(sorted(name for name, n in counts.items() if n >= least))}


def matrix(views: Sequence[View], names: Mapping[str, int], dense: Array) -> sparse.csr_matrix:
    columns, values, ends = [], [], [0]
    for view in views:
        known = [names[name] for name in view.names if name in names]
        columns += known
        values += [EVEN / math.sqrt(len(view.names))] * len(known)
        ends.append(len(columns))
    left = sparse.csr_matrix((np.array(values), columns, ends), shape=(len(views), len(names)))
    return sparse.hstack([left, sparse.csr_matrix(dense * DENSE)]).tocsr()


def softmax(logits: Array) -> Array:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def fit(inputs: sparse.csr_matrix, targets: Array, weights: Array, strength: float) -> tuple[Array, Array]:
    """Multinomial logistic regression on soft targets; L-BFGS from zero, so always the same."""
    transposed = inputs.T.tocsr()
    shape = (inputs.shape[1], targets.shape[1])
    size = shape[0] * shape[1]

    def loss(flat: Array) -> tuple[float, Array]:
        table, bias = flat[:size].reshape(shape), flat[size:]
        logits = inputs @ table + bias
        top = logits.max(axis=1, keepdims=True)
        logs = logits - top - np.log(np.exp(logits - top).sum(axis=1, keepdims=True))
        gap = (np.exp(logs) * targets.sum(axis=1, keepdims=True) - targets) * weights[:, None] * strength
        value = -(weights[:, None] * targets * logs).sum() * strength + 0.5 * (table**2).sum() + 0.005 * (bias**2).sum()
        return value, np.concatenate([(transposed @ gap + table).ravel(), gap.sum(axis=0) + 0.01 * bias])

    found = minimize(loss, np.zeros(size + shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return found.x[:size].reshape(shape), found.x[size:]


def sources(rows: Sequence[Row]) -> Array:
    """Columns that let each source but PLV have its own mix of groups."""
    others = [name for name in WEIGHTS if name != data.PLV]
    return np.array([[OWN * (row.source == name) for name in others] for row in rows])


def train(rows: Sequence[Row], dense: Array, targets: Array, strength: float) -> Head:
    views = [row.view for row in rows]
    names = vocabulary(views)
    inputs = sparse.hstack([matrix(views, names, dense), sparse.csr_matrix(sources(rows))]).tocsr()
    table, bias = fit(inputs, targets, np.array([WEIGHTS[row.source] for row in rows]), strength)
    return Head(names, table[: len(names) + dense.shape[1]], bias)


def logits(head: Head, rows: Sequence[Row], dense: Array) -> Array:
    found: Array = matrix([row.view for row in rows], head.names, dense) @ head.weights + head.bias
    return found


def group_targets(rows: Sequence[Row], groups: Sequence[str]) -> Array:
    return np.array([[row.target.get(group, 0.0) for group in groups] for row in rows])


def train_groups(rows: Sequence[Row], dense: Array, groups: Sequence[str]) -> Head:
    """The head that tells groups apart, twice: the second time, what PLV leaves open is shared as the first found."""
    targets = group_targets(rows, groups)
    head = train(rows, dense, targets, STRENGTH)
    pair = [groups.index(group) for group in data.YIELD]
    unsure = np.array([row.source in (data.PLV, data.CORPUS) for row in rows])
    odds = softmax(logits(head, rows, dense)[:, pair])
    targets[np.ix_(unsure, pair)] = odds[unsure] * targets[np.ix_(unsure, pair)].sum(axis=1, keepdims=True)
    return train(rows, dense, targets, STRENGTH)


def train_related(rows: Sequence[Row], dense: Array) -> Head:
    """The head that tells related from unrelated: two classes, kept as the difference of their weights."""
    targets = np.array([[1.0, 0.0] if row.target else [0.0, 1.0] for row in rows])
    head = train(rows, dense, targets, RELATED_STRENGTH)
    return Head(head.names, head.weights[:, :1] - head.weights[:, 1:], head.bias[:1] - head.bias[1:])


def temperature(scores: Array, right: Array) -> float:
    """The divisor of the logits with the best likelihood; ``right`` marks the true classes of each row."""
    grid = np.geomspace(0.4, 3.0, 60)
    return float(min(grid, key=lambda t: -np.log((softmax(scores / t) * right).sum(axis=1) + 1e-12).mean()))


def fold_of(rows: Sequence[Row]) -> Array:
    """The fold of each row: every source dealt out by itself, rows with a key in common together."""
    place = {}
    for source in sorted({row.source for row in rows}):
        keys = sorted({row.key for row in rows if row.source == source})
        random.Random(0).shuffle(keys)  # noqa: S311
        place |= {(source, key): number % FOLDS for number, key in enumerate(keys)}
    return np.array([place[row.source, row.key] for row in rows])


@dataclass(frozen=True)
class Material:
    """All rows but the corpus's, which depend on the teacher."""

    rows: Sequence[Row]
    groups: Sequence[str]
    opinions: Callable[[str], list[Row]]
    vectors: Vectors

    def dense(self, rows: Sequence[Row]) -> Array:
        """The averaged word vectors of each row."""
        return np.array([self.vectors.parts(row.view) for row in rows], dtype=np.float64)

    def group_rows(self, rows: Sequence[Row], teacher: str) -> list[Row]:
        """The related pairs, and the corpus as that teacher sees it."""
        return [row for row in rows if row.target] + self.opinions(teacher)


def material() -> Material:
    reader = data.Reader()
    rows = [*data.plv(reader), *data.gold(reader), *data.examples(reader), *data.templates(reader)]
    path = HERE / "classifier_teacher.npz"
    opinions: Callable[[str], list[Row]] = lambda _: []  # noqa: E731
    if path.exists():
        with np.load(path, allow_pickle=False) as file:
            labels = dict(file)
        base = data.corpus(reader, labels)

        def opinions(teacher: str) -> list[Row]:
            return data.relabel(base, labels, teacher)

    return Material(rows, reader.groups, opinions, vectors(words()))


@dataclass(frozen=True)
class Held:
    """Out-of-fold logits of the PLV and gold rows: groups, then the one of being related."""

    rows: Sequence[Row]
    groups: Array
    related: Array


def cross_validate(using: Material) -> Held:
    """Folds of PLV by sentence and of the briefs by item; each fold's teacher saw only that fold's training part."""
    folds = fold_of(using.rows)
    mine = [n for n, row in enumerate(using.rows) if row.source in (data.PLV, data.GOLD)]
    by_group, related = np.zeros((len(using.rows), len(using.groups))), np.zeros(len(using.rows))
    for fold in range(FOLDS):
        seen = [r for r, f in zip(using.rows, folds, strict=True) if f != fold or r.source not in (data.PLV, data.GOLD)]
        held = [n for n in mine if folds[n] == fold]
        tests = [using.rows[n] for n in held]
        dense = using.dense(tests)
        rows = using.group_rows(seen, f"fold{fold}")
        by_group[held] = logits(train_groups(rows, using.dense(rows), using.groups), tests, dense)
        rows = [r for r in seen if r.source in (data.PLV, data.GOLD)]
        related[held] = logits(train_related(rows, using.dense(rows)), tests, dense)[:, 0]
    return Held([using.rows[n] for n in mine], by_group[mine], related[mine])


def merged(shares: Array, groups: Sequence[str]) -> tuple[list[str], Array]:
    """PLV's classes, in alphabetical order, and their shares."""
    labels = sorted({group for group in groups if group not in data.YIELD} | {"YIELD"})
    columns = [[groups.index(g) for g in (data.YIELD if label == "YIELD" else (label,))] for label in labels]
    return labels, np.stack([shares[:, which].sum(axis=1) for which in columns], axis=1)


def true_class(row: Row) -> str:
    return "YIELD" if len(row.target) == len(data.YIELD) and row.source == data.PLV else max(row.target)


def calibration(held: Held, groups: Sequence[str]) -> tuple[float, float, float]:
    """The temperature of the groups, and factor and shift of the related head, on the news pairs as they are mixed."""
    known = np.array([bool(row.target) for row in held.rows])
    right = group_targets(held.rows, groups) > 0
    news = np.array([row.source == data.GOLD for row in held.rows])
    sign = np.where(known[news], 1.0, -1.0)

    def loss(values: Array) -> float:
        return float(np.logaddexp(0, -sign * (values[0] * held.related[news] + values[1])).mean())

    factor, shift = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return temperature(held.groups[known], right[known]), float(factor), float(shift)


def report(held: Held, groups: Sequence[str]) -> None:
    heat, factor, shift = calibration(held, groups)
    chosen = [n for n, row in enumerate(held.rows) if row.source == data.PLV]
    truth = [true_class(held.rows[n]) for n in chosen]
    labels, likely = merged(softmax(held.groups[chosen] / heat), groups)
    found = [labels[best] for best in likely.argmax(axis=1)]
    right = np.array(truth) == np.array(found)
    print(f"PLV, {len(truth)} sentences, {FOLDS} folds by sentence")
    print(f"  macro-F1 {f1_score(truth, found, average='macro'):.3f}  accuracy {right.mean():.3f}", end="  ")
    quads = [[QUAD[name] for name in names] for names in (truth, found)]
    print(
        f"quad macro-F1 {f1_score(*quads, average='macro'):.3f}  log loss {log_loss(truth, likely, labels=labels):.3f}"
    )
    print(f"  temperature {heat:.2f}  calibration error {calibration_error(likely.max(axis=1), right):.3f}")
    for label, score in zip(labels, f1_score(truth, found, average=None, labels=labels), strict=True):
        n = truth.count(label)
        recall = sum(t == f == label for t, f in zip(truth, found, strict=True)) / n
        wrong = Counter(f for t, f in zip(truth, found, strict=True) if t == label != f).most_common(3)
        print(f"  {label:10} {n:4}  F1 {score:.3f}  recall {recall:.3f}  taken for {dict(wrong)}")
    plausible = 1 / (1 + np.exp(-(factor * held.related + shift)))
    print(f"  taken for related {(plausible[chosen] > 0.5).mean():.3f}")
    news = [n for n, row in enumerate(held.rows) if row.source == data.GOLD]
    related = np.array([bool(held.rows[n].target) for n in news])
    area = roc_auc_score(related, plausible[news])
    print(f"News pairs, {len(news)}, {related.sum()} related: area under the curve {area:.3f}", end="  ")
    print(f"calibration error {calibration_error(plausible[news], related):.3f}")
    known = [n for n in news if held.rows[n].target]
    best = held.groups[known].argmax(axis=1)
    hits = [groups[b] in held.rows[n].target for b, n in zip(best, known, strict=True)]
    print(f"  group right {np.mean(hits):.3f} of the related")


def calibration_error(likely: Array, right: Array, bins: int = 10) -> float:
    """The gap between confidence and accuracy, averaged over equal slices of probability."""
    slot = np.minimum((likely * bins).astype(int), bins - 1)
    gaps = [(slot == b).mean() * abs(likely[slot == b].mean() - right[slot == b].mean()) for b in set(slot.tolist())]
    return float(sum(gaps))


def arrays(using: Material, held: Held, hints: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The weights file: both heads in one table, calibrated, eight bits a weight."""
    heat, factor, shift = calibration(held, using.groups)
    rows = using.group_rows(using.rows, "all")
    head = train_groups(rows, using.dense(rows), using.groups)
    rows = [row for row in using.rows if row.source in (data.PLV, data.GOLD)]
    related = train_related(rows, using.dense(rows))
    names = sorted({*head.names, *related.names})
    table = np.zeros((len(names), len(using.groups) + 1))
    for row, name in enumerate(names):
        if name in head.names:
            table[row, :-1] = head.weights[head.names[name]] / heat
        if name in related.names:
            table[row, -1] = related.weights[related.names[name], 0] * factor
    scale = np.abs(table).max(axis=0) / 127
    rounded = np.rint(table / scale).astype(np.int8)
    kept = np.abs(rounded).max(axis=1) > 0
    dense = np.hstack([head.weights[len(head.names) :] / heat, related.weights[len(related.names) :] * factor])
    table_of_words = words()
    return {
        "format": np.array(FORMAT),
        "groups": blob(using.groups),
        "hints": blob(f"{lemma}\t{' '.join(groups)}" for lemma, groups in hints.items()),
        "names": blob(name for name, keep in zip(names, kept, strict=True) if keep),
        "sparse": rounded[kept],
        "scale": scale.astype(np.float32),
        "dense": (dense * DENSE).astype(np.float16),
        "bias": np.append(head.bias / heat, related.bias * factor + shift).astype(np.float32),
        "words": table_of_words["words"],
        "vectors": table_of_words["vectors"],
        "weights": table_of_words["weights"],
    }


def blob(lines: Iterable[str]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype=np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cv", action="store_true", help="cross-validate and write nothing")
    parser.add_argument("--out", type=Path, default=HERE.parent / "graphkit" / "weights" / "classifier.npz")
    args = parser.parse_args()
    using = material()
    held = cross_validate(using)
    report(held, using.groups)
    if not args.cv:
        made = arrays(using, held, data.Reader().hints)
        made_of: Classifier = assemble(made)
        np.savez_compressed(args.out, **made)
        print(f"{args.out}: {args.out.stat().st_size / 1e6:.2f} MB, {len(made_of.index)} features")


if __name__ == "__main__":
    main()
