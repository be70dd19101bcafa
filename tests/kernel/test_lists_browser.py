"""Lists in a real browser: by keyboard, on a phone, without JavaScript, printed."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import PHONE
from tests.kernel.factories import JobFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LIST = "/jobs/"


@pytest.fixture
def person():
    user = UserFactory()
    for _number in range(60):
        JobFactory(by=user)
    JobFactory(by=user, failed=True)
    return user


@pytest.fixture
def signed_in(page, sign_in, person):
    sign_in(page, person)
    page.goto(LIST)
    return page


def rows(page):
    return page.locator("tbody tr")


def test_a_choice_is_made_taken_away_and_comes_back_with_the_back_button(signed_in):
    signed_in.get_by_text("全部", exact=True).first.click()
    signed_in.get_by_role("checkbox", name="失败").check()
    signed_in.locator(".many button").click()
    expect(rows(signed_in)).to_have_count(1)
    expect(signed_in).to_have_url(re.compile(r"/jobs/\?state=failed$"))
    signed_in.get_by_role("link", name="去掉").click()
    expect(rows(signed_in)).to_have_count(50)
    expect(signed_in).to_have_url(re.compile(r"/jobs/$"))
    signed_in.go_back()
    expect(rows(signed_in)).to_have_count(1)


def test_rows_are_walked_selected_and_opened_by_keyboard(signed_in):
    for key in "jjkjx":
        signed_in.keyboard.press(key)
    expect(rows(signed_in).nth(1)).to_have_class("is-here")
    expect(rows(signed_in).nth(1).get_by_role("checkbox")).to_be_checked()
    expect(signed_in.locator("[data-selected]")).to_contain_text("1")
    name = rows(signed_in).nth(1).get_by_role("link").first.inner_text()
    signed_in.keyboard.press("Enter")
    expect(signed_in.get_by_role("heading", level=1)).to_be_visible()
    assert name.split()[-1] in signed_in.url


def test_a_slash_leads_to_the_search_and_is_typed_there(page):
    page.goto(reverse("plan:plans") + "?q=x")
    words = page.get_by_role("main").get_by_role("searchbox")
    page.keyboard.press("/")
    expect(words).to_be_focused()
    page.keyboard.type("/j")
    expect(words).to_have_value(re.compile("/j"))


def test_a_menu_closes_by_escape_and_by_going_elsewhere(signed_in):
    columns = signed_in.get_by_text("列", exact=True)
    columns.click()
    expect(signed_in.get_by_role("button", name="按此显示")).to_be_visible()
    signed_in.keyboard.press("Escape")
    expect(signed_in.get_by_role("button", name="按此显示")).to_be_hidden()
    columns.click()
    signed_in.get_by_role("heading", level=1).click()
    expect(signed_in.get_by_role("button", name="按此显示")).to_be_hidden()


def test_everything_works_without_javascript(new_page, sign_in, person):
    page = new_page(java_script_enabled=False)
    sign_in(page, person)
    page.goto(LIST)
    page.get_by_role("columnheader").get_by_role("link", name="状态").click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("状态")
    page.get_by_text("列", exact=True).click()
    page.get_by_role("checkbox", name="提交人").uncheck()
    page.get_by_role("button", name="按此显示").click()
    expect(page.get_by_role("columnheader", name="提交人")).to_have_count(0)
    page.get_by_text("视图", exact=True).click()
    page.get_by_role("link", name="保存当前视图").click()
    page.get_by_label("视图名称").fill("按状态")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("视图：按状态")).to_be_visible()
    rows(page).first.get_by_role("checkbox").check()
    page.get_by_label("对符合条件的全部").check()
    page.get_by_role("button", name="取消").click()
    expect(page.get_by_text("共 61 条。")).to_be_visible()


@pytest.mark.appearance
@pytest.mark.parametrize(("locale", "scheme"), [("zh-CN", "dark"), ("en", "light")])
def test_a_list_is_accessible_and_fits_a_phone(
    new_page, sign_in, person, check_accessibility, locale, scheme
):
    for viewport in ({"width": 1440, "height": 900}, PHONE):
        page = new_page(viewport=viewport, locale=locale, color_scheme=scheme)
        sign_in(page, person)
        for query in ("", "?state=queued&sort=-state", "?state=done", "?bogus=1"):
            page.goto(LIST + query)
            for menu in page.locator("summary:visible").all():
                menu.evaluate("summary => { summary.parentElement.open = true }")
            check_accessibility(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], query


@pytest.mark.appearance
def test_a_printed_list_is_a_table_without_its_tools(signed_in):
    signed_in.emulate_media(media="print")
    expect(signed_in.get_by_role("search")).to_be_hidden()
    expect(signed_in.locator(".bulk")).to_be_hidden()
    expect(signed_in.get_by_role("columnheader", name="状态")).to_be_visible()
