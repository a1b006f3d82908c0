"""Communities of actors, and unbalanced triads."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit import network
from graphkit.network.projection import named
from graphkit.questions.filters import ALL, Filter

if TYPE_CHECKING:
    from graphkit.network.groups import Triad
    from graphkit.store.view import View


@dataclass(frozen=True, slots=True)
class Group:
    """Actors that cooperate more with each other than with others."""

    community: str
    """Named after its strongest members."""
    size: int
    stability: float
    """How consistently they are grouped together: 1 means always."""
    members: list[str]


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie of an unbalanced triad."""

    triad: str
    tension: float
    tie: str
    date: str | None
    claim: str
    """The id of the claim that the sentence makes."""
    sentence: str
    """The best evidence for the sign of the tie."""


@dataclass(frozen=True, slots=True)
class Balanced:
    """The structural balance of a network."""

    balanced: int
    unbalanced: int
    frustration: int
    """Ties that do not fit a division into two camps."""
    triads: tuple[Triad, ...]
    """The unbalanced ones, with the strongest ties first."""
    names: Mapping[str, str]
    """The names of all actors in the network; empty if there are none."""


def communities(graph: View, asked: Filter = ALL) -> list[Group]:
    """The groups in the cooperation network, largest first."""
    made = network.network(asked.of(graph), replace(asked, sign="cooperation").choices())
    names = named(made)
    return [
        Group(found.name, len(found.members), found.stability, [names[member] for member in found.members])
        for found in network.communities(made)
    ]


def balance(graph: View, asked: Filter = ALL) -> Balanced:
    """The triad counts of a network, and the unbalanced triads."""
    made = network.network(asked.of(graph), asked.choices())
    found = network.balance(made, sys.maxsize)
    return Balanced(found.balanced, found.unbalanced, found.frustration, found.tense, named(made))


def ties(graph: View, found: Balanced, triads: Iterable[Triad], asked: Filter = ALL) -> list[Tie]:
    """The ties of some triads, each with its sentence."""
    part, choices, names = asked.of(graph), asked.choices(), found.names
    rows = []
    for triad in triads:
        for (one, other), sign in zip(triad.pairs, triad.signs, strict=True):
            events = network.behind(part, one, other, choices)
            most = max(sign * event.intensity for event in events)
            told = network.best(event for event in events if sign * event.intensity == most)
            tie = f"{names[one]} {'+' if sign > 0 else '-'} {names[other]}"
            triad_name = " · ".join(names[node] for node in triad.members)
            rows.append(Tie(triad_name, triad.tension, tie, told.date, told.claim, told.quote))
    return rows
