"""All that a person has to report for a period, task after task (本期待报任务)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from luoshi.delivery.models import Assignment, ReportOn
from luoshi.delivery.queries.collecting import Task, tasks_among
from luoshi.kernel.access import bodies_served

REPORT = "delivery.report_progress"
MOST = 50  # forms on one page


def led_by_mine(user: Any, *, on: date) -> QuerySet[Assignment]:
    """The assignments under way that bodies lead for which this person reports."""
    mine = bodies_served(user, REPORT, on=on)
    return Assignment.objects.visible_to(user).under_way().filter(lead__in=mine)


def reported(period: str) -> QuerySet[ReportOn]:
    """Which assignments have a report of their lead for the period that waits for nothing more from it."""
    rows = ReportOn.objects.filter(report__period=period, report__body=F("assignment__lead"))
    return rows.exclude(report__matter__state__in=("mended", "returned"))


def due(user: Any, *, period: str, on: date) -> tuple[list[Task], int]:
    """What has no report for the period yet, as much as fits on a page, and how much there is in all."""
    rows = led_by_mine(user, on=on).exclude(pk__in=reported(period).values("assignment"))
    first = rows.order_by("due_on", "pk").values("pk")[:MOST]
    shown = Assignment.objects.filter(pk__in=[row["pk"] for row in first])
    return tasks_among(shown, period=period), rows.count()


def done(user: Any, *, period: str, on: date) -> QuerySet[ReportOn]:
    """What has been reported for the period, the latest first."""
    rows = reported(period).filter(assignment__in=led_by_mine(user, on=on).values("pk"))
    return rows.select_related("assignment", "report").order_by("-report__reported_at", "-pk")
