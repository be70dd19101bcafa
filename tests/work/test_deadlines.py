"""By when something is due (期限): 民法典 articles 201 to 203, pauses, and a calendar walked day by day."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from luoshi.work.engine.workdays import (
    CHINA,
    LONGEST,
    Calendar,
    NamedDay,
    Pause,
    Term,
    Unit,
    days_between,
    deadline,
    months_later,
)
from tests.work.calendars import CALENDARS, DAYS, autumn_of_2025, following

WORKING, NATURAL, MONTHS, HOURS = Unit.WORKING_DAYS, Unit.DAYS, Unit.MONTHS, Unit.HOURS
MONDAY = date(2025, 9, 15)
LENGTHS = st.integers(1, 60)
DAY_UNITS = st.sampled_from([WORKING, NATURAL])
ANY_DAYS = st.sampled_from([WORKING, NATURAL, MONTHS])
PAUSES = st.lists(
    st.builds(
        lambda first, length: Pause(first, following(first, length)),
        st.dates(date(2024, 1, 1), date(2026, 6, 1)),
        st.integers(0, 40),
    ),
    max_size=4,
)


def due(start, length, unit, calendar=None, *pauses):
    return deadline(start, Term(length, unit), calendar or autumn_of_2025(), pauses).due_on


def said(start, length, unit, calendar=None, *pauses) -> dict:
    steps = deadline(start, Term(length, unit), calendar or autumn_of_2025(), pauses).steps
    return {step.code: step.values for step in steps}


def walked(start: date, term: Term, calendar: Calendar, pauses) -> date:
    """The same, by a clerk with a pencil: one day after another."""
    paused = {
        following(each.first, number)
        for each in pauses
        for number in range((each.last - each.first).days + 1)
    }
    missing = term.length
    if term.unit is MONTHS:
        missing = (months_later(start, term.length) - start).days
    day = start
    while missing:
        day = following(day)
        counts = term.unit is not WORKING or calendar.is_working(day)
        missing -= counts and day not in paused
    while day in paused or not calendar.is_working(day):
        day = following(day)
    return day


def test_fifteen_working_days_over_the_autumn_holiday_end_on_a_saturday():
    found = deadline(MONDAY, Term(15, WORKING), autumn_of_2025())
    assert (found.due_on, found.due_on.weekday(), found.is_provisional) == (date(2025, 10, 11), 5, False)


def test_the_day_of_receipt_is_not_counted():
    assert due(MONDAY, 1, WORKING) == date(2025, 9, 16)
    assert deadline(MONDAY, Term(1, NATURAL), autumn_of_2025()).counted_from == date(2025, 9, 16)


def test_a_last_day_in_a_holiday_moves_to_the_first_working_day_after_it():
    assert due(MONDAY, 20, NATURAL) == date(2025, 10, 9)


def test_a_last_day_that_is_made_up_for_stays():
    assert due(MONDAY, 13, NATURAL) == date(2025, 9, 28)


@pytest.mark.parametrize(
    ("start", "length", "on"),
    [
        (date(2025, 8, 15), 1, date(2025, 9, 15)),
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 11, 29), 3, date(2025, 2, 28)),
        (date(2024, 12, 16), 2, date(2025, 2, 17)),
    ],
)
def test_a_month_ends_on_the_day_of_the_same_number_or_on_its_last(start, length, on):
    assert due(start, length, MONTHS) == on


def test_hours_begin_at_once_and_run_through_the_holiday():
    start = datetime(2025, 9, 30, 15, 30, tzinfo=UTC)
    found = deadline(start, Term(2, HOURS), autumn_of_2025())
    assert found.due_at == datetime(2025, 10, 1, 1, 30, tzinfo=CHINA)
    assert (found.due_on, found.is_provisional) == (date(2025, 10, 1), False)


def test_hours_are_not_counted_from_a_day():
    with pytest.raises(ValueError, match="from a moment"):
        deadline(MONDAY, Term(2, HOURS), Calendar())


def test_a_receipt_late_in_the_evening_falls_on_the_local_day():
    start = datetime(2025, 9, 14, 17, tzinfo=UTC)  # 01:00 on Monday here
    assert due(start, 1, WORKING) == date(2025, 9, 16)


def test_the_clock_stands_still_while_the_other_side_supplements():
    pause = Pause(date(2025, 9, 17), date(2025, 9, 19))
    assert due(MONDAY, 5, WORKING, None, pause) == date(2025, 9, 25)
    assert due(MONDAY, 3, NATURAL, None, pause) == date(2025, 9, 22)


def test_a_pause_as_moments_takes_their_local_days():
    pause = Pause(datetime(2025, 9, 16, 16, tzinfo=UTC), datetime(2025, 9, 19, 9, tzinfo=UTC))
    assert due(MONDAY, 5, WORKING, None, pause) == date(2025, 9, 25)


def test_a_pause_of_hours_is_added_to_the_moment():
    start = datetime(2025, 9, 15, 1, tzinfo=UTC)
    pause = Pause(start + timedelta(minutes=30), start + timedelta(minutes=50))
    found = deadline(start, Term(1, HOURS), Calendar(), [pause])
    assert found.due_at == start + timedelta(minutes=80)


def test_a_pause_of_whole_days_stops_hours_from_midnight_to_midnight():
    start = datetime(2025, 9, 15, 23, tzinfo=CHINA)
    found = deadline(start, Term(2, HOURS), Calendar(), [Pause(date(2025, 9, 16), date(2025, 9, 16))])
    assert found.due_at == datetime(2025, 9, 17, 1, tzinfo=CHINA)


def test_while_the_clock_stands_still_nothing_is_due():
    found = deadline(MONDAY, Term(5, WORKING), autumn_of_2025(), [Pause(date(2025, 9, 17))])
    assert (found.due_on, found.stands_since, found.left) == (None, date(2025, 9, 17), 4)
    assert found.steps[-1].values == {"since": "2025-09-17", "left": 4, "unit": "working_days"}


def test_while_hours_stand_still_what_is_left_is_told_in_hours():
    start = datetime(2025, 9, 15, 1, tzinfo=UTC)
    found = deadline(start, Term(2, HOURS), Calendar(), [Pause(start + timedelta(minutes=30))])
    assert (found.due_at, found.left) == (None, timedelta(minutes=90))
    assert found.steps[-1].values["left"] == 1.5


def test_a_pause_that_begins_before_a_moved_last_day_stops_the_clock():
    last = Pause(date(2025, 10, 7), date(2025, 10, 9))
    assert due(MONDAY, 20, NATURAL, None, last) == date(2025, 10, 10)
    assert due(MONDAY, 20, NATURAL, None, Pause(date(2025, 10, 7))) is None


def test_a_pause_after_the_last_day_changes_nothing():
    assert due(MONDAY, 1, WORKING, None, Pause(date(2025, 9, 17))) == date(2025, 9, 16)


@pytest.mark.parametrize("unit", [WORKING, HOURS])
def test_a_pause_that_ends_before_it_begins_is_refused(unit):
    start = datetime(2025, 9, 15, 1, tzinfo=UTC)
    with pytest.raises(ValueError, match="before it begins"):
        deadline(start, Term(5, unit), Calendar(), [Pause(date(2025, 9, 19), date(2025, 9, 16))])


@pytest.mark.parametrize("length", [0, -1, LONGEST + 1])
def test_a_term_of_no_length_or_of_lifetimes_is_refused(length):
    with pytest.raises(ValueError, match="a term is"):
        Term(length, WORKING)


def test_working_days_that_touch_a_year_not_announced_are_provisional():
    calendar = Calendar(announced=[2025])
    assert deadline(date(2025, 12, 22), Term(10, WORKING), calendar).years_missing == [2026]
    assert not deadline(date(2025, 12, 1), Term(10, WORKING), calendar).is_provisional


def test_natural_days_are_provisional_only_where_their_last_day_is():
    calendar = Calendar(announced=[2025])
    assert deadline(date(2025, 12, 1), Term(40, NATURAL), calendar).is_provisional
    assert not deadline(date(2024, 12, 1), Term(40, NATURAL), calendar).is_provisional


def test_the_explanation_names_what_was_not_counted():
    steps = said(MONDAY, 15, WORKING)
    assert list(steps) == [
        "received",
        "receipt_not_counted",
        "term",
        "weekends",
        "holiday",
        "made_up",
        "due",
    ]
    assert steps["weekends"] == {"days": 3}
    assert steps["holiday"] == {
        "name": "国庆节、中秋节",
        "first": "2025-10-01",
        "last": "2025-10-08",
        "days": 8,
    }
    assert steps["made_up"] == {"days": ["2025-09-28", "2025-10-11"]}
    assert steps["due"] == {"on": "2025-10-11"}


def test_holidays_of_two_names_in_one_run_are_told_together():
    named = [NamedDay(date(2025, 10, 6), False, "中秋节"), NamedDay(date(2025, 10, 7), False, "国庆节")]
    steps = said(date(2025, 9, 30), 5, WORKING, Calendar(announced=[2025], named=named))
    assert steps["holiday"]["name"] == "中秋节、国庆节"


def test_the_explanation_says_why_the_last_day_moved():
    steps = said(MONDAY, 20, NATURAL)
    assert steps["moved"] == {"last": "2025-10-05", "to": "2025-10-09", "name": "国庆节、中秋节"}
    assert said(MONDAY, 5, NATURAL)["moved"]["name"] == ""


def test_the_explanation_says_that_a_month_had_no_such_day():
    assert said(date(2025, 1, 31), 1, MONTHS)["month_end"] == {"number": 31, "last": "2025-02-28"}


def test_the_explanation_names_pauses_and_missing_years():
    pause = Pause(date(2025, 12, 10), date(2025, 12, 11))
    steps = said(date(2025, 12, 8), 20, WORKING, Calendar(announced=[2025]), pause)
    assert steps["pause"] == {"first": "2025-12-10", "last": "2025-12-11", "days": 2}
    assert steps["not_announced"] == {"years": [2026]}


def test_hours_are_explained_by_their_moments():
    steps = said(datetime(2025, 9, 15, 1, tzinfo=UTC), 2, HOURS)
    assert steps["received_at"] == {"at": "2025-09-15T09:00:00+08:00"}
    assert steps["due_at"] == {"at": "2025-09-15T11:00:00+08:00"}


def test_days_between_count_every_day():
    assert days_between(date(2025, 9, 30), date(2025, 10, 9)) == 9
    assert days_between(date(2025, 10, 9), date(2025, 9, 30)) == -9


def test_five_thousand_deadlines_are_counted_at_once():
    calendar, pause = autumn_of_2025(), Pause(date(2025, 3, 3), date(2025, 3, 7))
    begun = time.process_time()
    for number in range(5_000):
        deadline(following(date(2025, 1, 1), number % 600), Term(1 + number % 60, WORKING), calendar, [pause])
    assert time.process_time() - begun < 2  # a tenth of it on a quiet machine


@given(calendar=CALENDARS, start=DAYS, length=st.integers(1, 40), unit=ANY_DAYS, pauses=PAUSES)
def test_a_deadline_equals_stepping_day_by_day(calendar, start, length, unit, pauses):
    term = Term(length % 5 + 1 if unit is MONTHS else length, unit)
    assert deadline(start, term, calendar, pauses).due_on == walked(start, term, calendar, pauses)


@given(calendar=CALENDARS, start=DAYS, length=LENGTHS, unit=ANY_DAYS, pauses=PAUSES)
def test_a_longer_term_never_ends_earlier(calendar, start, length, unit, pauses):
    shorter = deadline(start, Term(length, unit), calendar, pauses).due_on
    assert deadline(start, Term(length + 1, unit), calendar, pauses).due_on >= shorter


@given(calendar=CALENDARS, start=DAYS, length=LENGTHS, unit=DAY_UNITS, pauses=PAUSES)
def test_what_is_received_later_is_never_due_earlier(calendar, start, length, unit, pauses):
    earlier = deadline(start, Term(length, unit), calendar, pauses).due_on
    assert deadline(following(start), Term(length, unit), calendar, pauses).due_on >= earlier


@given(calendar=CALENDARS, start=DAYS, length=LENGTHS)
def test_months_received_later_are_never_due_earlier(calendar, start, length):
    earlier = deadline(start, Term(length, MONTHS), calendar).due_on
    assert deadline(following(start), Term(length, MONTHS), calendar).due_on >= earlier


@given(calendar=CALENDARS, start=DAYS, length=LENGTHS, unit=ANY_DAYS, pauses=PAUSES)
def test_a_pause_only_lengthens(calendar, start, length, unit, pauses):
    without = deadline(start, Term(length, unit), calendar, pauses[1:]).due_on
    assert deadline(start, Term(length, unit), calendar, pauses).due_on >= without


@given(calendar=CALENDARS, start=DAYS, length=LENGTHS, unit=ANY_DAYS)
def test_every_last_day_is_worked(calendar, start, length, unit):
    assert calendar.is_working(deadline(start, Term(length, unit), calendar).due_on)


@given(start=st.datetimes(datetime(2025, 1, 1), datetime(2025, 12, 31)), pauses=PAUSES, length=LENGTHS)
def test_a_pause_only_lengthens_hours(start, pauses, length):
    moment = start.replace(tzinfo=CHINA)
    without = deadline(moment, Term(length, HOURS), Calendar(), pauses[1:]).due_at
    assert deadline(moment, Term(length, HOURS), Calendar(), pauses).due_at >= without


@given(calendar=CALENDARS, start=DAYS, length=LENGTHS, pauses=PAUSES)
def test_the_explanation_adds_up(calendar, start, length, pauses):
    found = deadline(start, Term(length, WORKING), calendar, pauses)
    assume(found.due_on)
    off = sum(step.values["days"] for step in found.steps if step.code in {"weekends", "holiday"})
    paused = {
        following(each.first, number)
        for each in pauses
        for number in range((each.last - each.first).days + 1)
        if start < following(each.first, number) <= found.due_on
    }
    assert (found.due_on - start).days == length + off + len(paused)
