"""``graphkit review``: proposals for merging, as a file to be edited."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli import files, options, output, panels


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(rich_help_panel=panels.KEEP, epilog="graphkit review kg.db -o review.tsv")(review)


def review(
    ctx: typer.Context,
    source: Annotated[
        Path | None, typer.Argument(metavar="[STORE]", help=f"{options.A_STORE} Same as --store.")
    ] = None,
    target: Annotated[
        Path | None,
        options.output("Write this file (TSV) instead of stdout; decisions already in it are kept."),
    ] = None,
    store: options.StoreIfAny = None,
) -> None:
    """List actors and claims that may be the same.

    Write accept or reject in the first column; graphkit build --merges review.tsv merges those accepted.
    """
    from graphkit.actors.tables import rows
    from graphkit.cli.store import opened
    from graphkit.questions.review import COLUMNS, proposals

    found: dict[tuple[str, ...], dict[str, str]] = {}
    if target and files.writable(target).is_file():
        decided = (row for _, row in rows(target, COLUMNS) if row["decision"])
        found = {(row["kind"], row["keep"], row["merge"]): row for row in decided}
    kept = len(found)
    with opened(options.as_typed(ctx, source, store)) as graph:
        for proposal in proposals(graph):
            values = [" ".join(str(getattr(proposal, name)).split()) for name in COLUMNS[1:]]
            found.setdefault(tuple(values[:3]), dict(zip(COLUMNS, ["", *values], strict=True)))
    text = "".join("\t".join(cells) + "\n" for cells in (COLUMNS, *(row.values() for row in found.values())))
    if target is None:
        output.pour([text])
        return
    output.written(target, text)
    output.say(f"{target}: {kept} decided, {len(found) - kept} to decide")
