"""Where a commitment stands: what looks leave behind, and the rules of plans that others hand in."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.plan.engine.handing_in import (
    WARNING,
    DueDay,
    DueListHistory,
    Duty,
    DutyState,
    Receipt,
    Span,
    state_of,
)
from luoshi.plan.engine.standing import (
    GRAVITY,
    Grade,
    Look,
    Status,
    pulled_days,
    recorded,
    seen,
    worst,
)

FIRST = date(2017, 3, 14)
DUE = date(2017, 6, 30)


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def history(*, due=DUE, came=(), owed=3, numbered=True):
    """Three bodies owe a plan; of those that came, each on its day."""
    receipts = [(Receipt(day, Span(moment(day)), moment(day) if numbered else None),) for day in came] + [
        ()
    ] * owed
    duties = [Duty(True, Span(moment(FIRST)), receipts[number]) for number in range(owed)]
    days = [DueDay(due, Span(moment(FIRST)))] if due else []
    return DueListHistory(days, duties)


def status(on, **given):
    return history(**given).verdict(on=on, known_by=moment(on)).status


def test_nothing_is_late_before_its_day_and_a_plan_that_came_shows():
    assert status(FIRST) == Status.NOT_DUE
    assert status(FIRST + timedelta(days=9), came=[FIRST + timedelta(days=8)]) == Status.ON_TRACK


def test_ten_days_before_the_day_what_is_not_there_is_at_risk_and_after_it_missing():
    assert status(DUE - WARNING - timedelta(days=1)) == Status.NOT_DUE
    assert status(DUE - WARNING) == status(DUE) == Status.AT_RISK
    assert status(DUE + timedelta(days=1)) == Status.OFF_TRACK


def test_all_that_is_owed_is_there_though_one_came_late():
    came = [DUE, DUE, DUE + timedelta(days=3)]
    said = history(came=came).verdict(on=DUE + timedelta(days=3), known_by=moment(DUE + timedelta(days=3)))
    assert (said.status, said.detail, said.values["late"]) == (Status.DONE, DutyState.LATE, 1)


def test_without_a_day_nobody_can_be_late_and_without_a_debtor_there_is_nothing_to_say():
    far = DUE + timedelta(days=900)
    assert (status(far, due=None), status(far, owed=0)) == (Status.NO_DATA, Status.NO_DATA)


def test_a_plan_with_its_official_number_is_worth_more_than_one_without():
    came = [FIRST] * 3
    graded = [
        history(came=came, numbered=each).verdict(on=DUE, known_by=moment(DUE)) for each in (True, False)
    ]
    assert [each.grade for each in graded] == [Grade.B, Grade.C]


def test_whoever_is_only_invited_is_never_missing():
    duty = Duty(False, Span(moment(FIRST)))
    assert state_of(duty, due_on=DUE, on=date(2020, 1, 1), known_by=moment(DUE)) == DutyState.INVITED


def test_what_was_taken_back_counts_until_then_and_not_after():
    taken = Receipt(FIRST, Span(moment(FIRST), moment(DUE)), moment(FIRST))
    held = DueListHistory([DueDay(DUE, Span(moment(FIRST)))], [Duty(True, Span(moment(FIRST)), (taken,))])
    before, after = DUE - timedelta(days=1), DUE + timedelta(days=1)
    assert held.verdict(on=before, known_by=moment(before)).status == Status.DONE
    assert held.verdict(on=after, known_by=moment(after)).status == Status.OFF_TRACK


def test_what_is_recorded_later_is_not_known_before():
    held = history(came=[FIRST] * 3)
    late = replace(held, duties=[replace(duty, span=Span(moment(DUE))) for duty in held.duties])
    assert late.verdict(on=FIRST, known_by=moment(FIRST)).status == Status.NO_DATA


def test_the_worst_of_several_standings_counts():
    assert worst(reversed(GRAVITY)) == Status.OFF_TRACK
    assert worst([]) is None


def test_an_equal_verdict_adds_nothing_and_an_overtaken_day_neither():
    held = history()
    first = seen(held, Look(DUE + timedelta(days=1), moment(DUE)), last=None)
    assert seen(held, Look(DUE + timedelta(days=2), moment(DUE + timedelta(days=2))), last=first) is None
    assert seen(held, Look(FIRST, moment(DUE + timedelta(days=2))), last=first) is None


days = st.dates(min_value=date(2017, 1, 1), max_value=date(2017, 12, 31))
moments = days.map(moment)


@st.composite
def spans(draw):
    begun = draw(moments)
    return Span(begun, draw(st.none() | moments.filter(lambda at: at >= begun)))


receipts = st.builds(Receipt, days, spans(), st.none() | moments)
duties = st.builds(Duty, st.booleans(), spans(), st.lists(receipts, max_size=2).map(tuple))
histories = st.builds(
    DueListHistory, st.lists(st.builds(DueDay, days, spans()), max_size=2), st.lists(duties, max_size=3)
)


@pytest.mark.hypothesis
@given(histories, days, moments)
def test_time_alone_changes_a_verdict_only_on_a_turning_day(held, on, known_by):
    following = on + timedelta(days=1)
    if following not in set(held.turning_days()):
        assert held.verdict(on=on, known_by=known_by) == held.verdict(on=following, known_by=known_by)


@pytest.mark.hypothesis
@given(histories, days, moments)
def test_records_change_a_verdict_only_at_their_own_moments(held, on, known_by):
    later = known_by + timedelta(days=1)
    if not any(known_by < at <= later for at in held.moments()):
        assert held.verdict(on=on, known_by=known_by) == held.verdict(on=on, known_by=later)


@pytest.mark.hypothesis
@given(histories, st.lists(days, unique=True, max_size=4).map(sorted))
def test_whenever_the_nights_were_the_last_look_of_all_is_what_stands(held, nights):
    looks, before = [Look(FIRST, moment(FIRST))], FIRST
    for night in nights:
        turned = pulled_days(held.turning_days(), after=before, until=night)
        looks += [Look(day, moment(night)) for day in turned]
        before = max(before, night)
    looks += [Look(at.date(), at) for at in held.moments()]
    found, last = recorded(held, looks), max(looks, key=lambda look: (look.at, look.on))
    if last.on >= found[-1].on:
        assert found[-1].verdict == held.verdict(on=last.on, known_by=last.at)
    assert all(one.verdict != two.verdict for one, two in pairwise(found))
