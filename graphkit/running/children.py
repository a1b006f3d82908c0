"""Child processes that end with this one; only this one receives Ctrl-C, and then ends them."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Concatenate, ParamSpec

Given = ParamSpec("Given")


def begin(
    work: Callable[Concatenate[Connection, Given], None], *args: Given.args, **named: Given.kwargs
) -> tuple[SpawnProcess, Connection]:
    """Start a process that runs ``work`` with its end of a pipe and the other arguments; return it and this end."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_deaf, args=(work, there, *args), kwargs=named, daemon=True)
    with _deafness():
        process.start()
    there.close()
    return process, here


def _deaf(
    work: Callable[Concatenate[Connection, Given], None], pipe: Connection, *args: Given.args, **named: Given.kwargs
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work(pipe, *args, **named)


@contextmanager
def _deafness() -> Iterator[None]:
    """Processes started in this block ignore Ctrl-C from the start; only the main thread can arrange this."""
    hears = threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN) if hears else None
    try:
        yield
    finally:
        if hears:
            signal.signal(signal.SIGINT, handler)
