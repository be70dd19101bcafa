"""Series of numbers (编号序列)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.kernel.retention import Retention


class NumberSeries(models.Model):
    """The last number given in a series and a year, by the authority or by one body (编号序列)."""

    retention = Retention.PERMANENT

    series = models.CharField(max_length=60)
    body = models.ForeignKey("kernel.Body", models.PROTECT, null=True, related_name="number_series")
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            # Two, since SQLite has no constraint in which two empty bodies count as the same.
            models.UniqueConstraint(
                fields=["series", "body", "year"],
                condition=Q(body__isnull=False),
                name="numberseries_once_a_body",
            ),
            models.UniqueConstraint(
                fields=["series", "year"], condition=Q(body__isnull=True), name="numberseries_once"
            ),
        ]

    def __str__(self):
        return f"{self.series} {self.year}: {self.last}"
