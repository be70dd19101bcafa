"""The one row that says whose installation this is (安装信息)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from django.db.models import Q

from luoshi.kernel.retention import Retention

from .areas import Area

_asked: ContextVar[list[Installation | None] | None] = ContextVar("installation_asked", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """Ask whose installation this is once, from here to the end of the block: a page shows one moment."""
    before = _asked.set([])
    try:
        yield
    finally:
        _asked.reset(before)


class InstallationQuerySet(models.QuerySet):
    def current(self):
        """The installation with its home area, or nothing before the first start."""
        asked = _asked.get()
        if asked:
            return asked[0]
        found = self.select_related("home_area").filter(pk=1).first()
        if asked is not None:
            asked.append(found)
        return found


class Installation(models.Model):
    """One installation, one authority: its home area, and whether it is a demo with a day of its own.

    A database is born a demo or never becomes one: only then may its clock be moved.
    """

    retention = Retention.PERMANENT

    home_area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    is_demo = models.BooleanField(default=False)
    demo_offset = models.DurationField(null=True, blank=True)

    objects = InstallationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="installation_is_one_row"),
            models.CheckConstraint(
                condition=Q(is_demo=True) | Q(demo_offset__isnull=True),
                name="installation_moves_the_clock_in_a_demo",
            ),
        ]

    def __str__(self) -> str:
        return str(self.home_area)
