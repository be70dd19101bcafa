"""The pages of plans to be handed in and of standings: what they say, what they offer, what they refuse."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.kernel import simulation
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import Origin
from luoshi.plan.models import DueList, Duty, Receipt
from luoshi.plan.queries.standings import Standings, difference
from luoshi.plan.services import handing_in as services
from luoshi.plan.services import standings
from tests.kernel.factories import AreaFactory, BodyFactory, BodyNameFactory, InstallationFactory, member
from tests.plan.factories import TEXT, CommitmentFactory, PlanFactory
from tests.plan.test_handing_in import came
from tests.plan.test_standing_rules import moment

pytestmark = pytest.mark.django_db
WORDS = "各县区分别制定自己的实施方案。"
OPENED, DUE = date(2017, 3, 14), date(2017, 6, 30)


@pytest.fixture
def made():
    """A city's plan that asks its two counties for theirs, and the officer who keeps the list."""
    city = AreaFactory(code="990100", name="云岭市")
    InstallationFactory(home_area=city)
    owner = BodyFactory(area=city, name="云岭市人民政府")
    plan = PlanFactory(owner=owner, document__text=WORDS)
    task = CommitmentFactory(plan=plan, title=WORDS, start=0, end=len(WORDS))
    for name in ("东川县", "西川县"):
        area = AreaFactory(parent=city, kind="county", name=name, path=f"{city.path}{name}/")
        body = BodyFactory(area=area, name=f"{name}人民政府")
        BodyNameFactory(body=body, name=f"{name}人民政府", kind="official")
    return task


@pytest.fixture
def desk(client, made):
    user = member("lead_officer", body=made.plan.owner)
    client.force_login(user)
    return user


def opened(task, **fields):
    bodies = [
        (body, True) for body in BodyFactory._meta.model.objects.filter(area__kind="county").order_by("pk")
    ]
    return services.open_due_list(
        commitment=task, bodies=bodies, due_on=DUE, reason="通知", by=SYSTEM, at=moment(OPENED), **fields
    )


def text(client, name, *args, **query):
    return client.get(reverse(f"plan:{name}", args=args), query).getvalue().decode()


def test_the_words_are_shown_with_whom_they_ask_and_one_button_asks_them(client, desk, made):
    page = text(client, "hand_ins", made.plan.slug)
    address = reverse("plan:due_list", args=[made.plan.slug, made.pk])
    assert address in page
    assert "东川县人民政府" in client.get(address).content.decode()
    bodies = [
        str(body)
        for body in BodyFactory._meta.model.objects.filter(area__kind="county").values_list("pk", flat=True)
    ]
    client.post(address, {"bodies": bodies, "due_on": "2017-06-30", "reason": "通知"})
    assert DueList.objects.get().commitment == made
    assert Duty.objects.count() == 2


def test_a_day_without_grounds_is_refused_at_its_field(client, desk, made):
    address = reverse("plan:due_list", args=[made.plan.slug, made.pk])
    response = client.post(address, {"bodies": [], "due_on": "2017-06-30", "reason": " "})
    assert response.status_code == 400
    assert not DueList.objects.exists()


def test_one_more_body_is_asked_by_its_name_and_an_unknown_one_is_said(client, desk, made):
    opened(made)
    BodyNameFactory(body=BodyFactory(name="云岭市商务局"), name="云岭市商务局", kind="official")
    address = reverse("plan:due_list", args=[made.plan.slug, made.pk])
    assert client.post(address, {"body": "无此单位"}).status_code == 400
    assert client.post(address, {"body": "云岭市商务局"}).status_code == 302
    assert Duty.objects.filter(body__name="云岭市商务局").get().is_owed is False


def test_a_plan_is_taken_in_as_a_text_with_the_day_on_which_it_came(client, desk, made):
    duty = opened(made).duties.earliest("pk")
    address = reverse("plan:receive", args=[made.plan.slug, duty.pk])
    assert client.post(address, {"text": "", "received_on": "2017-06-12"}).status_code == 400
    assert client.post(address, {"text": TEXT, "received_on": "2017-06-12"}).status_code == 302
    assert Receipt.objects.get().received_on == date(2017, 6, 12)
    assert "方案" in text(client, "duty", made.plan.slug, duty.pk)


