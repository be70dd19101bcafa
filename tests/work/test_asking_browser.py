"""Answering a form in a browser, wide and on a phone: checks as one types, and nothing lost without a signal (填报)."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from luoshi.kernel.access import SYSTEM
from luoshi.work.models import Answer
from luoshi.work.services.asking import About, Given, answer_form
from tests.kernel.factories import NOON, member
from tests.work.asking import RIGHT, stored

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("untraced"),
]


@pytest.fixture
def officer(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return member("officer")


@pytest.fixture
def address(officer):
    """The form of September, of which August was answered."""
    form, body = stored(), officer.posts.get().body
    about = About(form=form, body=body, period="2025-08")
    answer_form(about=about, given=Given(raw=RIGHT | {"spent": "100"}), by=SYSTEM, at=NOON)
    return f"{reverse('work:answer_form', args=[form.code])}?body={body.pk}&period=2025-09"


def filled(page):
    page.get_by_label("本期进展").fill("设备验收合格，文号2025-31。")
    page.get_by_label("状态").select_option(label="正常推进")


def test_a_report_is_checked_while_it_is_typed_and_sent(page, sign_in, officer, address, check_accessibility):
    sign_in(page, officer)
    page.goto(address)
    expect(page.get_by_label("累计支出")).to_have_value("100")
    filled(page)
    page.get_by_label("累计支出").fill("301")
    page.get_by_label("预算").fill("300")
    page.get_by_label("预算").blur()
    checked = page.locator("#checked")
    expect(checked).to_contain_text("累计支出不得超过预算")
    expect(page.locator("#ask-spent-faults")).to_contain_text("应为≤300万元")
    check_accessibility(page)
    page.get_by_label("累计支出").fill("120.5")
    page.get_by_label("累计支出").blur()
    expect(checked).not_to_contain_text("累计支出不得超过预算")
    page.get_by_role("button", name="报送").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("进展报告")
    assert Answer.objects.sent().get(period="2025-09").values["spent"] == "120.5"


def test_what_was_typed_without_a_signal_is_there_when_the_page_opens_again(
    phone, sign_in, officer, address, check_accessibility
):
    sign_in(phone, officer)
    phone.goto(address)
    filled(phone)
    phone.get_by_label("需要协调").get_by_text("是", exact=True).click()
    phone.reload()
    expect(phone.get_by_label("本期进展")).to_have_value("设备验收合格，文号2025-31。")
    expect(phone.get_by_label("需要协调").get_by_label("是")).to_be_checked()
    expect(phone.get_by_text("已恢复您此前在本机填写")).to_be_visible()
    check_accessibility(phone)
    phone.get_by_role("button", name="报送").click()
    expect(phone.get_by_role("link", name="更正")).to_be_visible()
    assert phone.evaluate("Object.keys(localStorage).filter(key => key.startsWith('ask:'))") == []


def test_what_was_typed_gives_way_to_what_was_saved_when_one_wants_it(phone, sign_in, officer, address):
    sign_in(phone, officer)
    phone.goto(address)
    filled(phone)
    phone.reload()
    phone.get_by_role("button", name="恢复为已保存的内容").click()
    expect(phone.get_by_label("本期进展")).to_have_value("")
    phone.reload()
    expect(phone.get_by_label("本期进展")).to_have_value("")


def test_targets_are_large_enough_for_a_thumb_and_stand_in_one_column(phone, sign_in, officer, address):
    sign_in(phone, officer)
    phone.goto(address)
    boxes = [each.bounding_box() for each in phone.locator(".ask-field :is(input, select, textarea)").all()]
    typed = [box for box in boxes if box and box["width"] > 60]
    assert len(typed) >= 8
    assert all(box["height"] >= 44 for box in typed)
    assert len({round(box["x"]) for box in typed}) == 1
