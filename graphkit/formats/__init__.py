"""Output formats of a graph: one table of writers by format name and file suffix.

>>> from graphkit.store.graph import Graph
>>> "".join(write(Graph(), "jsonl"))
''
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import UnknownName
from graphkit.formats import ftm, gdelt, nanopub, neo4j, panels, parquet, polecat, records, syntaxes
from graphkit.formats.files import whole, whole_folder
from graphkit.formats.rdf import DETAILS, blocks, turtle
from graphkit.ontology import BASE
from graphkit.store.schema import explained
from graphkit.store.view import View

__all__ = ["FOLDERS", "WRITERS", "Options", "export", "format_of", "whole", "write"]


@dataclass(frozen=True, slots=True)
class Options:
    """How a graph is written; a format ignores options that do not apply to it."""

    base: str = BASE
    """The base of the data's IRIs."""
    detail: str = "evidence"
    """The level of detail in RDF."""
    texts: bool = False
    """Whether RDF includes the documents' texts."""
    zero_fill: bool = False
    """Whether panels have a row for every pair in every period."""
    excel_safe: bool = False
    """Whether tables put an apostrophe before cells that a spreadsheet would run."""


Writer = Callable[[View, Options], Iterator[str]]
"""Yields the pieces of a file; memory does not grow with the number of claims."""


def _rdf(writer: syntaxes.Writer) -> Writer:
    def write_rdf(graph: View, options: Options) -> Iterator[str]:
        return writer(blocks(graph, detail=options.detail, texts=options.texts), options.base)

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
    "polecat": polecat.write,
    "dyad-month": panels.dyad_months,
    "dyad-year": panels.dyad_years,
    "ftm": ftm.write,
    "nanopub": nanopub.write,
}
"""Single-file formats by name, which is also the suffix of their files."""

FolderWriter = Callable[[View, Options, Path], None]
"""Writes several files into an empty folder; memory does not grow with the number of claims."""

FOLDERS: Mapping[str, FolderWriter] = {"gdelt": gdelt.write, "neo4j": neo4j.write, "parquet": parquet.write}
"""Multi-file formats by name."""

GUARDED = frozenset({"csv", "tsv", "polecat", "dyad-month", "dyad-year", "gdelt"})
"""Formats that support ``excel_safe``."""


def format_of(path: Path) -> str:
    """The format for a file's suffix; raises UnknownName if there is none."""
    return _known(path.suffix.removeprefix("."))


def write(graph: View, format: str, options: Options | None = None) -> Iterator[str]:  # noqa: A002 - its name
    """The pieces of a graph in a format.

    Raises UnknownName if there is no such format or detail, if it is a multi-file format, or if an option does not
    apply to it.
    """
    options = options or Options()
    name = _known(format)
    _check(name, options)
    if name in FOLDERS:
        raise UnknownName(f"{name} is several files", "name a folder for them with -o")
    return _pieces(graph, WRITERS[name](graph, options))


def _pieces(graph: View, pieces: Iterator[str]) -> Iterator[str]:
    with explained(graph.path):  # parts of the graph may be missing from a damaged file
        yield from pieces


def export(
    graph: View,
    path: Path | str,
    format: str | None = None,  # noqa: A002 - its name
    options: Options | None = None,
) -> None:
    """Write a graph to a file, or to a folder for FOLDERS, in the format given or that of its suffix.

    The output appears only when complete: an error leaves what was there before. Raises StoreError if it cannot be
    written.
    """
    options, path = options or Options(), Path(path)
    name = _known(format) if format else format_of(path)
    if name in FOLDERS:
        _check(name, options)
        with whole_folder(path) as folder, explained(graph.path):
            FOLDERS[name](graph, options, folder)
        return
    pieces = write(graph, name, options)
    with whole(path) as file:
        file.writelines(pieces)


def _check(name: str, options: Options) -> None:
    if options.detail not in DETAILS:
        raise UnknownName(f"no detail {options.detail!r}", f"choose one of {', '.join(DETAILS)}")
    if options.excel_safe and name not in GUARDED:
        raise UnknownName(f"{name} is not a table for spreadsheets", f"choose one of {', '.join(sorted(GUARDED))}")
    if options.zero_fill and name not in {"dyad-month", "dyad-year"}:
        raise UnknownName(f"{name} has no periods to fill with zeros", "choose dyad-month or dyad-year")


def _known(name: str) -> str:
    names = [*WRITERS, *FOLDERS]
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"choose one of {', '.join(names)}"
    raise UnknownName(f"no format {name!r}", hint)
