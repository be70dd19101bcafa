"""Commitments as their lists show them."""

from __future__ import annotations

from django.db.models import Prefetch

from luoshi.plan.models import Commitment, Plan, Responsibility


def with_what_a_row_prints(rows):
    """Commitments with their section, their line of the ledger and who answers for them."""
    duties = Prefetch(
        "section__charged_by__responsibilities", queryset=Responsibility.objects.order_by("position")
    )
    return rows.select_related("section__charged_by", "target").prefetch_related(duties)


def promised_to(user, *, plan):
    """What a plan promises, when this person may open the plan (its key)."""
    readable = Plan.objects.visible_to(user).ready().filter(pk=plan)
    return Commitment.objects.filter(plan=plan, plan__in=readable.values("pk"))


def due_years(*, plan):
    """The years in which something of this plan (its key) is due."""
    return (
        Commitment.objects.filter(plan=plan, due_on__isnull=False)
        .order_by("due_on__year")
        .values_list("due_on__year", flat=True)
        .distinct()
    )
