"""The lexicon ``ontologies/lexicon/*.tsv``: which words, with which arguments, state which relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import SeedError
from graphkit.model import Kind, RelationType

READINGS = ("usual", "possible")


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of one argument: ``slot`` (filled), ``!slot`` (empty), ``slot=lemmas`` or ``slot~kinds``."""

    slot: str
    test: str
    values: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Frame:
    """One row: a predicate that states ``relation`` between the fillers of its ``subject`` and ``object`` slots."""

    predicate: str
    conditions: tuple[Condition, ...]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    relation: RelationType
    usual: bool
    """Whether these words alone state the relation; otherwise they only may."""
    line: int


@dataclass(frozen=True)
class Lexicon:
    """All frames by predicate, most conditions first."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    structures: Mapping[str, RelationType]
    """The relation stated by a name itself, by pattern: an office-holder's title."""


def load(folder: Path, relations: Mapping[str, RelationType]) -> Lexicon:
    """Read the files of a lexicon folder; raises SeedError naming file, line and column."""
    classes = {
        row["class"]: frozenset(lemma.strip() for lemma in row["lemmas"].split(","))
        for _, row in _rows(folder / "classes.tsv", ("class", "lemmas"))
    }
    structures = {
        row["pattern"]: _relation(relations, row["relation"], f"structures.tsv:{line}")
        for line, row in _rows(folder / "structures.tsv", ("pattern", "relation"))
    }
    return Lexicon(
        verbs=_frames(folder / "verbs.tsv", relations, classes),
        nouns=_frames(folder / "nouns.tsv", relations, classes),
        structures=structures,
    )


def _relation(relations: Mapping[str, RelationType], name: str, place: str) -> RelationType:
    if name not in relations:
        raise SeedError(f"{place}: no relation {name!r}", "see `graphkit schema`")
    return relations[name]


def _frames(
    path: Path, relations: Mapping[str, RelationType], classes: Mapping[str, frozenset[str]]
) -> Mapping[str, tuple[Frame, ...]]:
    frames: dict[str, list[Frame]] = {}
    for line, row in _rows(path, ("predicate", "when", "subject", "object", "relation", "reading")):
        if row["reading"] not in READINGS:
            raise SeedError(f"{path.name}:{line}: no reading {row['reading']!r}", f"use {' or '.join(READINGS)}")
        frame = Frame(
            predicate=row["predicate"],
            conditions=tuple(_condition(text, classes, f"{path.name}:{line}") for text in row["when"].split()),
            subject=tuple(row["subject"].split("|")),
            object=tuple(row["object"].split("|")),
            relation=_relation(relations, row["relation"], f"{path.name}:{line}"),
            usual=row["reading"] == "usual",
            line=line,
        )
        frames.setdefault(frame.predicate, []).append(frame)
    return {
        predicate: tuple(sorted(group, key=lambda frame: (not frame.usual, -len(frame.conditions), frame.line)))
        for predicate, group in frames.items()
    }


def _condition(text: str, classes: Mapping[str, frozenset[str]], place: str) -> Condition:
    if text.startswith("!"):
        return Condition(text[1:], "empty")
    if "~" in text:
        slot, names = text.split("~", 1)
        kinds = frozenset(names.split(","))
        if unknown := kinds - set(Kind):
            raise SeedError(f"{place}: no actor kind {min(unknown)!r}", f"use one of {', '.join(Kind)}")
        return Condition(slot, "kind", kinds)
    if "=" not in text:
        return Condition(text, "filled")
    slot, names = text.split("=", 1)
    lemmas: set[str] = set()
    for name in names.split(","):
        if name.startswith("@") and name[1:] not in classes:
            raise SeedError(f"{place}: no word class {name!r}", "define it in classes.tsv")
        lemmas |= classes[name[1:]] if name.startswith("@") else {name}
    return Condition(slot, "lemma", frozenset(lemmas))


def _rows(path: Path, columns: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Numbered rows of a TSV file with exactly these columns; lines starting with # are comments."""
    wanted = list(columns)
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            if header != wanted:
                raise SeedError(f"{path.name}:{number}: columns {header}", f"expected {wanted}")
        elif len(cells) != len(header):
            raise SeedError(f"{path.name}:{number}: {len(cells)} cells", f"expected {len(header)}, tab-separated")
        else:
            yield number, dict(zip(header, (cell.strip() for cell in cells), strict=True))
