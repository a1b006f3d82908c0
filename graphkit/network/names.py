"""Whom a person means who types a name, in a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit.resolve import keys

if TYPE_CHECKING:
    from graphkit.model import Actor
    from graphkit.view import View


def resolve(graph: View, name: str) -> Actor:
    """The actor of a graph that a name means, as ``View.actor`` finds it."""
    return graph.actor(name)


__all__ = ["keys", "resolve"]
