"""Plans as their lists and heads show them."""

from __future__ import annotations

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from luoshi.plan.models import Commitment, Finding, Plan, Responsibility

ORDERS = {
    "newest": ("-valid_from", "-created_at", "-pk"),
    "oldest": ("valid_from", "created_at", "pk"),
    "title": ("title", "pk"),
}


def shown_plans(*, user):
    """The ready plans that this person may open, without the long columns that no page of a list prints."""
    return (
        Plan.objects.visible_to(user)
        .ready()
        .select_related("document", "owner", "replaced_by")
        .defer("document__text", "document__reading")
    )


def listed_plans(*, user, on, words="", state="", order="newest"):
    """The list of plans with what each promises and what cannot be verified."""
    rows = shown_plans(user=user)
    if words:
        rows = rows.filter(
            Q(title__icontains=words)
            | Q(document__number__icontains=words)
            | Q(document__issuer__icontains=words)
        )
    if state == "in_force":
        rows = rows.in_force(on=on).of_record()
    elif state == "mine":
        rows = rows.filter(created_by=user.pk, created_by__isnull=False)  # a visitor made none
    rows = rows.annotate(
        promised=_counted(Commitment, Q()), unverifiable=_counted(Commitment, Q(is_verifiable=False))
    )
    return rows.order_by(*ORDERS[order])


def _counted(model, condition, *, what="pk"):
    rows = model.objects.filter(condition, plan=OuterRef("pk")).order_by().values("plan")
    return Coalesce(Subquery(rows.annotate(number=Count(what, distinct=what != "pk")).values("number")), 0)


def totals(*, plan) -> dict[str, int]:
    """How much a plan promises, and how much of it can be verified."""
    return plan.commitments.aggregate(
        promised=Count("pk"),
        verifiable=Count("pk", filter=Q(is_verifiable=True)),
        unverifiable=Count("pk", filter=Q(is_verifiable=False)),
        measured=Count("pk", filter=Q(target__isnull=False)),
        numbered=Count("pk", filter=Q(target__goal__isnull=False)),
    )


def all_totals(*, plan) -> dict[str, int]:
    """The numbers at the head of a plan's outline."""
    counted = Plan.objects.filter(pk=plan.pk).annotate(
        found=_counted(Finding, Q()), named=_counted(Responsibility, Q(), what="printed")
    )
    findings, bodies = counted.values_list("found", "named").get()
    return totals(plan=plan) | {"findings": findings, "bodies": bodies}
