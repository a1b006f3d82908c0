"""``--open``: the claims of a text, or a graph, as a page in the browser."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

TEXT = "Russia bombed Kyiv. Turkey criticized Russia."


def shown(place: Path, *arguments: str, browser: str | None = None) -> tuple[subprocess.CompletedProcess[str], str]:
    """What a command prints, and the page that it shows in a browser that only notes what it is given."""
    noted = place / "shown.txt"
    note = place / "browser.py"
    note.write_text(f"import sys\nopen({str(noted)!r}, 'w').write(sys.argv[1])\n", encoding="utf-8")
    command = [sys.executable, "-m", "graphkit", *arguments]
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    # of the programs of this machine, none that shows pages
    environment = (
        bare
        | {"PATH": str(Path(sys.executable).parent)}
        | {
            "BROWSER": browser or f"{sys.executable} {note} %s",
            "TMPDIR": str(place),
            "COLUMNS": "200",
        }
    )
    ran = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, timeout=120, check=False)
    return ran, noted.read_text(encoding="utf-8") if noted.exists() else ""


def test_the_claims_of_a_text_are_shown_as_a_page(tmp_path: Path) -> None:
    ran, address = shown(tmp_path, "extract", TEXT, "--date", "2023-05-04", "--open")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == ""
    page = Path(unquote(urlsplit(address).path))
    assert f"{page} is open in the browser" in ran.stderr
    assert "Turkey criticized Russia." in page.read_text(encoding="utf-8")


def test_a_graph_is_shown_once_it_is_written(tmp_path: Path) -> None:
    made, _ = shown(tmp_path, "extract", TEXT, "--date", "2023-05-04", "-o", "claims.ttl")
    assert made.returncode == 0, made.stderr
    ran, address = shown(tmp_path, "view", "--store", "claims.ttl", "-o", "here.html", "--open")
    assert ran.returncode == 0, ran.stderr
    assert address == (tmp_path / "here.html").resolve().as_uri()


def test_a_page_that_no_browser_shows_is_named(tmp_path: Path) -> None:
    ran, _ = shown(tmp_path, "extract", TEXT, "--date", "2023-05-04", "--open", browser="no-such-browser %s")
    assert ran.returncode == 0, ran.stderr
    assert "graph.html: no browser could be started; open the file in one" in ran.stderr


@pytest.mark.parametrize("other", [("-o", "x.ttl"), ("--format", "json"), ("--engine", "pool")])
def test_what_is_shown_is_not_written_too(other: tuple[str, str], tmp_path: Path) -> None:
    ran, address = shown(tmp_path, "extract", TEXT, "--open", *other)
    assert (ran.returncode, address) == (2, "")
    assert "--open shows a page and writes nothing else; leave -o, --format and --engine out" in ran.stderr


def test_a_text_without_claims_shows_no_page(tmp_path: Path) -> None:
    ran, address = shown(tmp_path, "extract", "It rained in the hills.", "--open")
    assert address == ""
    assert "no claims found" in ran.stderr
