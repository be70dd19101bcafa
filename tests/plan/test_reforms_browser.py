"""A reform in a real browser: before it the old agencies, after it the new ones, on the pages and in the export."""

import io
import re

import docx
import openpyxl
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from luoshi.kernel.models import Succession
from tests.browser import PHONE
from tests.kernel.factories import InstallationFactory, member
from tests.plan.reforms import reform, world

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
OLD, NEW = ("市质监局", "市工商局", "市工信委"), ("市市场监管局", "市工信局")


@pytest.fixture
def made():
    made = world()
    InstallationFactory(home_area=made.city)
    return made


def show_day(page, day):
    page.get_by_label(re.compile("截至")).first.fill(day)
    page.get_by_role("button", name="查看").click()


@pytest.mark.parametrize("name", ["outline", "commitments", "responsibilities"])
def test_before_the_reform_the_old_agencies_and_today_the_new_ones(page, made, name):
    reform(made)
    page.goto(reverse(f"plan:{name}", args=[made.plan.slug]))
    cells = page.locator("#main td, #main dd")
    for short in NEW:
        expect(cells.get_by_text(short).first).to_be_visible()
    show_day(page, "2018-06-01")
    expect(page).to_have_url(re.compile("on=2018-06-01"))
    for short in NEW:
        expect(cells.get_by_text(short)).to_have_count(0)
    expect(cells.get_by_text("市工信委").first).to_be_visible()


def words_of(content, form):
    """Every cell of the export, as one text."""
    if form == "docx":
        tables = docx.Document(content).tables
        return " ".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    rows = openpyxl.load_workbook(content, read_only=True).active.iter_rows(values_only=True)
    return " ".join(str(value) for row in rows for value in row)


@pytest.mark.parametrize("form", ["xlsx", "docx"])
@pytest.mark.parametrize(("query", "there", "gone"), [("", NEW, OLD), ("?on=2018-06-01", OLD, NEW)])
def test_the_export_names_the_agencies_of_its_day(page, made, query, there, gone, form):
    reform(made)
    page.goto(reverse("plan:commitments", args=[made.plan.slug]) + query)
    with page.expect_download() as download:
        page.get_by_role("link", name=form, exact=True).click()
    words = words_of(io.BytesIO(download.value.path().read_bytes()), form)
    assert [name in words for name in (*there, *gone)] == [True] * len(there) + [False] * len(gone)


def test_an_administrator_enters_a_merger_and_sees_first_what_it_changes(page, sign_in, made):
    sign_in(page, member("administrator", body=made.plan.owner))
    page.goto(reverse("kernel:successions"))
    page.get_by_role("link", name="登记沿革").click()
    page.get_by_label("事件类型").select_option("merge")
    page.get_by_label("生效日期").fill("2019-04-01")
    page.get_by_label("调整前单位").fill("市质监局\n市工商局")
    page.get_by_label("新组建单位").fill("云岭市市场监督管理局；市市场监管局")
    page.get_by_role("button", name="预览变化").click()
    expect(page.get_by_role("heading", name="有2条将变化")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="市质监局")).to_contain_text("市市场监管局")
    assert not Succession.objects.exists()
    page.get_by_role("button", name="确认登记").click()
    expect(page.get_by_text("已登记")).to_be_visible()
    page.goto(reverse("plan:section", args=[made.plan.slug, "2"]))
    expect(page.get_by_text("→ 市市场监管局").first).to_be_visible()


def test_a_desk_officer_decides_a_clause_without_javascript(new_page, sign_in, made):
    reform(made)
    page = new_page(java_script_enabled=False)
    sign_in(page, member("lead_officer", body=made.plan.owner))
    page.goto(reverse("kernel:open_decisions"))
    page.get_by_role("link", name="保障用地").click()
    page.get_by_label("单位", exact=False).select_option(label="云岭市自然资源局")
    page.get_by_label("依据").fill("三定规定")
    page.get_by_role("button", name="决定").click()
    row = page.get_by_role("row").filter(has_text="市国土局")
    expect(row).to_contain_text("云岭市自然资源局")
    expect(row).to_contain_text("三定规定")


PAGES = ["kernel:bodies", "kernel:successions", "kernel:record_succession", "kernel:open_decisions"]


@pytest.mark.appearance
def test_the_pages_are_accessible_and_fit_a_phone_in_english_too(
    new_page, sign_in, check_accessibility, made
):
    reform(made)
    addresses = [reverse(name) for name in PAGES]
    addresses.append(reverse("kernel:body", args=[made.bodies["市发改委"].pk]))
    addresses.append(reverse("plan:responsibilities", args=[made.plan.slug]))
    addresses.append(reverse("plan:choose_heir", args=[made.plan.slug, made.duty(4, "市国土局").pk]))
    addresses.append(reverse("plan:choose_lead", args=[made.plan.slug, "5"]))
    for viewport in ({"width": 1440, "height": 900}, PHONE):
        page = new_page(viewport=viewport, locale="en")
        sign_in(page, member("administrator", body=made.plan.owner))
        for address in addresses:
            page.goto(address)
            check_accessibility(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
