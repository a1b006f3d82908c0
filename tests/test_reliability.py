"""Every promise in docs/reliability.md names tests, and these exist."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")][1:]


@cache
def named_in(path: str) -> set[str]:
    """The names of the tests in a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize(("promise", "named"), ROWS, ids=[row[0][:60] for row in ROWS])
def test_the_named_in_a_promise_are_there(promise: str, named: str) -> None:
    path = ""
    words = re.findall(r"`([^`]+)`", named)
    assert words, promise
    for word in words:
        file, _, name = word.rpartition("::") if "::" in word else ("", "", word)
        if name.endswith(".py"):
            file, name = name, ""
        path = file or path
        assert named_in(path), promise
        assert not name or name in named_in(path), f"{promise}: {path} has no {name}"
