"""A plan in a real browser: handed in, reviewed with three corrections, adopted, amended."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from luoshi.kernel.jobs import work_until_idle
from luoshi.plan.models import Correction, Plan
from tests.browser import PHONE
from tests.kernel.factories import AreaFactory, BodyFactory, BodyNameFactory, InstallationFactory, member
from tests.plan.factories import plan_of
from tests.plan.test_amendments import NEW, OLD

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def bureau():
    city = AreaFactory(name="示例市")
    InstallationFactory(home_area=city)
    bureau = BodyFactory(area=city, name="示例市工业和信息化局")
    BodyNameFactory(body=bureau, name=bureau.name)
    return bureau


@pytest.fixture
def officer(bureau, page, sign_in):
    officer = member("lead_officer", body=bureau)
    sign_in(page, officer)
    return officer


def hand_in(page, text) -> Plan:
    page.goto(reverse("plan:hand_in"))
    page.get_by_label("或粘贴正文").fill(text)
    page.get_by_role("button", name="开始阅读").click()
    work_until_idle()
    return Plan.objects.latest("pk")


def of(plan, name):
    return reverse(f"plan:{name}", args=[plan.slug])


def grounds(page, button):
    page.get_by_label("依据").fill("核对原文")
    page.get_by_role("button", name=button, exact=True).click()


def review(page, plan):
    """Correct a goal, take one fact out, and make sentences that are selected with the pointer an incentive."""
    page.goto(of(plan, "document"))
    goal = page.locator(".facts li", has_text="研发投入占比").first
    goal.get_by_role("link", name="更正").click()
    page.get_by_label("数值", exact=True).fill("2.2")
    grounds(page, "更正")
    expect(page.locator(".facts")).to_contain_text("数值 2 → 2.2")
    page.locator(".facts li", has_text="每年组织技能培训").or_(
        page.locator(".facts li", has_text="培训工人")
    ).first.get_by_role("link", name="删除").click()
    grounds(page, "删除")
    expect(page.locator(".facts")).to_contain_text("已删除或合并")
    words = page.locator(".sentence", has_text="组织企业更新老旧机床")
    words.select_text()
    words.dispatch_event("pointerup")
    expect(words.get_by_role("checkbox")).to_be_checked()
    page.get_by_label("将所选句子补录为").select_option("incentive")
    page.get_by_role("button", name="下一步").click()
    grounds(page, "补录")
    assert Correction.objects.standing().count() == 3


def adopt(page, plan):
    page.goto(of(plan, "adoption"))
    page.get_by_role("textbox", name="规划主体").fill("示例市工业和信息化局")
    page.get_by_role("button", name="明确主体").click()
    page.get_by_role("button", name="审定", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("自此为正式规划")


def test_a_plan_is_read_reviewed_adopted_and_amended(page, officer):
    old = hand_in(page, OLD)
    review(page, old)
    adopt(page, old)
    new = hand_in(page, NEW)
    page.goto(of(new, "adoption"))
    page.get_by_role("textbox", name="规划主体").fill("示例市工业和信息化局")
    page.get_by_role("button", name="明确主体").click()
    page.get_by_role("combobox", name="修订", exact=True).select_option(str(old.pk))
    page.get_by_role("button", name="对照", exact=True).click()
    page.get_by_role("link", name="逐项修订对照").click()
    expect(page.get_by_role("row", name=re.compile("— 建设平台"))).to_contain_text("新增")
    page.goto(of(new, "adoption"))
    page.get_by_role("button", name="审定", exact=True).click()
    page.goto(of(old, "adoption"))
    expect(page.locator("#main")).to_contain_text("已被")
    page.goto(reverse("plan:commitment", args=[new.slug, new.commitments.get(title__contains="研发投入").pk]))
    expect(page.locator("#main")).to_contain_text("2.2")


def test_sentences_are_chosen_by_keyboard(page, officer, bureau):
    plan = plan_of(OLD, owner=bureau)
    page.goto(of(plan, "document"))
    first = page.get_by_role("checkbox", name=re.compile("全员劳动生产率"))
    first.focus()
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    page.get_by_role("button", name="下一步").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("补录承诺事项")


def test_the_pages_of_a_review_are_accessible_and_fit_a_phone_in_english_too(
    new_page, sign_in, check_accessibility, bureau
):
    plan = plan_of(OLD, owner=bureau)
    row = plan.commitments.get(kind="target", title__contains="研发")
    pages = [of(plan, name) for name in ("document", "adoption", "corrections", "undecided", "changes")]
    pages += [
        reverse(f"plan:{name}", args=[plan.slug, row.pk]) for name in ("commitment", "correct_commitment")
    ]
    page = new_page(viewport=PHONE, locale="en")
    sign_in(page, member("lead_officer", body=bureau))
    for address in pages:
        page.goto(address)
        check_accessibility(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
