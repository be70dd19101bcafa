"""What went from one person to another when a post ended or an account was closed (工作交接)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from luoshi.kernel.access.relations import OWN, OWN_BODY
from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.retention import Retention

from .bodies import Body
from .people import User


class HandOver(models.Model):
    """All that waited for somebody went to somebody else, in one act, with this list (交接清单).

    `is_by_default` says that nobody was named: it went to the administrator of the body, who passes it on.
    """

    retention = Retention.YEARS_10
    read_act = "kernel.read_people"
    reach = {OWN: "taker", OWN_BODY: "body"}

    leaver = models.ForeignKey(User, models.PROTECT, related_name="handed_over")
    taker = models.ForeignKey(User, models.PROTECT, related_name="taken_over")
    body = models.ForeignKey(Body, models.PROTECT, null=True, related_name="hand_overs")
    is_by_default = models.BooleanField(default=False)
    items = models.JSONField(default=list)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(taker=F("leaver")), name="handover_to_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.leaver} → {self.taker}"
