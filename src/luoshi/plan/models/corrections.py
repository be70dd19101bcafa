"""What officers corrected in a reading, beside what was read (审定修改)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.kernel.access import OWN, OWN_AREA, PARTY
from luoshi.kernel.constraints import known
from luoshi.plan.models.audience import open_to
from luoshi.plan.models.heirs import Decision, DecisionQuerySet


class CorrectionAct(models.TextChoices):
    CORRECTED = "corrected", pgettext_lazy("a fact", "corrected")
    ADDED = "added", pgettext_lazy("a fact", "added")
    REMOVED = "removed", pgettext_lazy("a fact", "removed")
    MERGED = "merged", _("merged with another")


class CorrectionQuerySet(DecisionQuerySet):
    def about(self, commitment):
        """What was corrected of this commitment, and what was merged into it."""
        return self.filter(Q(commitment=commitment) | Q(into=commitment))


class Correction(Decision):
    """What an officer changed of a fact that was read: the fact, what it was and became, why (审定修改).

    The fact is a commitment with its line of the ledger, a responsibility, or a section (whose responsibilities bind
    it). The live row holds what it became; the document's reading never changes.
    """

    reach = {
        OWN: "plan__created_by",
        OWN_AREA: "plan__owner__area",
        PARTY: open_to("plan__"),
    }

    plan = models.ForeignKey("plan.Plan", models.CASCADE, related_name="corrections")
    act = models.CharField(max_length=10, choices=CorrectionAct)
    commitment = models.ForeignKey("plan.Commitment", models.CASCADE, null=True, related_name="corrections")
    responsibility = models.ForeignKey(
        "plan.Responsibility", models.CASCADE, null=True, related_name="corrections"
    )
    section = models.ForeignKey("plan.Section", models.CASCADE, null=True, related_name="corrections")
    into = models.ForeignKey("plan.Commitment", models.CASCADE, null=True, related_name="merged")
    title = models.TextField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    objects = CorrectionQuerySet.as_manager()

    class Meta(Decision.Meta):
        abstract = False
        constraints = [
            *Decision.Meta.constraints,
            known("act", CorrectionAct.values, name="correction_act_known"),
            models.CheckConstraint(
                condition=Q(commitment__isnull=False, responsibility__isnull=True, section__isnull=True)
                | Q(commitment__isnull=True, responsibility__isnull=False, section__isnull=True)
                | Q(commitment__isnull=True, responsibility__isnull=True, section__isnull=False),
                name="correction_of_one_fact",
            ),
            models.CheckConstraint(
                condition=Q(act=CorrectionAct.MERGED, into__isnull=False, commitment__isnull=False)
                | (~Q(act=CorrectionAct.MERGED) & Q(into__isnull=True)),
                name="correction_merges_into_another",
            ),
            models.CheckConstraint(
                condition=Q(section__isnull=True) | Q(act=CorrectionAct.CORRECTED),
                name="correction_of_a_section_only_corrects",
            ),
            models.CheckConstraint(condition=Q(start__lte=F("end")), name="correction_place_in_order"),
        ]
        indexes = [models.Index(fields=["plan", "chosen_at"])]

    def __str__(self):
        return self.title
