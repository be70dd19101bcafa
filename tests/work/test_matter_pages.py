"""The pages of matters: my work, an inbox, a matter with the steps possible now; what they cost; both languages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.kernel import simulation
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import OriginKind
from luoshi.work.models import Matter, MoveMade
from luoshi.work.queries.turns import waiting_for
from luoshi.work.services import ladders, turns
from luoshi.work.services.matters import move
from tests.kernel.factories import LATER, BodyFactory, InstallationFactory
from tests.work.factories import cast, officer_of

pytestmark = pytest.mark.django_db


def opened(client, user, name, *args, language="zh-hans", **query):
    client.force_login(user)
    client.cookies["django_language"] = language
    return client.get(reverse(f"work:{name}", args=args), query).content.decode()


def test_my_work_says_first_how_much_waits_and_how_much_is_late(client):
    desk = BodyFactory()
    made = [cast(reviewer=desk, title=f"事项{number}") for number in range(3)]

    text = opened(client, made[0].officer("reviewer"), "my_work")

    assert "您有3件待办：逾期3件" in text
    assert "事项2" in text


def test_my_work_of_whom_nothing_waits_says_so(client):
    assert "目前没有待办。" in opened(client, officer_of(BodyFactory()), "my_work")


@pytest.mark.parametrize(
    ("query", "found"),
    [({"due": "late"}, True), ({"due": "later"}, False), ({"mine": "no"}, True), ({"mine": "yes"}, False)],
)
def test_my_work_is_narrowed(client, query, found):
    made = cast(title="示例事项")

    assert ("示例事项" in opened(client, made.officer("reviewer"), "my_work", **query)) is found


@pytest.mark.parametrize("sort", ["matter", "procedure", "state", "due_on", "-opened_at", "number"])
def test_my_work_is_sorted_by_its_columns(client, sort):
    made = cast(title="示例事项")

    assert "示例事项" in opened(client, made.officer("reviewer"), "my_work", sort=sort)


def test_a_matter_shows_when_who_was_reminded(client):
    InstallationFactory()
    made = cast(title="示例事项")
    late = made.matter.clocks.get(clock="review").due_on + timedelta(days=7)
    ladders.climb(runs=ladders.runs_to_look_at(on=late), on=late, by=SYSTEM, at=LATER)

    assert f"{late} · Late" in opened(client, made.officer("reviewer"), "matter", made.matter.pk)


def test_what_is_simulated_does_not_wait_while_only_public_facts_are_shown(client):
    made = cast(title="示例事项")
    Matter.objects.update(origin_kind=OriginKind.SIMULATED)
    with simulation.left_out():
        assert not waiting_for(made.officer("reviewer"), on=LATER.date()).exists()

    assert waiting_for(made.officer("reviewer"), on=LATER.date()).exists()


def test_an_inbox_shows_what_others_hold(client):
    made = cast(title="示例事项")
    desk, holder = made.bodies["reviewer"][0], made.officer("reviewer")
    turns.hand_to(turn=made.matter.turns.get(), to=holder, by=holder, at=LATER)

    text = opened(client, officer_of(desk, role="body_administrator"), "inbox")

    assert "示例事项" in text
    assert holder.display_name in text


def test_a_matter_offers_just_the_steps_that_the_reader_can_take(client):
    made = cast()

    page = opened(client, made.officer("reviewer"), "matter", made.matter.pk, language="en")
    others = opened(client, made.officer("support"), "matter", made.matter.pk, language="en")

    assert "Pass on</a>" in page
    assert "Pass on</a>" not in others


def test_a_matter_says_how_its_day_is_counted(client):
    made = cast()

    text = opened(client, made.officer("reviewer"), "matter", made.matter.pk)

    assert "2025-10-11" in text
    assert "国庆节" in text


def test_a_step_is_taken_from_its_page_with_what_it_needs(client):
    made = cast()
    client.force_login(made.officer("reviewer"))
    address = reverse("work:make_move", args=[made.matter.pk, "ask"])

    refused = client.post(address, {"seen": 0, "note": ""})
    taken = client.post(address, {"seen": 0, "note": "缺附件"})

    assert (refused.status_code, taken.status_code) == (400, 302)
    assert MoveMade.objects.get().note == "缺附件"


def test_who_comes_second_is_told_and_keeps_what_was_typed(client):
    made = cast()
    colleague = officer_of(made.bodies["reviewer"][0])
    move(matter=made.matter, move="remark", by=made.officer("applicant"), at=LATER, brought=_note())
    client.force_login(colleague)

    response = client.post(
        reverse("work:make_move", args=[made.matter.pk, "ask"]), {"seen": 0, "note": "缺附件说明"}
    )

    text = response.content.decode()
    assert response.status_code == 400
    assert "已先一步办理" in text
    assert "缺附件说明" in text


def _note():
    from luoshi.work.brought import Brought

    return Brought(note="已补充")


@pytest.mark.parametrize("name", ["my_work", "inbox", "matters"])
def test_a_list_costs_as_many_queries_for_thirty_rows_as_for_one(client, name):
    desk = BodyFactory()
    made = cast(reviewer=desk)
    client.force_login(made.officer("reviewer"))

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(f"work:{name}"))
        return len(queries)

    few = cost()
    for number in range(29):
        cast(reviewer=desk, title=f"事项{number}", supports=0)

    assert cost() == few
    assert few <= 15
