"""``graphkit export``: a graph in another form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli import options, output
from graphkit.cli.build import STORES
from graphkit.standing import ClaimStatus


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(epilog="Example: graphkit export kg.sqlite --actor RUS --since 2022-02-24 -o russia.ttl")(export)


def export(
    source: Annotated[Path, typer.Argument(metavar="GRAPH", help="A .sqlite file of build, or RDF, CSV or TSV.")],
    target: options.Output = None,
    format: options.Format = None,  # noqa: A002 - the option's name
    base: options.Base = None,
    detail: options.Detail = None,
    relation: options.Kept = None,
    group: options.Kept = None,
    actor: Annotated[list[str] | None, typer.Option(help="Keep claims with this actor (id or code).")] = None,
    document: options.Kept = None,
    status: Annotated[
        list[ClaimStatus] | None, typer.Option(help="Keep claims that stand so; may be repeated.")
    ] = None,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = 0.0,
) -> None:
    """Write a graph, or the part of it that is asked for, in another form."""
    from graphkit.errors import InputError, UnknownName
    from graphkit.graph import KnowledgeGraph
    from graphkit.importer import import_file
    from graphkit.ontology import find_relation, groups, load_relations

    relations = load_relations()
    names = {find_relation(relations, name).name for name in relation or ()}
    if unknown := sorted(set(group or ()) - set(groups(relations))):
        raise UnknownName(f"no group {unknown[0]!r}", f"there are {', '.join(groups(relations))}")
    if not source.is_file():
        raise InputError(f"{source}: no such file", "make one with graphkit build")
    errors: tuple[InputError, ...] = ()
    with KnowledgeGraph(source if source.suffix in STORES else None) as graph:
        if source.suffix not in STORES:
            errors = import_file(graph, source).errors
        for error in errors:
            output.say(f"graphkit: {error}")
        part = graph.filter(
            relation=names,
            group=group or (),
            actor=actor or (),
            document=document or (),
            status=status or (),
            since=since,
            until=until,
            min_confidence=min_confidence,
        )
        output.graph(part, format, target, base, detail)
    if errors:
        raise typer.Exit(1)
