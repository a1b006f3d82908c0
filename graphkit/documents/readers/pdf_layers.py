"""The text layers of a PDF on standard input, as JSON on standard output: a separate program.

A small PDF may decompress to more than memory holds, and PDFium kills the process when it fails.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from itertools import pairwise
from math import hypot
from typing import Any

HYPHENS = "\x02\ufffe"
"""What PDFium returns for a hyphen that splits a word at the end of a line."""
MARKS = frozenset("0123456789*†‡§")
"""Characters of note marks."""
BEFORE = 3
"""Fewest letters in a word that may have a note mark; units are shorter."""
RAISED, SMALL, GAP = 0.15, 0.85, 2.5
"""Relative to the size of a line: how far a mark is raised, how small it is, and the width of a column gap."""

Line = tuple[str, float, float, float, float, bool, bool]
"""Text, left and right end, baseline, font size; whether its text is in columns, and whether it begins with a note
mark."""


def main(memory: int, longest: int) -> None:
    """Print the ``pages`` and the metadata ``told``, or the ``error``, within limits on bytes and characters."""
    import pypdfium2

    _limit(memory)
    sys.stdin.buffer.seek(0)
    try:
        with closing(pypdfium2.PdfDocument(sys.stdin.buffer)) as document:
            pages: list[list[Line]] = []
            for number in range(len(document)):
                with closing(document[number]) as page, closing(page.get_textpage()) as layer:
                    longest -= layer.count_chars()
                    if longest < 0:
                        break
                    pages.append(list(_lines(layer.raw, layer.count_chars(), page.get_bbox())))
            told = document.get_metadata_dict(skip_empty=True)
        found: dict[str, object] = {"too_large": True} if longest < 0 else {"pages": pages, "told": told}
    except pypdfium2.PdfiumError as error:
        found = {"error": str(error)}
    except MemoryError:
        found = {"too_large": True}
    json.dump(found, sys.stdout)


def _lines(layer: Any, size: int, bounds: Sequence[float]) -> Iterator[Line]:  # noqa: ANN401 - a pointer
    """The lines of a page in layout order; what lies outside the page is left out."""
    from pypdfium2 import raw

    begin = 0
    text: list[str] = []
    for place in range(size + 1):
        sign = chr(raw.FPDFText_GetUnicode(layer, place)) if place < size else "\n"
        text.append(sign)
        if sign in "\r\n" or sign in HYPHENS:
            if found := _line(layer, begin, "".join(text).rstrip("\r\n"), bounds):
                yield found
            begin, text = place + 1, []


def _line(layer: Any, begin: int, text: str, bounds: Sequence[float]) -> Line | None:  # noqa: ANN401
    places = [place for place, sign in enumerate(text) if sign not in "\0 " and sign not in HYPHENS]
    if not places:
        return None
    middle = _Sign(layer, begin + places[len(places) // 2])
    left = _Sign(layer, begin + places[0]).left
    right = _Sign(layer, begin + places[-1]).right
    if not (bounds[0] <= right and left <= bounds[2] and bounds[1] <= middle.foot <= bounds[3]):
        return None
    marks = _marks(layer, begin, text, middle)
    columns = any(
        _Sign(layer, begin + after).left - _Sign(layer, begin + before).right > GAP * middle.size
        for before, after in pairwise(places)
        if after > before + 1
    )
    said = "".join(sign for place, sign in enumerate(text) if place not in marks).replace("\0", "")
    said = said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return said, left, right, middle.foot, middle.size, columns, places[0] in marks


def _marks(layer: Any, begin: int, text: str, middle: _Sign) -> set[int]:  # noqa: ANN401
    """Where note marks are in a line: small and raised, after a word of more than a letter or two."""
    marks: set[int] = set()
    for place, sign in enumerate(text):
        if sign not in MARKS or not (
            place == 0 or place - 1 in marks or _ends_word(text[max(0, place - BEFORE) : place])
        ):
            continue
        found = _Sign(layer, begin + place)
        if found.size < SMALL * middle.size and found.foot > middle.foot + RAISED * middle.size:
            marks.add(place)
    return marks


def _ends_word(before: str) -> bool:
    """Whether a word, or a mark after one, ends here, rather than a number or unit such as 10⁶ or km²."""
    last = before[-1:]
    return not last.isdigit() and ((before.isalpha() and len(before) == BEFORE) or last in ".,;:!?)]\"'”’»")


class _Sign:
    """The position and size of a character."""

    def __init__(self, layer: Any, place: int) -> None:  # noqa: ANN401
        from pypdfium2 import raw

        ends = [ctypes.c_double() for _ in range(4)]
        raw.FPDFText_GetCharBox(layer, place, *ends)
        self.left, self.right = ends[0].value, ends[1].value
        raw.FPDFText_GetCharOrigin(layer, place, *ends[:2])
        self.foot = ends[1].value
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(layer, place, matrix)
        self.size = raw.FPDFText_GetFontSize(layer, place) * hypot(matrix.c, matrix.d)


def _limit(memory: int) -> None:
    """Let this process use at most this many more bytes, where the system reports and enforces that."""
    with suppress(ImportError, OSError):
        import resource

        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - nothing else is loaded
            used = int(status.read().partition("VmData:")[2].split()[0]) * 1024
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        ceiling = used + memory
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        resource.setrlimit(resource.RLIMIT_DATA, (ceiling if hard < 0 else min(ceiling, hard), hard))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
