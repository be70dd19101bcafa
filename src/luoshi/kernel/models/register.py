"""The register: dated facts about bodies with their source, and records that are one (登记簿)."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import pgettext_lazy

from luoshi.kernel.access.relations import OWN_AREA, OWN_BODY
from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.constraints import known
from luoshi.kernel.guards import AppendOnly
from luoshi.kernel.retention import Retention

from .bodies import Body
from .origins import OriginQuerySet, WithOrigin
from .people import User
from .validity import ValidityQuerySet, WithValidity


class FactKind(models.TextChoices):
    TEXT = "text", pgettext_lazy("kind of fact", "text")
    NUMBER = "number", pgettext_lazy("kind of fact", "number")
    DATE = "date", pgettext_lazy("kind of fact", "date")
    CODE = "code", pgettext_lazy("kind of fact", "code")


class FactQuerySet(ScopedQuerySet, ValidityQuerySet, OriginQuerySet):
    def known_at(self, moment: datetime):
        """What was recorded by then and not corrected by then."""
        corrections = Fact.objects.filter(corrects=OuterRef("pk"), recorded_at__lte=moment)
        return self.filter(~Exists(corrections), recorded_at__lte=moment, is_withdrawal=False)

    def current(self):
        """What stands uncorrected now."""
        return self.filter(correction__isnull=True, is_withdrawal=False)


class Fact(WithOrigin, WithValidity):
    """One fact about a body: for which time it holds, and when it was recorded (登记事项).

    Nothing is changed: a correction is a new row that names the one it corrects; a withdrawal is a correction
    without a value.
    """

    retention = Retention.PERMANENT
    read_act = "kernel.read_bodies"
    reach = {OWN_BODY: "body", OWN_AREA: "body__area"}
    guards = (AppendOnly(),)

    body = models.ForeignKey(Body, models.PROTECT, related_name="facts")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=6, choices=FactKind)
    text = models.CharField(max_length=300, blank=True)
    number = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    day = models.DateField(null=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="correction")
    is_withdrawal = models.BooleanField(default=False)

    objects = FactQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False
        constraints = [
            *WithOrigin.Meta.constraints,
            *WithValidity.Meta.constraints,
            known("kind", FactKind.values, name="fact_kind_known"),
            models.CheckConstraint(
                condition=Q(is_withdrawal=True, text="", number__isnull=True, day__isnull=True)
                | Q(is_withdrawal=False, kind="number", text="", number__isnull=False, day__isnull=True)
                | Q(is_withdrawal=False, kind="date", text="", number__isnull=True, day__isnull=False)
                | Q(is_withdrawal=False, kind__in=["text", "code"], number__isnull=True, day__isnull=True)
                & ~Q(text=""),
                name="fact_has_the_value_of_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(is_withdrawal=False) | Q(corrects__isnull=False),
                name="fact_withdrawal_corrects_something",
            ),
        ]
        indexes = [
            models.Index(fields=["body", "name", "recorded_at"]),
            models.Index(fields=["name", "text"]),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"

    @property
    def value(self):
        """The value in the column of its kind; a withdrawal has none."""
        if self.is_withdrawal:
            return None
        return {"number": self.number, "date": self.day}.get(self.kind, self.text)


class MergingQuerySet(ScopedQuerySet):
    def standing(self):
        return self.filter(parted_at__isnull=True)

    def standing_at(self, moment: datetime):
        """What was taken for one at that moment."""
        begun = Q(merged_at__lte=moment)
        return self.filter(begun, Q(parted_at__isnull=True) | Q(parted_at__gt=moment))


class Merging(models.Model):
    """Two records are one body: the merged one is read as the kept one, until they are parted (合并登记).

    No other row changes, so that parting restores exactly what was.
    """

    retention = Retention.PERMANENT
    read_act = "kernel.read_bodies"
    reach = {OWN_BODY: "kept", OWN_AREA: "kept__area"}

    kept = models.ForeignKey(Body, models.PROTECT, related_name="absorbed")
    merged = models.ForeignKey(Body, models.PROTECT, related_name="mergings")
    reason = models.CharField(max_length=300)
    merged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    merged_at = models.DateTimeField()
    parted_reason = models.CharField(max_length=300, blank=True)
    parted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    parted_at = models.DateTimeField(null=True)

    objects = MergingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(parted_at__isnull=True), name="merging_one_standing_per_body"
            ),
            models.CheckConstraint(condition=~Q(kept=models.F("merged")), name="merging_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"
