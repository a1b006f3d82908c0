"""Structural claims that names themselves state: "Iranian President Hassan Rouhani" leads Iran."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graphkit.actors import Linked
from graphkit.model import Actor, Kind

ENDED = re.compile(
    r"(?:,[^,.;]{1,60},)? (?:has |have |had )?(?:dies|died|resigns|resigned|steps down|stepped down|quits|quit|"
    r"(?:is|was|been) (?:killed|ousted|deposed|assassinated|impeached and removed))\b"
)
"""What is told of one who holds the office no more."""


def offices(text: str, mentions: Iterable[Linked]) -> Iterator[tuple[Linked, Actor]]:
    """Each named office-holder with the state or body that the text says they head, once a pair."""
    seen: set[tuple[str, str]] = set()
    for mention in mentions:
        if mention.heads is None or mention.actor.kind is not Kind.PERSON or ENDED.match(text, mention.end):
            continue
        pair = (mention.actor.id, mention.heads.id)
        if pair not in seen:
            seen.add(pair)
            yield mention, mention.heads
