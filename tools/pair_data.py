"""What the pair model learns from: parsed sentences with marked actors and what is said of them.

Four sources: annotated news briefs of GRAPHKIT_SHARED, briefs of its corpus that labels.tsv annotates by the same
guidelines, PLV sentences of which only the group of one pair is known, and the examples of ontologies/relations.ttl.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gold import SHARED, day, read_examples, read_gold, read_labelled, scoring

from graphkit import extract
from graphkit.extract import pairs
from graphkit.extract import parse as parsing
from graphkit.extract.clauses import clause_records
from graphkit.extract.parse import Parse
from graphkit.model import Document

SUBJECT, OBJECT = "subject", "object"
YIELD = ("CONCEDE", "RETREAT")
"""The groups that PLV does not tell apart."""
POLARITIES = ("affirmed", "negated")
STATUSES = ("actual", "planned", "hypothetical")
Code = str | None


@dataclass
class Example:
    """One sentence: its marks with the code of each actor, and what is said of whom."""

    item: str
    parse: Parse
    marks: Sequence[pairs.Mark]
    hints: pairs.Hints
    claims: list[tuple[Code, Code, str, str, str]] = field(default_factory=list)
    """Subject, object, relation, polarity and status."""
    ignored: set[frozenset[Code]] = field(default_factory=set)
    """Pairs of which another sentence of the item says something, perhaps this one too."""
    groups: tuple[str, ...] = ()
    """For PLV: the groups one of which relates subject to object; nothing else is known of the sentence."""


def gold(name: str, using: extract.Resources) -> list[Example]:
    """The sentences of a gold file that the extractor would read."""
    return list(examples(read_gold(name), using))


def labelled(using: extract.Resources) -> list[Example]:
    """The sentences of the corpus briefs in labels.tsv."""
    return list(examples(read_labelled(), using))


def illustrations(using: extract.Resources) -> list[Example]:
    """The examples of the ontology."""
    return list(examples(read_examples(using), using))


def examples(rows: Iterable[Mapping[str, Any]], using: extract.Resources) -> Iterator[Example]:
    """The sentences of annotated items, each claim given to the sentence that states it."""
    judge = scoring().Scorer()
    for row in rows:
        document = Document(id=row["id"], text=row["text"], published=day(row["date"]))
        prepared = extract.prepare(document, using)
        texts = [(c.start, prepared.clean.text[c.start : c.end]) for c in prepared.candidates]
        readings = list(extract.read(prepared, parsing.parse(using.nlp, texts), using))
        found = [Example(row["id"], reading.parse, reading.marks, reading.hints) for reading in readings]
        spoken = [prepared.clean.text[slice(*reading.sentence)] for reading in readings]
        for claim in row["claims"]:
            ends = judge.code(claim["subject"]), judge.code(claim["object"])
            fitting = [n for n, e in enumerate(found) if set(ends) <= {judge.code({"code": m.actor}) for m in e.marks}]
            if not fitting or ends[0] == ends[1]:
                continue
            best = max(fitting, key=lambda n: _fit(claim, spoken[n]))
            found[best].claims.append((*ends, claim["relation"], claim["polarity"], claim["status"]))
            for n in fitting:
                if n != best and _fit(claim, spoken[n]) >= _fit(claim, spoken[best]) - 1:
                    found[n].ignored.add(frozenset(ends))
        yield from found


def _fit(claim: Mapping[str, Any], sentence: str) -> int:
    """How much of what was marked as the place of a claim is in the sentence."""
    evidence = (claim.get("evidence") or "")[:40]
    texts = (claim["subject"].get("text") or "", claim["object"].get("text") or "")
    return 4 * bool(evidence and evidence in sentence) + sum(bool(text) and text in sentence for text in texts)


def plv(using: extract.Resources) -> list[Example]:
    """The PLV sentences, their two spans marked."""
    lines = (SHARED / "eval" / "plv_train.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines]
    found = []
    for item, parse in zip(items, parsing.parse(using.nlp, ((0, item["text"]) for item in items)), strict=True):
        spans = [(item[name]["start"], item[name]["end"]) for name in (SUBJECT, OBJECT)]
        groups = YIELD if item["group"] == "YIELD" else (item["group"],)
        clauses = list(clause_records(parse, using.lexicon))
        marks = pairs.given(parse, *spans)
        found.append(Example(item["text"], parse, marks, pairs.hints(clauses, using.lexicon), groups=groups))
    return found
