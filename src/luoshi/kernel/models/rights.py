"""Roles and what they may do, as data that a city can change (角色与权限)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from luoshi.kernel.access.relations import BUILT_IN
from luoshi.kernel.constraints import known
from luoshi.kernel.retention import Retention


class Role(models.Model):
    """A role that a post carries (角色)."""

    retention = Retention.PERMANENT

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(code=""), name="role_has_a_code")]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name


class GrantQuerySet(models.QuerySet):
    def standing(self):
        """Grants that the city has not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Grant(models.Model):
    """A role may do an act to objects that stand in a relation to its holder (授权).

    What we ship and the city withdraws stays as a row, so that the next upgrade doesn't bring it back.
    """

    retention = Retention.PERMANENT

    role = models.ForeignKey(Role, models.CASCADE, related_name="grants")
    act = models.CharField(max_length=80)
    relation = models.CharField(max_length=20)
    is_shipped = models.BooleanField(default=False)
    withdrawn_by = models.ForeignKey("kernel.User", models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "act", "relation"], name="grant_once"),
            known("relation", BUILT_IN, name="grant_relation_known"),
            # The installation itself withdraws without being a person.
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True) | Q(withdrawn_at__isnull=False),
                name="grant_withdrawn_by_somebody_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_id}: {self.act} ({self.relation})"
