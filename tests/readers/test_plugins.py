"""Readers of other packages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.readers.making import HERE

PROGRAM = """
import sys
from graphkit.documents import read
for found in read([sys.argv[1]]):
    print(getattr(found, "text", found))
"""


def run(*arguments: str, path: Path | None = None) -> str:
    environment = {**os.environ, **({"PYTHONPATH": str(path)} if path else {})}
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_package_that_is_installed_adds_a_reader_and_a_broken_one_is_told(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.srt").write_text(
        "1\n00:00:01,000 --> 00:00:02,000\nRussia met China.\n\n2\nx\nIran left.\n"
    )
    assert "no documents in this folder" in run("-c", PROGRAM, str(tmp_path / "news"))
    options = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--quiet"]
    copy = tmp_path / "package"
    copy.mkdir()
    for file in (HERE / "subtitles").glob("*.*"):
        (copy / file.name).write_bytes(file.read_bytes())
    run("-m", "pip", "install", *options, "--target", str(tmp_path / "site"), str(copy))
    broken, text = run("-c", PROGRAM, str(tmp_path / "news"), path=tmp_path / "site").splitlines()
    assert text.strip() == "Russia met China. Iran left."
    assert broken.startswith("the reader 'broken' of graphkit-subtitles does not load (AttributeError")
