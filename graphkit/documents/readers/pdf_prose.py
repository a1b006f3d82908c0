"""Join the lines of PDF pages into prose, one line per paragraph.

A page has no paragraphs, only lines. Whether a line continues in the next shows in its hyphen, in how the next one
begins, and in whether it had room for the next word; columns and page breaks do not end a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple

OFTEN = 3
"""Fewest pages on which a running head or foot appears; both if there are two."""
ALIKE = 0.08
"""Relative difference within one font size."""
ALIGNED = 1.5
"""Points by which the ends of lines at one margin may differ."""
ALIGNED_WITH = 2
"""How many such lines, including the line itself, establish a margin."""
INDENT = 3
"""Letters by which the starts of lines in one column may differ."""
APART, USUAL_LEADING = 1.35, 1.2
"""The gap, relative to line spacing, that ends a paragraph; and the usual spacing relative to font size."""
NARROWEST = 8
"""Least width of a column line, in letter heights."""
COLUMN = 60
"""Lines before and after one that are checked for its margin."""
NEAR = 4
"""Lines before and after one that give the width of its column."""
_ENDS = re.compile(r"[.!?:][\"'”’»)\]]*$")
_NUMBER = re.compile(r"\S*\d[^\w\s]*$")
_NOTE = re.compile(r"\(?(?:\d{1,3}|[*†‡§])[.)]?\s*\S")
_MARK = re.compile(r"(?:\d{1,3}|[*†‡§]+)(?=[^\W\d_])")
"""A note mark directly before its text."""
_PRINTED = re.compile(
    r"^\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d(?:\s?[AP]M)?\b|\b\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d\d(?:\s?[AP]M)?$"
    r"|^https?://\S+\s+\d+/\d+$"
)
"""What browsers print above and below a page: the time and the URL."""
_HYPHEN = re.compile("[\x02\ufffe]$|(?<=[^\\W\\d_])-$")
_BULLET = re.compile("^[\ue000-\uf8ff]\\s*")
"""A bullet from a symbol font, in the private use area."""
_MEMBER = re.compile(r"[•▪◦‣●■–—*\ue000-\uf8ff]|\(?\w{1,3}[.)]\s")
"""How list items begin."""


class Line(NamedTuple):
    """A line, in points: its ends, baseline and font size (0 if unknown)."""

    text: str
    left: float = 0
    right: float = 0
    foot: float = 0
    size: float = 0
    columns: bool = False
    """Whether gaps divide it, as in table rows."""
    note: bool = False
    """Whether it begins with a note mark."""


def prose(pages: Sequence[Sequence[Line]]) -> str:
    """The text of all pages followed by notes, without running heads, page numbers and note marks."""
    plain = _bodies([_rejoined(page) for page in pages])
    usual = _usual(plain)
    text: list[list[Line]] = []
    notes: list[Line] = []
    for page in plain:
        own = _notes(page, usual)
        text.append(page[: len(page) - own])
        notes += page[len(page) - own :]
    return "\n\n".join(filter(None, (_text(text), _text([[_unmarked(line) for line in notes]]))))


def _unmarked(line: Line) -> Line:
    mark = _MARK.match(line.text)
    return line._replace(text=line.text[mark.end() :], note=True) if mark else line


def _rejoined(page: Sequence[Line]) -> list[Line]:
    """The lines of a page, rejoined where a raised mark or a gap has split them."""
    found: list[Line] = []
    for line in page:
        last = found[-1] if found else None
        if (
            last
            and line.size
            and abs(last.foot - line.foot) < line.size / 4
            and -1 < line.left - last.right < line.size
        ):
            blank = "" if line.text[:1] in ".,;:!?)" or last.text.endswith(" ") else " "
            found[-1] = last._replace(text=f"{last.text}{blank}{line.text}", right=line.right)
        elif line.text.strip():
            found.append(_well(line))
    return found


def _well(line: Line) -> Line:
    """A line, without its position if that is impossible, as on rotated pages."""
    if line.size > 0 and line.right - line.left > len(line.text.strip()) * line.size / 8:
        return line
    return Line(line.text)


def _bodies(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Pages without first and last lines that are numbers or recur, ignoring numbers, on several pages."""
    pages = [page for page in pages if page]
    edges = Counter(text for page in pages for text in {_plain(page[0].text), _plain(page[-1].text)})
    often = min(OFTEN, max(2, len(pages)))
    found: list[list[Line]] = []
    for page in pages:
        first, last = 0, len(page)
        if _runs(page[0].text, edges, often):
            first = 2 if len(page) > 1 and _runs(page[1].text, {}, often) else 1
        if last > first and _runs(page[-1].text, edges, often):
            last -= 2 if last - 1 > first and _runs(page[-2].text, {}, often) else 1
        found.append(page[first:last])
    return found


