"""The parents of a plan in a real browser: compared, a yes and a no by keyboard, and what is missing then."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from luoshi.kernel.jobs import work_until_idle
from luoshi.plan.models import CommitmentLink
from luoshi.plan.services import links
from tests.kernel.factories import NOON, InstallationFactory, member
from tests.plan.families import family

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_an_officer_compares_says_yes_and_no_and_sees_the_gap(page, sign_in):
    made = family()
    InstallationFactory(home_area=made.city.area)
    officer = member("lead_officer", body=made.city)
    sign_in(page, officer)
    page.goto(reverse("plan:parents", args=[made.lower.slug]))
    page.get_by_role("button", name="认定为上级", exact=True).click()
    links.propose_links(plan=made.lower, by=officer, at=NOON)
    work_until_idle()
    page.get_by_role("link", name="待确认衔接").first.click()
    page.get_by_role("link", name="逐对确认").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("是否落实这一事项？")
    page.keyboard.press("y")
    expect(page.get_by_text("1 / 1")).to_be_visible()
    page.keyboard.press("n")
    expect(page.get_by_text("没有待确认的事项。")).to_be_visible()
    page.get_by_role("link", name="缺项").click()
    expect(page.locator("#main tbody tr")).to_have_count(1)
    expect(page.locator("#main tbody")).to_contain_text("各县区")
    assert CommitmentLink.objects.get().child.title == "关键工序数控化率"
