"""Assignments as their pages show them (任务查询)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luoshi.delivery.models import Assignment, ReportOn
from luoshi.delivery.queries.histories import histories
from luoshi.kernel import clock
from luoshi.plan.models import CommitmentKind, Plan
from luoshi.work.models import ClockRun, RungReached

MOST_PLANS = 5


def seen(user: Any) -> QuerySet[Assignment]:
    """The assignments that a person may see, each with its due day of today, its reports and how often it was urged."""
    return with_days(Assignment.objects.visible_to(user))


def with_days(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    run = ClockRun.objects.filter(matter=OuterRef("matter"), clock="due").order_by("-pk")
    urged = (
        RungReached.objects.filter(
            run__matter=OuterRef("matter"), run__clock="due", rung__in=["urge", "supervise", "circulate"]
        )
        .order_by()
        .values("run__matter")
        .annotate(n=Count("pk"))
    )
    about = (
        ReportOn.objects.filter(assignment=OuterRef("pk"))
        .order_by()
        .values("assignment")
        .annotate(n=Count("pk"))
    )
    return rows.annotate(
        due_now=Coalesce(Subquery(run.values("due_on")[:1]), "due_on"),
        urged=Coalesce(Subquery(urged.values("n")), 0),
        reports=Coalesce(Subquery(about.values("n")), 0),
    )


def with_lights(rows: Sequence[Any], *, on: date) -> None:
    """Give each row its light on the day, by what is known by its end."""
    known = histories([str(row.pk) for row in rows])
    for row in rows:
        row.light = known[str(row.pk)].light(on=on, known_by=clock.end_of(on))


def counted(user: Any, *, on: date) -> dict[str, int]:
    """How many there are, how many are late, to be signed for, said to be done, struck off."""
    rows = seen(user)
    ended = Q(matter__ended_at__isnull=False)
    return rows.aggregate(
        all=Count("pk"),
        under_way=Count("pk", filter=~ended),
        late=Count("pk", filter=~ended & Q(due_now__lt=on) & ~Q(matter__state="accepted")),
        unsigned=Count("pk", filter=Q(matter__state="issued")),
        closing=Count("pk", filter=Q(matter__state="closing")),
        struck_off=Count("pk", filter=Q(matter__state="struck_off")),
    )


def plans_to_issue(user: Any, *, on: date) -> QuerySet[Plan]:
    """The adopted plans of the day whose tasks this person may issue, the newest first."""
    plans = (
        Plan.objects.visible_to(user).adopted().in_force(on=on).filter(commitments__kind=CommitmentKind.TASK)
    )
    return plans.distinct().order_by("-valid_from", "-pk").only("slug", "title", "valid_from")[:MOST_PLANS]


def leads(user: Any) -> list[str]:
    """The bodies that lead an assignment which this person may see."""
    rows = Assignment.objects.visible_to(user).order_by("lead__name").values_list("lead__name", flat=True)
    return list(rows.distinct()[:200])
