"""What is done once a day (每日任务): a room registers a kind of job; the worker asks for it when a day begins."""

from __future__ import annotations

import time
from datetime import date

from luoshi.kernel import clock
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Installation, Job
from luoshi.kernel.registries import Registry

LOOK = 5.0  # seconds between two looks at the calendar; a demo's day may move at any time
DAILY: Registry[str] = Registry(of="daily kind of job")


def every_day(kind: str) -> None:
    """Called in `ready()`: a job of this kind is asked for on every day, with the day as its argument `day`."""
    DAILY.add(kind, kind)


class Calendar:
    """Looks which day it is, and asks for the day's jobs when it has changed."""

    def __init__(self) -> None:
        self._begun: date | None = None
        self._looked = float("-inf")

    def turn(self) -> None:
        if time.monotonic() - self._looked < LOOK:
            return
        self._looked = time.monotonic()
        today = clock.today()
        if today != self._begun and Installation.objects.exists():
            begin(today)
            self._begun = today


def begin(day: date) -> None:
    """Ask for what this day's jobs are, each once however many workers look."""
    from luoshi.kernel.services.jobs import begin_day

    asked = set(Job.objects.filter(kind__in=list(DAILY), key=day.isoformat()).values_list("kind", flat=True))
    if kinds := [kind for kind in DAILY if kind not in asked]:
        begin_day(day=day, kinds=kinds, by=SYSTEM, at=clock.now())
