"""What stands on a page beside the article's own words: captions, calls to subscribe, credits.

Headlines of other articles ("Read more: …") stay: they tell what happened, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphkit.languages.en import furniture as en

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
        if en.CALLS.match(words) or en.CREDIT.search(words, max(0, len(words) - 120)):
            continue
        if len(words) >= LONG:
            plain = " ".join(words.split())
            if plain in seen:
                continue
            seen.add(plain)
        yield start, end
