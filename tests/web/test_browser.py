"""The front door in a real browser: the ribbon, the tour, one's own document, on a desktop and on a phone."""

import re
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from luoshi.kernel.jobs import work_until_idle
from luoshi.web.example import city
from tests.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PAGES = ("outline", "document", "check_up", "ledger", "commitments")


@pytest.fixture
def example(transactional_db):
    city.build_city(
        today=date(2025, 9, 15),
        passwords={username: "a-long-enough-passphrase" for username in city.usernames()},
    )


def addresses():
    return ["/", "/tour/", "/sign-in/", *(reverse(f"plan:{page}", args=[city.PLAN_SLUG]) for page in PAGES)]


def test_a_visitor_enters_with_one_click_and_walks_the_tour(page, example):
    page.goto("/")
    page.get_by_role("button", name="公众").click()
    expect(page.get_by_text("示例·公众")).to_be_visible()
    page.get_by_role("complementary").get_by_role("link", name="导览").click()
    stops = page.get_by_role("listitem").filter(has=page.get_by_role("heading", level=2))
    for number in range(stops.count()):
        stops.nth(number).get_by_role("link").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.goto("/tour/")


def test_the_demos_day_is_moved_from_the_ribbon(page, example):
    page.goto("/")
    page.get_by_role("button", name="下一日").click()
    expect(page.get_by_text("2025-09-16")).to_be_visible()


def test_a_pasted_document_is_read_and_shown(page, example):
    page.goto("/")
    page.get_by_role("complementary").get_by_role("button", name="试读一份文件").click()
    page.get_by_role("textbox").fill(
        "云岭市智能制造行动方案\n\n为推动智能制造,制定本方案。\n\n一、主要目标\n"
        "到2027年,建成智能工厂20家,关键工序数控化率达到70%以上。\n\n二、重点任务\n"
        "(一)改造设备。实施设备更新。(市工信局、市科技局牵头)"
    )
    page.locator("main button").click()
    expect(page).to_have_url(re.compile(r"/jobs/\d+/"))
    work_until_idle()
    page.goto("/plans/")
    page.get_by_role("link", name="云岭市智能制造行动方案").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("云岭市智能制造行动方案")


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_no_page_has_a_serious_barrier(new_page, example, check_accessibility, locale):
    page = new_page(locale=locale)
    for address in addresses():
        page.goto(address)
        check_accessibility(page)


def test_no_page_is_wider_than_a_phone(new_page, example):
    phone = new_page(viewport=PHONE)
    for address in addresses():
        phone.goto(address)
        wide = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} is {wide} pixels too wide"


def test_the_keyboard_reaches_the_content_first(page, example):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
