"""The pages of formulas and standards: read by everybody, written by officers, tried step by step."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from luoshi.kernel import simulation
from luoshi.kernel.access import SYSTEM
from luoshi.kernel.engine import standard_texts
from luoshi.kernel.engine.standards import Kind, Mode
from luoshi.kernel.formulas import asking
from luoshi.kernel.formulas.book import open_book
from luoshi.kernel.models import FormulaVersion, Origin, Standard
from luoshi.kernel.queries.formulas import using
from luoshi.kernel.services.formulas import add_formula_version
from tests.kernel.factories import DAY, NOON, OWN, AreaFactory, BodyFactory, InstallationFactory, member
from tests.kernel.formulas import BANDS, LATER, SINCE, formula, standard, terms

pytestmark = pytest.mark.django_db
OLD = DAY.replace(year=2001)
PAST = terms(OLD)
MAIN = re.compile(r"<main.*?</main>", re.S)


@pytest.fixture
def city():
    area = AreaFactory(code="990100", name="云岭市", kind="prefecture")
    InstallationFactory(home_area=area)
    return area


@pytest.fixture
def officer(client, city):
    user = member("lead_officer", body=BodyFactory(area=city, name="云岭市工信局", valid_from=OLD))
    client.force_login(user)
    return user


@pytest.fixture
def firms(city):
    made = {"area": city, "kind": "enterprise"}
    return [
        BodyFactory(name="云岭老厂", valid_from=OLD, **made),
        BodyFactory(name="云岭新厂", valid_from=DAY, **made),
        BodyFactory(name="云岭某厂", **made),
    ]


@pytest.fixture
def rule():
    standard(text="5", name="年限门槛", code="years", terms=PAST)
    return formula("rule", "是企业 且 满年数(设立日期) >= 参数(年限门槛)", name="支持对象", terms=PAST)


def main(client, route, *args, **query) -> str:
    response = client.get(reverse(f"kernel:{route}", args=args), query)
    assert response.status_code == 200
    return MAIN.search(response.content.decode())[0]


def words(html: str) -> str:
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


def examine(client, **sent) -> str:
    response = client.post(reverse("kernel:examine_formula"), sent, headers={"HX-Request": "true"})
    return words(response.content.decode())


def sent(**fields):
    return {"valid_from": "2025-09-15", "clause": "会议纪要", "after": 0} | fields


def test_everybody_reads_a_formula_in_their_language(client, rule):
    said = words(main(client, "formula", rule.pk))
    assert "是企业 且 满年数(设立日期) >= 参数(年限门槛)" in said
    assert "自设立日期起满年数" in said
    client.cookies["django_language"] = "en"
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert "is_an_enterprise and years_since(" in words(main(client, "formula", rule.pk))


def test_a_formula_shows_what_it_uses_and_what_depends_on_it(client, rule):
    other = formula("both", "支持对象 且 由本市管理", name="重点对象", terms=PAST)
    said = main(client, "formula", rule.pk)
    assert reverse("kernel:standard", args=[Standard.objects.get().pk]) in said
    assert reverse("kernel:formula", args=[other.pk]) in said
    assert reverse("kernel:formula", args=[other.pk]) in main(client, "standard", Standard.objects.get().pk)


def test_versions_stand_beside_the_one_before(client, rule):
    add_formula_version(formula=rule, after=1, text="是机关 且 有上级单位", terms=LATER, by=SYSTEM, at=NOON)
    said = main(client, "formula", rule.pk)
    assert "<del>是企业</del>" in said
    assert "<ins>是机关</ins>" in said
    assert "第2版" in said


def test_a_formula_that_is_not_in_force_says_so(client):
    later = formula(terms=terms(DAY.replace(year=2199)))
    assert "今天没有生效的版本" in main(client, "formula", later.pk)


def test_the_list_is_searched_by_text_and_narrowed_by_state_on_a_day(client, rule):
    formula("later", "是机关", name="以后", terms=terms(DAY.replace(year=2199)))
    formula("over", "是机关", name="过去", terms=terms(OLD, valid_until=OLD))
    assert words(main(client, "formulas", q="years_since")).count("支持对象") == 1
    for state, name in (("in_force", "支持对象"), ("later", "以后"), ("ended", "过去")):
        listed = re.findall(r'<td class="words"><a[^>]*>(.*?)</a>', main(client, "formulas", state=state))
        assert listed == [name]


def test_standards_are_listed_by_kind(client, rule):
    standard(Kind.SCORING, "marks", BANDS, name="年限得分", terms=PAST)
    assert "年限得分" not in main(client, "standards", kind="parameter")
    assert "年限门槛" in main(client, "standards", kind="parameter")
    said = words(main(client, "standard", Standard.objects.get(code="marks").pk))
    assert "3–10 2" in said


def test_a_trial_is_told_step_by_step_with_gap_and_fix(client, officer, firms, rule):
    said = words(main(client, "try_formula", rule.pk, body="云岭新厂", on=DAY.isoformat()))
    assert "不符合" in said
    assert "0年 / 5年 · 差-5年" in said
    assert "自2001-09-15起为5年" in said
    assert "会议纪要" in said
    assert "无法判定" in words(
        main(client, "try_formula", rule.pk, body=str(firms[2].pk), on=DAY.isoformat())
    )
    assert "未报" in words(main(client, "try_formula", rule.pk, body="云岭某厂"))
    assert "符合" in words(main(client, "try_formula", rule.pk, body="云岭老厂"))


def test_a_body_that_is_not_there_and_a_period_that_is_none_are_named(client, officer, firms, rule):
    said = words(main(client, "try_formula", rule.pk, body="无此厂", period="去年"))
    assert "没有名为“无此厂”的主体" in said
    assert "统计期应写作" in said


def test_a_formula_over_all_bodies_together_is_tried_too(client, officer, firms, city):
    whole = formula("firms", "count(是企业)", name="企业户数", terms=PAST)
    said = words(main(client, "try_formula", whole.pk))
    assert "全部主体合计 3户" in said
    assert "不是逐个主体取值" in words(main(client, "formula_results", whole.pk))


def test_all_bodies_are_counted_first_and_narrowed_by_outcome(client, officer, firms, rule):
    said = words(main(client, "formula_results", rule.pk, on=DAY.isoformat()))
    assert "1 符合 2 不符合 1 无法判定" in said
    listed = main(client, "formula_results", rule.pk, on=DAY.isoformat(), outcome="undecided")
    assert "云岭某厂" in listed
    assert "云岭老厂" not in listed
    assert "未报（设立日期）" in words(listed)


def test_bodies_are_found_by_name_among_the_outcomes(client, officer, firms, rule):
    listed = main(client, "formula_results", rule.pk, q="老厂")
    assert "云岭老厂" in listed
    assert "云岭新厂" not in listed


def test_more_bodies_than_can_be_asked_one_by_one_are_said(client, officer, firms, rule, monkeypatch):
    monkeypatch.setattr(asking, "MOST_BODIES", 2)
    assert "主体超过2个" in words(main(client, "formula_results", rule.pk))


def test_the_outcomes_leave_as_a_sheet(client, officer, firms, rule):
    address = reverse("kernel:formula_results", args=[rule.pk])
    response = client.get(address, {"export": "csv", "on": DAY.isoformat(), "outcome": "fails"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert any(line.startswith("云岭新厂,不符合,") for line in lines)


def test_a_page_of_outcomes_costs_the_same_for_many_bodies(
    client, officer, rule, city, django_assert_max_num_queries
):
    for number in range(40):
        BodyFactory(area=city, kind="enterprise", name=f"云岭{number}厂", valid_from=OLD)
    with django_assert_max_num_queries(20):
        main(client, "formula_results", rule.pk)


def test_a_clerk_tries_formulas_on_their_own_firm_only(client, firms, rule):
    client.force_login(member("clerk", body=firms[0]))
    assert "云岭老厂" in main(client, "formula_results", rule.pk)
    assert "云岭新厂" not in main(client, "formula_results", rule.pk)
    assert "没有名为“云岭新厂”的主体" in words(main(client, "try_formula", rule.pk, body="云岭新厂"))


def test_an_officer_writes_a_formula_and_another_version(client, officer):
    address = reverse("kernel:write_formula")
    made = sent(
        code="rule", name="支持对象", name_en="supported", purpose="grant", text="是企业 且 由本市管理"
    )
    response = client.post(address, made)
    assert response.status_code == 302
    version = FormulaVersion.objects.get()
    assert (version.text, version.made_by) == ("is_enterprise and is_commanded", officer)
    again = reverse("kernel:write_version", args=[version.of_id])
    assert "是企业 且 由本市管理" in client.get(again).content.decode()
    client.post(again, sent(after=1, text="是企业"))
    assert FormulaVersion.objects.latest("number").number == 2


def test_who_comes_second_is_told_and_keeps_what_was_written(client, officer, rule):
    address = reverse("kernel:write_version", args=[rule.pk])
    client.post(address, sent(after=1, text="是企业"))
    response = client.post(address, sent(after=1, text="是机关"))
    assert response.status_code == 400
    page = response.content.decode()
    assert "其间有人保存了第2版" in page
    assert "是机关</textarea>" in page


def test_what_is_wrong_is_shown_in_the_text_and_can_be_mended_without_a_script(client, officer, rule):
    address = reverse("kernel:write_version", args=[rule.pk])
    wrong = sent(after=1, text="是企叶 且 任职人数 >= 3")
    page = client.post(address, wrong | {"check": "1"}).content.decode()
    assert '<mark class="wrong" id="place-1">是企叶</mark>' in page
    assert 'value="0-3-是企业"' in page
    page = client.post(address, wrong | {"take": "0-3-是企业"}).content.decode()
    assert "是企业 且 任职人数 &gt;= 3</textarea>" in page
    assert FormulaVersion.objects.count() == 1


def test_the_sentence_and_a_trial_are_told_while_one_writes(client, officer, firms, rule):
    said = examine(
        client, text="是企业 且 设立日期 <= 2010-01-01", body="云岭老厂", valid_from=DAY.isoformat()
    )
    assert "设立日期在2010-01-01当日或之前" in said
    assert "云岭老厂 符合" in said
    assert examine(client, text=" ") == ""


def test_names_that_can_be_written_stand_on_the_page(client, officer, rule):
    page = client.get(reverse("kernel:write_formula")).content.decode()
    for written in ('data-written="是企业"', 'data-written="参数(年限门槛)"', 'data-written="满年数("'):
        assert written in page


def test_a_standard_is_set_and_revised_on_its_page(client, officer):
    address = reverse("kernel:set_standard", args=["scoring"])
    made = sent(code="marks", name="年限得分", inputs="年", gives="分", mode="low", text="< 3: 0\r\n4–9: 2")
    page = client.post(address, made).content.decode()
    assert "空档" in page
    assert client.post(address, made | {"text": "< 3: 0\r\n>= 3: 2"}).status_code == 302
    found = Standard.objects.get()
    assert found.versions.get().text == "< 3: 0\n>= 3: 2"
    again = reverse("kernel:set_version", args=[found.pk])
    assert client.post(again, sent(after=1, text="< 5: 0\r\n>= 5: 2\r\n其他: 1")).status_code == 302
    assert found.versions.latest("number").text.endswith("else: 1")


@pytest.mark.parametrize("kind", [each.value for each in Kind])
def test_each_kind_of_standard_has_its_form(client, officer, kind):
    assert client.get(reverse("kernel:set_standard", args=[kind])).status_code == 200


def test_a_kind_that_is_none_has_no_form(client, officer):
    assert client.get(reverse("kernel:set_standard", args=["nothing"])).status_code == 404


def test_what_is_simulated_carries_its_mark(client, officer, firms):
    made = formula(origin=Origin.simulated(), terms=SINCE)
    assert "模拟" in main(client, "formula", made.pk)
    firm = BodyFactory(name="示例厂", area=firms[0].area, **OWN | {"origin_kind": "simulated"})
    on = (DAY + timedelta(days=1)).isoformat()
    assert "模拟" in main(client, "try_formula", made.pk, body=str(firm.pk), on=on)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.SCORING, "< 3: 0\n3–10: 2\nelse: 5"),
        (Kind.LINE, "0: 0\n10: 5"),
        (Kind.DECISION, ">= 3 | agency, other: 甲\n* | *: 乙"),
        (Kind.CLASSIFICATION, "990100: 云岭市"),
    ],
)
def test_rows_leave_as_a_sheet_whose_cells_can_be_pasted_back(client, city, kind, text):
    mode = {"mode": Mode.FIRST} if kind is Kind.DECISION else {}
    made = standard(kind, "table", text, terms=PAST, **mode)
    response = client.get(reverse("kernel:standard_sheet", args=[made.pk]))
    sheet = load_workbook(BytesIO(response.content)).active
    cells = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    rows = [row for row in cells if row[-1] in {"0", "2", "5", "甲", "乙", "云岭市"}]
    pasted = "\n".join("\t".join(row) for row in rows)
    assert standard_texts.written(standard_texts.read(pasted, made.shape), made.shape) == text


def test_public_facts_only_leave_out_what_is_simulated(client, rule):
    other = formula("both", "支持对象 且 是机关", name="重点对象", terms=PAST, origin=Origin.simulated())
    with simulation.left_out():
        assert [each.thing for each in using(rule, open_book(on=DAY))] == []
    assert [each.thing for each in using(rule, open_book(on=DAY))] == [other]
