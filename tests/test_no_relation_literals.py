"""The relations and their groups are data: no module of the package names one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import graphkit
from graphkit.ontology import groups, load_relations

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
    """What a literal may name: itself as a whole, what SQL quotes, or what stands behind the prefix or namespace."""
    return [literal.strip(), *re.findall(r"(?:gk:|ontology#|(?<=')(?=\w+'))(\w+)", literal)]


def places(names: set[str]) -> list[str]:
    """Where the package names any of these."""
    return [
        f"{path.relative_to(PACKAGE.parent)}:{node.lineno}: {node.value}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in literals(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node.value, str) and names.intersection(named_in(node.value))
    ]


def test_no_relation_is_named_in_a_string_literal() -> None:
    names = set(load_relations())
    assert names
    assert names > set(HOMONYMS)
    assert places(names - set(HOMONYMS)) == []


def test_no_group_is_named_in_a_string_literal() -> None:
    names = set(groups(load_relations()))
    assert names
    assert places(names) == []


@pytest.mark.parametrize("name", [min(load_relations()), min(groups(load_relations()))])
def test_a_named_one_would_be_found(name: str) -> None:
    source = f'"""{name}"""\nx = f"gk:{name} {{x}}"\n'
    (found,) = literals(ast.parse(source))
    for literal in (str(found.value), name, f"SELECT name FROM relations WHERE 'x' <> '{name}'"):
        assert name in named_in(literal)
