"""Who answers on the day of a list (某日责任单位)."""

from __future__ import annotations

from django.utils.translation import gettext

from luoshi.plan.models import Plan, Responsibility
from luoshi.plan.queries.heirs import Heirs


def heirs_in(scope) -> Heirs:
    """Who answers in the plan of the list on its day, after all reforms and decisions."""
    duties = Responsibility.objects.filter(plan=scope.values["plan"])
    return scope.once("heirs", lambda: Heirs(duties=duties, on=scope.day, today=scope.on))


def draft_mark(scope) -> list[str]:
    """The line with which an export of a plan ends that nobody has adopted."""
    is_adopted = Plan.objects.adopted().filter(pk=scope.values["plan"]).exists()
    return [] if is_adopted else [gettext("Draft: nobody has adopted this plan.")]
