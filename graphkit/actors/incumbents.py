"""Who holds an office that a text names."""

from __future__ import annotations

from datetime import date, timedelta

from graphkit.actors.gazetteer import Gazetteer
from graphkit.actors.prominence import AROUND
from graphkit.languages.en import titles as en
from graphkit.model import Actor, Kind

HEADS = ("head_of_state", "head_of_government", "paramount_leader", "leader")


def in_office(title: str, office: str, body: Actor, words: str, gazetteer: Gazetteer, on: date) -> Actor | None:
    """Who holds an office, or the body if unknown; None for a king of a republic, a captain, and somebody pro tempore.

    The leader of a branch, as of al-Qaeda in Iraq, is somebody else, and so are chairs whom members are in turn;
    ``words`` are those of the office and what follows.
    """
    if en.PRO_TEMPORE.search(words) or title == en.CAPTAIN:
        return None
    holder = gazetteer.holder(office, body.code, on)
    if title in en.MONARCHS and holder is not None and not _reigns(title, holder.name):
        return None
    branch = body.kind is Kind.ARMED_GROUP and " in " in words
    return body if holder is None or branch or (title.startswith("chair") and body.code in en.ROTATING) else holder


def _reigns(title: str, name: str) -> bool:
    """Whether a head of state with this name may have a monarch's title: Queen Margrethe II is no king."""
    first, *rest = name.lower().split()
    if first in en.MONARCHS:
        return title == "monarch" or "queen" not in (first, title) or first == title
    return title != "queen" and not {"bin", "al", "ii", "iii", "iv", "vi", "bolkiah"}.isdisjoint(rest)


def is_anothers(person: Actor, office: str, body: Actor, gazetteer: Gazetteer, on: date) -> bool:
    """Whether the tables have another head of a body at that time, and not this person around then."""
    if office not in HEADS or person.id.startswith("unlisted-"):
        return False
    near = (on, on - timedelta(days=AROUND), on + timedelta(days=AROUND))
    led = (seat for seat in gazetteer.tenures.get(person.id, ()) if seat.of == body.id and seat.office in HEADS)
    own = any(seat.held(day) for seat in led for day in near)
    return not own and any(seat.held(on) for seat in gazetteer.seats.get((office, body.id), ()))
