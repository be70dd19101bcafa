"""What was taken over from the ledger in which a body kept its tasks until now (台账接管)."""

from __future__ import annotations

from django.db import models

from luoshi.kernel.guards import Unchangeable
from luoshi.kernel.retention import Retention

from .assignments import Assignment


class TakenOver(models.Model):
    """The row of a former ledger that an assignment comes from (台账原行): its past, with the days of which it speaks.

    Recorded on the day of the take-over; `issued_on`, `stood_on` and `done_on` are the days that the row names.
    `key` tells whose task it is, so that a row is taken over once.
    """

    retention = Retention.YEARS_30
    guards = (Unchangeable(),)

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="taken_over")
    key = models.CharField(max_length=64, unique=True)
    upload = models.ForeignKey("kernel.Upload", models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    said = models.JSONField()
    issued_on = models.DateField(null=True)
    stood_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    taken_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField()

    def __str__(self):
        return f"{self.sheet} {self.number}"
