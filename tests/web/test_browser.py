"""The front door in a real browser: the ribbon, the tour, one's own document, on a desktop and on a phone."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from luoshi.kernel.jobs import work_until_idle
from luoshi.web.example import city
from tests.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PAGES = ("outline", "document", "check_up", "ledger", "commitments")


def addresses():
    plan = [reverse(f"plan:{page}", args=[city.PLAN_SLUG]) for page in PAGES]
    return ["/", "/tour/", "/sign-in/", "/demo/origins/", *plan, f"{plan[1]}?stop=3"]


def test_a_visitor_enters_with_one_click(page, example):
    page.goto("/")
    page.get_by_role("button", name="公众").click()
    expect(page.get_by_text("示例·公众")).to_be_visible()


# What is to be seen at each stop, as its text in the strip describes it.
SEEN = {
    "zh-CN": {
        "活的规划": "天水市贯彻",
        "一个章节": "责任单位",
        "文件与要素": "本页要素",
        "目标台账": "目标台账",
        "可考核性体检": "体检发现与修改建议",
        "全部承诺": "承诺",
        "今天的待办": "逾期",
        "任务与亮灯": "红灯",
        "一个填报批次": "秦州区人民政府",
        "改过的期限": "原期限为",
        "公开还是模拟": "模拟的内容",
        "您自己的文件": "粘贴",
    },
    "en": {
        "The plan, alive": "commitments",
        "A section": "Who answers",
        "The document and its facts": "facts on this page",
        "The target ledger": "Goal in words",
        "The check-up": "What was found",
        "All commitments": "Can it be verified",
        "What waits today": "late",
        "Tasks and their lights": "red",
        "A round of reports": "reports are missing",
        "A day that was moved": "At first it was due on",
        "Public or simulated": "What is simulated",
        "Your own document": "Or paste the text",
    },
}


@pytest.mark.parametrize("locale", SEEN)
def test_the_tour_is_walked_from_stop_to_stop(new_page, example, locale):
    page = new_page(locale=locale)
    page.goto("/tour/")
    page.get_by_role("link", name="开始导览" if locale == "zh-CN" else "Begin the tour").click()
    guide = page.get_by_role("complementary", name="导览" if locale == "zh-CN" else "Tour")
    for number, (title, seen) in enumerate(SEEN[locale].items(), start=1):
        expect(guide).to_contain_text(title)
        expect(guide).to_contain_text(str(number))
        expect(page.locator("main")).to_contain_text(seen)
        if number < len(SEEN[locale]):
            guide.get_by_text("下一站" if locale == "zh-CN" else "Next stop", exact=True).click()
    expect(page.get_by_role("textbox")).to_be_visible()
    guide.get_by_role("link", name="上一站" if locale == "zh-CN" else "Stop before").click()
    expect(guide).to_contain_text(str(len(SEEN[locale]) - 1))


def test_the_tour_shows_the_words_that_it_names(page, example):
    """At the stop of the document the promise is marked in the text and in the list of facts."""
    page.goto("/tour/")
    page.get_by_role("link", name="文件与要素").click()
    target = page.locator(":target")
    expect(target).to_be_visible()
    words = target.locator(".words").inner_text()
    expect(page.get_by_role("complementary", name="导览")).to_contain_text(words[:12])


def test_public_facts_only_is_chosen_without_a_script(new_page, example):
    page = new_page(java_script_enabled=False)
    page.goto("/demo/origins/")
    main, switch = page.locator("main"), page.get_by_role("form", name="显示哪些事实")
    expect(main).to_contain_text("示例·云岭机床有限公司")
    switch.get_by_role("button", name="仅公开事实").click()
    expect(page).to_have_url(re.compile("/demo/origins/$"))
    expect(main).not_to_contain_text("示例·云岭机床有限公司")
    expect(switch.get_by_role("button", name="仅公开事实")).to_have_attribute("aria-pressed", "true")
    page.goto("/")
    expect(switch.get_by_role("button", name="仅公开事实")).to_have_attribute("aria-pressed", "true")
    switch.get_by_role("button", name="含模拟").click()
    page.goto("/demo/origins/")
    expect(main).to_contain_text("示例·云岭机床有限公司")


def test_an_invented_plan_is_read_with_one_click_and_bears_its_mark(page, example):
    page.goto("/documents/new/")
    page.get_by_role("button", name="公众").click()
    page.get_by_role("button", name="云岭县").click()
    expect(page).to_have_url(re.compile(r"/jobs/\d+/"))
    work_until_idle()
    page.get_by_role("link", name="查看结果").click()
    expect(page.locator(".plan-head")).to_contain_text("模拟")


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
    page.get_by_role("button", name="开始阅读").click()
    expect(page).to_have_url(re.compile(r"/jobs/\d+/"))
    work_until_idle()
    page.goto("/plans/")
    page.get_by_role("link", name="云岭市智能制造行动方案").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("云岭市智能制造行动方案")


@pytest.mark.appearance
@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_no_page_is_wider_than_a_phone_and_no_cell_runs_into_the_next(new_page, example, locale):
    phone = new_page(viewport=PHONE, locale=locale)
    for address in addresses():
        phone.goto(address)
        cut = "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.innerText)"
        assert phone.locator("table.list td").evaluate_all(cut) == [], address
        wide = phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} is {wide} pixels too wide"


def test_the_keyboard_reaches_the_content_first(page, example):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()


def test_initials_typed_into_the_search_can_be_read_and_lead_to_a_body_by_keyboard(page, example):
    page.goto("/")
    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="全站检索")
    expect(box).to_be_focused()
    page.keyboard.type("tssgyhxxhj")
    words, ground = box.evaluate(
        "box => [getComputedStyle(box).color, getComputedStyle(box).backgroundColor]"
    )
    assert words != ground
    expect(page.get_by_role("link", name="天水市工业和信息化局")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="天水市工业和信息化局", level=1)).to_be_visible()
