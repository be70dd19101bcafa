"""Counting a run of a clock by the calendar (期限推算)."""

from __future__ import annotations

from datetime import date

from luoshi.work.engine.workdays import Calendar, Deadline, Pause, Term, Unit, deadline
from luoshi.work.models import ClockRun
from luoshi.work.queries.workdays import calendar


def counted(run: ClockRun, by: Calendar | None = None) -> Deadline:
    """By when the run is over, and how that is counted; for a run that has a term."""
    pauses = [Pause(date.fromisoformat(first), date.fromisoformat(last)) for first, last in run.pauses]
    return deadline(run.started_at, Term(run.length or 0, Unit(run.unit)), by or calendar(), pauses)
