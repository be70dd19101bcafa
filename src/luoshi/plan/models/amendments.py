"""What an amended document made of each commitment (修订对照)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from luoshi.kernel.constraints import known
from luoshi.kernel.retention import Retention


class AmendmentKind(models.TextChoices):
    KEPT = "kept", pgettext_lazy("a commitment", "kept")
    REWORDED = "reworded", _("reworded")
    SPLIT = "split", _("split")
    MERGED = "merged", _("merged")
    ADDED = "added", pgettext_lazy("a commitment", "added")
    DROPPED = "dropped", _("dropped")


class Amendment(models.Model):
    """What became of one commitment, or where a new one comes from (修订对照).

    A row joins an older with a newer commitment; one that was dropped has no newer, one that was added no older.
    `keeps_identity` marks the pair in which the newer carries the older's line on.
    """

    retention = Retention.PERMANENT

    plan = models.ForeignKey("plan.Plan", models.CASCADE, related_name="amendments")
    old = models.ForeignKey("plan.Commitment", models.CASCADE, null=True, related_name="later")
    new = models.ForeignKey("plan.Commitment", models.CASCADE, null=True, related_name="earlier")
    kind = models.CharField(max_length=10, choices=AmendmentKind)
    is_moved = models.BooleanField(default=False)
    keeps_identity = models.BooleanField(default=False)
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [
            known("kind", AmendmentKind.values, name="amendment_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=AmendmentKind.ADDED, old__isnull=True, new__isnull=False)
                | Q(kind=AmendmentKind.DROPPED, old__isnull=False, new__isnull=True)
                | (
                    ~Q(kind__in=[AmendmentKind.ADDED, AmendmentKind.DROPPED])
                    & Q(old__isnull=False, new__isnull=False)
                ),
                name="amendment_sides_as_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(keeps_identity=False) | Q(old__isnull=False, new__isnull=False),
                name="amendment_keeps_identity_of_a_pair",
            ),
            models.UniqueConstraint(fields=["plan", "position"], name="amendment_position_once"),
            models.UniqueConstraint(
                fields=["plan", "old"],
                condition=Q(keeps_identity=True),
                name="amendment_one_heir_of_an_identity",
            ),
            models.UniqueConstraint(
                fields=["plan", "new"],
                condition=Q(keeps_identity=True),
                name="amendment_one_identity_inherited",
            ),
        ]

    def __str__(self):
        return f"{self.old or '·'} → {self.new or '·'}"
