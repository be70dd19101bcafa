"""The heart of a worker: while a step computes, a thread keeps the lease and looks after the dead."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, connection

from luoshi.kernel.models import Job

from . import leases

log = logging.getLogger(__name__)


class Beat:
    """Renews one job's lease three times within its length, until the step has taken too long."""

    def __init__(
        self, job: Job, *, lease: timedelta, step_limit: timedelta, overrun: Callable[[], None]
    ) -> None:
        self.job, self.lease, self.overrun = job, lease, overrun
        self.limit = step_limit.total_seconds()
        self.step_began = time.monotonic()
        self.ended = threading.Event()

    def step_done(self) -> None:
        self.step_began = time.monotonic()

    @contextmanager
    def beating(self) -> Iterator[Beat]:
        thread = threading.Thread(target=self._run, name=f"beat-{self.job.pk}", daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.ended.set()
            thread.join()

    def _run(self) -> None:
        try:
            while not self.ended.wait(self.lease.total_seconds() / 3):
                if time.monotonic() - self.step_began > self.limit:
                    log.critical("job %s: a step takes longer than %s s", self.job.pk, self.limit)
                    self.overrun()
                    return
                self._renew()
        finally:
            connection.close()

    def _renew(self) -> None:
        try:
            leases.renew(self.job, lease=self.lease)
            leases.reap()
        except DatabaseError as error:
            # The next beat comes in time; a database that stays away costs the lease, and nothing else.
            log.warning("job %s: the lease could not be renewed: %s", self.job.pk, error)
            connection.close()
