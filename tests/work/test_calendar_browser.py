"""The calendar in a real browser: by keyboard, on a phone, without JavaScript (工作日历浏览器测试)."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from luoshi.work.models import YearNotice
from tests.browser import PHONE
from tests.kernel.factories import member
from tests.work.notices import NOTICE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
COUNTED = "/calendar/deadline/?received=2025-09-15&length=15&unit=working_days"
DARK_GROUND = "rgb(15, 23, 32)"
PAGES = ["/calendar/2025/", "/calendar/2031/", COUNTED, "/calendar/deadline/", "/calendar/notices/"]


@pytest.mark.appearance
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_accessible_and_fits_a_phone_in_english_too(new_page, check_accessibility, address):
    for viewport in ({"width": 1440, "height": 900}, PHONE):
        page = new_page(viewport=viewport, locale="en")
        assert page.goto(address).ok
        check_accessibility(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


@pytest.mark.appearance
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_accessible_in_the_dark(new_page, check_accessibility, address):
    page = new_page(color_scheme="dark")
    assert page.goto(address).ok
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == DARK_GROUND
    check_accessibility(page)


def test_a_deadline_is_counted_by_keyboard(page):
    page.goto("/calendar/deadline/")
    page.get_by_label("收到日期").fill("2025-09-15")
    page.get_by_label("期限", exact=True).fill("15")
    page.get_by_label("期限", exact=True).press("Enter")
    expect(page.locator(".lead")).to_contain_text("2025-10-11（星期六）到期。")


def test_a_notice_is_pasted_looked_at_and_taken_in(new_page, sign_in, check_accessibility, complaints):
    page = new_page(viewport=PHONE)
    sign_in(page, member("lead_officer"))
    page.goto(reverse("work:import_year_notice"))
    page.get_by_label("年度").fill("2031")
    page.get_by_label("通知正文").fill(NOTICE.replace("1月1日（周三）", "1月1日（周五）"))
    page.get_by_role("button", name="查看会有哪些变化").click()
    expect(page.get_by_role("alert")).to_contain_text("2031-01-01是星期三")
    assert ["400" in each for each in complaints] == [True]  # the refusal, which the page says in words
    complaints.clear()
    page.get_by_label("通知正文").fill(NOTICE)
    page.get_by_role("button", name="查看会有哪些变化").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2031年通知会带来的变化")
    check_accessibility(page)
    page.get_by_role("button", name="导入通知").click()
    expect(page).to_have_url(re.compile(r"/calendar/2031/$"))
    expect(page.get_by_role("status")).to_contain_text("已导入")
    assert YearNotice.objects.filter(year=2031).count() == 1
