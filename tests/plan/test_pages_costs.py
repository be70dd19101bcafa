"""What a page of a plan costs: the same whether the plan is small or has thousands of commitments."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.plan.urls import urlpatterns
from tests.kernel.factories import UserFactory, member
from tests.plan.factories import large_plan, read_plan
from tests.plan.families import family, three_plans

BUDGET, LIST_BUDGET, MOST_ROWS = 20, 12, 200
LISTS = ["commitments", "ledger", "turns"]
COUNTED = {
    *LISTS,
    "check_up",
    "responsibilities",
    "undecided",
}  # what fills more than a page is counted by one query more
PAGES = [
    "outline", "commitments", "ledger", "check_up", "document", "section", "responsibilities", "adoption", "undecided",
    "commitment", "turns", "hand_ins",
]  # fmt: skip


@pytest.fixture
def officer():
    """Whoever has signed in costs some queries more than a visitor: the dearer one is counted."""
    client = Client()
    client.force_login(UserFactory())
    return client


def address(plan, page):
    place = [plan.sections.order_by("position")[2].place] if page == "section" else []
    place = [plan.commitments.order_by("position")[2].pk] if page == "commitment" else place
    return reverse(f"plan:{page}", args=[plan.slug, *place])


def cost(client, url):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries), response.content.decode()


@pytest.mark.slow
@pytest.mark.django_db
def test_no_page_costs_more_with_five_thousand_commitments(officer):
    small, large = large_plan(sections=21, each=2), large_plan()
    assert large.commitments.count() == 4800
    for page in PAGES:
        few, _text = cost(officer, address(small, page))
        many, text = cost(officer, address(large, page))
        assert many <= (LIST_BUDGET if page in LISTS else BUDGET), page
        assert many <= few + (page in COUNTED), f"{page}: {few} queries, then {many}"
        assert text.count("<tr id=") + text.count("<li id=") <= MOST_ROWS, page
        assert text.count("<li") < 2 * MOST_ROWS, page


def routes_of_a_plan():
    """Every page of a plan that its address alone opens; what is a file is no page."""
    only_a_plan = [each for each in urlpatterns if list(each.pattern.converters) == ["slug"]]
    shown = [each.name for each in only_a_plan if "." not in str(each.pattern)]
    return sorted({*shown, *PAGES} - {"file", *ACTS})


ACTS = {
    "adopt",
    "withdraw_adoption",
    "name_owner",
    "state_amended",
    "state_parent",
    "propose_links",
    "add_fact",
}


@pytest.mark.slow
@pytest.mark.django_db
def test_every_page_of_three_linked_plans_with_five_thousand_commitments_stays_within_its_budget():
    made = family()
    plans = three_plans(made, sections=210)
    assert sum(plan.commitments.count() for plan in plans) > 5000
    client = Client()
    client.force_login(member("lead_officer", body=made.city))
    dear = {}
    for plan in plans:
        for page in routes_of_a_plan():
            number, _text = cost(client, address(plan, page))
            if number > BUDGET:
                dear[plan.slug, page] = number
    assert dear == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["plan:plans", "plan:documents"])
def test_a_list_of_plans_costs_the_same_for_one_and_for_many(officer, name):
    read_plan()
    one, _text = cost(officer, reverse(name))
    for _number in range(10):
        read_plan()
    many, _text = cost(officer, reverse(name))
    assert (one, many <= LIST_BUDGET) == (many, True)
