"""``graphkit eval`` gives exactly the figures of the reference scorer, and reports what changed."""

from __future__ import annotations

import importlib.util
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from graphkit.evaluation import Bin, Codes, evaluate
from tests.test_cli import run


def claim(subject: str, relation: str, obj: str, **more: object) -> dict[str, Any]:
    made = {"subject": {"code": subject}, "relation": relation, "object": {"code": obj}}
    return {**made, "polarity": "affirmed", "status": "actual", "speaker": None, **more}


GOLD = {
    "a": [claim("RUS", "bombs", "UKR"), claim("RUS", "meetsWith", "CHN"), claim("XI", "leads", "CHN")],
    "b": [claim("IRN", "providesMilitaryAidTo", "RUS", speaker={"code": "UKR"})],
    "c": [],
}
MADE = {
    "a": [
        claim("RUS", "bombs", "UKR", polarity="negated", confidence=0.9),
        claim("CHN", "meetsWith", "RUS", confidence=0.85),
        claim("UKR", "attacks", "RUS", confidence=0.4),
    ],
    "b": [claim("RUS", "providesMilitaryAidTo", "IRN", confidence=0.5)],
    "c": [claim("USA", "visits", "GBR", confidence=0.5)],
}


def test_levels_cues_and_calibration_of_a_worked_example() -> None:
    report = evaluate(GOLD, MADE)
    counts = {name: (f.hit, f.predicted, f.gold) for name, f in report.levels.items()}
    assert counts == {"dyad": (3, 4, 3), "root": (2, 5, 3), "strict": (1, 5, 3), "structure": (0, 0, 1)}
    assert (report.polarity.hit, report.polarity.gold) == (1, 2)
    assert report.reversed == 1
    assert (report.empty, report.noisy) == (1, 1)
    assert report.calibration[-1] == Bin(1, 0.9, 0.0)
    assert report.relations["meetsWith"].f1 == 1.0


def test_figures_are_those_of_the_reference_scorer(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lines = (shared / "eval" / "gold_train.jsonl").read_text(encoding="utf-8").splitlines()
    gold = {row["id"]: row["claims"] for row in map(json.loads, lines)}
    made: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, (item, claims) in enumerate(gold.items()):  # what is said of the item before, and half of its own
        made[item] += claims[: number % 3]
        made[item] += [{**c, "status": "planned"} for c in list(gold.values())[number - 1]][:2]
    theirs = module.Scorer().score(gold, made)
    ours = evaluate(gold, made, Codes(shared / "eval" / "codes.tsv"))
    for level in ("dyad", "root", "strict", "structure"):
        own = ours.levels[level]
        assert (own.hit, own.predicted, own.gold) == tuple(theirs[level][name] for name in ("hit", "predicted", "gold"))
    for group, figures in theirs["by group"].items():
        assert ours.groups[group].hit == figures["hit"], group
    assert ours.noisy == theirs["items without claims"]["with a predicted claim"]
    assert ours.spoken == theirs["attribution"]["with a gold speaker"]


@pytest.mark.parametrize(("made", "status"), [("same", 0), ("worse", 1)])
def test_against_an_earlier_report(made: str, status: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    gold, claims, before = tmp_path / "gold.jsonl", tmp_path / "made.jsonl", tmp_path / "before.json"
    gold.write_text(
        "".join(json.dumps({"id": k, "text": "x", "claims": v}) + "\n" for k, v in GOLD.items()), encoding="utf-8"
    )

    def write(part: dict[str, list[dict[str, Any]]]) -> None:
        rows = [{"document": item, **c} for item, own in part.items() for c in own]
        claims.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")

    write(MADE)
    assert run("eval", str(gold), str(claims), "-f", "json") == 0
    before.write_text(capfd.readouterr().out, encoding="utf-8")
    write(MADE if made == "same" else {"b": MADE["b"]})
    assert run("eval", str(gold), str(claims), "--against", str(before), "--errors", "2") == status
    shown = capfd.readouterr()
    assert ("→" in shown.err) == (status == 1)
    assert "missed" in shown.out


def test_a_broken_line_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "a", "text": "x", "claims": []}\nnonsense\n', encoding="utf-8")
    assert run("eval", str(gold), str(gold)) == 2
    assert "gold.jsonl:2: is not JSON" in capsys.readouterr().err
