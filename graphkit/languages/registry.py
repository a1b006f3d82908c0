"""The languages supported besides English: one folder each, with a ``language.toml`` and its tables.

Adding a language means adding a folder. Its text is parsed by a spaCy pipeline that an extra installs; the tables say
what to read in the parse (docs/decisions/2026-11-27-languages.md).
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
    """Everything needed to read a language."""

    code: str
    """ISO 639-1."""
    name: str
    """Its English name."""
    names: frozenset[str]
    """Its codes and names in files, in lower case."""
    pipeline: str
    """The package of the spaCy pipeline that parses it, with Universal Dependencies labels."""
    extra: str
    """The graphkit extra that installs the pipeline."""
    denial: re.Pattern[str]
    """Matches a word of negation."""
    words: Mapping[str, frozenset[str]]
    """Classes of words, by name."""
    contractions: Mapping[str, str]
    """Contracted prepositions to their form in the lexicon."""
    endings: Mapping[str, str]
    """Verb endings that the pipeline may leave inflected, to those of the lemma."""
    stand_ins: Mapping[str, str]
    """Words given to the parser in place of the name of a "person", or of a "name" without an article."""
    folder: Path

    @property
    def installed(self) -> bool:
        """Whether its pipeline can be loaded."""
        return find_spec(self.pipeline) is not None

    @property
    def version(self) -> str:
        """The version of its pipeline; raises PackageNotFoundError if that is not installed."""
        from importlib.metadata import version

        return version(self.pipeline)

    @property
    def remedy(self) -> str:
        """How to install support for it."""
        return f"pip install 'newsgraphkit[{self.extra}]'"


@cache
def languages() -> Mapping[str, Language]:
    """The languages with a folder, by code."""
    return {path.parent.name: _language(path) for path in sorted(FOLDER.glob("*/language.toml"))}


def known(tag: str) -> Language | None:
    """The language for a code or name in a file; None if it has no folder.

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
    """The languages that can be read with what is installed, in words.

    >>> spoken().startswith("English")
    True
    """
    return " and ".join(["English", *(language.name for language in languages().values() if language.installed)])


def remedy(skipped: Iterable[str]) -> str:
    """The remedy for texts in these languages (codes): the extra for one of them, else the supported languages."""
    told = {language.name: language.remedy for code in skipped if (language := known(code)) and not language.installed}
    if told:
        return ", ".join(f"{line} reads {name}" for name, line in sorted(told.items()))
    return f"graphkit reads {spoken()}"
