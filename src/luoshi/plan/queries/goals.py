"""Commitments as they are compared with their parents (目标比较口径)."""

from __future__ import annotations

from luoshi.plan.engine.weaker import Goal
from luoshi.plan.models import Commitment


def goal_of(row: Commitment) -> Goal:
    """A commitment as it is compared."""
    target = getattr(row, "target", None)
    if target is None or target.goal is None:
        return Goal(due_on=row.due_on, measure=row.title)
    return Goal(
        kind=target.kind,
        number=target.goal,
        most=target.goal_max,
        unit=target.unit,
        direction=target.direction,
        baseline=target.baseline,
        per=target.per,
        measure=row.title,
        due_on=row.due_on,
    )
