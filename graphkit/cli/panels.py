"""The help: commands listed by task, and the arguments and options of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

READ = "Read text"
KEEP = "Manage a store"
ASK = "Query actors and claims"
NETWORK = "Analyse the network"
SHOW = "Visualise and publish"
LOOK = "Look things up and evaluate"
ORDER = (READ, ASK, NETWORK, SHOW, KEEP, LOOK)
STATUSES = (
    ("0", "success, even if nothing was found"),
    ("1", "some input could not be read, a check found problems, or two actors are not connected; the rest is done"),
    ("2", "the command was wrong, or nothing could be done; one line on stderr says why"),
    ("130", "stopped with Ctrl-C"),
    ("141", "the reader of stdout closed the pipe, as head does"),
)
"""The exit statuses and their meaning."""


class Command(TyperCommand):
    """A command with readable help that refuses an option given twice."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - Typer keeps the types to itself
        """Parse the arguments; refuse empty ones, and a repeated option of which only the last value would count."""
        if ctx.resilient_parsing:
            _leave_unchecked(self, ctx)
            return super().parse_args(ctx, args)
        given, _, order = self.make_parser(ctx).parse_args(args=list(args))
        for param in order:
            value = given.get(param.name)
            if "" in (value if isinstance(value, list | tuple) else (value,)):
                name = str(param.metavar).strip("[]") if _is_argument(param) else max(param.opts, key=len)
                raise typer.BadParameter(f"{name} is empty; give a value (a variable may be unset)")
        for param, times in Counter(order).items():
            if (
                times > 1
                and param.param_type_name == "option"
                and not (param.multiple or getattr(param, "is_flag", False))
            ):
                name = param.opts[-1]
                raise typer.BadParameter(f"{name} is given {times} times; give it once")
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: Any) -> list[str]:  # noqa: ANN401
        """The placeholder for options, and the names of the arguments."""
        return ["[OPTIONS]", *(str(param.metavar) for param in self.get_params(ctx) if _is_argument(param))]

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the arguments, then the options."""
        params = [param for param in self.get_params(ctx) if not getattr(param, "hidden", False)]
        for title, wanted in (("Arguments", True), ("Options", False)):
            if rows := [_row(param) for param in params if _is_argument(param) is wanted]:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the examples, each on one line that can be copied."""
        del ctx
        examples(self.epilog, formatter)


class Panels(TyperGroup):
    """A command group whose help lists the commands by task, each with its complete first sentence."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Parse the words up to the command."""
        if ctx.resilient_parsing:
            _leave_unchecked(self, ctx)
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the lists of commands, aligned with each other."""
        commands = [(name, self.commands[name]) for name in self.list_commands(ctx)]
        wide = max(len(name) for name, _ in commands)
        for panel in ORDER:
            rows = [
                (f"{name:{wide}}", first_sentence(command.help or ""))
                for name, command in commands
                if getattr(command, "rich_help_panel", None) == panel
            ]
            with formatter.section(panel):
                formatter.write_dl(rows)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write examples to start with, and the exit statuses."""
        del ctx
        examples(self.epilog, formatter)
        with formatter.section("Exit status"):
            formatter.write_dl(STATUSES)


def _leave_unchecked(command: Any, ctx: Any) -> None:  # noqa: ANN401
    """Take values unchecked: a completion has no time to load Typer's checks."""
    for param in command.get_params(ctx):
        param.process_value = lambda _, value: value


def examples(epilog: str | None, formatter: Any) -> None:  # noqa: ANN401
    """Write examples, one per line, without wrapping."""
    lines = (epilog or "").splitlines()
    formatter.write(f"\nExample{'s' * (len(lines) > 1)}:\n")
    formatter.write("".join(f"  {line}\n" for line in lines))


def first_sentence(text: str) -> str:
    """The first sentence of a help text, without its full stop."""
    paragraph = " ".join(text.partition("\n\n")[0].split())
    return paragraph.partition(". ")[0].rstrip(".")


def _is_argument(param: Any) -> bool:  # noqa: ANN401
    return bool(param.param_type_name == "argument")


def _row(param: Any) -> tuple[str, str]:  # noqa: ANN401
    """The name of an argument or option, and its description."""
    if _is_argument(param):
        name = param.metavar
    else:
        given = "" if param.is_flag else f" {param.metavar}"
        names = [", ".join(sorted(ways, key=len)) for ways in (param.opts, param.secondary_opts) if ways]
        name = f"{' / '.join(names)}{given}"
    text, _, default = (param.help or "").partition(" Default: ")
    facts = [*_facts(param), *([f"default: {default.rstrip('.')}"] if default else [])]
    return name, f"{text}  [{'; '.join(facts)}]" if facts else text


def _facts(param: Any) -> Iterator[str]:  # noqa: ANN401
    """Whether it is required, may be repeated, its bounds, environment variable and default."""
    if param.required:
        yield "required"
    if getattr(param, "multiple", False):
        yield "may be repeated"
    bounds = param if hasattr(param, "min") else param.type
    least, most = getattr(bounds, "min", None), getattr(bounds, "max", None)
    if most is not None:
        yield f"from {least:g} to {most:g}"
    elif least is not None:
        yield f"at least {least:g}"
    if param.envvar:
        yield f"env var: {param.envvar}"
    default = param.default
    if isinstance(default, (int, float)) and not isinstance(default, bool):
        yield f"default: {default:,g}" if default < 1e6 else f"default: {default:,}"
    elif param.param_type_name == "option" and param.secondary_opts:
        yield f"default: {(param.opts if default else param.secondary_opts)[0]}"
    elif isinstance(default, (str, Path)) and str(default):
        yield f"default: {default}"
