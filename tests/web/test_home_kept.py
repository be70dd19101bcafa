"""The home page is kept while nobody acts: each act, each day, each language and each choice is seen at once."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from luoshi.kernel.access import SYSTEM
from luoshi.kernel.clock import now
from luoshi.kernel.services.installation import move_demo_clock
from luoshi.plan.models import Plan
from luoshi.plan.queries.heirs import heirs_of_plan
from luoshi.plan.services import heirs, interpretations
from luoshi.web.example.city import PLAN_SLUG
from luoshi.web.example.days import moment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TODAY = date(2025, 9, 15)


@pytest.fixture
def plan(example):
    return Plan.objects.select_related("owner__area").get(slug=PLAN_SLUG)


def home(language="zh-hans", **asked):
    """The main part of the page, as a visitor finds it."""
    visitor = Client(headers={"host": "localhost", "accept-language": language})
    answer = visitor.get("/", asked)
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2]


def cost(**asked):
    with CaptureQueriesContext(connection) as queries:
        home(**asked)
    return len(queries)


def test_the_second_visitor_costs_a_few_queries(plan):
    assert cost() > cost()
    assert cost() <= 7


def test_a_named_lead_is_seen_at_once(plan):
    before = home()
    shown = heirs_of_plan(plan=plan, on=TODAY, today=TODAY)
    duty = plan.responsibilities.get(pk=shown.in_state("joint")[0])
    heirs.choose_first_lead(responsibility=duty, reason="会议纪要", by=SYSTEM, at=moment(TODAY))
    assert home() != before


def test_a_decided_meaning_is_seen_at_once_and_so_is_its_withdrawal(plan):
    before = home()
    row = next(each for each in plan.commitments.order_by("position") if "measure" in each.undecided)
    said = {"part": "measure", "meaning": "年均6%", "value": "≥ 6%", "reason": "常务会议"}
    made = interpretations.interpret_commitment(commitment=row, **said, by=SYSTEM, at=moment(TODAY))
    assert home() != before
    interpretations.withdraw_interpretation(interpretation=made, by=SYSTEM, at=moment(TODAY))
    assert home() == before


def test_every_language_and_every_day_has_its_own_page(plan):
    pages = {home(), home("en"), home(on="2018-01-01"), home(on="2021-01-01"), home(page="2")}
    assert len(pages) >= 4
    assert home() in pages


def test_a_demo_that_moves_to_another_day_shows_that_day(plan):
    before = home()
    move_demo_clock(day=date(2025, 9, 16), by=SYSTEM, at=now())
    assert home() != before
