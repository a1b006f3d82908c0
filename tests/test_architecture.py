"""The picture of the architecture matches the imports, and no module is imported by string."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

import graphkit

CHOICE = re.compile(r"[(|](?:the|of|in|on|at|by|and|or|to|from|is|was|has|had|said|who|his|her)(?=[|)])", re.IGNORECASE)
"""One of the words that a pattern chooses from."""

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


def test_patterns_have_their_english_from_the_package_of_english() -> None:
    package = Path(graphkit.__file__).parent
    found = {
        str(path.relative_to(package))
        for path in package.rglob("*.py")
        if any(map(CHOICE.search, texts(ast.parse(path.read_text(encoding="utf-8")))))
    }
    assert {path for path in found if not path.startswith("languages/en/")} == set()
    assert {"languages/en/dates.py", "languages/en/names.py", "languages/en/titles.py"} <= found


def texts(tree: ast.Module) -> Iterator[str]:
    """The strings of a module, those within formatted ones too, without what documents it."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_no_module_takes_the_private_name_of_another() -> None:
    package = Path(graphkit.__file__).parent
    taken = [
        f"{path.relative_to(package)}: {alias.name}"
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("graphkit")
        for alias in node.names
        if alias.name.startswith("_") and not alias.name.endswith("__")
    ]
    assert taken == []


def test_no_module_reaches_into_another() -> None:
    package = Path(graphkit.__file__).parent
    reached = []
    for path in package.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and not node.level)
            for alias in node.names
            if isinstance(node, ast.Import) or is_module(package, f"{node.module}.{alias.name}")
        }
        reached += [
            f"{path.relative_to(package)}: {ast.unparse(node)}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in modules
            and re.match(r"_(?!_)", node.attr)
        ]
    assert reached == []


def is_module(package: Path, name: str) -> bool:
    """Whether a dotted name is that of a module of the package."""
    place = package.parent.joinpath(*name.split("."))
    return place.is_dir() or place.with_suffix(".py").is_file()


def test_few_modules_stand_beside_the_packages() -> None:
    beside = [path.name for path in Path(graphkit.__file__).parent.glob("*.py") if not path.name.startswith("__")]
    assert len(beside) <= 8


def test_modules_are_short() -> None:
    package = Path(graphkit.__file__).parent
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in package.rglob("*.py")]
    assert max(lengths) <= 350
    assert median(lengths) <= 150
