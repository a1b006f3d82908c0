"""``graphkit eval``: how good the claims are, against annotated ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.cli import options, output, panels
from graphkit.extractors import READER

if TYPE_CHECKING:
    from graphkit.errors import InputError
    from graphkit.evaluation import Codes, Figures, Report


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command("eval", rich_help_panel=panels.LOOK, epilog="Example: graphkit eval gold.jsonl --against before.json")(
        evaluate
    )


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Items with id, date, text and claims.")],
    predicted: Annotated[
        Path | None,
        typer.Argument(metavar="[PREDICTED.jsonl]", help="Claims as extract prints them; else the text is read now."),
    ] = None,
    against: Annotated[Path | None, typer.Option(help="An earlier report (JSON): show what changed.")] = None,
    codes: Annotated[
        Path | None, typer.Option(help="Codes and names that count as the same (TSV); codes.tsv beside GOLD if any.")
    ] = None,
    errors: Annotated[int, typer.Option(min=0, help="Show so many items whose claims differ.")] = 0,
    format: Annotated[str, options.form("table", "json")] = "table",  # noqa: A002
    model: options.Model = None,
    actors: options.Actors = None,
) -> None:
    """Score claims against annotated ones.

    It does so at the levels dyad, root and strict, per group and relation, with cues and calibration.

    Exits with 1 when --against shows a figure that fell.
    """
    from graphkit.evaluation import differences
    from graphkit.evaluation import evaluate as score

    output.one_of(format, output.TABLE, "json")
    items = {row["id"]: row for row in lines(gold, ("id", "text", "claims"))}
    same = codes_of(gold, codes)
    made: dict[str, list[dict[str, Any]]] = {}
    for row in (
        lines(predicted, ("document", "subject", "relation", "object")) if predicted else read(gold, model, actors)
    ):
        made.setdefault(row["document"], []).append(row)
    wanted = {key: row["claims"] for key, row in items.items()}
    report = score(wanted, made, same)
    before = json.loads(against.read_text(encoding="utf-8"))["flat"] if against else None
    if format == "json":
        output.pour([json.dumps(report.record(), indent=1), "\n"])
    else:
        output.pour(f"{line}\n" for line in _shown(report))
    for shown, (item, missed, extra) in enumerate(differences(wanted, made, same)):
        if shown >= errors:
            break
        output.pour([f"{item}: {' '.join(items[item]['text'].split())}\n"])
        output.pour(f"   missed {' '.join(map(str, key))}\n" for key in missed)
        output.pour(f"   extra  {' '.join(map(str, key))}\n" for key in extra)
    if before is not None:
        fallen = list(_changes(before, report.flat()))
        if any(change < 0 for change in fallen):
            raise typer.Exit(1)


def lines(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines; raises InputError for one that lacks a key it needs."""
    from graphkit.errors import InputError

    try:
        written = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", "name a file of JSON lines") from error
    for number, line in enumerate(written, 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise InputError(f"{path}:{number}: no JSON", "write an object a line") from error
            if missing := [key for key in needed if key not in row]:
                raise InputError(f"{path}:{number}: no {missing[0]!r}", f"a line needs {', '.join(needed)}")
            yield row


def read(
    gold: Path,
    model: str | None,
    actors: list[Path] | None,
    extractor: str = READER,
    refuse: Callable[[Mapping[str, int]], None] | None = None,
    complain: Callable[[InputError], None] | None = None,
) -> Iterator[dict[str, Any]]:
    """What an extractor finds in the texts of the items, a record a place that states a claim."""
    from graphkit.formats import write
    from graphkit.pipeline import build

    with build(
        [gold], model=model, actors=actors or (), extractor=extractor, refuse=refuse, complain=complain
    ) as graph:
        yield from (json.loads(line) for piece in write(graph, "jsonl") for line in piece.splitlines())


def codes_of(gold: Path, codes: Path | None) -> Codes:
    """The codes that count as the same: those of a file, else of codes.tsv beside the items, if any."""
    from graphkit.evaluation import Codes

    beside = gold.parent / "codes.tsv"
    return Codes(codes or (beside if beside.is_file() else None))


def _shown(report: Report) -> Iterator[str]:
    yield f"{'':26}precision  recall      F1"
    for name, figures in report.levels.items():
        yield _row(name, figures)
    yield f"polarity right in {report.polarity.precision:.3f}, status in {report.status.precision:.3f} of "
    yield f"   {report.polarity.gold} claims with the right actors and relation"
    yield f"{report.reversed} claims have the right relation the wrong way round"
    yield f"speaker right in {report.speaker_right} of {report.spoken} where there is one"
    yield f"items without claims: {report.empty}, given one all the same: {report.noisy}"
    for title, table in (("group", report.groups), ("relation", report.relations)):
        yield title
        yield from (_row(f"  {name}", figures) for name, figures in table.items() if figures.gold or figures.predicted)
    yield "confidence  claims  right"
    yield from (f"      {part.confidence:.2f}  {part.claims:6}   {part.right:.2f}" for part in report.calibration)


def _row(name: str, figures: Figures) -> str:
    share = f"{figures.hit} of {figures.predicted}, {figures.gold} gold"
    return f"{name:26}{figures.precision:9.3f}{figures.recall:8.3f}{figures.f1:8.3f}   {share}"


def _changes(before: Mapping[str, float], after: Mapping[str, float]) -> Iterator[float]:
    """Tell each figure that changed; those that matter for the exit status are the F1 of the levels."""
    for name, value in after.items():
        change = value - before.get(name, 0.0)
        if abs(change) >= 0.0005:
            output.say(f"{name}: {before.get(name, 0.0):.3f} → {value:.3f} ({change:+.3f})")
            if name.endswith(" f1") and not name.startswith(("group ", "relation ")):
                yield change
