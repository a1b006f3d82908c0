"""Child processes."""

from __future__ import annotations

import os
import signal
import threading
from multiprocessing.connection import Connection

import pytest

from graphkit.running.children import begin


def echo(pipe: Connection, before: str, *, after: str = "") -> None:
    """Echoes what it was sent between its arguments; Ctrl-C reaches it first."""
    said = pipe.recv()
    os.kill(os.getpid(), signal.SIGINT)
    pipe.send(before + said + after)


@pytest.mark.parametrize("beside", [False, True], ids=["the main thread", "another thread"])
def test_a_process_is_deaf_to_ctrl_c_and_its_parent_hears_as_before(*, beside: bool) -> None:
    told: list[object] = []

    def ask() -> None:
        process, pipe = begin(echo, "<", after=">")
        pipe.send("so")
        told.append(pipe.recv())
        with pytest.raises(EOFError):  # the other end is the child's alone
            pipe.recv()
        process.join()
        told.append(process.exitcode)

    before = signal.getsignal(signal.SIGINT)
    if beside:
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    else:
        ask()
    assert told == ["<so>", 0]
    assert signal.getsignal(signal.SIGINT) is before
