"""A pool of processes that work on items."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from graphkit.errors import ModelError, SeedError
from graphkit.pipeline.pool import Lost, in_order


def doubling(folder: Path | None = None) -> Callable[[int], int]:
    """Work that takes longer for even numbers, ends its process at 3, and at 7 the first time that it comes there."""
    return partial(doubled, folder)


def doubled(folder: Path | None, number: int) -> int:
    mark = folder / "seen" if folder else None
    if number == 3 or (number == 7 and mark and not mark.exists()):
        if mark and number == 7:
            mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0 if number % 2 else 0.02)
    return 2 * number


def surroundings() -> Callable[[str], str | None]:
    """What a process has in its environment."""
    return os.environ.get


def broken() -> Callable[[int], int]:
    raise SeedError("actors.tsv:3: has no name", "give one")


def stillborn() -> Callable[[int], int]:
    os._exit(3)


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_results_come_in_order_and_only_what_ends_its_process_again_is_lost(tmp_path: Path, processes: int) -> None:
    found = list(in_order(range(20), partial(doubling, tmp_path), processes))
    assert [item for item, _ in found] == list(range(20))
    lost = found.pop(3)[1]
    assert isinstance(lost, Lost)
    assert lost.reason == "it ended 2 processes (SIGKILL)"
    assert all(result == 2 * item for item, result in found)


def test_no_more_items_are_taken_than_asked_for() -> None:
    taken = 0

    def numbers() -> Iterator[int]:
        nonlocal taken
        for number in range(10, 1000):
            taken += 1
            yield number

    results = in_order(numbers(), doubling, 2, ahead=3)
    for given, _ in enumerate(results):
        assert taken - given <= 2 * 3
        if given > 30:
            break
    results.close()


def test_a_process_has_one_thread_and_its_parent_what_it_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    names = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"]
    assert list(in_order(names, surroundings, 1)) == [(name, "1") for name in names]
    assert [os.environ.get(name) for name in names] == ["7", None]


@pytest.mark.parametrize(("start", "error", "said"), [(broken, SeedError, "give one"), (stillborn, ModelError, "3")])
def test_what_cannot_begin_is_told(start: Callable[[], Callable[[int], int]], error: type, said: str) -> None:
    with pytest.raises(error, match=said):
        list(in_order([1, 2], start, 2))
