"""Make text safe to show at a terminal, on a page and in XML."""

from __future__ import annotations

import re
from html import escape


def printable(text: str) -> str:
    r"""Replace characters that move the cursor, colour a terminal or reverse text by visible symbols.

    >>> printable("a\x1b[2Jb\r\n")
    'a␛[2Jb\n'
    """
    return text.replace("\r\n", "\n").translate(_SIGNS)


def escaped(text: str) -> str:
    r"""The same, escaped as HTML.

    >>> escaped("<b>\x1b")
    '&lt;b&gt;␛'
    """
    return escape(printable(text))


def in_xml(text: str) -> str:
    r"""Replace characters that XML does not allow, in a text or a whole XML file, by U+FFFD.

    >>> in_xml("a\x1b\x85")
    'a�\x85'
    """
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SIGNS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: "␡"}
_SIGNS |= dict.fromkeys(
    [*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\N{REPLACEMENT CHARACTER}"
)
