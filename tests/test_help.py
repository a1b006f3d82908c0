"""The help of every command: complete, consistent, and with examples that run as shown."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import typer

from graphkit.cli import app, panels
from tests.extractors.server import serving
from tests.quality.test_evaluation import GOLD
from tests.test_cli import run

ROOT = Path(__file__).parents[1]
COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
EXAMPLES = [(name, example) for name, command in COMMANDS.items() for example in command.epilog.splitlines()]
PARAMETERS = [
    (name, param)
    for name, command in COMMANDS.items()
    for param in command.params
    if not getattr(param, "hidden", False) and "--help" not in param.opts
]
OWN_WORDS = {"--output", "--format", "--store", "--status", "--actor", "--number", "--timeout", "--limit"}
"""Options whose description differs between commands."""
OTHERS = {("fetch", "--output")}
"""Options that take another kind of value under the same name."""


@pytest.mark.parametrize(("command", "param"), PARAMETERS, ids=[f"{name} {param.name}" for name, param in PARAMETERS])
def test_whatever_can_be_given_is_named_and_told(command: str, param: Any) -> None:  # noqa: ANN401
    assert getattr(param, "is_flag", False) or re.fullmatch(r"[^<>{}]*[A-Z][^<>{}]*", param.metavar), command
    assert re.fullmatch(r"[A-Za-z].*[.)]", param.help), param.help


def test_an_option_is_the_same_everywhere() -> None:
    seen: dict[str, tuple[str, object]] = {}
    for command, param in PARAMETERS:
        if param.param_type_name != "option":
            continue
        name = max(param.opts, key=len)
        if (command, name) not in OTHERS:
            shown = sorted(param.opts), param.metavar, "" if name in OWN_WORDS else param.help
            other, alike = seen.setdefault(name, (command, shown))
            assert shown == alike, f"{name} of {command} and of {other}"


@pytest.mark.parametrize("command", COMMANDS)
def test_no_line_is_cut_and_examples_stand_in_one(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert run(command, "--help") == 0
    text = capsys.readouterr().out
    told, _, examples = text.partition("\nExample")
    assert max(map(len, told.splitlines())) <= 80
    assert not re.search(r"\.\.\.|<\w+>|range", told)
    for example in COMMANDS[command].epilog.splitlines():
        assert f"\n  {example}\n" in examples
    for sentence in re.findall(r"Exits with (\d+)", told):
        assert sentence in dict(panels.STATUSES)


# examples


class Everything(BaseHTTPRequestHandler):
    """A web page at every address, and a server that takes whatever is sent."""

    def do_GET(self) -> None:
        self.send_response(404 if "robots" in self.path else 200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<html><body><article><p>{'Russia invaded Ukraine. ' * 20}</p></article>".encode())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Everything) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def done_by(
    line: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], **environment: str
) -> tuple[int, str, str]:
    """What a line does in a folder: status, output and talk. One command runs here; what a shell must do, there."""
    if set(line) & set("|>&;$"):
        there = shell(line, folder, **environment)
        return there.returncode, there.stdout, there.stderr
    with monkeypatch.context() as patch:
        patch.chdir(folder)
        for name, value in environment.items():
            patch.setenv(name, value)
        _, *words = shlex.split(line)
        status = run(*words)
    shown = capfd.readouterr()
    return status, shown.out, shown.err


def shell(line: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a line does in a folder where ``graphkit`` is this one."""
    return subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env={**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the examples name: articles, a graph of more in three forms, and annotated texts."""
    folder: Path = tmp_path_factory.mktemp("desk")
    (folder / "news").mkdir()
    for name in ("1993-oslo.md", "2018-korea.md"):
        shutil.copy(ROOT / "seeds" / "documents" / name, folder / "news")
    (folder / "bin").mkdir()
    program = folder / "bin" / "graphkit"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m graphkit "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    texts = {"a": "Russia bombed Ukraine.", "b": "Iran supplied drones to Russia.", "c": "It rained."}
    rows = [{"id": key, "date": "2023-03-22", "text": text, "claims": GOLD[key]} for key, text in texts.items()]
    (folder / "gold.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    made = (
        f"graphkit build {ROOT}/seeds/documents --store kg.db && graphkit export kg.db -o kg.ttl "
        "&& graphkit export kg.db -o claims.csv && graphkit eval gold.jsonl --format json > before.json"
    )
    done = shell(made, folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize(("command", "example"), EXAMPLES, ids=[example for _, example in EXAMPLES])
def test_the_examples_of_the_help_run_and_show_something(
    command: str,
    example: str,
    desk: Path,
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    if command == "plot":
        pytest.importorskip("matplotlib")
    folder = tmp_path / "desk"
    shutil.copytree(desk, folder)
    if command == "serve":
        _serves(example, folder)
        return
    line = re.sub(r"https?://(?:localhost:\d+|example\.org)", address, example)  # what others serve
    if command == "fetch":
        line += " --allow-private"
    with serving() as model:
        settings = {"GRAPHKIT_OPENAI_URL": model.url, "GRAPHKIT_OPENAI_MODEL": "any", "HOME": str(folder)}
        status, shown, told = done_by(line, folder, monkeypatch, capfd, **settings)
    assert status == 0, told
    assert "no claims match" not in told
    written = re.search(r"(?:-o|>) (\S+)", line)
    assert shown.strip() or (folder / written[1] if written else folder / "graph.html").exists() or told
    if written:
        assert (folder / written[1]).exists()


def _serves(example: str, folder: Path) -> None:
    program = [sys.executable, "-m", "graphkit", *re.sub(r"--port \d+", "--port 0", example).split()[1:]]
    with subprocess.Popen(
        program, cwd=folder, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as served:
        assert served.stderr
        assert "shows kg.db" in served.stderr.readline()
        try:
            served.send_signal(signal.SIGINT)
            served.wait(60)
        finally:
            served.kill()
