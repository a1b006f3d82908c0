"""Messages for wrong usage: one line that names the culprit and the remedy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from graphkit.cli.files import STORES

UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What Typer raises for wrong usage."""


def plainly(error: Any) -> str:  # noqa: ANN401
    """What is wrong with a command line, in one line with the culprit and the remedy.

    >>> class Error:
    ...     ctx = param = None
    ...     def __init__(self, text): self.format_message = lambda: text
    >>> plainly(Error("Invalid value for '-n' / '--number': Input should be greater than or equal to 1"))
    '--number: give a number of at least 1'
    >>> plainly(Error("No such option: --limt (Possible options: --limit)"))
    'no option --limt; did you mean --limit?'
    >>> plainly(Error("Missing argument 'B'."))
    'B is missing; graphkit --help shows what it takes'
    """
    if told := _of_another_command(error):
        return told
    text = error.format_message()
    for pattern, plain in PLAIN:
        text = re.sub(pattern, plain, text)
    text = " ".join(text.split()).rstrip(".")
    if re.search(r"; |: give ", text):
        return text
    return f"{text}; {error.ctx.command_path if error.ctx else 'graphkit'} --help shows what it takes"


PLAIN = (
    (r"^Invalid value for (?:'[^']*' / )*'([^']+)'(?: \(env var: [^)]*\))?: ", r"\1: "),
    (r"^Invalid value: ", ""),
    (r"^Missing (?:option|argument) (?:'[^']*' / )*'([^']+)'(?: \(env var: '([^']*)'\))?.*", r"\1 is missing"),
    (r"^No such option: (\S+)$", r"no option \1"),
    (r"^No such option: (\S+) \(Possible options: (\S+?)[,)].*", r"no option \1; did you mean \2?"),
    (r"^No such command '(.*?)'\.?(?: (?:D|d)id you mean (.*))?$", lambda m: _command(m[1], m[2])),
    (r"^Got unexpected extra arguments?(?:\(s\))? \((.*)\)$", r"too many words: \1"),
    (r"^Option '?(--?[\w-]+)'? requires an argument\.?$", r"\1: give a value with it"),
    (r"^Option '?(--?[\w-]+)'? requires (\d+) arguments\.?$", r"\1: give \2 values with it"),
    (r"^Option '?(--?[\w-]+)'? does not take a value\.?$", r"\1 takes no value; leave it out"),
    (r"Value error, ", ""),
    (r"Input should be greater than or equal to (\S+)$", r"give a number of at least \1"),
    (r"Input should be less than or equal to (\S+)$", r"give a number of at most \1"),
    (r"Input should be a valid integer.*", "give a whole number"),
    (r"Input should be a valid number.*", "give a number"),
    (r"'([^']*)' is not one of (.*?)\.?$", lambda m: f"no {m[1]!r}; choose one of {m[2].replace(chr(39), '')}"),
)


def may_misplace_a_store(error: Any) -> bool:  # noqa: ANN401
    """Whether the words of a call are too many or too few, of a command that does not take a store as an argument."""
    if type(error) is not UsageError and type(error).__name__ != "MissingParameter":
        return False
    return not (error.ctx and any(param.metavar in ("[GRAPH]", "[STORE]") for param in error.ctx.command.params))


def of_store(words: Sequence[str], told: str) -> str:
    """The message ``told``, or one about --store if the words lack that option but contain the path of a store.

    >>> of_store(["claims", "kg.db"], "no graph named; give --store")
    'no graph named; give --store'
    """
    if any(word.startswith("--store") for word in words):
        return told
    stores = [word for word in words[1:] if Path(word).suffix in STORES and Path(word).is_file()]
    return f"{stores[0]}: a store is named by an option; write --store {stores[0]}" if stores else told


def _of_another_command(error: Any) -> str | None:  # noqa: ANN401
    """The message for an option that this command lacks but others have."""
    option, context = getattr(error, "option_name", None), error.ctx
    if option is None or context is None or context.parent is None:
        return None
    group = context.parent
    commands = ((name, group.command.get_command(group, name)) for name in group.command.list_commands(group))
    having = [name for name, command in commands if any(option in param.opts for param in command.params)]
    return f"{context.info_name} has no option {option}; it belongs to {', '.join(having)}" if having else None


def _command(name: str, near: str | None) -> str:
    return f"no command {name!r}; did you mean {near}" if near else f"no command {name!r}; graphkit --help lists them"
