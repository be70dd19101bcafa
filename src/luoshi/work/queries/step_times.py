"""How long each step of the procedures takes (环节用时): from when it was somebody's turn until it was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from luoshi.kernel import clock
from luoshi.work.engine.shares import MEDIAN, NINETIETH, percentile
from luoshi.work.engine.workdays import Calendar
from luoshi.work.models import Matter, Turn
from luoshi.work.procedure import CARRY_OVER, PROCEDURES, WITHDRAW


class LocalDay(TruncDate):
    """The day in the city's time; SQLite adds the hours itself where they are the same all year, ten times as fast."""

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        zone, year = timezone.get_default_timezone(), timezone.now().year
        offsets = {datetime(year, month, 1, tzinfo=zone).utcoffset() for month in range(1, 13)}
        if len(offsets) > 1:
            return super().as_sql(compiler, connection, **more)
        inner, values = compiler.compile(self.lhs)
        return f"date({inner}, %s)", [
            *values,
            f"{(offsets.pop() or timedelta()).total_seconds():+.0f} seconds",
        ]


@dataclass
class StepTimes:
    """What is known of a step: how often it was done, late, and in how many days; `pk` is that of its first turn."""

    pk: int
    procedure: str
    state: str
    number: int = 0
    with_a_day: int = 0
    late: int = 0
    days: Counter[int] = field(default_factory=Counter)
    working_days: Counter[int] = field(default_factory=Counter)

    @property
    def numbers(self) -> dict[str, int | None]:
        """The figures by which steps are shown and put in order."""
        return {
            "number": self.number,
            "median": percentile(self.working_days, MEDIAN),
            "ninetieth": percentile(self.working_days, NINETIETH),
            "median_days": percentile(self.days, MEDIAN),
            "ninetieth_days": percentile(self.days, NINETIETH),
            "late": self.late,
            "late_share": round(100 * self.late / self.with_a_day) if self.with_a_day else None,
        }


def done_turns(user: Any, *, first: date, last: date) -> QuerySet[Turn]:
    """Turns that ended within these days by a step that stands, of the matters that this person may see."""
    rows = Turn.objects.filter(
        matter__in=Matter.objects.visible_to(user).values("pk"),
        matter__procedure__in=list(PROCEDURES),
        closed_at__gte=clock.end_of(first - timedelta(days=1)),
        closed_at__lt=clock.end_of(last),
        closed_by__withdrawn_by__isnull=True,
    )
    return rows.exclude(closed_by__move__in=(WITHDRAW, CARRY_OVER))


def step_times(turns: QuerySet[Turn], *, by: Calendar) -> list[StepTimes]:
    """The steps of which turns are given, each with its figures; the database counts, a row a pair of days."""
    groups = (
        turns.order_by()
        .annotate(from_day=LocalDay("opened_at"), to_day=LocalDay("closed_at"))
        .values("matter__procedure", "state", "from_day", "to_day")
        .annotate(
            first=Min("pk"),
            number=Count("pk"),
            with_a_day=Count("due_on"),
            late=Count("pk", filter=Q(due_on__lt=LocalDay("closed_at"))),
        )
    )
    return _gathered(groups, by)


def _gathered(groups: Iterable[Mapping[str, Any]], by: Calendar) -> list[StepTimes]:
    found: dict[tuple[str, str], StepTimes] = {}
    for group in groups:
        key = group["matter__procedure"], group["state"]
        step = found.setdefault(key, StepTimes(group["first"], *key))
        opened, closed = group["from_day"].toordinal(), group["to_day"].toordinal()
        step.pk = min(step.pk, group["first"])
        step.number += group["number"]
        step.with_a_day += group["with_a_day"]
        step.late += group["late"]
        step.days[closed - opened] += group["number"]
        step.working_days[by.counted(closed) - by.counted(opened)] += group["number"]
    return list(found.values())
