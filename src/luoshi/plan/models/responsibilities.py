"""Who answers for a section (责任单位)."""

from django.db import models
from django.db.models import F, Q

from luoshi.kernel.constraints import known
from luoshi.kernel.retention import Retention
from luoshi.plan.models.counted import Counted
from luoshi.reading.model import Role


class ResponsibilityQuerySet(models.QuerySet):
    def leads(self):
        """Those who lead."""
        return self.filter(role=Role.LEAD)


class Responsibility(models.Model):
    """One body's part in a section (牵头、配合、负责), as printed; `body` stays empty while unknown."""

    retention = Retention.PERMANENT

    plan = models.ForeignKey("plan.Plan", models.CASCADE, related_name="responsibilities")
    section = models.ForeignKey("plan.Section", models.CASCADE, related_name="responsibilities")
    role = models.CharField(max_length=12)
    printed = models.CharField(max_length=255)
    body = models.ForeignKey("kernel.Body", models.PROTECT, null=True, related_name="responsibilities")
    key = models.CharField(max_length=16)
    position = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    removal = models.ForeignKey("plan.Correction", models.SET_NULL, null=True, related_name="+")

    objects = Counted.from_queryset(ResponsibilityQuerySet)()
    everything = ResponsibilityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["section", "printed", "role"],
                condition=Q(removal__isnull=True),
                name="responsibility_once_a_section_and_role",
            ),
            known("role", [*Role], name="responsibility_role_known"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="responsibility_has_words"),
        ]
        indexes = [models.Index(fields=["plan", "position"])]

    def __str__(self):
        return f"{self.printed} ({self.role})"
