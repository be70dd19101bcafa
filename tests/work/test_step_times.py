"""How long steps take: by state, in working days and days, late or not, of what one may see."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.work.queries.step_times import done_turns, step_times
from luoshi.work.queries.workdays import calendar
from luoshi.work.services.matters import Brought, move
from luoshi.work.services.withdrawing import withdraw_move
from tests.kernel.factories import NOON, BodyFactory, member
from tests.work.factories import cast

pytestmark = pytest.mark.django_db
SPAN = {"first": date(2025, 9, 1), "last": date(2025, 12, 31)}


def after(days):
    return NOON + timedelta(days=days)  # NOON is a Monday


def passed(days, **bodies):
    """A matter whose review took so many days."""
    made = cast(supports=0, **bodies)
    move(matter=made.matter, move="pass", by=made.officer("reviewer"), at=after(days))
    return made


def times(user, **span):
    steps = step_times(done_turns(user, **(SPAN | span)), by=calendar())
    return {step.state: step.numbers for step in steps}


@pytest.fixture
def auditor():
    return member("auditor")


def test_a_step_is_counted_with_its_median_and_ninetieth_percentile(auditor):
    for days in (1, 1, 2, 3, 10):
        passed(days)

    review = times(auditor)["review"]

    assert (review["number"], review["median_days"], review["ninetieth_days"]) == (5, 2, 10)


def test_weekends_are_no_working_days(auditor):
    passed(7)

    review = times(auditor)["review"]

    assert (review["median_days"], review["median"]) == (7, 5)


def test_days_are_those_of_the_city(auditor):
    made = cast(
        supports=0, at=NOON + timedelta(hours=13)
    )  # after midnight in the city, the same day in Greenwich
    move(matter=made.matter, move="pass", by=made.officer("reviewer"), at=after(1))

    assert times(auditor)["review"]["median_days"] == 0


def test_what_was_done_after_its_day_is_late(auditor):
    passed(1)
    passed(30)

    review = times(auditor)["review"]

    assert (review["late"], review["late_share"]) == (1, 50)


def test_on_the_last_day_nothing_is_late(auditor):
    made = passed(26)  # the fifteenth working day: a Saturday that is worked

    assert made.matter.turns.get(state="review").due_on == after(26).date()
    assert times(auditor)["review"]["late"] == 0


def test_a_step_that_was_withdrawn_is_not_counted(auditor):
    made = passed(2)
    withdraw_move(matter=made.matter, by=made.officer("reviewer"), at=after(3))

    assert times(auditor) == {}


def test_the_step_that_was_taken_again_is_counted_from_the_withdrawal(auditor):
    made = passed(2)
    withdraw_move(matter=made.matter, by=made.officer("reviewer"), at=after(3))
    move(matter=made.matter, move="pass", by=made.officer("reviewer"), at=after(4))

    assert times(auditor)["review"]["number"] == 1
    assert times(auditor)["review"]["median_days"] == 1


@pytest.mark.parametrize(
    ("first", "last", "number"),
    [(16, 18, 1), (18, 18, 1), (1, 17, 0), (19, 30, 0)],
)
def test_only_steps_done_within_the_days_are_counted(auditor, first, last, number):
    passed(3)

    found = times(auditor, first=date(2025, 9, first), last=date(2025, 9, last))

    assert found.get("review", {"number": 0})["number"] == number


def test_each_party_of_a_parallel_state_counts(auditor):
    made = cast(supports=2)
    move(matter=made.matter, move="pass", by=made.officer("reviewer"), at=after(0))
    for place, days in enumerate((1, 4)):
        move(matter=made.matter, move="agree", by=made.officer("support", place), at=after(days))

    both = times(auditor)["countersign"]

    assert (both["number"], both["median_days"], both["ninetieth_days"]) == (2, 1, 4)


def test_steps_of_matters_that_one_may_not_see_are_not_counted():
    body = BodyFactory()
    passed(2)
    seen = passed(4, reviewer=body)

    review = times(seen.officer("reviewer"))["review"]

    assert (review["number"], review["median_days"]) == (1, 4)


def test_the_database_is_asked_once_however_many_there_are(auditor):
    costs = []
    for _round in range(2):
        for days in range(4):
            passed(days)
        turns, days = done_turns(auditor, **SPAN), calendar()
        with CaptureQueriesContext(connection) as queries:
            step_times(turns, by=days)
        costs.append(len(queries))

    assert costs == [1, 1]


class TestTheList:
    def rows(self, client, query=""):
        response = client.get(
            f"{reverse('work:step_times')}?done_from=2025-09-01&done_until=2025-12-31{query}"
        )
        assert response.status_code == 200
        return [
            (row.state, row.number, row.median_days, row.late_share) for row in response.context["list"].rows
        ]

    def test_it_shows_each_step_of_which_something_is_known(self, client, auditor):
        made = passed(2)
        move(
            matter=made.matter,
            move="refuse",
            by=made.officer("decider"),
            at=after(8),
            brought=Brought(note="不符"),
        )
        client.force_login(auditor)

        assert sorted(self.rows(client)) == [("decision", 1, 6, 0), ("review", 1, 2, 0)]

    def test_it_is_sorted_by_a_figure(self, client, auditor):
        made = passed(2)
        move(
            matter=made.matter,
            move="refuse",
            by=made.officer("decider"),
            at=after(8),
            brought=Brought(note="不符"),
        )
        client.force_login(auditor)

        orders = [[row[0] for row in self.rows(client, f"&sort={sort}median_days")] for sort in ("", "-")]

        assert orders == [["review", "decision"], ["decision", "review"]]

    def test_an_export_holds_the_same_figures(self, client, auditor):
        passed(2)
        client.force_login(auditor)

        response = client.get(
            f"{reverse('work:step_times')}?done_from=2025-09-01&done_until=2025-12-31&export=csv"
        )

        lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
        assert lines[1].split(",")[:6] == ["Trial request", "Under review", "reviewer", "1", "2", "2"]

    def test_no_person_is_named(self, client, auditor):
        made = passed(2)
        client.force_login(auditor)

        page = client.get(
            f"{reverse('work:step_times')}?done_from=2025-09-01&done_until=2025-12-31"
        ).content.decode()

        assert made.officer("reviewer").display_name not in page

    def test_it_says_when_nothing_was_done(self, client, auditor):
        client.force_login(auditor)

        assert self.rows(client) == []
