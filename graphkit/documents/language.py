"""Which language a text is in. In doubt it is English: a short item must never be lost.

Short texts are identified by function words such as articles and prepositions (``languages/functions.tsv``), and
where these do not decide, by letter statistics.
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
"""Characters examined to identify a text's language."""
SHARE = 0.25
"""Share of common words among lower-case words from which a text is English; in news it is two in five."""
FEW, SOME = 3, 5
"""With fewer lower-case words a text is English unless the file says otherwise, or is judged more strictly."""
UNLIKELY, MOST_UNLIKELY = 0.01, 0.002
"""Probabilities of English below which a text, or one of fewer than SOME words, is not English."""
SHORT = 40
"""Most lower-case words in a text that is judged by its function words."""
BEGINNING = 4
"""One of them must be among this many first words, as in nearly every sentence."""

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"(?<![\w.-])[^\W\d_]+(?:['’]|(?![\w.-])|(?=\.(?:\W|$)))")
"""A word that is not part of a URL or compound; "l'attaque" is two."""
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def foreign(text: str, declared: str | None = None) -> str | None:
    """The language code (ISO 639-1, or what the file says) of a text that is not English; None for English.

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
    # names, which fill headlines, are no evidence: they occur in all languages
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
    """The language tag for a code or name that means English; None for any other.

    >>> english("en_GB"), english("eng"), english("English"), english("enm")
    ('en-GB', 'en', 'en', None)
    """
    said = re.fullmatch(r"en(?:g|glish)?((?:[-_]\w+)*)", language.strip(), re.IGNORECASE)
    return f"en{said[1].replace('_', '-')}" if said else None


def language(text: str, place: str = "the text") -> str:
    """The code of the language that a text is read as; raises InputError if that is not supported.

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
    """The language of the function words of a short text; None for English and in doubt.

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
    """Whether a word belongs to a language and is not part of a name, like "de" in "Staffan de Mistura"."""
    word, behind = words[place], words[place + 1 : place + 2]
    first = words[0].lower() if words[0].istitle() else ""
    if place == 0 and first:
        return first in anywhere | within
    return word in anywhere or (word in within and (first in within or "".join(behind).islower()))


def _is_same(said: str, code: str) -> bool:
    """Whether the language that a file declares matches a code."""
    told = known(said)
    return said.lower().startswith(code) or (told is not None and told.code == code)


def _likeliest(text: str, codes: list[str]) -> str:
    return next((code for code, _ in _identifier().rank(text) if code in codes), codes[0])


@cache
def _function_words() -> dict[str, tuple[frozenset[str], frozenset[str], tuple[str, ...], frozenset[str]]]:
    """By code: words never in names in English texts, words that are, word endings, and words that are English too."""
    table = (FOLDER / "functions.tsv").read_text(encoding="utf-8").splitlines()[1:]
    found = {}
    for line in table:
        code, *cells = line.split("\t")
        anywhere, within, endings, shared = (cell.split() for cell in cells)
        found[code] = frozenset(anywhere), frozenset(within), tuple(endings), frozenset(shared)
    return found


def _ranked(text: str) -> tuple[str, float]:
    """The likeliest language other than English, and the probability of English."""
    ranking = _identifier().rank(text)
    return next(code for code, _ in ranking if code != "en"), dict(ranking)["en"]


@cache
def _identifier() -> LanguageIdentifier:
    """Loaded (in about a second) for the first text that is not clearly English."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
