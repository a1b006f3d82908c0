"""``graphkit claims``: claims with their sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.completion import ACTORS, one_of
from graphkit.cli.tables import Format, Limit, Offset, asking, form_of, opened, page, part, show
from graphkit.model import UNNAMED
from graphkit.model.status import ClaimStatus

if TYPE_CHECKING:
    from graphkit.store.reading import Event
    from graphkit.store.view import View


BRIEF = ("claim", "date", "subject", "relation", "object", "status", "speaker", "confidence", "sentence")
"""What people see of claims."""
WHOLE = tuple(
    "claim date reported subject relation object status polarity how speaker hearsay confidence document "
    "sentence".split()
)
"""What programs get of them."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(rich_help_panel=panels.ASK, epilog="Example: graphkit claims --actor ICC --contested --store kg.db")(
        claims
    )


def claims(
    ctx: typer.Context,
    words: Annotated[
        str | None, typer.Argument(metavar="[WORDS]", help='In the sentence: all words, "a phrase", nucl*, -not, OR.')
    ] = None,
    store: options.StoreIfAny = None,
    actors: Annotated[
        list[str] | None,
        typer.Option("--actor", autocompletion=ACTORS, help="With this actor; may be given twice."),
    ] = None,
    speaker: Annotated[str | None, typer.Option(autocompletion=ACTORS, help="Said by this actor.")] = None,
    relation: options.Relations = None,
    group: options.Groups = None,
    statuses: Annotated[
        list[ClaimStatus] | None, typer.Option("--status", help="Of this status (default: all).")
    ] = None,
    contested: Annotated[bool, typer.Option("--contested", help="Affirmed by some, denied by others.")] = False,
    since: options.Since = None,
    until: options.Until = None,
    min_confidence: options.MinConfidence = None,
    sort: Annotated[
        str,
        typer.Option(autocompletion=one_of("date", "confidence", "intensity"), help="date, confidence or intensity."),
    ] = "date",
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = None,  # noqa: A002 - the option's name
) -> None:
    """List claims with their sentences.

    They are chosen by actor, relation, speaker, status, time or words. As jsonl or json each is a whole record, which
    `graphkit export -` and `import` read back.
    """
    from graphkit import questions

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
        chosen = part(graph, shown) if form == "ttl" else None
    if form in (output.TABLE, "md"):
        rows = [
            {
                **row,
                "date": f"reported {row['date']}" if row["reported"] else row["date"],
                "speaker": UNNAMED if row["hearsay"] else row["speaker"],
                "confidence": f"{row['confidence']:.2f}",
            }
            for row in rows
        ]
        columns: tuple[str, ...] = BRIEF
    else:
        columns = WHOLE
    show(rows, columns, form, ctx, claims=chosen)


def _records(graph: View, events: Iterable[Event]) -> Iterator[dict[str, Any]]:
    from graphkit.formats.records import record
    from graphkit.model import evidence_id

    for event in events:
        claim = graph[event.claim]
        place = next(e for e in claim.evidence if evidence_id(claim.id, e) == event.evidence)
        yield {**record(claim, place, graph), "standing": event.status}
