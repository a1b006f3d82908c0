"""What the classifier learns from: pairs of phrases in parsed sentences, each with the groups that relate them.

Five sources: PLV sentences and annotated news briefs from GRAPHKIT_SHARED, the examples of ontologies/relations.ttl,
classifier_templates.tsv, and unlabelled briefs with the opinions of a stronger model (classifier_teacher.npz).
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from graphkit import actors, gazetteer, ontology, resources
from graphkit.documents import clean, sentences
from graphkit.extract import lexicon
from graphkit.extract import parse as parsing
from graphkit.extract.classifier import separate
from graphkit.extract.features import Hints, View, describe
from graphkit.extract.parse import Parse
from graphkit.model import Document

SHARED = Path(os.environ.get("GRAPHKIT_SHARED", "../shared"))
HERE = Path(__file__).parent
PLV, GOLD, EXAMPLES, TEMPLATES, CORPUS = "plv", "gold", "examples", "templates", "corpus"
STANDING = "STRUCTURE"
YIELD = ("CONCEDE", "RETREAT")
"""The groups that PLV does not tell apart."""

Span = tuple[int, int]
Target = Mapping[str, float]


@dataclass(frozen=True)
class Row:
    """One pair: how it looks, how likely each group is (nothing: unrelated), and where it is from."""

    view: View
    target: Target
    source: str
    key: str
    """What rows must share to stand in the same fold."""


class Reader:
    """The parser, the relations and the lexicon, loaded once for all sources."""

    def __init__(self) -> None:
        self.relations = ontology.load_relations()
        self.groups = tuple(group for group in ontology.groups(self.relations) if group != STANDING)
        self.nlp = parsing.load_pipeline()
        self.hints = hints(lexicon.load(resources.ontologies() / "lexicon", self.relations))

    def parse(self, texts: Iterable[tuple[int, str]]) -> Iterator[Parse]:
        """Each (offset, sentence) parsed."""
        return parsing.parse(self.nlp, texts)

    def view(self, parse: Parse, subject: Span, obj: Span) -> View | None:
        """The view of two spans of characters, or nothing when they do not hold separate words."""
        pair = separate(parse, subject, obj)
        return describe(parse, *pair, self.hints) if pair else None


def hints(words: lexicon.Lexicon) -> Hints:
    """The groups of every predicate; one that is merely a possible reading ends in a question mark."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in (words.verbs, words.nouns):
        for predicate, frames in table.items():
            found[predicate] |= {frame.relation.group + ("" if frame.usual else "?") for frame in frames}
    return {predicate: tuple(sorted(groups)) for predicate, groups in sorted(found.items())}


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def shares(groups: Collection[str]) -> Target:
    return {group: 1 / len(groups) for group in groups}


def plv(reader: Reader) -> list[Row]:
    items = records(SHARED / "eval" / "plv_train.jsonl")
    rows = []
    for item, parse in zip(items, reader.parse((0, item["text"]) for item in items), strict=True):
        spans = [(item[name]["start"], item[name]["end"]) for name in ("subject", "object")]
        view = reader.view(parse, *spans)
        if view is None:
            raise ValueError(f"{item['id']}: no two phrases")
        groups = (item["group"],) if item["group"] in reader.groups else YIELD
        rows.append(Row(view, shares(groups), PLV, item["text"]))
    return rows


def examples(reader: Reader) -> list[Row]:
    items = [e for e in ontology.load_examples() if reader.relations[e.relation].group != STANDING]
    rows = []
    for item, parse in zip(items, reader.parse((0, item.text) for item in items), strict=True):
        view = reader.view(parse, (item.subject.start, item.subject.end), (item.object.start, item.object.end))
        if view is not None:
            rows.append(Row(view, shares((reader.relations[item.relation].group,)), EXAMPLES, item.text))
    return rows


def templates(reader: Reader, least: int = 6) -> list[Row]:
    made = list(expand(HERE / "classifier_templates.tsv", least))
    rows = []
    for (group, text, subject, obj), parse in zip(made, reader.parse((0, m[1]) for m in made), strict=True):
        view = reader.view(parse, subject, obj)
        if view is not None:
            rows.append(Row(view, shares((group,)), TEMPLATES, text))
    return rows


