"""Plans that others hand in for a commitment: who owes one, by when, what came (方案报送)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.kernel.access import OWN, OWN_AREA, OWN_BODY, PARTY, ScopedQuerySet
from luoshi.kernel.constraints import ordered, together
from luoshi.kernel.models import OriginQuerySet, WithOrigin
from luoshi.kernel.retention import Retention
from luoshi.plan.models.audience import open_to
from luoshi.plan.models.commitments import Commitment


class DueListQuerySet(OriginQuerySet):
    def of(self, plan):
        """The due-lists of what a plan promises (its key), those from before it was amended among them."""
        return self.filter(
            commitment__in=Commitment.objects.filter(plan=plan).with_identity().values("first")
        )


class DueList(WithOrigin):
    """Who hands in a plan of their own for a commitment (方案报送清单)."""

    retention = Retention.PERMANENT

    commitment = models.OneToOneField(Commitment, models.CASCADE, related_name="due_list")
    opened_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()

    objects = DueListQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False

    def __str__(self):
        return f"{self.commitment}"


class DueDay(models.Model):
    """By which day the plans of a due-list are owed, as decided (报送时限); the last one that stands counts."""

    retention = Retention.PERMANENT

    due_list = models.ForeignKey(DueList, models.CASCADE, related_name="due_days")
    due_on = models.DateField()
    reason = models.CharField(max_length=300)
    set_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="dueday_has_a_reason")]
        indexes = [models.Index(fields=["due_list", "set_at"])]

    def __str__(self):
        return f"{self.due_on}"


class DutyQuerySet(ScopedQuerySet, OriginQuerySet):
    pass


class Duty(models.Model):
    """One body of a due-list: it owes a plan, or is invited to hand one in (应报单位)."""

    retention = Retention.PERMANENT
    read_act = "plan.read_plans"
    origin_path = "due_list__"
    reach = {
        OWN: "due_list__commitment__plan__created_by",
        OWN_BODY: "body",
        OWN_AREA: "due_list__commitment__plan__owner__area",
        PARTY: open_to("due_list__commitment__plan__"),
    }

    due_list = models.ForeignKey(DueList, models.CASCADE, related_name="duties")
    body = models.ForeignKey("kernel.Body", models.PROTECT, related_name="plan_duties")
    is_owed = models.BooleanField()
    asked_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["due_list", "body"],
                condition=Q(withdrawn_at__isnull=True),
                name="duty_once_a_list_and_body",
            ),
            ordered("asked_at", "withdrawn_at", name="duty_asked_before_withdrawn"),
        ]

    def __str__(self):
        return f"{self.body}"


class Receipt(models.Model):
    """A plan that a body handed in: the file, the day on which it came, and what was read of it (收文)."""

    retention = Retention.PERMANENT

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="receipts")
    plan = models.ForeignKey("plan.Plan", models.PROTECT, null=True, related_name="receipts")
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, related_name="+")
    received_on = models.DateField()
    received_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            together("plan", "read_at", name="receipt_read_once_there_is_a_plan"),
            models.UniqueConstraint(
                fields=["duty", "upload"],
                condition=Q(withdrawn_at__isnull=True),
                name="receipt_once_a_duty_and_file",
            ),
        ]

    def __str__(self):
        return f"{self.duty} {self.received_on}"
