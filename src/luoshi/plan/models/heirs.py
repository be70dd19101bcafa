"""What officers decided about who answers: the heir in a clause, the first of several leads (责任单位决定)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from luoshi.kernel.access import OWN, PARTY, ScopedQuerySet
from luoshi.kernel.retention import Retention
from luoshi.plan.models.audience import open_to


class DecisionQuerySet(ScopedQuerySet):
    def standing(self):
        """Decisions that have not been withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Decision(models.Model):
    """What an officer decided, why and when, until somebody withdraws it (决定)."""

    retention = Retention.PERMANENT
    read_act = "plan.read_plans"

    reason = models.CharField(max_length=300)
    chosen_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    chosen_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="%(class)s_has_a_reason")]


class HeirChoice(Decision):
    """After an event that leaves it open, an officer says which body answers in this clause (逐项明确承接单位)."""

    reach = {OWN: "responsibility__plan__created_by", PARTY: open_to("responsibility__plan__")}

    responsibility = models.ForeignKey("plan.Responsibility", models.CASCADE, related_name="heir_choices")
    event = models.ForeignKey("kernel.Succession", models.PROTECT, related_name="+")
    heir = models.ForeignKey("kernel.Body", models.PROTECT, related_name="+")

    class Meta(Decision.Meta):
        abstract = False
        constraints = [
            *Decision.Meta.constraints,
            models.UniqueConstraint(
                fields=["responsibility", "event"],
                condition=Q(withdrawn_at__isnull=True),
                name="heirchoice_one_standing_per_event",
            ),
        ]

    def __str__(self):
        return f"{self.responsibility} → {self.heir}"


class LeadChoice(Decision):
    """Of several who lead, an officer names the one that is accountable first (明确第一牵头单位)."""

    reach = {OWN: "section__plan__created_by", PARTY: open_to("section__plan__")}

    section = models.ForeignKey("plan.Section", models.CASCADE, related_name="lead_choices")
    responsibility = models.ForeignKey("plan.Responsibility", models.CASCADE, related_name="+")

    class Meta(Decision.Meta):
        abstract = False
        constraints = [
            *Decision.Meta.constraints,
            models.UniqueConstraint(
                fields=["section"],
                condition=Q(withdrawn_at__isnull=True),
                name="leadchoice_one_standing_per_section",
            ),
        ]

    def __str__(self):
        return f"{self.section}: {self.responsibility}"
