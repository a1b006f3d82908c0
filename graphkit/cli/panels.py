"""The commands by task, and the help that lists them so."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

READ = "Read text"
KEEP = "Keep a store"
ASK = "Ask about actors and claims"
NETWORK = "Ask about the network"
SHOW = "Show and hand on"
LOOK = "Look things up"
ORDER = (READ, ASK, NETWORK, SHOW, KEEP, LOOK)


class Panels(TyperGroup):
    """A group of commands whose help lists them by task, each with its whole first sentence."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer keeps the types to itself
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


def first_sentence(text: str) -> str:
    """The first sentence of a help text, without its full stop."""
    paragraph = " ".join(text.partition("\n\n")[0].split())
    return paragraph.partition(". ")[0].rstrip(".")
