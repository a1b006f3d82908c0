"""Settings in ``[tool.graphkit]`` of the nearest pyproject.toml; flags and environment variables override them."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.errors import InputError, UnknownName

if TYPE_CHECKING:
    import typer

SETTINGS: Mapping[str, type] = {
    "model": str,
    "actors": list,
    "merges": list,
    "base": str,
    "detail": str,
    "workers": int,
    "extractor": str,
}
"""The settings and their types."""

Defaults = dict[str, dict[str, object]]


def defaults(app: typer.Typer, folder: Path | None = None) -> Defaults:
    """The settings as defaults for every command, searched from ``folder`` (the working directory) upwards."""
    settings = read(folder or Path.cwd())
    return {str(command.name): dict(settings) for command in app.registered_commands} if settings else {}


def read(folder: Path) -> dict[str, object]:
    """The settings in the nearest pyproject.toml that has any; raises InputError or UnknownName for a wrong one."""
    for place in (folder, *folder.parents):
        path = place / "pyproject.toml"
        if not path.is_file():
            continue
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {}).get("graphkit")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InputError(
                f"{path}: is not valid TOML ({error})", "fix it, or run graphkit in another folder"
            ) from None
        if table is not None:
            return {key: _checked(path, key, value) for key, value in table.items()}
    return {}


def _checked(path: Path, key: str, value: object) -> object:
    if key not in SETTINGS:
        near = difflib.get_close_matches(key, SETTINGS, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"choose one of {', '.join(SETTINGS)}"
        raise UnknownName(f"{path}: no setting {key!r} in [tool.graphkit]", hint)
    if type(value) is not SETTINGS[key]:
        wanted = {list: "a list of paths", str: "a string", int: "a whole number"}[SETTINGS[key]]
        raise InputError(f"{path}: {key} of [tool.graphkit] is {value!r}", f"make it {wanted}")
    return [str(path.parent / str(item)) for item in value] if isinstance(value, list) else value
