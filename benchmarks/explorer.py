"""Whether the explorer stays smooth: ``python benchmarks/explorer.py [ACTORS] [PAIRS]`` (5,000 and 20,000).

Opens a page of synthetic claims in headless Chromium, with software rendering, and times frames while the camera moves.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Claim, Document, Evidence, Kind, Mention, Polarity, Span, Status
from graphkit.ontology import load_relations
from graphkit.pages import page
from tests.browser import opened

MOVING = """async () => {
  const camera = explorer.picture.getCamera();
  const times = [];
  camera.animate({ x: 0.6, y: 0.45, ratio: 0.5 }, { duration: 4000 });
  await new Promise(requestAnimationFrame);
  while (camera.isAnimated()) {
    const began = performance.now();
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - began);
  }
  return times.sort((a, b) => a - b);
}"""


def main() -> None:
    actors, pairs = (int(word) for word in [*sys.argv[1:], "5000", "20000"][:2])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.html"
        began = time.perf_counter()
        path.write_text(page(made(actors, pairs)), encoding="utf-8")
        print(f"page {path.stat().st_size / 1e6:.1f} MB, with its graph made in {time.perf_counter() - began:.1f} s")
        with opened() as (tab, watched):
            began = time.perf_counter()
            tab.goto(path.as_uri())
            tab.wait_for_selector("html[data-ready]", timeout=120_000)
            print(f"ready after {time.perf_counter() - began:.1f} s")
            tab.get_by_label("minimum evidence per pair").fill("1")
            print(tab.locator("#count").inner_text())
            times = tab.evaluate(MOVING)
            print(f"a frame takes {times[len(times) // 2]:.0f} ms (median), {times[-1]:.0f} ms at most")
            print(f"{len(watched.errors)} errors")


def made(actors: int, pairs: int) -> KnowledgeGraph:
    """A graph with a number of states and a number of pairs with a claim."""
    choice = random.Random(7)  # noqa: S311 - no secret
    relations = [relation for relation in load_relations().values() if not relation.standing]
    cast = [Actor(f"A{n}", f"Actor {n}", Kind.STATE, f"A{n}") for n in range(actors)]
    graph = KnowledgeGraph()
    for start in range(0, pairs, 500):
        key, claims = f"d{start}", []
        for number in range(500):
            one, other = choice.sample(cast, 2)
            at = 10 * number
            ends = [Mention(at, at + 4, actor.name, actor, actor.code, "name") for actor in (one, other)]
            quote = Span(at, at + 9, f"{one.name} and {other.name}.")
            cue = Span(at, at + 1, "x")
            evidence = Evidence(
                key, quote, *ends, cue, Polarity.AFFIRMED, Status.ACTUAL, None, None, choice.random(), "synthetic"
            )
            claims.append(Claim(one, choice.choice(relations), other, (evidence,)))
        graph.add(Document(key, ""), claims)
    return graph


if __name__ == "__main__":
    main()
