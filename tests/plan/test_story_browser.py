"""The life of a plan in a real browser, from the file to the amended document, as one officer lives it in a morning."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from luoshi.kernel.jobs import work_until_idle
from luoshi.kernel.models import AreaKind
from luoshi.plan.models import CommitmentLink, Correction, Plan
from luoshi.plan.services import adoption
from tests.kernel.factories import (
    NOON,
    AreaFactory,
    BodyFactory,
    BodyNameFactory,
    InstallationFactory,
    member,
)
from tests.plan.factories import plan_of
from tests.plan.test_amendments import NEW, OLD
from tests.plan.test_review_browser import adopt, hand_in, of, review

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
UPPER = (
    "北岭省智能制造行动纲要\n一、主要目标\n到2020年,全省研发投入占比达到1.8%。\n"
    "二、重点任务\n(一)改造设备。组织企业更新老旧机床。(省工信厅牵头)\n"
)


@pytest.fixture
def upper():
    """A province's plan, adopted, which names the same target."""
    province = AreaFactory(code="990000", name="北岭省", kind=AreaKind.PROVINCE)
    owner = BodyFactory(area=province, name="北岭省人民政府")
    plan = plan_of(UPPER, owner=owner, audience="public")
    return adoption.adopt_plan(plan=plan, by=member("lead_officer", body=owner), at=NOON)


@pytest.fixture
def officer(upper, page, sign_in):
    city = AreaFactory(code="990100", name="示例市", parent=upper.owner.area)
    InstallationFactory(home_area=city)
    bureau = BodyFactory(area=city, name="示例市工业和信息化局")
    BodyNameFactory(body=bureau, name=bureau.name)
    officer = member("lead_officer", body=bureau)
    sign_in(page, officer)
    return officer


def upload(page, text) -> Plan:
    """Hand the document in as a file."""
    page.goto(reverse("plan:hand_in"))
    file = {"name": "方案.txt", "mimeType": "text/plain", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="开始阅读").click()
    work_until_idle()
    return Plan.objects.latest("pk")


def link(page, plan, upper):
    """State the parent on grounds, let the matcher compare, and say yes to the first pair by keyboard."""
    page.goto(of(plan, "parents"))
    page.get_by_role("combobox", name="上级规划", exact=True).select_option(label=upper.title)
    page.get_by_label("依据").fill("省工信厅通知")
    page.get_by_role("button", name="认定为上级规划").click()
    page.get_by_role("button", name="逐项比对").click()
    work_until_idle()
    page.goto(of(plan, "proposals"))
    page.get_by_role("link", name="逐对确认").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("是否落实这一事项？")
    with page.expect_navigation():
        page.keyboard.press("y")


def amend(page, plan, old):
    """Say what the new document amends, look at what it makes of each promise, adopt it."""
    page.goto(of(plan, "adoption"))
    page.get_by_role("textbox", name="规划主体").fill("示例市工业和信息化局")
    page.get_by_role("button", name="明确主体").click()
    page.get_by_role("combobox", name="修订", exact=True).select_option(str(old.pk))
    page.get_by_role("button", name="对照", exact=True).click()
    page.get_by_role("link", name="逐项修订对照").click()
    expect(page.get_by_role("row", name=re.compile("— 建设平台"))).to_contain_text("新增")
    page.goto(of(plan, "adoption"))
    page.get_by_role("button", name="审定", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("自此为正式规划")


def test_from_the_file_to_the_amended_plan_with_three_corrections_and_a_parent(page, officer, upper):
    old = upload(page, OLD)
    review(page, old)
    assert Correction.objects.standing().filter(plan=old).count() == 3
    adopt(page, old)
    link(page, old, upper)
    said = CommitmentLink.objects.standing().get()
    assert said.child.plan == old
    assert said.parent.plan == upper
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(old.title)
    new = hand_in(page, NEW)
    amend(page, new, old)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text(new.title)
    page.goto(of(new, "parents"))
    expect(page.locator("#main")).to_contain_text(upper.title)
    page.goto(of(new, "descent"))
    expect(page.locator("#main")).to_contain_text("研发投入占比")
    assert CommitmentLink.objects.standing().get() == said
