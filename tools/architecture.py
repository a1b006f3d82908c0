"""Draw docs/architecture.svg from the imports: one row per layer of the contract in pyproject.toml, highest first.

    python tools/architecture.py

Every line is an import from a box to one below it; those of errors and model, which all import, are left out.
``tests/test_architecture.py`` checks that the picture matches the imports.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import grimp

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "architecture.svg"
WIDTH, ROW, BOX, HEIGHT = 900, 46, 118, 26


def layers() -> list[list[str]]:
    """The boxes of each layer, highest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    return [re.findall(r"\w+", row) for row in contracts[0]["layers"]]


def imports(boxes: Sequence[str]) -> Mapping[tuple[str, str], int]:
    """The number of imports between modules of two boxes."""
    graph = grimp.build_graph("graphkit")
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            pair = tuple(f"{name}.".split(".")[1] for name in (module, other))
            if pair[0] != pair[1] and set(pair) <= set(boxes) - {"errors", "model"}:
                counted[pair[0], pair[1]] += 1
    return counted


def draw(rows: Sequence[Sequence[str]], lines: Mapping[tuple[str, str], int]) -> str:
    """The picture as SVG."""
    places = {
        box: (WIDTH / (len(row) + 1) * (place + 1) + (60 if number % 2 else -60), 20 + ROW * number)
        for number, row in enumerate(rows)
        for place, box in enumerate(row)
    }
    size = f'width="{WIDTH}" height="{ROW * len(rows) + 20}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for (one, other), number in sorted(lines.items()):
        (x, y), (u, v) = places[one], places[other]
        bend = (v - y) / 2
        parts.append(
            f'<path d="M{x:.0f} {y + HEIGHT} C{x:.0f} {y + bend:.0f} {u:.0f} {v - bend:.0f} {u:.0f} {v}" fill="none" '
            f'stroke="#1f4e79" stroke-opacity=".22" stroke-width="{min(4, number)}"/>'
        )
    for box, (x, y) in places.items():
        parts.append(
            f'<rect x="{x - BOX / 2:.0f}" y="{y}" width="{BOX}" height="{HEIGHT}" rx="5" fill="#eef3f8" stroke="#469"/>'
            f'<text x="{x:.0f}" y="{y + 17}" text-anchor="middle" fill="#111">{escape(box)}</text>'
        )
    return "\n".join([*parts, "</svg>\n"])


def picture() -> str:
    """The picture of the current imports."""
    rows = layers()
    return draw(rows, imports([box for row in rows for box in row]))


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
