"""A year as twelve months of weeks (年历), each day with what it is."""

from __future__ import annotations

import calendar as months_of_years
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .calendars import Calendar


class DayKind(StrEnum):
    """What a day is."""

    WORKED = "worked"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MADE_UP = "made_up"


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """One day as a cell of its month."""

    day: date
    kind: DayKind
    name: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month: weeks from Monday to Sunday, with nothing where a day belongs to another month."""

    first: date
    weeks: tuple[tuple[DayOfYear | None, ...], ...]
    working_days: int


def months_of(calendar: Calendar, year: int) -> Iterator[Month]:
    """The months of a year."""
    for number in range(1, 13):
        last = date(year, number, months_of_years.monthrange(year, number)[1])
        first = last.replace(day=1)
        weeks = tuple(
            tuple(day_of(calendar, date(year, number, day)) if day else None for day in week)
            for week in months_of_years.monthcalendar(year, number)
        )
        yield Month(first, weeks, calendar.working_days(first, last))


def day_of(calendar: Calendar, day: date) -> DayOfYear:
    """What a day is, and the holiday for which it is so."""
    named = calendar.named.get(day)
    if named is None:
        return DayOfYear(day, DayKind.WORKED if calendar.is_working(day) else DayKind.WEEKEND, "")
    if not named.is_working:
        return DayOfYear(day, DayKind.HOLIDAY, named.name)
    return DayOfYear(day, DayKind.MADE_UP if named.turns else DayKind.WORKED, named.name)