def expand(path: Path, least: int) -> Iterator[tuple[str, str, Span, Span]]:
    """Sentences from templates: every alternative of each choice at least once, always the same for the same file."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    names = {kind: text.split("|") for group, kind, _, text in lines[1:] if group == "actor"}
    for number, (group, first, second, template) in enumerate(line for line in lines[1:] if line[0] != "actor"):
        rng = random.Random(number)  # noqa: S311
        choices = [found.split("|") for found in re.findall(r"\(([^()]*)\)", template)]
        orders = [rng.sample(choice, len(choice)) for choice in choices]
        seen = set()
        for turn in range(max([least, *map(len, choices)])):
            picks = iter([order[turn] if turn < len(order) else rng.choice(order) for order in orders])
            text = re.sub(r"\(([^()]*)\)", lambda _, picks=picks: next(picks), template)
            subject = rng.choice(names[first or rng.choice(("state", "state", "official"))])
            pool = names[second or rng.choice(("state", "state", "official"))]
            obj = rng.choice([name for name in pool if name != subject])
            made = fill(re.sub(" +", " ", text).strip() + ".", subject, obj)
            if made[0] not in seen:
                seen.add(made[0])
                yield group, *made


def fill(text: str, subject: str, obj: str) -> tuple[str, Span, Span]:
    spans = {}
    while found := re.search(r"\[([SO])\]", text):
        name = subject if found[1] == "S" else obj
        name = name if found.start() else name[0].upper() + name[1:]
        text = text[: found.start()] + name + text[found.end() :]
        spans[found[1]] = (found.start(), found.start() + len(name))
    return text, spans["S"], spans["O"]


def gold(reader: Reader) -> list[Row]:
    """Every ordered pair of actors in a sentence of the annotated briefs: those that claims relate, and the others."""
    names = gazetteer.load(())
    work: list[tuple[int, str, dict[str, Any], list[actors.Linked]]] = []
    for item in records(SHARED / "eval" / "gold_train.jsonl"):
        text = clean(Document(id=item["id"], text=item["text"]))
        mentions = actors.find(text.text, names, date.fromisoformat(item["date"][:10]))
        for start, end in sentences(text):
            inside = [m for m in mentions if start <= m.start and m.end <= end]
            work.append((start, text.text[start:end], item, inside))
    rows: list[Row] = []
    for (start, text, item, mentions), parse in zip(work, reader.parse(w[:2] for w in work), strict=True):
        rows += _gold_rows(reader, parse, start, text, item, mentions)
    return rows


def _gold_rows(
    reader: Reader, parse: Parse, start: int, text: str, item: dict[str, Any], mentions: Sequence[actors.Linked]
) -> Iterator[Row]:
    related: set[tuple[str, str]] = set()
    groups: dict[tuple[Span, Span], set[str]] = defaultdict(set)
    for claim in item["claims"]:
        relation = reader.relations[claim["relation"]]
        codes = (claim["subject"]["code"], claim["object"]["code"])
        spans = [_nearest(text, start, claim[name]["text"], claim["evidence"]) for name in ("subject", "object")]
        both = (codes, codes[::-1]) if relation.symmetric else (codes,)
        related.update(both)
        first, second = spans
        if first and second and relation.group != STANDING:
            groups[first, second].add(relation.group)
            if relation.symmetric:
                groups[second, first].add(relation.group)
    for (first, second), found in groups.items():
        view = reader.view(parse, first, second)
        if view is not None:
            yield Row(view, shares(sorted(found)), GOLD, item["id"])
    for one in mentions:
        for other in mentions:
            if one.code != other.code and (one.code, other.code) not in related:
                view = reader.view(parse, (one.start, one.end), (other.start, other.end))
                if view is not None:
                    yield Row(view, {}, GOLD, item["id"])


def _nearest(text: str, offset: int, name: str, evidence: str) -> Span | None:
    """Where a name stands in a sentence, as near to the evidence as can be; nothing when either is elsewhere."""
    begin = text.find(evidence)
    places = [found.start() for found in re.finditer(re.escape(name), text)]
    if not places or (begin < 0 and evidence[:20] not in text):
        return None
    place = min(places, key=lambda p: (0 if begin <= p < begin + len(evidence) else abs(p - begin), p))
    return offset + place, offset + place + len(name)


def corpus(reader: Reader, opinions: Mapping[str, Any]) -> list[Row]:
    """The pairs in unlabelled briefs that classifier_teacher.npz names, without a target yet."""
    with gzip.open(SHARED / "corpus" / "wcep_international.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    places = opinions["places"].tolist()
    cleaned = {number: clean(Document(id="", text=texts[number])).text for number in sorted({p[0] for p in places})}
    parses = reader.parse((start, cleaned[number][start:end]) for number, start, end, *_ in places)
    rows = []
    for place, ((*_, first, until, second, last), parse) in enumerate(zip(places, parses, strict=True)):
        view = reader.view(parse, (first, until), (second, last))
        if view is not None:
            rows.append(Row(view, {}, CORPUS, f"corpus {place}"))
    return rows


def split(target: Target) -> Target:
    """PLV's merged class shared out evenly over its two groups."""
    found = {group: p for group, p in target.items() if group != "YIELD"}
    if rest := target.get("YIELD"):
        found |= {group: rest / len(YIELD) for group in YIELD}
    return found


def relabel(rows: Sequence[Row], opinions: Mapping[str, Any], teacher: str) -> list[Row]:
    """The same pairs of the corpus as another teacher sees them."""
    labels = str(opinions["labels"]).split()
    found = []
    for row in rows:
        share = opinions[teacher][int(row.key.split()[1])].astype(np.float64)
        target = {label: float(p / share.sum()) for label, p in zip(labels, share, strict=True) if p}
        found.append(Row(row.view, split(target), row.source, row.key))
    return found
