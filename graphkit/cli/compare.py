"""``graphkit compare``: extractors compared with annotated claims and with each other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graphkit.cli import options, output, panels
from graphkit.cli.caveats import listed
from graphkit.cli.completion import complete_extractor
from graphkit.cli.evaluation import annotated, codes_of, read

if TYPE_CHECKING:
    from graphkit.evaluation import Figures

Predicted = Mapping[str, Sequence[Mapping[str, Any]]]
"""The claims by item."""


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(rich_help_panel=panels.LOOK, epilog="graphkit compare reader openai gold.jsonl")(compare)


def compare(
    extractors: Annotated[
        list[str],
        typer.Argument(
            metavar="EXTRACTOR…",
            help="An extractor: reader, openai, gliner, or one from a package of your own.",
            autocompletion=complete_extractor,
        ),
    ],
    gold: Annotated[Path, options.gold()],
    codes: options.Codes = None,
    format: Annotated[str, options.form("table", "json")] = "table",  # noqa: A002
    model: options.Model = None,
    actors: options.Actors = None,
) -> None:
    """Compare extractors on annotated texts.

    Each extractor reads the texts and is scored as by graphkit eval. The agreement of two is the strict F1 of one's
    claims against the other's. The extractor openai needs GRAPHKIT_OPENAI_URL and GRAPHKIT_OPENAI_MODEL.

    Exits with 1 if some text could not be read.
    """
    from graphkit.evaluation import evaluate
    from graphkit.extractors import load

    output.one_of(format, output.TABLE, "json")
    names = list(dict.fromkeys(extractors))
    for name in names:
        load(name)  # one that cannot work is reported before any starts reading
    items = {key: row["claims"] for key, row in annotated(gold).items()}
    same = codes_of(gold, codes)
    found: dict[str, Predicted] = {}
    refused: dict[str, Counter[str]] = {}
    unread: Counter[str] = Counter()
    for name in names:
        counts = refused.setdefault(name, Counter())
        claims: dict[str, list[Mapping[str, Any]]] = {item: [] for item in items}

        def complain(error: Exception, name: str = name) -> None:
            unread[name] += 1
            output.say(f"graphkit: {name}: {error}")

        for row in read(gold, model, actors, name, counts.update, complain):
            claims.setdefault(row["document"], []).append(row)
        found[name] = claims
    scores = {name: evaluate(items, claims, same).levels for name, claims in found.items()}
    agreement = {
        name: {other: _agree(evaluate(found[name], found[other], same).levels["strict"]) for other in names}
        for name in names
    }
    if format == "json":
        told = {
            name: {
                "scores": {
                    level: {figure: round(getattr(figures, figure), 4) for figure in ("precision", "recall", "f1")}
                    for level, figures in scores[name].items()
                },
                "agreement": {other: round(f1, 4) for other, f1 in agreement[name].items()},
                "refused": dict(refused[name]),
                "unread": unread[name],
            }
            for name in names
        }
        output.pour([json.dumps(told, indent=1), "\n"])
    else:
        output.pour(f"{line}\n" for line in _shown(names, scores, agreement))
        for name in names:
            if refused[name]:
                output.pour([f"rejected findings of {name}: {listed(refused[name])}\n"])
    if unread:
        raise typer.Exit(1)


def _agree(figures: Figures) -> float:
    """The F1 of one against the other (Hripcsak and Rothschild 2005); two that find nothing agree."""
    return figures.f1 if figures.gold or figures.predicted else 1.0


def _shown(
    names: Sequence[str], scores: Mapping[str, Mapping[str, Figures]], agreement: Mapping[str, Mapping[str, float]]
) -> Iterator[str]:
    wide = max(len("extractor"), *map(len, names)) + 2
    levels = list(next(iter(scores.values())))
    yield f"{'':{wide}}" + "".join(f"{level:>27}" for level in levels)
    yield f"{'extractor':{wide}}" + "".join(f"{'precision':>12}{'recall':>8}{'F1':>7}" for _ in levels)
    for name in names:
        figures = (scores[name][level] for level in levels)
        yield f"{name:{wide}}" + "".join(f"{f.precision:12.3f}{f.recall:8.3f}{f.f1:7.3f}" for f in figures)
    if len(names) > 1:
        yield ""
        yield f"{'agreement':{wide}}" + "".join(f"{name:>{max(8, len(name) + 2)}}" for name in names)
        for name in names:
            yield f"{name:{wide}}" + "".join(f"{agreement[name][other]:{max(8, len(other) + 2)}.3f}" for other in names)
