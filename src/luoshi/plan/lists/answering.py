"""Who answers on the day of a list (某日责任单位)."""

from __future__ import annotations

from luoshi.plan.models import Responsibility
from luoshi.plan.queries.heirs import Heirs


def heirs_in(scope) -> Heirs:
    """Who answers in the plan of the list on its day, after all reforms and decisions."""
    duties = Responsibility.objects.filter(plan=scope.values["plan"])
    return scope.once("heirs", lambda: Heirs(duties=duties, on=scope.day, today=scope.on))
