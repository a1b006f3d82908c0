"""Actor names that start with what has been typed, for shell completion.

They come straight from the tables: the gazetteer, which knows far more, takes too long to build for a keystroke.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphkit import resources
from graphkit.actors.folding import plain
from graphkit.actors.tables import COLUMNS, TABLES, rows, split
from graphkit.errors import SeedError
from graphkit.model import Kind

PERSONS_FROM = 2
"""Letters that must be typed before the thousands of persons in the tables are offered."""
OTHERS_FROM = 3
"""Letters that must be typed before other names of actors, such as surnames and capitals, are offered."""
_SIGNS = {ord(sign): None for sign in map(chr, range(128)) if not sign.isalnum()}


@dataclass(frozen=True, slots=True)
class Known:
    """An actor and the names that may be offered for it."""

    id: str
    name: str
    kind: str
    code: str
    others: tuple[str, ...] = ()
    """Aliases, capitals and demonyms."""

    def beginning(self, begun: str) -> list[str]:
        """Its name and code if they start with ``begun`` (folded by ``plain``), otherwise the shortest other match."""
        person = self.kind == Kind.PERSON
        if found := [name for name in (self.name, *(() if person else (self.code,))) if _begins(name, begun)]:
            return list(dict.fromkeys(found))
        if len(begun) < OTHERS_FROM:
            return []
        rests = [rest for name in (self.name, *self.others) for rest in _rests(name)] if person else []
        found = [name for name in (*rests, *self.others, self.id) if _begins(name, begun)]
        return [min(found, key=len)] if found else []


def listed(begun: str, own: Sequence[Path] = ()) -> Iterator[Known]:
    """The actors in the built-in tables and the user's own with a name that starts with ``begun``."""
    folder = resources.seeds() / "actors"
    more: dict[str, list[str]] = {}
    for _, row in rows(folder / "metonyms.tsv", ("surface", "actor", "rule", "institution", "source")):
        if row["rule"] in ("always", "capital") and _begins(row["surface"], begun):
            more.setdefault(row["actor"], []).append(row["surface"])
    for _, row in rows(folder / "knownas.tsv", ("surface", "person", "source")):
        if _begins(row["surface"], begun):
            more.setdefault(row["person"], []).append(row["surface"])
    tables = [folder / f"{name}.tsv" for name in TABLES if name != "persons" or len(begun) >= PERSONS_FROM]
    for table in (*tables, *own):
        for row in _read(table):
            others = [name for name in split(row["aliases"]) if _has(name, begun)]
            others += [*more.get(row["id"], ()), *more.get(row["name"], ())]
            others += [name for name in split(row["demonyms"]) if _has(name, begun)]
            if others or _has(row["name"], begun) or _begins(row["code"], begun) or _begins(row["id"], begun):
                yield Known(row["id"], row["name"], row["kind"], row["code"], tuple(others))


def _read(table: Path) -> Iterator[dict[str, str]]:
    """The rows of a table up to the first malformed one, which completion does not report."""
    with contextlib.suppress(SeedError):
        yield from (row for _, row in rows(table, COLUMNS))


def _rests(name: str) -> list[str]:
    """The full name without its first word, first two words and so on, down to the surname alone."""
    words = name.split()
    return [" ".join(words[start:]) for start in range(1, len(words))]


def _has(name: str, begun: str) -> bool:
    """Whether any word of a name may start with ``begun``: a quick test without false negatives."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return f" {begun.partition(' ')[0]}" in f" {name.lower()}"
    if name.isascii() and "&" not in name:
        return begun.partition(" ")[0] in name.lower().translate(_SIGNS)
    return True


def _begins(name: str, begun: str) -> bool:
    return _has(name, begun) and plain(name).startswith(begun)


def as_typed(name: str, typed: str) -> str | None:
    """A name spelled so that it continues exactly what was typed and needs no quotes; None if it does not.

    This is safe because case, accents and hyphens are ignored when a name is resolved.

    >>> begun = (("Zelensky", "zel"), ("Erdoğan", "erdog"), ("The Gambia", "Ga"), ("Côte d'Ivoire", "cot"))
    >>> [as_typed(name, typed) for name, typed in begun]
    ['zelensky', 'erdogan', 'Gambia', 'cote-divoire']
    """
    if name.startswith(typed) and not re.search(r"[\s'’]", name):
        return name
    asked = plain(typed)
    ends = [end for end in range(len(name) + 1) if plain(name[:end]) == asked]
    if not ends:
        return None
    rest = name[ends[-1 if typed[-1:].isspace() else 0] :]
    if not re.search(r"\s", typed):
        rest = "-".join(re.sub(r"['’.]", "", word) for word in rest.split(" "))
    return typed + (rest.lower() if typed.islower() else rest)
