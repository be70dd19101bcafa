"""Commitments as their lists show them."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, Min, Prefetch

from luoshi.plan.models import Commitment, Plan, Responsibility


def with_section_and_target(rows):
    """Commitments with their section and their line of the ledger."""
    return rows.select_related("section__charged_by", "target")


def with_what_a_row_prints(rows):
    """Commitments with their section, their line of the ledger and who answers for them."""
    duties = Prefetch(
        "section__charged_by__responsibilities", queryset=Responsibility.objects.order_by("position")
    )
    return with_section_and_target(rows).prefetch_related(duties)


def promised_to(user, *, plan):
    """What a plan promises, when this person may open the plan (its key)."""
    readable = Plan.objects.visible_to(user).ready().filter(pk=plan)
    return Commitment.objects.filter(plan=plan, plan__in=readable.values("pk"))


def first_and_last_due(*, plan) -> tuple[date | None, date | None]:
    """From when to when something of this plan (its key) is due."""
    due = Commitment.objects.filter(plan=plan).aggregate(first=Min("due_on"), last=Max("due_on"))
    return due["first"], due["last"]
