"""The jobs that gather notices (通知汇总任务): each day asks for its hours, each hour for its people."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.kernel import jobs
from luoshi.kernel.jobs import daily
from luoshi.work.models import Channel
from luoshi.work.services import digests

PLAN = "work.plan_digests"
CHANNELS = (Channel.MAIL, Channel.WEBHOOK)
Steps = Generator[jobs.Step, None, None]


@jobs.kind(PLAN, label=_("Plan the digests of notices of a day"))
def plan_digests(run: jobs.Run, *, day: str) -> Steps:
    """Ask for a job at each hour of the day at which somebody wants to be told."""
    plan = partial(digests.plan_digests, day=date.fromisoformat(day))
    yield jobs.Step(done=1, total=1, cursor=1, write=plan)


@jobs.kind(digests.MAKE, label=_("Gather notices into one mail each"))
def make_digests(run: jobs.Run, *, day: str, hour: int) -> Steps:
    """One mail and one message a person, some hundred people a step; the cursor is the last of them."""
    at, after = run.cursor or (0, 0)
    of: dict[str, Any] = {"day": date.fromisoformat(day), "hour": hour}
    for number, channel in list(enumerate(CHANNELS))[at:]:
        while people := digests.people_due(channel=channel, after=after, **of):
            after = people[-1]
            gather = partial(digests.gather, channel=channel, people=people)
            yield jobs.Step(done=number, total=len(CHANNELS), cursor=[number, after], write=gather)
        after = 0
        close = partial(digests.close_week, channel=channel, **of)
        yield jobs.Step(done=number + 1, total=len(CHANNELS), cursor=[number + 1, 0], write=close)


def register() -> None:
    """Importing this module registers its kinds; called once, by `ready()`."""
    daily.every_day(PLAN)
