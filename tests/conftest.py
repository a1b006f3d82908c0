"""Fixtures and hooks shared by the tests."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from graphkit.graph import KnowledgeGraph
from tests.values import PUTIN, UKR, claim, document


def pytest_configure() -> None:
    """A job in the background ignores Ctrl-C, and so would the programs that tests start and stop."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


# They take a minute or more each: begun first, none is left to a single process at the end.
LONG = (
    "stores/test_stores.py",
    "test_site.py",
    "extractors/test_plugins.py",
    "pages/test_explorer.py",
    "test_workers.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest test files come first."""
    items.sort(key=lambda item: not item.nodeid.partition("::")[0].endswith(LONG))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data, beside the checkout or where GRAPHKIT_SHARED says."""
    folder = Path(os.environ.get("GRAPHKIT_SHARED") or Path(__file__).parents[2] / "shared")
    if not folder.is_dir():
        pytest.skip(f"no reference data at {folder}: set GRAPHKIT_SHARED")
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of one document with two claims."""
    path = tmp_path / "kg.sqlite"
    with KnowledgeGraph(path) as kg:
        kg.add(document("a"), [claim(document="a"), claim(PUTIN, document="a", obj=UKR)])
    return path
