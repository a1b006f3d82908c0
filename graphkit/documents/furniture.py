"""What stands on a page beside the article's own words: captions, calls to subscribe, credits.

Headlines of other articles ("Read more: …") stay: they tell what happened, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

CALLS = re.compile(
    r"\W*(?:"
    r"subscribe|sign up|log in|register (?:now|here|for)|follow us|join (?:our|us on)|share (?:this|on)|"
    r"click (?:here|on)|most (?:read|popular)|"
    r"advertisement|sponsored|copyright\b|©|all rights reserved|tags?:|topics?:|filed under|download (?:our|the) app|"
    r"get (?:our|the) (?:app|newsletter|latest)|support (?:our|independent) journalism|"
    r"(?:photo|photograph|image|picture)s?(?: (?:by|credit|courtesy|taken)|\s*:)|caption:|file photo|"
    r"(?:additional )?(?:reporting|editing|writing|compiled|translated) by|"
    r"(?:this|the) (?:article|story|report) (?:was|has been|is) (?:originally |first )?"
    r"(?:published|updated|corrected|amended)"
    r")",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"[(\[](?:[^()\[\]]*\b)?(?:photo|photograph|image|picture|AFP|Getty|Reuters|EPA|Shutterstock|via AP|Handout)\b"
    r"[^()\[\]]*[)\]]\W*$|\b(?:AP|Reuters|AFP|Getty Images|EPA|File) ?(?:photo|/)[^.]{0,40}$",
    re.IGNORECASE,
)
"""What ends the caption of a picture."""
LONG = 40
"""Characters from which on a sentence that stands twice is the same passage again."""


def article(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    r"""The sentences that are the article's own, each passage once.

    >>> text = "Russia left.\nSubscribe to Iran in brief\nRussia left."
    >>> [text[a:b] for a, b in article(text, [(0, 12), (13, 39), (40, 52)])]
    ['Russia left.', 'Russia left.']
    """
    seen: set[str] = set()
    for start, end in sentences:
        words = text[start:end]
        if CALLS.match(words) or CREDIT.search(words, max(0, len(words) - 120)):
            continue
        if len(words) >= LONG:
            plain = " ".join(words.split())
            if plain in seen:
                continue
            seen.add(plain)
        yield start, end
