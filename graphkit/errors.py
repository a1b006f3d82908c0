"""The errors graphkit raises: each names the culprit and the remedy in one line."""

from __future__ import annotations


class GraphkitError(Exception):
    """Base of every error a user can fix; ``str(error)`` is the one line that the command line prints."""

    def __init__(self, culprit: str, remedy: str | None = None) -> None:
        line = culprit if remedy is None else f"{culprit}; {remedy}"
        super().__init__(" ".join(line.splitlines()))  # file and column names may contain line breaks
        self.culprit = culprit
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[GraphkitError], tuple[str, str | None]]:
        return type(self), (self.culprit, self.remedy)  # its one argument as an exception is the whole line


class InputError(GraphkitError):
    """A document cannot be read: the culprit names the file and, if there is one, the line."""


class NoGraph(InputError):
    """A command is not given the graph that it works on."""


class SeedError(GraphkitError):
    """A row of an actor, lexicon or ontology file is wrong: the culprit names file, line and column."""


class ModelError(GraphkitError):
    """A model, such as the spaCy pipeline or the reader's weights, is missing or does not fit."""


class NotInstalled(GraphkitError):
    """A required library or program is missing: the remedy says how to install it."""

    @classmethod
    def of_extra(cls, culprit: str, extra: str) -> NotInstalled:
        """The error for a library that one of graphkit's extras installs."""
        return cls(culprit, f"pip install 'newsgraphkit[{extra}]'")


class UnknownName(GraphkitError):
    """A relation, actor, format or query of that name does not exist; the remedy suggests the nearest."""


class StoreError(GraphkitError):
    """A store file is corrupt, locked, on a full disk or of another schema version."""
