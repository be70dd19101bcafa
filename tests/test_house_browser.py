"""The browser of the tests: it works, it stays on this machine, and it complains."""

import pytest

from tests.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGE = """<!doctype html><html lang="en"><head><title>A</title></head>
<body><main><h1>A</h1>{}</main></body></html>"""


def test_a_page_is_drawn_with_chinese_letters(page):
    page.set_content(PAGE.format("<p><span>落实</span></p><p><span>ll</span></p>"))
    wide, narrow = (
        box["width"] for box in (page.locator("span").nth(index).bounding_box() for index in (0, 1))
    )
    assert wide > 2 * narrow


def test_a_phone_is_narrow_and_touched(phone):
    phone.set_content(PAGE.format("<p>Text</p>"))
    assert phone.viewport_size == PHONE
    assert phone.evaluate("navigator.maxTouchPoints") > 0


def test_other_machines_are_out_of_the_browsers_reach(page):
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")


def test_axe_finds_what_nobody_could_read(page, check_accessibility):
    page.set_content(PAGE.format('<p style="color: #eee; background: #fff">pale</p>'))
    with pytest.raises(AssertionError, match="color-contrast"):
        check_accessibility(page)


def test_axe_lets_a_good_page_pass(page, check_accessibility):
    page.set_content(PAGE.format("<p>plain</p>"))
    check_accessibility(page)
    assert page.title() == "A"


def test_an_error_on_the_console_is_noticed(page, complaints):
    page.set_content(PAGE.format(""))
    page.evaluate("console.error('broken')")
    assert complaints == ["broken"]
    complaints.clear()


def test_a_script_that_breaks_is_noticed(page, complaints):
    page.set_content(PAGE.format("<script>setTimeout(() => { throw new Error('broken') })</script>"))
    page.wait_for_timeout(100)
    assert complaints == ["broken"]
    complaints.clear()
