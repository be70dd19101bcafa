"""Areas by the national code, with their editions (行政区划)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from luoshi.kernel.access.scopes import ScopedQuerySet
from luoshi.kernel.constraints import known
from luoshi.kernel.retention import Retention

from .origins import OriginQuerySet, WithOrigin
from .validity import ValidityQuerySet, WithValidity


class AreaKind(models.TextChoices):
    COUNTRY = "country", _("country")
    PROVINCE = "province", _("province")
    PREFECTURE = "prefecture", _("prefecture-level city")
    COUNTY = "county", _("county or district")
    TOWNSHIP = "township", _("township")
    VILLAGE = "village", _("village")
    ZONE = "zone", _("development zone")


class AreaQuerySet(ScopedQuerySet, ValidityQuerySet, OriginQuerySet):
    def within(self, area: Area):
        """The area itself and all below it, whatever they were called."""
        return self.filter(path__startswith=area.path)

    def containing(self, area: Area):
        """The area itself and all above it, the widest first."""
        codes = area.path.strip("/").split("/")
        return self.filter(code__in=codes).order_by(Length("path"), "pk")

    def coded(self, code: str, *, on: date):
        """What the code meant on that day: a code outlives a name."""
        return self.filter(code=code).in_force(on=on)


class Area(WithOrigin, WithValidity):
    """One administrative area under one name (行政区划, GB/T 2260).

    A renamed area keeps its code and gets a second row. `path` holds the codes from the country down, so
    that everything within an area is one prefix, under old names and new.
    """

    retention = Retention.PERMANENT
    read_act = "kernel.read_areas"

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=12, choices=AreaKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    path = models.CharField(max_length=120, db_index=True)
    edition = models.CharField(max_length=40, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta(WithOrigin.Meta):
        abstract = False
        constraints = [
            *WithOrigin.Meta.constraints,
            *WithValidity.Meta.constraints,
            known("kind", AreaKind.values, name="area_kind_known"),
            models.UniqueConstraint(fields=["code", "name", "valid_from"], name="area_once_per_name_and_day"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_until__isnull=True), name="area_one_open_per_code"
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    def is_within(self, area: Area) -> bool:
        return self.path.startswith(area.path)
