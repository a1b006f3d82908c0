"""A newcomer goes through the README from top to bottom on a clean machine, and sees what it shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<fenced>.*?)^```$|(?P<plain>(?:^    [^\n]+\n)+)", re.MULTILINE | re.DOTALL)
PICTURE = "graphkit extract seeds/documents/2018-korea.md --format jsonl | python docs/picture.py"


@dataclass(frozen=True)
class Step:
    """What is typed, and what the README shows below it, or None if it shows nothing."""

    typed: str
    shown: str | None


def steps(text: str) -> Iterator[Step]:
    """All that a text tells to type, in its order; a Python block is given to ``python`` whole."""
    for block in BLOCK.finditer(text):
        if block["plain"]:
            yield from (Step(line.strip(), None) for line in block["plain"].splitlines())
        elif block["kind"] == "console":
            for call in re.split(r"^\$ ", block["fenced"], flags=re.MULTILINE)[1:]:
                typed, _, shown = call.partition("\n")
                yield Step(typed, shown)
        else:
            assert block["kind"] == "python", block[0]
            printed = re.findall(r"^ *#> ?(.*\n)", block["fenced"], re.MULTILINE)
            yield Step(f"python - <<'END'\n{block['fenced']}END", "".join(printed))


@dataclass(frozen=True)
class Machine:
    """A machine with system programs and a checkout in ``here``, and nothing else: an empty home."""

    folder: Path

    def check_out(self) -> None:
        """Clone a repository with one commit, of the files of this checkout as they are now."""
        repository = self.folder / "published" / "graphkit"
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        for name in filter(None, listed.stdout.decode().split("\0")):
            if (ROOT / name).exists():  # else it is deleted and the deletion not committed
                (repository / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, repository / name)
        git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.compression=0"]
        settings = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
        for arguments in (
            ["init", "--quiet"],
            ["add", "--all"],
            ["commit", "--quiet", "--message=All"],
            ["clone", "--quiet", ".", str(self.folder / "here")],
        ):
            subprocess.run([*git, *arguments], cwd=repository, env=settings, check=True)

    def types(self, lines: list[str]) -> list[tuple[int, str]]:
        """The status and the output of each line, typed one after the other into one shell."""
        (self.folder / "home").mkdir()
        python = Path(os.path.realpath(sys.executable)).parent
        environment = {
            # the way to the packages, which pip keeps when it has fetched them once
            **{name: value for name, value in os.environ.items() if re.match("(?i)pip_|https?_proxy|no_proxy", name)},
            "PIP_CACHE_DIR": str(Path.home() / ".cache" / "pip"),
            "PATH": f"{python}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.folder / "home"),
            "LANG": "C.UTF-8",
            "COLUMNS": "118",
        }
        typed = self.folder / "typed.sh"
        typed.write_text("".join(f"{line}\nprintf '\\0%d\\0' $?\n" for line in lines), encoding="utf-8")
        with (self.folder / "told").open("w", encoding="utf-8") as told:
            done = subprocess.run(
                ["bash", str(typed)],
                stdin=subprocess.DEVNULL,
                cwd=self.folder / "here",
                env=environment,
                stdout=subprocess.PIPE,
                stderr=told,
                text=True,
                check=False,
            )
        *parts, rest = done.stdout.split("\0")
        assert rest == ""
        return [(int(status), output) for output, status in zip(parts[::2], parts[1::2], strict=True)]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    if missing := [name for name in ("git", "make", "bash") if shutil.which(name) is None]:
        pytest.skip(f"needs {' and '.join(missing)}")
    yield Machine(tmp_path)
    shutil.rmtree(tmp_path)  # half a gigabyte


@pytest.mark.slow
def test_a_newcomer_gets_through_it_and_sees_what_it_shows(machine: Machine) -> None:
    first, second, *others = steps(README)
    assert first.typed == "make demo && . .venv/bin/activate"
    assert second.typed == "make test"  # which runs this test, so it is not typed again
    machine.check_out()
    picture = Step(PICTURE, (ROOT / "docs" / "claims.svg").read_text(encoding="utf-8"))
    where = Step("command -v graphkit", f"{machine.folder}/here/.venv/bin/graphkit\n")
    walk = [first, *others, picture, where]
    seen = machine.types([step.typed for step in walk])
    told = (machine.folder / "told").read_text(encoding="utf-8")
    for step, (status, output) in zip(walk, seen, strict=True):
        assert status == 0, f"{step.typed}\n{told}"
        assert step.shown in (None, output), f"{step.typed}: run make readme"
    assert "The graph is in build/demo.ttl" in seen[0][1]
    assert list((machine.folder / "home").iterdir()) == []


def test_something_is_shown() -> None:
    assert len([step for step in steps(README) if step.shown]) >= 6


def test_links_lead_somewhere() -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
