"""Files that no reader knows: machine-readable formats with a remedy for each, and what may be read as text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graphkit.documents.reader import choose
from graphkit.errors import InputError


def refusal(place: str, kind: str, head: bytes) -> InputError | None:
    """Why a file with the suffix ``kind`` and these first bytes is not text, with a remedy; None if it may be text.

    >>> str(refusal("a.xlsx", ".xlsx", b"PK"))
    'a.xlsx: .xlsx is not read; save it as .csv'
    >>> str(refusal("a.dat", ".dat", b'[{"text": "Russia met China."}]'))
    'a.dat: holds JSON; name it .json'
    >>> refusal("a.story", ".story", b"Russia met China.") is None
    True
    """
    if kind in _SUFFIXES:
        return InputError(f"{place}: {kind} is not read", _SUFFIXES[kind])
    if (reader := choose("", head)) is not None:
        return InputError(f"{place}: holds {reader.name}", f"name it {reader.suffixes[0]}")
    for begins, held, remedy in _BEGINNINGS:
        if begins.match(head):
            return InputError(f"{place}: {held}", remedy)
    return None


_SUFFIXES: Mapping[str, str] = {
    **dict.fromkeys((".doc", ".epub", ".odt", ".rtf"), "save it as .docx or its text as .txt"),
    **dict.fromkeys((".ods", ".xls", ".xlsx"), "save it as .csv"),
    **dict.fromkeys((".7z", ".bz2", ".rar", ".tar", ".tgz", ".xz", ".zip"), "unpack it"),
    **dict.fromkeys((".jsonld", ".n3", ".nq", ".nt", ".rdf", ".trig", ".ttl"), "use graphkit import for graphs"),
    **dict.fromkeys((".db", ".sqlite"), "graphkit export writes stores"),
    **dict.fromkeys(
        (".cfg", ".css", ".ini", ".ipynb", ".js", ".py", ".sh", ".sql", ".toml", ".ts", ".yaml", ".yml"),
        "it is for programs; save any prose in it as .txt",
    ),
    ".xml": "the only XML read is feeds; save its text as .txt",
}
"""Suffixes of files that hold no readable prose, with a remedy for each."""

_MARK = rb"(?:\xef\xbb\xbf)?"
_BEGINNINGS: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    (re.compile(_MARK + rb"\s*<(?:\?xml|!DOCTYPE|svg)\b", re.IGNORECASE), "holds XML", "save its text as .txt"),
    (re.compile(_MARK + rb"#!"), "is a program", "save any prose in it as .txt"),
    (re.compile(_MARK + rb"\s*@(?:prefix|base)\s"), "holds a graph", "name it .ttl and use graphkit import"),
    (re.compile(rb"SQLite format 3\0"), "is a database", "graphkit export writes what a store holds"),
    (re.compile(rb"PK[\x03\x05]"), "is an archive", "unpack it"),
    # bytes that no text has; UTF-16 has them, but the text reader gives a better error
    (
        re.compile(rb"(?!\xff\xfe|\xfe\xff).*?[\x00-\x08\x0e-\x1a\x1c-\x1f]", re.DOTALL),
        "is binary, not text",
        "give plain text, Markdown or JSON lines",
    ),
)
"""First bytes of files that hold no prose, whatever their name."""
