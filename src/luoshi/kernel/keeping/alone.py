"""One command at a time keeps an installation."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from luoshi.kernel.keeping.refusals import Busy, FolderUnusable

LOCK = ".keeping"


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Hold this home for one backup, restoration or erasure. Raises Busy."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (home / LOCK).open("w")
    except OSError as error:
        raise FolderUnusable(folder=home, reason=error.strerror) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy(home=home) from error
        yield
