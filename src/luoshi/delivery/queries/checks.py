"""What may be drawn for a spot check, and what was drawn (随机抽查查询)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from luoshi.delivery.models import Assignment, CheckDraw, Finding, SpotCheck
from luoshi.kernel import clock
from luoshi.kernel.access import bodies_served
from luoshi.kernel.models import Body

DRAW = "delivery.draw_checks"


def population(*, supervisor: Body, since: date, until: date, lead_kind: str = "") -> QuerySet[Assignment]:
    """What this body supervises and was accepted as done from one day to another, in the order of its numbers.

    What goes on as another already, and what is being checked, is left out.
    """
    rows = Assignment.objects.filter(
        matter__parties__relation="supervisor",
        matter__parties__body=supervisor,
        matter__state__in=["accepted", "struck_off"],
        accepted_at__gte=clock.end_of(since - timedelta(days=1)),
        accepted_at__lt=clock.end_of(until),
        carried_to__isnull=True,
    )
    rows = rows.filter(lead__kind=lead_kind) if lead_kind else rows
    checked = SpotCheck.objects.filter(matter__ended_at__isnull=True).values("candidate__assignment")
    return rows.exclude(pk__in=checked).select_related("matter", "lead").order_by("matter__number")


def supervisors(user: Any, *, on: date) -> QuerySet[Body]:
    """The bodies for which this person draws spot checks on the day."""
    return Body.objects.filter(pk__in=bodies_served(user, DRAW, on=on)).order_by("name", "pk")


def draws(user: Any) -> QuerySet[CheckDraw]:
    return CheckDraw.objects.visible_to(user).distinct()


def with_counts(rows: QuerySet[CheckDraw]) -> QuerySet[CheckDraw]:
    """Each draw with how many were checked, and how many of them did not hold."""
    checked = Q(candidates__spot_check__found_at__isnull=False)
    fails = Q(candidates__spot_check__finding=Finding.FAILS)
    return rows.select_related("supervisor").annotate(
        population=Count("candidates", distinct=True),
        checked=Count("candidates__spot_check", filter=checked, distinct=True),
        failed=Count("candidates__spot_check", filter=fails, distinct=True),
    )


def checks_of(draw: CheckDraw) -> QuerySet[SpotCheck]:
    """What was drawn, by its lots."""
    rows = SpotCheck.objects.filter(candidate__draw=draw).order_by("place")
    return rows.select_related("candidate__assignment__lead", "inspector__user", "matter", "found_by")


def worked_on(assignments: Collection[Assignment]) -> dict[int, set[int]]:
    """Who has taken a step in each of these, and so looks at it no more (回避)."""
    pairs = Assignment.objects.filter(
        pk__in=[each.pk for each in assignments], matter__moves__by__isnull=False
    )
    found: dict[int, set[int]] = {each.pk: set() for each in assignments}
    for pk, user in pairs.order_by("pk").values_list("pk", "matter__moves__by").distinct():
        found[pk].add(user)
    return found
