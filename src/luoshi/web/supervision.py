"""Keeping programs alive: each is started, started again when it dies, and stopped with its keeper.

There is no state but the processes themselves: kill any of them, or this one, at any moment. A program must
stand that; ours do, because a job goes on at its cursor and a request is one transaction.
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

log = logging.getLogger(__name__)

LOOK = 0.2
GRACE = 20.0
HEALTHY = 5.0
LONGEST_PAUSE = 30.0
MOST_FALSE_STARTS = 6
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Program:
    """Something to keep alive: its name in the log and its command."""

    name: str
    command: Sequence[str]


@dataclass
class Kept:
    """A program with its process and how often it has died young."""

    program: Program
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    due: float = 0.0
    false_starts: int = field(default=0)


class Supervisor:
    """Starts programs, restarts those that die, and ends them all together."""

    def __init__(self, programs: Sequence[Program], *, patience: int = MOST_FALSE_STARTS) -> None:
        self.kept = [Kept(program) for program in programs]
        self.patience = patience
        self.stopping = threading.Event()

    def run(self) -> int:
        """Keep the programs until SIGTERM or SIGINT; return 1 when one of them never came up."""
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_received: self.stopping.set())
        try:
            while not self.stopping.is_set():
                for kept in self.kept:
                    self._look_after(kept)
                if hopeless := [
                    kept.program.name for kept in self.kept if kept.false_starts >= self.patience
                ]:
                    log.critical("%s does not come up; see above why", ", ".join(hopeless))
                    return 1
                self.stopping.wait(LOOK)
            return 0
        finally:
            self._stop()

    def _look_after(self, kept: Kept) -> None:
        now = time.monotonic()
        if kept.process is None:
            if now >= kept.due:
                self._start(kept)
        elif (code := kept.process.poll()) is not None:
            # What a dead program leaves behind still holds its port: end that too before it starts again.
            _signal_group(kept.process, signal.SIGKILL)
            self._postpone(kept, code, lived=now - kept.began)

    def _start(self, kept: Kept) -> None:
        kept.began = time.monotonic()
        kept.process = subprocess.Popen(  # noqa: S603 (our own commands)
            kept.program.command,
            start_new_session=True,
            preexec_fn=_die_with_parent(os.getpid()),
        )
        log.info("%s runs as process %s", kept.program.name, kept.process.pid)

    def _postpone(self, kept: Kept, code: int, *, lived: float) -> None:
        """Start it again at once when it had lived, and ever later when it dies young."""
        kept.false_starts = kept.false_starts + 1 if lived < HEALTHY else 0
        pause = min(2.0**kept.false_starts - 1, LONGEST_PAUSE)
        kept.process, kept.due = None, time.monotonic() + pause
        log.warning("%s ended with code %s; it starts again in %.0f s", kept.program.name, code, pause)

    def _stop(self) -> None:
        running = [kept.process for kept in self.kept if kept.process is not None]
        for process in running:
            process.terminate()
        end = time.monotonic() + GRACE
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=max(end - time.monotonic(), 0.1))
            _signal_group(process, signal.SIGKILL)
            process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Every process that the program has started: it leads a group of its own."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _die_with_parent(parent: int) -> Callable[[], None] | None:
    """What the child does before it becomes the program: ask the kernel for SIGTERM when its keeper dies."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died in between
            os._exit(0)

    return ask
