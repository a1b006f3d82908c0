"""``graphkit schema``: the relations that claims may have."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.completion import RELATIONS_AND_GROUPS


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(rich_help_panel=panels.LOOK, epilog="graphkit schema AID\ngraphkit schema visits --format json")(schema)


def schema(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAMES…]",
            help="Relations or groups, such as visits or AID. Default: all.",
            autocompletion=RELATIONS_AND_GROUPS,
        ),
    ] = None,
    format: Annotated[  # noqa: A002 - the option's name
        str | None, options.form("table", "json", "jsonl", "tsv", "ttl", otherwise=f"{options.AT_TERMINAL} tsv")
    ] = None,
) -> None:
    """List the relations that claims may have.

    Each is shown with its group and definition. Intensity is a number from -10 (hostile) to 10 (friendly); a symmetric
    relation holds in both directions.
    """
    from graphkit import ontology, resources
    from graphkit.errors import UnknownName

    relations = ontology.load_relations()
    known = {group: [r for r in relations.values() if r.group == group] for group in ontology.groups(relations)}
    if names:
        chosen = [r for name in names for r in known.get(name.upper()) or [ontology.find_relation(relations, name)]]
    else:
        chosen = [r for group in known.values() for r in group]
    form = output.chosen(format, None, otherwise="tsv")
    head = ("relation", "group", "intensity", "symmetric", "definition")
    rows = [(r.name, r.group, f"{r.intensity:g}", "yes" if r.symmetric else "", r.definition) for r in chosen]
    items = [dict(zip(head, (r.name, r.group, r.intensity, r.symmetric, r.definition), strict=True)) for r in chosen]
    if form == output.TABLE:
        output.pour([output.table(head, rows)])
    elif form == "json":
        output.pour([json.dumps(items, ensure_ascii=False, indent=2), "\n"])
    elif form == "jsonl":
        output.pour(f"{json.dumps(item, ensure_ascii=False)}\n" for item in items)
    elif form == "tsv":
        output.pour("\t".join(row) + "\n" for row in (head, *rows))
    elif form == "ttl":
        output.pour(
            (resources.ontologies() / name).read_text(encoding="utf-8") for name in ("graphkit.ttl", "relations.ttl")
        )
    else:
        raise UnknownName(f"no format {form!r} here", "choose one of table, json, jsonl, tsv, ttl")
