"""Bodies: whoever acts, under which names, and whether the city commands them (主体)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access.relations import OWN_AREA, OWN_BODY
from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.constraints import known
from luoshi.kernel.retention import Retention

from .areas import Area
from .origins import OriginQuerySet, WithOrigin
from .validity import ValidityQuerySet, WithValidity, in_force


class BodyKind(models.TextChoices):
    AGENCY = "agency", _("agency")
    ENTERPRISE = "enterprise", _("enterprise")
    PARK_COMMITTEE = "park_committee", _("park committee")
    OTHER = "other", _("other body")


class BodyQuerySet(ScopedQuerySet, ValidityQuerySet, OriginQuerySet):
    def agencies(self):
        return self.filter(kind=BodyKind.AGENCY)

    def enterprises(self):
        return self.filter(kind=BodyKind.ENTERPRISE)

    def standing(self):
        """Without records that were found to be another body entered twice."""
        mergings = self.model.mergings.rel.related_model.objects.standing()
        return self.filter(~Exists(mergings.filter(merged=OuterRef("pk"))))

    def named_on(self, day: date):
        """With the official name and the short name that each bore on the day."""
        names = BodyName.objects.in_force(on=day).filter(body=OuterRef("pk")).order_by("-valid_from", "pk")
        official = names.filter(kind=BodyNameKind.OFFICIAL).values("name")[:1]
        short = names.filter(kind=BodyNameKind.SHORT).values("name")[:1]
        return self.annotate(
            name_then=Coalesce(Subquery(official), "name"), short_then=Coalesce(Subquery(short), Value(""))
        )

    def as_of(self, day: date):
        """The bodies that there were on the day, under the names that they bore then (某日在册主体)."""
        return self.standing().in_force(on=day).named_on(day)

    def in_area(self, area: Area):
        """Bodies of the area and of all below it."""
        return self.filter(area__path__startswith=area.path)

    def called(self, names: Iterable[str]):
        """Bodies that bear or bore one of these names, in whatever way."""
        return self.filter(names__name__in=list(names)).distinct()

    def commanded(self, *, on: date):
        return self.filter(in_force(on, prefix="commands__"), commands__is_commanded=True)

    def not_commanded(self, *, on: date):
        return self.filter(in_force(on, prefix="commands__"), commands__is_commanded=False)


class Body(WithOrigin, WithValidity):
    """Whoever acts: an agency, an enterprise, a park's committee, another organisation (主体).

    `name` is the official name now; every name, that one included, stands in `names` with its time.
    """

    retention = Retention.PERMANENT
    read_act = "kernel.read_bodies"
    reach = {OWN_BODY: "pk", OWN_AREA: "area"}

    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=BodyKind)
    area = models.ForeignKey(Area, models.PROTECT, related_name="bodies")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")

    objects = BodyQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False
        constraints = [
            *WithOrigin.Meta.constraints,
            *WithValidity.Meta.constraints,
            known("kind", BodyKind.values, name="body_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="body_has_a_name"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")), name="body_not_its_own_parent"
            ),
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=Q(valid_until__isnull=True),
                name="body_one_open_per_area_and_name",
            ),
        ]
        indexes = [models.Index(fields=["name", "id"])]

    def __str__(self) -> str:
        return self.name


class BodyNameKind(models.TextChoices):
    OFFICIAL = "official", _("official name")
    SHORT = "short", _("short name")
    ALIAS = "alias", _("other name")
    PRINTED = "printed", _("as printed")


class BodyNameQuerySet(ValidityQuerySet, OriginQuerySet):
    def official(self):
        return self.filter(kind=BodyNameKind.OFFICIAL)


class BodyName(WithOrigin, WithValidity):
    """A name of a body and the time it was borne (名称、简称、曾用名)."""

    retention = Retention.PERMANENT

    body = models.ForeignKey(Body, models.CASCADE, related_name="names")
    name = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=10, choices=BodyNameKind)

    objects = BodyNameQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False
        constraints = [
            *WithOrigin.Meta.constraints,
            *WithValidity.Meta.constraints,
            known("kind", BodyNameKind.values, name="bodyname_kind_known"),
            models.CheckConstraint(condition=~Q(name=""), name="bodyname_not_empty"),
            models.UniqueConstraint(
                fields=["body", "name", "kind"],
                condition=Q(valid_until__isnull=True),
                name="bodyname_once_while_open",
            ),
            models.UniqueConstraint(
                fields=["body"],
                condition=Q(kind=BodyNameKind.OFFICIAL, valid_until__isnull=True),
                name="bodyname_one_open_official",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CommandQuerySet(ValidityQuerySet, OriginQuerySet):
    pass


class Command(WithOrigin, WithValidity):
    """Whether the home city commands a body, for a time, with the source (隶属与垂直管理)."""

    retention = Retention.PERMANENT

    body = models.ForeignKey(Body, models.CASCADE, related_name="commands")
    is_commanded = models.BooleanField()
    commander = models.CharField(max_length=120, blank=True)

    objects = CommandQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False
        constraints = [
            *WithOrigin.Meta.constraints,
            *WithValidity.Meta.constraints,
            models.UniqueConstraint(
                fields=["body"], condition=Q(valid_until__isnull=True), name="command_one_open_per_body"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {'+' if self.is_commanded else '-'}"
