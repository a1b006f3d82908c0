"""The index for SPARQL: an Oxigraph store, bulk-loaded on demand and kept next to the store's file.

A complete index is never modified: each state of the store gets its own, so any number of readers can share it.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import NotInstalled, StoreError
from graphkit.formats import rdf
from graphkit.store.view import View

if TYPE_CHECKING:
    import pyoxigraph


def require_engine() -> None:
    """Raise NotInstalled if pyoxigraph is missing."""
    try:
        import pyoxigraph  # noqa: F401
    except ImportError as error:
        raise NotInstalled.of_extra("SPARQL needs pyoxigraph", "sparql") from error


def index(graph: View) -> pyoxigraph.Store:
    """The index of a graph, built if there is none for its current state.

    A view is indexed in memory, and so is a store on a read-only medium or in a read-only folder. Raises StoreError if
    there is no room for the index next to the store.
    """
    require_engine()
    import pyoxigraph

    place = place_of(graph)
    if place is None:
        return _in_memory(graph)
    folder = place.parent
    try:
        if not place.is_dir():
            _build(graph, folder, place)
        return pyoxigraph.Store.read_only(str(place))
    except OSError as error:
        if error.errno in _READ_ONLY:
            return _in_memory(graph)
        full = "No space left" in str(error)  # which the engine tells in words alone
        remedy = "free some room on the disk" if full else "delete it; it will be created again"
        raise StoreError(f"{folder}: cannot be written or read ({error})", remedy) from error


_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


def place_of(graph: View) -> Path | None:
    """Where the index of a graph's present state is kept, if it may be; a view's is not."""
    if graph.path is None or graph.selections:
        return None
    return graph.path.with_name(f"{graph.path.name}.sparql") / graph.stamp()


def _in_memory(graph: View) -> pyoxigraph.Store:
    import pyoxigraph

    found = pyoxigraph.Store()
    load_graph(found, graph)
    return found


def _build(graph: View, folder: Path, place: Path) -> None:
    folder.mkdir(exist_ok=True)
    with _alone(folder) as alone:
        if place.is_dir():  # another process was quicker
            return
        if alone:
            _clear(folder.glob(".part-*"))  # from interrupted builds
        with tempfile.TemporaryDirectory(prefix=".part-", dir=folder) as part:
            made = Path(part) / "index"
            load_into(made, graph)
            try:
                made.rename(place)
            except OSError:
                if not place.is_dir():
                    raise
        _clear(old for old in folder.iterdir() if old != place and not old.name.startswith(".part-"))


def load_into(folder: Path, graph: View) -> None:
    """Build an index of a graph in a new folder."""
    require_engine()
    import pyoxigraph

    loading = pyoxigraph.Store(str(folder))
    load_graph(loading, graph)
    del loading  # releases the folder


def _clear(folders: Iterable[Path]) -> None:
    for old in folders:
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Keep other processes from building in a folder, where the system supports it; released if the process dies."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield False
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield True
    finally:
        os.close(held)


def load_graph(store: pyoxigraph.Store, graph: View, name: pyoxigraph.NamedNode | None = None) -> None:
    """Load a graph into an index: a whole graph into the default graph, a single document into a named graph.

    Bulk loading always reserves some 200 MB, which would count as memory of the query, so single documents avoid it.
    """
    import pyoxigraph

    load = store.load if name else store.bulk_load
    stream = _Stream(rdf.turtle(rdf.blocks(graph)))
    form = pyoxigraph.RdfFormat.TURTLE
    # the IRIs come from graphkit's own writer and need no validation
    load(input=stream, format=form, to_graph=name, lenient=True)  # type: ignore[arg-type]


class _Stream:
    """Pieces of text as a binary file, so that they need not be completely in memory or on disk."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        wanted = size if size >= 0 else float("inf")
        parts, length = [self._rest], len(self._rest)
        while length < wanted:
            piece = next(self._pieces, None)
            if piece is None:
                break
            parts.append(piece.encode())
            length += len(parts[-1])
        data = b"".join(parts)
        at = len(data) if size < 0 else size
        self._rest = data[at:]
        return data[:at]
