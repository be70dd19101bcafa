"""Long work with progress, and effects outside the database (后台任务)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access.relations import OWN
from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.constraints import known
from luoshi.kernel.retention import Retention


class JobState(models.TextChoices):
    QUEUED = "queued", _("queued")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class JobQuerySet(ScopedQuerySet):
    def unfinished(self):
        return self.filter(state__in=[JobState.QUEUED, JobState.RUNNING])

    def of_kind(self, kind: str):
        return self.filter(kind=kind)


class Job(models.Model):
    """One piece of long work: where it stands, and who may write for it (后台任务).

    `attempt` is the fence: a worker writes only `WHERE attempt = mine`, and each claim raises it. `failures`
    counts the attempts since the last step that was committed.
    """

    retention = Retention.WORKING
    read_act = "kernel.read_jobs"
    reach = {OWN: "by"}

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=120, blank=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    cursor = models.JSONField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=120, blank=True)
    error_code = models.CharField(max_length=80, blank=True)
    error_values = models.JSONField(default=dict)
    by = models.ForeignKey("kernel.User", models.PROTECT, null=True, blank=True, related_name="jobs")
    # As which post the person asked: what the job does for them is signed so (以何任职).
    post = models.ForeignKey("kernel.Post", models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_by = models.ForeignKey(
        "kernel.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancel_asked_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            known("state", JobState.values, name="job_state_known"),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease_until__isnull=True)),
                name="job_leased_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[JobState.QUEUED, JobState.RUNNING], ended_at__isnull=True)
                | Q(state__in=[JobState.DONE, JobState.FAILED, JobState.CANCELLED], ended_at__isnull=False),
                name="job_ended_at_when_ended",
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.FAILED) & ~Q(error_code="") | ~Q(state=JobState.FAILED),
                name="job_failed_says_why",
            ),
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(state__in=[JobState.QUEUED, JobState.RUNNING]) & ~Q(key=""),
                name="job_one_open_per_key",
            ),
        ]
        indexes = [
            models.Index(fields=["not_before", "id"], condition=Q(state=JobState.QUEUED), name="job_queue"),
            models.Index(fields=["lease_until"], condition=Q(state=JobState.RUNNING), name="job_leases"),
            models.Index(fields=["asked_at", "id"], name="job_by_asked_at"),  # the order of the list of jobs
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_finished(self) -> bool:
        return self.state not in (JobState.QUEUED, JobState.RUNNING)

    @property
    def percent(self) -> int | None:
        return round(100 * self.done / self.total) if self.total else None


class MessageState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("failed")


class OutboxMessage(models.Model):
    """An effect outside the database, written with what caused it and delivered afterwards (发件箱).

    Delivery is at least once; `key` lets the receiver tell a second delivery from a second message.
    """

    retention = Retention.WORKING

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=120, unique=True)
    payload = models.JSONField()
    state = models.CharField(max_length=10, choices=MessageState, default=MessageState.WAITING)
    attempt = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    written_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            known("state", MessageState.values, name="outboxmessage_state_known"),
            models.CheckConstraint(
                condition=Q(state=MessageState.DELIVERED, delivered_at__isnull=False)
                | (~Q(state=MessageState.DELIVERED) & Q(delivered_at__isnull=True)),
                name="outboxmessage_delivered_at_when_delivered",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=MessageState.WAITING), name="outboxmessage_due")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
