"""What is done by itself (后台任务): every day the ladders, after a new calendar the counting anew."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import clock, jobs
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.events import subscribe
from luoshi.kernel.jobs import daily
from luoshi.kernel.services.jobs import enqueue
from luoshi.work.events import CalendarChanged
from luoshi.work.services import ladders, recounting

CLIMB = "work.climb_ladders"
RECOUNT = "work.recount_clocks"


@jobs.kind(CLIMB, label=_("Remind of what is due, escalate what is late"))
def climb_ladders(run: jobs.Run, *, day: str) -> Generator[jobs.Step, None, dict[str, Any]]:
    """Look at every clock that may have reached something by the day; `cursor` is the last clock looked at."""
    on, last, done = date.fromisoformat(day), run.cursor or 0, 0
    while batch := ladders.runs_to_look_at(on=on, after=last):
        last, done = batch[-1], done + len(batch)
        pending = ladders.with_fresh_rungs(runs=batch, on=on)
        climb = partial(ladders.climb, runs=pending, on=on, by=SYSTEM) if pending else None
        yield jobs.Step(done=done, cursor=last, write=climb)
    return {"looked_at": done}


@jobs.kind(RECOUNT, label=_("Count open deadlines by the new calendar"))
def recount_clocks(run: jobs.Run, *, first: str, last: str) -> Generator[jobs.Step, None, dict[str, Any]]:
    """Count anew every open clock that leans on days between these; `cursor` is the last one counted."""
    days = {"first": date.fromisoformat(first), "last": date.fromisoformat(last)}
    reached, done = run.cursor or 0, 0
    while batch := recounting.runs_to_recount(**days, after=reached):
        reached, done = batch[-1], done + len(batch)
        moving = recounting.that_move(runs=batch)
        recount = partial(recounting.recount, runs=moving, by=SYSTEM) if moving else None
        yield jobs.Step(done=done, cursor=reached, write=recount)
    return {"counted": done}


def _recount_later(event: CalendarChanged) -> None:
    days = {"first": event.first.isoformat(), "last": event.last.isoformat()}
    enqueue(kind=RECOUNT, arguments=days, by=SYSTEM, at=clock.now())


def register() -> None:
    """Importing this module registers its kinds; called once, by `ready()`."""
    daily.every_day(CLIMB)
    subscribe(CalendarChanged, _recount_later)
