"""Train the scorer: which candidates of a sentence are claims.

usage: python tools/train_scorer.py [--cv] [--out graphkit/weights/scorer.tsv]

Reads gold_train.jsonl and score.py from GRAPHKIT_SHARED (default ../shared). With --cv it prints cross-validated
quality by item and writes nothing. Deterministic: the same data and lexicon give the same weights to the byte.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from graphkit import extract, ontology
from graphkit.actors import find
from graphkit.extract import parse as parsing
from graphkit.extract.scorer import Scorer
from graphkit.model import Document

SHARED = Path(os.environ.get("GRAPHKIT_SHARED", "../shared"))
MINIMUM = 3
"""A feature seen in fewer candidates is left out."""
FOLDS = 5
EXAMPLE_DAY = date(2015, 6, 1)
"""The day as of which names in the example sentences are read."""


@dataclass(frozen=True)
class Item:
    """One news item: its gold claims, and per sentence the parse and its labelled candidates."""

    id: str
    gold: list[dict[str, Any]]
    readings: list[extract.Reading]
    labels: list[list[bool]]
    structures: list[dict[str, Any]]


def scoring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no score.py in {SHARED}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def day(text: str) -> date:
    """The first day that a date of year, month or day precision allows."""
    parts = [*map(int, text[:10].split("-")), 1, 1]
    return date(parts[0], parts[1], parts[2])


def read_gold(name: str) -> Iterator[dict[str, Any]]:
    """The items of a gold file."""
    for line in (SHARED / "eval" / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def read_examples(using: extract.Resources) -> Iterator[dict[str, Any]]:
    """The example sentences of the ontology as gold items; their actors are linked by name."""
    for number, example in enumerate(ontology.load_examples()):
        linked = find(example.text, using.gazetteer, EXAMPLE_DAY)
        ends = [
            next(
                ({"code": m.code, "name": m.actor.name} for m in linked if m.start < span.end and m.end > span.start),
                None,
            )
            for span in (example.subject, example.object)
        ]
        if all(ends):
            claim = {"subject": ends[0], "relation": example.relation, "object": ends[1], "polarity": "affirmed"}
            claim |= {"status": "actual", "speaker": None}
            yield {"id": f"example-{number}", "date": str(EXAMPLE_DAY), "text": example.text, "claims": [claim]}


def read_items(rows: Iterable[dict[str, Any]], using: extract.Resources, judge: Any) -> list[Item]:
    """Parse items and label their candidates."""
    items = []
    for row in rows:
        document = Document(id=row["id"], text=row["text"], published=day(row["date"]))
        prepared = extract.prepare(document, using)
        texts = [(c.start, prepared.clean.text[c.start : c.end]) for c in prepared.candidates]
        readings = list(extract.read(prepared, parsing.parse(using.nlp, texts), using))
        gold = {(judge.code(c["subject"]), c["relation"], judge.code(c["object"])) for c in row["claims"]}
        gold |= {(o, r, s) for s, r, o in gold if r in judge.symmetric}
        labels = [
            [
                (judge.code(actor(c.subject)), c.relation.name, judge.code(actor(c.object))) in gold
                for c, _ in reading.candidates
            ]
            for reading in readings
        ]
        structures = [
            claim_record(c.subject, c.evidence[0].subject.code, c.relation.name, c.object, c.evidence[0].object.code)
            for c in extract.structures(prepared, using)
        ]
        items.append(Item(row["id"], row["claims"], readings, labels, structures))
    return items


def actor(argument: Any) -> dict[str, str]:
    return {"code": argument.mention.code, "name": argument.mention.actor.name}


def claim_record(subject: Any, subject_code: str, relation: str, obj: Any, object_code: str) -> dict[str, Any]:
    return {
        "subject": {"code": subject_code, "name": subject.name},
        "relation": relation,
        "object": {"code": object_code, "name": obj.name},
        "polarity": "affirmed",
        "status": "actual",
        "speaker": None,
    }


def fit(items: Sequence[Item], strength: float) -> Scorer:
    rows = [
        (c.features, label)
        for item in items
        for r, ls in zip(item.readings, item.labels, strict=True)
        for (c, _), label in zip(r.candidates, ls, strict=True)
    ]
    counts = Counter(feature for features, _ in rows for feature in features)
    names = sorted(feature for feature, n in counts.items() if n >= MINIMUM)
    index = {name: i for i, name in enumerate(names)}
    indices, pointers = [], [0]
    for features, _ in rows:
        indices += sorted({index[f] for f in features if f in index})
        pointers.append(len(indices))
    matrix = csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(rows), len(names)))
    model = LogisticRegression(C=strength, max_iter=2000, tol=1e-6)
    model.fit(matrix, [label for _, label in rows])
    weights = dict(zip(names, model.coef_[0].tolist(), strict=True))
    return Scorer(weights, float(model.intercept_[0]), 0.5)


def predict(items: Sequence[Item], scorer: Scorer) -> dict[str, list[dict[str, Any]]]:
    predicted: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        claims = list(item.structures)
        for reading in item.readings:
            for c, cues, _ in extract.judge(reading, scorer):
                claims.append(
                    {
                        "subject": actor(c.subject),
                        "relation": c.relation.name,
                        "object": actor(c.object),
                        "polarity": str(cues.polarity),
                        "status": str(cues.status),
                        "speaker": None
                        if cues.speaker is None
                        else {"code": cues.speaker.code, "name": cues.speaker.actor.name},
                    }
                )
        predicted[item.id] = claims
    return predicted


def report(items: Sequence[Item], predicted: Mapping[str, list[dict[str, Any]]], judge: Any, title: str) -> float:
    result = judge.score({i.id: i.gold for i in items}, predicted)
    figures = "  ".join(
        f"{level} {result[level]['P']:.3f}/{result[level]['R']:.3f}/{result[level]['F1']:.3f}"
        for level in ("dyad", "root", "strict", "structure")
    )
    print(f"{title}: {figures}  {result['attribution']}  {result['items without claims']}")
    return float(result["strict"]["F1"])


def cross_validate(
    items: Sequence[Item], more: Sequence[Item], judge: Any, strengths: Sequence[float], thresholds: Sequence[float]
) -> None:
    """Print quality on held-out fifths of the items for each setting; ``more`` is always trained on."""
    for strength in strengths:
        folds = [
            (items[k::FOLDS], fit([*more, *(i for n, i in enumerate(items) if n % FOLDS != k)], strength))
            for k in range(FOLDS)
        ]
        for threshold in thresholds:
            predicted: dict[str, list[dict[str, Any]]] = defaultdict(list)
            for held, scorer in folds:
                predicted |= predict(held, replace(scorer, threshold=threshold))
            report(items, predicted, judge, f"C={strength} t={threshold}")


def write(scorer: Scorer, path: Path) -> None:
    lines = [
        "# feature, weight: logistic regression made by tools/train_scorer.py",
        f"=intercept\t{scorer.intercept:.4f}",
        f"=threshold\t{scorer.threshold}",
    ]
    lines += [f"{name}\t{weight:.4f}" for name, weight in sorted(scorer.weights.items()) if abs(weight) >= 0.005]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cv", action="store_true", help="cross-validate and write nothing")
    parser.add_argument("--test", metavar="FILE", help="also report on this gold file of the shared folder")
    parser.add_argument("--strength", type=float, default=0.1, help="inverse of the L2 penalty")
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--out", type=Path, default=Path("graphkit/weights/scorer.tsv"))
    args = parser.parse_args()
    judge = scoring().Scorer()
    using = extract.load()
    items = read_items(read_gold("gold_train.jsonl"), using, judge)
    examples = read_items(read_examples(using), using, judge)
    made = [label for item in items for labels in item.labels for label in labels]
    print(f"{len(made)} candidates, {sum(made)} right")
    if args.cv:
        cross_validate(items, examples, judge, (0.1, 0.3), (0.4, 0.5, 0.6))
        return
    scorer = replace(fit([*items, *examples], args.strength), threshold=args.threshold)
    report(examples, predict(examples, scorer), judge, "on the examples of the ontology")
    report(items, predict(items, scorer), judge, "on the training items themselves")
    if args.test:
        test = read_items(read_gold(args.test), using, judge)
        report(test, predict(test, scorer), judge, args.test)
    write(scorer, args.out)


if __name__ == "__main__":
    main()
