"""Who may write for a job: claiming it, keeping it, giving it back, and taking it from the dead.

Every statement here is one conditional UPDATE, so that it means the same on SQLite and PostgreSQL, and the
database's own clock decides: workers on machines whose clocks disagree still agree on a lease.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, F, Q, Value
from django.db.models.functions import Coalesce, Now
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import clock
from luoshi.kernel.errors import register_sentence
from luoshi.kernel.models import Job, JobState

from .kinds import KINDS

log = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=10)
UNBOUNDED_WAIT = 10.0

register_sentence(
    code="kernel.job_lost",
    sentence=_(
        "The job's worker disappeared %(times)s times at the same place. Try again, or with less at once."
    ),
)


class LeaseLost(Exception):
    """Another worker holds this job now: whatever this one was about to write must not be written."""


class CancelAsked(Exception):
    """Somebody asked to cancel this job."""


def lock_wait() -> float:
    """For how many seconds a statement may wait for a lock in this database."""
    if connection.vendor == "sqlite":
        return float(connection.settings_dict["OPTIONS"].get("timeout", 5))
    with connection.cursor() as cursor:
        cursor.execute("SELECT setting::int FROM pg_settings WHERE name = 'lock_timeout'")
        return cursor.fetchone()[0] / 1000 or UNBOUNDED_WAIT


def lease_length() -> timedelta:
    """Three times the lock wait: a worker that only waits its turn is never declared dead."""
    return timedelta(seconds=3 * max(lock_wait(), 1.0))


def pause_after(failures: int) -> timedelta:
    """How long to wait before the next attempt: 2 s, 8 s, 32 s … ten minutes at most."""
    return min(FIRST_PAUSE * 4 ** max(failures - 1, 0), LONGEST_PAUSE)


def claim(*, worker: str, lease: timedelta) -> Job | None:
    """Take the oldest job that is due; of several workers one wins it."""
    due = Job.objects.filter(
        Q(not_before__isnull=True) | Q(not_before__lte=Now()), state=JobState.QUEUED, kind__in=list(KINDS)
    ).order_by("pk")
    while job := due.first():
        won = Job.objects.filter(pk=job.pk, state=JobState.QUEUED, attempt=job.attempt).update(
            state=JobState.RUNNING,
            attempt=job.attempt + 1,
            lease_until=Now() + lease,
            worker=worker,
            started_at=Coalesce(F("started_at"), Value(clock.now(), output_field=DateTimeField())),
        )
        if won:
            return Job.objects.select_related("by").get(pk=job.pk)
    return None


def mine(job: Job):
    """The row of this job while this attempt still holds it."""
    return Job.objects.filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING)


def advance(job: Job, *, lease: timedelta, done: int, total: int | None, cursor: Any) -> None:
    """Write how far the job is; raises `LeaseLost` or `CancelAsked`, which undo the step.

    Only a cursor beyond the one that this attempt began at is progress: a job that begins anew each time and
    dies each time is given up.
    """
    if cursor != job.cursor:
        job.failures = 0
    won = (
        mine(job)
        .filter(cancel_asked_at__isnull=True)
        .update(done=done, total=total, cursor=cursor, failures=job.failures, lease_until=Now() + lease)
    )
    if not won:
        raise CancelAsked if mine(job).exists() else LeaseLost


def renew(job: Job, *, lease: timedelta) -> bool:
    return bool(mine(job).update(lease_until=Now() + lease))


def release(job: Job) -> None:
    """Give a job back because its worker stops; it goes on at its cursor."""
    mine(job).update(state=JobState.QUEUED, lease_until=None)


def finish(job: Job, *, result: Any) -> None:
    _end(job, state=JobState.DONE, result=result)


def fail(job: Job, *, code: str, values: dict[str, Any]) -> None:
    _end(job, state=JobState.FAILED, error_code=code, error_values=values)


def cancel(job: Job) -> None:
    _end(job, state=JobState.CANCELLED)


def retry(job: Job, *, attempts: int, code: str, values: dict[str, Any]) -> None:
    """Put the job back for another attempt, or give it up when it failed too often without progress."""
    failures = job.failures + 1
    if failures >= attempts:
        fail(job, code=code, values=values)
        return
    mine(job).update(
        state=JobState.QUEUED, lease_until=None, failures=failures, not_before=Now() + pause_after(failures)
    )


def reap() -> int:
    """Take back the jobs whose worker has not been heard of; return how many."""
    lapsed = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=Now())
    return sum(_reap(job) for job in lapsed.filter(kind__in=list(KINDS)))


def _reap(job: Job) -> bool:
    """The condition is asked again with the change: the worker may have come back in between."""
    taken = mine(job).filter(lease_until__lt=Now())
    failures, attempts = job.failures + 1, KINDS[job.kind].attempts
    if job.cancel_asked_at:
        return bool(taken.update(state=JobState.CANCELLED, lease_until=None, ended_at=clock.now()))
    if failures >= attempts:
        return bool(
            taken.update(
                state=JobState.FAILED,
                lease_until=None,
                ended_at=clock.now(),
                failures=failures,
                error_code="kernel.job_lost",
                error_values={"times": failures},
            )
        )
    return bool(
        taken.update(
            state=JobState.QUEUED,
            lease_until=None,
            failures=failures,
            not_before=Now() + pause_after(failures),
        )
    )


def _end(job: Job, **values: Any) -> None:
    if not mine(job).update(lease_until=None, ended_at=clock.now(), **values):
        log.warning("job %s: attempt %s had lost its lease and wrote nothing", job.pk, job.attempt)
