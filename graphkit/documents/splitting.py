"""Split clean text into sentences by rule: fast, without a model, and with spans that map back to the source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from operator import itemgetter

from graphkit.documents.cleaning import CleanText
from graphkit.languages.en import sentences as en
from graphkit.model import Document, Sentence

LONGEST = 1_200
"""Most characters in a sentence, about what the reader accepts; a longer one is split into pieces."""

PAUSES = ("; ", ", ")
"""Preferred places to cut such a sentence rather than at any other space, best first."""

_STOP = re.compile(
    r"""(?<![.!?…])(?P<stop>[.!?…]++)(?P<close>["')\]]*+)(?P<gap>[ ]++)(?=(?P<open>["'(\[]*)(?P<next>[^\W_]+))
      | (?<=[^\W\d_A-Z]{3})(?P<tight>[.!?])(?=[A-Z][^\W\d_A-Z]{2})
      | \n+""",
    re.VERBOSE,
)
_INITIAL = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_WORD_BEFORE = re.compile(r"[^\s\"'(\[/-]+$")


def sentences(text: CleanText, shortened: Collection[str] | None = None) -> list[tuple[int, int]]:
    """The spans of the sentences in the clean text, in order, without overlap or surrounding spaces.

    ``shortened`` are the abbreviations, in lower case, of a language other than English.

    >>> text = 'Gen. Smith met J. K. Li in the U.S. on Jan. 3. "We agree." The U.N. Charter stands.'
    >>> [text[a:b] for a, b in sentences(CleanText(text, range(len(text) + 1)))]
    ['Gen. Smith met J. K. Li in the U.S. on Jan. 3.', '"We agree."', 'The U.N. Charter stands.']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end, following in _boundaries(text.text, shortened):
        spans += _bounded(text.text, start, end)
        start = following
    return spans


def spanning(spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The start and end of the sentences that a span touches; the span itself if it touches none.

    >>> spanning([(0, 4), (5, 9), (10, 14)], 6, 8), spanning([(0, 4), (5, 9), (10, 14)], 6, 11)
    ((5, 9), (5, 14))
    """
    first = bisect_right(spans, start, key=itemgetter(1))
    behind = bisect_left(spans, end, key=itemgetter(0))
    return (spans[first][0], spans[behind - 1][1]) if first < behind else (start, end)


def original(document: Document, text: CleanText, start: int, end: int) -> Sentence:
    """A span of the clean text as a sentence of the document: ``document.text[s.start:s.end] == s.text``."""
    first, last = text.span(start, end)
    return Sentence(first, last, document.text[first:last])


def _boundaries(text: str, shortened: Collection[str] | None) -> Iterator[tuple[int, int]]:
    """Where a sentence ends and where the next one begins."""
    for stop in _STOP.finditer(text):
        if stop["tight"]:
            yield stop.end(), stop.end()
        elif not stop["stop"]:
            yield stop.start(), stop.end()
        elif _ends(text, stop, shortened):
            yield stop.start("gap"), stop.end()
    yield len(text), len(text)


def _ends(text: str, stop: re.Match[str], shortened: Collection[str] | None) -> bool:
    following = stop["next"]
    if following[0].islower():
        return False
    if stop["stop"] == "." and not stop["close"]:
        if shortened is not None:
            before = _WORD_BEFORE.search(text, max(0, stop.start() - 30), stop.start())
            return before is None or not (_INITIAL.fullmatch(before[0]) or before[0].lower() in shortened)
        return _ends_at_full_stop(text, stop.start(), following)
    if '"' in stop["close"] and not stop["open"]:
        return not en.SPEECH.match(text, stop.end())
    return True


def _ends_at_full_stop(text: str, position: int, following: str) -> bool:
    before = _WORD_BEFORE.search(text, max(0, position - 30), position)
    if before is None:
        return True
    word = before[0]
    lower = word.lower()
    if lower in en.TITLES:
        return (
            word.islower() and lower in {"st", "mt", "fig", "art", "gen", "v", "col", "fr"} and following in en.STARTERS
        )
    if lower in en.COUNTED:
        return not following[0].isdigit()
    if lower in en.EITHER or _INITIAL.fullmatch(word):
        return following in en.STARTERS
    return True


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without surrounding spaces, in pieces of at most LONGEST characters."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        half = start + LONGEST // 2
        places = (text.rfind(mark, half, start + LONGEST) for mark in (*PAUSES, " "))
        piece = next((place + 1 for place in places if place >= 0), start + LONGEST)
        yield from _bounded(text, start, piece)
        start = piece
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
