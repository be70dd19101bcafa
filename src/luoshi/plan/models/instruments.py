"""What makes a commitment happen and shows it, and where the commitment stands by it (抓手、进展状态)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from luoshi.kernel.constraints import known, ordered
from luoshi.kernel.guards import Unchangeable
from luoshi.kernel.models import OriginQuerySet, WithOrigin
from luoshi.kernel.retention import Retention
from luoshi.plan.engine.standing import Grade, Status, Verdict
from luoshi.plan.models.commitments import Commitment


class InstrumentQuerySet(OriginQuerySet):
    def given(self):
        """Instruments that have not been taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def of(self, plan):
        """The instruments of what a plan promises, those from before it was amended among them."""
        return self.filter(
            commitment__in=Commitment.objects.filter(plan=plan).with_identity().values("first")
        )

    def given_by(self, moment: datetime):
        """Instruments that were there at a moment."""
        there = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=moment)
        return self.filter(there, given_at__lte=moment)

    def standing_at(self, moment: datetime):
        """Instruments that were there at a moment, each with the standing last recorded by then."""
        rows = Standing.objects.filter(instrument=OuterRef("pk"), recorded_at__lte=moment)
        latest = rows.order_by("-recorded_at", "-on", "-pk")
        return self.given_by(moment).annotate(standing=Subquery(latest.values("pk")[:1]))


class Instrument(WithOrigin):
    """The thing that makes a commitment happen (抓手): `kind` is registered by its room, `key` is the thing there."""

    retention = Retention.PERMANENT

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="instruments")
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=60)
    given_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = InstrumentQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False
        constraints = [
            *WithOrigin.Meta.constraints,
            models.UniqueConstraint(
                fields=["commitment", "kind", "key"],
                condition=Q(withdrawn_at__isnull=True),
                name="instrument_once_per_commitment",
            ),
            models.CheckConstraint(condition=~Q(key=""), name="instrument_has_a_key"),
            ordered("given_at", "withdrawn_at", name="instrument_given_before_withdrawn"),
        ]
        indexes = [models.Index(fields=["kind", "key"])]

    def __str__(self):
        return f"{self.kind}:{self.key}"


class StandingQuerySet(models.QuerySet):
    def latest_of(self, instruments):
        """The standing that was recorded last of each of these instruments."""
        rows = Standing.objects.filter(instrument=OuterRef("instrument")).order_by("-recorded_at", "-on")
        return self.filter(instrument__in=instruments, pk=Subquery(rows.values("pk")[:1]))


class Standing(models.Model):
    """Where a commitment stands by one instrument (进展状态): computed, never typed, never changed.

    `on` is the day that it speaks of, `recorded_at` the moment since which it was known.
    """

    retention = Retention.PERMANENT
    guards = (Unchangeable(),)

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="standings")
    on = models.DateField()
    recorded_at = models.DateTimeField()
    status = models.CharField(max_length=10)
    headline = models.CharField(max_length=60)
    reason = models.CharField(max_length=60, blank=True)
    values = models.JSONField(default=dict)
    detail = models.CharField(max_length=30, blank=True)
    grade = models.CharField(max_length=1, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        constraints = [
            known("status", [*Status], name="standing_status_known"),
            known("grade", [*Grade], name="standing_grade_known"),
            models.UniqueConstraint(
                fields=["instrument", "recorded_at", "on"], name="standing_once_a_moment_and_day"
            ),
        ]
        indexes = [models.Index(fields=["recorded_at"])]

    def __str__(self):
        return f"{self.on} {self.status}"

    @classmethod
    def of(cls, instrument: Instrument, *, verdict: Verdict, on: date, at: datetime) -> Standing:
        """The row of a verdict, not saved."""
        return cls(
            instrument=instrument,
            on=on,
            recorded_at=at,
            status=verdict.status,
            headline=verdict.headline,
            reason=verdict.reason,
            values=dict(verdict.values),
            detail=verdict.detail,
            grade=verdict.grade,
        )

    @property
    def verdict(self) -> Verdict:
        return Verdict(
            Status(self.status), self.headline, self.reason, self.values, self.detail, Grade(self.grade)
        )


class Pull(models.Model):
    """One looking after what only time has changed: every day up to `until` has been looked at (每日复核)."""

    retention = Retention.PERMANENT

    until = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["until"], name="pull_once_a_day")]

    def __str__(self):
        return f"{self.until}"
