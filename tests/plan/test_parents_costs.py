"""What the pages about parents cost: the same whether three plans are small or have five thousand commitments."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.plan.models import LinkProposal
from tests.kernel.factories import member
from tests.plan.families import family, three_plans

BUDGET = 20
PAGES = ["parents", "proposals", "compared", "gaps", "descent", "side_by_side", "decide_link"]


def costs(officer, plans):
    client = Client()
    client.force_login(officer)
    return {page: _cost(client, address(page, plans)) for page in PAGES}


def address(page, plans):
    plan = plans[1] if page == "side_by_side" else plans[2]
    pair = LinkProposal.objects.undecided().filter(plan=plans[2]).earliest("pk")
    return reverse(f"plan:{page}", args=[plan.slug, *([pair.pk] if page == "decide_link" else [])])


def _cost(client, url):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


@pytest.mark.slow
@pytest.mark.django_db
def test_no_page_about_parents_costs_more_with_five_thousand_commitments():
    made = family()
    officer = member("lead_officer", body=made.city)
    small, large = (three_plans(made, sections=number) for number in (8, 210))
    assert sum(plan.commitments.count() for plan in large) > 5000
    few, many = costs(officer, small), costs(officer, large)
    assert max(many.values()) <= BUDGET, many
    # what fills more than a page is counted by one query more
    assert {page: many[page] - few[page] for page in PAGES if many[page] > few[page] + 1} == {}
