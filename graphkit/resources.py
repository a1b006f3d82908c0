"""Where the data folders are: inside the installed package, or at the top of a checkout."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def ontologies() -> Path:
    """The folder with relations, classes, shapes and the lexicon."""
    return _folder("ontologies")


def seeds() -> Path:
    """The folder with actors and sample documents."""
    return _folder("seeds")


def _folder(name: str) -> Path:
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


def weights() -> Path:
    """The folder with the trained weights."""
    return Path(__file__).parent / "weights"


def queries() -> Mapping[str, Path]:
    """The built-in SPARQL queries by name; the first line of each says what it answers."""
    return {path.stem: path for path in sorted((Path(__file__).parent / "sparql" / "queries").glob("*.rq"))}
