"""Completion as requested by the shells, through their variables, from the complete program."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.cli import main
from graphkit.network.centrality import MEASURES
from tests.test_cli import run

NEWLINE = "\n"


def environment(shell: str, *words: str) -> dict[str, str]:
    """What a shell sets when the last word is to be completed, as the scripts of --show-completion have it."""
    asking = {"_GRAPHKIT_COMPLETE": f"complete_{shell}"}
    if shell == "bash":
        return asking | {"COMP_WORDS": NEWLINE.join(words), "COMP_CWORD": str(len(words) - 1)}
    return asking | {"_TYPER_COMPLETE_ARGS": " ".join(words), "_TYPER_COMPLETE_FISH_ACTION": "get-args"}


class Shell:
    """A shell in whose line words have been typed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capfd = monkeypatch, capfd
        monkeypatch.delenv("GRAPHKIT_STORE", raising=False)

    def output(self, shell: str, line: tuple[str, ...]) -> str:
        with self.monkeypatch.context() as patch:
            for name, value in environment(shell, "graphkit", *line).items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit):
                main([])
        told = self.capfd.readouterr()
        assert not told.err
        return told.out

    def __call__(self, *line: str) -> list[str]:
        """The completions offered to bash."""
        return self.output("bash", line).split()


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Shell:
    return Shell(monkeypatch, capfd)


@pytest.mark.parametrize(
    ("begun", "name"),
    [
        ("zel", "zelensky"),
        ("ZEL", "ZELensky"),
        ("volo", "volodymyr-zelensky"),
        ("bide", "biden"),
        ("erdog", "erdogan"),
        ("bin-sal", "bin-salman"),
        ("Pek", "Peking"),
        ("ger", "germany"),
        ("dutc", "dutch"),
        ("united-sta", "united-states"),
        ("Cote-d", "Cote-dIvoire"),
    ],
)
def test_actors_of_the_tables_are_offered_without_a_store(shell: Shell, begun: str, name: str) -> None:
    assert name in shell("actor", begun)


@pytest.mark.parametrize(
    "line",
    [
        ("actors",),
        ("relations", "russia"),
        ("timeline", "russia"),
        ("path", "--avoid"),
        ("plot", "timeline"),
        ("claims", "--actor"),
        ("claims", "--speaker"),
        ("export", "kg.db", "--actor"),
    ],
)
def test_whatever_names_an_actor_is_completed(shell: Shell, line: tuple[str, ...]) -> None:
    assert "zelensky" in shell(*line, "zel")


def test_what_is_offered_is_understood(shell: Shell) -> None:
    from graphkit.actors.resolve import Fit, known, ranked

    for begun in ("zelensk", "bide", "pek", "franc", "israe", "hamas", "taliba", "nato", "erdog"):
        for word in shell("actor", begun):
            assert ranked(word, known().actors.values(), lambda _: 0)[0][0] <= Fit.WORDS, word


def test_actors_of_the_store_come_first(shell: Shell, store: Path) -> None:
    line = ("actor", "--store", str(store))
    assert set(shell(*line, "r")) == {"russia", "rus"}
    assert shell(*line, "puti") == ["putin"]  # by the surname
    assert shell(*line, "mosc") == ["moscow"]  # by what the tables know of an actor of the store
    assert shell(*line, "zelen") == ["zelensky"]  # none of the store's
    for other in (("claims", "--actor"), ("claims", "--speaker"), ("path", "--avoid"), ("relations", "ukr")):
        assert set(shell(other[0], "--store", str(store), *other[1:], "r")) == {"russia", "rus"}
    assert set(shell("export", str(store), "--actor", "r")) == {"russia", "rus"}


