"""How two actors are connected, claim by claim."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit import network
from graphkit.errors import UnknownName
from graphkit.questions.filters import ALL, Filter, pair

if TYPE_CHECKING:
    from graphkit.model import Actor
    from graphkit.network import Choices
    from graphkit.store.reading import Event
    from graphkit.store.view import View


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a path, with its strongest claim."""

    path: int
    """The number of the path, from 1."""
    from_: str
    relation: str
    """With an arrow for the direction of the claim."""
    to: str
    date: str | None
    origins: int
    claim: str
    confidence: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths from one actor to another, shortest first."""

    a: Actor
    b: Actor
    steps: tuple[Step, ...]
    events: tuple[Event, ...]
    """The evidence of each step."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom an actor is connected to."""

    actor: Actor
    others: tuple[str, ...]
    """Names, in the order of their ids."""


def paths(
    graph: View,
    one: str,
    other: str,
    asked: Filter = ALL,
    *,
    number: int = 1,
    length: str = "hops",
    avoid: Iterable[str] = (),
    directed: bool = False,
    longest: int | None = None,
    in_time: bool = False,
) -> Paths:
    """Up to a number of paths between two actors; the options are those of ``graphkit.network.paths``, with names."""
    if length not in ("hops", "weight"):
        raise UnknownName(f"no measure of length {length!r}", "choose hops or weight")
    a, b = pair(graph, one, other)
    part = asked.of(graph)
    around = {graph.actor(name).id for name in avoid}
    found = network.paths(
        part,
        a.id,
        b.id,
        _choices(asked),
        number=number,
        length=length,
        directed=directed,
        avoid=around,
        longest=longest,
        in_time=in_time,
    )
    names = {actor.id: actor.name for actor in part.actors()}
    hops = [(place, hop) for place, path in enumerate(found, 1) for hop in path]
    steps = tuple(
        Step(
            place,
            names.get(hop.source, hop.source),
            f"{'' if hop.forward else '← '}{hop.event.relation}{' →' if hop.forward else ''}",
            names.get(hop.target, hop.target),
            hop.event.date,
            hop.origins,
            hop.event.claim,
            hop.event.confidence,
            hop.event.quote,
        )
        for place, hop in hops
    )
    return Paths(a, b, steps, tuple(hop.event for _, hop in hops))


def reach(graph: View, who: Actor, asked: Filter = ALL, *, avoid: Iterable[str] = ()) -> Reach:
    """Whom an actor is connected to, over any number of steps."""
    part = asked.of(graph)
    around = {graph.actor(name).id for name in avoid}
    there = network.reached(part, who.id, _choices(asked), avoid=around) - {who.id}
    names = {actor.id: actor.name for actor in part.actors()}
    return Reach(who, tuple(names.get(node, node) for node in sorted(there)))


def _choices(asked: Filter) -> Choices:
    """The choices for paths, which include persons and standing relations."""
    return replace(asked.choices(), persons=True, structure=True)
