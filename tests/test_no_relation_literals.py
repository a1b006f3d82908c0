"""The relations are data: no module of the package names one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import graphkit
from graphkit.ontology import load_relations

HOMONYMS = {
    "accuses": "an effect of a governing word, in governors.tsv",
    "claims": "the plural of the noun claim",
}
"""Relations whose names are also words of graphkit's own."""

PACKAGE = Path(graphkit.__file__).parent


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """String constants but docstrings, which may give examples."""
    prose = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node


def named_in(literal: str) -> list[str]:
    """What a literal may name: itself as a whole, or what stands behind the prefix or the namespace."""
    return [literal.strip(), *re.findall(r"(?:gk:|ontology#)(\w+)", literal)]


def test_no_relation_is_named_in_a_string_literal() -> None:
    names = set(load_relations())
    assert len(names) == 63
    assert names > set(HOMONYMS)
    names -= set(HOMONYMS)
    named = [
        f"{path.relative_to(PACKAGE.parent)}:{node.lineno}: {node.value}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in literals(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node.value, str) and names.intersection(named_in(node.value))
    ]
    assert named == []


def test_a_named_relation_would_be_found() -> None:
    name = min(load_relations())
    source = f'"""{name}"""\nx = f"gk:{name} {{x}}"\n'
    (found,) = literals(ast.parse(source))
    assert name in named_in(str(found.value))
    assert name in named_in(name)
