"""Rows that hold for a time: from a day, to a day, both included; empty means open."""

from datetime import date

from django.db import models
from django.db.models import Q

from luoshi.kernel.constraints import ordered


def in_force(on: date, *, prefix: str = "") -> Q:
    """The condition that a row holds on that day; `prefix` reaches it over a relation (`posts__`)."""
    begun = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": on})
    lasting = Q(**{f"{prefix}valid_until__isnull": True}) | Q(**{f"{prefix}valid_until__gte": on})
    return begun & lasting


class ValidityQuerySet(models.QuerySet):
    def in_force(self, *, on: date):
        return self.filter(in_force(on))

    def open_ended(self):
        return self.filter(valid_until__isnull=True)


class WithValidity(models.Model):
    """Valid from the first day to the last, both included (有效期)."""

    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [ordered("valid_from", "valid_until", name="%(app_label)s_%(class)s_valid_in_order")]

    def is_in_force(self, *, on: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_until is None or self.valid_until >= on)
