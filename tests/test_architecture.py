"""The picture of the architecture is that of the imports."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

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
