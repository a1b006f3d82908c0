"""Clean a document's text for rules and parsers, mapping each clean character to its source."""

from __future__ import annotations

import html
import re
import unicodedata
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphkit.languages.en import sentences as en
from graphkit.model import Document

PLAIN: dict[int, str] = str.maketrans(
    {
        **{chr(full): chr(full - 0xFEE0) for full in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`\u02b9\u02bb\u02bc\u02bd\u02c8\ua78c\u055a", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f",
            " ",
        ),
        **dict.fromkeys("\u2010\u2011\u2012\u2212", "-"),
        **dict.fromkeys("\u0085\u2028\u2029", "\n"),
    }
)
"""One character for one: straight quotes and apostrophes, plain spaces and hyphens, narrow letters for wide."""

_MARKUP = re.compile(
    r"""
      (?P<drop> <!--(?:[^<-]|-(?!->)|<(?!!--))*+-->
        | <(?:script|style)\b[^<>]*>(?:[^<]|<(?!/?(?:script|style)\b))*+</(?:script|style)\s*> )
    | (?P<block> </?(?:p|br|div|li|ul|ol|h[1-6]|tr|table|td|blockquote|article|section)\b[^<>]*> )
    | (?P<inline> </?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?> )
    | (?P<entity> &(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30}); )
    | (?P<return> \r(?!\n) )
    | (?P<hyphen> \u00ad[ ]*\r?\n | (?<=[^\W\d_])-[ ]*\r?\n(?=[a-z]) )
    | (?P<break> (?<=\w)\u200b(?=\w) )
    | (?P<letters> (?:[^\W\d_][\u0300-\u036f]+) | [\ufb00-\ufb06\U0001d400-\U0001d7ff] )
    | (?P<invisible> \r | [\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f]+ )
    | (?P<wiki_open> \[\[(?:[^\[\]|\n]*\|)?(?=[^\[\]\n]*\]\]) )
    | (?P<wiki_close> (?<!\])\]\](?!\]) )
    | (?P<note> \[(?:\d{1,3}|[a-z]|citation\ needed|note\ \d+|sic)\] )
    | (?P<link_open> !?\[(?=[^\[\]\n]*\]\([^()\s]*\)) )
    | (?P<link_close> (?<!\])\]\([^()\s]*\) )
    | (?P<strong> \*\*|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)|(?<![\w*])\*(?=\w)|(?<=[\w.,!?])\*(?![\w*]) )
    | (?P<heading> ^[ ]{0,3}\#{1,6}[ ]+ | ^[ ]{0,3}>[ ]? )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_TRACE = re.compile(
    r"-[ ]*\r?\n|[<&\[*_#>\r\x00-\x08\x0e-\x1f\x7f\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
    r"\ufb00-\ufb06\U0001d400-\U0001d7ff]"
)

_BLANKS = re.compile(r" {2,}|(?<=\n) +| +(?=\n)")
_BREAK = re.compile(r"\n+")
_WRAP_WIDTH = range(40, 141)
"""Widths at which people and programs wrap prose; a longer line is a paragraph."""


@dataclass(frozen=True, slots=True)
class CleanText:
    """Clean text mapped to its source: character ``i`` stands for the source from ``offsets[i]`` to ``ends[i]``.

    ``offsets`` has one more entry than the text has characters: the end of the source. Where ``ends`` is left out,
    each clean character is one character of the source.
    """

    text: str
    offsets: Sequence[int]
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that a span of the clean text came from, in characters, end exclusive."""
        first = self.offsets[start]
        if end <= start:
            return first, first
        return first, self.ends[end - 1] if self.ends is not None else self.offsets[end - 1] + 1


def clean(document: Document) -> CleanText:
    """The prose of a document without front matter, markup, odd spaces, curly quotes, datelines and line wrapping.

    In the clean text a line break, and nothing else, separates headline and paragraphs.
    """
    start = document.body_start
    size = len(document.text)
    text = CleanText(document.text[start:].translate(PLAIN), range(start, size + 1), range(start + 1, size + 1))
    if _TRACE.search(text.text):
        text = edit(text, ((m.start(), m.end(), _plain(m)) for m in _MARKUP.finditer(text.text)))
    text = edit(
        text,
        (
            (m.start(), m.end(), " " if m[0].strip("\n") == m[0] and _inside(m) else "")
            for m in _BLANKS.finditer(text.text)
        ),
    )
    text = edit(text, ((m.start(), m.end(), "") for m in en.DATELINE.finditer(text.text)))
    return edit(text, _breaks(text.text))


def _inside(blanks: re.Match[str]) -> bool:
    """Whether spaces are within a line and become one; at either end of a line they are removed."""
    text = blanks.string
    return blanks.start() > 0 and blanks.end() < len(text) and text[blanks.start() - 1] != "\n" != text[blanks.end()]


def _plain(markup: re.Match[str]) -> str:
    if markup.lastgroup == "block":
        return "\n\n"
    if markup.lastgroup == "return":
        return "\n"
    if markup.lastgroup == "break":
        return zero_width(markup.string, markup.start())
    if markup.lastgroup == "hyphen":
        return "-" if markup[0][0] == "-" and en.TAIL.match(markup.string, markup.end()) else ""
    if markup.lastgroup == "letters":
        return unicodedata.normalize("NFKC", markup[0])
    if markup.lastgroup == "entity":
        character = html.unescape(markup[0])
        return "" if _TRACE.fullmatch(character) and character not in "<>&[*_#" else character.translate(PLAIN)
    return ""


def zero_width(text: str, place: int) -> str:
    """What a zero-width space stands for: a space where it separates words, nothing where it breaks a single word."""
    before, after = re.search(r"\S*$", text[max(0, place - 40) : place]), re.match(r"\S*", text[place + 1 : place + 41])
    several = "\u200b" in (before[0] if before else "") + (after[0] if after else "")
    return " " if several or text[place + 1 : place + 2].isupper() else ""


def edit(text: CleanText, edits: Iterable[tuple[int, int, str]]) -> CleanText:
    """Replace spans, given in order without overlap, and keep the mapping to the source."""
    source, offsets, ends = text.text, text.offsets, text.ends or ()
    parts: list[str] = []
    new_offsets, new_ends = array("I"), array("I")
    position = 0
    for start, end, replacement in edits:
        parts += (source[position:start], replacement)
        new_offsets.extend(offsets[position:start])
        new_ends.extend(ends[position:start])
        new_offsets.extend([offsets[start]] * len(replacement))
        new_ends.extend([ends[end - 1]] * len(replacement))
        position = end
    if not parts:
        return text
    new_offsets.extend(offsets[position:])
    new_ends.extend(ends[position:])
    return CleanText("".join([*parts, source[position:]]), new_offsets, new_ends)


def _breaks(text: str) -> Iterable[tuple[int, int, str]]:
    """Line breaks: one where a paragraph or headline ends, a space where a line was only wrapped."""
    lines = text.split("\n")
    width = max(map(len, lines))
    wrapped = width in _WRAP_WIDTH
    for found in _BREAK.finditer(text):
        if found.start() == 0 or found.end() == len(text):
            yield found.start(), found.end(), ""
            continue
        following = text[found.end()]
        if len(found[0]) > 1:
            new = "\n"
        elif following.islower() or (wrapped and _filled(text, found, width)):
            new = " "
        else:
            new = "\n"
        if new != found[0]:
            yield found.start(), found.end(), new


def _filled(text: str, found: re.Match[str], width: int) -> bool:
    """Whether the line before a break had no room for the next word, give or take a fifth of the width."""
    line_start = text.rfind("\n", 0, found.start()) + 1
    word = re.match(r"\S*", text[found.end() : found.end() + width])
    return found.start() - line_start + 1 + len(word[0] if word else "") > 0.8 * width
