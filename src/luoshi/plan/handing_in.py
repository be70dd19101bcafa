"""The first instrument, the plan's own: plans to be handed in (方案报送)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from luoshi.plan.engine.handing_in import DueDay, DueListHistory, Duty, Receipt, Span
from luoshi.plan.hanging import register_hanging
from luoshi.plan.instruments import InstrumentKind, register_instrument
from luoshi.plan.models import CommitmentKind, DueList
from luoshi.plan.models import DueDay as DueDayRow
from luoshi.plan.models import Duty as DutyRow
from luoshi.plan.models import Receipt as ReceiptRow

KIND = "plan.handing_in"
SENTENCES = {
    "plan.plans_came": _("%(came)d of %(owed)d plans have come"),
    "plan.nobody_owes_a_plan": _("Nobody who is asked owes a plan: all are invited."),
    "plan.all_plans_came": _("Everybody who owes a plan has handed it in."),
    "plan.no_due_day": _("No day is set by which the plans are owed."),
    "plan.plans_missing": _("%(missing)d plans that were owed by %(due)s are missing."),
    "plan.plans_due_soon": _("The plans are owed by %(due)s; not all are there."),
    "plan.plans_not_due": _("The plans are owed by %(due)s."),
}


def register() -> None:
    """Called once, by `ready()`."""
    kind = InstrumentKind(
        label=_("plans to be handed in"),
        serves=frozenset({CommitmentKind.TASK}),
        url=_page,
        histories=histories,
    )
    register_instrument(KIND, kind, sentences=SENTENCES)
    register_hanging(
        "plan.due_lists", label=_("due-lists"), count=lambda plan: DueList.objects.of(plan).count()
    )


def _page(key: str) -> str:
    slug = DueList.objects.values_list("commitment__plan__slug", flat=True).get(pk=int(key))
    return f"{reverse('plan:hand_ins', args=[slug])}?list={key}"


def histories(keys: Collection[str]) -> dict[str, DueListHistory]:
    """Due-lists with all that was ever recorded about them, in three queries (报送全程记录)."""
    lists = [int(key) for key in keys]
    days, duties = _days(lists), _duties(lists)
    return {key: DueListHistory(days[int(key)], duties[int(key)]) for key in keys}


def _days(lists: Collection[int]) -> dict[int, list[DueDay]]:
    found: dict[int, list[DueDay]] = defaultdict(list)
    for row in DueDayRow.objects.filter(due_list__in=lists).order_by("set_at", "pk"):
        found[row.due_list_id].append(DueDay(row.due_on, Span(row.set_at)))
    return found


def _duties(lists: Collection[int]) -> dict[int, list[Duty]]:
    rows = list(DutyRow.objects.filter(due_list__in=lists).order_by("pk"))
    came = _receipts(rows)
    found: dict[int, list[Duty]] = defaultdict(list)
    for row in rows:
        span = Span(row.asked_at, row.withdrawn_at)
        found[row.due_list_id].append(Duty(row.is_owed, span, tuple(came[row.pk])))
    return found


def _receipts(duties: Iterable[DutyRow]) -> dict[int, list[Receipt]]:
    found: dict[int, list[Receipt]] = defaultdict(list)
    rows = ReceiptRow.objects.filter(duty__in=duties).select_related("plan__document").order_by("pk")
    for row in rows.defer("plan__document__text", "plan__document__reading"):
        has_number = row.plan is not None and bool(row.plan.document.number)
        span = Span(row.received_at, row.withdrawn_at)
        found[row.duty_id].append(Receipt(row.received_on, span, row.read_at if has_number else None))
    return found