def test_the_list_shows_what_is_missing_and_late_as_of_a_day(client, made):
    first = opened(made).duties.earliest("pk")
    came(first, on=date(2017, 7, 3))
    page = text(client, "hand_ins", made.plan.slug, on="2017-07-04", export="csv")
    assert page.count("逾期报送") == page.count("未报") == 1
    assert text(client, "hand_ins", made.plan.slug, on="2017-07-02", export="csv").count("未报") == 2


def test_the_outline_and_the_list_say_where_a_commitment_stands_and_what_has_no_instrument(client, made):
    CommitmentFactory(plan=made.plan, title="别的任务")
    opened(made)
    page = text(client, "commitments", made.plan.slug, standing="none", export="csv")
    assert ("别的任务" in page, WORDS in page) == (True, False)
    assert WORDS in text(
        client, "commitments", made.plan.slug, standing="not_due", on="2017-03-20", export="csv"
    )
    coverage = Standings(plan=made.plan.pk, on=DUE).coverage
    assert (coverage.tracked, coverage.instrumented) == (1, 1)


def test_the_plan_as_of_a_past_day_is_what_was_recorded_by_then(made):
    first, second = opened(made).duties.order_by("pk")
    standings.pull_standings(until=date(2017, 7, 1), by=SYSTEM, at=moment(date(2017, 7, 1)))
    came(first, on=date(2017, 7, 3))
    came(second, on=date(2017, 7, 4))
    seen = {day: Standings(plan=made.plan.pk, on=date(2017, 7, day)).counted for day in (1, 3, 4)}
    assert [[status for status, _number in each] for each in seen.values()] == [
        ["off_track"],
        ["off_track"],
        ["done"],
    ]
    assert Standings(plan=made.plan.pk, on=date(2017, 3, 1)).counted == []


def test_the_outline_marks_the_days_on_which_something_turned_and_leads_to_them(client, made):
    opened(made)
    page = text(client, "outline", made.plan.slug)
    marks = re.findall(r'<a href="\?on=([\d-]+)"[^>]*><b>', page)
    assert marks == [OPENED.isoformat()]
    then = text(client, "outline", made.plan.slug, on=marks[0])
    assert f'<a href="?on={OPENED}" aria-current="true"' in then
    assert "本周进展变化" in then
    assert "本周进展变化" not in page


def test_two_days_are_compared_and_each_turn_names_its_reason_and_its_act(client, made):
    first, second = opened(made).duties.order_by("pk")
    came(first, on=date(2017, 5, 3))
    came(second, on=date(2017, 5, 4))
    assert difference(plan=made.plan.pk, since=date(2017, 3, 20), until=date(2017, 5, 4)).better == 1
    page = text(client, "turns", made.plan.slug, recorded_from="2017-05-04", recorded_until="2017-05-04")
    assert ("应报单位均已报送" in page, "登记收到" in page) == (True, True)


def test_a_light_leads_to_the_page_of_its_instrument_and_an_unknown_one_is_not_found(client, made):
    held = opened(made)
    address = reverse("plan:instrument", args=["plan.handing_in", held.pk])
    assert client.get(address).url == f"{reverse('plan:hand_ins', args=[made.plan.slug])}?list={held.pk}"
    for kind, key in (("plan.handing_in", 999), ("nothing", held.pk)):
        assert client.get(reverse("plan:instrument", args=[kind, key])).status_code == 404


def test_what_is_simulated_vanishes_with_the_switch(made):
    opened(made, origin=Origin.simulated())
    assert Standings(plan=made.plan.pk, on=DUE).counted
    with simulation.left_out():
        assert Standings(plan=made.plan.pk, on=DUE).counted == []


def test_a_list_of_duties_costs_the_same_for_two_and_for_sixty(client, made):
    held = opened(made)
    costs = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            text(client, "hand_ins", made.plan.slug)
        costs.append(len(queries))
        for _number in range(58):
            services.ask_for_plan(
                due_list=held, body=BodyFactory(), is_owed=True, by=SYSTEM, at=moment(OPENED)
            )
    assert costs[0] == costs[1] <= 20
