"""Page furniture around the article's own words: captions, calls to subscribe, credits.

Headlines of other articles ("Read more: …") are kept: they also report what happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphkit.languages.en import furniture as en

LONG = 40
"""Characters from which a repeated sentence counts as the same passage again."""
CAPTION = 400
"""Most characters in a caption with its credit."""


def article(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    r"""The sentences that are the article's own, each passage once.

    >>> text = "Russia left.\nSubscribe to Iran in brief\nRussia left."
    >>> [text[a:b] for a, b in article(text, [(0, 12), (13, 39), (40, 52)])]
    ['Russia left.', 'Russia left.']
    """
    seen: set[str] = set()
    for start, end in _without_captions(text, sentences):
        words = text[start:end]
        if en.CALLS.match(words) or en.CAPTION.match(words) or en.CREDIT.search(words, max(0, len(words) - 120)):
            continue
        if len(words) >= LONG:
            plain = " ".join(words.split())
            if plain in seen:
                continue
            seen.add(plain)
        yield start, end


def _without_captions(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences except those in a short line that ends with a picture credit."""
    line: list[tuple[int, int]] = []
    for span in sentences:
        if line and "\n" in text[line[-1][1] : span[0]]:
            yield from _unless_caption(text, line)
            line = []
        line.append(span)
    yield from _unless_caption(text, line)


def _unless_caption(text: str, line: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if not line:
        return []
    (start, _), (credit, end) = line[0], line[-1]
    return [] if end - start <= CAPTION and en.PICTURE.match(text, credit, end) else line
