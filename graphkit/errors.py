"""The errors graphkit raises: each names the culprit and the remedy in one line."""

from __future__ import annotations


class GraphkitError(Exception):
    """Base of every error a user can mend; ``str(error)`` is the one line the command line prints."""

    def __init__(self, culprit: str, remedy: str | None = None) -> None:
        line = culprit if remedy is None else f"{culprit}; {remedy}"
        super().__init__(" ".join(line.splitlines()))  # names of files and columns may hold line breaks
        self.culprit = culprit
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[GraphkitError], tuple[str, str | None]]:
        return type(self), (self.culprit, self.remedy)  # its one argument as an exception is the whole line


class InputError(GraphkitError):
    """A document cannot be read: the culprit names the file and, where there is one, the line."""


class SeedError(GraphkitError):
    """A row of an actor, lexicon or ontology file is wrong: the culprit names file, line and column."""


class ModelError(GraphkitError):
    """A spaCy pipeline or the weights of the reader are missing or do not fit."""


class NotInstalled(GraphkitError):
    """A library, or another program, that this needs is missing: the remedy names what brings it."""

    @classmethod
    def of_extra(cls, culprit: str, extra: str) -> NotInstalled:
        """Of a library that an extra of graphkit brings."""
        return cls(culprit, f"pip install 'newsgraphkit[{extra}]'")


class UnknownName(GraphkitError):
    """A relation, actor, format or query of that name does not exist; the remedy suggests the nearest."""


class StoreError(GraphkitError):
    """A store file is corrupt, locked, full or of another schema version."""
