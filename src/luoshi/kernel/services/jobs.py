"""Asking for long work, and steering it (后台任务)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import audit
from luoshi.kernel.access import Actor, day_for, post_acted_as, require
from luoshi.kernel.acts import act
from luoshi.kernel.errors import Refusal
from luoshi.kernel.jobs.kinds import KINDS
from luoshi.kernel.models import Installation, Job, JobState, OutboxMessage

STEER = "kernel.steer_jobs"


class JobFinished(Refusal):
    code = "kernel.job_finished"
    sentence = _("This job has ended already; there is nothing to cancel.")


class JobNotStopped(Refusal):
    code = "kernel.job_not_stopped"
    sentence = _("Only a job that failed or was cancelled can be resumed.")


def enqueue(
    *,
    kind: str,
    arguments: Mapping[str, Any],
    by: Actor,
    at: datetime,
    key: str = "",
    not_before: datetime | None = None,
) -> Job:
    """Ask for a job in the transaction under way, so that it exists exactly when its cause does.

    The act that asks records it. With a `key`, a job of that kind and key which hasn't ended is returned
    instead of a second one. `not_before` is a moment of the machine's clock.
    """
    wanted = {
        "arguments": dict(arguments),
        "by": by if by.pk else None,
        "post_id": post_acted_as(by, on=day_for(by)) if by.pk else None,
        "asked_at": at,
        "not_before": not_before,
    }
    if not key:
        return Job.objects.create(kind=KINDS[kind].code, **wanted)
    job, _is_new = Job.objects.unfinished().get_or_create(kind=KINDS[kind].code, key=key, defaults=wanted)
    return job


@act
def begin_day(*, day: date, kinds: Sequence[str], by: Actor, at: datetime) -> list[Job]:
    """Ask for the jobs of a day (每日任务); a second worker that asks at the same moment gets the same ones."""
    require(by, "kernel.begin_day")
    key = day.isoformat()
    jobs = [enqueue(kind=kind, arguments={"day": key}, key=key, by=by, at=at) for kind in kinds]
    installation = Installation.objects.get(pk=1)
    audit.record("kernel.day_begun", installation, by=by, at=at, changes={"day": (None, day)})
    return jobs


@act
def cancel_job(*, job: Job, by: Actor, at: datetime) -> Job:
    """Stop a job: at once while it waits, after the step under way while it runs (取消). Raises JobFinished."""
    require(by, STEER, job)
    asked = {"cancel_asked_by": by if by.pk else None, "cancel_asked_at": at}
    won = Job.objects.unfinished().filter(pk=job.pk).update(**asked)
    Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(state=JobState.CANCELLED, ended_at=at)
    if not won:
        raise JobFinished
    job.refresh_from_db()
    audit.record("kernel.job_cancelled", job, by=by, at=at)
    return job


@act
def resume_job(*, job: Job, by: Actor, at: datetime) -> Job:
    """Let a stopped job go on at its cursor (继续). Raises JobNotStopped."""
    require(by, STEER, job)
    won = Job.objects.filter(pk=job.pk, state__in=[JobState.FAILED, JobState.CANCELLED]).update(
        state=JobState.QUEUED,
        failures=0,
        not_before=None,
        ended_at=None,
        error_code="",
        error_values={},
        cancel_asked_by=None,
        cancel_asked_at=None,
    )
    if not won:
        raise JobNotStopped
    job.refresh_from_db()
    audit.record("kernel.job_resumed", job, by=by, at=at)
    return job


def write_message(*, kind: str, key: str, payload: Mapping[str, Any], at: datetime) -> OutboxMessage:
    """Write an effect outside the database into the transaction under way (发件箱).

    The key names the effect: writing it twice leaves one message.
    """
    message, _is_new = OutboxMessage.objects.get_or_create(
        key=key, defaults={"kind": kind, "payload": dict(payload), "written_at": at, "due_at": Now()}
    )
    return message


def write_messages(*, kind: str, payloads: Mapping[str, Mapping[str, Any]], at: datetime) -> None:
    """Write many effects outside the database into the transaction under way, each payload under its key.

    A key that is there already keeps its one message.
    """
    rows = [
        OutboxMessage(kind=kind, key=key, payload=dict(payload), written_at=at, due_at=Now())
        for key, payload in payloads.items()
    ]
    OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)