def _runs(line: str, edges: Mapping[str, int], often: int) -> bool:
    plain = _plain(line)
    return not plain.strip(" -–|/") or edges.get(plain, 0) >= often or _PRINTED.search(line) is not None


def _plain(line: str) -> str:
    return re.sub(r"\d+", "", line).strip().removeprefix("Page of").removeprefix("Page").strip()


def _usual(pages: Sequence[Sequence[Line]]) -> float:
    """The most common font size, rounded to half a point."""
    sizes: Counter[float] = Counter()
    for line in (line for page in pages for line in page):
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=0)


def _notes(page: Sequence[Line], usual: float) -> int:
    """How many lines at the end of a page are notes: in small type, starting with a note mark."""
    small = 0
    while small < len(page) and 0 < page[-1 - small].size < usual * (1 - ALIKE):
        small += 1
    marked = any(line.note or _NOTE.match(line.text) for line in page[len(page) - small :])
    return small if marked and small < len(page) else 0


def _text(pages: Sequence[Sequence[Line]]) -> str:
    """Lines as paragraphs, an empty line between two."""
    usual, leading = _usual(pages), _leading(pages)
    places = [(page, place) for page in pages for place in range(len(page))]
    parts: list[str] = []
    for (page, place), after in zip_longest(places, places[1:]):
        line = page[place]
        text = _BULLET.sub("", line.text.strip())
        following = after[0][after[1]] if after else None
        if following is None:
            parts.append(text)
        elif _HYPHEN.search(text) and following.text.strip()[:1].isalnum():
            parts.append(text[:-1] + ("-\n" if following.text.strip()[0].islower() else "-"))
        else:
            # a hyphen that does not split a word stays
            parts += (_HYPHEN.sub("-", text), _joint(page, place, following, usual, leading))
    return "".join(parts)


def _joint(page: Sequence[Line], place: int, following: Line, usual: float, leading: float) -> str:
    """The separator of two lines: a space within a paragraph, an empty line where one ends."""
    line, end = page[place], "\n\n"
    if not line.size or not following.size:
        return "\n"  # left to the cleaning of the text
    if following.note or not _alike(line, following) or (line.columns and following.columns):
        return end
    if _MEMBER.match(following.text):
        return end
    if following.text.lstrip()[:1].islower():
        return " "
    below = line.foot - following.foot
    if below > APART * leading * line.size and following.left < line.right:
        return end
    if line.size > usual * (1 + ALIKE):
        return " "
    ended = _ENDS.search(line.text.rstrip())
    if ended and below > 0 and line.size / 2 < following.left - line.left < INDENT * line.size:
        return end
    if not ended and _NUMBER.fullmatch(line.text.split()[-1]):
        return end
    return " " if _is_full(page, place, following) else end


def _is_full(page: Sequence[Line], place: int, following: Line) -> bool:
    """Whether a line ends at its column's margin, or had no room there for the first word of the next."""
    line = page[place]
    column = [
        other
        for other in page[max(0, place - COLUMN) : place + COLUMN + 1]
        if _alike(line, other) and abs(other.left - line.left) < INDENT * line.size
    ]
    if line.right - line.left < NARROWEST * line.size:
        return False
    if sum(abs(other.right - line.right) < ALIGNED for other in column) > ALIGNED_WITH:
        return True
    near = [other for other in page[max(0, place - NEAR) : place + NEAR + 1] if other in column]
    edge = max(other.right for other in near)
    supported = sum(other.right > edge - NEAR * line.size for other in near) > 1
    return supported and line.right + _first_word(following) > edge


def _alike(line: Line, other: Line) -> bool:
    return abs(line.size - other.size) <= ALIKE * max(line.size, other.size)


def _first_word(line: Line) -> float:
    """How wide the first word of a line is, with a blank before it."""
    text = line.text.strip()
    return (len(text.split()[0]) + 1) * (line.right - line.left) / len(text)


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """The line spacing within paragraphs, as a multiple of the font size."""
    gaps: Counter[float] = Counter()
    for page in pages:
        for line, following in pairwise(page):
            below = line.foot - following.foot
            if line.size and _alike(line, following) and 0 < below < INDENT * line.size:
                gaps[round(below / line.size, 1)] += 1
    return max(gaps, key=lambda gap: (gaps[gap], -gap), default=USUAL_LEADING)
