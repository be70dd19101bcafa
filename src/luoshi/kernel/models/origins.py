"""Where a fact comes from: it is public, the city's own, or simulated (来源)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from luoshi.kernel import simulation
from luoshi.kernel.constraints import known


class OriginKind(models.TextChoices):
    PUBLIC = "public", _("public")
    OWN = "own", _("own")
    SIMULATED = "simulated", _("simulated")


@dataclass(frozen=True)
class Origin:
    """The origin of a fact as a value; `columns` spreads it over a row's three columns."""

    kind: OriginKind
    source: str = ""
    on: date | None = None

    @classmethod
    def public(cls, *, source: str, on: date) -> Origin:
        """A fact that was published: where, and on which day (公开)."""
        return cls(OriginKind.PUBLIC, source, on)

    @classmethod
    def own(cls, *, source: str = "") -> Origin:
        """A fact that this authority states itself (自有)."""
        return cls(OriginKind.OWN, source)

    @classmethod
    def simulated(cls, *, source: str = "") -> Origin:
        """An invented fact of the demo (模拟)."""
        return cls(OriginKind.SIMULATED, source)

    @classmethod
    def derived(cls, origins: Iterable[Origin]) -> Origin:
        """The origin of what was computed from others: one simulated part makes the whole simulated."""
        kinds = {origin.kind for origin in origins}
        return cls(OriginKind.SIMULATED if OriginKind.SIMULATED in kinds else OriginKind.OWN)

    @property
    def is_simulated(self) -> bool:
        return self.kind == OriginKind.SIMULATED

    def columns(self) -> dict[str, Any]:
        return {"origin_kind": self.kind, "origin_source": self.source, "origin_on": self.on}


class OriginQuerySet(models.QuerySet):
    """Rows that have an origin, or, where the model's `origin_path` says so, take that of another row."""

    def simulated(self):
        """What was invented for the demo (模拟)."""
        return self.filter(**self._where_simulated())

    def without_simulated(self):
        """Public facts and the city's own only (仅公开事实)."""
        return self.exclude(**self._where_simulated())

    def as_chosen(self):
        """With or without what is simulated, as whoever looks has chosen (含模拟 / 仅公开事实)."""
        return simulation.as_chosen(self)

    def _where_simulated(self):
        return {f"{getattr(self.model, 'origin_path', '')}origin_kind": OriginKind.SIMULATED}


class WithOrigin(models.Model):
    """A row that says where its fact comes from."""

    origin_kind = models.CharField(max_length=10, choices=OriginKind)
    origin_source = models.CharField(max_length=300, blank=True)
    origin_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            known("origin_kind", OriginKind.values, name="%(app_label)s_%(class)s_origin_known"),
            models.CheckConstraint(
                condition=~Q(origin_kind=OriginKind.PUBLIC)
                | (~Q(origin_source="") & Q(origin_on__isnull=False)),
                name="%(app_label)s_%(class)s_public_has_source",
            ),
        ]

    @property
    def origin(self) -> Origin:
        return Origin(OriginKind(self.origin_kind), self.origin_source, self.origin_on)
