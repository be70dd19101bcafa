"""Assignments (交办任务): what one body is asked to see to, by when, for which commitments."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access import OWN_BODY, Reach, ScopedQuerySet
from luoshi.kernel.constraints import known, ordered
from luoshi.kernel.models import OriginQuerySet, WithOrigin
from luoshi.kernel.retention import Retention

READ = "delivery.read_assignments"


class Completion(models.TextChoices):
    """When it is done (完成类型)."""

    ONE_OFF = "one_off", _("one product")
    QUANTIFIED = "quantified", _("a number by a day")
    STAGED = "staged", _("in stages")
    LONG_TERM = "long_term", _("kept up for long, confirmed each year")


class AssignmentQuerySet(ScopedQuerySet, OriginQuerySet):
    def under_way(self):
        """Assignments that are neither struck off nor withdrawn."""
        return self.filter(matter__ended_at__isnull=True)

    def late(self, *, on):
        """Under way past the day that holds, and not accepted as done; `due_now` is annotated."""
        return self.under_way().filter(due_now__lt=on).exclude(matter__state="accepted")

    def due_until(self, day):
        """With a day that holds by then; `due_now` is annotated, as in what follows."""
        return self.filter(due_now__lte=day)

    def due_after(self, day):
        return self.filter(Q(due_now__isnull=True) | Q(due_now__gt=day))

    def not_late(self, *, on):
        is_over = Q(matter__ended_at__isnull=False) | Q(matter__state="accepted")
        return self.filter(Q(due_now__isnull=True) | Q(due_now__gte=on) | is_over)


class Assignment(WithOrigin):
    """What a lead body is asked, or invited, to see to (交办任务); its matter says where it stands.

    `due_on` is the day as it was first set and never changes; the matter's clock knows what was approved since. What
    was not done by the end of its year goes on as another, `carried_from` it.
    """

    retention = Retention.YEARS_30
    read_act = READ
    reach = {OWN_BODY: Reach.through_any("matter__parties__body", "matter__turns__desk")}

    source = models.ForeignKey("delivery.Source", models.PROTECT, related_name="assignments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    carried_from = models.OneToOneField("self", models.PROTECT, null=True, related_name="carried_to")
    matter = models.OneToOneField("work.Matter", models.PROTECT, related_name="assignment")
    title = models.CharField(max_length=300)
    measure = models.TextField(blank=True)
    completion = models.CharField(max_length=10, choices=Completion, default=Completion.ONE_OFF)
    issuer = models.ForeignKey("kernel.Body", models.PROTECT, related_name="assignments_issued")
    lead = models.ForeignKey("kernel.Body", models.PROTECT, related_name="assignments_led")
    is_invited = models.BooleanField(default=False)
    starts_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    issued_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField()
    accepted_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    struck_off_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    struck_off_at = models.DateTimeField(null=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False
        constraints = [
            *WithOrigin.Meta.constraints,
            known("completion", Completion.values, name="assignment_completion_known"),
            models.CheckConstraint(condition=~Q(title=""), name="assignment_has_a_title"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="assignment_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(carried_from__isnull=True) | ~Q(carried_from=F("id")),
                name="assignment_not_carried_from_itself",
            ),
            ordered("starts_on", "due_on", name="assignment_starts_before_due"),
            models.CheckConstraint(
                condition=Q(struck_off_at__isnull=True) | Q(accepted_at__isnull=False),
                name="assignment_struck_off_after_acceptance",
            ),
            models.CheckConstraint(
                condition=Q(struck_off_by__isnull=True)
                | Q(accepted_by__isnull=True)
                | Q(struck_off_at__isnull=False),
                name="assignment_struck_off_by_somebody_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["lead", "due_on"])]

    def __str__(self):
        return self.title


class Supporter(models.Model):
    """A body that supports the lead (配合单位): its lateness stands apart."""

    retention = Retention.YEARS_30

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="supporters")
    body = models.ForeignKey("kernel.Body", models.PROTECT, related_name="assignments_supported")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "body"], name="supporter_once")]

    def __str__(self):
        return f"{self.assignment_id}: {self.body_id}"


class Serving(models.Model):
    """An assignment serves a commitment of a plan (服务的承诺): the first of its line, so that it lasts."""

    retention = Retention.YEARS_30

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="servings")
    commitment = models.ForeignKey("plan.Commitment", models.PROTECT, related_name="servings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "commitment"], name="serving_once")]

    def __str__(self):
        return f"{self.assignment_id} → {self.commitment_id}"


class Milestone(models.Model):
    """A node on the way (节点), stated by the lead itself; withdrawn, never deleted."""

    retention = Retention.YEARS_30

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="milestones")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    stated_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    stated_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)
    carried_from = models.OneToOneField("self", models.PROTECT, null=True, related_name="carried_to")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "position"], name="milestone_placed"),
            models.CheckConstraint(condition=~Q(title=""), name="milestone_has_a_title"),
            ordered("stated_at", "withdrawn_at", name="milestone_stated_before_withdrawn"),
        ]

    def __str__(self):
        return self.title
