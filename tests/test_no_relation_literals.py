"""The relations are data: no module of the package names one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import graphkit
from graphkit.ontology import load_relations

PACKAGE = Path(graphkit.__file__).parent


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """String constants but docstrings, which may give examples."""
    prose = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node


def test_no_relation_is_named_in_a_string_literal() -> None:
    names = set(load_relations())
    assert len(names) == 63
    named = [
        f"{path.relative_to(PACKAGE.parent)}:{node.lineno}: {node.value}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in literals(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node.value, str) and names.intersection(node.value.replace(":", " ").split())
    ]
    assert named == []


def test_a_named_relation_would_be_found() -> None:
    name = min(load_relations())
    source = f'"""{name}"""\nx = f"gk:{name} {{x}}"\n'
    assert [node.value for node in literals(ast.parse(source))] == [f"gk:{name} "]
