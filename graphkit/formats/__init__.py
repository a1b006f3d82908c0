"""The forms a graph leaves in: one table of writers by format name and file suffix.

>>> from graphkit.store.graph import Graph
>>> "".join(write(Graph(), "jsonl"))
''
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from graphkit.errors import StoreError, UnknownName
from graphkit.formats import records, syntaxes
from graphkit.formats.rdf import DETAILS, blocks, turtle
from graphkit.ontology import BASE
from graphkit.store.view import View


@dataclass(frozen=True, slots=True)
class Choices:
    """How RDF is written: where the IRIs of the data begin, how much is said, and whether with the documents' texts."""

    base: str = BASE
    detail: str = "evidence"
    texts: bool = False


Writer = Callable[[View, Choices], Iterator[str]]
"""Gives the pieces of a file; memory is flat in the number of claims."""


def _rdf(writer: syntaxes.Writer) -> Writer:
    def write_rdf(graph: View, choices: Choices) -> Iterator[str]:
        return writer(blocks(graph, detail=choices.detail, texts=choices.texts), choices.base)

    return write_rdf


WRITERS: Mapping[str, Writer] = {
    "ttl": _rdf(turtle),
    "nt": _rdf(syntaxes.ntriples),
    "nq": _rdf(syntaxes.nquads),
    "trig": _rdf(syntaxes.trig),
    "jsonld": _rdf(syntaxes.jsonld),
    "rdf": _rdf(syntaxes.rdfxml),
    "jsonl": records.jsonl,
    "json": records.json_list,
    "csv": records.csv,
    "tsv": records.tsv,
}
"""Formats by name, which is also the suffix of their files."""


def format_of(path: Path) -> str:
    """The format that a file's suffix stands for; raises UnknownName for any other."""
    return _known(path.suffix.removeprefix("."))


def write(graph: View, format: str, choices: Choices | None = None) -> Iterator[str]:  # noqa: A002 - its name
    """The pieces of a graph in that format; raises UnknownName when there is no such format or detail."""
    choices = choices or Choices()
    if choices.detail not in DETAILS:
        raise UnknownName(f"no detail {choices.detail!r}", f"choose one of {', '.join(DETAILS)}")
    return WRITERS[_known(format)](graph, choices)


def export(
    graph: View,
    path: Path,
    format: str | None = None,  # noqa: A002 - its name
    choices: Choices | None = None,
) -> None:
    """Writes a graph to a file, in the format that its suffix stands for unless told otherwise.

    The file appears when it is whole: an error leaves what was there before. Raises StoreError when it cannot be
    written.
    """
    pieces = write(graph, format or format_of(path), choices)
    with whole(path) as file:
        file.writelines(pieces)


@contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """A file to write that appears, under its name, when the block is done; raises StoreError when it cannot."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror})", "check the folder and the disk") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _known(name: str) -> str:
    if name in WRITERS:
        return name
    near = difflib.get_close_matches(name, WRITERS, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"choose one of {', '.join(WRITERS)}"
    raise UnknownName(f"no format {name!r}", hint)
