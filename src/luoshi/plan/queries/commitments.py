"""Commitments as their lists show them."""

from __future__ import annotations

from django.db.models import F, Prefetch

from luoshi.plan.models import Responsibility

ORDERS = {
    "place": ("position",),
    "due": (F("due_on").asc(nulls_last=True), "position"),
    "kind": ("kind", "position"),
    "title": ("title", "position"),
}


def with_what_a_row_prints(rows):
    """Commitments with their section, their line of the ledger and who answers for them."""
    duties = Prefetch(
        "section__charged_by__responsibilities", queryset=Responsibility.objects.order_by("position")
    )
    return rows.select_related("section__charged_by", "target").prefetch_related(duties)


def listed_commitments(*, plan, chosen, heirs=None):
    """The list of commitments under the filters that were chosen (forms.CommitmentFilter).

    A body is chosen by its name on the day of `heirs`, so that those it succeeded count as itself.
    """
    rows = plan.commitments.all()
    if chosen.get("q"):
        rows = rows.filter(title__icontains=chosen["q"])
    if chosen.get("kind"):
        rows = rows.filter(kind=chosen["kind"])
    if chosen.get("modality"):
        rows = rows.filter(modality=chosen["modality"])
    if chosen.get("verifiable"):
        rows = rows.filter(is_verifiable=chosen["verifiable"] == "yes")
    if chosen.get("lacks"):
        rows = rows.lacking(chosen["lacks"])
    if chosen.get("due"):
        rows = rows.due_in(chosen["due"])
    if chosen.get("body"):
        rows = rows.charged_to(heirs.called(chosen["body"]))
    return with_what_a_row_prints(rows).order_by(*ORDERS[chosen.get("sort") or "place"])


def ledger(*, plan):
    """The target ledger in its own numbering (目标台账)."""
    return with_what_a_row_prints(plan.commitments.filter(target__isnull=False)).order_by("target__number")


def due_years(*, plan):
    """The years in which something of this plan is due."""
    return (
        plan.commitments.filter(due_on__isnull=False)
        .order_by("due_on__year")
        .values_list("due_on__year", flat=True)
        .distinct()
    )
