"""What leaves a command: a table when a person watches, machine formats as they are otherwise."""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from graphkit.cli import files
from graphkit.languages.registry import remedy
from graphkit.model import qualifiers
from graphkit.model.tenure import named
from graphkit.show.signs import printable

if TYPE_CHECKING:
    from graphkit.documents import Skipped
    from graphkit.model import Claim, Evidence, Mention
    from graphkit.store.view import View

TABLE = "table"
UNWATCHED = 160
"""The width of a table that goes into a file or a pipe."""
WIDEST = 32
"""Of any column but the last."""
NARROWEST, ROOMY = 24, 48
"""Of the last column; with less than the second, long text stands below its row."""
WHOLE, SHORT = 24, 19
"""Cells up to these widths, such as names and dates, are only wrapped if FEW columns do not fit otherwise."""
FEW = 4
"""Columns at the left that a narrow terminal keeps side by side, longer names broken if need be."""
BELOW = "    "


def chosen(format_name: str | None, output: Path | None, otherwise: str = "jsonl") -> str:
    """The format asked for, else the suffix's, else a table for a person and ``otherwise`` for a program."""
    from graphkit.formats import format_of

    if format_name:
        return format_name
    if output:
        return format_of(output)
    return TABLE if sys.stdout.isatty() else otherwise


def one_of(format_name: str, *formats: str) -> str:
    """A format that a command has; raises UnknownName, before the work, for another."""
    from graphkit.errors import UnknownName

    if format_name not in formats:
        raise UnknownName(f"no format {format_name!r} here", f"choose one of {', '.join(formats)}")
    return format_name


def written(target: Path, text: str) -> None:
    """Write a file that appears when it is whole: an error leaves what was there before."""
    from graphkit.formats import whole

    with whole(target) as file:
        file.write(text)


def say(message: str) -> None:
    """Talk to the person at the terminal: one line on stderr."""
    typer.echo(printable(message), err=True)


def count(number: int, noun: str, several: str = "") -> str:
    """A number of things, one of them as one.

    >>> count(1, "claim"), count(1200, "claim"), count(0, "batch", "batches")
    ('1 claim', '1,200 claims', '0 batches')
    """
    return f"{number:,} {noun if number == 1 else several or f'{noun}s'}"


def left(skipped: Skipped) -> None:
    """Tell what a reader has left out."""
    hint = f"; {remedy([skipped.kind[3:]])}" if skipped.kind.startswith("in ") else ""
    say(f"{skipped.place}: not read ({skipped.kind or 'without a suffix'}){hint}")


def assumed(suffix: str) -> None:
    """Tell that a file is read as text though no reader knows its suffix."""
    say(f"{suffix} is read as plain text")


def _shown(piece: str) -> str:
    return re.sub("␛(?=\\[[01]m)", "\x1b", printable(piece))  # bold heads of tables, which do no harm


