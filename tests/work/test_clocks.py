"""Clocks: started and stopped with the state, paused while the other side has to act, never moved silently."""

from datetime import date, timedelta

import pytest

from luoshi.kernel import audit
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.acts import act
from luoshi.work import refusals
from luoshi.work.brought import Brought
from luoshi.work.models import DueChange, DueReason, Notice, RungReached
from luoshi.work.services import clocks, ladders, recounting, terms
from luoshi.work.services.matters import move
from tests.kernel.factories import NOON, InstallationFactory, UploadFactory
from tests.work.factories import cast

pytestmark = pytest.mark.django_db


def day(number: int):
    return NOON + timedelta(days=number)


def run_of(made, code="review"):
    return made.matter.clocks.get(clock=code)


def go(made, code, relation, at, **brought):
    return move(matter=made.matter, move=code, by=made.officer(relation), at=at, brought=Brought(**brought))


def looked(on):
    runs = ladders.with_fresh_rungs(runs=ladders.runs_to_look_at(on=on), on=on)
    return ladders.climb(runs=runs, on=on, by=SYSTEM, at=day(1)) if runs else []


def test_a_clock_starts_with_its_state_and_says_by_when():
    made = cast()

    run, turn = run_of(made), made.matter.turns.get()

    assert (run.due_on, turn.due_on, turn.first_due_on) == (date(2025, 10, 11),) * 3


def test_a_year_that_is_not_announced_makes_the_day_provisional():
    announced, later = cast(), cast(at=NOON.replace(year=2031))

    assert (run_of(announced).is_provisional, run_of(later).is_provisional) == (False, True)


def test_a_clock_goes_on_through_its_states_and_stops_outside():
    made = cast(supports=0)
    go(made, "pass", "reviewer", day(2))
    went_on = run_of(made).stopped_at
    go(made, "grant", "decider", day(3))

    assert (went_on, run_of(made).stopped_at) == (None, day(3))


def test_a_clock_stands_still_while_the_other_side_has_to_act():
    made = cast()
    go(made, "ask", "reviewer", day(2), note="缺附件")
    paused = run_of(made).paused_at
    go(made, "supply", "applicant", day(9), files=[UploadFactory()])

    run = run_of(made)
    assert (paused, run.pauses) == (day(2), [["2025-09-18", "2025-09-24"]])
    assert run.due_on == date(2025, 10, 17)  # five working days later
    assert DueChange.objects.get().reason == DueReason.PAUSE
    assert made.matter.turns.waiting().get().due_on == run.due_on


def test_what_is_asked_and_supplied_on_one_day_stops_nothing():
    made = cast()
    go(made, "ask", "reviewer", day(2), note="缺附件")
    go(made, "supply", "applicant", day(2), files=[UploadFactory()])

    assert (run_of(made).pauses, run_of(made).due_on) == ([], date(2025, 10, 11))


def test_a_term_that_the_city_has_decided_holds_for_what_begins_later():
    before = cast()
    terms.set_term(
        procedure="trial.request",
        clock_code="review",
        length=5,
        unit="days",
        valid_from=date(2025, 9, 16),
        clause="市政府办公室通知第二条",
        by=SYSTEM,
        at=NOON,
    )
    after = cast(at=day(1))

    assert (run_of(before).length, run_of(after).length, run_of(after).basis) == (
        15,
        5,
        "市政府办公室通知第二条",
    )
    assert run_of(after).due_on == date(2025, 9, 22)  # 09-21 is a Sunday


def approve(made, due_on):
    return _approve(made=made, due_on=due_on, by=SYSTEM, at=day(1))


@act
def _approve(*, made, due_on, by, at):
    audit.record("work.due_moved", made.matter, by=by, at=at)
    return clocks.change_due(
        matter=made.matter, clock_code="review", due_on=due_on, note="同意延期", by=by, at=at
    )


def test_an_approved_day_takes_the_place_of_the_counted_one_and_the_first_stays():
    made = cast()

    run = approve(made, date(2025, 12, 1))

    assert (run.due_on, run.first_due_on) == (date(2025, 12, 1), date(2025, 10, 11))
    assert made.matter.turns.get().due_on == date(2025, 12, 1)
    assert DueChange.objects.get().note == "同意延期"


def test_no_day_that_has_passed_is_approved():
    with pytest.raises(refusals.DueBefore):
        approve(cast(), date(2025, 9, 1))


class TestTheLadder:
    @pytest.fixture(autouse=True)
    def installed(self):
        InstallationFactory()

    @pytest.mark.parametrize(
        ("on", "rungs"),
        [
            (date(2025, 9, 29), []),
            (date(2025, 9, 30), ["soon"]),
            (date(2025, 10, 11), ["soon"]),
            (date(2025, 10, 12), ["soon"]),  # a Sunday: late, but not yet by a working day
            (date(2025, 10, 13), ["soon", "late"]),
        ],
    )
    def test_a_rung_is_reached_so_many_working_days_from_the_due_day(self, on, rungs):
        cast()

        assert [each.rung for each in looked(on)] == rungs

    def test_a_rung_is_reached_once_however_often_one_looks(self):
        cast()
        looked(date(2025, 9, 30))

        assert looked(date(2025, 10, 9)) == []

    def test_after_the_day_was_moved_the_ladder_begins_anew(self):
        made = cast()
        looked(date(2025, 10, 13))
        approve(made, date(2025, 12, 1))

        assert [each.rung for each in looked(date(2025, 12, 2))] == ["soon", "late"]

    def test_whom_a_rung_names_is_told_once_of_the_highest(self):
        made = cast()
        Notice.objects.all().delete()

        looked(date(2025, 10, 13))

        told = Notice.objects.values_list("user", "code").order_by("user")
        concerned = {made.officer("applicant").pk, made.officer("reviewer").pk}
        assert {user for user, _code in told} == concerned
        assert {code for _user, code in told} == {"work.is_late"}

    def test_a_rung_makes_the_move_that_it_names(self):
        made = cast()
        go(made, "ask", "reviewer", day(0), note="缺附件")

        looked(date(2025, 9, 26))

        made.matter.refresh_from_db()
        assert made.matter.state == "refused"
        assert RungReached.objects.get(rung="lapse").move.move == "lapse"

    def test_a_clock_that_stands_still_reminds_nobody(self):
        made = cast()
        go(made, "ask", "reviewer", day(0), note="缺附件")

        looked(date(2025, 10, 20))

        assert not RungReached.objects.filter(run__clock="review").exists()


def test_nothing_moves_where_the_calendar_says_the_same():
    cast()
    runs = recounting.runs_to_recount(first=date(2025, 1, 1), last=date(2025, 12, 31))

    assert (len(runs), recounting.that_move(runs=runs)) == (1, [])
