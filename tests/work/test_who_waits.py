"""Which body waits for which: each open turn counted once, with the body whose step led there."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.work.models import Turn
from luoshi.work.queries.waiting import open_turns, pairs, with_waiter_named
from luoshi.work.services.matters import Brought, move
from tests.kernel.factories import DAY, NOON, BodyFactory, member
from tests.work.factories import cast

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def auditor():
    return member("auditor")


def found(user, on=DAY):
    """Each pair in names, with how many things wait and how many of them are late."""
    kept = {pair.pk: pair for pair in pairs(open_turns(user), on=on)}
    rows = with_waiter_named(Turn.objects.filter(pk__in=kept)).select_related("desk")
    return {(turn.desk.name, turn.waiter_name): (kept[turn.pk].number, kept[turn.pk].late) for turn in rows}


def names(made, *relations):
    return tuple(made.bodies[relation][0].name for relation in relations)


def test_at_first_the_first_other_party_waits(auditor):
    made = cast()

    assert found(auditor) == {names(made, "reviewer", "applicant"): (1, 0)}


def test_the_body_waits_whose_step_led_there(auditor):
    made = cast()
    move(
        matter=made.matter, move="ask", by=made.officer("reviewer"), at=LATER, brought=Brought(note="缺附件")
    )

    assert found(auditor) == {names(made, "applicant", "reviewer"): (1, 0)}


def test_whoever_waits_for_itself_lets_the_other_party_wait(auditor):
    body = BodyFactory()
    made = cast(supports=0, reviewer=body, decider=body)
    move(matter=made.matter, move="pass", by=made.officer("reviewer"), at=LATER)

    assert found(auditor) == {names(made, "decider", "applicant"): (1, 0)}


def test_things_between_the_same_two_are_counted_together(auditor):
    bodies = {"reviewer": BodyFactory(), "applicant": BodyFactory()}
    made, _second, _third = (cast(**bodies) for _each in range(3))

    assert found(auditor) == {names(made, "reviewer", "applicant"): (3, 0)}


def test_what_is_after_its_day_is_late(auditor):
    made = cast()

    assert found(auditor, on=date(2025, 10, 12)) == {names(made, "reviewer", "applicant"): (1, 1)}


def test_all_open_turns_are_counted_once(auditor):
    made = cast(supports=3)
    move(matter=made.matter, move="pass", by=made.officer("reviewer"), at=LATER)
    cast()

    assert sum(number for number, _late in found(auditor).values()) == Turn.objects.waiting().count() == 4


def test_matters_that_one_may_not_see_are_not_counted():
    made = cast()
    cast()

    assert found(made.officer("applicant")) == {names(made, "reviewer", "applicant"): (1, 0)}


def test_the_database_is_asked_once_however_many_wait(auditor):
    costs = []
    for _round in range(2):
        for _each in range(4):
            cast()
        turns = open_turns(auditor)
        with CaptureQueriesContext(connection) as queries:
            pairs(turns, on=DAY)
        costs.append(len(queries))

    assert costs == [1, 1]


class TestTheList:
    def rows(self, client, query=""):
        response = client.get(f"{reverse('work:who_waits')}?{query}")
        assert response.status_code == 200
        return [(row.desk.name, row.waiter_name, row.number) for row in response.context["list"].rows]

    def test_it_shows_the_pairs(self, client, auditor):
        made = cast()
        client.force_login(auditor)

        assert self.rows(client) == [(*names(made, "reviewer", "applicant"), 1)]

    def test_either_side_is_found_by_its_name(self, client, auditor):
        made = cast()
        cast()
        client.force_login(auditor)

        expected = [(*names(made, "reviewer", "applicant"), 1)]
        for name in names(made, "reviewer", "applicant"):
            assert self.rows(client, f"q={name}") == expected

    @pytest.mark.parametrize(
        ("query", "number"), [("late=yes", 1), ("late=no", 0), ("procedure=trial.request", 1)]
    )
    def test_it_is_narrowed(self, client, auditor, query, number):
        cast()  # in the autumn of 2025: late today
        client.force_login(auditor)

        assert len(self.rows(client, query)) == number

    def test_it_leads_to_the_matters_on_that_desk(self, client, auditor):
        made = cast()
        cast()
        client.force_login(auditor)
        desk = names(made, "reviewer")[0]

        response = client.get(f"{reverse('work:matters')}?open=yes&waits_on={desk}")

        assert list(response.context["list"].rows) == [made.matter]

    def test_an_export_holds_the_same_pairs(self, client, auditor):
        made = cast()
        client.force_login(auditor)

        response = client.get(f"{reverse('work:who_waits')}?export=csv")

        lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
        assert lines[1].split(",")[:3] == [*names(made, "reviewer", "applicant"), "1"]

    def test_no_person_is_named(self, client, auditor):
        made = cast()
        client.force_login(auditor)

        assert (
            made.officer("reviewer").display_name
            not in client.get(reverse("work:who_waits")).content.decode()
        )
