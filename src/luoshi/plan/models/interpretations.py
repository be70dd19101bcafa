"""What officers decided that vague words of a plan mean (解释认定)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from luoshi.kernel.access import OWN, OWN_AREA, PARTY
from luoshi.kernel.clock import end_of
from luoshi.kernel.constraints import known
from luoshi.plan.models.audience import open_to
from luoshi.plan.models.heirs import Decision, DecisionQuerySet
from luoshi.reading.messages import PARTS


class InterpretationQuerySet(DecisionQuerySet):
    def as_of(self, day: date):
        """Those that stood at the end of the day: decided by then, and not yet replaced or withdrawn."""
        end = end_of(day)
        lasting = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=end)
        return self.filter(lasting, chosen_at__lt=end)


class Interpretation(Decision):
    """What one part of a commitment is taken to mean (解释认定): a version among several, of which one stands.

    It hangs on the first commitment of its line, so that it lasts through amended documents. `values` holds what
    the part means in figures where it is a number, a unit, a day or a scope.
    """

    reach = {
        OWN: "commitment__plan__created_by",
        OWN_AREA: "commitment__plan__owner__area",
        PARTY: open_to("commitment__plan__"),
    }

    commitment = models.ForeignKey("plan.Commitment", models.CASCADE, related_name="interpretations")
    part = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField()
    meaning = models.CharField(max_length=500)
    values = models.JSONField(default=dict)

    objects = InterpretationQuerySet.as_manager()

    class Meta(Decision.Meta):
        abstract = False
        constraints = [
            *Decision.Meta.constraints,
            known("part", PARTS, name="interpretation_part_known"),
            models.CheckConstraint(condition=~Q(meaning=""), name="interpretation_has_a_meaning"),
            models.UniqueConstraint(
                fields=["commitment", "part", "version"], name="interpretation_version_once"
            ),
            models.UniqueConstraint(
                fields=["commitment", "part"],
                condition=Q(withdrawn_at__isnull=True),
                name="interpretation_one_standing_a_part",
            ),
        ]

    def __str__(self):
        return f"{self.commitment}: {self.meaning}"
