"""How long the city keeps what a rule of retention is about, from a day on (保管期限)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.retention import Retention

from .people import User
from .validity import ValidityQuerySet, WithValidity


class RetentionTermQuerySet(ScopedQuerySet, ValidityQuerySet):
    def of(self, rule: str):
        """The terms of a rule, the latest first."""
        return self.filter(rule=rule).order_by("-valid_from", "-pk")

    def as_of(self, day: date):
        return self.in_force(on=day).order_by("valid_from", "pk")


class RetentionTerm(WithValidity):
    """So many days by this rule from a day on, and on which basis; without a row the rule's own term holds."""

    retention = Retention.PERMANENT
    read_act = "kernel.set_retention"
    reach: dict[str, str] = {}

    rule = models.CharField(max_length=40)
    days = models.PositiveIntegerField()
    basis = models.CharField(max_length=300)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    objects = RetentionTermQuerySet.as_manager()

    class Meta(WithValidity.Meta):
        abstract = False
        constraints = [
            *WithValidity.Meta.constraints,
            models.CheckConstraint(condition=Q(days__gte=1), name="retentionterm_has_days"),
            models.CheckConstraint(condition=~Q(basis=""), name="retentionterm_has_a_basis"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=False), name="retentionterm_has_a_first_day"
            ),
            models.UniqueConstraint(
                fields=["rule"], condition=Q(valid_until__isnull=True), name="retentionterm_one_open_per_rule"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.days}"
