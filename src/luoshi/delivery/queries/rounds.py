"""Rounds of reporting as their pages show them (填报批次查询)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, StrIndex, Substr

from luoshi.delivery.models import ReportRound
from luoshi.work.models import ClockRun, Matter, Party

PROCEDURE = "delivery.round"


def rounds(user: Any) -> QuerySet[ReportRound]:
    """The rounds that a person may see: those of the bodies they serve, and those in which these are asked."""
    asked = _with_round(Matter.objects.visible_to(user).of(PROCEDURE))
    seen = ReportRound.objects.filter(
        Q(pk__in=ReportRound.objects.visible_to(user).values("pk")) | Q(pk__in=asked.values("round_id"))
    )
    each = (
        _with_round(Matter.objects.of(PROCEDURE))
        .filter(round_id=OuterRef("pk"))
        .order_by()
        .values("round_id")
    )
    return seen.annotate(
        asked=Coalesce(Subquery(each.annotate(n=Count("pk")).values("n")), 0),
        reported=Coalesce(Subquery(each.annotate(n=Count("pk", filter=Q(state="reported"))).values("n")), 0),
    )


def _with_round(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """Matters of rounds with the number of their round, which their key begins with."""
    before = StrIndex(F("key"), Value(":")) - 1
    return rows.annotate(round_id=Cast(Substr("key", 1, before), IntegerField()))


def asked_in(round_pk: int, *, by: Any) -> QuerySet[Matter]:
    """Who was asked in a round, as far as this person may see it, with the day and the name."""
    lead = Party.objects.filter(matter=OuterRef("pk"), relation="reporter")
    run = ClockRun.objects.filter(matter=OuterRef("pk"), clock="due")
    rows = Matter.objects.visible_to(by).of(PROCEDURE).filter(key__startswith=f"{round_pk}:")
    return rows.annotate(
        lead_name=Subquery(lead.values("body__name")[:1]), due_on=Subquery(run.values("due_on")[:1])
    )


def state_of(matter: Matter, *, on: date) -> str:
    """Whether the body has reported, is late, or still has time."""
    if matter.state != "asked":
        return matter.state
    return "late" if matter.due_on and matter.due_on < on else "missing"  # type: ignore[attr-defined]
