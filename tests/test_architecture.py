"""The picture of the architecture is that of the imports, and every import is written as one."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path

import pytest

import graphkit

TOOL = Path(__file__).parents[1] / "tools" / "architecture.py"


def test_the_picture_shows_the_imports_as_they_are() -> None:
    pytest.importorskip("grimp", reason="the picture is drawn by a tool of development")
    spec = importlib.util.spec_from_file_location("architecture", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    sys.modules["architecture"] = tool
    spec.loader.exec_module(tool)
    assert tool.PICTURE.read_text(encoding="utf-8") == tool.picture(), "run python tools/architecture.py"


def test_nothing_is_imported_by_string_but_the_public_names() -> None:
    package = Path(graphkit.__file__).parent
    by_string = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Name) and node.id == "__import__")
        or (isinstance(node, ast.alias) and node.name in {"import_module", "importlib", "importlib.util", "runpy"})
    }
    assert by_string == {"__init__.py"}, "import plainly, in the function that needs it if that is slow"
