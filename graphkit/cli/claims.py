"""``graphkit claims``: claims with their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.tables import Format, Limit, Offset, asking, form_of, more_of, opened, page, part, show
from graphkit.model import UNNAMED
from graphkit.model.status import ClaimStatus
from graphkit.model.tenure import named

if TYPE_CHECKING:
    from graphkit.formats.records import Record
    from graphkit.store.reading import Event
    from graphkit.store.view import View


BRIEF = ("subject", "relation", "object", "date", "status", "speaker", "confidence", "claim", "sentence")
"""The columns shown to people; on a narrow terminal the last ones go below the row."""
WHOLE = tuple(
    "claim date reported subject relation object status polarity how speaker hearsay office confidence document "
    "sentence".split()
)
"""The columns of machine formats, before the other columns of an export."""


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        rich_help_panel=panels.ASK,
        epilog="graphkit claims --actor ICC --limit 3 --store kg.db\n"
        "graphkit claims sanctions --status planned --store kg.db",
    )(claims)


def claims(
    ctx: typer.Context,
    words: Annotated[str | None, typer.Argument(metavar="[WORDS]", help=options.WORDS)] = None,
    store: options.Graph = None,
    actors: Annotated[
        list[str] | None, options.actors_option("--actor", "Only claims about this actor; if given twice, about both.")
    ] = None,
    speaker: Annotated[str | None, options.actors_option("--speaker", "Only claims attributed to this actor.")] = None,
    relation: options.Relations = None,
    group: options.Groups = None,
    statuses: Annotated[list[ClaimStatus] | None, options.statuses("all")] = None,
    contested: Annotated[
        bool, typer.Option("--contested", help="Only claims that some sources affirm and others deny.")
    ] = False,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = None,
    sort: Annotated[
        str,
        options.choice(
            *("date", "confidence", "intensity"),
            metavar="ORDER",
            text="Sort by date (latest first), confidence (highest first) or intensity (friendliest first).",
        ),
    ] = "date",
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """List claims with their sentences.

    A claim says who does what to whom, according to some text. Its status is asserted, denied, contested (affirmed by
    some, denied by others), attributed (only said by another actor), hearsay (said by someone unnamed), planned,
    hypothetical, or tentative (read with low confidence). In jsonl, json, csv and tsv each is a complete record,
    which graphkit import can read.
    """
    from graphkit import questions
    from graphkit.formats.columns import RECORD
    from graphkit.formats.records import flat

    form = form_of(format)
    asked = replace(
        asking(since, until, min_confidence, relation=relation, group=group, statuses=statuses),
        actors=tuple((name,) for name in actors or ()),
        speaker=speaker or "",
        words=words or "",
    )
    if contested:
        asked = replace(asked, statuses=asked.statuses | {"contested"})
    with opened(store, asked) as graph:
        shown = page(questions.claims(graph, asked, order=sort), form, limit, offset)
        whole = form in ("json", "jsonl")
        rows = list(_records(graph, shown)) if whole else questions.as_rows(questions.brief(graph, shown))
        if form in ("csv", "tsv"):
            rows = [
                {**flat(cast("Record", record)), **row}
                for record, row in zip(_records(graph, shown), rows, strict=True)
            ]
        chosen = part(graph, shown) if form == "ttl" else None
        if form in (output.TABLE, "md"):
            rows = [
                {
                    **row,
                    "relation": named(row["relation"], row["office"]),
                    "status": questions.standing(row["status"], row["polarity"], row["how"]),
                    "date": f"reported {row['date']}" if row["reported"] else row["date"],
                    "speaker": UNNAMED if row["hearsay"] else row["speaker"],
                }
                for row in rows
            ]
            columns: tuple[str, ...] = BRIEF
        else:
            columns = (*WHOLE, *(column.name for column in RECORD if column.name not in (*WHOLE, "quote")))
        show(rows, columns, form, ctx, claims=chosen, below=more_of(shown))


def _records(graph: View, events: Iterable[Event]) -> Iterator[dict[str, Any]]:
    from graphkit.formats.records import record
    from graphkit.model import evidence_id

    for event in events:
        claim = graph[event.claim]
        place = next(e for e in claim.evidence if evidence_id(claim.id, e) == event.evidence)
        yield {**record(claim, place, graph), "standing": event.status}
