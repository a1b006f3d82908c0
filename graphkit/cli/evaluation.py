"""``graphkit eval``: score claims against annotated ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.cli import options, output, panels
from graphkit.errors import InputError
from graphkit.extractors import READER

if TYPE_CHECKING:
    from graphkit.evaluation import Codes, Figures, Scores


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        "eval",
        rich_help_panel=panels.LOOK,
        epilog="graphkit eval gold.jsonl --format json > before.json\ngraphkit eval gold.jsonl --against before.json",
    )(evaluate)


def evaluate(
    gold: Annotated[Path, options.gold()],
    predicted: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PREDICTED.jsonl]",
            help="Claims as printed by graphkit extract; without this file the texts are read now.",
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="An earlier report (from --format json): show which figures changed."),
    ] = None,
    codes: options.Codes = None,
    errors: Annotated[
        int,
        typer.Option(
            metavar="NUMBER",
            min=0,
            help="Show this many texts whose claims differ, with missed and extra claims.",
        ),
    ] = 0,
    format: Annotated[str, options.form("table", "json")] = "table",  # noqa: A002
    model: options.Model = None,
    actors: options.Actors = None,
) -> None:
    """Score claims against human annotations.

    Shows precision (the share of found claims that are right), recall (the share of annotated claims that were found)
    and F1 (their harmonic mean) at three levels: dyad, the two actors; root, who acts on whom in which group of
    relations; strict, also the relation, polarity and status. Scores per group and per relation follow, then how often
    claims of a given confidence are right.

    Exits with 1 if --against shows that the F1 of a level fell.
    """
    from graphkit.evaluation import differences
    from graphkit.evaluation import evaluate as score

    output.one_of(format, output.TABLE, "json")
    items = annotated(gold)
    before = figures_of(against) if against else None
    same = codes_of(gold, codes)
    made: dict[str, list[dict[str, Any]]] = {}
    for row in (
        map(_claim(predicted), lines(predicted, ("document", *CLAIM))) if predicted else read(gold, model, actors)
    ):
        made.setdefault(row["document"], []).append(row)
    wanted = {key: row["claims"] for key, row in items.items()}
    report = score(wanted, made, same)
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


CLAIM = ("subject", "relation", "object", "polarity", "status")
"""The keys a claim needs to be compared."""


def annotated(gold: Path) -> dict[str, dict[str, Any]]:
    """The annotated texts by id; raises InputError for a claim with missing or malformed parts."""
    items = {row["id"]: row for row in lines(gold, ("id", "text", "claims"))}
    for key, row in items.items():
        for claim in row["claims"] if isinstance(row["claims"], list) else [row["claims"]]:
            _claim(gold, f" of {key}")(claim)
    if not items:
        raise InputError(f"{gold}: is empty", "write one object with id, date, text and claims per line")
    return items


def _claim(path: Path, of: str = "") -> Callable[[Any], dict[str, Any]]:
    """A function that checks a claim and returns it."""

    def checked(claim: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever JSON has
        right = isinstance(claim, dict) and all(key in claim for key in CLAIM)
        if not right or not all(isinstance(claim[side], dict) for side in ("subject", "object")):
            raise InputError(f"{path}: a claim{of} is malformed", "write it as graphkit extract --format jsonl does")
        return dict(claim)

    return checked


def figures_of(report: Path) -> Mapping[str, float]:
    """The figures in an earlier report; raises InputError if the file is not a report."""
    try:
        flat = json.loads(_text(report))["flat"]
        return {str(name): float(value) for name, value in flat.items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        raise InputError(f"{report}: is not a report", "make one with graphkit eval --format json") from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}", "name a file that can be read") from error
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not UTF-8", "save it as UTF-8") from None


def lines(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The objects in a file of JSON lines; raises InputError for one that lacks a needed key."""
    for number, line in enumerate(_text(path).splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise InputError(f"{path}:{number}: is not JSON", "write one JSON object per line") from error
            if not isinstance(row, dict):
                raise InputError(f"{path}:{number}: is not a JSON object", "write one JSON object per line")
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
    """What an extractor finds in the texts of the items, one record per piece of evidence."""
    from graphkit.formats import write
    from graphkit.pipeline import build

    with build(
        [gold], model=model, actors=actors or (), extractor=extractor, refuse=refuse, complain=complain
    ) as graph:
        yield from (json.loads(line) for piece in write(graph, "jsonl") for line in piece.splitlines())


def codes_of(gold: Path, codes: Path | None) -> Codes:
    """The codes that count as the same: from the given file, otherwise from codes.tsv beside the items, if any."""
    from graphkit.evaluation import Codes

    if codes:
        _text(codes)  # raises InputError if it cannot be read
    beside = gold.parent / "codes.tsv"
    return Codes(codes or (beside if beside.is_file() else None))


def _shown(report: Scores) -> Iterator[str]:
    yield f"{'':26}precision  recall      F1"
    for name, figures in report.levels.items():
        yield _row(name, figures)
    yield f"polarity right in {report.polarity.precision:.3f}, status in {report.status.precision:.3f} of "
    yield f"   {report.polarity.gold} claims with the right actors and relation"
    yield f"{report.reversed} claims have the right relation in the wrong direction"
    yield f"speaker right in {report.speaker_right} of {report.spoken} claims with a speaker"
    yield f"items without claims: {report.empty}, of which {report.noisy} got claims"
    for title, table in (("group", report.groups), ("relation", report.relations)):
        yield title
        yield from (_row(f"  {name}", figures) for name, figures in table.items() if figures.gold or figures.predicted)
    yield "confidence  claims  right"
    yield from (f"      {part.confidence:.2f}  {part.claims:6}   {part.right:.2f}" for part in report.calibration)


def _row(name: str, figures: Figures) -> str:
    share = f"{figures.hit} of {figures.predicted}, {figures.gold} gold"
    return f"{name:26}{figures.precision:9.3f}{figures.recall:8.3f}{figures.f1:8.3f}   {share}"


def _changes(before: Mapping[str, float], after: Mapping[str, float]) -> Iterator[float]:
    """Report each figure that changed, and yield the changes that matter for the exit status: the F1 of the levels."""
    for name, value in after.items():
        change = value - before.get(name, 0.0)
        if abs(change) >= 0.0005:
            output.say(f"{name}: {before.get(name, 0.0):.3f} → {value:.3f} ({change:+.3f})")
            if name.endswith(" f1") and not name.startswith(("group ", "relation ")):
                yield change
