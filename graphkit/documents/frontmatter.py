"""The front matter of a text: fields in YAML between two lines of three hyphens, or in TOML between ``+++``."""

from __future__ import annotations

import json
import re
import tomllib

import yaml

from graphkit.errors import InputError

LIMIT = 64_000
"""Longest front matter, in characters; anything longer that begins with a rule is prose."""

_OPEN = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n")
_OURS = re.compile(r"(?:title|date|published|url|id|language|lang)[ \t]*[:=]", re.IGNORECASE)
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_SIGNS = frozenset("'\"|>[{&*!#%@`")
_REMEDY = "write key: value, and put values with special characters in quotes"

Fields = dict[str, tuple[str, int]]
"""Values and their lines by name."""


def front_matter(text: str, place: str) -> tuple[Fields, int]:
    """The fields of the front matter, and where the prose after it begins; none and 0 if there is no front matter.

    A first line of hyphens is a rule when what follows does not look like fields. Raises InputError for a front matter
    that is never closed, is not YAML or TOML, or has no text after it.
    """
    opened = _OPEN.match(text)
    if opened is None:
        return {}, 0
    start, fence = opened.end(), opened[1]
    lines = text[start : start + LIMIT].split("\n")
    closing = next((number for number, line in enumerate(lines) if line.rstrip(" \t\r") == fence), None)
    if closing is None:
        if _OURS.match(lines[0]):
            raise InputError(f"{place}:1: the front matter is never closed", f"end it with a line {fence}")
        return {}, 0
    fields = (_yaml if fence == "---" else _toml)(lines[:closing], place)
    if fields is None:
        return {}, 0
    end = start + sum(len(line) + 1 for line in lines[: closing + 1])
    if not text[end:].strip():
        raise InputError(f"{place}: has no text after its front matter", "leave it out or add text")
    return fields, min(end, len(text))


def _yaml(lines: list[str], place: str) -> Fields | None:
    """The fields in lines of YAML; None if the lines are prose between two rules."""
    ours = any(map(_OURS.match, lines))
    try:
        # No objects are constructed: names and values are taken as written.
        node = yaml.compose("\n".join(map(_quoted, lines)), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        if not ours:
            return None
        number, what = _trouble(error)
        raise InputError(f"{place}:{number}: the front matter is not valid YAML ({what})", _REMEDY) from None
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        return None
    return {
        key.value.strip().lower(): (value.value, key.start_mark.line + 2)
        for key, value in node.value
        if isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)
        if value.style is not None or value.value not in _NULL
    }


def _toml(lines: list[str], place: str) -> Fields | None:
    """The fields in lines of TOML, from its top table; None if the lines are prose between two rules."""
    try:
        table = tomllib.loads("\n".join(line.rstrip("\r") for line in lines))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        if not any(map(_OURS.match, lines)):
            return None
        where = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)", str(error))
        what = str(error)[: where.start()] if where else "not understood"
        number = (int(where[1] or len(lines)) if where else 0) + 1
        remedy = 'write key = "value"'
        raise InputError(f"{place}:{number}: the front matter is not valid TOML ({what})", remedy) from None
    found: Fields = {}
    for key, value in table.items():
        if not isinstance(value, (dict, list)):
            begins = (n for n, line in enumerate(lines, 2) if re.match(rf"[\"']?{re.escape(key)}\b", line))
            found[key.lower()] = str(value), next(begins, 1)
    return found


def _quoted(line: str) -> str:
    """A line of YAML with its value quoted if needed: values with a colon, such as headlines, need no quotes."""
    key, colon, value = line.rstrip().partition(": ")
    value = value.strip()
    if not colon or ": " not in value or key[:1] in " \t#-" or value[0] in _SIGNS:
        return line
    return f"{key}: {json.dumps(value.partition(' #')[0].rstrip(), ensure_ascii=False)}"


def _trouble(error: yaml.YAMLError | RecursionError) -> tuple[int, str]:
    """The line where YAML gave up, and why."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return 1, "odd characters" if isinstance(error, yaml.YAMLError) else "nested too deep"
    mark = error.context_mark if error.context == "while scanning a simple key" else error.problem_mark
    return (mark.line + 2 if mark else 1), error.problem or "not understood"
