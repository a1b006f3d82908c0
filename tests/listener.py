"""A local listener that counts connections; there must be none."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Listener:
    """Its address, and the number of connections."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/x"
        self._came = 0

    @property
    def connections(self) -> int:
        """How many have connected, those included that are about to be counted."""
        time.sleep(0.02)
        return self._came

    def take(self, listening: socket.socket) -> None:
        """Counts and drops connections until the socket closes."""
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            self._came += 1
            connection.close()


@contextmanager
def listening() -> Iterator[Listener]:
    """A listener that runs during the block."""
    with socket.create_server(("127.0.0.1", 0)) as opened:
        found = Listener(opened.getsockname()[1])
        thread = threading.Thread(target=found.take, args=(opened,), daemon=True)
        thread.start()
        yield found
        opened.shutdown(socket.SHUT_RDWR)
        thread.join()
