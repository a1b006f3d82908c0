"""Output of the commands: tables for people at a terminal, otherwise machine formats."""

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
from graphkit.model.control_characters import printable
from graphkit.model.tenure import named

if TYPE_CHECKING:
    from graphkit.documents import Skipped
    from graphkit.model import Claim, Evidence, Mention
    from graphkit.store.view import View

TABLE = "table"
UNWATCHED = 160
"""The width of a table written to a file or a pipe."""
WIDEST = 32
"""Maximum width of any column but the last."""
NARROWEST, ROOMY = 24, 48
"""Widths of the last column; with less room than the second, long text goes below its row."""
WHOLE, SHORT = 24, 19
"""Cells up to these widths, such as names and dates, are only wrapped if otherwise FEW columns would not fit."""
FEW = 4
"""Number of columns kept side by side on a narrow terminal, wrapping longer names if needed."""
BELOW = "    "


def chosen(format_name: str | None, output: Path | None, otherwise: str = "jsonl") -> str:
    """The given format, or that of the suffix, or a table for a person and ``otherwise`` for a program."""
    from graphkit.formats import format_of

    if format_name:
        return format_name
    if output:
        return format_of(output)
    return TABLE if sys.stdout.isatty() else otherwise


def one_of(format_name: str, *formats: str) -> str:
    """Check, before the work, a format against those of a command; raises UnknownName for any other."""
    from graphkit.errors import UnknownName

    if format_name not in formats:
        raise UnknownName(f"no format {format_name!r} here", f"choose one of {', '.join(formats)}")
    return format_name


def written(target: Path, text: str) -> None:
    """Write a file that only appears once complete: an error leaves the previous one in place."""
    from graphkit.formats import whole

    with whole(target) as file:
        file.write(text)


def say(message: str) -> None:
    """Print a message, one line, to stderr."""
    typer.echo(printable(message), err=True)


def count(number: int, noun: str, several: str = "") -> str:
    """A number with its noun in the singular or plural.

    >>> count(1, "claim"), count(1200, "claim"), count(0, "batch", "batches")
    ('1 claim', '1,200 claims', '0 batches')
    """
    return f"{number:,} {noun if number == 1 else several or f'{noun}s'}"


def left(skipped: Skipped) -> None:
    """Report what a reader has skipped."""
    hint = f"; {remedy([skipped.kind[3:]])}" if skipped.kind.startswith("in ") else ""
    say(f"{skipped.place}: not read ({skipped.kind or 'without a suffix'}){hint}")


def assumed(suffix: str) -> None:
    """Report that a file with an unknown suffix is read as text."""
    say(f"{suffix} is read as plain text")


def _shown(piece: str) -> str:
    return re.sub("␛(?=\\[[01]m)", "\x1b", printable(piece))  # bold headings of tables are harmless


def pour(pieces: Iterable[str]) -> None:
    """Write pieces of data to stdout, always in UTF-8 and with LF line ends, whatever the locale."""
    try:
        watched = sys.stdout.isatty()
        for piece in pieces:
            sys.stdout.buffer.write((_shown(piece) if watched else piece).encode("utf-8"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has closed the pipe; buffered output must not raise again when Python closes stdout.
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
    """Write a graph to the output file or to stdout; ``empty`` is the message for one without claims."""
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
    """One row per piece of evidence, in reading order."""
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
    """The name of an actor and, for a person, the code of whom they act for."""
    name = mention.actor.name
    return name if mention.code == mention.actor.code and mention.actor.kind != "Person" else f"{name} ({mention.code})"


def _how(evidence: Evidence) -> str:
    who = evidence.speaker.actor.name if evidence.speaker else None
    said = qualifiers(evidence.polarity, evidence.status, who, hearsay=evidence.hearsay)
    return ", ".join(said if evidence.is_sure else ["tentative", *said])


def room(beside: int, most: int) -> int:
    """The number of characters that fit on a line of the terminal beside ``beside`` others, at most ``most``."""
    return max(1, min(most, shutil.get_terminal_size((UNWATCHED, 24)).columns - beside))


def table(head: Sequence[str], body: Iterable[Sequence[str]], *, wide: bool = False) -> str:
    """Rows under a heading as a table for people, as wide as the terminal; long text is wrapped, never cut.

    The last column takes the remaining width. If that is too little for its text, the text goes below its row, and only
    once below several rows with the same text. Other columns without room also go below the row, with their names.
    """
    watched = sys.stdout.isatty() and not wide
    width = UNWATCHED if wide else shutil.get_terminal_size((UNWATCHED, 24)).columns
    rows = [tuple(printable(cell.replace("\n", " ").replace("\t", " ")) for cell in row) for row in (head, *body)]
    longest = max(len(row[-1]) for row in rows)
    short = longest < NARROWEST
    widths = _side_by_side([row[:-1] for row in rows], width, longest + 2 if short else 0)
    kept = len(widths)
    crowded = kept < len(head) - 1 or sum(widths) + 2 * (kept - 1) + (longest + 2 if short else 0) > width
    if crowded and short:  # the last column goes below the row with its name too
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
    """The widths of as many first columns as fit side by side; if all do, ``after`` is reserved for the last one.

    Short cells are not wrapped as long as FEW columns fit; with less room only words are kept together.
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
    """The widths of columns: those of their contents, at most WIDEST, less if that exceeds ``width``.

    No column gets narrower than its longest word, or than a cell of at most ``whole`` characters.
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
