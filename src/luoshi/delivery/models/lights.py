"""Rules of lights, and lights that somebody has set by name (亮灯规则、人工调灯)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.delivery.engine.lights import Light
from luoshi.kernel.constraints import known, ordered
from luoshi.kernel.guards import AppendOnly
from luoshi.kernel.retention import Retention

from .assignments import Assignment


class LightRule(models.Model):
    """When lights are red and yellow from a day on, in the formula language, in codes (亮灯规则)."""

    retention = Retention.PERMANENT
    guards = (AppendOnly(),)

    red = models.TextField()
    yellow = models.TextField()
    valid_from = models.DateField()
    clause = models.CharField(max_length=300)
    set_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(red="") & ~Q(yellow="") & ~Q(clause=""), name="lightrule_is_whole"
            )
        ]

    def __str__(self):
        return f"{self.valid_from}"


class LightOverride(models.Model):
    """A light set by name, with the reason (人工调灯); ended, never changed."""

    retention = Retention.YEARS_30

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="overrides")
    light = models.CharField(max_length=10)
    reason = models.TextField()
    by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            known("light", [*Light], name="lightoverride_light_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="lightoverride_has_a_reason"),
            ordered("at", "ended_at", name="lightoverride_set_before_ended"),
            models.UniqueConstraint(
                fields=["assignment"], condition=Q(ended_at__isnull=True), name="lightoverride_one_standing"
            ),
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.light}"