def pour(pieces: Iterable[str]) -> None:
    """Write pieces of data to stdout, in UTF-8 and with plain line ends whatever the locale says."""
    try:
        watched = sys.stdout.isatty()
        for piece in pieces:
            sys.stdout.buffer.write((_shown(piece) if watched else piece).encode("utf-8"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has left; what is still buffered must not raise again when Python closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(141) from None


def graph(
    found: View,
    format_name: str | None,
    output: Path | None,
    base: str | None = None,
    detail: str | None = None,
    *,
    empty: str = "",
    zero_fill: bool = False,
    excel_safe: bool = False,
) -> None:
    """Write a graph to the output file or to stdout; ``empty`` is what is said of one without claims."""
    from graphkit.formats import FOLDERS, Options, export, write
    from graphkit.ontology import BASE

    form = chosen(format_name, output)
    if output and form not in FOLDERS:
        files.writable(output)
    options = Options(base or BASE, detail or "evidence", zero_fill=zero_fill, excel_safe=excel_safe)
    if empty and not found:
        say(empty)
        if form == TABLE and output is None:
            return
    if form == TABLE:
        head: Sequence[str] = ("document", "subject", "relation", "object", "how", "confidence", "sentence")
        body: Sequence[Sequence[str]] = list(rows(found))
        if len({row[0] for row in body}) < 2:
            head, body = head[1:], [row[1:] for row in body]
        text = table(head, body, wide=output is not None)
        if output:
            written(output, text)
        else:
            pour([text])
    elif output:
        export(found, output, form, options)
    else:
        pour(write(found, form, options))


def rows(claims: Iterable[Claim]) -> Iterator[tuple[str, ...]]:
    """A row for each piece of evidence, in reading order."""
    places = [(claim, evidence) for claim in claims for evidence in claim.evidence]
    places.sort(key=lambda place: (place[1].document, place[1].quote.start, place[1].cue.start))
    for claim, evidence in places:
        yield (
            evidence.document,
            _who(evidence.subject),
            named(claim.relation.name, evidence.office),
            _who(evidence.object),
            _how(evidence),
            f"{evidence.confidence:.2f}",
            " ".join(evidence.quote.text.split()),
        )


def _who(mention: Mention) -> str:
    """A body by its name, a person also by whom they act for."""
    name = mention.actor.name
    return name if mention.code == mention.actor.code and mention.actor.kind != "Person" else f"{name} ({mention.code})"


def _how(evidence: Evidence) -> str:
    who = evidence.speaker.actor.name if evidence.speaker else None
    said = qualifiers(evidence.polarity, evidence.status, who, hearsay=evidence.hearsay)
    return ", ".join(said if evidence.is_sure else ["tentative", *said])


def room(beside: int, most: int) -> int:
    """How many characters a line has at the terminal, or of ``most``, next to others ``beside`` them."""
    return max(1, min(most, shutil.get_terminal_size((UNWATCHED, 24)).columns - beside))


def table(head: Sequence[str], body: Iterable[Sequence[str]], *, wide: bool = False) -> str:
    """Rows under a head as a table for people, as wide as the terminal: what does not fit goes on below, never cut.

    The last column takes what the others leave. Where that is little for what it has, it stands below its row, and once
    below several rows that have the same. Columns before it that find no room then stand there with their names.
    """
    watched = sys.stdout.isatty() and not wide
    width = UNWATCHED if wide else shutil.get_terminal_size((UNWATCHED, 24)).columns
    rows = [tuple(printable(cell.replace("\n", " ").replace("\t", " ")) for cell in row) for row in (head, *body)]
    longest = max(len(row[-1]) for row in rows)
    short = longest < NARROWEST
    widths = _side_by_side([row[:-1] for row in rows], width, longest + 2 if short else 0)
    kept = len(widths)
    crowded = kept < len(head) - 1 or sum(widths) + 2 * (kept - 1) + (longest + 2 if short else 0) > width
    if crowded and short:  # the last one stands below with a name too
        rows = [(*row, "") for row in rows]
    room = max(width - sum(widths) - 2 * kept, NARROWEST)
    below = crowded or (room < ROOMY and longest > room)
    lines: list[str] = []
    for row, following in zip(rows, [*(row[-1] for row in rows[1:]), None], strict=True):
        cells = [textwrap.wrap(cell, size, break_long_words=False) for cell, size in zip(row, widths, strict=False)]
        cells.append([] if below else textwrap.wrap(row[-1], room))
        lines += (
            "  ".join(f"{part:<{size}}" for part, size in zip(parts, (*widths, 0), strict=True)).rstrip()
            for parts in zip_longest(*cells, fillvalue="")
        )
        named = zip(rows[0][kept:-1], row[kept:-1], strict=True)
        told = " · ".join(cell if row is rows[0] else f"{name} {cell}" for name, cell in named if cell)
        lines += textwrap.wrap(told, width, initial_indent=BELOW, subsequent_indent=BELOW)
        if below and row[-1] and row[-1] != following:
            lines += textwrap.wrap(row[-1], width, initial_indent=BELOW, subsequent_indent=BELOW)
    if watched and not os.environ.get("NO_COLOR"):
        lines[0] = typer.style(lines[0], bold=True)
    return "\n".join(lines) + "\n"


def _side_by_side(rows: Sequence[Sequence[str]], width: int, after: int) -> list[int]:
    """How wide the first columns are that fit beside each other, with ``after`` more where that is all of them.

    What is short stays whole as long as FEW of them fit; with less room only words do.
    """
    number = len(rows[0])
    fewest = min(FEW, number)
    comfortable = [(kept, WHOLE) for kept in range(number, fewest - 1, -1)]
    for kept, whole in [*comfortable, (fewest, SHORT), *((kept, 0) for kept in range(fewest, 1, -1))]:
        room = width - (after if kept == number else 0)
        widths = _widths([row[:kept] for row in rows], room, whole)
        if sum(widths) + 2 * (kept - 1) <= room:
            return widths
    return _widths([row[:1] for row in rows], width, 0)


def _widths(rows: Sequence[Sequence[str]], width: int, whole: int) -> list[int]:
    """How wide columns are: as wide as what is in them or WIDEST, and less where that is too much.

    That goes down to a word, or to a cell that is no longer than ``whole``.
    """
    columns = list(zip(*rows, strict=True))
    least = [max(len(cell) if len(cell) <= whole else _least(cell, whole) for cell in column) for column in columns]
    widths = [max(min(max(map(len, column)), WIDEST), size) for column, size in zip(columns, least, strict=True)]
    while widths and sum(widths) + 2 * (len(widths) - 1) > width:
        spare, place = max((size - few, place) for place, (size, few) in enumerate(zip(widths, least, strict=True)))
        if not spare:
            break
        widths[place] -= 1
    return widths


def _least(cell: str, whole: int) -> int:
    return max(whole, *map(len, cell.split())) if cell.split() else 0
