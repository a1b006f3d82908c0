"""Folding of typed names for comparison; light enough to load at each keystroke."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans("øłđðħıəþ", "olddhiet") | str.maketrans({"æ": "ae", "œ": "oe", "&": " and "})
_DROPPED = re.compile(r"['’‘ʼʻ`´.\u00ad\u200b-\u200f\u2060\ufeff]")
_GAP = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """A name in the folded form in which names are compared.

    >>> [plain(name) for name in ("The U.S.", "U. S.", "Türkiye", "People's Republic of China", "Guinea-Bissau")]
    ['us', 'us', 'turkiye', 'peoples republic of china', 'guinea bissau']
    """
    bare = text.lower().replace("&", " and ") if text.isascii() else _bare(text)
    words = _GAP.sub(" ", _DROPPED.sub("", bare)).split()
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    return "".join(words) if all(len(word) == 1 for word in words) else " ".join(words)


def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", folded).translate(_LETTERS)
    return "".join([letter for letter in apart if not unicodedata.combining(letter)])
