"""What the names that people give mean in a graph: those of actors, relations, groups and statuses."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from functools import partial

from graphkit.actors import resolve
from graphkit.actors.folding import plain
from graphkit.errors import UnknownName
from graphkit.model import Actor, RelationType
from graphkit.model.status import ClaimStatus
from graphkit.ontology import check_group, find_relation, load_relations
from graphkit.store import reading


def actor(connection: sqlite3.Connection, name: str) -> Actor:
    """The actor of a graph that a name means; raises UnknownName, as ``View.actor`` says."""
    actors = list(reading.read_actors(connection, ()))
    weight = partial(reading.count_of, connection)
    if very := next((actor for actor in actors if actor.id == name), None):
        return very
    if found := resolve.choose(name, resolve.ranked(name, actors, weight), weight):
        return found
    for merged in reading.read_merges(connection, ()):
        if name == merged.id or plain(name) in map(plain, merged.names):
            return next(actor for actor in actors if actor.id == merged.kept)
    if elsewhere := resolve.exactly(name):
        if reading.known_keys(connection, resolve.keys(elsewhere)):
            return elsewhere
        raise UnknownName(f"the graph has no actor {name!r}", f"no claim in it is about {elsewhere.name}")
    like = resolve.near(name, actors)
    remedy = f"did you mean {' or '.join(like)}?" if like else "`graphkit central` lists its actors"
    raise UnknownName(f"the graph has no actor {name!r}", remedy)


def whom(connection: sqlite3.Connection, names: Collection[str]) -> frozenset[str]:
    """Ids and codes as they are, and those of whom else is named."""
    known = reading.known_keys(connection, names)
    rest = frozenset(names) - known
    shipped = {name for name in rest if resolve.is_key(name)}
    named = (key for name in rest - shipped for key in resolve.keys(actor(connection, name)))
    return frozenset([*known, *shipped, *named])


def relations(stored: Mapping[str, RelationType], names: Collection[str]) -> frozenset[str]:
    """The relations of those names, in whatever case, be they in the graph (``stored``) or in the ontology."""
    known = stored if stored.keys() >= set(names) else {**load_relations(), **stored}
    return frozenset(find_relation(known, name).name for name in names)


def groups(stored: Mapping[str, RelationType], names: Collection[str]) -> frozenset[str]:
    """The groups of those names, in whatever case, be they those of relations in the graph or in the ontology."""
    known = stored if {r.group for r in stored.values()} >= set(names) else {**load_relations(), **stored}
    return frozenset(check_group(known, name) for name in names)


def statuses(names: Collection[str]) -> frozenset[ClaimStatus]:
    """The statuses of those names; raises UnknownName with those there are."""
    for name in names:
        if name not in set(ClaimStatus):
            raise UnknownName(f"no status {name!r}", f"choose one of {', '.join(ClaimStatus)}")
    return frozenset(map(ClaimStatus, names))
