"""What leaves a command: a table when a person watches, machine formats as they are otherwise."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from graphkit.graph import KnowledgeGraph
    from graphkit.model import Claim, Evidence

TABLE = "table"


def chosen(format_name: str | None, output: Path | None, otherwise: str = "jsonl") -> str:
    """The format asked for, else the suffix's, else a table for a person and ``otherwise`` for a program."""
    from graphkit.export import format_of

    if format_name:
        return format_name
    if output:
        return format_of(output)
    return TABLE if sys.stdout.isatty() else otherwise


def say(message: str) -> None:
    """Talk to the person at the terminal: one line on stderr."""
    typer.echo(message, err=True)


def pour(pieces: Iterable[str]) -> None:
    """Write pieces of data to stdout, in UTF-8 and with plain line ends whatever the locale says."""
    try:
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode("utf-8"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has left; what is still buffered must not raise again when Python closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(141) from None


def graph(
    found: KnowledgeGraph,
    format_name: str | None,
    output: Path | None,
    base: str | None = None,
    detail: str | None = None,
) -> None:
    """Write a graph to the output file or to stdout."""
    from graphkit.export import Choices, export, write
    from graphkit.ontology import BASE

    form = chosen(format_name, output)
    choices = Choices(base=base or BASE, detail=detail or "evidence")
    if form == TABLE:
        text = table(("subject", "relation", "object", "how", "speaker", "where"), rows(found), wide=output is not None)
        if output:
            output.write_text(text, encoding="utf-8")
        else:
            pour([text])
    elif output:
        export(found, output, form, choices)
    else:
        pour(write(found, form, choices))


def rows(claims: Iterable[Claim]) -> Iterator[tuple[str, ...]]:
    """A row for each piece of evidence, in reading order."""
    places = [(claim, evidence) for claim in claims for evidence in claim.evidence]
    places.sort(key=lambda place: (place[1].document, place[1].quote.start, place[1].cue.start))
    for claim, evidence in places:
        yield (
            _who(evidence.subject.code, evidence.subject.actor.id, claim.subject.name),
            claim.relation.name,
            _who(evidence.object.code, evidence.object.actor.id, claim.object.name),
            _how(evidence),
            evidence.speaker.actor.name if evidence.speaker else "",
            f"{evidence.document}:{evidence.quote.start}",
        )


def _who(code: str, actor: str, name: str) -> str:
    return name if code == actor == name else f"{code} {name}"


def _how(evidence: Evidence) -> str:
    marks = [str(evidence.polarity)] if evidence.polarity != "affirmed" else []
    marks += [str(evidence.status)] if evidence.status != "actual" else []
    return " ".join(marks)


def table(head: Sequence[str], body: Iterable[Sequence[str]], *, wide: bool = False) -> str:
    """Rows under a head as a table for people, as wide as the terminal, or as it needs to be."""
    from rich.console import Console
    from rich.table import Table

    # Colours and the width are for terminals; NO_COLOR and COLUMNS are heeded by the console itself.
    watched = sys.stdout.isatty() and not wide
    console = Console(file=sys.stdout, width=None if watched else 200, highlight=False)
    lines = Table(*head, box=None, pad_edge=False, show_edge=False, header_style="bold" if watched else "")
    for row in body:
        lines.add_row(*row)
    with console.capture() as capture:
        console.print(lines)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"
