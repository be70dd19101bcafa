"""Plans as their lists and heads show them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from luoshi.plan.models import Commitment, Finding, Plan, Responsibility, Target


def shown_plans(*, user):
    """The ready plans that this person may open, without the long columns that no page of a list prints."""
    return with_what_a_head_prints(Plan.objects.visible_to(user).ready())


def with_what_a_head_prints(rows):
    """Plans with all that the head of their pages says."""
    related = ("document", "owner__area", "adopted_by", "replaced_by", "amends", "arrival")
    return rows.select_related(*related).defer("document__text", "document__reading")


def with_what_a_row_prints(rows):
    """Plans of a list, each with what it promises and what of that cannot be verified."""
    rows = rows.select_related("document", "owner").defer("document__text", "document__reading")
    return with_unverifiable(with_promised(rows))


def with_promised(rows):
    """Plans with how much they promise."""
    return rows.annotate(promised=_counted(Commitment, Q()))


def with_unverifiable(rows):
    """Plans with how much of what they promise cannot be verified."""
    return rows.annotate(unverifiable=_counted(Commitment, Q(is_verifiable=False)))


def _counted(model, condition, *, what="pk"):
    rows = model.objects.filter(condition, plan=OuterRef("pk")).order_by().values("plan")
    return Coalesce(Subquery(rows.annotate(number=Count(what, distinct=what != "pk")).values("number")), 0)


def totals(*, plan) -> dict[str, Any]:
    """How much a plan promises, how much of it can be verified, how many lines its ledger has, how many a number."""
    return plan.commitments.aggregate(
        promised=Count("pk"),
        measured=Count("target"),
        numbered=Count("target__goal"),
        verifiable=Count("pk", filter=Q(is_verifiable=True)),
        unverifiable=Count("pk", filter=Q(is_verifiable=False)),
        first_due=Min("due_on"),
        last_due=Max("due_on"),
    )


def ledger_totals(*, plan) -> dict[str, Any]:
    """How many lines the ledger has, and how many of them a number."""
    lines = Target.objects.filter(commitment__plan=plan, commitment__removal__isnull=True)
    return lines.aggregate(measured=Count("pk"), numbered=Count("goal"))


def all_totals(*, plan) -> dict[str, Any]:
    """The numbers at the head of a plan's outline."""
    counted = Plan.objects.filter(pk=plan.pk).annotate(
        found=_counted(Finding, Q()), named=_counted(Responsibility, Q(), what="printed")
    )
    findings, bodies = counted.values_list("found", "named").get()
    return totals(plan=plan) | {"findings": findings, "bodies": bodies}
