"""The body an office belongs to: a province whose state has the same office, or a body named after its head."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.actors.gazetteer import Gazetteer
from graphkit.actors.linked import Linked, touching
from graphkit.languages.en import titles as en
from graphkit.model import Actor


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
