"""Text as a terminal or a page may show it, or XML hold it."""

from __future__ import annotations

import re
from html import escape


def printable(text: str) -> str:
    r"""Text that is only shown: what would move a cursor, colour a terminal or turn text around stands as a sign.

    >>> printable("a\x1b[2Jb\r\n")
    'a␛[2Jb\n'
    """
    return text.replace("\r\n", "\n").translate(_SIGNS)


def escaped(text: str) -> str:
    r"""Text that is only shown, as markup.

    >>> escaped("<b>\x1b")
    '&lt;b&gt;␛'
    """
    return escape(printable(text))


def in_xml(text: str) -> str:
    r"""Text, or a whole XML file, in which what XML cannot hold becomes U+FFFD.

    >>> in_xml("a\x1b\x85")
    'a�\x85'
    """
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SIGNS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: "␡"}
_SIGNS |= dict.fromkeys(
    [*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\N{REPLACEMENT CHARACTER}"
)
