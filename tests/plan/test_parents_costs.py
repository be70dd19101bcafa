"""What the pages about parents cost: the same whether three plans are small or have five thousand commitments."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.models import MatchAnswer
from luoshi.plan.models import LinkProposal
from luoshi.plan.models.parents import LINKS, pair_key
from luoshi.plan.services import links, parents
from tests.kernel.factories import NOON, member
from tests.plan.factories import large_plan
from tests.plan.families import family

BUDGET = 20
PAGES = ["parents", "proposals", "compared", "gaps", "descent", "side_by_side", "decide_link"]


def three_plans(made, *, sections: int):
    """A province's, a city's and a county's plan of this size, half of it linked, a quarter proposed."""
    plans = [large_plan(sections=sections) for _owner in range(3)]
    for plan, owner in zip(plans, (made.province, made.city, made.county), strict=True):
        type(plan).objects.filter(pk=plan.pk).update(owner=owner)
        plan.owner = owner
        plan.responsibilities.filter(section__position__gte=1).update(printed="各县区政府")
    for parent, plan in ((plans[0], plans[1]), (plans[1], plans[2])):
        parents.state_parent(plan=plan, parent=parent, mention=None, reason="纪要", by=SYSTEM, at=NOON)
        _link(plan, parent)
    links.rebuild_links()
    return plans


def _link(plan, parent):
    ours, theirs = (list(each.commitments.order_by("position")) for each in (plan, parent))
    pairs = [(child, above) for child, above in zip(ours, theirs, strict=True) if child.position % 2]
    MatchAnswer.objects.bulk_create(
        MatchAnswer(
            purpose=LINKS, asked=pair_key(child=child.pk, parent=above.pk), given=str(above.pk), is_same=True,
            at=NOON,
        )
        for child, above in pairs
    )  # fmt: skip
    LinkProposal.objects.bulk_create(
        LinkProposal(
            plan=plan, child=child, parent=above, pair=pair_key(child=child.pk, parent=above.pk), score=96,
            is_sure=True, reasons=[["same_measure", 90, {}]], made_at=NOON,
        )
        for child, above in zip(ours, theirs, strict=True)
        if child.position % 4 == 0
    )  # fmt: skip


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
