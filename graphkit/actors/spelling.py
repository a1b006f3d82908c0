"""The plain form in which names in tables and in texts are matched.

Accents, ligatures, wide and decomposed letters, invisible characters, variants of apostrophes and blanks, and dots in
acronyms are normalised. A text keeps an offset map, so that matches have offsets in the original text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from graphkit.documents.cleaning import PLAIN, CleanText, edit, zero_width
from graphkit.languages.en import spelling as en

SPECIAL = dict(
    zip("øØđĐðÐłŁıħĦəƏ\u02be\u02bf", "oOdDdDlLihHaA''", strict=True),
    ß="ss",
    æ="ae",
    Æ="Ae",
    œ="oe",
    Œ="Oe",
    þ="th",
    Þ="Th",
    ŋ="ng",
)
"""Letters that Unicode does not decompose."""


def _letters(character: str) -> str:
    """The plain letters for one character, or the character itself if it has none."""
    if character in SPECIAL:
        return SPECIAL[character]
    apart = unicodedata.normalize("NFKD", character)
    bare = "".join(c for c in apart if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return bare if bare.isascii() else character


ONE = {
    **PLAIN,
    **{
        code: _letters(chr(code))
        for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
        if len(_letters(chr(code))) == 1
    },
}
"""One-to-one replacements of characters."""
ODD = re.compile(r"[^\x00-\x7f\u2013\u2014]")
BLANKS = re.compile(r"(?<= ) +")
DOTTED = re.compile(r"(?<![\w.])(?:(?:[A-Z]\.){2,}(?!\w)|[A-Z](?:\.[A-Z])+(?![\w.])|(?:[A-Z]\. ){1,3}[A-Z]\.(?!\w))")
"""An acronym with dots: "U.S.", "U.S", "U. S."."""
INITIAL = re.compile(r"[A-Z]\.")
SHORTENED = "|".join(
    rf"(?<=\b(?:{'|'.join(sorted(word for word in en.SHORTENED if len(word) == size))})\.)"
    for size in sorted(set(map(len, en.SHORTENED)))
)
STOP = re.compile(rf"\.(?:{SHORTENED})(?=[ ,])")
"""The full stop of an abbreviated word; patterns that begin with a character they consume are searched several times
faster."""
CAPITALS = re.compile(
    r"[A-Z](?<!\w.)[A-Z'-]*[A-Z](?:[^\w\n]{1,3}(?:[A-Z][A-Z'-]*[A-Z]|[A-Z]|\d[\d,.]*)){2,}\b(?![.'-]?[a-z])"
)
"""Three or more words in capitals."""
SHOUTED = re.compile(r"[A-Z](?<![\w'-].)(?:[A-Z]{3,}|'[A-Z]{4,})(?!\w)")
FAMILY = re.compile(r"[A-Z](?<![\w'-].)[A-Z]{1,2}(?= [A-Z][a-z])")
"""A short word in capitals before a name in mixed case."""
PARTICLED = re.compile(
    r"[A-Z](?<![\w'-].)(?<![A-Z]{2} .)[A-Z]{1,2} (?:[A-Z]{2,3} ){0,2}[A-Z][A-Z'-]*[A-Z](?![\w'-]| [A-Z]{2})"
)
"""A name in capitals after one or more short words, in a mixed-case context: Jean-Yves LE DRIAN."""
LOUD = re.compile(r"[A-Z][A-Z'-]")
"""Two capitals in a row, found in every text with words in capitals."""
ORDINARY = re.compile(r"[A-Za-z0-9,&/-]+(?: [A-Za-z0-9,&/-]+)*")
"""A name that is already in plain form."""
LETTERS = re.compile(r"[A-Za-z]+")
UNTITLED = re.compile(rf" (?!(?:{'|'.join(sorted(en.SMALL))})(?![\w'-]))[a-z]+(?![\w'-])")
"""A lower-case word that would be capitalised in a headline."""
HEAD = re.compile(r"(?<![\w'-])[A-Za-z][\w'-]*")
WORD = re.compile(r"[A-Za-z]+(?:'[sS]\b)?")


class Plain(NamedTuple):
    """A text in plain form, with the offset map and the lines whose capitals carry no information."""

    text: str
    source: CleanText
    headlines: tuple[tuple[int, int], ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text of a span in the plain one."""
        return self.source.span(start, end)

    def flat(self, place: int) -> bool:
        """Whether capitals at a position carry no information because it is in a headline."""
        if not self.headlines:
            return False
        number = bisect_right(self.headlines, (place, len(self.text))) - 1
        return number >= 0 and place < self.headlines[number][1]


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """A name in the plain form used for matching.

    >>> key("Recep Tayyip Erdoğan"), key("U.S."), key("Sana’a")
    ('Recep Tayyip Erdogan', 'US', 'Sanaa')
    """
    if ORDINARY.fullmatch(name):
        return name
    name = _one(name)
    if not name.isascii():
        name = ODD.sub(lambda m: _letters(m[0]), name)
    if "." in name:
        name = DOTTED.sub(lambda m: re.sub(r"[. ]", "", m[0]), name)
        name = STOP.sub("", name)
    if "'" in name:
        name = en.INNER.sub("", name)
    return BLANKS.sub("", name).strip()


