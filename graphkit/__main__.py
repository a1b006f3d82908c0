"""The command ``graphkit``, also as ``python -m graphkit``: Ctrl-C ends it quietly from its first import on."""

from __future__ import annotations

import signal
import sys
from types import FrameType

STOPPED = 130


def main() -> None:
    """Run the command line; always ends in SystemExit."""
    stopped = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True
        signal.default_int_handler(number, frame)

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else the shell wants it to go on
        signal.signal(signal.SIGINT, stop)
    try:
        from graphkit.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(STOPPED)
    except Exception:
        if stopped:  # libraries in C make another error of it while they load
            sys.exit(STOPPED)
        raise


if __name__ == "__main__":
    main()
