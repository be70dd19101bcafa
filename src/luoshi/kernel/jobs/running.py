"""One attempt at one job, from its cursor to its end or to whatever stops it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import acts, clock
from luoshi.kernel.access import SYSTEM, Actor, act_as
from luoshi.kernel.errors import Refusal, register_sentence
from luoshi.kernel.models import Job

from . import leases
from .beat import Beat
from .kinds import KINDS, Run, Step

log = logging.getLogger(__name__)

# SQLite gives the writer's place to whoever asks first, and who has waited long asks ten times a second only: a job
# that goes on at once would keep the others waiting until they are refused. It rests for a part of each step's time.
RESTS, SHORTEST_REST, LONGEST_REST = 0.25, 0.03, 0.25

register_sentence(
    code="kernel.job_broke",
    sentence=_(
        "The job broke off with an error of the program (%(error)s). The log of the server says more."
    ),
)


class Stopped(Exception):
    """The worker is asked to stop: the job goes back to the queue at its cursor."""


def attempt(
    job: Job, *, lease: timedelta, is_stopping: Callable[[], bool], overrun: Callable[[], None]
) -> None:
    """Work on a claimed job. Whatever happens to it ends up in its row, unless the lease is lost."""
    kind = KINDS[job.kind]
    try:
        with Beat(job, lease=lease, step_limit=kind.step_limit, overrun=overrun).beating() as beat:
            result = _run_steps(job, beat=beat, is_stopping=is_stopping)
        leases.finish(job, result=result)
    except leases.LeaseLost:
        log.warning("job %s: attempt %s lost its lease and wrote nothing", job.pk, job.attempt)
    except leases.CancelAsked:
        leases.cancel(job)
    except Stopped:
        leases.release(job)
    except Refusal as refusal:
        leases.fail(job, code=refusal.code, values=refusal.kept())
    except Exception as error:
        log.exception("job %s: attempt %s broke off", job.pk, job.attempt)
        leases.retry(
            job, attempts=kind.attempts, code="kernel.job_broke", values={"error": type(error).__name__}
        )


def _run_steps(job: Job, *, beat: Beat, is_stopping: Callable[[], bool]) -> Any:
    run = Run(job.pk, _for_whom(job), job.cursor, job.attempt)
    steps: Generator[Step, None, Any] = KINDS[job.kind].function(run, **job.arguments)
    try:
        while True:
            step = next(steps)
            begun = time.monotonic()
            _commit(job, step, lease=beat.lease)
            beat.step_done()
            if connection.vendor == "sqlite" and step.write:
                _let_others_write(time.monotonic() - begun)
            if is_stopping():
                raise Stopped
    except StopIteration as end:
        return end.value
    finally:
        steps.close()


def _for_whom(job: Job) -> Actor:
    """Who asked, acting as the post as which they asked."""
    if job.by is None:
        return SYSTEM
    if job.post_id:
        act_as(job.by, job.post_id)
    return job.by


def _let_others_write(seconds: float) -> None:
    time.sleep(min(max(RESTS * seconds, SHORTEST_REST), LONGEST_REST))


def _commit(job: Job, step: Step, *, lease: timedelta) -> None:
    """The step's work, the cursor and the fence in one transaction."""
    with acts.unit():
        if step.write:
            step.write(at=clock.now())
        leases.advance(job, lease=lease, done=step.done, total=step.total, cursor=step.cursor)
