"""Whoever answers too slowly is hung up on: a step of the network has a limit, and so has the whole (超时)."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

STEP = 6.0  # seconds for one answer
WHOLE = 15.0  # seconds for all of them: less than the lease of a message


@contextmanager
def hung_up_after(line: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Close the line that is open by then; whoever reads from it sees it end."""
    timer = threading.Timer(WHOLE, _hang_up, [line])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _hang_up(line: Callable[[], socket.socket | None]) -> None:
    opened = line()
    if opened is not None:
        with suppress(OSError):
            # Of the plain line: an encrypted one would take its own state away from under who reads.
            socket.socket.shutdown(opened, socket.SHUT_RDWR)
