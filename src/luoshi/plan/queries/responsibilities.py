"""Responsibilities as their list, their export and their decisions show them (责任分工)."""

from __future__ import annotations

from django.db.models import Q

from luoshi.kernel.models import Body, Succession
from luoshi.plan.models import HeirChoice, LeadChoice


def listed_responsibilities(*, plan, chosen, heirs):
    """The responsibilities of a plan under the filters that were chosen (forms.ResponsibilityFilter)."""
    rows = plan.responsibilities.select_related("section", "plan")
    if words := chosen.get("q"):
        rows = rows.filter(
            Q(printed__icontains=words) | Q(section__title__icontains=words) | Q(pk__in=heirs.called(words))
        )
    if chosen.get("role"):
        rows = rows.filter(role=chosen["role"])
    if chosen.get("state"):
        rows = rows.filter(pk__in=heirs.in_state(chosen["state"]))
    return rows.order_by("position")


def heir_choices(*, responsibilities):
    """The standing decisions about these clauses, by responsibility."""
    rows = HeirChoice.objects.standing().filter(responsibility__in=responsibilities)
    return {row.responsibility_id: row for row in rows.select_related("heir", "chosen_by").order_by("pk")}


def lead_choices(*, responsibilities):
    """The standing decisions about first leads, by the responsibility that was named."""
    rows = LeadChoice.objects.standing().filter(responsibility__in=responsibilities)
    return {row.responsibility_id: row for row in rows.select_related("chosen_by").order_by("pk")}


def possible_heirs(*, plan, event: Succession):
    """Agencies of the plan's area that there were on the day of the event, by name."""
    rows = Body.objects.agencies().as_of(event.on)
    if plan.owner:
        rows = rows.in_area(plan.owner.area)
    return rows.order_by("name_then", "pk")
