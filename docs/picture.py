"""Draw claims as an SVG: an arrow for each claim between two actors.

    graphkit extract seeds/documents/2018-korea.md -f jsonl | python docs/picture.py > docs/claims.svg

A solid arrow is a fact, a dashed one is planned or said by another actor, a red dashed one is denied; one with two
heads is symmetric.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from graphkit.ontology import load_relations

WIDTH, HEIGHT, MARGIN = 960, 560, 110
COLOURS = {"fact": "#1f4e79", "said": "#7f7f7f", "denied": "#b02a30"}
MOST = 16
"""Most arrows drawn: those with the highest confidence."""
RELATIONS = load_relations()


@dataclass(frozen=True)
class Edge:
    """One arrow: codes of its ends, its label, and the status of the claim."""

    subject: str
    object: str
    label: str
    style: str
    mutual: bool = False


def edges(lines: Iterable[str]) -> tuple[dict[str, str], list[Edge]]:
    """Names of the actors by code, and the most confident distinct claims, in text order."""
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
        mutual = RELATIONS[record["relation"]].symmetric
        codes = [end["code"] for end in ends]
        edge = Edge(*(sorted(codes) if mutual else codes), *_said(record), mutual)
        found[edge] = max(found.get(edge, 0.0), record["confidence"])
    surest = sorted(found, key=lambda edge: -found[edge])[:MOST]
    return names, [edge for edge in found if edge in surest]


def _said(record: dict[str, object]) -> tuple[str, str]:
    words = RELATIONS[str(record["relation"])].label
    if record["polarity"] == "negated":
        return f"not: {words}", "denied"
    if record["status"] != "actual":
        return f"{words} ({record['status']})", "said"
    speaker = record["speaker"]
    if isinstance(speaker, dict):
        return f"{words} ({speaker['name']} says)", "said"
    if record["hearsay"]:
        return f"{words} (allegedly)", "said"
    return words, "fact"


Curve = tuple[tuple[float, float], tuple[float, float], tuple[float, float]]


def draw(names: dict[str, str], found: Sequence[Edge]) -> str:
    """The SVG."""
    degree: dict[str, int] = defaultdict(int)
    for edge in found:
        degree[edge.subject] += 1
        degree[edge.object] += 1
    kept = sorted(degree, key=lambda code: (-degree[code], code))
    places = {code: _place(position, len(kept)) for position, code in enumerate(kept)}
    parallel: dict[frozenset[str], int] = defaultdict(int)
    curves = []
    for edge in found:
        pair = frozenset((edge.subject, edge.object))
        curves.append(_curve(edge, places, parallel[pair]))
        parallel[pair] += 1
    parts = [_arrow(edge, curve) for edge, curve in zip(found, curves, strict=True)]
    parts += _labels(found, curves, places.values())
    parts += [_box(names[code], *places[code]) for code in kept]
    heads = "".join(
        f'<marker id="{style}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        f'orient="auto-start-reverse">'
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
        + (f'<path d="M154 29L144 34L154 39z" fill="{colour}"/>' if edge.mutual else "")
        + f'<text x="310" y="24" font-size="14" text-anchor="middle" fill="{colour}">{escape(edge.label)}</text>'
        "</svg>\n"
    )


def _place(position: int, number: int) -> tuple[float, float]:
    """The two most connected actors face each other, the others go above and below in turn."""
    if position < 2:
        return (MARGIN if position == 0 else WIDTH - MARGIN), HEIGHT / 2
    row, column = position % 2, (position - 2) // 2
    columns = (number - 1 - row) // 2
    return WIDTH * (column + 1) / (columns + 1), 40 if row == 0 else HEIGHT - 40


def _curve(edge: Edge, places: dict[str, tuple[float, float]], rank: int) -> Curve:
    """Start, bend and end of the arrow with that rank between two actors."""
    first, last = sorted((edge.subject, edge.object))
    (x1, y1), (x2, y2) = places[first], places[last]
    length = math.hypot(x2 - x1, y2 - y1)
    bend = 46 * ((rank + 1) // 2) * (-1 if rank % 2 else 1)
    middle = (x1 + x2) / 2 - bend * (y2 - y1) / length, (y1 + y2) / 2 + bend * (x2 - x1) / length
    return _towards(places[edge.subject], middle), middle, _towards(places[edge.object], middle)


def _arrow(edge: Edge, curve: Curve) -> str:
    dash = ' stroke-dasharray="6 4"' if edge.style != "fact" else ""
    start, middle, end = (f"{x:.0f} {y:.0f}" for x, y in curve)
    other = f' marker-start="url(#{edge.style})"' if edge.mutual else ""
    return (
        f'<path d="M{start}Q{middle} {end}" fill="none" stroke="{COLOURS[edge.style]}" stroke-width="1.4"{dash} '
        f'marker-end="url(#{edge.style})"{other}/>'
    )


def _labels(found: Sequence[Edge], curves: Sequence[Curve], boxes: Iterable[tuple[float, float]]) -> list[str]:
    """The label of each arrow, placed where it hides least of the rest."""
    taken = [(x, y, 136.0, 44.0) for x, y in boxes]
    lines = [[_at(curve, step / 40) for step in range(41)] for curve in curves]
    parts = []
    for number, edge in enumerate(found):
        size = len(edge.label) * 6.2 + 6, 16.0
        tried = []
        for share in (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73):
            x, y = _at(curves[number], share)
            near = sum(abs(x - u) < (size[0] + w) / 2 and abs(y - v) < (size[1] + h) / 2 for u, v, w, h in taken)
            crossed = sum(
                any(abs(x - u) < size[0] / 2 and abs(y - v) < size[1] / 2 for u, v in line)
                for other, line in enumerate(lines)
                if other != number
            )
            tried.append((10 * near + crossed, abs(share - 0.5), x, y))
        _, _, x, y = min(tried)
        taken.append((x, y, *size))
        parts += [
            f'<text x="{x:.0f}" y="{y + 4:.0f}" font-size="12" text-anchor="middle" {look}>{escape(edge.label)}</text>'
            for look in ('stroke="white" stroke-width="4"', f'fill="{COLOURS[edge.style]}"')
        ]
    return parts


def _at(curve: Curve, share: float) -> tuple[float, float]:
    """The point at a share of a curve's length."""
    weights = (1 - share) ** 2, 2 * share * (1 - share), share**2
    x, y = (sum(w * place[axis] for w, place in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


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
