"""Train the scorer: which candidates of a sentence are claims.

usage: python tools/train_scorer.py build/folds.json [--cv] [--out graphkit/weights/scorer.tsv]

Reads gold_train.jsonl and score.py from GRAPHKIT_SHARED (default ../shared), labels.tsv, and what pair models said of
items that they had not seen (see train_pairs.py). With --cv it prints cross-validated quality by item and writes
nothing. Deterministic: the same data and lexicon give the same weights to the byte.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from gold import day, read_gold, read_labelled, scoring
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from graphkit import extract
from graphkit.extract import parse as parsing
from graphkit.extract.pairs import Verdict
from graphkit.extract.parse import Parse
from graphkit.extract.proposals import Read
from graphkit.extract.scorer import Scorer
from graphkit.model import Document

MINIMUM = 3
"""A feature seen in fewer candidates is left out."""
FOLDS = 5


@dataclass(frozen=True)
class Item:
    """One news item: its gold claims, and per sentence the parse and its labelled candidates."""

    id: str
    gold: list[dict[str, Any]]
    parses: list[Parse]
    candidates: list[list[Read]]
    labels: list[list[bool]]
    structures: list[dict[str, Any]]


def read_items(rows: Iterable[dict[str, Any]], using: extract.Resources, judge: Any, told: Told | None) -> list[Item]:
    """Parse items and label their candidates; without ``told`` the shipped pair model speaks."""
    items = []
    for row in rows:
        document = Document(id=row["id"], text=row["text"], published=day(row["date"]))
        prepared = extract.prepare(document, using)
        texts = [(c.start, prepared.clean.text[c.start : c.end]) for c in prepared.candidates]
        readings = list(extract.read(prepared, parsing.parse(using.nlp, texts), using))
        gold = {(judge.code(c["subject"]), c["relation"], judge.code(c["object"])) for c in row["claims"]}
        gold |= {(o, r, s) for s, r, o in gold if r in judge.symmetric}
        candidates = [
            extract.consider(reading, using, told.verdicts(row["id"], reading) if told else None)
            for reading in readings
        ]
        labels = [
            [(judge.code(actor(c.subject)), c.relation.name, judge.code(actor(c.object))) in gold for c, _ in own]
            for own in candidates
        ]
        structures = [
            claim_record(c.subject, c.evidence[0].subject.code, c.relation.name, c.object, c.evidence[0].object.code)
            for c in extract.structures(prepared, using)
        ]
        items.append(Item(row["id"], row["claims"], [r.parse for r in readings], candidates, labels, structures))
    return items


class Told:
    """What pair models said of sentences that they were not trained on."""

    def __init__(self, path: Path) -> None:
        said = json.loads(path.read_text(encoding="utf-8"))["items"]
        self.said = {
            (item, s["words"], *s["actors"]): s["pairs"] for item, sentences in said.items() for s in sentences
        }

    def verdicts(self, item: str, reading: extract.Reading) -> dict[tuple[int, int], Verdict]:
        """The verdicts on one sentence; none when its actors have since been found otherwise."""
        made = {}
        key = (item, " ".join(reading.parse.words), *(mark.actor for mark in reading.marks))
        for pair in self.said.get(key, ()):
            likely = np.array(pair["relations"], dtype=np.float32)
            one, other = pair["marks"]
            made[one, other] = Verdict(likely, max(0.0, 1.0 - float(likely.sum())), pair["negated"])
        return made


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
        ({**dict.fromkeys(c.features, 1.0), **dict(c.measures)}, label)
        for item in items
        for own, labels in zip(item.candidates, item.labels, strict=True)
        for (c, _), label in zip(own, labels, strict=True)
    ]
    counts = Counter(feature for features, _ in rows for feature in features)
    names = sorted(feature for feature, n in counts.items() if n >= MINIMUM)
    index = {name: i for i, name in enumerate(names)}
    indices, values, pointers = [], [], [0]
    for features, _ in rows:
        own = sorted((index[name], value) for name, value in features.items() if name in index)
        indices += [column for column, _ in own]
        values += [value for _, value in own]
        pointers.append(len(indices))
    matrix = csr_matrix((values, indices, pointers), shape=(len(rows), len(names)))
    model = LogisticRegression(C=strength, max_iter=2000, tol=1e-5)
    model.fit(matrix, [label for _, label in rows])
    weights = dict(zip(names, model.coef_[0].tolist(), strict=True))
    return Scorer(weights, float(model.intercept_[0]), 0.5)


def predict(items: Sequence[Item], scorer: Scorer) -> dict[str, list[dict[str, Any]]]:
    predicted: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        claims = list(item.structures)
        for parse, considered in zip(item.parses, item.candidates, strict=True):
            for c, cues, _ in extract.judge(parse, scorer, considered):
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
    parser.add_argument("told", type=Path, metavar="FOLDS.json")
    parser.add_argument("--cv", action="store_true", help="cross-validate and write nothing")
    parser.add_argument("--test", metavar="FILE", help="also report on this gold file of the shared folder")
    parser.add_argument("--strength", type=float, default=0.06, help="inverse of the L2 penalty")
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument("--out", type=Path, default=Path("graphkit/weights/scorer.tsv"))
    args = parser.parse_args()
    judge = scoring().Scorer()
    using, told = extract.load(trained=bool(args.test)), Told(args.told)
    items = read_items(read_gold("gold_train.jsonl"), using, judge, told)
    more = read_items(read_labelled(), using, judge, told)
    made = [label for item in [*items, *more] for labels in item.labels for label in labels]
    print(f"{len(made)} candidates, {sum(made)} right")
    if args.cv:
        cross_validate(items, more, judge, (0.03, 0.1), (0.4, 0.5, 0.6))
        return
    scorer = replace(fit([*items, *more], args.strength), threshold=args.threshold)
    report(items, predict(items, scorer), judge, "on the training items themselves")
    if args.test:
        test = read_items(read_gold(args.test), using, judge, None)
        report(test, predict(test, scorer), judge, args.test)
    write(scorer, args.out)


if __name__ == "__main__":
    main()
