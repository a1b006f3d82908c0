"""Builds by several processes: the same graph, nothing lost, stopped cleanly."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from multiprocessing import parent_process
from pathlib import Path

import pytest

import graphkit
from graphkit import resources
from graphkit.errors import InputError
from graphkit.formats import write
from graphkit.graph import KnowledgeGraph
from graphkit.model import Document
from graphkit.store.constraints import LONGEST_DOCUMENT


def told(graph: KnowledgeGraph) -> str:
    return "".join(write(graph, "trig"))


SAMPLE = sorted((resources.seeds() / "documents").iterdir())[:6]


@pytest.fixture(scope="module")
def alone() -> str:
    return told(graphkit.build(SAMPLE))


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_gives_the_same_bytes(alone: str, workers: int) -> None:
    assert len(alone) > 10_000
    assert told(graphkit.build(SAMPLE, workers=workers)) == alone


class Deadly(str):
    """A text that ends the process that reads it."""

    __slots__ = ()

    def __len__(self) -> int:
        if parent_process():
            os.kill(os.getpid(), signal.SIGKILL)
        return super().__len__()


def test_a_document_that_ends_its_process_is_told_and_the_others_are_read() -> None:
    texts = ["Russia invaded Ukraine last Friday.", Deadly("Poison."), "France and Germany signed a treaty in Paris."]
    documents = [Document(f"d{number}", text) for number, text in enumerate(texts)]
    complaints: list[InputError] = []
    kg = graphkit.build(documents, workers=2, complain=complaints.append)
    assert [d.id for d in kg.documents()] == ["d0", "d2"]
    assert [str(c) for c in complaints] == ["d1: cannot be read (it ended 2 processes (SIGKILL)); leave it out"]
    assert told(kg) == told(graphkit.build([documents[0], documents[2]]))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_text_of_too_many_characters_is_refused(workers: int) -> None:
    complaints: list[InputError] = []
    graphkit.build(
        [Document("long", "Russia met China. " * (LONGEST_DOCUMENT // 17))], workers=workers, complain=complaints.append
    )
    assert "long: 2,1" in str(complaints[0])
    assert "2,000,000" in str(complaints[0])


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_ctrl_c_keeps_what_was_read_and_leaves_no_process(tmp_path: Path) -> None:
    path, store = tmp_path / "wire.jsonl", tmp_path / "kg.db"
    text = "Russia and China signed a treaty in Moscow. " * 40
    path.write_text("".join(f"{json.dumps({'id': f'd{n}', 'date': '2024-05-06', 'text': text})}\n" for n in range(600)))
    call = [sys.executable, "-m", "graphkit", "build", str(path), "--store", str(store), "--workers", "2"]
    running = subprocess.Popen(
        call,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not (store.exists() and KnowledgeGraph(store).report().documents):
        assert running.poll() is None
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    with KnowledgeGraph(store) as graph:
        kept = graph.report().documents
    told = "document of this run is" if kept == 1 else "documents of this run are"
    assert f"stopped: {kept} {told} kept in {store}" in said
    assert "Traceback" not in said
    until = time.monotonic() + 20  # Python's own process for clearing up goes a moment later
    while _group_lives(running.pid):
        assert time.monotonic() < until
    again = subprocess.run(call, capture_output=True, text=True, check=True)
    assert re.match(rf"{kept} documents? already read; {600 - kept} documents?, ", again.stderr)


def test_a_profile_tells_where_the_time_went(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "graphkit", "build", str(SAMPLE[0]), "-o", str(tmp_path / "kg.ttl"), "--profile"]
    done = subprocess.run(call, capture_output=True, text=True, check=True, env={**os.environ, "GRAPHKIT_WORKERS": "2"})
    head, *rows, whole = done.stderr.splitlines()
    assert head.split() == ["stage", "seconds", "of", "2", "processes", "share"]
    spent = {row[:20].strip(): float(row.split()[-2]) for row in rows}
    assert {"loading", "reading", "actors", "reader", "store"} <= spent.keys()
    assert float(whole.split()[-2]) == pytest.approx(sum(spent.values()), abs=0.01 * len(rows))
    assert whole.endswith("100%")
