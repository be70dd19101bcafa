"""Which days are working days, and how many lie between two (工作日历)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.work.engine.workdays import Calendar, NamedDay, days_from, is_weekday, working_days_left
from tests.work.calendars import CALENDARS, DAYS, autumn_of_2025


def stepped(calendar: Calendar, first: date, last: date) -> int:
    """The working days of a span, looked at one after another."""
    return sum(calendar.is_working(day) for day in days_from(first, last))


def test_without_a_notice_weekdays_are_worked():
    assert [Calendar().is_working(day) for day in days_from(date(2031, 5, 2), date(2031, 5, 5))] == [
        True,
        False,
        False,
        True,
    ]


def test_a_holiday_is_off_and_a_day_made_up_for_is_worked():
    calendar = autumn_of_2025()
    assert not calendar.is_working(date(2025, 10, 8))
    assert calendar.is_working(date(2025, 10, 11))


def test_a_year_that_is_not_announced_makes_what_touches_it_provisional():
    calendar = Calendar(announced=[2025, 2026])
    assert not calendar.is_provisional(date(2025, 11, 1), date(2026, 3, 1))
    assert calendar.not_announced(date(2026, 6, 1), date(2027, 2, 1)) == [2027]


def test_the_last_days_of_a_year_wait_for_the_notice_of_the_next():
    calendar = Calendar(announced=[2018])
    assert not calendar.is_provisional(date(2018, 12, 1), date(2018, 12, 28))
    assert calendar.not_announced(date(2018, 12, 1), date(2018, 12, 29)) == [2019]


def test_the_later_of_two_notices_says_what_a_day_is():
    day = date(2018, 12, 31)
    named = [NamedDay(day, True, "甲"), NamedDay(day, False, "元旦")]
    assert not Calendar(announced=[2018, 2019], named=named).is_working(day)


@pytest.mark.parametrize(
    ("on", "left"),
    [
        (date(2025, 9, 30), 3),
        (date(2025, 10, 8), 3),
        (date(2025, 10, 10), 1),
        (date(2025, 10, 11), 0),
        (date(2025, 10, 12), 0),
        (date(2025, 10, 14), -2),
    ],
)
def test_the_days_left_are_working_days(on, left):
    assert working_days_left(on, date(2025, 10, 11), autumn_of_2025()) == left


@given(calendar=CALENDARS, first=DAYS, length=st.integers(0, 500))
def test_a_sum_equals_stepping_day_by_day(calendar, first, length):
    last = first + timedelta(days=length)
    assert calendar.working_days(first, last) == stepped(calendar, first, last)


@given(calendar=CALENDARS, day=DAYS)
def test_the_next_working_day_is_the_first_that_is_worked(calendar, day):
    found = calendar.next_working_day(day)
    assert calendar.is_working(found)
    assert stepped(calendar, day, found) == 1


@given(calendar=CALENDARS, day=DAYS)
def test_a_number_of_working_days_is_reached_on_a_working_day(calendar, day):
    number = calendar.counted(day.toordinal()) + 7
    found = date.fromordinal(calendar.reached(number))
    assert calendar.is_working(found)
    assert calendar.counted(found.toordinal()) == number


@given(calendar=CALENDARS, on=DAYS, due=DAYS)
def test_what_is_left_one_way_is_late_the_other_way(calendar, on, due):
    assert working_days_left(on, due, calendar) == -working_days_left(due, on, calendar)


@given(calendar=CALENDARS, day=DAYS)
def test_only_what_is_named_is_otherwise_than_its_weekday(calendar, day):
    assert calendar.is_working(day) == is_weekday(day) or day in calendar.named