def plain(
    text: str, acronyms: Collection[str] = frozenset(), families: Mapping[str, str] = MappingProxyType({})
) -> Plain:
    """A text in the plain form used for matching.

    ``acronyms`` stay in capitals in lines that are all capitals; ``families`` beside a given name do not:
    XI Jinping, Jean-Yves LE DRIAN.
    """
    size = len(text)
    made = CleanText(_one(text), range(size + 1), range(1, size + 1))
    if not made.text.isascii():
        made = edit(made, ((m.start(), m.end(), _odd(m)) for m in ODD.finditer(made.text) if _odd(m) != m[0]))
    if "  " in made.text:
        made = edit(made, ((m.start(), m.end(), "") for m in BLANKS.finditer(made.text)))
    if "." in made.text and INITIAL.search(made.text):
        made = edit(made, ((m.start(), m.end(), re.sub(r"[. ]", "", m[0])) for m in DOTTED.finditer(made.text)))
    if stops := [m.start() for m in STOP.finditer(made.text)]:
        made = edit(made, ((stop, stop + 1, "") for stop in stops))
    if "'" in made.text and (inner := [m.start() for m in en.INNER.finditer(made.text)]):
        made = edit(made, ((place, place + 1, "") for place in inner))
    written, headlines = _headlines(made.text, acronyms, families)
    source = made if written == made.text else CleanText(written, made.offsets, made.ends)
    return Plain(written, source, headlines)


def _one(text: str) -> str:
    if text.isascii():  # translating every character takes ten times as long
        return text.replace("`", "'").replace("\t", " ").replace("\v", " ").replace("\f", " ")
    return text.translate(ONE)


def _odd(match: re.Match[str]) -> str:
    if match[0] == "\u200b" and match.string[match.start() - 1 : match.start()].isalnum():
        return zero_width(match.string, match.start())
    return _letters(match[0])


def _headlines(
    text: str, acronyms: Collection[str], families: Mapping[str, str]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text with lines in capitals, without capitals or in title case normalised, and the spans of those lines."""
    loud = LOUD.search(text) is not None
    lines = text.split("\n")
    spans = list(_lines_in_one_case(text, lines))
    if loud:
        text = PARTICLED.sub(lambda m: families.get(m[0], m[0]), text)
        spans += (m.span() for m in CAPITALS.finditer(text))
    if spans:
        spans = [
            (start, end)
            for start, end in _apart(spans)
            if any(len(word) > 1 and word not in acronyms for word in LETTERS.findall(text[start:end]))
        ]
        text = _rewritten(text, spans, lambda m: _cased(m, acronyms))
    if loud:
        text = SHOUTED.sub(lambda m: m[0] if m[0] in acronyms else _cased(m, acronyms), text)
        text = FAMILY.sub(lambda m: families.get(m[0], m[0]), text)
    if titles := list(_title_lines(text.split("\n") if spans or loud else lines)):
        titles = _apart([*spans, *titles])[len(spans) :]
        text = _rewritten(text, titles, _lowered)
    return text, tuple(sorted([*spans, *titles]))


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that do not overlap an earlier one."""
    kept: list[tuple[int, int]] = []
    sorted_: list[tuple[int, int]] = []
    for start, end in spans:
        place = bisect_right(sorted_, (start, end))
        if (place == 0 or sorted_[place - 1][1] <= start) and (place == len(sorted_) or sorted_[place][0] >= end):
            sorted_.insert(place, (start, end))
            kept.append((start, end))
    return kept


def _rewritten(text: str, spans: Collection[tuple[int, int]], word: Callable[[re.Match[str]], str]) -> str:
    """The text with each word in these non-overlapping spans rewritten."""
    if not spans:
        return text
    parts: list[str] = []
    position = 0
    for start, end in sorted(spans):
        parts += (text[position:start], WORD.sub(word, text[start:end]))
        position = end
    return "".join((*parts, text[position:]))


def _cased(match: re.Match[str], acronyms: Collection[str]) -> str:
    """A word from a line in a single case, capitalised like a name."""
    word = match[0]
    bare = word.removesuffix("'S").removesuffix("'s")
    alone = match.string[match.start() - 1 : match.start()] != "-"
    if alone and bare.isupper() and len(bare) > 1 and bare in acronyms and bare not in en.WORDS:
        return bare + word[len(bare) :].lower()
    if bare.lower() in en.SMALL and match.start() > 0:
        return word.lower()
    return bare.capitalize() + word[len(bare) :].lower()


def _lowered(match: re.Match[str]) -> str:
    small = match[0].lower() in en.SMALL and match.start() > 0 and not match[0].isupper()
    return match[0].lower() if small else match[0]


def _lines_in_one_case(text: str, lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Lines of several words in capitals; the complete text if it has no capitals."""
    if text.islower() and " " in text.strip():
        yield 0, len(text)
    position = 0
    for line in lines:
        if line.isupper() and " " in line.strip():
            yield position, position + len(line)
        position += len(line) + 1


def _title_lines(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Lines in which every word except small ones begins with a capital."""
    position = 0
    for line in lines:
        if not UNTITLED.search(line):
            telling = 0
            for head in HEAD.finditer(line):
                if head[0].lower() not in en.SMALL:
                    if head[0][0].islower():
                        break
                    telling += 1
            else:
                if telling > 2 and ". " not in line.rstrip():
                    yield position, position + len(line)
        position += len(line) + 1
