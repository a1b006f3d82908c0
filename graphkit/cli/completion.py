"""What the shell offers when names are begun: actors of the graph at hand, relations and groups of the ontology."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import typer


def complete_actor(ctx: typer.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    """Names, codes and ids in the store that begin so, with what each means; nothing when there is no store."""
    from graphkit.actors.resolve import plain
    from graphkit.cli.build import STORES
    from graphkit.errors import GraphkitError
    from graphkit.store.graph import Graph

    store = ctx.params.get("store") or os.environ.get("GRAPHKIT_STORE")
    if not store or not Path(store).is_file() or Path(store).suffix not in STORES:
        return
    begun = plain(incomplete)
    try:
        with Graph(Path(store)) as graph:
            actors = list(graph.actors())
    except GraphkitError:
        return
    for actor in actors:
        for name in dict.fromkeys((actor.name, actor.code if actor.kind != "Person" else actor.id)):
            if plain(name).startswith(begun):
                yield name, f"{actor.kind}, {actor.code}" if name == actor.name else actor.name


def complete_extractor(incomplete: str) -> Iterator[str]:
    """Extractors that are installed and begin so."""
    from graphkit.extractors import names

    yield from (name for name in names() if name.startswith(incomplete))


def complete_relation(incomplete: str) -> Iterator[tuple[str, str]]:
    """Relations that begin so, in whatever case, with their definitions."""
    from graphkit.ontology import load_relations

    for name, relation in load_relations().items():
        if name.casefold().startswith(incomplete.casefold()):
            yield name, relation.definition


def complete_group(incomplete: str) -> Iterator[str]:
    """Groups that begin so."""
    from graphkit.ontology import groups, load_relations

    for name in groups(load_relations()):
        if name.casefold().startswith(incomplete.casefold()):
            yield name
