"""graphkit extracts who did what to whom from news text: claims between political actors, with their evidence.

>>> import graphkit
>>> kg = graphkit.build(["articles/"])  # doctest: +SKIP
>>> print(kg.to_turtle())  # doctest: +SKIP

The names below are imported on first use, so that ``import graphkit`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.actors.gazetteer import Gazetteer
    from graphkit.documents import read
    from graphkit.errors import GraphkitError, InputError, ModelError, NotInstalled, SeedError, StoreError, UnknownName
    from graphkit.extract.classify import classify
    from graphkit.graph import KnowledgeGraph
    from graphkit.model import Actor, Claim, Document, Evidence, Kind, Mention, Polarity, RelationType, Sentence, Status
    from graphkit.ontology import load_relations
    from graphkit.pipeline import build

__version__ = "0.1.0"

_MODULES = {
    "Actor": "model",
    "Claim": "model",
    "Document": "model",
    "Evidence": "model",
    "Gazetteer": "actors.gazetteer",
    "GraphkitError": "errors",
    "InputError": "errors",
    "Kind": "model",
    "KnowledgeGraph": "graph",
    "Mention": "model",
    "ModelError": "errors",
    "NotInstalled": "errors",
    "Polarity": "model",
    "RelationType": "model",
    "SeedError": "errors",
    "Sentence": "model",
    "Status": "model",
    "StoreError": "errors",
    "UnknownName": "errors",
    "build": "pipeline",
    "classify": "extract.classify",
    "load_relations": "ontology",
    "read": "documents",
}

__all__ = [
    "Actor",
    "Claim",
    "Document",
    "Evidence",
    "Gazetteer",
    "GraphkitError",
    "InputError",
    "Kind",
    "KnowledgeGraph",
    "Mention",
    "ModelError",
    "NotInstalled",
    "Polarity",
    "RelationType",
    "SeedError",
    "Sentence",
    "Status",
    "StoreError",
    "UnknownName",
    "build",
    "classify",
    "load_relations",
    "read",
]


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module 'graphkit' has no attribute {name!r}")
    import graphkit.show.snippets  # noqa: F401 - makes claims, actors and documents display themselves in notebooks

    return getattr(import_module(f"graphkit.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
