"""Rounds of reporting as their pages show them (填报批次查询)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from luoshi.delivery.models import ReportRound, RoundAsk


def rounds(user: Any) -> QuerySet[ReportRound]:
    """The rounds that a person may see: those of the bodies they serve, and those in which these are asked."""
    seen = Q(pk__in=ReportRound.objects.visible_to(user).values("pk"))
    asked = Q(pk__in=RoundAsk.objects.visible_to(user).values("round"))
    return with_counts(ReportRound.objects.filter(seen | asked))


def with_counts(rows: QuerySet[ReportRound]) -> QuerySet[ReportRound]:
    """Rounds with how many were asked and how many of them have reported."""
    each = RoundAsk.objects.filter(round=OuterRef("pk")).order_by().values("round")
    came = each.annotate(n=Count("pk", filter=Q(matter__state="reported")))
    return rows.annotate(
        asked=Coalesce(Subquery(each.annotate(n=Count("pk")).values("n")), 0),
        reported=Coalesce(Subquery(came.values("n")), 0),
    )


def asked_in(round_pk: int, *, by: Any) -> QuerySet[RoundAsk]:
    """Who was asked in a round, as far as this person may see it."""
    rows = RoundAsk.objects.visible_to(by).filter(round=round_pk)
    return rows.select_related("body", "matter", "round")


def state_of(ask: RoundAsk, *, on: date) -> str:
    """Whether the body has reported, is late, or still has time."""
    if ask.matter.state != "asked":
        return ask.matter.state
    return "late" if ask.round.due_on < on else "missing"
