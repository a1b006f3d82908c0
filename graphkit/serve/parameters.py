"""URL parameters of lists of claims, beyond those of ``questions.Filter``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from graphkit.actors.resolve import keys
from graphkit.errors import UnknownName
from graphkit.model import Polarity, Status

if TYPE_CHECKING:
    from graphkit.store.reading import Event
    from graphkit.store.view import View

NARROWING: Mapping[str, str] = {
    "by": "done by this actor, or together with it",
    "to": "done to this actor, or together with it",
    "with": "with this other actor, in either direction",
    "polarity": "affirmed or negated",
    "how": "stated as actual, planned or hypothetical",
}
"""The parameters and their meaning."""


def narrow(graph: View, events: Iterable[Event], values: Mapping[str, str]) -> Iterator[Event]:
    """The evidence selected by these parameters; raises UnknownName for an unknown actor or value."""
    ends = {name: frozenset(keys(graph.actor(values[name]))) for name in ("by", "to", "with") if values.get(name)}
    polarity, how = _one_of(Polarity, values.get("polarity")), _one_of(Status, values.get("how"))
    for event in events:
        if (not polarity or event.polarity == polarity) and (not how or event.how == how) and _fits(event, ends):
            yield event


def _one_of(known: Iterable[str], value: str | None) -> str | None:
    names = [str(name) for name in known]
    if value and value not in names:
        raise UnknownName(f"no value {value!r}", f"choose {' or '.join(names)}")
    return value


def _fits(event: Event, ends: Mapping[str, frozenset[str]]) -> bool:
    subject, obj = {event.subject, event.subject_code}, {event.object, event.object_code}
    if "with" in ends and not ends["with"] & (subject | obj):
        return False
    ways = [(subject, obj), (obj, subject)] if event.symmetric else [(subject, obj)]
    return any(
        not (("by" in ends and not ends["by"] & one) or ("to" in ends and not ends["to"] & other))
        for one, other in ways
    )
