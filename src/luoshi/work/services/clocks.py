"""The clocks of matters (计时): started, paused and stopped with the state; due days moved, never silently."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db.models import Min, OuterRef, Subquery

from luoshi.kernel import clock
from luoshi.kernel.access import Actor
from luoshi.work import refusals
from luoshi.work.counting import counted
from luoshi.work.engine.flows import Clock, Flow
from luoshi.work.models import ClockRun, DueChange, DueReason, Matter, MoveMade, Turn
from luoshi.work.queries.terms import term_in_force


def follow(
    *, matter: Matter, flow: Flow, made: MoveMade | None, due: Mapping[str, date] | None, at: datetime
) -> date | None:
    """Let the clocks follow the state of the matter; the day that is due first is the turn's.

    `due` gives the day of clocks that have no length; without it such a clock does not run.
    """
    runs = {run.clock: run for run in matter.clocks.not_stopped()}
    days = []
    for each in flow.clocks:
        run = runs.get(each.code)
        if matter.state in each.runs_in:
            run = _resumed(run, at=at) if run else _started(matter, each, (due or {}).get(each.code), at=at)
            days += [run.due_on] if run else []
        elif run and matter.state in each.pauses_in:
            _pause(run, at=at)
        elif run:
            _stop(run, made=made, at=at)
    for code in runs.keys() - flow.by_clock.keys():  # a newer version of the procedure has it no more
        _stop(runs[code], made=made, at=at)
    return min(days, default=None)


def _stop(run: ClockRun, *, made: MoveMade | None, at: datetime) -> None:
    run.stopped_at, run.stopped_by = at, made
    run.save(update_fields=["stopped_at", "stopped_by"])


def _started(matter: Matter, each: Clock, given: date | None, *, at: datetime) -> ClockRun | None:
    """Begin to count; a clock whose day was given with the matter goes by that day again when it begins anew."""
    length, unit, basis = term_in_force(matter.procedure, each, on=clock.day_of(at))
    before = matter.clocks.filter(clock=each.code).order_by("-pk").first() if length is None else None
    day = given or (before.due_on if before else None)
    if day is None and length is None:
        return None
    run = ClockRun(
        matter=matter,
        clock=each.code,
        started_at=at,
        length=length,
        unit=unit,
        basis=basis,
        is_given=day is not None,
    )
    if day:
        run.due_on = day
    else:
        _count(run)
    run.first_due_on = before.first_due_on if before else run.due_on
    run.save()
    return run


def _pause(run: ClockRun, *, at: datetime) -> None:
    if run.paused_at is None:
        run.paused_at = at
        run.save(update_fields=["paused_at"])


def _resumed(run: ClockRun, *, at: datetime) -> ClockRun:
    """The day on which the other side was asked still counts; the one on which it answered does not (民法典 201)."""
    if run.paused_at is None:
        return run
    first, last = clock.day_of(run.paused_at) + timedelta(days=1), clock.day_of(at)
    before, run.paused_at = run.due_on, None
    if first <= last:
        run.pauses = [*run.pauses, [first.isoformat(), last.isoformat()]]
    if not run.is_given:
        _count(run)
    run.save(update_fields=["pauses", "paused_at", "due_on", "due_at", "is_provisional"])
    if run.due_on != before:
        DueChange.objects.create(run=run, old=before, new=run.due_on, reason=DueReason.PAUSE, at=at)
    return run


def _count(run: ClockRun) -> None:
    found = counted(run)
    if found.due_on is None:
        raise RuntimeError(f"clock {run.clock} of matter {run.matter_id} stands still and has no due day")
    run.due_on, run.due_at, run.is_provisional = found.due_on, found.due_at, found.is_provisional


def change_due(
    *, matter: Matter, clock_code: str, due_on: date, note: str, by: Actor, at: datetime
) -> ClockRun:
    """Move the due day of a running clock by decision (同意延期); part of the act that decided it.

    The first day stays. Raises DueBefore for a day that has passed, NotRunning where no such clock runs.
    """
    if due_on < clock.day_of(at):
        raise refusals.DueBefore(day=due_on)
    Matter.objects.held().get(pk=matter.pk)
    run = matter.clocks.not_stopped().filter(clock=clock_code).first()
    if run is None:
        raise refusals.NotRunning()
    before = run.due_on
    run.due_on, run.due_at, run.is_given, run.is_provisional = due_on, None, True, False
    run.save(update_fields=["due_on", "due_at", "is_given", "is_provisional"])
    DueChange.objects.create(
        run=run, old=before, new=due_on, reason=DueReason.APPROVED, note=note, by_id=by.pk, at=at
    )
    settle_turns(matters=[run.matter_id])
    return run


def run_again(*, matter: Matter, made: MoveMade) -> None:
    """The step that stopped these clocks was withdrawn: they have run all the time."""
    matter.clocks.filter(stopped_by=made).update(stopped_at=None, stopped_by=None)


def settle_turns(*, matters: list[int]) -> None:
    """Give the open turns of these matters the day that is due first."""

    first = (
        ClockRun.objects.running()
        .filter(matter=OuterRef("matter"))
        .order_by()
        .values("matter")
        .annotate(first=Min("due_on"))
        .values("first")
    )
    Turn.objects.not_closed().filter(matter__in=matters).update(due_on=Subquery(first))
