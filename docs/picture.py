"""Draw claims as an SVG: an arrow for each claim between two of them.

    graphkit extract seeds/documents/2018-korea.md -f jsonl | python docs/picture.py > docs/claims.svg

A solid arrow is a fact, a dashed one what another actor says or what is planned, a red crossed one what is denied.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT, MARGIN = 960, 560, 110
COLOURS = {"fact": "#1f4e79", "said": "#7f7f7f", "denied": "#b02a30"}
MOST = 16
"""Arrows drawn: the surest."""


@dataclass(frozen=True)
class Edge:
    """One arrow: codes of its ends, its words, and how the claim stands."""

    subject: str
    object: str
    label: str
    style: str


def edges(lines: Iterable[str]) -> tuple[dict[str, str], list[Edge]]:
    """Names of the actors by code, and the surest distinct claims, in order of the text."""
    names: dict[str, str] = {}
    found: dict[Edge, float] = {}
    for line in lines:
        record = json.loads(line)
        ends = record["subject"], record["object"]
        if ends[0]["code"] == ends[1]["code"]:
            continue
        for end in ends:
            if end["kind"] != "Person" or end["code"] not in names:
                names[end["code"]] = end["name"]
        edge = Edge(ends[0]["code"], ends[1]["code"], *_said(record))
        found[edge] = max(found.get(edge, 0.0), record["confidence"])
    surest = sorted(found, key=lambda edge: -found[edge])[:MOST]
    return names, [edge for edge in found if edge in surest]


def _said(record: dict[str, object]) -> tuple[str, str]:
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in str(record["relation"]))
    if record["polarity"] == "negated":
        return f"not: {words}", "denied"
    if record["status"] != "actual":
        return f"{words} ({record['status']})", "said"
    speaker = record["speaker"]
    if isinstance(speaker, dict):
        return f"{words} ({speaker['code']} says)", "said"
    if record["hearsay"]:
        return f"{words} (allegedly)", "said"
    return words, "fact"


def draw(names: dict[str, str], found: Sequence[Edge]) -> str:
    """The SVG."""
    degree: dict[str, int] = defaultdict(int)
    for edge in found:
        degree[edge.subject] += 1
        degree[edge.object] += 1
    kept = sorted(degree, key=lambda code: (-degree[code], code))
    places = {code: _place(position, len(kept)) for position, code in enumerate(kept)}
    parallel: dict[frozenset[str], int] = defaultdict(int)
    parts = []
    for edge in found:
        pair = frozenset((edge.subject, edge.object))
        parts.append(_arrow(edge, places, parallel[pair]))
        parallel[pair] += 1
    parts += [_box(names[code], *places[code]) for code in kept]
    heads = "".join(
        f'<marker id="{style}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 0L8 4L0 8z" fill="{colour}"/></marker>'
        for style, colour in COLOURS.items()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/><defs>{heads}</defs>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def strip(line: str) -> str:
    """One claim, a record in JSON, as a small SVG: its two actors and the arrow between them."""
    names, [edge] = edges([line])
    colour, dash = COLOURS[edge.style], ' stroke-dasharray="6 4"' if edge.style != "fact" else ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="620" height="60" font-family="sans-serif">'
        '<rect width="620" height="60" rx="6" fill="white"/>'
        + _box(names[edge.subject], 80, 30)
        + _box(names[edge.object], 540, 30)
        + f'<path d="M146 34H466" stroke="{colour}" stroke-width="1.4"{dash}/>'
        f'<path d="M466 29L476 34L466 39z" fill="{colour}"/>'
        f'<text x="310" y="24" font-size="14" text-anchor="middle" fill="{colour}">{escape(edge.label)}</text></svg>\n'
    )


def _place(position: int, number: int) -> tuple[float, float]:
    """The two most related actors face each other, the others stand above and below in turn."""
    if position < 2:
        return (MARGIN if position == 0 else WIDTH - MARGIN), HEIGHT / 2
    row, column = position % 2, (position - 2) // 2
    columns = (number - 1 - row) // 2
    return WIDTH * (column + 1) / (columns + 1), 40 if row == 0 else HEIGHT - 40


def _arrow(edge: Edge, places: dict[str, tuple[float, float]], rank: int) -> str:
    first, last = sorted((edge.subject, edge.object))
    (x1, y1), (x2, y2) = places[first], places[last]
    length = math.hypot(x2 - x1, y2 - y1)
    bend = 46 * ((rank + 1) // 2) * (-1 if rank % 2 else 1)
    middle = (x1 + x2) / 2 - bend * (y2 - y1) / length, (y1 + y2) / 2 + bend * (x2 - x1) / length
    start, end = _towards(places[edge.subject], middle), _towards(places[edge.object], middle)
    # Between the two that face each other words stand in the middle, else nearer to the subject, out of the crossings.
    t = 0.5 if start[1] > 100 < end[1] < HEIGHT - 100 > start[1] else (0.3, 0.48, 0.66)[rank % 3]
    label = [(1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c for a, b, c in zip(start, middle, end, strict=True)]
    dash = ' stroke-dasharray="6 4"' if edge.style != "fact" else ""
    colour = COLOURS[edge.style]
    return (
        f'<path d="M{start[0]:.0f} {start[1]:.0f}Q{middle[0]:.0f} {middle[1]:.0f} {end[0]:.0f} {end[1]:.0f}" '
        f'fill="none" stroke="{colour}" stroke-width="1.4"{dash} marker-end="url(#{edge.style})"/>'
        + "".join(
            f'<text x="{label[0]:.0f}" y="{label[1] + 4:.0f}" font-size="12" text-anchor="middle" {look}>'
            f"{escape(edge.label)}</text>"
            for look in ('stroke="white" stroke-width="4"', f'fill="{colour}"')
        )
    )


def _towards(place: tuple[float, float], target: tuple[float, float]) -> tuple[float, float]:
    """Where an arrow leaves the box around a place."""
    dx, dy = target[0] - place[0], target[1] - place[1]
    scale = min(66 / abs(dx) if dx else math.inf, 20 / abs(dy) if dy else math.inf, 1)
    return place[0] + dx * scale, place[1] + dy * scale


def _box(name: str, x: float, y: float) -> str:
    shown = name if len(name) < 18 else "".join(word[0] for word in name.split() if word[0].isupper())
    return (
        f'<rect x="{x - 62:.0f}" y="{y - 16:.0f}" width="124" height="32" rx="6" fill="#eef3f8" stroke="#1f4e79"/>'
        f'<text x="{x:.0f}" y="{y + 5:.0f}" font-size="14" text-anchor="middle">{escape(shown)}</text>'
    )


if __name__ == "__main__":
    sys.stdout.write(draw(*edges(sys.stdin)))
