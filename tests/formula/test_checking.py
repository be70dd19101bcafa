"""What a formula may say: names, units, kinds, time, purpose. Each refusal with its place and what would be right."""

import pytest

from luoshi.formula import Catalogue, FormulaError, Name, Purpose, compile, examine
from luoshi.formula.ir import Scope
from tests.formula.world import CITY

REFUSALS = [
    ("", ["F108"], None),
    ("增加值 >= ", ["F101"], None),
    ("1 +", ["F101"], None),
    ("* 3", ["F102"], None),
    ("研发费用 营业收入", ["F102"], None),
    ("研发费用 = 3万元", ["F102"], "=="),
    ("(研发费用", ["F103"], None),
    ("研发费用)", ["F103"], None),
    ("研发费用 § 3", ["F104", "F102"], None),
    ("营业收入@2020-13", ["F105"], None),
    ("成立日期 > 2020-02-30", ["F105"], None),
    ("1" + " + 1" * 1200, ["F106"], None),
    ("(" * 50 + "1" + ")" * 50, ["F107"], None),
    ("1" + " + 1" * 300, ["F107"], None),
    ("「研发费用", ["F109"], None),
    ("增加价 >= 3万元", ["F110"], "增加值"),
    ("value_aded >= 3万元", ["F110"], "value_added"),
    ("summ(研发费用)", ["F111"], "sum"),
    ("参数(研发门坎)", ["F112"], "研发门槛"),
    ("评分(研发强度, 主营占比)", ["F113"], "主营占比分"),
    ("评分(研发强度, 增速折线)", ["F113"], ""),
    ("行业 属于 战略新兴产业", ["F114"], "战略性新兴产业"),
    ("行业 属于 分类(战略性新兴产业, 版=2015)", ["F114"], None),
    ("sum(研发费用, by=乡)", ["F115"], None),
    ("sum(研发费用, wher=1 > 0)", ["F116"], "where"),
    ("yoy(sum(研发费用), basis=可比)", ["F117"], None),
    ("职工人数 > 0人 或0A", ["F118", "F204"], None),
    ("职工人数 <= 300匹", ["F118", "F201"], "300人"),
    ("abs()", ["F120"], None),
    ("growth(研发费用)", ["F121"], None),
    ("sum(研发费用, where=1 > 0, where=1 > 0)", ["F122"], None),
    ("lag(研发费用, 0)", ["F123"], None),
    ("quantile(研发费用, 2)", ["F123"], None),
    ("top(研发费用, 0)", ["F123"], None),
    ("round(职工人数, 1万元)", ["F123"], None),
    ("研发费用 属于 (营业收入, 3万元)", ["F123"], None),
    ("2020-07 + 1", ["F124"], None),
    ("分类(战略性新兴产业)", ["F124"], None),
    ("职工人数 <= 300", ["F201"], "300人"),
    ("employees <= 300", ["F201"], "300 persons"),
    ("利润总额 < 0", ["F201"], "0万元"),
    ("研发费用 / 营业收入 >= 0.03", ["F201"], "3%"),
    ("研发费用 / 营业收入 >= 3", ["F201"], "3%"),
    ("营业收入 > 2000万", ["F201"], "2000万元"),
    ("营业收入 >= 1,000万元", ["F102"], "1000"),
    ("营业收入 >= 1,234,567.5万元 且 利润总额 > 0元", ["F102"], "1234567"),
    ("增加值 + 能耗", ["F202"], None),
    ("增加值 > 能耗", ["F202"], None),
    ("产值增速 - 3% >= 1%", ["F202"], None),
    ("研发费用 and 营业收入 > 3万元", ["F204"], None),
    ("非 研发费用", ["F204"], None),
    ("行业 + 1", ["F204"], None),
    ("研发费用 == \"C35\"", ["F204"], None),
    ("满年数(研发费用)", ["F204"], None),
    ("2 ** 0.5", ["F205"], None),
    ("2 ** 研发费用", ["F205"], None),
    ("2 ** 1000", ["F205"], None),
    ("行业 > \"C\"", ["F206"], None),
    ("是否规上 < 真", ["F206"], None),
    ("成立日期 + 1个月", ["F207"], None),
    ("研发费用 / sum(营业收入)", ["F301"], None),
    ("sum(职工人数, over=3)", ["F302"], None),
    ("sum(产值增速)", ["F303"], None),
    ("sum(研发费用 / 营业收入)", ["F303"], None),
    ("top(研发强度, 3)", ["F303"], None),
    ("sum(累计产值, over=3)", ["F304"], "单月(累计产值)"),
    ("累计产值@2020-02 + 累计产值@2020-03", ["F304"], "单月(累计产值)"),
    ("环比(累计产值)", ["F304"], "单月(累计产值)"),
    ("yoy(sum(研发费用))", ["F305"], None),
    ("growth(sum(研发费用) / sum(营业收入), since=2015)", ["F305"], None),
    ("sum(研发费用 - mean(研发费用))", ["F306"], None),
    ("ratio(sum(研发费用), 营业收入)", ["F306"], None),
    ("sum(研发费用, by=县) / sum(营业收入, by=市)", ["F307"], None),
    ("growth(能耗, since=2015, price=可比价(出厂价格指数))", ["F308"], None),
    ("growth(不变价增加值, since=2015, price=可比价(出厂价格指数))", ["F308"], None),
    ("within(研发费用, 市)", ["F309"], None),
    ("甲", ["F310"], None),
    ("growth(研发费用, since=2015, price=可比价(能耗))", ["F311"], None),
    ("sum(生产总值)", ["F312"], None),
    ("单月(研发费用)", ["F313"], None),
    ("评分(职工人数, 主营占比分)", ["F406"], None),
    ("决策(划型, 职工人数)", ["F120"], None),
    ("决策(划型, 行业, 行业)", ["F204"], None),
    ("if(是否规上, 3%, 3万元)", ["F202"], None),
    ("if(是否规上, 3%, 行业)", ["F204"], None),
    ("orelse(研发费用, 0)", ["F201"], "0千元"),
    ("min(研发费用, 300人)", ["F202"], None),
    ("min(研发费用, 3万元, by=县)", ["F116"], None),
    ("min(行业, \"C\")", ["F206"], None),
    ("sum()", ["F120"], None),
    ("sum(*)", ["F120"], None),
    ("mean(生产总值)", ["F312"], None),
    ("ratio(生产总值, 研发费用)", ["F312"], None),
    ("ratio(产值增速, 研发费用)", ["F303"], None),
    ("within(sum(研发费用), 乡)", ["F115"], None),
    ("ytd(产值增速)", ["F303"], None),
    ("growth(研发费用, since=3)", ["F105"], None),
    ("growth(研发费用, since=2015, price=可比)", ["F117"], None),
    ("lag(研发费用, 职工人数)", ["F123"], None),
    ("lag(研发费用, 1.5)", ["F123"], None),
    ("lag(研发费用, 2人)", ["F123"], None),
    ("累计产值@2020-02 + lag(累计产值, 1)", ["F304"], "单月(累计产值)"),
    ("median(研发费用, over=3)", ["F116"], None),
    ("sum(研发费用, over=3, by=县)", ["F116"], None),
    ("决策(划分, 行业)", ["F113"], "划型"),
    ("行业 属于 分类()", ["F120"], None),
    ("行业 属于 分类(战略性新兴产业, 年=2018)", ["F116"], "版"),
    ("行业 属于 分组(战略性新兴产业)", ["F111"], "分类"),
    ("行业 属于 合计(战略性新兴产业)", ["F204"], None),
    ("研发费用 属于 战略性新兴产业", ["F204"], None),
    ("可比价(能耗, 出厂价格指数, 2015)", ["F308"], None),
    ("round(研发强度, 行业)", ["F123"], None),
    ("成立日期 + 研发费用", ["F207"], None),
    ("成立日期 * 2", ["F204"], None),
    ("count(*) + * 3户", ["F101"], None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "codes", "suggestion"), REFUSALS, ids=[text[:40] for text, *_ in REFUSALS])
