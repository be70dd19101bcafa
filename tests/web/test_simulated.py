"""The switch of the demo: what is simulated is marked, and left out on demand (含模拟 / 仅公开事实)."""

import pytest
from django.urls import reverse

from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import Body, Installation, Job, Post
from luoshi.plan.models import Plan
from luoshi.web.example import city
from tests.kernel.factories import InstallationFactory

pytestmark = pytest.mark.slow
SWITCH = "/demo/facts/"
ORIGINS = "/demo/origins/"
MARK = '<span class="dot" aria-hidden="true"></span>模拟</span>'


@pytest.fixture
def trial(client, example):
    """An invented plan that a visitor has had read: its page."""
    client.post(reverse("web:trial", args=["yunling_2025.txt"]))
    work_until_idle()
    return reverse("plan:outline", args=[Job.objects.latest("pk").result["plan"]])


def counted(client):
    """The table of the page of origins: facts to numbers by origin."""
    return {str(label): numbers for label, numbers in client.get(ORIGINS).context["rows"]}


def listed(client):
    """The plans of the list."""
    return {plan.title for plan in client.get("/plans/").context["list"].rows}


def test_lists_and_counts_are_made_anew_without_what_is_simulated(client, trial):
    before, plans = counted(client), listed(client)
    client.post(SWITCH, {"facts": "public"})
    after = counted(client)
    assert before["企业"]["simulated"] == 1
    assert before["任职"]["all"] == before["任职"]["simulated"] == Post.objects.count() > 0
    assert before["承诺"]["simulated"] > 10
    for name, numbers in after.items():
        assert numbers["simulated"] == 0
        assert numbers["all"] == before[name]["all"] - before[name]["simulated"]
    assert listed(client) == plans - set(Plan.objects.simulated().values_list("title", flat=True)) != plans


def test_the_pages_of_an_invented_plan_are_marked_and_go_with_the_switch(client, trial):
    assert MARK in client.get(trial).content.decode()
    assert MARK in client.get("/plans/").content.decode()
    assert MARK in client.get(f"{trial}commitments/").content.decode()
    client.post(SWITCH, {"facts": "public", "next": trial})
    gone = client.get(trial)
    assert gone.status_code == 404
    assert "模拟内容已略去" in gone.content.decode()
    assert client.get(f"{trial}commitments/").status_code == 404
    assert client.post(SWITCH, {"facts": "all", "next": trial}).url == trial
    assert client.get(trial).status_code == 200


def test_public_facts_bear_no_mark_and_stay(client, example):
    address = reverse("plan:ledger", args=[city.PLAN_SLUG])
    page = client.get(address).content.decode()
    assert MARK not in page
    client.post(SWITCH, {"facts": "public"})
    rows = client.get(address).content.decode().partition("<tbody")[2].partition("</tbody")[0]
    assert rows
    assert rows == page.partition("<tbody")[2].partition("</tbody")[0]


def test_what_follows_from_an_invented_event_says_so_and_goes_with_the_switch(client, example):
    """One event of the agencies' history is invented: the clause that it leaves open is marked."""
    address = reverse("plan:responsibilities", args=[city.PLAN_SLUG])
    assert MARK in client.get(address).content.decode()
    client.post(SWITCH, {"facts": "public"})
    page = client.get(address).content.decode().partition("<main")[2]
    assert MARK not in page
    assert "承接单位待定" not in page


def test_what_is_simulated_is_listed_by_name_with_its_mark(client, example):
    page = client.get(ORIGINS).content.decode()
    firm = Body.objects.simulated().get()
    assert firm.name in page
    assert page.count(MARK) == 1 + Post.objects.count() + Plan.objects.simulated().count()
    client.post(SWITCH, {"facts": "public"})
    page = client.get(ORIGINS).content.decode()
    assert firm.name not in page.partition("<main")[2]
    assert MARK not in page


def test_the_choice_goes_over_to_the_next_person_and_stays_after_signing_out(client, example):
    client.post(SWITCH, {"facts": "public"})
    for role in ("desk", "clerk"):
        client.post(reverse("web:enter", args=[role]))
        assert client.get(ORIGINS).context["is_left_out"]
    client.post("/sign-out/")
    assert client.get(ORIGINS).context["is_left_out"]


def test_whoever_asks_for_an_invented_plan_sees_it(client, trial):
    client.post(SWITCH, {"facts": "public"})
    client.post(reverse("web:trial", args=["linze_digital.txt"]))
    assert client.get(trial).status_code == 200


@pytest.mark.django_db
def test_outside_a_demo_there_is_no_switch(client):
    Installation.objects.all().delete()
    InstallationFactory()
    assert client.post(SWITCH, {"facts": "public"}).status_code == 404
    assert client.get(ORIGINS).status_code == 404
    assert SWITCH not in client.get("/").content.decode()


@pytest.mark.django_db
def test_the_switch_is_a_form_and_never_a_link(client):
    assert client.get(SWITCH).status_code == 405
