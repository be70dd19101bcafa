"""What a yearly notice states (放假安排): days with their places, and what can't be right about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from .calendars import Calendar, NamedDay, is_weekday


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a line of a text with the words there, or a cell of a sheet."""

    line: int = 0
    words: str = ""
    cell: str = ""


@dataclass(frozen=True)
class Fault:
    """Something that can't be taken: a code, where, and values from which the sentence is made."""

    code: str
    place: Place = field(default_factory=Place)
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stated:
    """One day as the notice states it, and where."""

    day: date
    is_working: bool
    name: str
    place: Place = field(default_factory=Place)

    @property
    def named(self) -> NamedDay:
        return NamedDay(self.day, self.is_working, self.name)


@dataclass(frozen=True)
class NoticeRead:
    """All that was read: days, faults, sentences that say nothing of a day, and what the notice calls itself."""

    days: tuple[Stated, ...] = ()
    faults: tuple[Fault, ...] = ()
    passed_over: tuple[str, ...] = ()
    title: str = ""
    document_number: str = ""

    @property
    def named(self) -> list[NamedDay]:
        """Each day once, in their order."""
        once = {each.day: each.named for each in self.days}
        return [once[day] for day in sorted(once)]


def faults_of(days: Sequence[Stated], *, year: int) -> Iterator[Fault]:
    """What can't be right about the days of a year's notice, however they were written down."""
    first: dict[date, Stated] = {}
    for each in days:
        if not date(year - 1, 12, 1) <= each.day <= date(year + 1, 1, 31):
            yield Fault("outside_year", each.place, {"day": each.day, "year": year})
        if each.is_working and is_weekday(each.day):
            yield Fault("made_up_on_weekday", each.place, {"day": each.day, "near": _weekend(each.day)})
        earlier = first.setdefault(each.day, each)
        if earlier.is_working != each.is_working:
            yield Fault("said_otherwise", each.place, {"day": each.day, "other": earlier.place})
    if days and all(each.is_working for each in days):
        yield Fault("no_day_off", Place(), {"year": year})


def _weekend(day: date) -> date:
    """The nearest day that could be made up on."""
    days = (day + timedelta(days=sign * number) for number in range(1, 4) for sign in (-1, 1))
    return next(each for each in days if not is_weekday(each))


@dataclass(frozen=True, slots=True)
class Turned:
    """A day that is worked by one calendar and not by another."""

    day: date
    is_working: bool
    name: str


def turned(before: Calendar, after: Calendar, days: Iterable[date]) -> list[Turned]:
    """Which of these days are worked by one of the calendars only, as the later has them."""
    found = []
    for day in sorted(set(days)):
        if before.is_working(day) != after.is_working(day):
            named = after.named.get(day)
            found.append(Turned(day, after.is_working(day), named.name if named else ""))
    return found


@dataclass(frozen=True, slots=True)
class Holiday:
    """A run of days off with the days made up for it, as a reader wants them (假期)."""

    name: str
    first: date
    last: date
    made_up: tuple[date, ...]

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def holidays(named: Iterable[NamedDay]) -> list[Holiday]:
    """The holidays of a notice in their order; a day made up for stands with the holiday of its name."""
    days = {each.day: each for each in named}
    runs: list[list[NamedDay]] = []
    for day in sorted(day for day in days if not days[day].is_working):
        if runs and day - runs[-1][-1].day == timedelta(days=1):
            runs[-1].append(days[day])
        else:
            runs.append([days[day]])
    made_up = [each for each in days.values() if each.is_working]
    return [_holiday(run, made_up) for run in runs]


def _holiday(run: list[NamedDay], made_up: list[NamedDay]) -> Holiday:
    names = dict.fromkeys(each.name for each in run)
    near = timedelta(days=20)  # the same name may stand for two years' holidays in one list
    first, last = run[0].day, run[-1].day
    mine = sorted(
        each.day for each in made_up if each.name in names and first - near <= each.day <= last + near
    )
    return Holiday("、".join(names), first, last, tuple(mine))
