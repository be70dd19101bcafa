"""Assignments that a body's leader wants to see by themselves (重大事项)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.kernel.access import OWN_BODY, ScopedQuerySet
from luoshi.kernel.constraints import ordered
from luoshi.kernel.retention import Retention

from .assignments import READ, Assignment


class MajorMarkQuerySet(ScopedQuerySet):
    def standing(self):
        """Marks that nobody has ended."""
        return self.filter(ended_at__isnull=True)


class MajorMark(models.Model):
    """A body has marked an assignment as major, with the reason (列为重大事项); ended, never changed.

    It is the body's own: no other body that has a part in the assignment sees it.
    """

    retention = Retention.YEARS_30
    read_act = READ
    reach = {OWN_BODY: "body"}

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="major_marks")
    body = models.ForeignKey("kernel.Body", models.PROTECT, related_name="major_marks")
    reason = models.CharField(max_length=300)
    marked_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    marked_at = models.DateTimeField()
    ended_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = MajorMarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="majormark_has_a_reason"),
            ordered("marked_at", "ended_at", name="majormark_marked_before_ended"),
            models.UniqueConstraint(
                fields=["assignment", "body"],
                condition=Q(ended_at__isnull=True),
                name="majormark_one_standing_a_body",
            ),
        ]

    def __str__(self):
        return f"{self.body_id}: {self.assignment_id}"
