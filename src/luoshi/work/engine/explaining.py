"""How a deadline was counted (期限计算说明): codes with plain values, from which a page makes its sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from .calendars import Calendar, days_from, is_weekday
from .terms import Unit, months_later

if TYPE_CHECKING:
    from .deadlines import Deadline

SEPARATOR = "、"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its code, and values as JSON can hold them."""

    code: str
    values: dict[str, Any]


def steps_of(found: Deadline) -> Iterator[Step]:
    """From the receipt to the last day; a page may print them in this order."""
    term = found.term
    if term.unit is Unit.HOURS:
        yield from _of_hours(found)
        return
    day = found.calendar.day_of(found.start)
    yield Step("received", {"on": day.isoformat()})
    yield Step("receipt_not_counted", {"first": _said(found.counted_from)})
    yield Step("term", {"length": term.length, "unit": term.unit.value})
    if term.unit is Unit.MONTHS and (last := months_later(day, term.length)).day != day.day:
        yield Step("month_end", {"number": day.day, "last": last.isoformat()})
    if term.unit is Unit.WORKING_DAYS:
        yield from _not_counted(found)
    yield from _pauses(found)
    if found.last_on and found.due_on and found.last_on != found.due_on:
        yield Step("moved", _why_moved(found.calendar, found.last_on, found.due_on))
    if years := found.years_missing:
        yield Step("not_announced", {"years": years})
    yield _end(found)


def _of_hours(found: Deadline) -> Iterator[Step]:
    yield Step("received_at", {"at": _said(found.counted_from)})
    yield Step("term", {"length": found.term.length, "unit": found.term.unit.value})
    yield Step("day_and_night", {})
    yield from _pauses(found)
    yield _end(found)


def _end(found: Deadline) -> Step:
    if found.due_at:
        return Step("due_at", {"at": found.due_at.isoformat()})
    if found.due_on:
        return Step("due", {"on": found.due_on.isoformat()})
    left = found.left.total_seconds() / 3600 if isinstance(found.left, timedelta) else found.left
    unit = Unit.DAYS if found.term.unit is Unit.MONTHS else found.term.unit
    return Step("stands_still", {"since": _said(found.stands_since), "left": left, "unit": unit.value})


def _not_counted(found: Deadline) -> Iterator[Step]:
    """Weekends, holidays and days made up for, between the first day counted and the last."""
    days = list(_days_counted(found))
    free = [day for day in days if not found.calendar.is_working(day)]
    if weekends := [day for day in free if day not in found.calendar.named]:
        yield Step("weekends", {"days": len(weekends)})
    for run in _runs([day for day in free if day in found.calendar.named]):
        name = SEPARATOR.join(dict.fromkeys(found.calendar.named[day].name for day in run))
        span = {"first": run[0].isoformat(), "last": run[-1].isoformat()}
        yield Step("holiday", {"name": name, **span, "days": len(run)})
    made_up = [day for day in days if found.calendar.is_working(day) and not is_weekday(day)]
    if made_up:
        yield Step("made_up", {"days": [day.isoformat() for day in made_up]})


def _days_counted(found: Deadline) -> Iterator[date]:
    """The days from the first counted to the last, without those on which the clock stood still."""
    first = found.calendar.day_of(found.counted_from)
    end = found.due_on or found.calendar.day_of(found.stands_since or first) - timedelta(days=1)
    for day in days_from(first, end):
        if not any(begun <= day and (ended is None or day <= ended) for begun, ended in found.stops):
            yield day


def _runs(days: list[date]) -> Iterator[list[date]]:
    """Days that follow each other, as one."""
    run: list[date] = []
    for day in days:
        if run and day - run[-1] > timedelta(days=1):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _pauses(found: Deadline) -> Iterator[Step]:
    for first, last in found.stops:
        days = None if last is None else (found.calendar.day_of(last) - found.calendar.day_of(first)).days + 1
        yield Step("pause", {"first": _said(first), "last": _said(last), "days": days})


def _why_moved(calendar: Calendar, last: date, due: date) -> dict[str, Any]:
    named = calendar.named.get(last)
    return {"last": last.isoformat(), "to": due.isoformat(), "name": named.name if named else ""}


def _said(value: date | datetime | None) -> str | None:
    return None if value is None else value.isoformat()
