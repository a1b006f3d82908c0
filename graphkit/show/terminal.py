"""Text as a terminal may show it."""

from __future__ import annotations


def printable(text: str) -> str:
    r"""Text that a terminal only shows: what would move its cursor, colour it or turn it around stands as a sign.

    >>> printable("a\x1b[2Jb")
    'a␛[2Jb'
    """
    return text.translate(_SIGNS)


_SIGNS = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: "␡"}
_SIGNS |= dict.fromkeys(
    [*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\N{REPLACEMENT CHARACTER}"
)
