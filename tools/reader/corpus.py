"""Training data of the reader as items: a text, its mentions of actors, and its claims by their codes.

Everything is in GRAPHKIT_SHARED except the written items next to this file and the examples of the ontology. As a
script, it finds the actors of every item once and saves them in build/reader/items.jsonl for training.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

from graphkit import ontology
from graphkit.actors import gazetteer
from graphkit.actors.linking import find
from graphkit.documents import clean
from graphkit.extract.passages import Marked, mark
from graphkit.model import Document

SHARED = Path(os.environ.get("GRAPHKIT_SHARED", "../shared"))
WRITTEN = Path(__file__).parent / "written"
PASSAGES = Path(__file__).parent / "passages"
RELABELLED = Path(__file__).parent / "relabelled.txt"
SAME = {
    "ALAQSAMARTYRSBRIGADES": "ALAQSAMARTYRS",
    "COUNCILOFEUROPE": "COE",
    "DPR": "PRORUSSIANSEPARATISTS",
    "ECJ": "EU",
    "GUAIDO": "VENEZUELANOPPOSITION",
    "JAISHEMOHAMMED": "JAISHEMOHAMMAD",
    "KARABAKH": "ARTSAKH",
    "LPR": "PRORUSSIANSEPARATISTS",
    "IRAQIKURDISTAN": "KURDISTAN",
    "IRAQIKURDS": "KURDISTAN",
    "KURDISTANREGION": "KURDISTAN",
    "JTJ": "TAWHIDANDJIHAD",
    "NAGORNOKARABAKH": "ARTSAKH",
    "OAU": "AU",
    "PLO": "PSE",
    "REPUBLIKASRPSKA": "BOSNIANSERBS",
    "SRPSKA": "BOSNIANSERBS",
    "SERBIANKRAJINA": "KRAJINASERBS",
    "SNA": "SYRIANREBELS",
    "SPLA": "SPLM",
    "SPLMIO": "SPLM",
    "TRNC": "NORTHERNCYPRUS",
    "UNHRC": "UN",
    "UNRWA": "UN",
}
"""Codes in labels for which the actor tables use another one."""
FOLDS = 5
"""The number of parts of gold_train, one of which may be held out."""
JUDGED = ("paragraphs", "written", "passages")
"""Sources of which every twelfth item is held out."""
CACHE = Path("build/reader/items.jsonl")
EXAMPLE_DAY = date(2015, 6, 1)
"""The day as of which names in the ontology's examples are resolved."""


@dataclass
class Stated:
    """A claim in an item: codes of subject and object, relation, how it is stated, and the words that state it."""

    subject: str
    relation: str
    object: str
    polarity: str = "affirmed"
    status: str = "actual"
    speaker: str | None = None
    hearsay: bool = False
    cue: tuple[int, int] | None = None


@dataclass
class Item:
    """One training item; ``source`` is one of SOURCES, plv, drills, joined or framed."""

    id: str
    source: str
    text: str
    mentions: list[Marked]
    claims: list[Stated] = field(default_factory=list)
    groups: tuple[str, ...] = ()
    """For PLV: one of these groups relates the first mention to the second; nothing else is known."""


def held_out(item: Item, fold: int | None = None) -> bool:
    """Whether an item is held out: all of gold_train, or one of FOLDS if a fold is given (-1: none)."""
    number = crc32(item.id.encode())
    if item.source == "gold":
        return fold is None or number % FOLDS == fold
    return item.source in JUDGED and number % 12 == 0


