"""Run the commands in README.md, and update their outputs and the picture.

A console block contains commands, each on a line that begins with ``$``, followed by its output. Lines of the Python
block that begin with ``#>`` are the output of the ``print`` before them.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURE = 'graphkit extract seeds/documents/2018-korea.md --format jsonl | "$PYTHON" docs/picture.py'
WIDTH = "118"


def shell(command: str) -> str:
    """The output of a command, run at the top of the checkout with this checkout's graphkit."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "graphkit"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m graphkit "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        environment = {
            **os.environ,
            "PATH": f"{folder}:{os.environ['PATH']}",
            "COLUMNS": WIDTH,
            "PYTHON": sys.executable,
            "PYTHONPATH": str(ROOT),
        }
        done = subprocess.run(  # noqa: S603 - the commands are those of our own README
            ["bash", "-c", command],  # noqa: S607
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode not in (0, 141):
        sys.exit(f"{command}: {done.stderr}")
    return done.stdout


def refreshed(text: str) -> str:
    """The README with the current outputs of its commands and Python."""
    text = re.sub(r"(?<=```console\n).*?(?=```)", lambda block: _console(block[0]), text, flags=re.DOTALL)
    return re.sub(r"(?<=```python\n).*?(?=```)", lambda block: _python(block[0]), text, flags=re.DOTALL)


def _console(block: str) -> str:
    calls = re.findall(r"^\$ .*\n", block, re.MULTILINE)
    return "".join(call + (shell(call[2:].strip()) if "graphkit" in call else "") for call in calls)


def _python(block: str) -> str:
    code = re.sub(r"^ *#>.*\n", "", block, flags=re.MULTILINE)
    sys.path.insert(0, str(ROOT))
    names: dict[str, object] = {"__name__": "readme"}
    parts = []
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        for part in re.split(r"(?<=\n)(?=\S)", code):
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(part, names)  # noqa: S102 - our own README
            parts.append(part.rstrip("\n") + "\n")
            parts += [f"#> {line}\n" for line in printed.getvalue().splitlines()]
            parts.append("\n" if part.endswith("\n\n") else "")
    finally:
        os.chdir(here)
    return "".join(parts)


def main() -> None:
    """Rewrite README and picture."""
    readme = ROOT / "README.md"
    readme.write_text(refreshed(readme.read_text(encoding="utf-8")), encoding="utf-8")
    (ROOT / "docs" / "claims.svg").write_text(shell(PICTURE), encoding="utf-8")


if __name__ == "__main__":
    main()
