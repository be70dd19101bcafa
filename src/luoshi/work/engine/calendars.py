"""Which days are working days (工作日): weekdays, less the holidays announced, more the days made up for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import accumulate
from typing import Protocol
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
WEEK, WORKING_WEEK = 7, 5
# The notice of a year may turn the last days of the year before: 2018-12-29 was worked for New Year's Day 2019.
TURN_OF_THE_YEAR = (12, 29)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day that a yearly notice names: off for a holiday, or worked to make up for one (放假、调休上班)."""

    day: date
    is_working: bool
    name: str

    @property
    def turns(self) -> bool:
        """Whether the day is otherwise than its weekday says."""
        return self.is_working != is_weekday(self.day)


def is_weekday(day: date) -> bool:
    return day.weekday() < WORKING_WEEK


class Ruler(Protocol):
    """What days are counted by: how many until a day, and the day on which a number is reached."""

    def counted(self, ordinal: int) -> int: ...

    def reached(self, number: int) -> int: ...


class NaturalDays:
    """Every day counts (自然日)."""

    def counted(self, ordinal: int) -> int:
        return ordinal

    def reached(self, number: int) -> int:
        return number


class Calendar:
    """The days of the years announced (工作日历); of a year not announced yet it knows the weekdays only.

    Days are counted by sums over what turns, so that a question costs the logarithm of the days named. Where a
    day is named twice the later in `named` counts: give the years in their order.
    """

    def __init__(
        self, *, announced: Iterable[int] = (), named: Iterable[NamedDay] = (), zone: tzinfo = CHINA
    ) -> None:
        self.announced = frozenset(announced)
        self.named = {each.day: each for each in named}
        self.zone = zone
        turned = sorted(
            (day.toordinal(), 1 if each.is_working else -1) for day, each in self.named.items() if each.turns
        )
        self._turned = [ordinal for ordinal, _change in turned]
        self._sums = [0, *accumulate(change for _ordinal, change in turned)]
        self._counts = [self.counted(ordinal) for ordinal in self._turned]

    def counted(self, ordinal: int) -> int:
        """The working days from the first day of all until this one, included."""
        weeks, days = divmod(ordinal, WEEK)  # the first ordinal is a Monday
        turned = self._sums[bisect_right(self._turned, ordinal)]
        return weeks * WORKING_WEEK + min(days, WORKING_WEEK) + turned

    def reached(self, number: int) -> int:
        """The first day on which so many working days have been counted."""
        # Between two days that turn there are weekdays only: these are reckoned, not looked through.
        place = bisect_left(self._counts, number)
        weeks, days = divmod(number - self._sums[place] - 1, WORKING_WEEK)
        reached = weeks * WEEK + days + 1
        return min(reached, self._turned[place]) if place < len(self._turned) else reached

    def is_working(self, day: date) -> bool:
        named = self.named.get(day)
        return named.is_working if named else is_weekday(day)

    def working_days(self, first: date, last: date) -> int:
        """How many working days there are from one day to another, both included."""
        return max(0, self.counted(last.toordinal()) - self.counted(first.toordinal() - 1))

    def next_working_day(self, day: date) -> date:
        """The day itself where it is worked, else the first one after it."""
        before = day.toordinal() - 1
        return date.fromordinal(self.reached(self.counted(before) + 1))

    def not_announced(self, first: date, last: date) -> list[int]:
        """The years whose notice is missing for what these days are: those are counted on weekdays for now."""
        years = set(range(first.year, last.year + 1))
        turning = {year + 1 for year in years if first <= date(year, 12, 31) and last >= turn_of(year)}
        return sorted((years | turning) - self.announced)

    def is_provisional(self, first: date, last: date) -> bool:
        return bool(self.not_announced(first, last))

    def day_of(self, moment: date | datetime) -> date:
        """The local day of a moment; a day is itself."""
        return moment.astimezone(self.zone).date() if isinstance(moment, datetime) else moment


def turn_of(year: int) -> date:
    """The first of the last days of a year, which the notice of the next may turn."""
    return date(year, *TURN_OF_THE_YEAR)


def days_from(first: date, last: date) -> Iterable[date]:
    """Every day from one to another, both included."""
    return (first + timedelta(days=each) for each in range((last - first).days + 1))
