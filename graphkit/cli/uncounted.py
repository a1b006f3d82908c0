"""Messages about claims that were not found or do not count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import typer

from graphkit.cli import output
from graphkit.model import FLOOR

if TYPE_CHECKING:
    from graphkit.questions import Filter
    from graphkit.store.view import View

CHOOSING = frozenset(
    "words one other start end name query since until relation group statuses status contested actors actor speaker "
    "document min_confidence sign compare offset".split()
)
"""Parameters of commands that select claims."""
LISTING = CHOOSING - frozenset("query statuses status contested document sign compare offset".split())
"""Those that ``graphkit claims`` has too; there, actors are selected with --actor."""


def tell_unsure(number: int) -> None:
    """Report how many pieces of evidence are too uncertain to count, if any."""
    if number:
        output.say(f"{number:,} tentative left out (confidence below {FLOOR:g}); graphkit claims lists them")


def uncounted(graph: View, asked: Filter) -> Mapping[str, int]:
    """If no claim counts, the amount of evidence for claims of other statuses, by status."""
    from graphkit import questions

    part = asked.of(graph)
    return {} if part.filter(status=asked.counted) else questions.uncounted(part.events(), asked.counted)


def nothing(ctx: typer.Context, left: Mapping[str, int] | None = None) -> str:
    """The message when nothing is found: the arguments and options that selected the claims.

    If there are claims that do not count (``left``, by status), the message gives their number and how to list them.
    """
    asked, wider = [], []
    for parameter in ctx.command.params:
        name, value = str(parameter.name), ctx.params.get(str(parameter.name))
        if name not in CHOOSING or str(ctx.get_parameter_source(name)).rpartition(".")[2] != "COMMANDLINE":
            continue
        option = [way for way in parameter.opts if way.startswith("--")][:1]
        for one in value if isinstance(value, list) else [value]:
            parts = one if isinstance(one, tuple) else () if one is True else (one,)
            words = [f'"{part}"' if " " in str(part) else str(part) for part in parts]
            asked += [*option, *words]
            if name in LISTING:
                wider += [*(option or (["--actor"] if name != "words" else [])), *words]
    if left:
        told = ", ".join(f"{number:,} {status}" for status, number in left.items())
        wider += [word for status in left for word in ("--status", status)]
        return f"not counted: {told}; graphkit claims {' '.join(wider)} lists them"
    return f"no claims match {' '.join(asked)}" if asked else "the graph has no claims to show"
