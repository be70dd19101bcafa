"""Counting open clocks anew when the calendar has changed (期限重算): all of them, none silently."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from luoshi.kernel import audit, bulk, clock
from luoshi.kernel.access import Actor, require
from luoshi.kernel.acts import act
from luoshi.kernel.models import Installation, User
from luoshi.work.counting import counted
from luoshi.work.engine.workdays import Calendar
from luoshi.work.models import ClockRun, DueChange, DueReason, Matter, Turn
from luoshi.work.queries.workdays import calendar
from luoshi.work.services import notices
from luoshi.work.services.clocks import settle_turns
from luoshi.work.services.notifying import holders, page_of, values_of

BATCH = 500
COUNTED = ("due_on", "due_at", "is_provisional")


def runs_to_recount(*, first: date, last: date, after: int = 0) -> list[int]:
    """The keys of open clocks that lean on days between these, a batch from there on."""
    rows = ClockRun.objects.not_stopped().filter(is_given=False, pk__gt=after).order_by("pk")
    rows = rows.filter(started_at__lt=clock.end_of(last), due_on__gte=first)
    return list(rows.values_list("pk", flat=True)[:BATCH])


def that_move(*, runs: Sequence[int]) -> list[int]:
    """Those of these clocks that the calendar, as it is now, counts otherwise."""
    days = calendar()
    rows = ClockRun.objects.not_stopped().filter(pk__in=runs, is_given=False).order_by("pk")
    return [run.pk for run in rows if _counted(run, days)]


@act
def recount(*, runs: Sequence[int], by: Actor, at: datetime) -> list[DueChange]:
    """Count these clocks by the calendar as it is now; where a day moves, those concerned are told (期限重算)."""
    require(by, "work.run_clocks")
    list(Matter.objects.held().filter(pk__in=ClockRun.objects.filter(pk__in=runs).values("matter")))
    rows = ClockRun.objects.not_stopped().filter(pk__in=runs, is_given=False).select_for_update(of=("self",))
    audit.record(
        "work.clocks_recounted",
        Installation.objects.get(pk=1),
        by=by,
        at=at,
        changes={"clocks": (None, len(runs))},
    )
    days = calendar()
    counted_anew = [
        (run, run.due_on, _counted(run, days)) for run in rows.select_related("matter").order_by("pk")
    ]
    bulk.update_rows(
        ClockRun,
        COUNTED,
        ((run.pk, *(getattr(run, name) for name in COUNTED)) for run, _old, is_new in counted_anew if is_new),
    )
    moved = [(run, old) for run, old, _is_new in counted_anew if run.due_on != old]
    changes = [
        DueChange(run=run, old=old, new=run.due_on, reason=DueReason.CALENDAR, by_id=by.pk, at=at)
        for run, old in moved
    ]
    DueChange.objects.bulk_create(changes)
    settle_turns(matters=[run.matter_id for run, _old in moved])
    for run, old in moved:
        audit.record("work.due_moved", run.matter, by=by, at=at, changes={"due_on": (old, run.due_on)})
    _tell(moved, at=at)
    return changes


def _counted(run: ClockRun, days: Calendar) -> bool:
    """Whether the run has another day, or leans on what is announced, by this calendar."""
    found, before = counted(run, days), (run.due_on, run.due_at, run.is_provisional)
    if found.due_on is None:
        return False
    run.due_on, run.due_at, run.is_provisional = found.due_on, found.due_at, found.is_provisional
    return (run.due_on, run.due_at, run.is_provisional) != before


def _tell(moved: Sequence[tuple[ClockRun, date]], *, at: datetime) -> None:
    matters = {run.matter_id for run, _old in moved}
    turns = list(
        Turn.objects.before_somebody().filter(matter__in=matters).select_related("desk", "holder", "seat")
    )
    people = holders(turns=turns, on=clock.day_of(at))
    of_matter: dict[int, set[User]] = {}
    for turn in turns:
        of_matter.setdefault(turn.matter_id, set()).update(people[turn.pk])
    tellings = [
        notices.Telling(
            to=of_matter.get(run.matter_id, set()),
            code="work.due_moved",
            values={**values_of(matter=run.matter), "old": old.isoformat(), "new": run.due_on.isoformat()},
            url=page_of(matter=run.matter),
            key=f"due:{run.pk}:{at.isoformat()}",
        )
        for run, old in moved
    ]
    notices.tell_all(tellings=tellings, at=at)
