"""The plan's pages in a real browser: by keyboard, on a phone, without a mouse, without JavaScript."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from luoshi.kernel.jobs import work_until_idle
from tests.browser import PHONE
from tests.kernel.factories import UserFactory
from tests.plan.factories import CommitmentFactory, large_plan, read_plan

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PAGES = ["outline", "section", "commitments", "ledger", "check_up", "document"]
PASTED = (
    "云岭市智能制造行动方案\n\n一、主要目标\n到2027年,关键工序数控化率达到70%以上。\n\n"
    "二、重点任务\n(一)改造设备。实施设备更新。(市工信局、市科技局牵头)"
)


def address(plan, page):
    return reverse(f"plan:{page}", args=[plan.slug, "2.1"] if page == "section" else [plan.slug])


def width_of(page):
    return page.evaluate("document.documentElement.scrollWidth")


@pytest.fixture
def plan():
    return read_plan()


@pytest.mark.appearance
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits_a_phone_in_english_too(new_page, check_accessibility, plan, name):
    for viewport in ({"width": 1440, "height": 900}, PHONE):
        page = new_page(viewport=viewport, locale="en")
        page.goto(address(plan, name))
        check_accessibility(page)
        assert width_of(page) <= viewport["width"]


@pytest.mark.appearance
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_in_the_dark(new_page, check_accessibility, plan, name):
    page = new_page(color_scheme="dark")
    page.goto(address(plan, name))
    check_accessibility(page)


def test_from_the_outline_to_the_words_and_back(page, plan):
    page.goto(address(plan, "outline"))
    page.get_by_role("heading").get_by_role("link", name="(一)改造设备").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("(一)改造设备")
    page.get_by_role("link", name="市工信局", exact=True).click()
    expect(page).to_have_url(re.compile(r"/document/\?at=44#c44$"))
    expect(page.locator("#c44")).to_be_in_viewport()


def test_words_and_facts_lead_to_each_other_by_keyboard(page, plan):
    page.goto(address(plan, "document"))
    words = page.get_by_label("原文").get_by_role("link", name="到2020年,", exact=False)
    words.or_(page.locator("#c20")).first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#f20-29$"))
    page.locator("#f20-29 a.words").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#c20$"))
    assert page.locator("#c20").evaluate("place => place.matches(':target')")


def test_arriving_at_words_brings_their_fact_to_sight(page):
    plan = large_plan(sections=10, each=8)
    start = plan.commitments.order_by("-position")[0].start
    page.goto(f"{address(plan, 'document')}?at={start}#c{start}")
    expect(page.locator(f"#c{start}")).to_be_in_viewport()
    expect(page.locator("li.is-met")).to_be_in_viewport()
    assert page.locator("li.is-met").get_attribute("id").startswith(f"f{start}-")


def test_the_first_key_skips_to_the_content(page, plan):
    page.goto(address(plan, "outline"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def test_a_choice_changes_the_list_and_the_address_at_once(page, plan):
    CommitmentFactory(plan=plan, title="建设平台", kind="platform")
    page.goto(address(plan, "commitments"))
    page.get_by_label("到期年份").select_option("2020")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile("due=2020"))
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(3)


def test_lists_and_findings_work_without_javascript(new_page, plan):
    page = new_page(java_script_enabled=False)
    page.goto(address(plan, "check_up"))
    page.get_by_role("combobox", name="缺项").select_option("due")
    page.get_by_role("button", name="查看").click()
    expect(page).to_have_url(re.compile("lacks=due"))
    expect(page.locator("#list tbody tr")).to_have_count(1)


def test_a_large_ledger_is_cards_on_a_phone(phone):
    phone.goto(address(large_plan(sections=30, each=5), "ledger"))
    assert width_of(phone) <= PHONE["width"]
    first = phone.locator("tbody tr").first
    assert first.evaluate("row => getComputedStyle(row).display") == "grid"
    expect(phone.get_by_text("第 1 页，共 2 页")).to_be_visible()


@pytest.fixture
def signed_in(page, sign_in):
    sign_in(page, UserFactory())
    return page


def test_a_pasted_document_is_read_while_one_watches(signed_in):
    signed_in.goto(reverse("plan:hand_in"))
    signed_in.get_by_label("或粘贴正文").fill(PASTED)
    signed_in.get_by_role("button", name="开始阅读").click()
    expect(signed_in.get_by_role("progressbar")).to_be_visible()
    work_until_idle()
    signed_in.get_by_role("link", name="查看结果").click()
    expect(signed_in.get_by_role("heading", level=1)).to_have_text("云岭市智能制造行动方案")


def test_a_file_is_dropped(signed_in):
    signed_in.goto(reverse("plan:hand_in"))
    signed_in.evaluate(
        """text => {
            const dropped = new DataTransfer();
            dropped.items.add(new File([text], "方案.txt"));
            document.querySelector("[data-drop]").dispatchEvent(
                new DragEvent("drop", {dataTransfer: dropped, bubbles: true, cancelable: true}));
        }""",
        PASTED,
    )
    expect(signed_in.get_by_text("方案.txt")).to_be_visible()
    signed_in.get_by_role("button", name="开始阅读").click()
    expect(signed_in).to_have_url(re.compile(r"/jobs/\d+/"))


def test_a_refused_form_leads_to_the_field(signed_in, check_accessibility):
    signed_in.goto(reverse("plan:hand_in"))
    signed_in.get_by_role("button", name="开始阅读").click()
    alert = signed_in.get_by_role("alert")
    expect(alert).to_be_focused()
    check_accessibility(signed_in)
    alert.get_by_role("link").click()
    expect(signed_in.get_by_label("文件", exact=True)).to_be_in_viewport()


def test_the_pages_of_jobs_are_accessible(signed_in, check_accessibility):
    signed_in.goto(reverse("plan:hand_in"))
    signed_in.get_by_label("或粘贴正文").fill(PASTED)
    signed_in.get_by_role("button", name="开始阅读").click()
    check_accessibility(signed_in)
    signed_in.get_by_role("button", name="取消").click()
    expect(signed_in.get_by_role("button", name="继续")).to_be_visible()
    signed_in.goto(reverse("kernel:jobs"))
    check_accessibility(signed_in)


@pytest.mark.appearance
def test_a_printed_page_shows_no_buttons(page, plan):
    page.goto(address(plan, "outline"))
    page.emulate_media(media="print")
    expect(page.get_by_role("banner")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
