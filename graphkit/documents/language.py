"""Which language a text is in. In doubt it is English: a short item must never be lost."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from graphkit.errors import InputError
from graphkit.languages.en import sentences as en
from graphkit.languages.registry import ENGLISH, known, remedy

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LOOK = 2_000
"""Characters that tell the language of a text."""
SHARE = 0.25
"""The share of common words among those in lower case from which on a text is English: that of news is two of five."""
FEW, SOME = 3, 5
"""With fewer words in lower case a text is English unless the file says otherwise, or is judged with more care."""
UNLIKELY, MOST_UNLIKELY = 0.01, 0.002
"""Chances of being English below which a text, or one of fewer than SOME words, is not."""

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def foreign(text: str, declared: str | None = None) -> str | None:
    """The code (ISO 639-1, or what the file says) of the language of a text that is not English; None of one that is.

    ``declared`` is what the file says, as a code or name. It decides where the words do not: pages are often made
    from a template of another language.

    >>> foreign("Er wird dort mit dem Präsidenten über den Krieg sprechen."), foreign("Putin visits Xi")
    ('de', None)
    """
    written = _WORD.findall(text[:LOOK])
    said = declared.strip() if declared else ""
    other = bool(said) and not english(said)
    letters = "".join(written)
    if len(letters) > FEW and len(_LATIN.findall(letters)) * 2 < len(letters):
        return said if other else _ranked(text[:LOOK])[0]
    # names, of which headlines are full, tell nothing: they are of all languages
    words = [word for word in written if word.islower() or word.lower() in en.COMMON]
    if len(words) < FEW:
        return said if other else None
    if sum(word.lower() in en.COMMON for word in words) >= SHARE * len(words):
        return None
    best, chance = _ranked(" ".join(words))
    if other:
        return None if chance > 0.5 else said
    return best if chance < (UNLIKELY if len(words) >= SOME else MOST_UNLIKELY) else None


def english(language: str) -> str | None:
    """The tag of a code or name that means English; None of any other.

    >>> english("en_GB"), english("eng"), english("English"), english("enm")
    ('en-GB', 'en', 'en', None)
    """
    said = re.fullmatch(r"en(?:g|glish)?((?:[-_]\w+)*)", language.strip(), re.IGNORECASE)
    return f"en{said[1].replace('_', '-')}" if said else None


def language(text: str, place: str = "the text") -> str:
    """The code of the language that a text is read in; raises InputError of one that cannot be read.

    >>> language("Russia and China signed a treaty.")
    'en'
    """
    other = foreign(text)
    if other is None:
        return ENGLISH
    told = known(other)
    if told is None or not told.installed:
        raise InputError(f"{place} is in {told.name if told else other}", remedy([other]))
    return told.code


def _ranked(text: str) -> tuple[str, float]:
    """The likeliest language but English, and the chance that it is English."""
    ranking = _identifier().rank(text)
    return next(code for code, _ in ranking if code != "en"), dict(ranking)["en"]


@cache
def _identifier() -> LanguageIdentifier:
    """Loaded (in a second) when the first text comes that is not clearly English."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
