"""Structural claims that names themselves state: "Iranian President Hassan Rouhani" leads Iran."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphkit.actors import Linked
from graphkit.model import Actor, Kind


def offices(mentions: Iterable[Linked]) -> Iterator[tuple[Linked, Actor]]:
    """Each named office-holder with the state or body that the text says they head, once a pair."""
    seen: set[tuple[str, str]] = set()
    for mention in mentions:
        if mention.heads is None or mention.actor.kind is not Kind.PERSON:
            continue
        pair = (mention.actor.id, mention.heads.id)
        if pair not in seen:
            seen.add(pair)
            yield mention, mention.heads
