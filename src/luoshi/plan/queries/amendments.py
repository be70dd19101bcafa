"""What amended documents made of commitments, for the comparison and for a commitment's history (修订对照)."""

from __future__ import annotations

from django.db.models import Count, Q

from luoshi.plan.models import Amendment, Commitment, Plan
from luoshi.plan.models.amendments import AmendmentKind


def compared_in(user, *, plan):
    """The comparison of a plan (its key) with the one that it amends, when this person may open it."""
    readable = Plan.objects.visible_to(user).ready().filter(pk=plan)
    return Amendment.objects.filter(plan=plan, plan__in=readable.values("pk"))


def with_what_a_row_prints(rows):
    """Pairs with both commitments, their lines of the ledger and their sections."""
    return rows.select_related(
        "old__target", "old__section", "old__plan", "new__target", "new__section", "new__plan"
    )


def counted(*, plan) -> dict[str, int]:
    """How many commitments were kept, reworded, split, merged, added, dropped; and how many stand elsewhere."""
    numbers = Amendment.objects.filter(plan=plan).aggregate(
        moved=Count("pk", filter=Q(is_moved=True)),
        **{kind: Count("pk", filter=Q(kind=kind)) for kind in AmendmentKind.values},
    )
    return {name: number for name, number in numbers.items() if number}


def amendable(*, plan, user):
    """The plans that this one may amend: adopted, not yet replaced, of the same owner, the newest first."""
    rows = Plan.objects.visible_to(user).adopted().filter(replaced_by__isnull=True).exclude(pk=plan.pk)
    if plan.owner_id:
        rows = rows.filter(owner=plan.owner_id)
    return rows.only("pk", "title", "valid_from").order_by("-valid_from", "-pk")


def line_of(*, commitment: Commitment, user):
    """The commitment in each document of its line, the oldest first, of the plans that this person may open."""
    first = commitment.identity
    rows = Commitment.objects.filter(Q(pk=first) | Q(root=first))
    open_to = Plan.objects.visible_to(user).ready().order_by().values("pk")
    return (
        rows.filter(plan__in=open_to)
        .select_related("plan__document", "target", "section")
        .defer("plan__document__text", "plan__document__reading")
        .order_by("plan__valid_from", "plan")
    )


def turns_of(*, identities):
    """What became of these commitments, and where they come from, by adopted documents."""
    rows = Amendment.objects.filter(
        Q(old__in=identities) | Q(new__in=identities), plan__adopted_at__isnull=False
    )
    return with_what_a_row_prints(rows).order_by("plan__adopted_at", "position")
