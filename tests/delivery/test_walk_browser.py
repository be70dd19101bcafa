"""The life of two tasks of the example city's plan, as the people concerned click it: one done, one late."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from luoshi.kernel import clock
from luoshi.kernel.jobs import daily, work_until_idle
from luoshi.kernel.models import User

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

DONE_TASK, LATE_TASK = "延伸循环产业链", "开展产能合作"
PART = "示例·秦州区循环产业链"
PERIOD = "2025-09"


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, page):
        self.page = page

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name):
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def open_work(self, title):
        """Find it under one's own work."""
        self.page.goto(reverse("work:my_work"))
        self.page.locator("table.list").get_by_role("link", name=title, exact=True).click()

    def step(self, name, **said):
        """Take a step of the matter that is open, with what it asks for."""
        self.follow(name)
        for label, text in said.items():
            self.page.get_by_label(label).fill(text)
        self.press(name)
        expect(self.page.get_by_role("status")).to_be_visible()

    def open_assignment(self, title):
        self.page.goto(reverse("delivery:assignments"))
        self.page.locator("table.list").get_by_role("link", name=title, exact=True).click()

    def report(self, title, done, *, paper=""):
        self.open_assignment(title)
        self.follow("报送进展")
        self._fill_report(done, paper)

    def report_anew(self, title, done, *, paper):
        self.open_report(title)
        self.follow("重新报送")
        self._fill_report(done, paper)

    def _fill_report(self, done, paper):
        self.page.get_by_label("统计期").fill(PERIOD)
        self.page.get_by_label("完成情况").fill(done)
        self.page.get_by_label("佐证文件文号").fill(paper)
        self.press("报送")
        expect(self.page.get_by_role("status")).to_be_visible()

    def open_report(self, title):
        """The report that waits, by way of its matter."""
        self.open_work(f"{title} {PERIOD}")
        self.follow("所涉对象")

    def issue(self, title, *, due_on):
        """Issue this one task of the plan, by way of the page of assignments."""
        self.page.goto(reverse("delivery:assignments"))
        self.page.get_by_text("按规划交办任务").click()
        self.page.get_by_role("link", name=re.compile("^天水市贯彻")).click()
        tasks = self.page.locator("input[name=tasks]")
        for box in tasks.all():
            box.uncheck()
        self.page.locator("li", has_text=title).get_by_role("checkbox").check()
        self.page.get_by_label("规划未定以后期限的，完成时限").fill(due_on)
        self.press("交办已勾选的任务")
        expect(self.page.locator("table.list")).to_contain_text(title)

    def split(self, title, *, part, lead):
        self.open_assignment(title)
        self.follow("分解给其他单位")
        self.page.get_by_label("分解任务名称").fill(part)
        self.page.get_by_label("牵头单位").fill(lead)
        self.press("交办该部分")
        expect(self.page.get_by_role("heading", name="分解任务")).to_be_visible()

    def plan_says(self):
        """How many commitments stand how, on the plan's home page."""
        self.page.goto("/")
        links = self.page.locator(".coverage a[href*='standing=']").all_inner_texts()
        return {found[1]: int(found[2]) for text in links if (found := re.match(r"\s*(\S+)\s+(\d+)", text))}


@pytest.fixture
def person(example, new_page, live_server):
    """Return a function that gives somebody of the city a browser of their own."""

    def person(username):
        client, page = Client(), new_page()  # whoever signs in at another's client signs that one out
        client.force_login(User.objects.get(username=username))
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return Person(page)

    return person


def a_month_passes(who):
    """The demo's day moves on by a click; the worker does what such a day asks for."""
    who.press("下一月")
    daily.begin(clock.today())
    work_until_idle()


def moved(before, after):
    """Which standings of the plan's home page grew and which shrank."""
    return {
        name: n for name in before.keys() | after.keys() if (n := after.get(name, 0) - before.get(name, 0))
    }


def test_a_task_is_issued_signed_split_reported_returned_accepted_and_struck_off(person):
    mayor, desk, county, office = map(person, ("mayor", "desk", "county", "office"))
    first = mayor.plan_says()

    mayor.issue(DONE_TASK, due_on="2025-12-19")
    assert moved(first, mayor.plan_says()) == {"未到期": 1}

    desk.open_work(DONE_TASK)
    desk.step("签收")
    desk.split(DONE_TASK, part=PART, lead="秦州区人民政府")

    county.open_work(PART)
    county.step("签收")
    county.report(PART, "各项工作有序推进。")
    desk.open_report(PART)
    desk.step("退回修改", 理由="请写明数量和文号。")
    county.report_anew(PART, "示例·建成2个循环产业项目。", paper="示例·区工信〔2025〕9号")
    desk.open_report(PART)
    desk.step("认可报告")
    county.open_work(PART)
    county.step("申请办结", 备注="示例·2个项目投产。")
    desk.open_work(PART)
    desk.step("审核通过", 备注="示例·文号齐备，同意办结。")

    desk.report(DONE_TASK, "示例·全市建成5个循环产业项目。", paper="示例·市工信函〔2025〕31号")
    office.open_report(DONE_TASK)
    office.step("认可报告")
    assert moved(first, mayor.plan_says()) == {"正常推进": 1}

    desk.open_work(DONE_TASK)
    desk.step("申请办结", 备注="示例·5个项目全部投产。")
    mayor.open_work(DONE_TASK)
    mayor.step("审核通过", 备注="示例·文件齐备，同意办结。")
    assert moved(first, mayor.plan_says()) == {"已完成": 1}

    office.open_work(DONE_TASK)
    office.step("销号")
    expect(office.page.locator(".lead").first).to_contain_text("已销号")


def test_a_task_is_objected_to_comes_late_and_is_told_of_upwards(person):
    mayor, ndrc = person("mayor"), person("ndrc")
    mayor.issue(LATE_TASK, due_on="2025-09-19")
    first = mayor.plan_says()

    ndrc.open_work(LATE_TASK)
    ndrc.step("提出异议", 理由="示例·无法在9月内完成。")
    assert moved(first, mayor.plan_says()) == {"有风险": -1, "有争议": 1}
    mayor.open_work(LATE_TASK)
    mayor.step("维持交办", 理由="示例·期限由市政府常务会议确定。")
    ndrc.open_work(LATE_TASK)
    ndrc.step("签收")

    a_month_passes(mayor)

    assert mayor.plan_says().get("滞后", 0) > first["滞后"]
    for who in (ndrc, mayor):
        who.page.goto(reverse("work:notices"))
        told = who.page.locator("table.list tr", has_text=LATE_TASK).filter(has_text="已逾期")
        expect(told.first).to_be_visible()
    told.first.get_by_role("button").first.click()
    expect(mayor.page.locator("main")).to_contain_text("2025-10-01 · 督办")
