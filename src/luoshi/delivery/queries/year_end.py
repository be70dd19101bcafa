"""What a year was to bring and has not (岁末待结转): tasks due by its end, milestones of tasks that go on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from luoshi.delivery.models import Assignment, Milestone
from luoshi.delivery.queries.assignments import with_days
from luoshi.kernel.models import Body

MOST = 200
SETTLED_IN = ("working", "closing", "suspended", "issued", "objected", "extension")


def due_by(issuer: Body, year: int) -> QuerySet[Assignment]:
    """What this body has issued, is under way, and was to be done by the end of the year, the oldest day first."""
    rows = _under_way(issuer).due_until(date(year, 12, 31))
    return rows.select_related("matter__version", "lead", "issuer").order_by("due_now", "pk")


def milestones_by(issuer: Body, year: int) -> QuerySet[Milestone]:
    """Milestones by the end of the year that were not reached, of tasks that go on after it."""
    last = date(year, 12, 31)
    going_on = _under_way(issuer).due_after(last)
    rows = _open(Milestone.objects.filter(assignment__in=going_on.values("pk"), due_on__lte=last))
    return rows.select_related("assignment__lead", "assignment__issuer").order_by("due_on", "pk")


def _under_way(issuer: Body) -> Any:
    return with_days(Assignment.objects.filter(issuer=issuer, matter__state__in=SETTLED_IN))


def unreached(assignment: Assignment) -> Sequence[Milestone]:
    """The milestones of a task that nobody has accepted as reached, in their order."""
    return list(_open(assignment.milestones.all()).order_by("position"))


def _open(rows: QuerySet[Milestone]) -> QuerySet[Milestone]:
    return rows.filter(withdrawn_at__isnull=True).exclude(
        pk__in=rows.filter(claims__report__accepted_at__isnull=False).values("pk")
    )