def test_what_is_wrong_is_said_with_its_place_and_what_would_be_right(text, codes, suggestion):
    with pytest.raises(FormulaError) as refused:
        compile(text, CITY)
    problems = refused.value.problems
    assert sorted(refused.value.codes) == sorted(codes)
    assert all(0 <= one.span.start <= one.span.end <= len(text) for one in problems)
    assert problems[0].suggestion == (suggestion or problems[0].suggestion * (suggestion is None))
    assert all(one.say("zh") != one.say("en") for one in problems)


@pytest.mark.parametrize("text", [text for text, _codes, suggestion in REFUSALS if suggestion])
def test_what_would_be_right_mends_the_text_when_it_stands_at_the_place(text):
    problem = examine(text, CITY)[1][0]
    start, end = problem.span
    left = examine(text[:start] + problem.suggestion + text[end:], CITY)[1]
    assert (problem.code, start) not in [(one.code, one.span.start) for one in left]


def test_all_errors_of_a_text_are_collected():
    with pytest.raises(FormulaError) as refused:
        compile("研发费用 > 300 且 营业额 > 5万元 且 职工人数 > 3万元", CITY)
    assert refused.value.codes == ("F201", "F110", "F202")


def test_a_place_is_marked_below_the_text_with_chinese_two_columns_wide():
    text = "研发费用 + energy_used"
    with pytest.raises(FormulaError) as refused:
        compile(text, CITY)
    assert refused.value.problems[0].pointer(text) == f"{text}\n{' ' * 11}{'^' * 11}"


