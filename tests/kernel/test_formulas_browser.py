"""Writing a formula in a real browser: names are completed, errors shown as one writes, suggestions taken."""

import pytest
from playwright.sync_api import expect

from luoshi.kernel.models import FormulaVersion
from tests.kernel.factories import DAY, AreaFactory, BodyFactory, InstallationFactory, member
from tests.kernel.formulas import formula, standard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def rule():
    area = AreaFactory(code="990100", name="云岭市", kind="prefecture")
    InstallationFactory(home_area=area)
    BodyFactory(name="云岭老厂", kind="enterprise", area=area, valid_from=DAY.replace(year=2001))
    standard(text="5", name="年限门槛")
    return formula("rule", "是企业", name="支持对象")


@pytest.fixture
def writing(page, sign_in, rule):
    """The page on which another version is written, with an empty text."""
    sign_in(page, member("lead_officer"))
    page.goto(f"/formulas/{rule.pk}/write/")
    page.get_by_label("公式", exact=True).fill("")
    return page


def test_a_formula_is_written_by_keyboard_and_saved_as_version_2(writing, check_accessibility):
    text = writing.get_by_label("公式", exact=True)
    names = writing.get_by_role("listbox", name="相近的名称")
    text.press_sequentially("是企")
    expect(names.get_by_role("option").first).to_contain_text("是企业")
    text.press("Enter")
    expect(text).to_have_value("是企业")
    expect(names).to_be_hidden()
    text.press_sequentially(" 且 满年")
    text.press("Enter")
    text.press_sequentially("设立日")
    expect(names.get_by_role("option").first).to_contain_text("设立日期")
    text.press("Tab")
    text.press_sequentially(") >= 参书(年限")
    expect(names.get_by_role("option").first).to_contain_text("年限门槛")
    text.press("Escape")
    expect(names).to_be_hidden()
    text.press_sequentially("门槛)")
    text.press("Escape")
    problem = writing.locator(".problems li").first
    expect(problem).to_contain_text("没有函数“参书”")
    expect(writing.locator("mark.wrong").first).to_be_visible()
    check_accessibility(writing)
    problem.get_by_role("button").click()
    expect(text).to_have_value("是企业 且 满年数(设立日期) >= 参数(年限门槛)")
    expect(writing.locator("#examined .said")).to_contain_text("自设立日期起满年数不低于")
    writing.get_by_label("就此主体试算").fill("云岭老厂")
    writing.get_by_label("就此主体试算").press("Tab")
    expect(writing.locator(".verdict")).to_contain_text("符合")
    writing.get_by_label("条款").fill("管理办法（修订）第三条")
    writing.get_by_role("button", name="保存").click()
    expect(writing.get_by_text("已保存为第2版")).to_be_visible()
    assert FormulaVersion.objects.latest("number").text == (
        "is_enterprise and years_since(founded_on) >= parameter(years)"
    )


def test_on_a_phone_nothing_lies_beside_the_page(phone, sign_in, rule):
    sign_in(phone, member("lead_officer"))
    for address in (
        f"/formulas/{rule.pk}/write/",
        f"/formulas/{rule.pk}/",
        f"/formulas/{rule.pk}/try/?body=云岭老厂",
    ):
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_without_a_script_the_form_is_checked_by_its_button(new_page, sign_in, rule):
    page = new_page(java_script_enabled=False)
    sign_in(page, member("lead_officer"))
    page.goto(f"/formulas/{rule.pk}/write/")
    page.get_by_label("公式", exact=True).fill("是企叶")
    page.get_by_role("button", name="检查公式").click()
    page.get_by_role("button", name="改为“是企业”").click()
    expect(page.get_by_label("公式", exact=True)).to_have_value("是企业")
