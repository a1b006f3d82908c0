"""Time expressions in another language: a table translates each into English, whose forms give the days.

``timewords.tsv`` of a language lists its words by kind, ``dates.tsv`` its forms, with kinds in braces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from graphkit.actors.tables import rows
from graphkit.errors import SeedError
from graphkit.extract.times.spans import TimeSpan, time_spans

if TYPE_CHECKING:
    from pathlib import Path

    from graphkit.languages.registry import Language

FIGURES = {"day": r"[0-3]?\d", "until": r"[0-3]?\d", "year": r"(?:1[5-9]|20)\d\d", "to": r"(?:1[5-9]|20)\d\d"}
"""Patterns of figures, which need no translation."""
AGAIN = {"other": "weekday"}
"""Names for a second word of the same kind in a form."""
BEFORE = "before"
"""The preceding expression, in English."""
_SLOT = re.compile(r"{(\w+)}")


@dataclass(frozen=True, eq=False)
class Phrases:
    """The time expressions of a language."""

    forms: tuple[tuple[re.Pattern[str], str], ...]
    """Each with its English translation; where forms overlap, the first counts."""
    words: Mapping[str, Mapping[str, str]]
    """By kind: lower-case words to English ones."""
    bound: re.Pattern[str]
    """What makes an expression a bound rather than a date: "depuis 2014"."""

    def spans(self, sentence: str, now: date | None, *, planned: bool) -> list[TimeSpan]:
        """The time expressions from left to right, each with the days it means as of a day."""
        found = sorted(self._matches(sentence), key=lambda match: match[0].start())
        told = ""
        spans: list[TimeSpan] = []
        for match, english in found:
            told = _SLOT.sub(lambda slot: self._word(match, slot[1], told), english).strip()  # noqa: B023 (used at once)
            read = time_spans(told, now, planned=planned)
            if not self.bound.search(sentence, 0, match.start()):
                spans.append(TimeSpan(match.start(), match.end(), read[-1].days if read else None))
        return spans

    def _matches(self, sentence: str) -> Iterator[tuple[re.Match[str], str]]:
        rest = sentence
        for pattern, english in self.forms:
            for match in pattern.finditer(rest):
                yield match, english
                rest = rest[: match.start()] + "\x00" * len(match[0]) + rest[match.end() :]

    def _word(self, match: re.Match[str], kind: str, before: str) -> str:
        if kind == BEFORE:
            return before
        said = (match[kind] or "").lower()
        return self.words.get(AGAIN.get(kind, kind), {}).get(said, said)


@cache
def load(language: Language) -> Phrases:
    """Read the tables of a language; raises SeedError with file and line. A language without tables has no dates."""
    words: dict[str, dict[str, str]] = {}
    for _, row in _rows(language.folder / "timewords.tsv", "kind", "word", "english"):
        words.setdefault(row["kind"], {})[row["word"]] = row["english"]
    forms = []
    for line, row in _rows(language.folder / "dates.tsv", "form", "english"):
        kinds = {*_SLOT.findall(row["form"])}
        unknown = kinds - {*words, *FIGURES, *AGAIN} or {*_SLOT.findall(row["english"])} - kinds - {BEFORE}
        if unknown:
            raise SeedError(f"dates.tsv:{line}: no words for {{{min(unknown)}}}", "add them to timewords.tsv")
        forms.append((_pattern(row["form"], words), row["english"]))
    bounds = "|".join(map(re.escape, sorted(language.words.get("bounds", ()), key=len, reverse=True)))
    return Phrases(
        tuple(forms), words, re.compile(rf"\b(?:{bounds})(?: \w+'?)? ?$" if bounds else r"(?!)", re.IGNORECASE)
    )


def _rows(path: Path, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
    for line, row in rows(path, columns) if path.exists() else ():
        if empty := [column for column in columns if not row[column]]:
            raise SeedError(f"{path.name}:{line}: column {empty[0]} is empty", "fill it or leave the row out")
        yield line, row


def _pattern(form: str, words: Mapping[str, Mapping[str, str]]) -> re.Pattern[str]:
    def group(slot: re.Match[str]) -> str:
        kind = slot[1]
        known = sorted(words.get(AGAIN.get(kind, kind), ()), key=len, reverse=True)
        choices = FIGURES.get(kind) or "|".join(map(re.escape, known)) + (r"|\d{1,4}" if kind == "number" else "")
        return f"(?P<{kind}>{choices})"

    return re.compile(rf"(?<![\w-]){_SLOT.sub(group, form)}(?![\w-]|[.,]\d)", re.IGNORECASE)
