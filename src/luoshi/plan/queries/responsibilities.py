"""Responsibilities as their list, their export and their decisions show them (责任分工)."""

from __future__ import annotations

from functools import cached_property

from luoshi.kernel.access import is_allowed
from luoshi.kernel.models import Body, Succession
from luoshi.plan.models import HeirChoice, LeadChoice, Plan, Responsibility


def charged_to(user, *, plan):
    """Who answers in a plan (its key), when this person may open the plan."""
    readable = Plan.objects.visible_to(user).ready().filter(pk=plan)
    return Responsibility.objects.filter(plan=plan, plan__in=readable.values("pk"))


class Decisions:
    """What was decided about the clauses of a plan (its key), and what this person may decide. Read lazily."""

    def __init__(self, *, plan, heirs, by) -> None:
        self._plan, self._heirs, self._by = plan, heirs, by

    def is_joint(self, duty: Responsibility) -> bool:
        """Whether it leads beside others, and nobody is accountable alone."""
        return duty.pk in self.joint

    def of(self, duty: Responsibility) -> list[HeirChoice | LeadChoice]:
        """The standing decisions about a clause."""
        return [each[duty.pk] for each in (self._chosen, self._named) if duty.pk in each]

    def shown(self, duty: Responsibility) -> dict:
        """A clause with what decided how it reads, and what may be done about it."""
        is_decided, is_named = duty.pk in self._chosen, duty.pk in self._named
        return {
            "events": self._heirs.events_of(duty),
            "choice": self._chosen.get(duty.pk),
            "first": self._named.get(duty.pk),
            "may_choose": self._may_choose and self._heirs.of(duty).is_open,
            "may_name": self._may_name and self.is_joint(duty),
            "may_withdraw_heir": self._may_choose and is_decided,
            "may_withdraw_lead": self._may_name and is_named,
        }

    @cached_property
    def joint(self) -> set[int]:
        return set(self._heirs.in_state("joint"))

    @cached_property
    def _chosen(self) -> dict[int, HeirChoice]:
        rows = HeirChoice.objects.standing().filter(responsibility__plan=self._plan)
        return {row.responsibility_id: row for row in rows.select_related("heir", "chosen_by").order_by("pk")}

    @cached_property
    def _named(self) -> dict[int, LeadChoice]:
        rows = LeadChoice.objects.standing().filter(responsibility__plan=self._plan)
        return {row.responsibility_id: row for row in rows.select_related("chosen_by").order_by("pk")}

    @cached_property
    def _may_choose(self) -> bool:
        return self._may("plan.choose_heirs")

    @cached_property
    def _may_name(self) -> bool:
        return self._may("plan.choose_leads")

    def _may(self, act: str) -> bool:
        return is_allowed(self._by, act, Plan.objects.select_related("owner__area").get(pk=self._plan))


def possible_heirs(*, plan, event: Succession):
    """Agencies of the plan's area that there were on the day of the event, by name."""
    rows = Body.objects.agencies().as_of(event.on)
    if plan.owner:
        rows = rows.in_area(plan.owner.area)
    return rows.order_by("name_then", "pk")
