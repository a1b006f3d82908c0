"""Which languages are read beside English: one folder each, with a ``language.toml`` and its tables.

So a further language is one folder more. Its text is parsed by a spaCy pipeline that an extra brings; what is read of
the parse stands in the tables (docs/decisions/2026-11-27-languages.md).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

ENGLISH = "en"
FOLDER = Path(__file__).parent
_CODE = re.compile(r"([a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Language:
    """What the program has to know of a language to read it."""

    code: str
    """ISO 639-1."""
    name: str
    """In English."""
    names: frozenset[str]
    """What files call it, in lower case: codes and names."""
    pipeline: str
    """The package of the spaCy pipeline that parses it, with labels of Universal Dependencies."""
    extra: str
    """The extra of graphkit that brings the pipeline."""
    denial: re.Pattern[str]
    """A word that denies what is said with it."""
    words: Mapping[str, frozenset[str]]
    """Classes of words, by name."""
    contractions: Mapping[str, str]
    """Prepositions as they are written to as the lexicon has them."""
    endings: Mapping[str, str]
    """Endings of verbs that a pipeline may leave as they are to those of the lemma."""
    stand_ins: Mapping[str, str]
    """What the parser reads in the place of the names of a "person" and of a "name" without an article."""
    folder: Path

    @property
    def installed(self) -> bool:
        """Whether its pipeline can be loaded."""
        return find_spec(self.pipeline) is not None

    @property
    def version(self) -> str:
        """That of its pipeline; raises PackageNotFoundError where that is not installed."""
        from importlib.metadata import version

        return version(self.pipeline)

    @property
    def remedy(self) -> str:
        """What makes it readable."""
        return f"pip install 'newsgraphkit[{self.extra}]'"


@cache
def languages() -> Mapping[str, Language]:
    """The languages that there is a folder for, by code."""
    return {path.parent.name: _language(path) for path in sorted(FOLDER.glob("*/language.toml"))}


def known(tag: str) -> Language | None:
    """The language of a code or name that a file gives; None for one that there is no folder for.

    >>> [language.code for tag in ("fr", "fr-CA", "French", "de", "frr") if (language := known(tag))]
    ['fr', 'fr', 'fr']
    """
    said = tag.strip().lower()
    code = _CODE.fullmatch(said)
    for language in languages().values():
        if said in language.names or (code and code[1] in language.names):
            return language
    return None


def _language(path: Path) -> Language:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    code = path.parent.name
    return Language(
        code=code,
        name=told["name"],
        names=frozenset({code, told["name"].lower(), *told["names"]}),
        pipeline=told["pipeline"],
        extra=told["extra"],
        denial=re.compile(told["denial"], re.IGNORECASE),
        words={name: frozenset(words.split()) for name, words in told["words"].items()},
        contractions=told["contractions"],
        endings=told.get("endings", {}),
        stand_ins=told.get("stand_ins", {}),
        folder=path.parent,
    )


def spoken() -> str:
    """The languages that can be read as things are, in words.

    >>> spoken().startswith("English")
    True
    """
    return " and ".join(["English", *(language.name for language in languages().values() if language.installed)])


def remedy(skipped: Iterable[str]) -> str:
    """What to do about texts in these languages, by code: the extra that reads one, else what is read at all."""
    told = {language.name: language.remedy for code in skipped if (language := known(code)) and not language.installed}
    if told:
        return ", ".join(f"{line} reads {name}" for name, line in sorted(told.items()))
    return f"graphkit reads {spoken()}"
