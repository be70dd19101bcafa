"""Versions that are only ever added (版本): what holds from a day on, by which clause, and who wrote it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import get_language

from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.constraints import ordered
from luoshi.kernel.guards import AppendOnly
from luoshi.kernel.retention import Retention

from .origins import OriginQuerySet, WithOrigin
from .people import User

# Of several versions for a day the one that began last counts; of those the one that was added last.
LATEST = ("-valid_from", "-number")


class NamedQuerySet(ScopedQuerySet, OriginQuerySet):
    """Things with versions, of which one is in force on a day, or none."""

    def with_version_on(self, day: date):
        """With the number, first and last day of the version in force on the day, and of how many there are."""
        versions = self.model.versions.rel.related_model
        begun = versions.objects.filter(of=OuterRef("pk"), valid_from__lte=day).order_by(*LATEST)
        last = versions.objects.filter(of=OuterRef("pk")).order_by("-number")
        return self.annotate(
            number_then=Subquery(begun.values("number")[:1]),
            since_then=Subquery(begun.values("valid_from")[:1]),
            until_then=Subquery(begun.values("valid_until")[:1]),
            last_number=Subquery(last.values("number")[:1]),
            last_made_at=Subquery(last.values("made_at")[:1]),
        )


class Named(WithOrigin):
    """What formulas call by a code, a Chinese name or an English one; the code is for good."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80, blank=True)
    about = models.CharField(max_length=300, blank=True)

    class Meta(WithOrigin.Meta):
        abstract = True
        constraints = [
            *WithOrigin.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name=""), name="%(app_label)s_%(class)s_has_names"
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name


class VersionQuerySet(models.QuerySet):
    def known_at(self, moment: datetime):
        """Versions that had been written by that moment."""
        return self.filter(made_at__lte=moment)

    def latest_first(self):
        return self.order_by("-number")

    def in_force(self, *, on: date) -> dict[int, Any]:
        """By thing the version that counts on the day; one that ended earlier is not followed by an older one."""
        rows = self.filter(valid_from__lte=on).select_related("of").order_by("valid_from", "number")
        latest: dict[int, Any] = {row.of_id: row for row in rows}  # type: ignore[attr-defined]
        return {key: row for key, row in latest.items() if row.valid_until is None or row.valid_until >= on}


class Version(models.Model):
    """One version: its text, from and until which day it holds, by which clause, who wrote it and when (版本)."""

    retention = Retention.PERMANENT
    guards = (AppendOnly(),)

    number = models.PositiveIntegerField()
    text = models.TextField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    clause = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            ordered("valid_from", "valid_until", name="%(app_label)s_%(class)s_valid_in_order"),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(clause=""), name="%(app_label)s_%(class)s_has_text_and_clause"
            ),
            # Of two officers who write at once, one gets the number.
            models.UniqueConstraint(fields=["of", "number"], name="%(app_label)s_%(class)s_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.of}@{self.number}"  # type: ignore[attr-defined]

    def is_in_force(self, *, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or self.valid_until >= on)


def state_q(day: date) -> dict[str, Q]:
    """The states of a thing on a day, as conditions on `with_version_on`."""
    return {
        "in_force": Q(since_then__isnull=False) & (Q(until_then__isnull=True) | Q(until_then__gte=day)),
        "ended": Q(until_then__lt=day),
        "later": Q(since_then__isnull=True),
    }
