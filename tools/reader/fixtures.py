"""Outputs of the trained net and the shipped weights on some passages, for tests/extract/readings.json.

PYTHONPATH=. python tools/reader/fixtures.py [build/reader/net.pt]
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import torch
from export import Claims, Pairs, load
from torch import nn

from graphkit.actors import gazetteer
from graphkit.actors.linking import find
from graphkit.extract import reader
from graphkit.extract.passages import Marked, mark

TARGET = Path("tests/extract/readings.json")
DAY = date(2023, 5, 4)
TEXTS = (
    "Russian troops shelled Kharkiv on Monday, while France expelled two Iranian diplomats.",
    "“Israel has bombed Damascus,” Syria's foreign minister said. Turkey did not condemn the strike.",
    "Did Ethiopia invade Eritrea? Kenya will send food to Somalia, which thanked Japan.",
    "India reportedly offered talks to Pakistan. Xi, who had met Macron in Paris, praised Serbia.",
)


class Session:
    """A torch module with the interface of an ONNX session."""

    def __init__(self, module: nn.Module, names: tuple[str, ...]) -> None:
        self.module, self.names = module.eval(), names

    def run(self, _: object, fed: dict[str, Any]) -> list[Any]:
        """The outputs as arrays."""
        with torch.no_grad():
            given = self.module(*(torch.as_tensor(fed[name]) for name in self.names))
        return [value.numpy() for value in (given if isinstance(given, tuple) else (given,))]


def main(source: Path) -> None:
    """Write the fixtures."""
    net, _ = load(source)
    shipped, known = reader.load(), gazetteer.load()
    spans = ("h", "starts", "ends", "stops", "i", "j")
    trained = replace(
        shipped,
        encoder=Session(net.encoder, ("ids", "marks", "slots", "mask")),  # type: ignore[arg-type]
        pairs=Session(Pairs(net.heads), spans),  # type: ignore[arg-type]
        claims=Session(Claims(net.heads), (*spans, "relation")),  # type: ignore[arg-type]
    )
    cases = []
    for text in TEXTS:
        mentions = [Marked(m.start, m.end, mark(m), m.code) for m in find(text, known, DAY)]
        exact = {(r.subject, r.object, r.relation): r.margin for r in trained.read(text, mentions)}
        rows = [
            {
                "subject": r.subject,
                "relation": r.relation,
                "object": r.object,
                "margin": round(r.margin, 3),
                "torch": round(exact[r.subject, r.object, r.relation], 3),
            }
            for r in shipped.read(text, mentions)
            if r.margin > -1 and (r.subject, r.object, r.relation) in exact
        ]
        cases.append({"text": text, "mentions": [[m.start, m.end, m.mark, m.code] for m in mentions], "readings": rows})
    TARGET.write_text(json.dumps(cases, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    apart = [abs(row["margin"] - row["torch"]) for case in cases for row in case["readings"]]
    print(len(apart), "readings, margins apart by", max(apart), "at most")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "build/reader/net.pt"))
