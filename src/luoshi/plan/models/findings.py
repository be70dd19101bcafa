"""What the check-up found (体检发现)."""

from django.db import models

from luoshi.kernel.constraints import ordered
from luoshi.kernel.retention import Retention


class Finding(models.Model):
    """An anomaly of the document: a code with values; the sentence is made when somebody reads it."""

    retention = Retention.PERMANENT

    plan = models.ForeignKey("plan.Plan", models.CASCADE, related_name="findings")
    code = models.CharField(max_length=30)
    values = models.JSONField()
    proposal = models.JSONField(default=dict)
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="finding_position_once")]
        indexes = [models.Index(fields=["plan", "code"])]

    def __str__(self):
        return self.code


class FindingPlace(models.Model):
    """One of the places where a finding shows."""

    retention = Retention.PERMANENT

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="places")
    section = models.ForeignKey("plan.Section", models.CASCADE, null=True, related_name="finding_places")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        constraints = [ordered("start", "end", name="finding_place_in_order")]

    def __str__(self):
        return f"{self.start}-{self.end}"
