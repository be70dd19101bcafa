"""Pairs of records that may be one body (疑似重复主体): what the matcher has found, for somebody to decide."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, TextField
from django.db.models.functions import Cast

from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.matching.purposes import DOUBLES
from luoshi.kernel.retention import Retention

from .bodies import Body
from .matching import MatchAnswer
from .register import Merging


class DoubleQuerySet(ScopedQuerySet):
    def waiting(self):
        """Pairs that nobody has decided: no record of them is merged, nobody has said that they are two."""
        merged = Merging.objects.standing()
        said = MatchAnswer.objects.standing().filter(
            purpose=DOUBLES,
            is_same=False,
            asked=Cast(OuterRef("one"), TextField()),
            given=Cast(OuterRef("other"), TextField()),
        )
        return self.filter(
            ~Exists(merged.filter(merged=OuterRef("one"))),
            ~Exists(merged.filter(merged=OuterRef("other"))),
            ~Exists(said),
        )

    def of(self, body: Body):
        return self.filter(Q(one=body) | Q(other=body))


class Double(models.Model):
    """Two records that may be one body, with what speaks for it; `one` was entered first (疑似重复)."""

    retention = Retention.WORKING
    read_act = "kernel.merge_bodies"
    reach: dict[str, str] = {}

    one = models.ForeignKey(Body, models.CASCADE, related_name="+")
    other = models.ForeignKey(Body, models.CASCADE, related_name="+")
    score = models.DecimalField(max_digits=4, decimal_places=1)
    reasons = models.JSONField()
    found_at = models.DateTimeField()

    objects = DoubleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="double_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="double_in_order"),
        ]
        indexes = [models.Index(fields=["-score", "id"], name="double_by_score")]

    def __str__(self) -> str:
        return f"{self.one} ≈ {self.other}"
