"""The size of a network, and its most active pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit import network
from graphkit.network.projection import assembled, chosen, node_actors, node_names
from graphkit.questions.filters import ALL, Filter

if TYPE_CHECKING:
    from graphkit.store.dyads import Dyad
    from graphkit.store.reading import Event
    from graphkit.store.view import View


@dataclass(frozen=True, slots=True)
class Pair:
    """All that one actor does to another."""

    source: str
    """The nodes of the network: codes, or ids if persons are kept separate."""
    target: str
    who: str
    whom: str
    origins: int
    events: int
    balance: float
    last: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The size of a network."""

    figures: Mapping[str, float]
    """Actors, dyads, density, reciprocity, components, cooperation and conflict, by name."""
    pairs: tuple[Pair, ...]
    """Most origins first."""


def summary(graph: View, asked: Filter = ALL) -> Summary:
    """The size of a network, and every ordered pair of actors in it with events between them."""
    part = asked.of(graph)
    found, actors = network.dyads(part, asked.choices()), node_actors(part)
    return Summary(network.summary(assembled(found, actors)), tuple(_pairs(found, node_names(part))))


def pairs(graph: View, asked: Filter = ALL) -> list[Pair]:
    """Only the pairs."""
    part = asked.of(graph)
    return _pairs(network.dyads(part, asked.choices()), node_names(part))


def _pairs(found: Mapping[tuple[str, str], Dyad], names: Mapping[str, str]) -> list[Pair]:
    return [
        Pair(
            dyad.source,
            dyad.target,
            names.get(dyad.source, dyad.source),
            names.get(dyad.target, dyad.target),
            dyad.weight,
            dyad.events,
            dyad.balance,
            dyad.last,
        )
        for dyad in sorted(found.values(), key=lambda d: (-d.weight, d.source, d.target))
    ]


def latest(graph: View, asked: Filter = ALL) -> dict[tuple[str, str], Event]:
    """The latest evidence for each pair, by source and target; the best one of that day."""
    found: dict[tuple[str, str], Event] = {}
    for one, other, event in chosen(asked.of(graph), asked.choices()):
        before = found.get((one, other))
        if before is None or before.date != event.date or network.worth(event) > network.worth(before):
            found[one, other] = event  # they are sorted by date
    return found
