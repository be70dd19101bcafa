"""Who answers, and where things stand, on the day of a list (某日责任单位与进展)."""

from __future__ import annotations

from django.utils.translation import gettext

from luoshi.plan.models import Plan, Responsibility
from luoshi.plan.queries.heirs import Heirs
from luoshi.plan.queries.standings import Standings


def heirs_in(scope) -> Heirs:
    """Who answers in the plan of the list on its day, after all reforms and decisions."""
    duties = Responsibility.objects.filter(plan=scope.values["plan"])
    return scope.once("heirs", lambda: Heirs(duties=duties, on=scope.day, today=scope.on))


def draft_mark(scope) -> list[str]:
    """The line with which an export of a plan ends that nobody has adopted."""
    is_adopted = Plan.objects.adopted().filter(pk=scope.values["plan"]).exists()
    return [] if is_adopted else [gettext("Draft: nobody has adopted this plan.")]


def standings_in(scope) -> Standings:
    """Where what the plan of the list promises stood by the end of its day."""
    return scope.once("standings", lambda: Standings(plan=scope.values["plan"], on=scope.day))
