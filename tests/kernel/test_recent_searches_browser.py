"""The search in a real browser: what one opened is suggested as the box opens, by keyboard, and is forgotten."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from luoshi.kernel.models import RecentSearch
from luoshi.kernel.services import search
from tests.kernel.factories import BodyFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def box(page, sign_in):
    BodyFactory(name="示例市锻压局")
    search.rebuild()
    sign_in(page, UserFactory())
    page.goto("/account/")
    return page.get_by_role("searchbox", name="全站检索")


def test_what_one_opened_is_suggested_by_keyboard_and_forgotten(page, box):
    page.keyboard.press("/")
    page.keyboard.type("锻压")
    expect(page.get_by_role("link", name="示例市锻压局")).to_be_visible()
    page.keyboard.press("ArrowDown")
    with page.expect_response(lambda answer: answer.url.endswith(reverse("kernel:remember_search"))) as kept:
        page.keyboard.press("Enter")
    assert kept.value.status == 204
    expect(page.get_by_role("heading", name="示例市锻压局", level=1)).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("link", name="锻压", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("最近检索")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="清除这些记录").click()
    expect(page.get_by_text("您的检索记录已清除")).to_be_visible()
    expect(page.get_by_role("heading", name="示例市锻压局", level=1)).to_be_visible()
    assert not RecentSearch.objects.exists()


def test_going_elsewhere_closes_what_is_suggested(page, box):
    box.fill("锻压")
    suggested = page.get_by_role("link", name="示例市锻压局")
    expect(suggested).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(suggested).to_be_hidden()
