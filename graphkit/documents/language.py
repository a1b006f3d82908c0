"""Which language a text is in. In doubt it is English: a short item must never be lost.

Of a short text the words that every sentence has tell, articles and prepositions (``languages/functions.tsv``); where
they do not, chances of letters do.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from graphkit.errors import InputError
from graphkit.languages.en import sentences as en
from graphkit.languages.registry import ENGLISH, FOLDER, known, remedy

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
SHORT = 40
"""Words in lower case up to which the words that every sentence has are counted."""
BEGINNING = 4
"""One of them stands among so many first words, as it does in nearly every sentence."""

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"(?<![\w.-])[^\W\d_]+(?:['’]|(?![\w.-])|(?=\.(?:\W|$)))")
"""A word that is no part of an address or a compound; in "l'attaque" there are two."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def foreign(text: str, declared: str | None = None) -> str | None:
    """The code (ISO 639-1, or what the file says) of the language of a text that is not English; None of one that is.

    ``declared`` is what the file says, as a code or name. It decides where the words do not: pages are often made
    from a template of another language.

    >>> foreign("Der Präsident Russlands ist am Dienstag in Peking eingetroffen."), foreign("Putin visits Xi")
    ('de', None)
    """
    written = _WORD.findall(text[:LOOK])
    said = declared.strip() if declared else ""
    other = bool(said) and not english(said)
    letters = "".join(written)
    if len(letters) > FEW and len(_LATIN.findall(letters)) * 2 < len(letters):
        return said if other else _ranked(text[:LOOK])[0]
    if told := _by_function_words(text[:LOOK]):
        return said if other and _is_same(said, told) else told
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


def _by_function_words(text: str) -> str | None:
    """The language that the articles, prepositions and the like of a short text are of; None of English and in doubt.

    >>> _by_function_words("La France a condamné l'attaque."), _by_function_words("La Paz protests grow")
    ('fr', None)
    """
    words = [word.replace("’", "'") for word in _TOKEN.findall(text)]
    small = [word for word in words if word.islower()]
    if not words or len(small) > SHORT:
        return None
    found: dict[str, tuple[int, int]] = {}
    for code, (anywhere, within, endings, shared) in _function_words().items():
        places = [
            n
            for n, word in enumerate(words)
            if _is_of(words, n, anywhere, within) or (word.islower() and word.endswith(endings))
        ]
        common = [word.lower() for word in words if word.lower() in en.COMMON - anywhere - within]
        against = sum(word not in shared for word in common)
        sure = set(common) <= {"a"} and len(small) <= FEW and any(words[n] in anywhere for n in places)
        several = len(places) > max(1, 2 * against) and len(places) * 5 >= len(words)
        if (sure or several) and places[0] < BEGINNING:
            found[code] = len(places) - against, len(places)
    best = [code for code, counts in found.items() if counts == max(found.values())]
    return best[0] if len(best) == 1 else _likeliest(text, best) if best else None


def _is_of(words: list[str], place: int, anywhere: frozenset[str], within: frozenset[str]) -> bool:
    """Whether a word is one of a language's, and not part of a name as "de" in "Staffan de Mistura"."""
    word, behind = words[place], words[place + 1 : place + 2]
    first = words[0].lower() if words[0].istitle() else ""
    if place == 0 and first:
        return first in anywhere | within
    return word in anywhere or (word in within and (first in within or "".join(behind).islower()))


def _is_same(said: str, code: str) -> bool:
    """Whether what a file says is the language of a code."""
    told = known(said)
    return said.lower().startswith(code) or (told is not None and told.code == code)


def _likeliest(text: str, codes: list[str]) -> str:
    return next((code for code, _ in _identifier().rank(text) if code in codes), codes[0])


@cache
def _function_words() -> dict[str, tuple[frozenset[str], frozenset[str], tuple[str, ...], frozenset[str]]]:
    """By code: words that no name in English texts holds, words that names do, ends of words, words of English too."""
    table = (FOLDER / "functions.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = {}
    for line in table:
        code, *cells = line.split("\t")
        anywhere, within, endings, shared = (cell.split() for cell in cells)
        found[code] = frozenset(anywhere), frozenset(within), tuple(endings), frozenset(shared)
    return found


def _ranked(text: str) -> tuple[str, float]:
    """The likeliest language but English, and the chance that it is English."""
    ranking = _identifier().rank(text)
    return next(code for code, _ in ranking if code != "en"), dict(ranking)["en"]


@cache
def _identifier() -> LanguageIdentifier:
    """Loaded (in a second) when the first text comes that is not clearly English."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
