"""Reading the tables of naming customs."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from graphkit.actors.naming import Court, Naming, Shorthand
from graphkit.actors.spelling import key
from graphkit.actors.tables import rows, split


def load(folder: Path) -> Naming:
    """Read the tables of naming customs; raises SeedError with file and line."""
    spellings: dict[str, dict[str, None]] = {}
    for _, row in rows(folder / "variants.tsv", ("forms", "source")):
        forms = [key(form) for form in split(row["forms"])]
        for form in forms:
            spellings.setdefault(form, {}).update(dict.fromkeys(other for other in forms if other != form))
    prominent: dict[str, list[tuple[date, date]]] = {}
    for _, row in rows(folder / "prominent.tsv", ("person", "start", "end", "source")):
        prominent.setdefault(row["person"], []).append(
            (date.fromisoformat(row["start"]), date.fromisoformat(row["end"]))
        )
    seats: dict[str, list[tuple[str, date, date]]] = {}
    for _, row in rows(folder / "seats.tsv", ("town", "actor", "start", "end", "source")):
        first, last = row["start"] or str(date.min), row["end"] or str(date.max)
        seats.setdefault(key(row["town"]), []).append(
            (row["actor"], date.fromisoformat(first), date.fromisoformat(last))
        )
    words: dict[str, list[str]] = {}
    for _, row in rows(folder / "words.tsv", ("word", "class", "source")):
        words.setdefault(row["class"], []).append(row["word"])
    return Naming(
        common={
            key(row["surname"]): row["kind"]
            for _, row in rows(folder / "commonnames.tsv", ("surname", "kind", "source"))
        },
        given={row["name"]: row["gender"] for _, row in rows(folder / "givennames.tsv", ("name", "gender", "source"))},
        order={row["code"]: row["part"] for _, row in rows(folder / "nameorder.tsv", ("code", "part", "source"))},
        weight={
            row["code"]: int(row["rank"]) for _, row in rows(folder / "prominence.tsv", ("code", "rank", "source"))
        },
        remembered=frozenset(row["person"] for _, row in rows(folder / "remembered.tsv", ("person", "source"))),
        prominent=prominent,
        seats=seats,
        shorthand=tuple(
            Shorthand(row["word"], frozenset(split(row["beside"])), frozenset(split(row["unless"])), row["actor"])
            for _, row in rows(folder / "shorthand.tsv", ("word", "beside", "unless", "actor", "source"))
        ),
        courts=tuple(
            Court(
                row["court"],
                date.fromisoformat(row["since"]),
                date.fromisoformat(row["until"]) if row["until"] else date.max,
                frozenset(split(row["beside"])),
                re.compile(rf"\b(?:{row['words']})", re.IGNORECASE),
                row["tries"],
            )
            for _, row in rows(folder / "courts.tsv", ("court", "since", "until", "beside", "tries", "words", "source"))
        ),
        homonyms={row["surface"]: row["as"] for _, row in rows(folder / "homonyms.tsv", ("surface", "as", "source"))},
        towns=frozenset(row["surname"] for _, row in rows(folder / "towns.tsv", ("surname", "source"))),
        provinces={
            key(row["surface"]).removesuffix("."): row["of"]
            for _, row in rows(folder / "provinces.tsv", ("surface", "of", "source"))
        },
        spellings={form: tuple(others) for form, others in spellings.items()},
        words={name: frozenset(members) for name, members in words.items()},
    )
