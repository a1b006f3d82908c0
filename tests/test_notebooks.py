"""The notebooks run from top to bottom, and their stored outputs are small."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
pytest.importorskip("nbclient", reason="needs the extra `notebook`")
CODE = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
where = {"metadata": {"path": sys.argv[2]}}
NotebookClient(notebook, timeout=120, kernel_name="python3", resources=where).execute()
"""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(path), str(path.parent)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "MPLBACKEND": "module://matplotlib_inline.backend_inline"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert path.stat().st_size < 400_000
    assert '"execution_count": 1' in path.read_text(encoding="utf-8")


def test_there_are_three() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["01_build", "02_explore", "03_networks"]