def test_the_store_of_the_environment_counts(
    shell: Shell, store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GRAPHKIT_STORE", str(store))
    assert set(shell("actor", "r")) == {"russia", "rus"}
    broken = tmp_path / "broken.db"
    broken.write_text("no store", encoding="utf-8")
    monkeypatch.setenv("GRAPHKIT_STORE", str(broken))
    assert "russia" in shell("actor", "rus")


def test_what_was_typed_is_never_taken_away(shell: Shell) -> None:
    for begun in ("za", "un", "mac", "kor", "a", "south"):
        offered = shell("actor", begun)
        assert len(offered) > 1
        common = os.path.commonprefix(offered)  # noqa: RUF071 - of letters
        assert common.startswith(begun)


def test_names_of_several_words_need_no_quotes(shell: Shell) -> None:
    assert "South-Korea" in shell("actor", "South")
    assert shell.output("bash", ("actor", "South\\ Kor")) == "South\\ Korea\n"
    assert "South Korea" in shell.output("bash", ("actor", '"South Kor')).splitlines()


def test_zsh_and_fish_are_offered_what_begins_as_it_was_typed(shell: Shell) -> None:
    zsh = shell.output("zsh", ("actor", "zelen"))
    assert '"zelensky":"Volodymyr Zelensky"' in zsh
    fish = shell.output("fish", ("actor", "erdog")).splitlines()
    assert any(line.startswith("erdogan\t") for line in fish)
    assert '"timeline"' in shell.output("zsh", ("plot", "tim"))
    assert shell.output("fish", ("central", "--measure", "betw")).strip() == "betweenness"


def test_several_bearers_of_a_name_are_offered_once(shell: Shell) -> None:
    zsh = shell.output("zsh", ("actor", "Bush"))
    assert zsh.count('"Bush":') == 1
    assert " other" in zsh


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        (("plot", ""), {"network", "timeline", "matrix", "centrality"}),
        (("plot", "timeline", "--by", ""), {"year", "month", "day"}),
        (("timeline", "--by", "m"), {"month"}),
        (("plot", "--measure", ""), set(MEASURES)),
        (("central", "--measure", ""), set(MEASURES)),
        (("central", "--sign", ""), {"cooperation", "conflict"}),
        (("network", "--sign", "coop"), {"cooperation"}),
        (("claims", "--sort", ""), {"date", "confidence", "intensity"}),
        (("claims", "--status", "ass"), {"asserted"}),
        (("claims", "--group", "sanc"), {"sanction"}),
        (("path", "--length", ""), {"hops", "weight"}),
        (("export", "--detail", ""), {"direct", "claims", "evidence"}),
        (("extract", "--engine", ""), {"pool", "dask", "spark"}),
        (("extract", "--extractor", "rea"), {"reader"}),
        (("sparql", "dya"), {"dyad"}),
        (("sparql", "dyad", ""), {"one=", "other="}),
        (("schema", "fights"), {"fightsWarWith"}),
        (("schema", "sanc"), {"sanction"}),
        (("search", "sanctions", "--relation", "fights"), {"fightsWarWith"}),
        (("extract", "--format", "json"), {"json", "jsonl", "jsonld"}),
    ],
)
def test_words_to_choose_from_are_offered(shell: Shell, line: tuple[str, ...], offered: set[str]) -> None:
    assert set(shell(*line)) == offered


@pytest.mark.parametrize("command", ["claims", "export", "relations", "search", "path"])
def test_relations_are_offered_in_any_case(shell: Shell, command: str) -> None:
    assert shell(command, "--relation", "IMPOSESSANC") == ["IMPOSESSANCtionsOn"]


