"""The worker: takes one job after the other, from the same table on either database (后台进程)."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from . import leases, outbox
from .daily import Calendar
from .running import attempt

log = logging.getLogger(__name__)

POLL = 0.3
AWAY = 5.0


class Worker:
    """Works on what is due until it is stopped; several of them share one table."""

    def __init__(self, *, overrun: Callable[[], None]) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self.stopping = threading.Event()
        self.overrun = overrun
        self.lease: timedelta = leases.lease_length()
        self.calendar = Calendar()

    def stop(self) -> None:
        """Finish the step under way and give the job back."""
        self.stopping.set()

    def run(self) -> None:
        while not self.stopping.is_set():
            try:
                close_old_connections()
                self.calendar.turn()
                pause = 0.0 if self.turn() else POLL
            except (DatabaseError, InterfaceError) as error:
                log.warning("the database does not answer: %s", error)
                connection.close()
                pause = AWAY
            self.stopping.wait(pause)

    def turn(self) -> bool:
        """Do one thing: one message, one job, or nothing when nothing is due."""
        leases.reap()
        if outbox.deliver_next(lease=self.lease):
            return True
        job = leases.claim(worker=self.name, lease=self.lease)
        if job is None:
            return False
        attempt(job, lease=self.lease, is_stopping=self.stopping.is_set, overrun=self.overrun)
        return True


def run_worker() -> None:
    """Work until SIGTERM or SIGINT; a step that never ends ends the process, and a fresh one takes over."""
    worker = Worker(overrun=lambda: os._exit(70))
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_received: worker.stop())
    log.info("worker %s is ready, lease %s s", worker.name, worker.lease.total_seconds())
    worker.run()
    log.info("worker %s has stopped", worker.name)


def work_until_idle() -> None:
    """Work on everything that is due in this process, then return: for building a demo, and for tests."""
    worker = Worker(overrun=lambda: None)
    while worker.turn():
        pass
