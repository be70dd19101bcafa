"""Three questions of a stranger, each answered within three clicks from the home page, in a real browser."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def home(page, example):
    page.goto("/")
    return page


def test_who_answers_for_a_task_is_one_click_from_home(home):
    home.get_by_role("link", name="(六)促进军民融合").first.click()
    part = home.locator("li", has=home.get_by_role("heading", name="促进军民融合"))
    expect(part.get_by_text("牵头").first).to_be_visible()


def test_which_promises_of_a_year_cannot_be_verified_takes_three(home):
    home.get_by_role("link", name="2020").first.click()
    home.get_by_role("search").get_by_label("能否核验").select_option("no")
    home.wait_for_url("**verifiable=no**")
    expect(home.locator(".lack").first).to_be_visible()
    assert "due=2020" in home.url


def test_what_a_county_must_hand_in_takes_two(home):
    home.get_by_role("link", name="方案报送").first.click()
    home.get_by_role("link", name="清水县人民政府").click()
    expect(home.get_by_role("heading", name="清水县人民政府")).to_be_visible()
    expect(home.get_by_text("2017-06-30").first).to_be_visible()