@pytest.mark.parametrize(
    "line",
    [
        ("build", "TEXT"),
        ("extract", "TEXT"),
        ("export", "STORE"),
        ("central", "--store", "STORE"),
        ("network", "--store", "STORE"),
        ("sparql", "dyad", "--store", "STORE"),
        ("schema",),
        ("actors", "RUS"),
        ("link", "TEXT"),
        ("status", "--store", "STORE"),
    ],
)
def test_every_format_that_is_offered_is_there(
    shell: Shell, store: Path, tmp_path: Path, line: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Nothing of note.", encoding="utf-8")
    words = [{"STORE": str(store), "TEXT": str(text)}.get(word, word) for word in line]
    offered = shell(*line[:1], "--format", "")
    assert len(offered) > 1
    for name in offered:
        several = ["-o", str(tmp_path / name)] if name in ("gdelt", "neo4j", "parquet") else []
        assert run(*words, "--format", name, *several) == 0, capfd.readouterr().err


@pytest.mark.alone
def test_a_completion_is_quick_and_loads_nothing_heavy(store: Path) -> None:
    code = (
        "import sys, time, graphkit.cli as c\n"
        "try: c.main([])\n"
        "except SystemExit: pass\n"
        "heavy = ('spacy', 'onnxruntime', 'numpy', 'networkx', 'rdflib', 'pyoxigraph')\n"
        "print([m for m in heavy if m in sys.modules], time.process_time(), file=sys.stderr)"
    )
    for line in (("actor", "zel"), ("actor", "--store", str(store), "r"), ("sparql", "d"), ("plot", "t")):
        took = []
        for _ in range(3):
            done = subprocess.run(
                [sys.executable, "-c", code],
                capture_output=True,
                text=True,
                check=True,
                env=os.environ | environment("bash", "graphkit", *line),
            )
            loaded, _, seconds = done.stderr.strip().rpartition(" ")
            assert loaded == "[]"
            assert done.stdout
            took.append(float(seconds))
        assert min(took) < 0.5, line


TABLE = """id\tkind\tcode\tname\taliases\tdemonyms\twikidata\tnotations\tstart\tend\tsource\tas_of
musterland\tState\tMST\tMusterland\tRepublic of Musterland\t\t\t\t\t\town\t2026-01-01
"""


def test_actors_of_a_table_of_ones_own_are_offered(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text(TABLE, encoding="utf-8")
    assert shell("actors", "muste") == []
    assert shell("actors", "--actors", str(table), "muste") == ["musterland"]
    assert "mst" in shell("actors", "--actors", str(table), "ms")
    monkeypatch.setenv("GRAPHKIT_ACTORS", str(table))
    assert shell("actors", "muste") == ["musterland"]
    table.write_text("no table", encoding="utf-8")
    assert "germany" in shell("actors", "germ")


@pytest.fixture(scope="module")
def bash(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The line in a bash at a terminal after Tab was pressed at its end."""
    if not shutil.which("bash"):
        pytest.skip("needs bash")
    folder = tmp_path_factory.mktemp("bash")
    program = folder / "graphkit"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m graphkit "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    # the program asks which shell it was started from
    asked = ["bash", "-c", '"$0" --show-completion; true', str(program)]
    script = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    # the line as it stands is what a key that no line has is bound to tell
    (folder / "rc").write_text(
        f"{script}\nPS1=\nbind 'set enable-bracketed-paste off'\n"
        'told() { printf "<<%s>>\\n" "$READLINE_LINE"; }\nbind -x \'"\\C-t": told\'\n',
        encoding="utf-8",
    )

    def completed(line: str) -> str:
        controller, terminal = os.openpty()
        environment = os.environ | {"PATH": f"{folder}:{os.environ['PATH']}", "TERM": "dumb"}
        environment.pop("GRAPHKIT_STORE", None)
        with subprocess.Popen(
            ["bash", "--rcfile", folder / "rc", "-i"],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            env=environment,
            start_new_session=True,
        ) as running:
            os.close(terminal)
            os.write(controller, f"{line}\t\x14".encode())
            shown = b""
            try:
                while b">>" not in shown and select.select([controller], [], [], 60)[0]:
                    shown += os.read(controller, 4096)
            finally:
                running.kill()
                os.close(controller)
        found = re.search(r"<<(.*?)>>", shown.decode(errors="replace"), re.DOTALL)
        assert found, shown
        return found[1]

    return completed


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("graphkit actor zelens", "graphkit actor zelensky "),
        ("graphkit actor South\\ Kor", "graphkit actor South\\ Korea "),
        ('graphkit actor "South Kor', 'graphkit actor "South Korea" '),
        ("graphkit actor 'south kor", "graphkit actor 'south korea' "),
        ("graphkit actor South-Kor", "graphkit actor South-Korea "),
        ("graphkit actor Cote\\ d", "graphkit actor Cote\\ d\\'Ivoire "),
        ("graphkit claims --actor=zelens", "graphkit claims --actor=zelensky "),
        ('graphkit claims --actor="South Kor', 'graphkit claims --actor="South Korea" '),
        ("graphkit claims --actor=South\\ Kor", "graphkit claims --actor=South\\ Korea "),
        ("graphkit central --measure betw", "graphkit central --measure betweenness "),
    ],
)
def test_bash_completes_at_a_terminal(bash: Callable[[str], str], line: str, whole: str) -> None:
    assert bash(line) == whole
