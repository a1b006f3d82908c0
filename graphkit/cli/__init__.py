"""The command line: each command is one call to the library. Data goes to stdout, messages to stderr.

Exit status: 0 success, 1 some input could not be read or a check found problems, 2 wrong usage, 130 stopped with
Ctrl-C, 141 the reader of stdout closed the pipe.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from graphkit import __version__
from graphkit.cli import (
    actors,
    build,
    claims,
    compare,
    completion,
    config,
    dyads,
    evaluation,
    explain,
    export,
    fetch,
    groups,
    network,
    output,
    panels,
    paths,
    plot,
    query,
    ranking,
    review,
    schema,
    search,
    serve,
    store,
    summary,
    usage_errors,
    view,
)
from graphkit.errors import GraphkitError, NoGraph

app = typer.Typer(
    help="Turn news text into a knowledge graph of who did what to whom.",
    cls=panels.Panels,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog='graphkit extract "Russia and China signed a treaty." --date 2001-07-16\n'
    "graphkit build news/ --store kg.db\n"
    "graphkit relations Russia Ukraine --store kg.db",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"graphkit {__version__}")
        raise typer.Exit


@app.callback()
def graphkit(
    *,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_version, help="Print the version and exit.")
    ] = False,
) -> None:
    """Turn news text into a knowledge graph of who did what to whom."""


for family in (
    build,
    fetch,
    explain,
    search,
    dyads,
    claims,
    query,
    paths,
    ranking,
    groups,
    summary,
    network,
    view,
    plot,
    serve,
    export,
    store,
    review,
    actors,
    schema,
    evaluation,
    compare,
):
    family.register(app)
for command in app.registered_commands:
    command.cls = panels.Command
    command.name = command.name or getattr(command.callback, "__name__", None)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; always raises SystemExit. Errors a user can fix are one line on stderr and status 2."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        with completion.brief(app), completion.quoted():
            status = app(
                args=words or ["--help"], prog_name="graphkit", default_map=config.defaults(app), standalone_mode=False
            )
    except GraphkitError as error:
        told = usage_errors.of_store(words, str(error)) if isinstance(error, NoGraph) else str(error)
        output.say(f"graphkit: {told}")
        sys.exit(2)
    except OSError as error:
        if error.filename is None:
            raise
        output.say(f"graphkit: {error.filename}: {error.strerror}; check the path and its permissions")
        sys.exit(2)
    except usage_errors.UsageError as error:
        told = usage_errors.plainly(error)
        if usage_errors.may_misplace_a_store(error):
            told = usage_errors.of_store(words, told)
        output.say(f"graphkit: {told}")
        sys.exit(2)
    sys.exit(status or 0)
