"""Lights: computed by a dated rule, never typed; set by name only with a reason; the same on any day as it was then."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.delivery import refusals
from luoshi.delivery.engine.lights import SHIPPED, Facts, Light, Rule, light
from luoshi.delivery.engine.standing import (
    Accepted,
    AssignmentHistory,
    DatedRule,
    DueSet,
    Entered,
    Node,
    Override,
)
from luoshi.delivery.models import LightRule
from luoshi.delivery.services import lights
from luoshi.formula import FormulaError
from luoshi.kernel.access import SYSTEM, NotAllowed
from luoshi.plan.engine.standing import Grade, Status
from luoshi.plan.models import Pull, Standing
from luoshi.plan.services import standings
from tests.delivery.factories import DUE, Office
from tests.kernel.factories import LATER, NOON
from tests.plan.factories import CommitmentFactory

DAY = date(2025, 9, 15)
BEGUN = datetime(2025, 9, 1, 4, tzinfo=UTC)


def at(day: int) -> datetime:
    return BEGUN + timedelta(days=day)


def history(**parts) -> AssignmentHistory:
    given = {
        "entered": [Entered("issued", BEGUN), Entered("working", at(1))],
        "due": [DueSet(DUE, BEGUN)],
        "rules": [DatedRule(SHIPPED, date.min)],
    }
    return AssignmentHistory(**{**given, **parts})


def stood(found: AssignmentHistory, day: date):
    return found.verdict(on=day, known_by=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("facts", "colour"),
    [
        (Facts(days_late=0, days_left=60), Light.GREEN),
        (Facts(days_late=0, days_left=10), Light.YELLOW),
        (Facts(days_late=1, days_left=0), Light.RED),
        (Facts(days_late=0, days_left=60, milestone_late=1), Light.YELLOW),
        (Facts(days_late=0, days_left=60, milestone_late=31), Light.RED),
        (Facts(days_late=0, days_left=60, progress=20, schedule=30), Light.GREEN),
        (Facts(days_late=0, days_left=60, progress=20, schedule=31), Light.YELLOW),
        (Facts(days_late=0, days_left=60, rejections=2), Light.RED),
        (Facts(days_late=0, days_left=None), Light.GREEN),
    ],
)
def test_the_shipped_rule_says_when_a_light_is_red_and_when_yellow(facts, colour):
    assert light(facts, SHIPPED, on=DAY) == colour


@given(late=st.integers(0, 400), milestone=st.integers(0, 400), left=st.integers(0, 400))
def test_a_light_does_not_brighten_as_things_get_later(late, milestone, left):
    order = [Light.GREEN, Light.YELLOW, Light.RED]
    now = light(Facts(days_late=late, milestone_late=milestone, days_left=left), SHIPPED, on=DAY)
    later = light(
        Facts(days_late=late + 1, milestone_late=milestone + 1, days_left=max(0, left - 1)), SHIPPED, on=DAY
    )
    assert order.index(later) >= order.index(now)


def test_a_condition_about_what_is_not_known_does_not_hold():
    assert (
        light(Facts(days_late=0), Rule(red="剩余天数 <= 10日", yellow="完成比例 < 50%"), on=DAY)
        == Light.GREEN
    )


def test_a_rule_that_does_not_hold_together_is_refused():
    with pytest.raises(FormulaError):
        Rule(red="逾期 > 0日", yellow="剩余天数 <= 10日").checked()


class TestStanding:
    def test_what_nobody_has_signed_for_is_not_due(self):
        assert stood(history(entered=[Entered("issued", BEGUN)]), DAY).headline == "delivery.not_signed"

    def test_what_is_under_way_without_an_accepted_report_has_no_data(self):
        assert stood(history(), DAY).status is Status.NO_DATA

    def test_an_accepted_report_makes_it_stand_on_track(self):
        found = history(reports=[Accepted(at(5), Grade.C)])

        assert (stood(found, DAY).status, stood(found, DAY).grade) == (Status.ON_TRACK, Grade.C)

    def test_what_was_accepted_counts_though_nobody_has_signed(self):
        found = history(entered=[Entered("issued", BEGUN)], reports=[Accepted(at(5), Grade.C)])

        assert stood(found, DAY).status is Status.ON_TRACK

    def test_past_its_day_it_is_off_track(self):
        found = history(reports=[Accepted(at(80), Grade.B)])

        verdict = stood(found, DUE + timedelta(days=1))
        assert (verdict.status, verdict.headline) == (Status.OFF_TRACK, "delivery.late")

    def test_a_late_milestone_puts_it_at_risk(self):
        found = history(reports=[Accepted(at(5), Grade.C)], nodes=[Node(date(2025, 9, 10), BEGUN)])

        assert stood(found, DAY).headline == "delivery.milestone_late"

    def test_what_is_behind_and_has_no_day_names_none(self):
        found = history(due=[], reports=[Accepted(at(5), Grade.C)])

        assert stood(found, DAY + timedelta(days=60)).headline == "delivery.yellow_no_day"

    def test_what_was_not_known_yet_did_not_count(self):
        found = history(reports=[Accepted(at(20), Grade.C)])

        assert found.verdict(on=DAY, known_by=at(10)).status is Status.NO_DATA

    def test_a_light_set_by_name_stands_until_it_is_ended(self):
        found = history(overrides=[Override(Light.RED, "暗访发现停工", at(3), at(6))])

        assert [found.verdict(on=DAY, known_by=at(day)).status for day in (2, 4, 7)] == [
            Status.NO_DATA,
            Status.OFF_TRACK,
            Status.NO_DATA,
        ]

    def test_the_days_that_a_rule_of_the_city_names_are_looked_at(self):
        rule = Rule(red="逾期天数 > 7日", yellow="剩余天数 <= 25日").checked()
        found = history(rules=[DatedRule(rule, date.min)])

        assert {DUE - timedelta(days=25), DUE + timedelta(days=8)} <= set(found.turning_days())

    def test_nothing_turns_between_the_days_and_moments_that_it_names(self):
        found = history(
            reports=[Accepted(at(5), Grade.C)],
            nodes=[Node(date(2025, 10, 20), BEGUN)],
            due=[DueSet(DUE, BEGUN), DueSet(date(2026, 2, 1), at(30))],
        )
        turning, moments = set(found.turning_days()), set(found.moments())
        end = datetime(2026, 6, 1, tzinfo=UTC)
        days = [DAY + timedelta(days=each) for each in range(250)]

        turned = [
            day
            for before, day in pairwise(days)
            if found.verdict(on=before, known_by=end) != found.verdict(on=day, known_by=end)
        ]

        assert turned
        assert set(turned) <= turning
        assert {at(5), at(30)} <= moments


@pytest.mark.django_db
class TestServices:
    def test_a_rule_of_the_city_counts_from_its_day_on(self):
        office, commitment = Office(), CommitmentFactory(kind="task")
        made = office.working(commitments=[commitment])
        office.accepted(made)

        lights.set_rule(
            red="逾期天数 > 0日",
            yellow="剩余天数 <= 90日",
            valid_from=date(2025, 9, 15),
            clause="市政府办公室通知第三条",
            by=office.desk,
            at=LATER + timedelta(minutes=1),
        )

        row = Standing.objects.filter(instrument__commitment=commitment).latest("recorded_at", "pk")
        assert row.status == "at_risk"
        assert LightRule.objects.get().red == "days_late > 0 days"

    def test_a_rule_with_a_fault_is_refused_in_words(self):
        with pytest.raises(refusals.RuleUnsound, match="逾期"):
            lights.set_rule(
                red="逾期 > 0日",
                yellow="剩余天数 <= 90日",
                valid_from=DAY,
                clause="通知",
                by=Office().desk,
                at=NOON,
            )

    def test_the_holder_sets_no_light(self):
        office = Office()
        made = office.working()

        with pytest.raises(NotAllowed):
            lights.set_light(assignment=made, light="green", reason="进展顺利", by=office.chief, at=LATER)

    def test_a_light_set_by_name_is_ended_by_whoever_issued(self):
        office = Office()
        made = office.working()
        override = lights.set_light(assignment=made, light="red", reason="停工", by=office.desk, at=LATER)
        with pytest.raises(refusals.LightStands):
            lights.set_light(assignment=made, light="blue", reason="停工", by=office.desk, at=LATER)

        lights.end_light(override=override, by=office.desk, at=LATER)

        assert override.assignment.overrides.filter(ended_at__isnull=True).count() == 0
        with pytest.raises(refusals.EndedAlready):
            lights.end_light(override=override, by=office.desk, at=LATER)

    def test_time_alone_turns_a_light_in_the_nightly_look(self):
        office, commitment = Office(), CommitmentFactory(kind="task")
        made = office.working(commitments=[commitment])
        office.accepted(made)

        standings.pull_standings(until=DUE + timedelta(days=1), by=SYSTEM, at=LATER + timedelta(days=80))

        assert Pull.objects.exists()
        statuses = Standing.objects.filter(instrument__commitment=commitment).order_by(
            "recorded_at", "on", "pk"
        )
        assert list(statuses.values_list("status", flat=True))[-1] == "off_track"