def test_a_figure_collected_for_statistics_does_not_grant_anything():
    with pytest.raises(FormulaError) as refused:
        compile("统计产值 >= 2000万元", CITY, purpose=Purpose.GRANT)
    assert refused.value.codes == ("F501",)
    assert "B204-1" in refused.value.say("zh")
    assert "统计法" in refused.value.say("en")


def test_what_is_derived_from_a_figure_keeps_its_purpose_and_its_basis():
    formula = compile("sum(统计产值) / sum(研发费用)", CITY)
    assert formula.purposes == {Purpose.STATISTICS}
    assert formula.node.type.bases == {"统计法"}


def test_the_unit_that_was_asked_for_must_come_out():
    with pytest.raises(FormulaError) as refused:
        compile("产值增速 - 3%", CITY, unit="%")
    assert refused.value.codes == ("F203",)
    assert refused.value.problems[0].say("zh").endswith("目标是“%”，公式得“个百分点”")


UNITS = [
    ("研发费用 / 营业收入", "%"), ("产值增速 - 3%", "个百分点"), ("3% + 1个百分点", "%"), ("增加值 / 职工人数", "万元/人"),
    ("能耗 / 增加值", "吨标准煤/万元"), ("增加值 / 职工人数 * 职工人数", "万元"), ("1 - 研发强度", "%"),
    ("(1 + 3%) / (1 + 2%) - 1", "%"), ("count(*)", "户"), ("count(是否规上) / count(*)", "%"), ("2 * 3", ""),
    ("满年数(成立日期)", "年"), ("2020-03-01 - 2020-02-01", "日"), ("growth(营业收入, since=2015)", "%"),
    ("per(sum(增加值), 常住人口)", "万元/人"), ("评分(研发强度, 主营占比分)", "分"), ("决策(奖补标准, 研发强度)", "万元"),
    ("min(10% * 研发费用, 200万元)", "千元"), ("100吨 / 100吨", "%"), ("1 / 3人", "1/人"), ("(2万元) ** 2", "万元^2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "unit"), UNITS, ids=[text for text, _ in UNITS])
def test_a_value_has_the_unit_that_its_parts_give_it(text, unit):
    assert compile(text, CITY).unit.show() == unit


@pytest.mark.parametrize(
    "text",
    [
        "sum(研发费用 + 营业收入)",
        "sum(研发费用 - 营业收入, over=3年)",
        "单月(累计产值)@2020-02 + 单月(累计产值)@2020-03",
        "累计产值@2020-03 - 累计产值@2020-02",
        "lag(研发费用, 2年)",
        "lag(营业收入, 3个月)",
        "within(市, sum(研发费用))",
        "yoy(sum(研发费用), basis=ｎｏｍｉｎａｌ)",
        "sum(研发费用, by=ｃｉｔｙ)",
        "sum(研发费用, by='市')",
        "sum(研发费用, by=‘市’)",
        "参数(“研发门槛”) > 参数(`研发门槛`)",
        '行业 属于 分类(战略性新兴产业, 版="２０１８")',
        "行业 属于 分类(战略性新兴产业, 版=２０１８年)",
    ],
)
def test_what_is_alike_in_time_and_place_goes_together_however_it_is_written(text):
    assert examine(text, CITY)[1] == []


def test_how_many_values_are_expected_is_said():
    _formula, (problem,) = examine("决策(划型, 职工人数)", CITY)
    assert (problem.values["expected"], problem.values["found"]) == (3, 2)
    _formula, (problem,) = examine("sum()", CITY)
    assert (str(problem.values["expected"]), problem.values["found"]) == ("1", 0)


def test_a_comparison_with_missing_is_warned_of():
    assert [one.code for one in compile("研发费用 == 缺", CITY).warnings] == ["W403"]


def test_what_a_range_is_made_of_counts_for_the_whole_condition():
    formula = compile("3万元 属于 [统计产值..5万元)", CITY)
    assert (formula.purposes, formula.node.type.scope) == ({Purpose.STATISTICS}, Scope.BODY)


def test_values_of_two_populations_are_warned_of_from_the_first_to_the_last():
    names = Catalogue([Name("a", population="甲"), Name("b", population="乙")])
    text = "1 + sum(a) / sum(b)"
    warned = compile(text, names).warnings[0]
    assert (warned.code, text[slice(*warned.span)]) == ("W404", "sum(a) / sum(b)")


def test_a_formula_is_grouped_by_several_levels():
    assert compile("sum(研发费用, by={县, 市})", CITY).by == (("area", "县"), ("area", "市"))


def test_groups_that_differ_are_both_named():
    with pytest.raises(FormulaError) as refused:
        compile("sum(研发费用, by=县) / sum(营业收入, by=地区)", CITY)
    assert "县" in refused.value.say("zh")
    assert "area" in refused.value.say("zh")


@pytest.mark.parametrize(("digits", "is_right"), [(30, True), (31, False), (-30, True), (-31, False)])
def test_so_many_digits_are_rounded_to(digits, is_right):
    if is_right:
        assert compile(f"round(研发费用, {digits})", CITY).unit.show() == "千元"
        return
    with pytest.raises(FormulaError) as refused:
        compile(f"round(研发费用, {digits})", CITY)
    assert refused.value.codes == ("F123",)


def test_two_texts_that_mean_the_same_have_one_digest():
    one, other = (compile(text, CITY) for text in ("研发费用≥1万元", "rd  >= 10000元"))
    assert one.digest == other.digest
    assert one.digest != compile("研发费用 > 1万元", CITY).digest


def test_a_name_whose_definitions_open_into_too_much_is_refused():
    names = [Name("d0"), *(Name(f"d{one}", definition=f"d{one - 1} + d{one - 1}") for one in range(1, 30))]
    with pytest.raises(FormulaError) as refused:
        compile("yoy(d29) > 3%", Catalogue(names))
    assert refused.value.codes == ("F107",)


def test_a_name_whose_definitions_go_too_deep_is_refused():
    names = [Name("d0"), *(Name(f"d{one}", definition=f"d{one - 1} + 1") for one in range(1, 400))]
    with pytest.raises(FormulaError) as refused:
        compile("d399", Catalogue(names))
    assert refused.value.codes == ("F107",)


def test_a_hundred_names_are_enough():
    compile(" + ".join(["研发费用"] * 100), CITY)
    with pytest.raises(FormulaError) as refused:
        compile(" + ".join(["研发费用"] * 101), CITY)
    assert refused.value.codes == ("F107",)
