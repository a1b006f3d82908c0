"""Whom a person means who types a name."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from graphkit.errors import UnknownName

if TYPE_CHECKING:
    from graphkit.graph import KnowledgeGraph
    from graphkit.model import Actor


def resolve(graph: KnowledgeGraph, name: str) -> Actor:
    """The actor of a graph with that id, code, Wikidata id, name or last name, in whatever case.

    Other names are looked up in the gazetteer. Raises UnknownName, with names that look alike, for one that the graph
    does not have, or that two of its actors share.
    """
    asked = name.strip().casefold()
    actors = list(graph.actors())
    bodies = [actor for actor in actors if actor.kind != "Person"]
    for group, keys in (
        (actors, lambda a: (a.id, a.wikidata or "")),
        (bodies, lambda a: (a.code, a.name)),
        (actors, lambda a: (a.name,)),
        (actors, lambda a: (a.name.split()[-1], a.name.split()[0]) if a.kind == "Person" else ()),
    ):
        found = {actor.id: actor for actor in group if asked in {key.casefold() for key in keys(actor)}}
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            names = ", ".join(f"{actor.name} ({actor.id})" for actor in list(found.values())[:4])
            raise UnknownName(f"{name!r} may be {names}", "give the id in brackets")
    if actor := _by_gazetteer(name, {actor.id: actor for actor in actors}):
        return actor
    like = get_close_matches(name, [n for a in actors for n in (a.name, a.code)], n=3)
    remedy = f"did you mean {' or '.join(dict.fromkeys(like))}?" if like else "see `graphkit central` for whom it knows"
    raise UnknownName(f"the graph has no actor {name!r}", remedy)


def keys(who: Actor) -> list[str]:
    """What a graph is filtered by for an actor: a body with all who act for it, a person alone."""
    return [who.id] if who.kind == "Person" else [who.id, who.code]


def _by_gazetteer(name: str, actors: dict[str, Actor]) -> Actor | None:
    from graphkit.gazetteer import load

    names = load().names
    for spelling in (name, name.title(), name.upper()):
        for reading in names.get(spelling, ()):
            if reading.actor in actors:
                return actors[reading.actor]
    return None
