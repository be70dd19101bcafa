"""Time limits that run for a matter (时限), and what they have set off."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.constraints import known
from luoshi.kernel.guards import AppendOnly, Unchangeable
from luoshi.kernel.retention import Retention
from luoshi.work.engine.workdays import Unit

from .matters import Matter, MoveMade


class ProcedureTerm(models.Model):
    """How long a clock of a procedure runs from a day on, where the city has decided so (时限规定)."""

    retention = Retention.PERMANENT
    guards = (AppendOnly(),)

    procedure = models.CharField(max_length=60)
    clock = models.CharField(max_length=40)
    length = models.PositiveIntegerField()
    unit = models.CharField(max_length=20)
    valid_from = models.DateField()
    clause = models.CharField(max_length=300)
    set_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            known("unit", [*Unit], name="procedureterm_unit_known"),
            models.CheckConstraint(condition=~Q(clause=""), name="procedureterm_has_a_clause"),
            models.UniqueConstraint(
                fields=["procedure", "clock", "valid_from", "set_at"], name="procedureterm_once_a_moment"
            ),
        ]

    def __str__(self):
        return f"{self.procedure}.{self.clock}: {self.length} {self.unit}"


class ClockRunQuerySet(models.QuerySet):
    def running(self):
        return self.filter(stopped_at__isnull=True, paused_at__isnull=True)

    def not_stopped(self):
        return self.filter(stopped_at__isnull=True)


class ClockRun(models.Model):
    """One run of a clock (计时): from when, how long, when it stood still, and the day on which it runs out.

    `pauses` holds pairs of days. A day that was given or approved is not counted from the term. A run counted in
    hours has a moment, too.
    """

    retention = Retention.YEARS_30

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="clocks")
    clock = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    length = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=20, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    due_on = models.DateField()
    due_at = models.DateTimeField(null=True)
    first_due_on = models.DateField()
    is_given = models.BooleanField(default=False)
    is_provisional = models.BooleanField(default=False)
    pauses = models.JSONField(default=list)
    paused_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(MoveMade, models.SET_NULL, null=True, related_name="+")

    objects = ClockRunQuerySet.as_manager()

    class Meta:
        constraints = [
            known("unit", ["", *Unit], name="clockrun_unit_known"),
            models.CheckConstraint(
                condition=Q(length__isnull=True, unit="") | Q(length__isnull=False) & ~Q(unit=""),
                name="clockrun_length_has_a_unit",
            ),
            models.UniqueConstraint(
                fields=["matter", "clock"], condition=Q(stopped_at__isnull=True), name="clockrun_one_open"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=Q(stopped_at__isnull=True, paused_at__isnull=True),
                name="clockrun_running",
            )
        ]

    def __str__(self):
        return f"{self.matter_id}: {self.clock} {self.due_on}"


class DueReason(models.TextChoices):
    CALENDAR = "calendar", _("the yearly notice")
    PAUSE = "pause", _("the clock stood still")
    APPROVED = "approved", _("approved")


class DueChange(models.Model):
    """A due day was moved (期限变更): what it was, what it is, why; the first day stays readable."""

    retention = Retention.YEARS_30
    guards = (Unchangeable(),)

    run = models.ForeignKey(ClockRun, models.CASCADE, related_name="changes")
    old = models.DateField()
    new = models.DateField()
    reason = models.CharField(max_length=20, choices=DueReason)
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [known("reason", DueReason.values, name="duechange_reason_known")]

    def __str__(self):
        return f"{self.old} → {self.new}"


class RungReached(models.Model):
    """A step of the ladder that a run has reached (督办记录): each once for each due day."""

    retention = Retention.YEARS_30
    guards = (Unchangeable(),)

    run = models.ForeignKey(ClockRun, models.CASCADE, related_name="reached")
    rung = models.CharField(max_length=40)
    due_on = models.DateField()
    on = models.DateField()
    at = models.DateTimeField()
    move = models.ForeignKey(MoveMade, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "rung", "due_on"], name="rungreached_once_a_due_day")
        ]

    def __str__(self):
        return f"{self.run_id}: {self.rung} {self.on}"
