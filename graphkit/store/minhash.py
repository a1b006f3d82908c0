"""Sketches of texts, to recognise near-duplicates (an agency report in many papers) as one origin.

A sketch consists of the smallest hashes of a text's word shingles, after Broder, "On the resemblance and containment of
documents" (1997): the share of common hashes among the smallest of both estimates the Jaccard similarity.
"""

from __future__ import annotations

import hashlib
import heapq
import re
import struct

SIZE = 64
"""Hashes kept per text; the error of the estimate is about 0.06."""

KEYS = 8
"""How many of the smallest hashes are used to look up candidates."""

THRESHOLD = 0.5
"""Similarity from which two texts count as one origin: an edited copy keeps more than half of its shingles."""

_WORD = re.compile(r"\w+")
_SHINGLE = 4


def sketch(text: str) -> tuple[int, ...]:
    """Up to SIZE hashes (63 bits) of a text's shingles of four words, ascending; a shorter text is one shingle."""
    words = _WORD.findall(text.casefold())
    count = max(len(words) - _SHINGLE + 1, 1)
    shingles = {" ".join(words[at : at + _SHINGLE]) for at in range(count)} if words else set()
    return tuple(heapq.nsmallest(SIZE, {_hash(shingle) for shingle in shingles}))


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """The estimated share of shingles that two texts have in common, 0 to 1.

    >>> resemblance(sketch("a b c d e"), sketch("A, b: c d e"))
    1.0
    """
    union = set(heapq.nsmallest(SIZE, set(one) | set(other)))
    return len(union & set(one) & set(other)) / len(union) if union else 0.0


def pack(hashes: tuple[int, ...]) -> bytes:
    """Encode a sketch as bytes."""
    return struct.pack(f"<{len(hashes)}q", *hashes)


def unpack(data: bytes) -> tuple[int, ...]:
    """Decode a sketch from bytes."""
    return struct.unpack(f"<{len(data) // 8}q", data)


def _hash(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest(), "big") >> 1