def scoring() -> Any:
    """The scorer in the shared evaluation data, which knows which codes are equivalent."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no score.py in {SHARED}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Scorer()


def day(text: str) -> date:
    """The first day that a date of year, month or day precision allows."""
    parts = [*map(int, text[:10].split("-")), 1, 1]
    return date(parts[0], parts[1], parts[2])


def read_json(name: str) -> Iterator[dict[str, Any]]:
    """The records of one file of the evaluation data."""
    for line in (SHARED / "eval" / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def read_labelled() -> Iterator[dict[str, Any]]:
    """The corpus briefs that labels.tsv annotates, as gold records; ``relabelled.txt`` corrects some of its labels."""
    claims: dict[str, list[dict[str, Any]]] = {}
    for line in (SHARED / "eval" / "labels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        item, *cells = line.split("\t")
        own = claims.setdefault(item, [])
        if cells and cells[0]:
            subject, relation, obj, polarity, status, speaker = [*cells, ""][:6]
            own.append(_record(subject, relation, obj, polarity, status, speaker or None))
    for block in RELABELLED.read_text(encoding="utf-8").strip().split("\n\n"):
        head, *lines = block.splitlines()
        claims[head.removeprefix("B ")] = [_written(line.removeprefix("C ")) for line in lines]
    with gzip.open(SHARED / "corpus" / "wcep_international.jsonl.gz", "rt", encoding="utf-8") as corpus:
        for row in map(json.loads, corpus):
            if row["id"] in claims:
                yield {"id": row["id"], "date": row["date"], "text": row["text"], "claims": claims[row["id"]]}


def read_written() -> Iterator[dict[str, Any]]:
    """The items of ``written/*.txt``: D date, T text, and one C line per claim, as described in README.md."""
    for path in sorted(WRITTEN.glob("*.txt")):
        for number, block in enumerate(re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())):
            record: dict[str, Any] = {"id": f"{path.stem}-{number}", "claims": []}
            for line in block.splitlines():
                key, _, value = line.partition(" ")
                if key == "D":
                    record["date"] = value.strip()
                elif key == "T":
                    record["text"] = value.strip()
                elif key == "C":
                    record["claims"].append(_written(value))
            if {"date", "text"} <= record.keys():
                yield record


def read_passages() -> Iterator[dict[str, Any]]:
    """The passages of ``passages/*.txt``: I article, first and last character, and one C line per claim."""
    with gzip.open(SHARED / "corpus" / "open_articles.jsonl.gz", "rt", encoding="utf-8") as corpus:
        articles = {row["id"]: row for row in map(json.loads, corpus)}
    for path in sorted(PASSAGES.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            head, *claims = block.splitlines()
            _, key, start, end = head.split()
            article = articles[key]
            document = Document(id=key, text=article["text"], published=day(article["date"]))
            text = clean(document).text[int(start) : int(end)].replace("\n", " ")
            record = {"id": f"{key}-{start}", "date": article["date"], "text": text, "claims": []}
            for line in claims:
                stated, _, place = line.removeprefix("C ").partition(" | ")
                first, last = map(int, place.split())
                record["claims"].append(_written(f"{stated} | {text[first:last]}"))
            yield record


def _written(line: str) -> dict[str, Any]:
    head, _, cue = line.partition(" | ")
    subject, relation, obj, *flags = head.split()
    status = "planned" if "plan" in flags else "hypothetical" if "hyp" in flags else "actual"
    speaker = next((f.removeprefix("speaker=") for f in flags if f.startswith("speaker=")), None)
    polarity = "negated" if "neg" in flags else "affirmed"
    record = _record(subject, relation, obj, polarity, status, speaker)
    return record | {"hearsay": "hearsay" in flags, "evidence": cue.strip()}


def _record(subject: str, relation: str, obj: str, polarity: str, status: str, speaker: str | None) -> dict[str, Any]:
    return {
        "subject": {"text": "", "code": subject},
        "relation": relation,
        "object": {"text": "", "code": obj},
        "polarity": polarity,
        "status": status,
        "speaker": {"code": speaker} if speaker else None,
    }


def read_plv(known: gazetteer.Gazetteer) -> Iterator[Item]:
    """The PLV sentences: two phrases, marked as the actors in them if known, and the group between them."""
    for row in read_json("plv_train.jsonl"):
        linked = find(row["text"], known, EXAMPLE_DAY)
        marked = []
        for role in ("subject", "object"):
            start, end = row[role]["start"], row[role]["end"]
            inside = [m for m in linked if m.start < end and m.end > start]
            kind = inside[0].actor.kind.value if inside else "State"
            marked.append(Marked(start, end, f"{kind}:noun", role))
        if marked[0].end <= marked[1].start or marked[1].end <= marked[0].start:
            groups = ("CONCEDE", "RETREAT") if row["group"] == "YIELD" else (row["group"],)
            yield Item(row["id"], "plv", row["text"], marked, groups=groups)


def _item(source: str, row: Mapping[str, Any], known: gazetteer.Gazetteer, judge: Any) -> Item:
    document = Document(id=row["id"], text=row["text"], published=day(row["date"]))
    text = clean(document).text

    def code(actor: Mapping[str, Any]) -> str:
        found = judge.code(actor)
        return SAME.get(found, found)

    mentions = [
        Marked(m.start, m.end, mark(m), code({"code": m.code, "name": m.actor.name}))
        for m in find(text, known, document.as_of)
    ]
    claims = []
    for claim in row["claims"]:
        at = text.find(claim["evidence"]) if claim.get("evidence") else -1
        claims.append(
            Stated(
                code(claim["subject"]),
                claim["relation"],
                code(claim["object"]),
                claim["polarity"],
                claim["status"],
                code(claim["speaker"]) if claim["speaker"] else None,
                bool(claim.get("hearsay")),
                (at, at + len(claim["evidence"])) if at >= 0 else None,
            )
        )
    return Item(row["id"], source, text, mentions, [c for c in claims if c.subject != c.object])


def read_examples(known: gazetteer.Gazetteer) -> Iterator[dict[str, Any]]:
    """The example sentences of the ontology as gold records."""
    for number, example in enumerate(ontology.load_examples()):
        linked = find(example.text, known, EXAMPLE_DAY)
        ends = [
            next((m.code for m in linked if m.start < span.end and m.end > span.start), None)
            for span in (example.subject, example.object)
        ]
        if ends[0] and ends[1]:
            record = _record(ends[0], example.relation, ends[1], "affirmed", "actual", None)
            yield {"id": f"example-{number}", "date": str(EXAMPLE_DAY), "text": example.text, "claims": [record]}


SOURCES = {
    "gold": lambda _: read_json("gold_train.jsonl"),
    "paragraphs": lambda _: read_json("synthetic_train.jsonl"),
    "written": lambda _: read_written(),
    "passages": lambda _: read_passages(),
    "examples": read_examples,
    "briefs": lambda _: read_labelled(),
}


def items(source: str) -> list[Item]:
    """All items of one source, with their actors found."""
    known = gazetteer.load()
    if source == "plv":
        return list(read_plv(known))
    judge = scoring()
    return [_item(source, row, known, judge) for row in SOURCES[source](known)]


def load(path: Path = CACHE) -> Iterator[Item]:
    """The items saved by this script."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        row["mentions"] = [Marked(*mention) for mention in row["mentions"]]
        row["claims"] = [Stated(**claim) for claim in row["claims"]]
        yield Item(**row)


def keep(found: Iterable[Item], path: Path) -> None:
    """Write items as JSON lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        for item in found:
            row = asdict(item)
            row["mentions"] = [[m.start, m.end, m.mark, m.code] for m in item.mentions]
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    wanted = sys.argv[1:] or [*SOURCES, "plv"]
    with ProcessPoolExecutor(2) as pool:
        for source, found in zip(wanted, pool.map(items, wanted), strict=True):
            keep(found, CACHE.with_name(f"{source}.jsonl"))
            print(source, len(found), "items", sum(len(i.claims) for i in found), "claims")
