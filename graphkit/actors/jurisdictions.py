"""The body an office belongs to, of which it may be only a part, or a province with the same office."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphkit.actors.gazetteer import ADJECTIVE, Gazetteer
from graphkit.actors.linked import Linked, touching
from graphkit.languages.en import titles as en
from graphkit.model import Actor

OWNED = re.compile(r"'s (\w)")
"""The possessive after a body, and the next letter."""


def of_province(text: str, begin: int, end: int, linked: Sequence[Linked], gazetteer: Gazetteer) -> bool:
    """Whether an office belongs to a province: "Georgia's secretary of state", "secretary of state of Ohio"."""
    provinces, legislates = gazetteer.naming.provinces, en.LEGISLATES.search(text, begin, end)
    for match in (en.PROVINCE_BEFORE.search(text, max(0, begin - 30), begin), en.PROVINCE_BEHIND.match(text, end)):
        name = match[1] if match else ""
        name = name if name in provinces else name.rpartition(" ")[2]
        if match and not legislates and name in provinces and not touching(linked, *match.span(1)):
            return True
    return False


def legislates_for(before: Linked, title: str, gazetteer: Gazetteer) -> Actor:
    """The body of a title after a name: the United States if its legislator is from the state of Georgia."""
    of = gazetteer.naming.provinces.get(before.text) if en.LEGISLATES.search(title) else None
    return (gazetteer.by_code(of) if of else None) or before.actor


def with_state(text: str, title: str, end: int, body: Actor, starts: dict[int, Linked]) -> int:
    """The end of a mention of a body's head, including the body if it follows: "President Putin of Russia".

    A king's country is a separate mention: "King Abdullah of Jordan".
    """
    own = en.OF_STATE.match(text, end) if title.lower() not in en.ROYAL else None
    state = starts.get(own.end()) if own else None
    return state.end if state is not None and state.actor.id == body.id else end


def is_of_part(text: str, body: Linked, *, sole: bool) -> bool:
    """Whether a title belongs to only part of the body after it: "head of Iran's Quds Force", "of the Brazilian Army".

    ``sole`` says that the body has only one such office: "the president of Iran's visit" is that of its president.
    """
    if body.form == ADJECTIVE:
        return not text.startswith(" people", body.end)
    owned = OWNED.match(text, body.end)
    return owned is not None and (not sole or owned[1].isupper())


def described(
    apposed: Linked, after: Linked, body: Actor | None, stop: int, *, of_part: bool
) -> tuple[Actor | None, int]:
    """The body that a person described by a title heads, and the end of the description.

    "Qasem Soleimani, head of Iran's Quds Force" does not head Iran, which is no actor of its own there.
    """
    if of_part:
        return body, after.end if after.code == apposed.code else stop
    return after.actor, after.end
